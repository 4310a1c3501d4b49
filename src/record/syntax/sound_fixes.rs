//! Reads a file again after each of its fixes, and keeps the fixes that solve their problem and cause no other.

use std::collections::HashMap;

use toml::de::DeTable;

use super::merge::MergeConflicts;
use super::number_check::is_sound_table;
use super::recover::recover_without_fixes;
use super::repair::{applied, fix_of};
use crate::diagnostic::Diagnostic;
use crate::text::Splice;

/// How many bytes are read again to see what the fixes of one file leave.
const FILE_BYTES: usize = 1_000_000;

/// Takes the fixes away that do not solve their problem, or that bring another one to light.
///
/// Of a very large file, and of one with more problems than are kept, this is not asked.
pub(super) fn keep_sound_fixes(text: &str, problems: &mut [Diagnostic]) {
    let all = counted(problems);
    let mut left = FILE_BYTES;
    for problem in problems {
        let Some(fix) = problem.fix.take() else {
            continue;
        };
        let sound = fix.alternatives().filter(|splices| {
            let is_asked = left > 0;
            left = left.saturating_sub(text.len());
            !is_asked || solves(text, splices, problem, &all)
        });
        let sound = sound.map(<[Splice]>::to_vec).collect();
        problem.fix = fix_of(fix.is_safe(), sound).map(Box::new);
    }
}

fn solves(
    text: &str,
    splices: &[Splice],
    problem: &Diagnostic,
    all: &HashMap<String, usize>,
) -> bool {
    let Some(after) = applied(text, splices) else {
        return false;
    };
    let left = match DeTable::parse(&after) {
        Ok(table) if is_sound_table(table.get_ref()) => MergeConflicts::of(&after)
            .filter(|all| all.is_whole)
            .iter()
            .map(MergeConflicts::problem)
            .collect(),
        Ok(_) | Err(_) => recover_without_fixes(&after).problems,
    };
    let own = without_lines(&problem.message);
    counted(&left).iter().all(|(message, count)| {
        let before = all.get(message).copied().unwrap_or_default();
        *count <= before - usize::from(*message == own && before > 0)
    })
}

/// Returns how often each message is among the problems.
fn counted(problems: &[Diagnostic]) -> HashMap<String, usize> {
    let mut counts = HashMap::new();
    for problem in problems {
        *counts.entry(without_lines(&problem.message)).or_default() += 1;
    }
    counts
}

/// Returns a message without the numbers of lines, which a fix may move.
fn without_lines(message: &str) -> String {
    let mut parts = message.split("in line ");
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        plain.push_str(part.trim_start_matches(|letter: char| letter.is_ascii_digit()));
    }
    plain
}
