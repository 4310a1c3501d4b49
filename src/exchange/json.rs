//! Records as JSON: fields by their names in the format, links resolved, evidence for each field.

use std::fmt::Write as _;
use std::io;

use serde_json::{Map, Value as Json, json};

use crate::evidence::{Evidence, EvidenceStatus, FieldEvidence, FieldLoss, Match, StatusCounts};
use crate::record::{
    Assertion, Cited, CountCheck, FieldEntry, FieldId, Fields, Id, Item, Row, RowKind, Value,
};
use crate::redaction::{
    QuotedShare, RedactedImpact, RedactedLink, RedactedRecord, Redaction, grade,
};
use crate::text::hiding;

use super::certainty::{MATCH, POSSIBLE};

/// Returns a record as a JSON object.
///
/// `id`, `kind`, `file` and `line` come first, then the fields that the file has. A link is an object with the
/// `id`, `kind` and `name` of the record that it points to. `marks` counts the fields of a case by their
/// evidence status; `evidence` has the status of each and the sources that support it. `quoted` has the
/// `share` of an archived text that cases quote, and the most that they may quote (`at_most`, null without a
/// limit). `mentioned_by` has the links from other records.
pub fn record(redaction: &Redaction<'_>, released: &RedactedRecord<'_>) -> Json {
    let mut object = Map::new();
    object.insert("id".to_owned(), json!(released.id().as_str()));
    object.insert("kind".to_owned(), json!(released.kind().name()));
    object.insert("file".to_owned(), json!(released.path()));
    object.insert("line".to_owned(), json!(released.line()));
    fields(redaction, released.fields(), &mut object);
    for kind in RowKind::PLAIN {
        let rows: Vec<Json> = released.rows(kind).map(|row| self::row(redaction, row)).collect();
        if !rows.is_empty() {
            object.insert(kind.name().to_owned(), Json::Array(rows));
        }
    }
    if let Some(evidence) = released.evidence() {
        let quotes = 0..released.quotes().len();
        let quotes =
            quotes.filter_map(|number| quote(redaction, released, number, evidence.quote(number)));
        object.insert("quote".to_owned(), quotes.collect());
        object.insert("marks".to_owned(), counts(evidence.counts()));
        object.insert("evidence".to_owned(), all_field_evidence(redaction, released, &evidence));
    }
    if let Some(QuotedShare { quoted, bound }) = released.share() {
        object.insert("quoted".to_owned(), json!({ "share": quoted, "at_most": bound }));
    }
    let mentions = released.mentions().into_iter().map(|mention| {
        let mut by = link(redaction, &mention.from);
        by["field"] = json!(mention.field.as_str());
        by
    });
    object.insert("mentioned_by".to_owned(), mentions.collect());
    Json::Object(object)
}

/// Returns a record as a JSON object that says where it matches a query only possibly.
pub(super) fn matched_json(
    redaction: &Redaction<'_>,
    released: &RedactedRecord<'_>,
    possible: bool,
) -> Json {
    let mut object = record(redaction, released);
    if possible {
        object[MATCH] = POSSIBLE.into();
    }
    object
}

/// A JSON array in rows, of which a value is written as soon as it is known.
pub(super) struct JsonRows<'w> {
    out: &'w mut dyn io::Write,
    is_empty: bool,
}

impl<'w> JsonRows<'w> {
    /// Returns an array to be written.
    pub(super) fn to(out: &'w mut dyn io::Write) -> Self {
        Self { out, is_empty: true }
    }

    /// Returns the rows of a value in an array.
    pub(super) fn rows_of(value: &Json) -> String {
        // A line feed within a text is written as two signs.
        escaped(&format!("{value:#}").replace('\n', "\n  "))
    }

    /// Adds a value by its rows.
    ///
    /// # Errors
    ///
    /// It cannot be written.
    pub(super) fn push(&mut self, rows: &str) -> io::Result<()> {
        let before = if std::mem::take(&mut self.is_empty) { "[" } else { "," };
        write!(self.out, "{before}\n  {rows}")
    }

    /// Writes the end of the array.
    ///
    /// # Errors
    ///
    /// It cannot be written.
    pub(super) fn finish(self) -> io::Result<()> {
        self.out.write_all(if self.is_empty { b"[]\n" } else { b"\n]\n" })
    }
}

