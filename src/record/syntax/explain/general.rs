//! The fallback explanation: the parser's message in plain words.

use super::super::line::cut;
use super::super::single_statement::ParserError;
use super::super::token::{Bracket, TokenKind, TomlToken, TomlTokens};
use super::edit::remove;
use super::mistake::mistake;
use super::show::code;
use crate::diagnostic::{Diagnostic, Fix};
use crate::text::Splice;

/// Parts of `toml`'s messages, and what to say for them.
const WORDS: [(&str, &str); 6] = [
    ("recur", "names or lists are nested too deep"),
    ("cannot extend", "this name already has a value and cannot hold others as well"),
    ("number", "this is not a number"),
    ("date", "this is not a date"),
    ("time", "this is not a time of day"),
    ("comma", "the commas between the items are not right"),
];

const HELP: &str = "a field is `name = value`, with text in straight quote marks `\"`";

/// Says what is wrong with the statement `text`.
pub(super) fn diagnostic(text: &str, objection: &ParserError) -> Diagnostic {
    let ParserError { message, at } = objection;
    if message.contains("duplicate key") {
        let twice =
            format!("{} is given twice between the same brackets", code(cut(text, at.clone())));
        let fix = without_field(text, at.start).map(Fix::offered);
        return mistake(at.clone(), twice).help("delete one of the two").fix(fix);
    }
    let known = WORDS.iter().find(|(part, _)| message.contains(part));
    let said = known.map_or("this cannot be read as a field of a case file", |(_, said)| *said);
    let at = if message.is_empty() { 0..text.len() } else { at.clone() };
    mistake(at, said).help(HELP)
}

/// Returns the splices that delete the field between curly brackets whose name starts at `name`.
fn without_field(text: &str, name: usize) -> Option<Vec<Splice>> {
    let before = cut(text, 0..name).trim_end();
    let has_comma = before.ends_with(',');
    let start = if has_comma { before.len() - 1 } else { name };
    let mut depth = 0_usize;
    let mut ends = |token: &TomlToken| {
        match token.kind {
            TokenKind::Open(_) => depth += 1,
            TokenKind::Close(_) if depth > 0 => depth -= 1,
            TokenKind::Close(Bracket::Curly) => return true,
            TokenKind::Comma => return depth == 0,
            TokenKind::Close(Bracket::Square)
            | TokenKind::Space
            | TokenKind::Newline
            | TokenKind::Comment
            | TokenKind::Quoted { .. }
            | TokenKind::Equals
            | TokenKind::Word => {}
        }
        false
    };
    let tokens: Vec<TomlToken> = TomlTokens::of(text, name).collect();
    let end = tokens.iter().position(&mut ends)?;
    let last = tokens.get(..end)?.iter().rfind(|token| token.kind != TokenKind::Space)?;
    Some(vec![remove(start..last.end)])
}
