//! Changes of files as values: what is to be made of what a file is known to hold, and what takes
//! that back. Writes nothing.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::PathBuf;
use std::sync::Arc;

use crate::record::edit::{NewQuote, add_quote};
use crate::record::{Cited, Id};
use crate::text::Splice;

/// A change of one file of the collection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rewrite {
    /// The file, as the collection calls it.
    pub file: PathBuf,
    /// What it is known to hold; where it holds anything else by now, nothing is to be written.
    pub before: Arc<str>,
    /// What is to become of that.
    pub change: Change,
}

/// What is to become of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// It gets a quote.
    Quote(Quotation),
    /// It loses again what it got.
    Back(Inverse),
}

/// A quote to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// The table of the case, where the file has several.
    pub header: Option<Id>,
    /// The source.
    pub source: Id,
    /// Where in the source the words stand.
    pub at: String,
    /// The words, exactly as the archived text has them.
    pub text: String,
    /// What they carry.
    pub supports: Vec<Cited>,
}

/// What takes a change back, in the very text that the change has made and in no other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inverse {
    splice: Splice,
    made: u64,
}

/// Why a file was not written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// What went wrong.
    pub what: String,
    /// What to do about it, in the imperative.
    pub remedy: String,
}

impl Rewrite {
    /// Makes the new text, has it written over the old one, and returns what takes that back.
    ///
    /// # Errors
    ///
    /// Says why nothing was written.
    pub fn perform(
        &self,
        write: impl FnOnce(&str, &str) -> Result<(), Refused>,
    ) -> Result<Inverse, Refused> {
        let splice = match &self.change {
            Change::Quote(quotation) => quotation.splice(&self.before)?,
            Change::Back(inverse) if inverse.made == fingerprint(&self.before) => {
                inverse.splice.clone()
            }
            Change::Back(_) => return Err(changed_since()),
        };
        let (after, splice) = splice.apply(&self.before).ok_or_else(changed_since)?;
        write(&self.before, &after)?;
        Ok(Inverse { splice, made: fingerprint(&after) })
    }
}

impl Quotation {
    fn splice(&self, before: &str) -> Result<Splice, Refused> {
        let Self { header, source, at, text, supports } = self;
        let quote = NewQuote { source, at: Some(at), text, supports, disputes: &[] };
        add_quote(before, header.as_ref().map(Id::as_str), &quote)
            .map_err(|no| Refused { what: no.to_string(), remedy: no.hint().to_owned() })
    }
}

fn changed_since() -> Refused {
    Refused {
        what: "the file has been changed since".to_owned(),
        remedy: "take the quote out by hand: e opens the file of a case".to_owned(),
    }
}

/// Returns a number that no other text has but by a chance of one in 2^64.
fn fingerprint(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Name;

    const BEFORE: &str = "title = 'Ann'\r\nage = 17";

    fn rewrite(before: &str, change: Change) -> Rewrite {
        Rewrite { file: "victims/ann.toml".into(), before: before.into(), change }
    }

    fn quote() -> Change {
        Change::Quote(Quotation {
            header: None,
            source: Id::new("paper").unwrap(),
            at: "line 3".to_owned(),
            text: "She was “17”.".to_owned(),
            supports: vec![Cited::Field(Name::Age)],
        })
    }

    fn performed(rewrite: &Rewrite) -> Result<(String, Inverse), Refused> {
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
        let (back, _) = performed(&rewrite(&after, Change::Back(inverse))).unwrap();
        assert_eq!(back, BEFORE);
    }

    #[test]
    fn what_somebody_else_has_changed_since_is_not_taken_back() {
        let (after, inverse) = performed(&rewrite(BEFORE, quote())).unwrap();
        for theirs in [after.replace("17", "18"), format!("{after}\n"), String::new()] {
            let refused = performed(&rewrite(&theirs, Change::Back(inverse.clone())));
            assert_eq!(refused.unwrap_err().what, "the file has been changed since");
        }
    }

    #[test]
    fn what_cannot_be_written_says_why() {
        let refused = performed(&rewrite("title = [", quote())).unwrap_err();
        assert!(refused.what.starts_with("line 1: "), "{refused:?}");
        let full = || Err(Refused { what: "full".to_owned(), remedy: String::new() });
        let refused = rewrite(BEFORE, quote()).perform(|_, _| full()).unwrap_err();
        assert_eq!(refused.what, "full");
    }
}
