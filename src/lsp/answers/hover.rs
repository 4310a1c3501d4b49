//! What is known about the thing at a place: a field and who says so, a value as it is read, a record that is linked, a
//! quote and the archived text.

use super::explanation::Explanation;
use super::link_names::LinkNames;
use super::place::AskedPlace;
use super::target::{FieldPart, Target, TargetPart};
use crate::collection::{Collection, Located};
use crate::evidence::{EvidenceStatus, Match, in_words};
use crate::record::{
    Cited, Day, Field, FieldId, Id, Item, Kind, Quote, Record, RowKind, Shape, Value, field,
    fields, row_fields,
};
use crate::redaction::{Mask, quoted};
use crate::text::{ByteRange, LineIndex};

/// What is said about a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct HoverAnswer {
    /// The bytes that it is about.
    pub(crate) range: ByteRange,
    /// What is said.
    pub(crate) explanation: Explanation,
}

/// The most quotes that are shown for one field.
const MOST_QUOTES: usize = 5;
/// The most words of a vocabulary that are listed.
const MOST_WORDS: usize = 40;
/// The most characters of a quote or summary.
const LONGEST: usize = 240;

/// Returns what is known about a place; nothing where there is no more than the text itself says.
pub(crate) fn hover(place: &AskedPlace<'_>, mask: Mask) -> Option<HoverAnswer> {
    let target = Target::of(place)?;
    let file = place.file()?;
    let says = Saying {
        collection: place.collection,
        names: LinkNames::of(place.collection, place.path, mask),
        record: target.record,
        is_sound: file.now().is_sound(),
    };
    let explanation = match target.part {
        TargetPart::Key(part) => says.field(part, None),
        TargetPart::Value(part) => {
            let item = part.entry.items.iter().find(|item| item.range == target.range);
            says.field(part, item)
        }
        TargetPart::Link(id) => says.linked(id)?,
        TargetPart::Header => says.linked(&target.record.id)?,
        TargetPart::Citation(cited) => says.cited(cited),
        TargetPart::RowHeader(row) => {
            let mut explanation = Explanation::of(row.kind.name());
            explanation.text(rows_field(target.record.kind, row.kind)?.meaning);
            if let Some(key) = row.key() {
                says.evidence(&mut explanation, &Cited::Row(row.kind, key.into()));
            }
            explanation
        }
        TargetPart::QuoteText(quote) | TargetPart::QuoteHeader(quote) => says.quote(quote),
        TargetPart::UnknownKey => return None,
    };
    Some(HoverAnswer { range: target.range, explanation })
}

/// Returns the field of a kind of record that holds its rows of a kind.
fn rows_field(kind: Kind, row: RowKind) -> Option<&'static Field> {
    fields(kind).iter().find(|field| field.shape == Shape::Rows(row))
}

/// What is said about one record.
struct Saying<'c> {
    collection: &'c Collection,
    names: LinkNames<'c>,
    record: &'c Record,
    /// Whether the text of its file can be read, so that the collection knows the record as it is.
    is_sound: bool,
}

