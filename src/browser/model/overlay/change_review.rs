//! A change of files as it is looked at before it is written: what it does, what `check` would say then, and the diff of
//! each file, which can be left out.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::browser::model::overlay::list::{Overlay, OverlayLine};
use crate::browser::model::page::{Role, StyledRun};
use crate::diagnostic::Severity;
use crate::redaction::{MARK, Mask, MaskedCollection};
use crate::session::change_request::MOST_DIFFS;
use crate::session::{
    ChangeProposal, ChangeRequest, EditRefusal, PlanGuard, PreviewProblem, ProposedFile,
    RefusedEdit,
};
use crate::text::counted;

/// The most problems of each sort that are listed; the rest is counted.
const MOST_PROBLEMS: usize = 20;
/// With more files than this, each is shown without the lines around a change, and without a gap.
const FEW_FILES: usize = 5;
/// The most records and refusals that are listed.
const MOST_LISTED: usize = 50;

/// A change that waits to be written or given up.
#[derive(Clone, Debug)]
pub(crate) struct ChangeReview {
    /// What was asked for.
    pub(crate) request: ChangeRequest,
    /// What the change is called above all of it.
    pub(crate) title: String,
    /// The number of the request for the plan.
    pub(crate) generation: u64,
    /// Has the plan computed as long as it is here.
    pub(crate) guard: PlanGuard,
    /// The plan; `None` while it is computed.
    pub(crate) proposal: Option<Arc<ChangeProposal>>,
    /// The files that are not to be written.
    pub(crate) left_out: BTreeSet<PathBuf>,
    /// How much was masked when the overlay was made.
    pub(crate) shown_under: Option<Mask>,
}

impl ChangeReview {
    /// Returns a change that is still to be planned.
    pub(crate) fn of(request: ChangeRequest, title: String, generation: u64) -> Self {
        Self {
            request,
            title,
            generation,
            guard: PlanGuard::default(),
            proposal: None,
            left_out: BTreeSet::new(),
            shown_under: None,
        }
    }

    /// Returns whether files can be left out: of a change that is one step, such as another id everywhere, none can.
    pub(crate) fn has_ticks(&self) -> bool {
        match &self.request {
            ChangeRequest::Bulk { .. } => self.files().len() > 1,
            ChangeRequest::Rename { .. }
            | ChangeRequest::Delete(_)
            | ChangeRequest::RemoveRow { .. }
            | ChangeRequest::Copy { .. } => false,
        }
    }

    /// Returns whether a word has to be typed before it is written.
    pub(crate) fn asks_word(&self) -> bool {
        matches!(self.request, ChangeRequest::Delete(_))
    }

    fn files(&self) -> &[ProposedFile] {
        self.proposal.as_ref().map_or(&[], |proposal| &proposal.files)
    }

    /// Counts the files that are to be written, and all files; one that gets another name is one.
    pub(crate) fn count_files(&self) -> (usize, usize) {
        let all = self.files().iter().filter(|file| !file.changed.is_old_name()).count();
        // What is left out is changed for itself, and gets no other name.
        (all.saturating_sub(self.left_out.len()), all)
    }

    /// Leaves a file out, or takes it in again. `number` is that of a line of the overlay in the file.
    pub(crate) fn toggle(&mut self, overlay: &Overlay, number: usize) -> bool {
        if !self.has_ticks() {
            return false;
        }
        let Some(tick) = overlay.tick_above(number) else { return false };
        let Some(path) = self.files().get(tick).map(|file| file.changed.path().to_owned()) else {
            return false;
        };
        if !self.left_out.remove(&path) {
            self.left_out.insert(path);
        }
        true
    }

