//! The cases of a brief: their fields with the numbers of the quotes that support them.

use std::collections::HashMap;

use crate::evidence::{Evidence, EvidenceStatus};
use crate::exchange::quote_check::found_in_words;
use crate::exchange::record_text::{row_in_words, with_notation};
use crate::record::{
    Cited, DateStyle, FieldEntry, FieldId, Fields, Id, Kind, Quote, Row, RowKind, field,
};
use crate::redaction::{
    RedactedRecord, Redaction, WITHHELD, citation, grade, quoted, source_in_short,
};

use super::html_page::HtmlPage;
use super::sheet::{BriefReader, BriefSheet};

/// All cases with their quotes and sources, numbered in the order in which they are printed.
pub(super) struct BriefCases {
    pub(super) cases: Vec<BriefCase>,
    pub(super) sources: Vec<BriefSource>,
}

/// A case.
pub(super) struct BriefCase {
    pub(super) kind: Kind,
    pub(super) heading: String,
    id: String,
    is_possible: bool,
    summary: Option<String>,
    evidence: Option<String>,
    facts: Vec<BriefFact>,
    rows: Vec<(&'static str, Vec<BriefFact>)>,
    pub(super) disputes: Vec<BriefDispute>,
    pub(super) quotes: Vec<BriefQuote>,
    /// How many fields it has that the format does not know.
    pub(super) extras: usize,
}

/// A field or row in words.
struct BriefFact {
    label: String,
    words: String,
    status: Option<EvidenceStatus>,
    quotes: Vec<usize>,
}

/// A field of which sources state different things.
pub(super) struct BriefDispute {
    pub(super) label: String,
    pub(super) said: String,
    pub(super) quotes: Vec<usize>,
    pub(super) rivals: Vec<BriefRival>,
}

/// What a source states instead.
pub(super) struct BriefRival {
    pub(super) said: String,
    pub(super) who: String,
    pub(super) quote: usize,
}

/// A passage of a source.
pub(super) struct BriefQuote {
    pub(super) number: usize,
    /// The words; `None` where they are only counted.
    pub(super) words: Option<String>,
    pub(super) length: usize,
    pub(super) from: Vec<String>,
    pub(super) note: Option<String>,
    /// The number of its source, from 0.
    pub(super) source: Option<usize>,
}

/// A source that is quoted.
pub(super) struct BriefSource {
    pub(super) citation: String,
    pub(super) reliability: Option<String>,
    pub(super) licence: Option<String>,
    pub(super) sha256: Option<String>,
}

/// What decides the order of the cases: nothing that is withheld, so that it tells of no name.
pub(crate) type CaseOrder = (Kind, Option<i64>, String, String);

impl BriefCases {
    /// Returns the cases of a brief; the order of those of the sheet is that of their numbers from here on.
    pub(super) fn of(redaction: &Redaction<'_>, sheet: &BriefSheet) -> Self {
        let mut maker =
            CaseMaker { redaction, quotes: 0, numbers: HashMap::new(), sources: Vec::new() };
        let cases = sheet.cases.iter().filter_map(|(_, id)| {
            let is_possible = super::is_among(&sheet.possible, id);
            let is_quoted =
                sheet.reader == BriefReader::Full || !super::is_among(&sheet.unquoted, id);
            redaction.with_record(id, |released| maker.case(released, is_possible, is_quoted))
        });
        let cases = cases.collect();
        Self { cases, sources: maker.sources }
    }

    pub(super) fn write(&self, page: &mut HtmlPage) {
        page.markup("<h2 id=\"cases\">4 Cases</h2>\n<p class=\"note\">● words of a source that are in its archived text; ◐ words that could not be checked; ○ no source; \
            ⚔ disputed. The number behind a sign is that of independent sources, those in brackets lead to the quotes.</p>\n");
        if self.cases.is_empty() {
            page.markup("<p>No case.</p>\n");
        }
        for (number, case) in self.cases.iter().enumerate() {
            page.markup("<article id=\"case");
            page.count(number + 1);
            page.markup("\"><h3 dir=\"auto\">");
            page.count(number + 1);
            page.element(" ", &case.heading, "</h3>\n<p class=\"kind\">");
            page.text(case.kind.name());
            if case.id != WITHHELD {
                page.element(" · ", &case.id, "");
            }
            if case.is_possible {
                page.markup(" · not certain whether it matches");
            }
            if let Some(evidence) = &case.evidence {
                page.element(" · ", evidence, "");
            }
            page.markup("</p>\n");
            if let Some(summary) = &case.summary {
                page.markup("<p dir=\"auto\">");
                page.lines(summary);
                page.markup("</p>\n");
            }
            page.markup("<dl>\n");
            case.facts.iter().for_each(|fact| fact.write(page));
            for (title, rows) in &case.rows {
                for row in rows {
                    page.markup("<dt>");
                    page.text(title);
                    page.markup("</dt><dd class=\"fact\" dir=\"auto\">");
                    row.write_words(page);
                    page.markup("</dd>\n");
                }
            }
            page.markup("</dl></article>\n");
        }
    }
}

impl BriefFact {
    fn write(&self, page: &mut HtmlPage) {
        page.element("<dt>", &self.label, "</dt><dd class=\"fact\" dir=\"auto\">");
        self.write_words(page);
        page.markup("</dd>\n");
    }

