//! A case as a person wants to read it on paper: fields in words, each with the numbers of the
//! quotes that carry it, then the quotes, then the sources.

use std::fmt::Write as _;
use std::path::Path;

use crate::collection::{Collection, Located};
use crate::evidence::{Evidence, Match, Standing};
use crate::record::{Cited, Entry, Fields, Id, Name, Quote, Record, Row, RowKind, field};
use crate::text::{Lines, fit, visible, wrap};

use super::citation::{citation, grade, quoted, source_in_short};

/// Cells that the labels of fields take.
const LABEL: usize = 20;

/// Returns a record as paper shows it, in lines of at most `cells`; `path` is its file as the reader
/// can open it.
pub fn paper(collection: &Collection, located: Located<'_>, path: &Path, cells: usize) -> String {
    let record = located.record;
    let evidence = collection.evidence(&record.id);
    let mut paper =
        Paper { collection, record, evidence, cells: cells.max(40), text: String::new() };
    paper.heading(located, path);
    paper.fields(&record.fields, "");
    paper.rows(RowKind::Event, "Events");
    paper.rows(RowKind::Group, "Groups");
    paper.disputes();
    paper.quotes();
    paper.mentions();
    paper.sources();
    paper.text
}

struct Paper<'c> {
    collection: &'c Collection,
    record: &'c Record,
    evidence: Option<&'c Evidence>,
    cells: usize,
    text: String,
}