    /// Returns the overlay that shows it, with its words masked.
    /// `said` masks a sentence that may name records.
    pub(crate) fn overlay(
        &self,
        masked: MaskedCollection<'_>,
        mask: Mask,
        said: &dyn Fn(&str) -> String,
    ) -> Overlay {
        let title = said(&self.title);
        let Some(proposal) = &self.proposal else {
            let line = OverlayLine {
                meaning: "looking at what will change …  Esc gives it up".to_owned(),
                ..OverlayLine::default()
            };
            return Overlay::of(title, vec![line]).as_popup().as_review(None);
        };
        let shown = MaskedProposal { masked, mask, said };
        let mut preface: Vec<StyledRun> = proposal
            .sentences
            .iter()
            .map(|words| StyledRun::new(Role::Heading, said(words)))
            .collect();
        let unread = proposal.unread.as_ref();
        let unread = unread.and_then(|links| links.beside_deletion(|path| shown.path(path)));
        preface.extend(unread.map(|words| StyledRun::new(Role::Warning, words)));
        let mut lines = Vec::new();
        if proposal.files.is_empty() {
            preface.push(StyledRun::new(Role::Text, "nothing will change; Esc closes this"));
        } else {
            preface.push(StyledRun::new(Role::Text, self.counted_changes()));
            preface.push(StyledRun::new(Role::Text, self.counted_problems(proposal)));
            if !self.asks_word() {
                preface.push(StyledRun::new(Role::Quiet, "y writes it, Esc gives it up"));
            }
        }
        if !proposal.links_lost.is_empty() {
            lines.extend(heading("Records that link to it"));
            lines.extend(capped(&proposal.links_lost, MOST_LISTED, |id| OverlayLine {
                meaning: masked.name_of(id),
                role: Some(Role::Text),
                ..OverlayLine::default()
            }));
        }
        let (come, gone) = (self.of_chosen(&proposal.come), self.of_chosen(&proposal.gone));
        if come.count > 0 {
            lines.extend(heading("What check will say then"));
            lines.extend(come.lines(|problem| shown.problem(problem, true)));
        }
        if gone.count > 0 {
            lines.extend(heading("What check will no longer say"));
            lines.extend(gone.lines(|problem| shown.problem(problem, false)));
        }
        if !proposal.refused.is_empty() {
            lines.extend(heading("Left as they are"));
            lines.extend(capped(&proposal.refused, MOST_LISTED, |one| shown.refused(one)));
        }
        lines.extend(self.diffs(&shown));
        if lines.first().is_some_and(OverlayLine::is_gap) {
            lines.remove(0);
        }
        let ask = self.asks_word().then_some("type yes, then Enter, to delete it; Esc keeps it");
        let overlay = Overlay::of(title, lines).prefaced(preface);
        overlay.as_review(ask.filter(|_| !proposal.files.is_empty()))
    }

