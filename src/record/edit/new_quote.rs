//! Adds a quote to a case file, below the quotes that are there and in their style.

use super::super::field::FieldId;
use super::super::id::Id;
use super::super::kind::RowKind;
use super::super::quote::Cited;
use super::EditError;
use super::new_row::add_row;
use super::typed_value::TypedValue;
use crate::record::quoting;
use crate::text::Splice;

/// A quote to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewQuote<'q> {
    /// The source.
    pub source: &'q Id,
    /// The locator of the words in the source.
    pub at: Option<&'q str>,
    /// The words, exactly as the archived text has them.
    pub text: &'q str,
    /// The fields that they support.
    pub supports: &'q [Cited],
    /// The fields that they contradict; what they say instead is written by hand.
    pub disputes: &'q [Cited],
}

impl NewQuote<'_> {
    /// Returns the quote as TOML below a header `[[quote]]`, its signs of equality in a column.
    pub fn toml(&self) -> String {
        let fields = self.fields();
        let width = fields.iter().map(|(name, _)| name.as_str().len()).max().unwrap_or(0);
        let line = |(name, value): &(FieldId, TypedValue)| {
            // The words of a source are on one line, as byte for byte in any file.
            let value = if let TypedValue::Text(words) = value {
                quoting::basic(words)
            } else {
                value.toml("\n")
            };
            format!("{:width$} = {value}\n", name.as_str())
        };
        format!("[[quote]]\n{}", fields.iter().map(line).collect::<String>())
    }

    /// Returns the fields in the order of the format.
    fn fields(&self) -> Vec<(FieldId, TypedValue)> {
        let Self { source, at, text, supports, disputes } = self;
        let words = |words: &str| TypedValue::Text(words.to_owned());
        let mut fields = vec![(FieldId::Source, words(source.as_str()))];
        fields.extend(at.map(|at| (FieldId::At, words(at))));
        fields.push((FieldId::Text, words(text)));
        for (name, cited) in [(FieldId::Supports, supports), (FieldId::Disputes, disputes)] {
            if !cited.is_empty() {
                let cited = cited.iter().map(|cited| TypedValue::Text(cited.to_string()));
                fields.push((name, TypedValue::List(cited.collect())));
            }
        }
        fields
    }
}

/// Returns the splice that adds a quote to the record of the file, or to that of the table
/// `[header]`, as [`add_row`] adds a row.
///
/// # Errors
///
/// Says why the file cannot be edited; it is then to be edited by hand.
pub fn add_quote(
    text: &str,
    header: Option<&str>,
    quote: &NewQuote<'_>,
) -> Result<Splice, EditError> {
    add_row(text, header, RowKind::Quote, &quote.fields())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(before: &str, header: Option<&str>, after: &str) {
        let source = Id::new("test-paper").unwrap();
        let supports = [Cited::Field(FieldId::Age)];
        let quote = NewQuote {
            source: &source,
            at: None,
            text: "He was “14”.",
            supports: &supports,
            disputes: &[],
        };
        let splice = add_quote(before, header, &quote).unwrap();
        let (edited, undo) = splice.apply(before).unwrap();
        assert_eq!(edited, after);
        assert_eq!(undo.apply(&edited).unwrap().0, before);
    }

    const BLOCK: &str =
        "source   = \"test-paper\"\ntext     = \"He was “14”.\"\nsupports = [\"age\"]\n";

    #[test]
    fn a_first_quote_is_added_below_the_record() {
        check("title = 't'\n", None, &format!("title = 't'\n\n[[quote]]\n{BLOCK}"));
        check("", None, &format!("[[quote]]\n{BLOCK}"));
        let open = BLOCK.trim_end();
        check("title = 't' # c", None, &format!("title = 't' # c\n\n[[quote]]\n{open}"));
        let crlf = BLOCK.replace('\n', "\r\n");
        check(
            "\u{feff}title = 't'\r\n\r\n",
            None,
            &format!("\u{feff}title = 't'\r\n\r\n[[quote]]\r\n{crlf}"),
        );
    }

    #[test]
    fn another_quote_is_added_below_the_last_and_looks_like_it() {
        check(
            "[[quote]]\nsource = 'x'\ntext = 'y'\n# a comment of the quote\n",
            None,
            "[[quote]]\nsource = 'x'\ntext = 'y'\n# a comment of the quote\n\n[[quote]]\nsource = \"test-paper\"\ntext = \"He was “14”.\"\nsupports = [\"age\"]\n",
        );
        check(
            "  [[ quote ]]\n  text     = 'y'\n  [quote.disputes]\n  age = 3 # c\n[[event]]\nwhat = 'z'\n",
            None,
            "  [[ quote ]]\n  text     = 'y'\n  [quote.disputes]\n  age = 3 # c\n\n[[ quote ]]\n  source   = \"test-paper\"\n  text     = \"He was “14”.\"\n  supports = [\"age\"]\n\n[[event]]\nwhat = 'z'\n",
        );
    }

    #[test]
    fn a_table_of_records_gets_the_quote_where_the_record_is() {
        check(
            "[one]\ntitle = '1'\n[two]\ntitle = '2'\n",
            Some("one"),
            &format!("[one]\ntitle = '1'\n\n[[one.quote]]\n{BLOCK}\n[two]\ntitle = '2'\n"),
        );
        check(
            "[one]\ntitle = '1'\n[[one.event]]\nwhat = 'w'\n\n[two]\n",
            Some("one"),
            &format!(
                "[one]\ntitle = '1'\n[[one.event]]\nwhat = 'w'\n\n[[one.quote]]\n{BLOCK}\n[two]\n"
            ),
        );
        check("[two]", Some("two"), &format!("[two]\n\n[[two.quote]]\n{}", BLOCK.trim_end()));
    }

    #[test]
    fn a_list_of_quotes_in_braces_is_left_to_the_hand() {
        let source = Id::new("test-paper").unwrap();
        let quote = NewQuote { source: &source, at: None, text: "x", supports: &[], disputes: &[] };
        assert!(add_quote("quote = [{ text = 'x' }]", None, &quote).is_err());
        assert!(add_quote("quote = 'x'", None, &quote).is_err());
        assert!(add_quote("[a]", Some("b"), &quote).is_err());
    }
}