impl Saying<'_> {
    fn field(&self, part: FieldPart<'_>, item: Option<&Item>) -> Explanation {
        let field = part.entry.field;
        let reading = item.and_then(|item| self.reading(&item.value, field.shape));
        let written = item.map(|item| item.value.written());
        let word = written.as_deref().filter(|word| field.word_meaning(word).is_some());
        let heading = reading.as_deref().or(word);
        let mut explanation = Explanation::of(heading.unwrap_or(field.label));
        if let Some(meaning) = word.and_then(|word| field.word_meaning(word)) {
            explanation.text(meaning);
        }
        explanation.text(&match heading {
            Some(_) => format!("{}: {}", field.label, field.meaning),
            None => field.meaning.to_owned(),
        });
        if let (Shape::Term(vocabulary), None) = (field.shape, item) {
            let words = self.collection.settings().vocabularies();
            let all: Vec<&str> = words.words(vocabulary).take(MOST_WORDS).collect();
            explanation.text(&format!("One of: {}", all.join(", ")));
        }
        if self.record.kind.is_case() && part.quote.is_none() {
            let of_row = part.row.map(|row| Some(Cited::Row(row.kind, row.key()?.into())));
            if let Some(cited) = of_row.unwrap_or(Some(Cited::Field(field.name))) {
                self.evidence(&mut explanation, &cited);
            }
        }
        explanation
    }

    /// Returns a value as it is read, where that is more than the value itself.
    fn reading(&self, value: &Value, shape: Shape) -> Option<String> {
        let words = self.names.masked().value_in_words(value, shape).into_owned();
        match value {
            Value::Date(date) => {
                let [first, last] =
                    [date.earliest(), date.latest()].map(|day| day.and_then(day_in_figures));
                Some(match (first, last) {
                    (Some(first), Some(last)) if first == last => words,
                    (Some(first), Some(last)) => format!("{words}: from {first} to {last}"),
                    (Some(first), None) => format!("{words}: from {first} on"),
                    (None, Some(last)) => format!("{words}: until {last}"),
                    (None, None) => words,
                })
            }
            Value::Money(money) => Some(money.in_words()),
            Value::Code(_) | Value::Term(_) | Value::YesNo(_) => {
                (words != value.written()).then_some(words)
            }
            Value::Words(_)
            | Value::Whole(_)
            | Value::Degrees(_)
            | Value::Link(_)
            | Value::Unread(_)
            | Value::TooLong(_) => None,
        }
    }

    /// Adds who says so, and who says otherwise.
    fn evidence(&self, explanation: &mut Explanation, cited: &Cited) {
        let assertion = match cited {
            Cited::Field(name) => field(self.record.kind, *name).map(|field| field.assertion),
            Cited::Row(..) => Some(crate::record::Assertion::Fact),
        };
        let Some(assertion) = assertion else { return };
        if self.is_sound && self.is_known() {
            let status = self.collection.assess(self.record).status(cited, assertion);
            explanation.text(&status_in_words(status));
        }
        let supports = self.record.quotes.iter().filter(|quote| quote.supports(cited));
        let supports = supports.map(|quote| self.quote_in_short(quote, None));
        let disputes = self.record.quotes.iter().filter_map(|quote| {
            let rival = &quote.dispute(cited)?.rival;
            let shape = match cited {
                Cited::Field(name) => field(self.record.kind, *name).map(|field| field.shape),
                Cited::Row(..) => None,
            };
            let masked = self.names.masked();
            let rival = masked.values_in_words(rival, shape.unwrap_or(Shape::Words));
            let rival = if self.names.masks_all() { masked.text(&rival) } else { rival };
            Some(self.quote_in_short(quote, Some(&rival)))
        });
        let all: Vec<String> = supports.chain(disputes).collect();
        for one in all.iter().take(MOST_QUOTES) {
            explanation.item(one);
        }
        if let Some(more) = all.len().checked_sub(MOST_QUOTES).filter(|more| *more > 0) {
            explanation.text(&format!("and {more} more"));
        }
    }

    /// Returns whether the record is the one that the collection has under its id.
    fn is_known(&self) -> bool {
        let known = self.collection.get(self.record.id.as_str());
        known.is_some_and(|known| known.record == self.record)
    }

    fn quote_in_short(&self, quote: &Quote, rival: Option<&str>) -> String {
        let source =
            quote.source().map(|id| self.names.masked().source_in_short(id)).unwrap_or_default();
        let words = match quote.text() {
            Some(_) if self.names.masks_all() => String::new(),
            Some(words) => quoted(&shortened(words)),
            None => String::new(),
        };
        let sign = self.found(quote).sign();
        let says = rival.map(|rival| {
            if rival.is_empty() {
                "⚔ disputed by ".to_owned()
            } else {
                format!("⚔ {rival}, says ")
            }
        });
        let grade = self.names.masked().grade(quote);
        let grade = if grade.is_empty() { grade } else { format!(" ({grade})") };
        format!("{sign} {}{source}{grade}: {words}", says.unwrap_or_default())
            .trim_end_matches([':', ' '])
            .to_owned()
    }

    fn found(&self, quote: &Quote) -> Match {
        match (quote.source(), quote.text()) {
            (Some(source), Some(words)) => self.collection.archive().find(source, words),
            (None, _) | (_, None) => Match::NotArchived,
        }
    }

    fn quote(&self, quote: &Quote) -> Explanation {
        let found = self.found(quote);
        let source = quote.source();
        let heading = source.map(|id| self.names.masked().source_in_short(id));
        let mut explanation =
            Explanation::of(&heading.unwrap_or_else(|| "A quote without a source".to_owned()));
        let archived = source.and_then(|id| self.collection.archive().get(id));
        let sign = found.sign();
        let said = match (found, archived) {
            (Match::Verbatim(range), Some(archived)) => {
                format!(
                    "word for word in the archived text, line {}",
                    line_of(archived.text(), range)
                )
            }
            (Match::ButForTypography(range), Some(archived)) => {
                let differences =
                    in_words(&archived.differences(quote.text().unwrap_or_default(), range));
                let line = line_of(archived.text(), range);
                format!(
                    "in the archived text except for typography, line {line}: it differs in {differences}"
                )
            }
            (Match::Close(range), Some(archived)) => {
                let line = line_of(archived.text(), range);
                format!("similar to a passage of the archived text, not identical, line {line}")
            }
            (Match::NotFound, _) => "not in the archived text".to_owned(),
            (
                Match::NotArchived
                | Match::Verbatim(_)
                | Match::ButForTypography(_)
                | Match::Close(_),
                _,
            ) => {
                "the text of the source is not archived, so the quote cannot be checked".to_owned()
            }
        };
        explanation.text(&format!("{sign} {said}"));
        if let (Match::ButForTypography(range) | Match::Close(range), Some(archived)) =
            (found, archived)
            && !self.names.masks_all()
        {
            explanation
                .text(&format!("The passage: {}", quoted(&shortened(range.of(archived.text())))));
        }
        for (label, cited) in [
            ("supports", quote.supports.iter().map(|citation| &citation.cited).collect::<Vec<_>>()),
            ("disputes", quote.disputes.iter().map(|dispute| &dispute.cited).collect()),
        ] {
            if !cited.is_empty() {
                let labels: Vec<String> =
                    cited.iter().map(|cited| cited.label(self.record.kind)).collect();
                explanation.text(&format!("{label}: {}", labels.join(", ")));
            }
        }
        explanation
    }

    fn cited(&self, cited: &Cited) -> Explanation {
        let mut explanation = Explanation::of(&cited.label(self.record.kind));
        match cited {
            Cited::Field(name) => {
                if let Some(entry) = self.record.fields.get(*name) {
                    let value = self.names.masked().field_in_words(&self.record.fields, entry);
                    let value = value.unwrap_or_else(|| {
                        self.names.masked().values_in_words(&entry.items, entry.field.shape)
                    });
                    if !self.names.masks_all() {
                        explanation.text(&format!("Here: {}", shortened(&value)));
                    }
                }
                explanation.text(field(self.record.kind, *name).map_or("", |field| field.meaning));
            }
            Cited::Row(kind, key) => {
                let row = self.record.row(*kind, key);
                let what = row
                    .and_then(|row| row.fields.text(FieldId::What))
                    .filter(|_| !self.names.masks_all());
                explanation.text(&what.map(shortened).unwrap_or_default());
                explanation
                    .text(rows_field(self.record.kind, *kind).map_or("", |field| field.meaning));
            }
        }
        self.evidence(&mut explanation, cited);
        explanation
    }

    /// Returns a record in brief; of one that is withheld, its id and kind.
    fn linked(&self, id: &Id) -> Option<Explanation> {
        let Located { record, .. } = self.collection.get(id.as_str())?;
        let kind = record.kind.name();
        if self.names.withholds(id) {
            let mut explanation = Explanation::of(id.as_str());
            explanation.text(&if self.names.masks_all() {
                kind.to_owned()
            } else {
                format!("{kind}, confidential")
            });
            return Some(explanation);
        }
        let Some(name) = self.names.name(id) else {
            let mut explanation = Explanation::of(id.as_str());
            explanation.text(kind);
            return Some(explanation);
        };
        let masked = self.names.masked();
        let mut explanation = Explanation::of(&name);
        explanation.text(&format!("{kind} {id}"));
        let mut facts: Vec<String> = Vec::new();
        match record.kind {
            Kind::Source => facts.push(masked.citation(id)),
            Kind::Place => {
                let around = masked.enclosing_places(id);
                let around: Vec<String> =
                    around.iter().skip(1).filter_map(|place| self.names.name(&place.id)).collect();
                facts.extend((!around.is_empty()).then(|| format!("in {}", around.join(", "))));
            }
            Kind::Victim | Kind::Rescue | Kind::Arrest => {
                facts.extend(record.when_in_words());
                facts.extend(record.figure_in_words());
                let heading = masked.heading_of(id);
                facts.extend((heading != name).then_some(heading));
            }
            Kind::Person | Kind::Organisation => {}
        }
        let shown = [
            FieldId::NativeName,
            FieldId::Aliases,
            FieldId::Type,
            FieldId::Country,
            FieldId::Roles,
            FieldId::Summary,
        ];
        for entry in shown.into_iter().filter_map(|name| record.fields.get(name)) {
            facts.push(masked.values_in_words(&entry.items, entry.field.shape));
        }
        for fact in &facts {
            explanation.text(&shortened(&self.names.words(fact)));
        }
        let mentions = masked.mentions(id).len();
        if mentions > 0 {
            explanation.text(&format!(
                "linked to in {mentions} {}",
                if mentions == 1 { "field" } else { "fields" }
            ));
        }
        Some(explanation)
    }
}