    /// Returns the first problems of files that are to be written, and of those that do not change, and counts them all.
    fn of_chosen<'p>(&self, problems: &'p [PreviewProblem]) -> ChosenProblems<'p> {
        let is_chosen = |problem: &&PreviewProblem| !self.left_out.contains(&problem.path);
        let first = problems.iter().filter(is_chosen).take(MOST_PROBLEMS).collect();
        let count = if self.left_out.is_empty() {
            problems.len()
        } else {
            problems.iter().filter(is_chosen).count()
        };
        ChosenProblems { first, count }
    }

    /// Says how many files and lines change, and how many files come, go or get another name.
    fn counted_changes(&self) -> String {
        let (mut files, mut lines) = (0, Some(0));
        let (mut created, mut deleted, mut renamed) = (0, 0, 0);
        for file in self.files() {
            let changed = &file.changed;
            if changed.is_old_name() || self.left_out.contains(changed.path()) {
                continue;
            }
            let in_file = file.diff.as_deref().map(count_changed_lines);
            renamed += usize::from(file.like.is_some());
            if file.like.is_none() && changed.is_creation() {
                created += 1;
            } else if changed.is_deletion() {
                deleted += 1;
            } else if in_file != Some(0) {
                files += 1;
                lines = lines.zip(in_file).map(|(lines, in_file)| lines + in_file);
            }
        }
        let all = match self.left_out.len() {
            0 => String::new(),
            _ => format!(" of {}", self.count_files().1),
        };
        let mut said = Vec::new();
        if files > 0 {
            let lines = lines.map(|lines| format!("{} in ", counted(lines, "line")));
            let files =
                if all.is_empty() { counted(files, "file") } else { format!("{files}{all} files") };
            said.push(format!("{}{files} will change", lines.unwrap_or_default()));
        }
        let will = |count: usize, what: &str| {
            (count > 0).then(|| format!("{} will {what}", counted(count, "file")))
        };
        said.extend(will(renamed, "get another name"));
        said.extend(will(created, "be created"));
        said.extend(will(deleted, "be deleted"));
        if said.is_empty() {
            return "every file is left out: nothing will change".to_owned();
        }
        said.join("; ")
    }

    fn counted_problems(&self, proposal: &ChangeProposal) -> String {
        let count = |problems| self.of_chosen(problems).count;
        match (count(&proposal.come), count(&proposal.gone)) {
            (0, 0) => "check will find no new problem".to_owned(),
            (come, 0) => format!("check will find {}", more_problems(come)),
            (0, 1) => "check will find 1 problem fewer".to_owned(),
            (0, gone) => format!("check will find {gone} problems fewer"),
            (come, gone) => format!("check will find {}, and {gone} fewer", more_problems(come)),
        }
    }

    fn diffs(&self, shown: &MaskedProposal<'_>) -> Vec<OverlayLine> {
        let files = self.files();
        let has_ticks = self.has_ticks();
        // What is created has the words of this record.
        let covers_new = match &self.request {
            ChangeRequest::Rename { id, .. } | ChangeRequest::Copy { id, .. } => {
                shown.masked.is_masked(id)
            }
            ChangeRequest::Bulk { .. }
            | ChangeRequest::Delete(_)
            | ChangeRequest::RemoveRow { .. } => false,
        };
        let mut lines = Vec::new();
        let listed = files.iter().enumerate().filter(|(_, file)| !file.changed.is_old_name());
        let is_short = listed.clone().count() > FEW_FILES;
        for (number, file) in listed {
            if number >= MOST_DIFFS {
                let count = files.len() - number;
                lines.push(OverlayLine::default());
                lines.push(quiet(format!("and {count} more files, which change in the same way")));
                break;
            }
            let path = file.changed.path();
            let name = shown.path(path);
            let changed = &file.changed;
            let name = match &file.like {
                Some(from) => format!("{} becomes {name}", shown.path(from)),
                None if changed.is_creation() => format!("{name} is created"),
                None if changed.is_deletion() => format!("{name} is deleted"),
                None => name,
            };
            let is_whole = file.like.is_none() && (changed.is_creation() || changed.is_deletion());
            let is_left_out = self.left_out.contains(path);
            let diff = file.diff.as_deref().unwrap_or_default();
            // One place is named beside the file.
            let place = only_place(diff).filter(|_| is_short && !is_whole && !is_left_out);
            let name = place.map_or_else(|| name.clone(), |line| format!("{name}, line {line}"));
            if !is_short || lines.is_empty() {
                lines.push(OverlayLine::default());
            }
            lines.push(OverlayLine {
                meaning: name,
                ticked: has_ticks.then_some(!is_left_out),
                tick_of: Some(number),
                role: Some(Role::Link),
                ..OverlayLine::default()
            });
            if !is_left_out {
                let is_covered = shown.covers(path) || changed.is_creation() && covers_new;
                let around = Around { is_shown: !is_short, names_place: place.is_none() };
                lines.extend(shown.diff(diff, is_whole, is_covered, around));
            }
        }
        lines
    }
}

/// What is shown of a file around its changes.
#[derive(Clone, Copy)]
struct Around {
    /// Whether the lines before and behind a change are shown.
    is_shown: bool,
    /// Whether it is said at which line a change is.
    names_place: bool,
}

/// Returns the line at which a hunk of a diff starts.
fn hunk_start(line: &str) -> &str {
    line.split(['+', ',', ' ']).nth(4).unwrap_or_default()
}