impl Paper<'_> {
    fn heading(&mut self, located: Located<'_>, path: &Path) {
        let line = Lines::of(&located.file.document.text).place(self.record.at.start()).line;
        self.lines("", self.record.heading());
        let path = path.display();
        self.lines(
            "",
            &format!("{} · {} · {path}:{line}", self.record.kind.name(), self.record.id),
        );
        self.gap();
        if let Some(summary) = self.record.fields.text(Name::Summary) {
            self.lines("  ", summary);
            self.gap();
        }
    }

    fn fields(&mut self, fields: &Fields, indent: &str) {
        for entry in
            fields.iter().filter(|entry| !matches!(entry.field.name, Name::Title | Name::Summary))
        {
            if let Some(words) = self.collection.field_in_words(fields, entry) {
                let numbers = self.numbers(&Cited::Field(entry.field.name));
                self.labelled(indent, entry.field.label, &format!("{words}{numbers}"));
            }
        }
        for extra in fields.extras() {
            self.labelled(
                indent,
                &extra.name,
                &format!("{} (not a field of the format)", extra.written),
            );
        }
    }

    fn rows(&mut self, kind: RowKind, title: &str) {
        let rows: Vec<&Row> = self.record.rows(kind).collect();
        if !rows.is_empty() {
            self.title(title);
        }
        for row in rows {
            let words = row.fields.iter().filter(|entry| entry.field.name != Name::Key);
            let words: Vec<String> =
                words.filter_map(|entry| self.in_row(&row.fields, entry)).collect();
            let numbers = row
                .key()
                .map(|key| self.numbers(&Cited::Row(kind, key.into())))
                .unwrap_or_default();
            self.hanging("  · ", &format!("{}{numbers}", words.join(", ")));
        }
    }

    /// What a row says needs no label where it speaks for itself.
    fn in_row(&self, fields: &Fields, entry: &Entry) -> Option<String> {
        let words = self.collection.field_in_words(fields, entry)?;
        let name = entry.field.name;
        Some(if matches!(name, Name::Minor | Name::Within) {
            format!("{}: {words}", entry.field.label)
        } else if name == Name::Count {
            format!("{words} people")
        } else {
            words
        })
    }

    fn disputes(&mut self) {
        let Some(evidence) = self.evidence else { return };
        let disputed: Vec<(&Cited, &Standing)> =
            evidence.standings().filter(|(_, standing)| !standing.disputes.is_empty()).collect();
        if !disputed.is_empty() {
            self.title("Disputed");
        }
        for (cited, standing) in disputed {
            let in_use = match cited {
                Cited::Field(name) => {
                    self.record.fields.get(*name).and_then(|entry| {
                        self.collection.field_in_words(&self.record.fields, entry)
                    })
                }
                Cited::Row(kind, key) => self.record.row(*kind, key).map(|_| "as above".to_owned()),
            };
            let carried: Vec<usize> = standing.supports.clone();
            let label = self.label(cited);
            self.labelled(
                "",
                &label,
                &format!("{}{}", in_use.unwrap_or_default(), numbered(&carried)),
            );
            for number in &standing.disputes {
                self.rival(cited, *number);
            }
        }
    }

    fn rival(&mut self, cited: &Cited, number: usize) {
        let Some(quote) = self.record.quotes.get(number) else { return };
        let Some(dispute) = quote.dispute(cited) else { return };
        let shape = match cited {
            Cited::Field(name) => field(self.record.kind, *name).map(|field| field.shape),
            Cited::Row(..) => None,
        };
        let said = match shape {
            _ if dispute.rival.is_empty() => "not so".to_owned(),
            Some(shape) => self.collection.values_in_words(&dispute.rival, shape),
            None => {
                dispute.rival.iter().map(|item| item.value.written()).collect::<Vec<_>>().join(", ")
            }
        };
        let who = match (quote.speaker(), quote.source()) {
            (Some(speaker), _) => speaker.to_owned(),
            (None, Some(source)) => source_in_short(self.collection, source),
            (None, None) => String::new(),
        };
        self.labelled("", "  but", &format!("{said} — {who}{}", numbered(&[number])));
    }

    fn quotes(&mut self) {
        if !self.record.quotes.is_empty() {
            // What holds for all is said once.
            self.title(if self.is_checked() {
                "Quotes"
            } else {
                "Quotes, not checked: their sources are not in the archive"
            });
        }
        for (number, quote) in self.record.quotes.iter().enumerate() {
            self.quote(number, quote);
        }
    }

    fn quote(&mut self, number: usize, quote: &Quote) {
        let lead = format!("{:>5} ", format!("[{}]", number + 1));
        let words = quote.text().unwrap_or("(no words)");
        self.hanging(&lead, &quoted(words));
        let mut from: Vec<String> = Vec::new();
        from.extend(quote.speaker().map(|speaker| format!("said by {speaker}")));
        from.extend(quote.source().map(|source| source_in_short(self.collection, source)));
        from.extend(quote.fields.text(Name::At).map(str::to_owned));
        from.extend(Some(grade(self.collection, quote)).filter(|grade| !grade.is_empty()));
        let checked = self.evidence.filter(|_| self.is_checked());
        from.extend(checked.map(|evidence| found(evidence.quote(number)).to_owned()));
        self.lines("      ", &from.join(" · "));
        if let Some(note) = quote.fields.text(Name::Note) {
            self.lines("      ", note);
        }
    }

    /// Tells whether the words of any quote could be looked up.
    fn is_checked(&self) -> bool {
        let quotes = 0..self.record.quotes.len();
        let unknown = |evidence: &Evidence| {
            quotes.clone().all(|number| evidence.quote(number) == Match::NotArchived)
        };
        self.evidence.is_some_and(|evidence| !unknown(evidence))
    }

    fn mentions(&mut self) {
        let mentions = self.collection.mentions(&self.record.id);
        if mentions.is_empty() {
            return;
        }
        self.title("Mentioned by");
        // A record that links in several fields is named once; mentions come sorted by record.
        for by in mentions.chunk_by(|one, next| one.from == next.from).filter_map(<[_]>::first) {
            let name =
                self.collection.get(by.from.as_str()).map(|located| located.record.heading());
            let id = by.from.as_str();
            self.hanging("  · ", &format!("{} ({id})", name.unwrap_or(id)));
        }
    }

    fn sources(&mut self) {
        let mut sources: Vec<&Id> = Vec::new();
        for source in self.record.quotes.iter().filter_map(Quote::source) {
            if !sources.contains(&source) {
                sources.push(source);
            }
        }
        if !sources.is_empty() {
            self.title("Sources");
        }
        for source in sources {
            self.hanging("  · ", &citation(self.collection, source));
        }
    }

    fn label(&self, cited: &Cited) -> String {
        match cited {
            Cited::Field(name) => {
                field(self.record.kind, *name).map_or(name.as_str(), |field| field.label).to_owned()
            }
            Cited::Row(kind, key) => format!("{} {key}", kind.name()),
        }
    }

    /// Returns the numbers of the quotes that carry a field, and a sign where others contradict it.
    fn numbers(&self, cited: &Cited) -> String {
        let Some(standing) = self.evidence.and_then(|evidence| evidence.standing(cited)) else {
            return String::new();
        };
        let disputed = if standing.disputes.is_empty() { "" } else { " (disputed)" };
        format!("{disputed}{}", numbered(&standing.supports))
    }

    fn title(&mut self, title: &str) {
        self.gap();
        self.lines("", title);
    }

    fn labelled(&mut self, indent: &str, label: &str, words: &str) {
        let label = visible(label);
        let lead = format!("  {indent}{} ", fit(&label, LABEL));
        self.hanging(&lead, words);
    }

    /// Writes words behind a lead, the lines that follow indented by its width.
    fn hanging(&mut self, lead: &str, words: &str) {
        let indent = lead.chars().count();
        let lines =
            words.lines().flat_map(|line| wrap(&visible(line), self.cells.saturating_sub(indent)));
        for (number, line) in lines.collect::<Vec<_>>().iter().enumerate() {
            let lead = if number == 0 { lead.to_owned() } else { " ".repeat(indent) };
            _ = writeln!(self.text, "{lead}{line}");
        }
    }

    fn lines(&mut self, indent: &str, words: &str) {
        self.hanging(indent, words);
    }

    fn gap(&mut self) {
        self.text.push('\n');
    }
}

/// Returns ` [1, 4]` for the quotes with those numbers, which paper counts from 1.
fn numbered(quotes: &[usize]) -> String {
    if quotes.is_empty() {
        return String::new();
    }
    let numbers: Vec<String> = quotes.iter().map(|number| (number + 1).to_string()).collect();
    format!(" [{}]", numbers.join(", "))
}

fn found(found: Match) -> &'static str {
    match found {
        Match::Verbatim(_) => "✓ verbatim in the archived text",
        Match::ButForTypography(_) => "≈ in the archived text but for typography",
        Match::NotFound => "✗ not in the archived text",
        Match::NotArchived => "… not checked: no archived text at hand",
    }
}
