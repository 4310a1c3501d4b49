//! Detects unresolved merge conflicts.

use std::ops::Range;

use super::line::{cut, replacement};
use crate::diagnostic::{Diagnostic, Fix, Rule};
use crate::text::{ByteRange, Splice};

/// The conflicts of one text.
#[derive(Debug)]
pub(super) struct MergeConflicts {
    /// Each from its first mark to the end of its last, in the order of the text.
    regions: Vec<Range<usize>>,
    /// Where the first mark is.
    first: Range<usize>,
    /// Whether one of them has all its marks.
    pub(super) is_whole: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ConflictMarker {
    Start,
    Middle,
    End,
}

impl MergeConflicts {
    /// Returns the conflicts of a text; a mark that was left over from one is one too.
    pub(super) fn of(text: &str) -> Option<Self> {
        // Few texts have any, and few have even one of their signs.
        if memchr::memchr2(b'<', b'>', text.as_bytes()).is_none()
            || !text.contains("<<<<<<<") && !text.contains(">>>>>>>")
        {
            return None;
        }
        let (mut regions, mut is_whole) = (Vec::new(), false);
        // What is open since where, and whether its second version has begun.
        let mut open: Option<(Range<usize>, bool)> = None;
        let (mut alone, mut at) = (None, 0);
        for line in text.split_inclusive('\n') {
            let range = at..at + line.trim_end_matches(['\r', '\n']).len();
            at += line.len();
            match mark(line) {
                Some(ConflictMarker::Start) => {
                    regions.extend(open.take().map(|(start, _)| start.start..range.start));
                    open = Some((range, false));
                }
                Some(ConflictMarker::Middle) => match &mut open {
                    Some((_, is_second)) => *is_second = true,
                    None => alone = alone.or(Some(range)),
                },
                Some(ConflictMarker::End) => {
                    is_whole |= open.as_ref().is_some_and(|(_, is_second)| *is_second);
                    let start = open.take().map(|(start, _)| start).or_else(|| alone.take());
                    regions.push(start.map_or(range.start, |start| start.start)..range.end);
                }
                None => {}
            }
        }
        regions.extend(
            open.map(|(start, is_second)| {
                start.start..if is_second { usize::MAX } else { start.end }
            }),
        );
        let first = regions.first()?.start;
        let length = text.get(first..)?.lines().next().unwrap_or_default().len();
        Some(Self { regions, first: first..first + length, is_whole })
    }

    /// Returns whether a place is in a conflict.
    pub(super) fn contains(&self, at: usize) -> bool {
        self.start_of(at).is_some()
    }

    /// Returns where the conflict starts that a place is in.
    pub(super) fn start_of(&self, at: usize) -> Option<usize> {
        let behind = self.regions.partition_point(|region| region.end <= at);
        self.regions.get(behind).filter(|region| region.contains(&at)).map(|region| region.start)
    }

    /// Returns the one problem of all conflicts, at the first mark.
    pub(super) fn problem(&self) -> Diagnostic {
        let more = match self.regions.len() {
            1 => String::new(),
            many => format!(", the first of {many} in this file"),
        };
        let message = format!("a merge conflict begins here and is not resolved{more}");
        Diagnostic::new(Rule::Syntax, ByteRange::from_span(self.first.clone()), message).help(
            "keep the lines that are right, and delete the others with the lines <<<<<<<, ======= and >>>>>>>",
        )
    }

    /// Returns the fix that keeps the first version of each conflict in `text`, or the second.
    ///
    /// Marks that were left over are deleted. What Jujutsu writes is no version, but a change to be made.
    pub(super) fn fix(text: &str) -> Option<Fix> {
        let (mut first, mut second) = (Vec::new(), Vec::new());
        // Where the version begins that is read, and which it is.
        let mut version: Option<(usize, Version)> = None;
        let (mut marks, mut is_sound, mut at) = (Vec::new(), true, 0);
        for line in text.split_inclusive('\n') {
            let range = at..at + line.len();
            at = range.end;
            let is_base = line.starts_with("||||||| ") || line.trim_end() == "|||||||";
            match (mark(line), &version) {
                (None, Some((start, Version::First))) if is_base => {
                    second.push(*start..range.start);
                    version = Some((range.start, Version::Base));
                    marks.push(range);
                }
                (None, _) => {}
                (Some(ConflictMarker::Start), None) => {
                    version = Some((range.end, Version::First));
                    second.push(range.start..range.end);
                    first.push(range.clone());
                    marks.push(range);
                }
                (Some(ConflictMarker::Middle), Some((start, known))) if line.starts_with('=') => {
                    match known {
                        Version::First | Version::Base => second.push(*start..range.end),
                        Version::Second => is_sound = false,
                    }
                    let from = if *known == Version::Base { *start } else { range.start };
                    version = Some((from, Version::Second));
                    marks.push(range);
                }
                (Some(ConflictMarker::End), Some((start, Version::Second))) => {
                    first.push(*start..range.end);
                    second.push(range.clone());
                    version = None;
                    marks.push(range);
                }
                (Some(ConflictMarker::Middle), None) if !line.starts_with('=') => {}
                (Some(_), _) => {
                    is_sound = false;
                    marks.push(range);
                }
            }
        }
        let has_changes = marks.iter().any(|line| cut(text, line.clone()).starts_with(['%', '+']));
        let delete = |lines: Vec<Range<usize>>| -> Vec<Splice> {
            lines.into_iter().map(|line| replacement(line, "")).collect()
        };
        if has_changes {
            return None;
        }
        if !is_sound || version.is_some() {
            return Some(Fix::offered(delete(marks)));
        }
        Fix::choice(vec![delete(first), delete(second)])
    }
}

/// Which of the texts of a conflict.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Version {
    First,
    /// What both were made from.
    Base,
    Second,
}

fn mark(line: &str) -> Option<ConflictMarker> {
    let line = line.trim_end();
    let is = |mark: &str| {
        line.strip_prefix(mark).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    };
    let marks = [
        ("<<<<<<<", ConflictMarker::Start),
        ("=======", ConflictMarker::Middle),
        (">>>>>>>", ConflictMarker::End),
        // Jujutsu parts a change from the text that it is made to.
        ("%%%%%%%", ConflictMarker::Middle),
        ("+++++++", ConflictMarker::Middle),
    ];
    marks.into_iter().find(|(written, _)| is(written)).map(|(_, mark)| mark)
}
