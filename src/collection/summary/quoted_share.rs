//! The share of an archived text that the cases quote, and the limit that the collection sets.

use std::fmt;

use crate::evidence::{Match, quoted_share};
use crate::record::{FieldId, Fields, Id, Kind, Vocabulary};
use crate::text::ByteRange;

use crate::collection::assemble::Collection;

/// How much of a text is quoted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct QuotedShare {
    /// The share of its characters that lie in a passage that any case quotes, from 0 to 1.
    pub quoted: f64,
    /// The most that the collection allows, where it says so.
    pub bound: Option<f64>,
}

impl QuotedShare {
    /// Returns what the collection allows, where more is quoted.
    pub fn exceeded(&self) -> Option<f64> {
        self.bound.filter(|bound| self.quoted > *bound)
    }

    /// Says how much of the text is quoted, and how much may be.
    pub fn in_a_sentence(&self) -> String {
        let limit = self.bound.map(|bound| format!(" (limit {:.0} %)", bound * 100.0));
        format!("{} of the text is quoted{}", self.percent(), limit.unwrap_or_default())
    }

    /// Returns the share in percent with a tenth, which never looks like the limit where it is below or above it.
    pub fn percent(&self) -> String {
        let tenths = self.quoted * 1000.0;
        let rounded = tenths.round();
        let tenths = match self.bound {
            Some(bound) if self.quoted < bound && rounded >= bound * 1000.0 => tenths.floor(),
            Some(bound) if self.quoted > bound && rounded <= bound * 1000.0 => tenths.ceil(),
            Some(_) | None => rounded,
        };
        format!("{:.1} %", tenths / 10.0)
    }
}

impl fmt::Display for QuotedShare {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} of its text", self.percent())?;
        match self.bound {
            Some(bound) => write!(f, " (limit {:.0} %)", bound * 100.0),
            None => Ok(()),
        }
    }
}

/// Returns whether a source is a dataset under an open licence, of which any share may be quoted: each row of a
/// table that was imported is a quote.
fn is_open_dataset(fields: &Fields) -> bool {
    fields.text(FieldId::Type) == Some("dataset")
        && fields.text(FieldId::Licence).is_some_and(Vocabulary::is_open_licence)
}

impl Collection {
    /// Returns how much of the text of a source all cases quote; `None` where no text is archived.
    /// Words that are only near to a passage count nothing.
    pub fn share(&self, source: &Id) -> Option<QuotedShare> {
        self.kind_of(source).filter(|kind| *kind == Kind::Source)?;
        let archived = self.archive().get(source)?;
        let quoted = quoted_share(archived.text(), self.quoted_passages(source));
        Some(QuotedShare { quoted, bound: self.quotation_bound(source) })
    }

    /// Returns the most that may be quoted of a source, where the collection says so and the licence of the source
    /// does not allow any share.
    pub(crate) fn quotation_bound(&self, source: &Id) -> Option<f64> {
        let bound = self.settings().quotation_share?;
        let is_open = self.with_record(source, |located| is_open_dataset(&located.record.fields));
        (is_open != Some(true)).then_some(bound)
    }

    /// Returns the passages of a source that all cases quote; one that is quoted twice is in it twice.
    pub(crate) fn quoted_passages(&self, source: &Id) -> Vec<ByteRange> {
        let quoting = self.mentions(source).iter();
        let quoting = quoting.filter(|mention| mention.field == FieldId::Source);
        quoting.flat_map(|mention| self.passages(&mention.from, source)).collect()
    }

    /// Returns the passages of a source that a case quotes, where its text is at hand.
    pub(crate) fn passages(&self, case: &Id, source: &Id) -> Vec<ByteRange> {
        let Some(evidence) = self.evidence(case) else { return Vec::new() };
        let passages = self.with_record(case, |located| {
            let quotes = located.record.quotes.iter().enumerate();
            let of_source = quotes.filter(|(_, quote)| quote.source() == Some(source));
            let passage = |(number, _)| match evidence.quote(number) {
                Match::Verbatim(range) | Match::ButForTypography(range) => Some(range),
                Match::Close(_) | Match::NotFound | Match::NotArchived => None,
            };
            of_source.filter_map(passage).collect()
        });
        passages.unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_never_looks_like_the_limit() {
        for (quoted, shown) in
            [(0.3996, "39.9 %"), (0.39, "39.0 %"), (0.4, "40.0 %"), (0.4001, "40.1 %")]
        {
            assert_eq!(QuotedShare { quoted, bound: Some(0.4) }.percent(), shown);
        }
        assert_eq!(QuotedShare { quoted: 0.3996, bound: None }.percent(), "40.0 %");
    }
    use crate::collection::{Memory, load};
    use crate::diagnostic::Rule;

    fn collection(bound: &str, quotes: &[&str]) -> Collection {
        let mut memory = Memory::default();
        memory.put("casebook.toml", format!("title = 'T'\nformat = 1\n{bound}\n"));
        memory.put("sources.toml", "[wire]\n[other]\n");
        memory.put("archive/wire.txt", "“Three people left.”");
        for (number, quote) in quotes.iter().enumerate() {
            let quote = format!("[[quote]]\nsource = 'wire'\ntext = '{quote}'\n");
            memory.put(format!("victims/test-{number}.toml"), quote);
        }
        load(&memory)
    }

    #[track_caller]
    fn check(bound: &str, quotes: &[&str], shown: &str) {
        let collection = collection(bound, quotes);
        let share = collection.share(&Id::new("wire").unwrap()).unwrap();
        assert_eq!(share.to_string(), shown);
        let reported =
            collection.diagnostics().iter().any(|f| f.problem.code == Rule::QuotationShare);
        assert_eq!(reported, share.exceeded().is_some(), "{shown}");
    }

    #[test]
    fn passages_of_all_cases_count_once_and_near_ones_do_not() {
        check("", &[], "0.0 % of its text");
        check("", &["Three", "Three people"], "60.0 % of its text");
        check("", &["\"Three", "four people left."], "30.0 % of its text");
        check("quotation_share = 0.4", &["left"], "20.0 % of its text (limit 40 %)");
        check("quotation_share = 0.4", &["Three people"], "60.0 % of its text (limit 40 %)");
    }

    #[test]
    fn any_share_of_a_dataset_under_an_open_licence_may_be_quoted() {
        for (source, is_bound) in [
            ("type = 'dataset'\nlicence = 'CC-BY-4.0'", false),
            ("type = 'dataset'\nlicence = 'CC-BY-NC-4.0'", true),
            ("type = 'dataset'\nlicence = 'all_rights_reserved'", true),
            ("type = 'report'\nlicence = 'CC-BY-4.0'", true),
            ("type = 'dataset'", true),
        ] {
            let mut memory = Memory::default();
            let settings = "title = 'T'\nformat = 1\nquotation_share = 0.1\n";
            memory.put("casebook.toml", settings.to_owned());
            memory.put("sources.toml", format!("[wire]\n{source}\n"));
            memory.put("archive/wire.txt", "Row one");
            memory.put("victims/a.toml", "[[quote]]\nsource = 'wire'\ntext = 'Row one'\n");
            let all = load(&memory);
            let share = all.share(&Id::new("wire").unwrap()).unwrap();
            assert_eq!(share.bound.is_some(), is_bound, "{source}");
            let found = all.diagnostics().iter().any(|f| f.problem.code == Rule::QuotationShare);
            assert_eq!(found, is_bound, "{source}");
        }
    }

    #[test]
    fn a_source_without_an_archived_text_has_no_share() {
        assert_eq!(collection("", &[]).share(&Id::new("other").unwrap()), None);
    }
}