/// Returns the fields that the tables of a row of a kind have, or a record of a kind.
pub(super) fn fields_of(kind: Kind, row: Option<RowKind>) -> &'static [Field] {
    row.map_or_else(|| fields(kind), row_fields)
}

fn status_in_words(status: EvidenceStatus) -> String {
    let sources = |count: usize| match count {
        1 => "one source".to_owned(),
        count => format!("{count} independent sources"),
    };
    match status {
        EvidenceStatus::Sourced(count) => {
            format!("{} {}, and the words were found", status.sign(), sources(count))
        }
        EvidenceStatus::Unchecked(count) => {
            format!("{} {}, whose words could not be checked", status.sign(), sources(count))
        }
        EvidenceStatus::Unsourced => format!("{} no source", status.sign()),
        EvidenceStatus::Disputed(0) => format!("{} disputed", status.sign()),
        EvidenceStatus::Disputed(count) => {
            format!("{} disputed; for it: {}", status.sign(), sources(count))
        }
        EvidenceStatus::Editorial => String::new(),
    }
}

fn line_of(text: &str, range: ByteRange) -> usize {
    LineIndex::of(text).place(range.start()).line
}

fn day_in_figures(day: Day) -> Option<String> {
    let (year, month, day) = day.parts()?;
    Some(format!("{year:04}-{month:02}-{day:02}"))
}

/// Returns the beginning of a long text, cut between words.
fn shortened(text: &str) -> String {
    let text = text.trim();
    let Some((end, _)) = text.char_indices().nth(LONGEST) else { return text.to_owned() };
    let short = text.get(..end).unwrap_or(text);
    let end = short.rfind(char::is_whitespace).unwrap_or(end);
    format!("{} …", short.get(..end).unwrap_or(short).trim_end())
}
