//! What `check` would say of a field after an edit that is not made yet.

use std::sync::Arc;

use crate::collection::{Changes, Collection, Loader, Memory};
use crate::diagnostic::Severity;
use crate::record::FieldId;
use crate::session::file_edit::{EditRefusal, FileEdit};

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
