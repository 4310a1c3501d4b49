//! Explains two statements that exclude each other.

use super::super::clash::{Clash, ClashSort};
use super::super::line::cut;
use super::mistake::mistake;
use super::show::code;
use crate::diagnostic::Diagnostic;

/// Says what `clash` is about; the first of the two is in line `line`.
pub(in super::super) fn clash(text: &str, clash: &Clash, line: usize) -> Diagnostic {
    let Clash { first: _, second, sort } = clash;
    let name = code(cut(text, second.clone()));
    let (message, help) = match sort {
        ClashSort::Twice => {
            (format!("{name} is given twice; the first is in line {line}"), "delete one of the two")
        }
        ClashSort::TableTwice => (
            format!("the table {name} appears twice; the first is in line {line}"),
            "give one of the two another name, or put both into one",
        ),
        ClashSort::TableAndRows => (
            format!("{name} has both single and double brackets; the first is in line {line}"),
            "write double brackets around it each time if there are several, as in `[[quote]]`",
        ),
        ClashSort::ValueAndTable => (
            format!("{name} already has a value in line {line}, and cannot hold others as well"),
            "rename one of the two, or delete it",
        ),
    };
    mistake(second.clone(), message).help(help)
}
