//! Explains mistakes in key names.

use super::super::line::{cut, is_bare};
use super::super::single_statement;
use super::super::token::{TokenKind, TomlTokens};
use super::edit::{add, fix, remove, rewrite};
use super::invisible_chars;
use super::mistake::mistake;
use super::show::{code, quoted};
use crate::diagnostic::{Diagnostic, Fix};

/// Says what is wrong with `name`, dotted or not.
pub(super) fn detect(name: &str) -> Option<Diagnostic> {
    if name.is_empty() {
        let help = "write the name of the field before the `=`, or `#` if the line is a comment";
        let found = mistake(0..1, "there is no name before the `=`").help(help);
        return Some(found.fix(fix(false, vec![add(0, "# ")])));
    }
    if single_statement::field(&format!("{name}=0"), 0).is_ok() {
        return None;
    }
    if name.starts_with(['"', '\'']) {
        return in_marks(name);
    }
    let mut start = 0;
    for part in name.split('.') {
        if part.trim_matches([' ', '\t']).is_empty() {
            let message = "a name is missing next to the dot";
            let found = mistake(start..start + part.len(), message);
            let dots = if start + part.len() < name.len() {
                start..start + part.len() + 1
            } else {
                start.saturating_sub(1)..name.len()
            };
            let help = "delete the dot, or write the name";
            return Some(found.help(help).fix(fix(false, vec![remove(dots)])));
        }
        if let Some(found) = detect_in_part(part) {
            return Some(found.moved(start));
        }
        start += part.len() + 1;
    }
    None
}

fn in_marks(name: &str) -> Option<Diagnostic> {
    let first = TomlTokens::of(name, 0).next()?;
    let TokenKind::Quoted { mark, closed } = first.kind else {
        return None;
    };
    let found = if !closed {
        mistake(0..1, "the quote mark before the name is not closed")
            .fix(fix(false, vec![remove(0..1)]))
    } else if mark.is_triple() {
        let marks = mark.written().len();
        let inner = cut(name, marks..first.end - marks);
        let plain = if inner.chars().all(is_bare) { inner.to_owned() } else { quoted(inner) };
        let splices = rewrite(0, first.of(name), &plain);
        mistake(0..3, "a name takes one quote mark on each side, not three")
            .fix(fix(first.end == name.len(), splices))
    } else {
        let rest = first.end..name.len();
        mistake(rest.clone(), "there is something between the name and its `=`")
            .fix(fix(false, vec![remove(first.end..rest.end)]))
    };
    Some(found.help("write the name without quote marks, and nothing after it but `=`"))
}

fn detect_in_part(part: &str) -> Option<Diagnostic> {
    let bare = part.trim_matches([' ', '\t']);
    let start = part.len() - part.trim_start_matches([' ', '\t']).len();
    invisible_chars::invisible(bare)
        .or_else(|| curly(bare))
        .or_else(|| odd_letter(bare))
        .map(|found| found.moved(start))
}

fn curly(part: &str) -> Option<Diagnostic> {
    let marks = ['“', '”', '„', '«', '»', '‘', '’', '＂'];
    let name = part.trim_matches(marks);
    if name.len() == part.len() || name.is_empty() {
        return None;
    }
    let message = format!("the quote marks around the name {} are not straight", code(part));
    let found = mistake(0..part.len(), message);
    let found = found.help(format!("write {} without them", code(name)));
    Some(found.fix(fix(true, rewrite(0, part, name))))
}

fn odd_letter(part: &str) -> Option<Diagnostic> {
    let (at, letter) = part.char_indices().find(|(_, letter)| !is_bare(*letter))?;
    if matches!(letter, '"' | '\'') {
        let plain = part.replace(['"', '\''], "");
        let marks = part.match_indices(['"', '\'']).map(|(at, _)| remove(at..at + 1));
        let found = mistake(at..at + 1, "there is a quote mark inside the name")
            .fix(fix(false, marks.collect()));
        return Some(found.help(format!("write {} without it", code(&plain))));
    }
    if letter == ' ' {
        let joined: Vec<_> = part.split_whitespace().collect();
        let message = format!("the name {} has a space in it", code(part));
        let (joined, text) = (joined.join("_"), quoted(part));
        let help = format!("write {}, or {}", code(&joined), code(&text));
        let fix = Fix::choice(vec![rewrite(0, part, &joined), rewrite(0, part, &text)]);
        return Some(mistake(0..part.len(), message).help(help).fix(fix));
    }
    let message = format!(
        "the name {} has the letter `{letter}` in it; without quote marks only a to z, digits, \
         `_` and `-` are allowed",
        code(part)
    );
    let end = at + cut(part, at..part.len()).chars().next().map_or(0, char::len_utf8);
    let text = quoted(part);
    let is_word = part.chars().all(|letter| letter.is_alphanumeric() || is_bare(letter));
    let found = mistake(at..end, message).help(format!("write {}", code(&text)));
    Some(found.fix(fix(is_word, rewrite(0, part, &text))))
}
