//! What can be done about the findings at some bytes of a file, with the fixes of `check`.

use std::path::Path;

use crate::collection::{Collection, Fixer};
use crate::diagnostic::Diagnostic;
use crate::redaction::Mask;
use crate::text::{ByteRange, Splice, clip, visible_unicode};

/// So many cells of what a fix removes or writes are in its title.
const TITLE_PART: usize = 40;

/// One way to solve a problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct OfferedFix {
    /// What it does, in a few words.
    pub(crate) title: String,
    /// The problem, without its fix.
    pub(crate) problem: Diagnostic,
    /// The edits of the file, in the order of the text.
    pub(crate) splices: Vec<Splice>,
    /// Whether it is the most likely one.
    pub(crate) is_preferred: bool,
}

/// Returns the fixes of the problems that touch some bytes of a file. Before the whole collection is read, the problems
/// are those that the file shows by itself.
pub(crate) fn offered_fixes(
    collection: &Collection,
    is_whole: bool,
    path: &Path,
    at: &[ByteRange],
    mask: Mask,
) -> Vec<OfferedFix> {
    let Ok(number) = collection.number_of(path) else { return Vec::new() };
    let Some(file) = collection.file(number) else { return Vec::new() };
    let text = file.now().text();
    let mut offered = Vec::new();
    for mut problem in Fixer::of(collection).diagnostics(number) {
        let is_here = at.iter().any(|at| touch(*at, problem.range));
        let is_own = |own: &Diagnostic| {
            (own.code, own.range, &own.message) == (problem.code, problem.range, &problem.message)
        };
        if !is_here || !is_whole && !file.now().problems.iter().any(is_own) {
            continue;
        }
        let Some(fix) = problem.fix.take() else { continue };
        offered.extend(fix.alternatives().enumerate().map(|(number, splices)| OfferedFix {
            title: match mask {
                Mask::All => masked_title(splices).to_owned(),
                Mask::Confidential | Mask::Nothing => title(&text, splices),
            },
            problem: problem.clone(),
            splices: splices.to_vec(),
            is_preferred: number == 0,
        }));
    }
    offered
}

/// Returns the edits of all safe fixes of a file together, and how many problems they solve; `None` where there is none.
pub(crate) fn all_safe_fixes(collection: &Collection, path: &Path) -> Option<(Vec<Splice>, usize)> {
    let number = collection.number_of(path).ok()?;
    let fixed = Fixer::of(collection).safely_fixed(number)?;
    Some((line_splices(&fixed.before, &fixed.after), fixed.fixed))
}

/// Returns the splices that make one text of another, line by line: an editor keeps its cursor in all other lines. Fixes
/// seldom add or remove a line; where they do, all lines between the first and the last that differ are replaced.
pub(crate) fn line_splices(before: &str, after: &str) -> Vec<Splice> {
    let (old, new): (Vec<&str>, Vec<&str>) =
        (before.split_inclusive('\n').collect(), after.split_inclusive('\n').collect());
    let same = |pair: &(&&str, &&str)| pair.0 == pair.1;
    if old.len() != new.len() {
        let head = old.iter().zip(&new).take_while(same).count();
        let most = old.len().min(new.len()) - head;
        let tail = old.iter().rev().zip(new.iter().rev()).take(most).take_while(same).count();
        let start: usize = old.iter().take(head).map(|line| line.len()).sum();
        let end: usize = old.iter().rev().take(tail).map(|line| line.len()).sum();
        let range = ByteRange::from_span(start..before.len() - end);
        return vec![Splice::replace(
            range,
            after.get(start..after.len() - end).unwrap_or_default(),
        )];
    }
    let mut at = 0;
    let mut splices = Vec::new();
    for pair in old.iter().zip(&new) {
        let range = ByteRange::from_span(at..at + pair.0.len());
        at = range.end();
        if !same(&pair) {
            splices.push(Splice::replace(range, *pair.1));
        }
    }
    splices
}

/// Returns what splices do, in a few words.
fn title(text: &str, splices: &[Splice]) -> String {
    let Some(first) = splices.first() else { return String::new() };
    let short = |words: &str| clip(&visible_unicode(words.trim()), TITLE_PART);
    let (old, new) = (short(first.range().of(text)), short(first.text()));
    let does = match (old.is_empty(), new.is_empty()) {
        (true, _) => format!("Add {new}"),
        (false, true) => format!("Remove {old}"),
        (false, false) => format!("Replace {old} with {new}"),
    };
    match splices.len() - 1 {
        0 => does,
        others => format!("{does}, and {others} more"),
    }
}

/// Returns the same without the words.
fn masked_title(splices: &[Splice]) -> &'static str {
    match splices.first() {
        Some(first) if first.range().is_empty() => "Add what is missing here",
        Some(first) if first.text().trim().is_empty() => "Remove this",
        Some(_) | None => "Replace this",
    }
}

fn touch(one: ByteRange, other: ByteRange) -> bool {
    one.start() <= other.end() && other.start() <= one.end()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::apply_all;

    proptest! {
        #[test]
        fn the_splices_between_two_texts_make_one_of_the_other(
            before in "([ab]{0,2}\r?\n){0,8}[ab]{0,2}",
            after in "([ab]{0,2}\r?\n){0,8}[ab]{0,2}",
        ) {
            let splices = line_splices(&before, &after);
            prop_assert_eq!(apply_all(&before, &splices), Some(after));
        }
    }

    #[test]
    fn a_title_says_what_is_done_and_never_the_whole_file() {
        let replace =
            |start, end, new: &str| vec![Splice::replace(ByteRange::from_span(start..end), new)];
        let text = "age = \"17\"\n";
        assert_eq!(title(text, &replace(6, 10, "17")), "Replace \"17\" with 17");
        assert_eq!(title(text, &replace(0, 11, "")), "Remove age = \"17\"");
        assert_eq!(title(text, &replace(0, 0, "title = \"\"\n")), "Add title = \"\"");
        assert!(title(text, &replace(0, 0, &"x\u{1b}".repeat(900))).len() < 200);
    }
}
