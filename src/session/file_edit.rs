//! An edit that the browser asks for: a quote to be added, or a change to be taken back.

use std::error::Error as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::collection::Collection;
use crate::exchange::{Change, ChangedFile, PlannedChange, WriteError};
use crate::record::edit::{self, EditError, NewQuote, add_quote};
use crate::record::{Cited, Id};
use crate::session::new_value::NewValue;
use crate::text::Splice;

/// A change of one file of the collection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileEdit {
    /// The file, as the collection calls it.
    pub file: PathBuf,
    /// The text that the file is known to have; if it has another one by now, nothing is written.
    pub before: Arc<str>,
    /// What is to become of that.
    pub change: FileEditKind,
}

/// What is to become of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileEditKind {
    /// It gets a quote.
    Quote(QuoteEdit),
    /// It is changed so.
    Change(Change),
    /// It loses again what it got, if it still has the text that it got then.
    Undo(Change),
}

/// A quote to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuoteEdit {
    /// The table of the case, if the file has several.
    pub header: Option<Id>,
    /// The source.
    pub source: Id,
    /// Where in the source the words are, such as a line number.
    pub at: String,
    /// The words, exactly as the archived text has them.
    pub text: String,
    /// What they support.
    pub supports: Vec<Cited>,
    /// Fields that the case gets with the quote, because it lacks them.
    pub values: Vec<NewValue>,
}

/// Why a file was not written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditRefusal {
    /// What went wrong.
    pub what: String,
    /// What to do about it, in the imperative.
    pub remedy: String,
}

impl EditRefusal {
    /// Returns why a file could not be written.
    pub fn of(error: &WriteError) -> Self {
        let cause = error.source().map(|cause| format!(": {cause}")).unwrap_or_default();
        Self { what: format!("{error}{cause}"), remedy: error.hint().to_owned() }
    }
}

impl FileEdit {
    /// Returns what is to become of the file as a change.
    ///
    /// # Errors
    ///
    /// The quote cannot be put into a file with that text.
    pub fn change(&self) -> Result<Change, EditRefusal> {
        match &self.change {
            FileEditKind::Quote(quote) => {
                let after = quote.added_to(&self.before)?;
                let file = ChangedFile::between(&self.file, &self.before, &after);
                Ok(Change { label: "add a quote".to_owned(), files: vec![file] })
            }
            FileEditKind::Change(change) | FileEditKind::Undo(change) => Ok(change.clone()),
        }
    }

    /// Makes the new text, has it written over the old one, and returns what takes that back.
    ///
    /// # Errors
    ///
    /// Says why nothing was written.
    pub fn perform(
        &self,
        mut write: impl FnMut(&str, &str) -> Result<(), EditRefusal>,
    ) -> Result<Change, EditRefusal> {
        let change = self.change()?;
        let known = |path: &Path| (path == self.file).then(|| Arc::clone(&self.before));
        let planned = change.plan(known).map_err(|_| changed_since())?;
        let written = planned.write(|file| {
            write(
                file.before.as_deref().unwrap_or_default(),
                file.after.as_deref().unwrap_or_default(),
            )
        });
        match written.refused {
            Some((_, refusal)) => Err(refusal),
            None => Ok(written.inverse),
        }
    }
}

impl QuoteEdit {
    /// Returns the text with the values and the quote.
    fn added_to(&self, before: &str) -> Result<String, EditRefusal> {
        let Self { header, source, at, text, supports, values } = self;
        let header = header.as_ref().map(Id::as_str);
        let refusal =
            |no: EditError| EditRefusal { what: no.to_string(), remedy: no.hint().to_owned() };
        let mut after = before.to_owned();
        for NewValue { field, written } in values {
            let splice = edit::add(&after, header, *field, written).map_err(refusal)?;
            after = applied(&splice, &after)?;
        }
        let quote = NewQuote { source, at: Some(at), text, supports, disputes: &[] };
        let splice = add_quote(&after, header, &quote).map_err(refusal)?;
        applied(&splice, &after)
    }
}

fn applied(splice: &Splice, text: &str) -> Result<String, EditRefusal> {
    splice.apply(text).map(|(after, _)| after).ok_or_else(changed_since)
}

pub(crate) fn changed_since() -> EditRefusal {
    EditRefusal {
        what: "the file has changed since".to_owned(),
        remedy: "look at what it has now: e opens the file of a case".to_owned(),
    }
}