    fn write_words(&self, page: &mut HtmlPage) {
        page.lines(&self.words);
        if let Some(status) = self.status {
            page.markup(" ");
            page.text(status.sign());
            match status {
                EvidenceStatus::Sourced(sources)
                | EvidenceStatus::Unchecked(sources)
                | EvidenceStatus::Disputed(sources) => page.count(sources),
                EvidenceStatus::Unsourced | EvidenceStatus::Editorial => {}
            }
        }
        page.quote_links(&self.quotes);
    }
}

/// Returns what a case is put in order by.
pub(crate) fn order_of(redaction: &Redaction<'_>, released: &RedactedRecord<'_>) -> CaseOrder {
    let fields = released.fields();
    let words = fields.iter().filter_map(|entry| redaction.field_in_words(fields, entry));
    let words: Vec<String> = words.collect();
    let day = released.when().map(|date| i64::from(date.days().first()));
    (released.kind(), day.or(Some(i64::MAX)), released.heading(), words.join("\n"))
}

struct CaseMaker<'m> {
    redaction: &'m Redaction<'m>,
    /// How many quotes there were in the cases before.
    quotes: usize,
    /// The numbers of the sources by their ids as they are printed.
    numbers: HashMap<Id, usize>,
    sources: Vec<BriefSource>,
}

