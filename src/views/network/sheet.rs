//! Records and ties of a network with all words as they may be printed.

use foldhash::{HashMap, HashMapExt as _};

use crate::collection::Collection;
use crate::exchange::{SheetQuote, SheetRecord, SheetSupport, SheetTie, TieSheet};
use crate::record::{Cited, Date, DateStyle, FieldId, Id, Kind, Quote};
use crate::redaction::{RedactedRecord, Redaction, grade, source_in_short};
use crate::views::Mark;
use crate::views::network::ego::{EgoTree, LineShows};
use crate::views::network::graph::{Onlooker, TieGraph};
use crate::views::network::hub::Hub;
use crate::views::network::support::{TieSupport, caveats, field_label};

/// A tie by the ids of its ends: the record that has the field, the field, the record that it leads to.
pub(crate) type TieEnds = (Id, FieldId, Id);

/// Makes the sheet of a network.
pub(crate) struct SheetMaker<'r> {
    collection: &'r Collection,
    redaction: &'r Redaction<'r>,
    graph: &'r TieGraph,
    onlooker: Onlooker,
    numbers: HashMap<Id, usize>,
    sheet: TieSheet,
}

impl<'r> SheetMaker<'r> {
    /// Returns a sheet of nothing yet.
    pub(crate) fn new(
        collection: &'r Collection,
        redaction: &'r Redaction<'r>,
        graph: &'r TieGraph,
        onlooker: Onlooker,
    ) -> Self {
        let (numbers, sheet) = (HashMap::new(), TieSheet::default());
        Self { collection, redaction, graph, onlooker, numbers, sheet }
    }

    /// Adds all records and ties of a tree.
    pub(crate) fn tree(mut self, tree: &EgoTree) -> TieSheet {
        for id in tree.ids() {
            self.record(id);
        }
        for line in &tree.lines {
            if let LineShows::Tie { field, is_incoming, record, .. } = &line.shows {
                self.tie(&ends(&line.parent, *field, *is_incoming, &record.id));
            }
        }
        self.finish()
    }

    /// Adds all records of a way, and all ties between each two of them.
    pub(crate) fn way(mut self, way: &[u32]) -> TieSheet {
        for number in way {
            if let Some(id) = self.graph.id(*number) {
                self.record(id);
            }
        }
        for (one, other) in way.iter().zip(way.iter().skip(1)) {
            for tie in self.graph.ties_between(*one, *other, self.onlooker) {
                if let (Some(one), Some(other)) = (self.graph.id(*one), self.graph.id(*other)) {
                    self.tie(&ends(one, tie.field, tie.is_incoming, other));
                }
            }
        }
        self.finish()
    }

    /// Gives numbers to records that are printed alike, so that no two of them become one.
    fn finish(mut self) -> TieSheet {
        let mut alike: HashMap<String, usize> = HashMap::new();
        for record in &self.sheet.records {
            *alike.entry(record.key.clone()).or_default() += 1;
        }
        let mut given: HashMap<String, usize> = HashMap::new();
        for record in &mut self.sheet.records {
            if alike.get(&record.key).is_some_and(|count| *count > 1) {
                let number = given.entry(record.key.clone()).or_default();
                *number += 1;
                record.key = format!("{} {number}", record.key);
            }
        }
        self.sheet
    }

    fn record(&mut self, id: &Id) -> Option<usize> {
        if let Some(number) = self.numbers.get(id) {
            return Some(*number);
        }
        let number = self.graph.number(id, self.onlooker)?;
        let hub = self.graph.hub(number).map(Hub::singular);
        let degree = self.graph.degree(number, self.onlooker);
        let shown = self.redaction.id(id);
        let query = (shown == *id).then(|| format!("rel:={id}"));
        let notes = self.collection.with_record(id, |located| {
            let record = located.record;
            let evidence = record.kind.is_case().then(|| self.collection.assess(record));
            caveats(record, evidence.as_deref())
        });
        let notes = notes.unwrap_or_default().into_iter().map(str::to_owned);
        let record = self.redaction.with_record(id, |released| SheetRecord {
            key: shown.to_string(),
            kind: released.kind(),
            name: released.heading(),
            hub,
            notes: notes.chain(roles(self.redaction, released)).collect(),
            date: released.when().map(|date| date.as_str().to_owned()),
            date_in_words: released.when().map(Date::in_few_words),
            query,
            degree,
        })?;
        self.sheet.records.push(record);
        self.numbers.insert(id.clone(), self.sheet.records.len() - 1);
        self.numbers.get(id).copied()
    }