/// Counts the lines of a text that a diff of it changes: one that takes the place of another is one.
fn count_changed_lines(diff: &str) -> usize {
    let (mut count, mut old, mut new) = (0, 0, 0);
    for line in diff.lines().skip(2) {
        match line.as_bytes().first() {
            Some(b'-') => old += 1,
            Some(b'+') => new += 1,
            // It says something of the line before.
            Some(b'\\') => {}
            _ => {
                count += std::cmp::max(old, new);
                (old, new) = (0, 0);
            }
        }
    }
    count + std::cmp::max(old, new)
}

/// Returns the number of the first changed line of a diff with one hunk.
fn only_place(diff: &str) -> Option<usize> {
    let mut lines = diff.lines().skip(2);
    let start: usize = hunk_start(lines.next()?).parse().ok()?;
    let mut rest = lines.skip_while(|line| line.starts_with(' '));
    let before = diff.lines().skip(3).take_while(|line| line.starts_with(' ')).count();
    rest.all(|line| !line.starts_with('@')).then_some(start + before)
}

/// Problems of which only the first are listed.
struct ChosenProblems<'p> {
    first: Vec<&'p PreviewProblem>,
    count: usize,
}

impl ChosenProblems<'_> {
    fn lines(&self, line: impl Fn(&PreviewProblem) -> OverlayLine) -> Vec<OverlayLine> {
        let mut lines: Vec<OverlayLine> = self.first.iter().map(|problem| line(problem)).collect();
        let more = self.count.saturating_sub(self.first.len());
        if more > 0 {
            lines.push(quiet(format!("and {more} more")));
        }
        lines
    }
}

fn more_problems(count: usize) -> String {
    if count == 1 { "1 more problem".to_owned() } else { format!("{count} more problems") }
}

fn heading(words: &str) -> [OverlayLine; 2] {
    let line = OverlayLine { meaning: words.to_owned(), ..OverlayLine::default() };
    [OverlayLine::default(), line]
}

fn quiet(meaning: String) -> OverlayLine {
    OverlayLine { meaning, role: Some(Role::Quiet), ..OverlayLine::default() }
}

/// Returns a line for each of the first things, and how many there are beyond them.
fn capped<T>(all: &[T], most: usize, line: impl Fn(&T) -> OverlayLine) -> Vec<OverlayLine> {
    let mut lines: Vec<OverlayLine> = all.iter().take(most).map(line).collect();
    let more = all.len().saturating_sub(most);
    if more > 0 {
        lines.push(quiet(format!("and {more} more")));
    }
    lines
}

/// What a proposal is shown under.
struct MaskedProposal<'c> {
    masked: MaskedCollection<'c>,
    mask: Mask,
    said: &'c dyn Fn(&str) -> String,
}