/// Returns the impact of a withdrawn source as a JSON object: the sources that are `withdrawn`, those
/// `derived` from them, and for each case the number of `quotes` that are lost, the `fields` that lose
/// support, and those that are no longer disputed (`undisputed`). `withheld` is the number of confidential
/// cases, which are left out.
pub(crate) fn impact(redaction: &Redaction<'_>, impact: &RedactedImpact<'_>) -> Json {
    let RedactedImpact { withdrawn, derived, cases, withheld } = impact;
    let ids = |ids: &[Id]| ids.iter().map(|id| json!(id.as_str())).collect::<Json>();
    let cases = cases.iter().map(|(case, impact)| {
        let fields = impact.fields.iter().map(|FieldLoss { cited, before, after }| {
            json!({ "field": cited.to_string(), "before": before, "after": after })
        });
        let undisputed = impact.undisputed.iter().map(|cited| json!(cited.to_string()));
        let mut object = link(redaction, &case.id());
        object["quotes"] = json!(impact.quotes);
        object["fields"] = fields.collect();
        object["undisputed"] = undisputed.collect();
        object
    });
    json!({
        "withdrawn": ids(withdrawn), "derived": ids(derived), "cases": cases.collect::<Json>(),
        "withheld": withheld,
    })
}

/// Returns equivalent JSON in which characters that could control a terminal or be invisible are escaped, so
/// that it is exact and safe to show.
pub fn escaped(json: &str) -> String {
    let mut safe = String::with_capacity(json.len());
    for (c, hides) in hiding(json) {
        if c == '\n' || !hides {
            safe.push(c);
        } else {
            for unit in c.encode_utf16(&mut [0; 2]) {
                _ = write!(safe, "\\u{unit:04x}");
            }
        }
    }
    safe
}

fn fields(redaction: &Redaction<'_>, fields: &Fields, object: &mut Map<String, Json>) {
    let mut unread = Map::new();
    for entry in fields.iter() {
        let name = entry.field.name.as_str().to_owned();
        match entry.items.iter().find(|item| !item.value.is_read()) {
            Some(_) => _ = unread.insert(name, json!(entry.in_words())),
            None => _ = object.insert(name, field(redaction, entry)),
        }
    }
    for extra in fields.extras() {
        unread.insert(extra.name.to_string(), json!(*extra.written));
    }
    if !unread.is_empty() {
        object.insert("unread".to_owned(), Json::Object(unread));
    }
}

fn field(redaction: &Redaction<'_>, entry: &FieldEntry) -> Json {
    let values = entry.items.iter().map(|item| value(redaction, &item.value));
    if entry.field.many { values.collect() } else { values.into_iter().next().unwrap_or_default() }
}

fn value(redaction: &Redaction<'_>, value: &Value) -> Json {
    match value {
        Value::Words(text) | Value::Term(text) | Value::Code(text) | Value::Unread(text) => {
            json!(**text)
        }
        Value::TooLong(_) => json!(value.written()),
        Value::Date(date) => json!(date.as_str()),
        Value::Money(money) => json!(money.as_str()),
        Value::Whole(number) => json!(number),
        Value::Degrees(number) => json!(number),
        Value::YesNo(yes) => json!(yes),
        Value::Link(id) => link(redaction, id),
    }
}

fn link(redaction: &Redaction<'_>, id: &Id) -> Json {
    let shown = redaction.id(id);
    let Some(RedactedLink { kind, name }) = redaction.target(id) else {
        return json!({ "id": shown.as_str() });
    };
    match kind {
        Some(kind) => json!({ "id": shown.as_str(), "kind": kind.name(), "name": name }),
        None => json!({ "id": shown.as_str(), "name": name }),
    }
}

fn row(redaction: &Redaction<'_>, row: &Row) -> Json {
    let mut object = Map::new();
    fields(redaction, &row.fields, &mut object);
    Json::Object(object)
}

