//! What `check` would say after an edit that is not made yet: which findings come, and which go.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::collection::Collection;
use crate::diagnostic::{Diagnostic, Severity};
use crate::exchange::{Change, ChangedFile};
use crate::session::change_preview::{ChangePreview, PreviewProblem};
use crate::session::file_edit::EditRefusal;
use crate::session::finder::Finder;
use crate::session::typed_edit::TypedEdit;
use crate::session::value_suggestions::{SuggestionRequest, ValueSuggestion};

/// What is asked while a value is being typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PreviewRequest {
    /// The file, as the collection calls it.
    pub file: PathBuf,
    /// Its text.
    pub before: Arc<str>,
    /// The edit that what is typed means; `None` where it means none.
    pub edit: Option<TypedEdit>,
    /// The files that are created with the edit.
    pub creates: Vec<ChangedFile>,
    /// Which values could be typed, where that is asked.
    pub suggest: Option<SuggestionRequest>,
}

/// The answer to it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ValuePreview {
    /// How the findings change.
    pub findings: FindingChanges,
    /// Why the edit cannot be made in that file.
    pub refused: Option<EditRefusal>,
    /// Values that could be typed.
    pub suggestions: Vec<ValueSuggestion>,
}

impl PreviewRequest {
    /// Returns the answer for a collection; without an index of it, no values are suggested.
    pub fn answer(
        &self,
        collection: &Arc<Collection>,
        finder: Option<&mut Finder>,
    ) -> ValuePreview {
        let mut preview = ValuePreview::default();
        match self.edit.as_ref().map(|edit| edit.applied_to(&self.before)) {
            Some(Ok(after)) if *after != *self.before => {
                preview.findings =
                    findings_after(collection, &self.file, [&self.before, &after], &self.creates);
            }
            Some(Err(refused)) => preview.refused = Some(refused),
            Some(Ok(_)) | None => {}
        }
        if let Some((request, finder)) = self.suggest.as_ref().zip(finder) {
            preview.suggestions = request.suggestions(finder, collection);
        }
        preview
    }
}

/// How an edit changes what is wrong with the collection.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FindingChanges {
    /// What `check` would report then, and does not now.
    pub coming: Vec<ChangedFinding>,
    /// What it reports now, and would not then.
    pub going: Vec<ChangedFinding>,
}

/// A finding that an edit brings or takes away, in the words of `check`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangedFinding {
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// Whether it is about another record than the one that is edited.
    pub is_elsewhere: bool,
}

/// Returns how the findings change where a file gets another text; nothing where it has another one by now.
fn findings_after(
    collection: &Collection,
    file: &Path,
    texts: [&str; 2],
    creates: &[ChangedFile],
) -> FindingChanges {
    let [before, after] = texts;
    let mut files = vec![ChangedFile::between(file, before, after)];
    files.extend_from_slice(creates);
    let change = Change { label: String::new(), files };
    let Ok(preview) = ChangePreview::of(collection, &change) else {
        return FindingChanges::default();
    };
    let findings = |problems: &[PreviewProblem]| {
        let is_elsewhere = |one: &PreviewProblem| one.path != file || one.problem.code.is_unused();
        problems.iter().map(|one| ChangedFinding::of(&one.problem, is_elsewhere(one))).collect()
    };
    FindingChanges { coming: findings(&preview.come), going: findings(&preview.gone) }
}

impl ChangedFinding {
    fn of(problem: &Diagnostic, is_elsewhere: bool) -> Self {
        Self {
            severity: problem.severity(),
            message: problem.message.to_string(),
            help: problem.help.as_ref().map(ToString::to_string),
            is_elsewhere,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::collection::{Memory, load};

    #[test]
    fn an_edit_brings_findings_and_takes_others_away() {
        let mut files = Memory::default();
        let text = "title = 'Ann Test'\nnote = 'x'\nage = 'x'\n";
        files.put("victims/test-ann.toml", text);
        let collection = Arc::new(load(&files));
        let file = Path::new("victims/test-ann.toml");
        let after = |after: &str| findings_after(&collection, file, [text, after], &[]);
        assert_eq!(after(text), FindingChanges::default());
        assert_eq!(after(&format!("\n{text}")), FindingChanges::default());
        let mended = after(&text.replace("'x'\nage = 'x'", "'x'\nage = 17"));
        assert!(!mended.going.is_empty(), "{mended:?}");
        let broken = after(&format!("{text}recruitment_date = '2021-13'\n"));
        assert!(broken.coming.iter().any(|one| one.message.contains("2021-13")), "{broken:?}");
        assert!(broken.going.is_empty(), "{broken:?}");
    }
}
