//! What `check` would say of a field after an edit that is not made yet.

use std::sync::Arc;

use crate::collection::{Changes, Collection, Loader, Memory};
use crate::diagnostic::Severity;
use crate::record::FieldId;
use crate::session::file_edit::{EditRefusal, FileEdit};

/// Returns why what was typed is no value, whatever the field: it says nothing, or begins as a text or a list in TOML
/// and does not end as one.
pub fn why_no_value(typed: &str) -> Option<&'static str> {
    let typed = typed.trim();
    let says_nothing = |c: char| c.is_whitespace() || "\"'[],".contains(c);
    let opens = |mark: char| typed.starts_with(mark);
    let closes = |mark: char| typed.len() > 1 && typed.ends_with(mark);
    if typed.is_empty() {
        Some("type the value")
    } else if opens('"') && !closes('"') {
        Some("the quote mark at the start is not closed: close it, or leave it out")
    } else if opens('[') && !closes(']') {
        Some("the list is not closed: end it with ], or part its values by commas without [")
    } else if opens('\'') && !closes('\'') {
        Some("the quote mark at the start is not closed: close it, or write ’ instead")
    } else if typed.chars().all(says_nothing) {
        Some("the value is empty: type what the words say")
    } else {
        None
    }
}

/// Returns what `check` would say of a field of a file that was changed so: the first error in its line, with
/// what to do about it.
///
/// # Errors
///
/// The change cannot be made.
pub fn complaint_about(
    collection: &Arc<Collection>,
    edit: &FileEdit,
    field: FieldId,
) -> Result<Option<String>, EditRefusal> {
    let mut after = String::new();
    edit.perform(|_, text| {
        text.clone_into(&mut after);
        Ok(())
    })?;
    let mut files = Memory::default();
    files.put(edit.file.clone(), after.clone());
    let changed = Loader::after(collection).apply(&files, &Changes::at(&edit.file)).collection;
    let is_of_field = |line: &str| {
        let key = line.trim_start().strip_prefix(field.as_str());
        key.is_some_and(|rest| rest.trim_start().starts_with('='))
    };
    // Lines that were there before have nothing to do with it.
    let lines: Vec<usize> = (1..)
        .zip(after.lines())
        .filter(|(_, line)| is_of_field(line))
        .map(|(number, _)| number)
        .collect();
    let first = changed.diagnostics().iter().find(|diagnostic| {
        let is_here = changed.file(diagnostic.file).is_some_and(|file| file.path == edit.file);
        is_here
            && diagnostic.problem.severity() == Severity::Error
            && lines.contains(&changed.place(diagnostic).line)
    });
    Ok(first.map(|diagnostic| {
        let help = diagnostic.problem.help.as_ref().map(|help| format!("; {help}"));
        format!("{}{}", diagnostic.problem.message, help.unwrap_or_default())
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_and_what_is_not_closed_are_no_values() {
        for typed in ["", " ", "\"\"", "''", "[]", "[\"\"]", "\"", "\"Ana", "[\"VN\"", "'Ana"] {
            assert!(why_no_value(typed).is_some(), "{typed}");
        }
        for typed in ["23", "Ana", "\"Ana\"", "[\"VN\"]", "Ana's", "2021-12~", "O’Test"] {
            assert_eq!(why_no_value(typed), None, "{typed}");
        }
    }
}
