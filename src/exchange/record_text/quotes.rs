//! The evidence part of a record as text: disputes, quotes and sources.

use std::collections::HashSet;

use crate::evidence::{Evidence, FieldEvidence, Match};
use crate::exchange::quote_check::found_in_words;
use crate::record::{Cited, DateStyle, Dispute, FieldId, Id, Quote, field};
use crate::redaction::{citation, grade, quoted, source_in_short};

use super::{Marks, RecordText, numbered};

impl RecordText<'_> {
    pub(super) fn disputes(&mut self) {
        let Some(evidence) = self.evidence else { return };
        let disputed: Vec<(&Cited, &FieldEvidence)> =
            evidence.fields().filter(|(_, evidence)| !evidence.disputes.is_empty()).collect();
        if !disputed.is_empty() {
            self.layout.title("Disputed");
        }
        for (cited, evidence) in disputed {
            let fields = self.released.fields();
            let in_use = match cited {
                Cited::Field(name) => {
                    fields.get(*name).and_then(|entry| self.redaction.field_in_words(fields, entry))
                }
                // The text has shown the row above.
                Cited::Row(..) => Some("as above".to_owned()),
            };
            let label = cited.label(self.released.kind());
            // A field that is shown together with another one, such as a qualifier, has no words of its own.
            let in_use = in_use.unwrap_or_else(|| self.value_of(cited));
            self.layout.labelled(&label, &format!("{in_use}{}", numbered(&evidence.supports)));
            self.count_checks(cited);
            for (number, (quote, dispute)) in
                evidence.disputes.iter().zip(self.released.rivals(evidence))
            {
                self.rival(cited, *number, quote, dispute);
            }
        }
    }

    fn rival(&mut self, cited: &Cited, number: usize, quote: &Quote, dispute: &Dispute) {
        let shape = match cited {
            Cited::Field(name) => field(self.released.kind(), *name).map(|field| field.shape),
            Cited::Row(..) => None,
        };
        let said = match shape {
            _ if dispute.rival.is_empty() => "disputed".to_owned(),
            Some(shape) => self.redaction.values_in_words(&dispute.rival, shape),
            None => {
                dispute.rival.iter().map(|item| item.value.written()).collect::<Vec<_>>().join(", ")
            }
        };
        let source =
            quote.source().map(|source| source_in_short(self.redaction, source, DateStyle::Words));
        let grade = Some(grade(self.redaction, quote)).filter(|grade| !grade.is_empty());
        let who = [quote.speaker().map(str::to_owned), source, grade];
        let who = who.into_iter().flatten().collect::<Vec<_>>();
        let who = who.join(self.layout.marks().separator());
        let said_by = match self.layout.marks() {
            Marks::Signs => " — ",
            Marks::Words => ", according to ",
        };
        self.layout.labelled("  but", &format!("{said}{said_by}{who}{}", numbered(&[number])));
    }

    /// Writes the count checks of a count.
    fn count_checks(&mut self, cited: &Cited) {
        for (of, check) in self.count_checks.of(cited) {
            let differs = if check.agrees { "" } else { ", which differs" };
            self.layout.labelled(&format!("  {of}"), &format!("{}{differs}", check.sum));
        }
    }

    /// Writes the count checks of a count that is not disputed; for a disputed one, they are written among the
    /// disputes.
    pub(super) fn undisputed_count_checks(&mut self, cited: &Cited) {
        let evidence = self.evidence.and_then(|evidence| evidence.field(cited));
        if evidence.is_none_or(|evidence| evidence.disputes.is_empty()) {
            self.count_checks(cited);
        }
    }

    fn value_of(&self, cited: &Cited) -> String {
        let entry = match cited {
            Cited::Field(name) => self.released.fields().get(*name),
            Cited::Row(..) => None,
        };
        let words =
            entry.map(|entry| self.redaction.values_in_words(&entry.items, entry.field.shape));
        words.unwrap_or_default()
    }

    pub(super) fn quotes(&mut self) {
        let is_checked = self.is_checked();
        if !self.released.quotes().is_empty() {
            // If no quote could be checked, the title says so once.
            self.layout.title(if is_checked {
                "Quotes"
            } else {
                "Quotes (not checked: their sources are not archived)"
            });
        }
        for (number, quote) in self.released.quotes().iter().enumerate() {
            self.quote(number, quote, is_checked);
        }
    }

    fn quote(&mut self, number: usize, quote: &Quote, is_checked: bool) {
        let lead = format!("{:>5} ", format!("[{}]", number + 1));
        let words = quote.text().unwrap_or("(no words)");
        self.layout.quoted(&lead, &quoted(words));
        let mut from: Vec<String> = Vec::new();
        from.extend(quote.speaker().map(|speaker| format!("said by {speaker}")));
        from.extend(
            quote.source().map(|source| source_in_short(self.redaction, source, DateStyle::Words)),
        );
        from.extend(quote.fields.text(FieldId::At).map(str::to_owned));
        from.extend(Some(grade(self.redaction, quote)).filter(|grade| !grade.is_empty()));
        let checked = self.evidence.filter(|_| is_checked);
        from.extend(checked.map(|evidence| self.found(number, evidence.quote(number))));
        self.layout.hanging("      ", &from.join(self.layout.marks().separator()));
        if let Some(note) = quote.fields.text(FieldId::Note) {
            self.layout.hanging("      ", note);
        }
    }

    /// Returns how the words of a quote were found in the archived text, with the differences.
    fn found(&self, number: usize, found: Match) -> String {
        let (sign, words) = found_in_words(self.released, number, found);
        match self.layout.marks() {
            Marks::Signs => format!("{sign} {words}"),
            Marks::Words => words,
        }
    }

    /// Returns whether the words of any quote could be checked, or could not for another reason than that no text is
    /// archived.
    fn is_checked(&self) -> bool {
        let mut quotes = 0..self.released.quotes().len();
        let mut is_checked = |evidence: &Evidence| {
            quotes.any(|number| {
                evidence.quote(number) != Match::NotArchived
                    || self.released.has_unreadable_text(number)
            })
        };
        self.evidence.is_some_and(&mut is_checked)
    }

    pub(super) fn sources(&mut self) {
        let mut known: HashSet<&Id> = HashSet::new();
        let sources = self.released.quotes().iter().filter_map(Quote::source);
        let sources: Vec<&Id> = sources.filter(|source| known.insert(*source)).collect();
        if !sources.is_empty() {
            self.layout.title("Sources");
        }
        for source in sources {
            self.layout.item(&citation(self.redaction, source));
        }
    }
}