fn quote(
    redaction: &Redaction<'_>,
    released: &RedactedRecord<'_>,
    number: usize,
    found: Match,
) -> Option<Json> {
    let quote = released.quotes().get(number)?;
    let mut object = Map::new();
    fields(redaction, &quote.fields, &mut object);
    let supports = quote.supports.iter().map(|citation| json!(citation.cited.to_string()));
    object.insert("supports".to_owned(), supports.collect());
    let disputes = quote
        .disputes
        .iter()
        .map(|dispute| (dispute.cited.to_string(), rival(redaction, &dispute.rival)));
    object.insert("disputes".to_owned(), Json::Object(disputes.collect()));
    object.insert("words".to_owned(), json!(found.name()));
    if let Match::ButForTypography(passage) = found {
        let differences = released.differences(number, passage).into_iter().flatten();
        let names = differences.map(|difference| json!(difference.name()));
        object.insert("differs_in".to_owned(), names.collect());
    }
    let grade = grade(redaction, quote);
    if !grade.is_empty() {
        object.insert("grade".to_owned(), json!(grade));
    }
    Some(Json::Object(object))
}

fn rival(redaction: &Redaction<'_>, items: &[Item]) -> Json {
    match items {
        [] => Json::Null,
        [one] => value(redaction, &one.value),
        several => several.iter().map(|item| value(redaction, &item.value)).collect(),
    }
}

fn counts(counts: StatusCounts) -> Json {
    let StatusCounts { sourced, unchecked, unsourced, disputed } = counts;
    json!({
        "sourced": sourced, "unchecked": unchecked, "unsourced": unsourced, "disputed": disputed,
    })
}

fn all_field_evidence(
    redaction: &Redaction<'_>,
    released: &RedactedRecord<'_>,
    evidence: &Evidence,
) -> Json {
    let facts = evidence.fields().filter(|(cited, evidence)| {
        let is_editorial = match cited {
            Cited::Field(name) => is_editorial(released.fields(), *name),
            Cited::Row(..) => false,
        };
        !is_editorial || evidence.status() != EvidenceStatus::Unsourced
    });
    let checks = released.sums();
    let facts = facts.map(|(cited, evidence)| {
        let mut object = field_evidence(redaction, released, evidence);
        for (of, CountCheck { count: _, sum, agrees }) in checks.of(cited) {
            let known: Vec<i64> = sum.known_counts().collect();
            object["sums"][of] = json!({ "of": known, "sum": sum.total(), "agrees": agrees });
        }
        (cited.to_string(), object)
    });
    Json::Object(facts.collect())
}

fn is_editorial(fields: &Fields, name: FieldId) -> bool {
    fields.get(name).is_some_and(|entry| entry.field.assertion == Assertion::Editorial)
}

fn field_evidence(
    redaction: &Redaction<'_>,
    released: &RedactedRecord<'_>,
    evidence: &FieldEvidence,
) -> Json {
    let sources: Vec<&str> = released.sources(evidence).into_iter().map(Id::as_str).collect();
    let mut object = json!({ "standing": evidence.status().word(), "sources": sources, "independent": evidence.independent });
    let rivals: Vec<Json> = released
        .rivals(evidence)
        .map(|(quote, dispute)| {
            json!({
                "value": rival(redaction, &dispute.rival),
                "source": quote.source().map(Id::as_str),
                "speaker": quote.speaker(),
                "grade": grade(redaction, quote),
                "text": quote.text(),
            })
        })
        .collect();
    if !rivals.is_empty() {
        object["rivals"] = Json::Array(rivals);
    }
    object
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_array_written_value_by_value_is_what_it_is_as_a_whole() {
        let object = json!({ "a": ["one\ntwo", { "b": [] }], "c": {} });
        for values in [vec![], vec![json!(1)], vec![object.clone()], vec![object, json!([1, "\n"])]]
        {
            let mut out = Vec::new();
            let mut array = JsonRows::to(&mut out);
            for value in &values {
                array.push(&JsonRows::rows_of(value)).unwrap();
            }
            array.finish().unwrap();
            assert_eq!(String::from_utf8(out).unwrap(), format!("{:#}\n", Json::from(values)));
        }
    }

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(escaped(text), expected);
        let read: String = serde_json::from_str(&format!("\"{}\"", escaped(text))).unwrap();
        assert_eq!(read, text);
    }

    #[test]
    fn invisible_characters_are_escaped() {
        check("a\u{1107f}b", "a\\ud804\\udc7fb");
        check("\u{11a47}", "\\ud806\\ude47");
        check("a\u{fe01}", "a\\ufe01");
        check("x\u{200b}\u{202e}", "x\\u200b\\u202e");
        check("ក\u{17d2}រ မ\u{1039}မ 妙 é", "ក\u{17d2}រ မ\u{1039}မ 妙 é");
    }
}