    fn tie(&mut self, (from, field, to): &TieEnds) {
        let (Some(at), Some(end)) = (self.record(from), self.record(to)) else { return };
        let kind = self.sheet.records.get(at).map(|record| record.kind);
        let label = kind.map(|kind| field_label(kind, *field));
        let is_open = [from, to].iter().all(|id| self.redaction.id(id) == **id);
        let mark = kind
            .filter(|_| is_open)
            .map(|kind| tie_mark(kind, &(from.clone(), *field, to.clone())));
        let found = TieSupport::of(self.collection, from, *field, to);
        let supports = self.redaction.with_record(from, |released| {
            found.iter().map(|support| sheet_support(self.redaction, released, support)).collect()
        });
        self.sheet.ties.push(SheetTie {
            from: at,
            to: end,
            field: field.as_str(),
            label: label.unwrap_or(field.as_str()),
            query: mark.map(|mark| mark.query),
            supports: supports.unwrap_or_default(),
        });
    }
}

/// Returns the mark of a tie: the query that lists the record whose field it is, if that field leads to the other record.
pub(crate) fn tie_mark(kind: Kind, (from, field, to): &TieEnds) -> Mark {
    let of_kind = if kind.is_case() { String::new() } else { format!("kind:={} ", kind.name()) };
    let query = format!("{of_kind}id:={from} {}:={to}", field.as_str());
    Mark { query, certain: 1, possible: 0 }
}

/// Returns the ends of a tie between a record above and one below it.
pub(crate) fn ends(above: &Id, field: FieldId, is_incoming: bool, below: &Id) -> TieEnds {
    let (from, to) = if is_incoming { (below, above) } else { (above, below) };
    (from.clone(), field, to.clone())
}

/// Returns the roles of a person in words, so that one who helps is never without the word for it.
fn roles(redaction: &Redaction<'_>, released: &RedactedRecord<'_>) -> Option<String> {
    let entry =
        released.fields().get(FieldId::Roles).filter(|_| released.kind() == Kind::Person)?;
    Some(redaction.values_in_words(&entry.items, entry.field.shape))
}

fn sheet_support(
    redaction: &Redaction<'_>,
    released: &RedactedRecord<'_>,
    support: &TieSupport,
) -> SheetSupport {
    let quotes = |numbers: &[usize]| {
        let quotes = numbers.iter().filter_map(|number| {
            Some(sheet_quote(redaction, *number, released.quotes().get(*number)?))
        });
        quotes.collect()
    };
    let cited = support.cited.as_ref().map(|cited| match cited {
        Cited::Field(name) => name.as_str().to_owned(),
        Cited::Row(kind, key) if key.is_empty() => kind.name().to_owned(),
        Cited::Row(kind, key) => format!("{}.{}", kind.name(), redaction.text(key)),
    });
    let (quotes, disputes) = (quotes(&support.quotes), quotes(&support.disputes));
    SheetSupport { cited, status: support.status, quotes, disputes }
}

fn sheet_quote(redaction: &Redaction<'_>, number: usize, quote: &Quote) -> SheetQuote {
    let mut from: Vec<String> = Vec::new();
    from.extend(quote.speaker().map(|speaker| format!("said by {speaker}")));
    from.extend(quote.source().map(|id| source_in_short(redaction, id, DateStyle::Words)));
    from.extend(quote.fields.text(FieldId::At).map(str::to_owned));
    from.extend(Some(grade(redaction, quote)).filter(|grade| !grade.is_empty()));
    let words = quote.text().unwrap_or("(no words)").to_owned();
    SheetQuote { number: number + 1, words, citation: from.join(", ") }
}