impl MaskedProposal<'_> {
    /// Returns the path of a file, which may be that of an id that no record has yet.
    fn path(&self, path: &Path) -> String {
        (self.said)(&self.masked.path(path))
    }

    /// Returns whether no value of a file is to be seen.
    fn covers(&self, path: &Path) -> bool {
        let file = self.masked.whole().file_at(path);
        let mut records = file.into_iter().flat_map(|file| file.contents.records());
        match self.mask {
            Mask::Nothing => false,
            Mask::All => true,
            Mask::Confidential => records.any(|record| self.masked.is_masked(&record.id)),
        }
    }

    fn problem(&self, problem: &PreviewProblem, comes: bool) -> OverlayLine {
        let PreviewProblem { path, at, problem } = problem;
        let record = self.masked.whole().file_at(path).and_then(|file| {
            let records = file.contents.records();
            let start = problem.range.start();
            records.iter().rfind(|one| one.at.start() <= start).or(records.first())
        });
        let said = match record {
            Some(record) => self.masked.finding(&record.id, &problem.message),
            None => problem.message.to_string(),
        };
        let said = (self.said)(&said);
        let sign = match (comes, problem.severity()) {
            (false, _) => "no longer: ",
            (true, Severity::Error) => "✗ ",
            (true, Severity::Warning) => "! ",
        };
        OverlayLine {
            meaning: format!("{sign}{}:{}: {said}", self.path(path), at.line),
            role: Some(if comes { Role::Warning } else { Role::Quiet }),
            ..OverlayLine::default()
        }
    }

    fn refused(&self, refused: &RefusedEdit) -> OverlayLine {
        let RefusedEdit { path, refusal: EditRefusal { what, remedy }, .. } = refused;
        let words = format!("{}: {}; {remedy}", self.path(path), (self.said)(what));
        OverlayLine { meaning: words, role: Some(Role::Warning), ..OverlayLine::default() }
    }

    /// Returns the lines of the diff of a file, which is created or deleted where the diff is the whole of it.
    fn diff(
        &self,
        diff: &str,
        is_whole: bool,
        is_covered: bool,
        around: Around,
    ) -> Vec<OverlayLine> {
        // The names of the file are said above.
        let lines =
            diff.split_inclusive('\n').skip(2).map(|line| line.trim_end_matches(['\r', '\n']));
        let lines: Vec<&str> = lines.collect();
        // Each part begins with its first change; the lines before it would hide that.
        let mut has_begun = false;
        let lines = lines.iter().enumerate().filter_map(|(number, line)| {
            let sign = line.chars().next()?;
            let is_before = sign == ' ' && !has_begun && !is_whole;
            has_begun = sign != '@' && !is_before;
            let role = match sign {
                '+' => Role::Sourced,
                '-' => Role::Disputed,
                '@' if is_whole || !around.names_place => return None,
                '@' => {
                    let before = lines.iter().skip(number + 1);
                    let before = before.take_while(|line| line.starts_with(' ')).count();
                    let place = hunk_start(line).parse::<usize>().map(|start| start + before);
                    return Some(quiet(match place {
                        Ok(place) => format!("line {place}"),
                        Err(_) => format!("line {}", hunk_start(line)),
                    }));
                }
                _ if is_before => return None,
                ' ' if !around.is_shown && !is_whole => return None,
                '\\' => return Some(quiet("(no line end at the end of the file)".to_owned())),
                _ => Role::Text,
            };
            let words = line.get(1..).unwrap_or_default();
            let words = match (is_covered, self.mask) {
                (true, _) => Cow::Owned(covered(words)),
                (false, Mask::Nothing) => Cow::Borrowed(words),
                (false, _) => Cow::Owned((self.said)(words)),
            };
            let meaning = format!("{sign} {words}");
            Some(OverlayLine { meaning, role: Some(role), ..OverlayLine::default() })
        });
        lines.collect()
    }
}

/// Returns a line of a file with only the name of its key, or of the rows that it opens.
fn covered(line: &str) -> String {
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    let key = line.trim_start();
    let end = key.find(|c| !is_name(c)).unwrap_or(key.len());
    let (name, behind) = key.split_at(end);
    if key.is_empty() || ["[[event]]", "[[group]]", "[[quote]]"].contains(&key.trim_end()) {
        key.to_owned()
    } else if !name.is_empty()
        && behind.trim_start().starts_with('=')
        && crate::record::FieldId::of_label(name).is_some()
    {
        format!("{name} = {MARK}")
    } else {
        MARK.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_covered_line_has_the_name_of_its_field_alone() {
        for (line, shown) in [
            ("name = 'Ann Test'", "name = ▒▒▒▒"),
            ("  tags   = ['x']", "tags = ▒▒▒▒"),
            ("Ann Test was there.", "▒▒▒▒"),
            ("ann = 1", "▒▒▒▒"),
            ("# Ann", "▒▒▒▒"),
            ("[ann-test]", "▒▒▒▒"),
            ("[[event]]", "[[event]]"),
            ("", ""),
        ] {
            assert_eq!(covered(line), shown);
        }
    }
}