impl CaseMaker<'_> {
    fn case(
        &mut self,
        released: &RedactedRecord<'_>,
        is_possible: bool,
        is_quoted: bool,
    ) -> BriefCase {
        let evidence = released.evidence();
        let evidence = evidence.as_deref();
        let fields = released.fields();
        let facts = fields
            .iter()
            .filter(|entry| !matches!(entry.field.name, FieldId::Title | FieldId::Summary))
            .filter_map(|entry| self.fact(fields, entry, evidence))
            .collect();
        let rows = [(RowKind::Event, "event"), (RowKind::Group, "group")].map(|(kind, title)| {
            (title, released.rows(kind).map(|row| self.row(kind, row, evidence)).collect())
        });
        let disputes = self.disputes(released, evidence);
        let quotes: Vec<BriefQuote> = (0..)
            .zip(released.quotes())
            .map(|(number, quote)| self.quote(released, evidence, number, quote, is_quoted))
            .collect();
        let case = BriefCase {
            kind: released.kind(),
            heading: released.heading(),
            id: released.id().to_string(),
            is_possible,
            summary: fields.text(FieldId::Summary).map(str::to_owned),
            evidence: released.status_counts().map(crate::exchange::status_counts::facts),
            facts,
            rows: rows.into(),
            disputes,
            extras: fields.extras().len(),
            quotes,
        };
        self.quotes += case.quotes.len();
        case
    }

    fn numbered(&self, quotes: &[usize]) -> Vec<usize> {
        quotes.iter().map(|number| self.quotes + number + 1).collect()
    }

    fn fact(
        &self,
        fields: &Fields,
        entry: &FieldEntry,
        evidence: Option<&Evidence>,
    ) -> Option<BriefFact> {
        let words = with_notation(self.redaction.field_in_words(fields, entry)?, entry);
        let cited = Cited::Field(entry.field.name);
        let status = evidence.map(|evidence| evidence.status(&cited, entry.field.assertion));
        let of_field = evidence.and_then(|evidence| evidence.field(&cited));
        let quotes = of_field.map(|of_field| self.numbered(&of_field.supports)).unwrap_or_default();
        Some(BriefFact { label: entry.field.label.to_owned(), words, status, quotes })
    }

    fn row(&self, kind: RowKind, row: &Row, evidence: Option<&Evidence>) -> BriefFact {
        let cited = row.key().map(|key| Cited::Row(kind, key.into()));
        let of_row = evidence.zip(cited).and_then(|(evidence, cited)| evidence.field(&cited));
        BriefFact {
            label: kind.name().to_owned(),
            words: row_in_words(self.redaction, row),
            status: of_row.map(crate::evidence::FieldEvidence::status),
            quotes: of_row.map(|of_row| self.numbered(&of_row.supports)).unwrap_or_default(),
        }
    }

    fn disputes(
        &self,
        released: &RedactedRecord<'_>,
        evidence: Option<&Evidence>,
    ) -> Vec<BriefDispute> {
        let Some(evidence) = evidence else { return Vec::new() };
        let fields = released.fields();
        let disputed = evidence.fields().filter(|(_, of_field)| !of_field.disputes.is_empty());
        let dispute = |(cited, of_field): (&Cited, &crate::evidence::FieldEvidence)| {
            let (said, shape) = match cited {
                Cited::Field(name) => {
                    let entry = fields.get(*name);
                    let said = entry.map(|entry| {
                        let words = self.redaction.field_in_words(fields, entry);
                        // A field that is shown together with another one, such as a qualifier, has no words of its own.
                        words.unwrap_or_else(|| {
                            self.redaction.values_in_words(&entry.items, entry.field.shape)
                        })
                    });
                    (said, field(released.kind(), *name).map(|field| field.shape))
                }
                Cited::Row(kind, key) => {
                    let row = released.rows(*kind).find(|row| row.key() == Some(key));
                    (row.map(|row| row_in_words(self.redaction, row)), None)
                }
            };
            let rivals = of_field.disputes.iter().zip(released.rivals(of_field));
            let rivals = rivals.map(|(number, (quote, dispute))| BriefRival {
                said: match shape {
                    _ if dispute.rival.is_empty() => "not so".to_owned(),
                    Some(shape) => self.redaction.values_in_words(&dispute.rival, shape),
                    None => {
                        let written = dispute.rival.iter().map(|item| item.value.written());
                        written.collect::<Vec<_>>().join(", ")
                    }
                },
                who: self.who(quote).join(" · "),
                quote: self.quotes + number + 1,
            });
            BriefDispute {
                label: match cited {
                    Cited::Field(_) => cited.label(released.kind()),
                    // Its key may be a name.
                    Cited::Row(kind, _) => kind.name().to_owned(),
                },
                said: said.unwrap_or_else(|| "nothing".to_owned()),
                quotes: self.numbered(&of_field.supports),
                rivals: rivals.collect(),
            }
        };
        disputed.map(dispute).collect()
    }

    /// Returns who says a quote, where, and how good the source is.
    fn who(&self, quote: &Quote) -> Vec<String> {
        let source = quote.source();
        let source = source.map(|source| source_in_short(self.redaction, source, DateStyle::Words));
        let grade = Some(grade(self.redaction, quote)).filter(|grade| !grade.is_empty());
        let speaker = quote.speaker().map(|speaker| format!("said by {speaker}"));
        [speaker, source, grade].into_iter().flatten().collect()
    }

    fn quote(
        &mut self,
        released: &RedactedRecord<'_>,
        evidence: Option<&Evidence>,
        number: usize,
        quote: &Quote,
        is_quoted: bool,
    ) -> BriefQuote {
        let words = quote.text().unwrap_or("(no words)");
        let length = words.split_whitespace().count();
        let mut from = if is_quoted {
            self.who(quote)
        } else {
            self.who(quote).split_off(usize::from(quote.speaker().is_some()))
        };
        from.extend(quote.fields.text(FieldId::At).filter(|_| is_quoted).map(str::to_owned));
        if let Some(evidence) = evidence {
            let (sign, words) = found_in_words(released, number, evidence.quote(number));
            from.push(format!("{sign} {words}"));
        }
        let note = quote.fields.text(FieldId::Note).filter(|_| is_quoted).map(str::to_owned);
        let source = quote.source().map(|source| self.source(source));
        BriefQuote {
            number: self.quotes + number + 1,
            words: is_quoted.then(|| quoted(words)),
            length,
            from,
            note,
            source,
        }
    }

    fn source(&mut self, id: &Id) -> usize {
        if let Some(number) = self.numbers.get(id) {
            return *number;
        }
        let released = self.redaction.get(id);
        let text = |field: FieldId| {
            let fields = released.as_ref().map(RedactedRecord::fields);
            fields.and_then(|fields| fields.text(field)).map(str::to_owned)
        };
        self.sources.push(BriefSource {
            citation: citation(self.redaction, id),
            reliability: text(FieldId::Reliability),
            licence: text(FieldId::Licence),
            sha256: text(FieldId::Sha256),
        });
        let number = self.sources.len() - 1;
        self.numbers.insert(id.clone(), number);
        number
    }
}
