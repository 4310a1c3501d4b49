//! Completes the fix of a mistake, until the statement that it is in can be read.
//!
//! A fix first solves the one mistake that it belongs to. Further mistakes of the same statement would then come
//! to light, so their fixes are added to it, until the statement can be read.

use std::ops::Range;

use super::explain;
use super::line::{cut, line_end, replacement};
use super::single_statement::{self, ParserError};
use super::statement::{StatementKind, statements};
use crate::diagnostic::{Diagnostic, Fix};
use crate::text::{ByteRange, Splice, apply_all};

/// How many bytes of statements are read again for one fix, and how often one is at most. Without a
/// limit, a long list with a mistake in every item would take time that grows with the square of its length.
const STATEMENT_BYTES: usize = 20_000;
const MOST_ROUNDS: usize = 32;

/// Returns the mistake with a fix after which the statement `text` can be read; without a fix where
/// there is none.
pub(super) fn completed(text: &str, mut mistake: Diagnostic) -> Diagnostic {
    let Some(fix) = mistake.fix.take() else {
        return mistake;
    };
    let mut is_safe = fix.is_safe();
    let mut alternatives = Vec::new();
    for splices in fix.alternatives() {
        if let Some(Completed { splices, is_certain }) = complete(text, splices) {
            is_safe &= is_certain;
            if !alternatives.contains(&splices) {
                alternatives.push(splices);
            }
        }
    }
    mistake.fix(fix_of(is_safe, alternatives))
}

/// The splices after which a statement can be read.
struct Completed {
    splices: Vec<Splice>,
    /// Each of the fixes that were added is safe.
    is_certain: bool,
}

fn complete(text: &str, splices: &[Splice]) -> Option<Completed> {
    let mut splices = splices.to_vec();
    let mut after = apply_all(text, &splices)?;
    let mut is_certain = true;
    let rounds = STATEMENT_BYTES / text.len().max(1);
    for _ in 0..rounds.clamp(2, MOST_ROUNDS) {
        let Some(next) = first_mistake(&after) else {
            return Some(Completed { splices, is_certain });
        };
        // What is made a comment takes the end of its line with it.
        if splices.iter().any(|splice| splice.text().contains('#')) {
            return None;
        }
        let fix = next.fix?;
        is_certain &= fix.is_safe();
        // From the last to the first, so that the places before it stay the same.
        for splice in fix.splices().iter().rev() {
            splices = followed(splices, splice)?;
        }
        after = apply_all(&after, fix.splices())?;
    }
    None
}

/// Returns the first mistake of a text that may be several statements.
fn first_mistake(text: &str) -> Option<Diagnostic> {
    statements(text).iter().find_map(|statement| {
        let words = cut(text, statement.range());
        let objection = match statement.form {
            StatementKind::Header => single_statement::header(words, 0).err()?,
            StatementKind::Field => single_statement::field(words, 0).err()?,
            StatementKind::Comment => ParserError::default(),
        };
        Some(explain::diagnose(statement.form, words, &objection).moved(statement.start))
    })
}

/// Returns one set of splices that does what `splices` do and then `next`, whose place is one of the text
/// that they leave.
fn followed(splices: Vec<Splice>, next: &Splice) -> Option<Vec<Splice>> {
    let (start, end) = (next.range().start(), next.range().end());
    let (mut before, mut behind) = (Vec::new(), Vec::new());
    // By how much the places behind a splice are moved.
    let mut added = 0_isize;
    let old = |at: usize, added: isize| at.checked_add_signed(-added);
    let (mut from, mut to) = (None, None);
    let (mut head, mut tail) = (String::new(), String::new());
    for splice in splices {
        let begin = splice.range().start().checked_add_signed(added)?;
        let until = begin + splice.text().len();
        let added_behind = added + growth(&splice);
        if until < start {
            before.push(splice);
            added = added_behind;
        } else if begin > end {
            to.get_or_insert(old(end, added)?);
            behind.push(splice);
        } else {
            if from.is_none() {
                from =
                    Some(if start < begin { old(start, added)? } else { splice.range().start() });
                splice.text().get(..start.saturating_sub(begin))?.clone_into(&mut head);
            }
            let rest = (end < until).then(|| splice.text().get(end.max(begin) - begin..));
            rest.flatten().unwrap_or_default().clone_into(&mut tail);
            added = added_behind;
            if end <= until {
                to = Some(splice.range().end());
            }
        }
    }
    let from = match from {
        Some(from) => from,
        None => old(start, before.iter().map(growth).sum())?,
    };
    let to = match to {
        Some(to) => to,
        None => old(end, added)?,
    };
    let text = [&head, next.text(), &tail].concat();
    let merged = Splice::replace(ByteRange::new(from, to)?, text);
    before.push(merged);
    before.extend(behind);
    Some(before)
}

/// Returns by how much a splice moves what is behind it.
fn growth(splice: &Splice) -> isize {
    splice.text().len().cast_signed() - splice.range().len().cast_signed()
}

/// Returns the fix with the line endings of the file `text`, and without the empty lines that a deletion
/// would leave.
pub(super) fn in_file(text: &str, mut mistake: Diagnostic) -> Diagnostic {
    let Some(fix) = mistake.fix.take() else {
        return mistake;
    };
    let alternatives = fix.alternatives().map(|splices| {
        let whole = splices.iter().map(|splice| {
            let written = splice.text();
            if written.is_empty() {
                return replacement(whole_line(text, splice.range()), "");
            }
            let is_windows =
                written.contains('\n') && has_windows_ending(text, splice.range().start());
            if !is_windows {
                return splice.clone();
            }
            let written = written.replace("\r\n", "\n").replace('\n', "\r\n");
            Splice::replace(splice.range(), written)
        });
        whole.collect()
    });
    let alternatives = alternatives.collect();
    mistake.fix(fix_of(fix.is_safe(), alternatives))
}

/// Returns the whole line with its ending, where nothing else is on it than `range`.
fn whole_line(text: &str, range: ByteRange) -> Range<usize> {
    let range: Range<usize> = range.into();
    let before = cut(text, 0..range.start);
    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let end = line_end(text, range.end);
    let is_blank = |text: &str| text.trim_matches([' ', '\t']).is_empty();
    if cut(text, range.clone()).ends_with('\n') {
        return range;
    }
    if range.is_empty()
        || !is_blank(cut(text, start..range.start))
        || !is_blank(cut(text, range.end..end))
    {
        return range;
    }
    let ending = cut(text, end..text.len());
    let ending = if ending.starts_with("\r\n") { 2 } else { ending.len().min(1) };
    start..end + ending
}

/// Returns whether the lines around the byte `at` end as those of Windows do.
fn has_windows_ending(text: &str, at: usize) -> bool {
    let behind = cut(text, at..text.len()).find('\n').map(|newline| at + newline);
    let newline = behind.or_else(|| cut(text, 0..at).rfind('\n'));
    newline.is_some_and(|newline| cut(text, 0..newline).ends_with('\r'))
}

fn fix_of(is_safe: bool, mut alternatives: Vec<Vec<Splice>>) -> Option<Fix> {
    if is_safe && alternatives.len() == 1 {
        return alternatives.pop().map(Fix::safe);
    }
    Fix::choice(alternatives)
}