/// Returns a change with its texts as a collection has them.
///
/// # Errors
///
/// A file has another text by now.
pub(crate) fn planned(
    collection: &Collection,
    change: &Change,
) -> Result<PlannedChange, EditRefusal> {
    let text_of = |path: &Path| -> Option<Arc<str>> {
        if let Some(file) = collection.file_at(path) {
            return Some(file.now().text().to_string().into());
        }
        collection.archived_at(path).map(|text| text.text().into())
    };
    change.plan(text_of).map_err(|_| changed_since())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::FieldId;

    const BEFORE: &str = "title = 'Ann'\r\nage = 17";

    fn rewrite(before: &str, change: FileEditKind) -> FileEdit {
        FileEdit { file: "victims/ann.toml".into(), before: before.into(), change }
    }

    fn quote() -> FileEditKind {
        FileEditKind::Quote(QuoteEdit {
            header: None,
            source: Id::new("paper").unwrap(),
            at: "line 3".to_owned(),
            text: "She was “17”.".to_owned(),
            supports: vec![Cited::Field(FieldId::Age)],
            values: Vec::new(),
        })
    }

    fn performed(rewrite: &FileEdit) -> Result<(String, Change), EditRefusal> {
        let mut written = String::new();
        let inverse = rewrite.perform(|before, after| {
            assert_eq!(before, &*rewrite.before);
            after.clone_into(&mut written);
            Ok(())
        })?;
        Ok((written, inverse))
    }

    #[test]
    fn a_quote_is_added_and_taken_back_to_the_byte() {
        let (after, inverse) = performed(&rewrite(BEFORE, quote())).unwrap();
        let added = "\r\n\r\n[[quote]]\r\nsource   = \"paper\"\r\nat       = \"line 3\"\r\ntext     = \"She was “17”.\"\r\nsupports = [\"age\"]";
        assert_eq!(after, format!("{BEFORE}{added}"));
        let (back, _) = performed(&rewrite(&after, FileEditKind::Undo(inverse))).unwrap();
        assert_eq!(back, BEFORE);
    }

    #[test]
    fn a_value_is_added_with_the_quote_and_both_are_taken_back() {
        let before = "title = 'Ann'\n\n[[quote]]\nsource = 'wire'\n";
        let FileEditKind::Quote(quote) = quote() else { unreachable!("it is a quote") };
        let value = NewValue { field: FieldId::Age, written: "17".to_owned() };
        let quote = QuoteEdit { values: vec![value.clone()], ..quote };
        let (after, inverse) =
            performed(&rewrite(before, FileEditKind::Quote(quote.clone()))).unwrap();
        assert!(after.starts_with("title = 'Ann'\nage = 17\n\n[[quote]]\n"), "{after}");
        assert!(after.ends_with("supports = [\"age\"]\n"), "{after}");
        let (back, _) = performed(&rewrite(&after, FileEditKind::Undo(inverse))).unwrap();
        assert_eq!(back, before);
        // What is there already, and what is no value, is not written.
        for written in ["17", "17\nname = 'B'", "", "[17"] {
            let value = NewValue { written: written.to_owned(), ..value.clone() };
            let text = if written == "17" { BEFORE } else { before };
            let quote = QuoteEdit { values: vec![value], ..quote.clone() };
            assert!(performed(&rewrite(text, FileEditKind::Quote(quote))).is_err(), "{written}");
        }
    }

    #[test]
    fn what_someone_else_has_changed_since_is_not_taken_back() {
        let (after, inverse) = performed(&rewrite(BEFORE, quote())).unwrap();
        for theirs in [after.replace("17", "18"), format!("{after}\n"), String::new()] {
            let refused = performed(&rewrite(&theirs, FileEditKind::Undo(inverse.clone())));
            assert_eq!(refused.unwrap_err().what, "the file has changed since");
        }
    }

    #[test]
    fn what_cannot_be_written_says_why() {
        let refused = performed(&rewrite("title = [", quote())).unwrap_err();
        assert!(refused.what.starts_with("line 1: "), "{refused:?}");
        let full = || Err(EditRefusal { what: "full".to_owned(), remedy: String::new() });
        let refused = rewrite(BEFORE, quote()).perform(|_, _| full()).unwrap_err();
        assert_eq!(refused.what, "full");
    }
}
