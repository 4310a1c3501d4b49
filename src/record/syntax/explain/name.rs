//! Explains mistakes in key names.

use super::super::line::{cut, is_bare};
use super::super::single_statement;
use super::super::token::{TokenKind, TomlTokens};
use super::invisible_chars;
use super::mistake::mistake;
use super::show::{code, quoted};
use crate::diagnostic::Diagnostic;

/// Says what is wrong with `name`, dotted or not.
pub(super) fn detect(name: &str) -> Option<Diagnostic> {
    if name.is_empty() {
        let help = "write the name of the field before the `=`";
        return Some(mistake(0..1, "there is no name before the `=`").help(help));
    }
    if single_statement::field(&format!("{name}=0"), 0).is_ok() {
        return None;
    }
    if name.starts_with(['"', '\'']) {
        return in_marks(name);
    }
    let mut start = 0;
    for part in name.split('.') {
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
    } else if mark.is_triple() {
        mistake(0..3, "a name stands in one quote mark on each side, not in three")
    } else {
        let rest = first.end..name.len();
        mistake(rest, "something stands between the name and its `=`")
    };
    Some(found.help("write the name without quote marks, and nothing behind it but `=`"))
}

fn detect_in_part(part: &str) -> Option<Diagnostic> {
    let bare = part.trim_matches([' ', '\t']);
    let start = part.len() - part.trim_start_matches([' ', '\t']).len();
    if bare.is_empty() {
        let message = "a name is missing beside the dot";
        return Some(mistake(0..part.len(), message).help("delete the dot, or write the name"));
    }
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
    let message = format!("the name {} stands in quote marks that are not straight", code(part));
    let found = mistake(0..part.len(), message);
    Some(found.help(format!("write {} without them", code(name))))
}

fn odd_letter(part: &str) -> Option<Diagnostic> {
    let (at, letter) = part.char_indices().find(|(_, letter)| !is_bare(*letter))?;
    if matches!(letter, '"' | '\'') {
        let help = format!("write {} without it", code(&part.replace(['"', '\''], "")));
        let found = mistake(at..at + 1, "a quote mark stands inside the name");
        return Some(found.help(help));
    }
    if letter == ' ' {
        let joined: Vec<_> = part.split_whitespace().collect();
        let message = format!("the name {} has a space in it", code(part));
        let help = format!("write {}, or {}", code(&joined.join("_")), code(&quoted(part)));
        return Some(mistake(0..part.len(), message).help(help));
    }
    let message = format!(
        "the name {} has the letter `{letter}` in it; without quote marks only a to z, digits, \
         `_` and `-` may stand there",
        code(part)
    );
    let end = at + cut(part, at..part.len()).chars().next().map_or(0, char::len_utf8);
    Some(mistake(at..end, message).help(format!("write {}", code(&quoted(part)))))
}
