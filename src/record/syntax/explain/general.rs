//! The fallback explanation: the parser's message in plain words.

use super::super::line::cut;
use super::super::single_statement::ParserError;
use super::mistake::mistake;
use super::show::code;
use crate::diagnostic::Diagnostic;

/// Parts of `toml`'s messages, and what to say for them.
const WORDS: [(&str, &str); 6] = [
    ("recur", "names or lists stand in each other too deep"),
    ("cannot extend", "this name already has a value and cannot hold others as well"),
    ("number", "this is not a number"),
    ("date", "this is not a date"),
    ("time", "this is not a time of day"),
    ("comma", "the commas between the items are not right"),
];

const HELP: &str = "a field is `name = value`, and a text stands in straight quote marks `\"`";

/// Says what is wrong with the statement `text`.
pub(super) fn finding(text: &str, objection: &ParserError) -> Diagnostic {
    let ParserError { message, at } = objection;
    if message.contains("duplicate key") {
        let twice =
            format!("{} is given twice between the same brackets", code(cut(text, at.clone())));
        return mistake(at.clone(), twice).help("delete one of the two");
    }
    let known = WORDS.iter().find(|(part, _)| message.contains(part));
    let said = known.map_or("this cannot be read as a field of a case file", |(_, said)| *said);
    let at = if message.is_empty() { 0..text.len() } else { at.clone() };
    mistake(at, said).help(HELP)
}
