//! The splices that the fixes of TOML mistakes are made of.
//!
//! A fix writes `\n` for the end of a line; the reader of the whole file puts the file's own there.

use std::ops::Range;

use super::super::line::cut;
use crate::diagnostic::Fix;
use crate::text::{ByteRange, Splice};

/// Returns the replacement of a range of the part that is looked at.
pub(super) fn put(at: Range<usize>, text: impl Into<String>) -> Splice {
    Splice::replace(ByteRange::from_span(at), text)
}

/// Returns the insertion of `text`.
pub(super) fn add(at: usize, text: impl Into<String>) -> Splice {
    put(at..at, text)
}

/// Returns the deletion of a range.
pub(super) fn remove(at: Range<usize>) -> Splice {
    put(at, "")
}

/// Returns a fix of one alternative, which is safe or needs a decision.
pub(super) fn fix(is_safe: bool, splices: Vec<Splice>) -> Fix {
    if is_safe { Fix::safe(splices) } else { Fix::offered(splices) }
}

/// Returns the splices that turn `old`, which starts at `start`, into `new`.
///
/// They leave what both have at their ends alone, and what both have between two changes.
pub(super) fn rewrite(start: usize, old: &str, new: &str) -> Vec<Splice> {
    if let Some((before, behind)) = new.split_once(old).filter(|_| !old.is_empty()) {
        let both = [(start, before), (start + old.len(), behind)];
        return both
            .into_iter()
            .filter(|(_, text)| !text.is_empty())
            .map(|(at, t)| add(at, t))
            .collect();
    }
    let same = |(one, other): &(char, char)| one == other;
    let head: usize =
        old.chars().zip(new.chars()).take_while(same).map(|(one, _)| one.len_utf8()).sum();
    let (old, new, start) = (cut(old, head..old.len()), cut(new, head..new.len()), start + head);
    let tail = old.chars().rev().zip(new.chars().rev()).take_while(same);
    let tail: usize = tail.map(|(one, _)| one.len_utf8()).sum();
    let (old, new) = (cut(old, 0..old.len() - tail), cut(new, 0..new.len() - tail));
    let mut inside = old.chars();
    let (first, last) = (inside.next(), inside.next_back());
    let inside = inside.as_str();
    if let (Some(first), Some(last)) = (first, last)
        && let Some((before, behind)) = new.split_once(inside).filter(|_| !inside.is_empty())
    {
        let end = start + old.len();
        return vec![
            put(start..start + first.len_utf8(), before),
            put(end - last.len_utf8()..end, behind),
        ];
    }
    vec![put(start..start + old.len(), new)]
}

/// Returns the splices that make each line of `text` a comment.
pub(super) fn as_comment(text: &str) -> Vec<Splice> {
    let behind = text.match_indices('\n').map(|(at, _)| at + 1);
    [0].into_iter().chain(behind).map(|at| add(at, "# ")).collect()
}
