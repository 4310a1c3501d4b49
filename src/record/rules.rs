//! The rules of `check` that need only one record.

use foldhash::HashSet;

use crate::text::ByteRange;

use super::contradiction;
use super::count_check::{CountCheck, GroupSums};
use super::field::{Assertion, FieldId};
use super::fields::Fields;
use super::kind::{Kind, RowKind};
use super::quote::{Cited, Quote};
use super::record::{Record, Row};
use super::value::Value;
use super::zawgyi::is_zawgyi;
use crate::diagnostic::{Diagnostic, Rule};

/// Adds to `problems` what is wrong with one record seen by itself.
pub(super) fn check(record: &Record, problems: &mut Vec<Diagnostic>) {
    if record.kind.is_case() {
        title(record, problems);
        quotes(record, problems);
        unsourced(record, problems);
        groups(record, problems);
        order_of_dates(record, problems);
        open_dates(record, problems);
        contradiction::disputes(record, problems);
        status(record, problems);
    }
    if record.kind == Kind::Source {
        provenance(record, problems);
    }
    encoding(record, problems);
}

/// Reports the first text of a record that is encoded for a font of its own: who saves one text so saves
/// all so.
fn encoding(record: &Record, problems: &mut Vec<Diagnostic>) {
    let quotes = record.quotes.iter().map(|quote| &quote.fields);
    let rows = record.rows.iter().map(|row| &row.fields);
    let entries = std::iter::once(&record.fields).chain(rows).chain(quotes).flat_map(Fields::iter);
    let mut items = entries.flat_map(|entry| &entry.items);
    let found = items.find(|item| match &item.value {
        Value::Words(text) | Value::TooLong(text) => is_zawgyi(text),
        Value::Term(_)
        | Value::Date(_)
        | Value::Money(_)
        | Value::Whole(_)
        | Value::Degrees(_)
        | Value::YesNo(_)
        | Value::Code(_)
        | Value::Link(_)
        | Value::Unread(_) => false,
    });
    if let Some(item) = found {
        problems.push(
            Diagnostic::new(
                Rule::ZawgyiText,
                item.range,
                "this seems to be Zawgyi, an encoding for one font, and not Unicode",
            )
            .help(
                "convert the texts of this record to Unicode, or no search in Unicode finds them",
            ),
        );
    }
}

fn title(record: &Record, problems: &mut Vec<Diagnostic>) {
    if record.fields.get(FieldId::Title).is_none() && !record.fields.lost(FieldId::Title) {
        problems.push(
            Diagnostic::new(Rule::MissingTitle, record.at, format!("`{}` has no title", record.id))
                .help("write what the case is called in lists: title = \"…\""),
        );
    }
}

fn quotes(record: &Record, problems: &mut Vec<Diagnostic>) {
    let there = PresentRows::of(record);
    for quote in &record.quotes {
        for (name, what) in
            [(FieldId::Source, "which source it is from"), (FieldId::Text, "its words")]
        {
            if quote.fields.get(name).is_none() && !quote.fields.lost(name) {
                problems.push(
                    Diagnostic::new(
                        Rule::QuoteWithoutSource,
                        quote.at,
                        format!("this quote does not say {what}"),
                    )
                    .help(format!("write a line: {} = \"…\"", name.as_str())),
                );
            }
        }
        let supported = quote.supports.iter().map(|citation| (&citation.cited, citation.range));
        let disputed = quote.disputes.iter().map(|dispute| (&dispute.cited, dispute.range));
        for (cited, range) in supported.chain(disputed) {
            absent(record, &there, cited, range, problems);
        }
    }
}

/// The rows that a record has, looked through once for all that its quotes cite.
struct PresentRows<'r> {
    rows: HashSet<(RowKind, &'r str)>,
    /// A kind of row of which a key could not be read.
    lost_keys: HashSet<RowKind>,
}

impl<'r> PresentRows<'r> {
    fn of(record: &'r Record) -> Self {
        let rows = record.rows.iter().filter_map(|row| Some((row.kind, row.key()?)));
        let lost = record.rows.iter().filter(|row| row.fields.lost(FieldId::Key));
        Self { rows: rows.collect(), lost_keys: lost.map(|row| row.kind).collect() }
    }

    fn has(&self, record: &Record, cited: &Cited) -> bool {
        match cited {
            Cited::Field(_) => record.has(cited),
            Cited::Row(kind, key) => self.rows.contains(&(*kind, &**key)),
        }
    }
}

fn absent(
    record: &Record,
    there: &PresentRows<'_>,
    cited: &Cited,
    range: ByteRange,
    problems: &mut Vec<Diagnostic>,
) {
    let lost = match cited {
        Cited::Field(name) => record.fields.lost(*name),
        // A key that could not be read may be the one that is cited.
        Cited::Row(kind, _) => !record.is_complete || there.lost_keys.contains(kind),
    };
    if lost || there.has(record, cited) {
        return;
    }
    let problem =
        Diagnostic::new(Rule::QuoteCitesAbsentField, range, format!("this case has no `{cited}`"));
    problems.push(match cited {
        Cited::Field(_) => problem.help("add the field, or delete its name here"),
        Cited::Row(kind, key) => {
            problem.help(format!("give the row [[{}]] a line: key = \"{key}\"", kind.name()))
        }
    });
}

/// Reports the facts that no quote supports. A disputed field needs words for the value in use too.
fn unsourced(record: &Record, problems: &mut Vec<Diagnostic>) {
    // A quote whose `supports` could not be read may support anything.
    if !record.is_complete || record.quotes.iter().any(|quote| quote.fields.lost(FieldId::Supports))
    {
        return;
    }
    let supported = record.quotes.iter().flat_map(|quote| &quote.supports);
    let supported: HashSet<&Cited> = supported.map(|citation| &citation.cited).collect();
    let is_supported = |cited: &Cited| supported.contains(cited);
    for entry in record.fields.iter().filter(|entry| entry.field.assertion == Assertion::Fact) {
        let read = entry.items.iter().any(|item| item.value.is_read());
        let cited = Cited::Field(entry.field.name);
        if read && !is_supported(&cited) {
            problems.push(
                Diagnostic::new(Rule::Unsourced, entry.key, format!("`{cited}` has no source"))
                    .help(format!("add a quote with supports = [\"{cited}\"]")),
            );
        }
    }
    for row in &record.rows {
        unsourced_row(row, &is_supported, problems);
    }
}

fn unsourced_row(row: &Row, is_supported: &dyn Fn(&Cited) -> bool, problems: &mut Vec<Diagnostic>) {
    let name = row.kind.name();
    match row.key() {
        Some(key) if is_supported(&Cited::Row(row.kind, key.into())) => {}
        Some(key) => problems.push(
            Diagnostic::new(Rule::Unsourced, row.at, format!("`{name}.{key}` has no source"))
                .help(format!("add a quote with supports = [\"{name}.{key}\"]")),
        ),
        None if row.fields.lost(FieldId::Key) => {}
        None => problems.push(
            Diagnostic::new(
                Rule::Unsourced,
                row.at,
                format!("this {name} has no key, so no quote can support it"),
            )
            .help(format!("add a line key = \"…\" and cite it as {name}.KEY")),
        ),
    }
}

/// Compares the groups with what they are parts of: the case, or the group they are `within`.
fn groups(record: &Record, problems: &mut Vec<Diagnostic>) {
    let sums = GroupSums::of(record);
    if let (Some(CountCheck { count, sum, agrees: false }), Some(entry)) =
        (sums.of_case(record), record.fields.get(FieldId::Count))
    {
        let message = format!("the groups add up to {sum}, but the count is {count}");
        problems.push(Diagnostic::new(Rule::GroupsDoNotAddUp, entry.value, message).help(
            "correct the one that is wrong, or mark a group as part of another with `within`",
        ));
    }
    for group in record.rows(RowKind::Group) {
        let tally = sums.of_row(group);
        if let (Some(CountCheck { count, sum, agrees: false }), Some(key)) = (tally, group.key()) {
            let message =
                format!("the groups within `{key}` add up to {sum}, but its count is {count}");
            problems.push(Diagnostic::new(Rule::GroupsDoNotAddUp, group.at, message));
        }
    }
}

fn order_of_dates(record: &Record, problems: &mut Vec<Diagnostic>) {
    const ORDER: [(FieldId, FieldId); 4] = [
        (FieldId::ExploitationStart, FieldId::ExploitationEnd),
        (FieldId::RecruitmentDate, FieldId::ExploitationStart),
        (FieldId::RecruitmentDate, FieldId::ExploitationEnd),
        (FieldId::RecruitmentDate, FieldId::OutcomeDate),
    ];
    for (first, then) in ORDER {
        let (Some(start), Some(end)) = (record.fields.date(first), record.fields.date(then)) else {
            continue;
        };
        if let (true, Some(entry)) = (end.is_before(start), record.fields.get(then)) {
            let message =
                format!("`{}` ({end}) is before `{}` ({start})", then.as_str(), first.as_str());
            problems.push(
                Diagnostic::new(Rule::EndsBeforeItStarts, entry.value, message)
                    .help("correct the date that is wrong"),
            );
        }
    }
}

/// Reports dates that are open to this day though the case says that it is over.
fn open_dates(record: &Record, problems: &mut Vec<Diagnostic>) {
    const FOUND: [&str; 8] = [
        "returned_home",
        "rescued",
        "freed_oneself",
        "at_embassy",
        "in_shelter",
        "in_detention",
        "deported",
        "deceased",
    ];
    let is_any = |name: FieldId, words: &[&str]| {
        record.fields.text(name).is_some_and(|word| words.contains(&word))
    };
    let (name, by) = match record.kind {
        Kind::Victim if is_any(FieldId::Outcome, &FOUND) => {
            (FieldId::MissingSince, FieldId::Outcome)
        }
        Kind::Rescue if is_any(FieldId::Success, &["full", "none"]) => {
            (FieldId::Date, FieldId::Success)
        }
        Kind::Arrest if is_any(FieldId::LegalStatus, &["released", "acquitted", "deported"]) => {
            let acts = record.fields.get(FieldId::ArrestType);
            let mut acts = acts.into_iter().flat_map(|entry| &entry.items);
            if !acts.all(|item| item.value.written() == "detention") {
                return;
            }
            (FieldId::Date, FieldId::LegalStatus)
        }
        Kind::Victim
        | Kind::Rescue
        | Kind::Arrest
        | Kind::Source
        | Kind::Place
        | Kind::Person
        | Kind::Organisation => return,
    };
    let Some(entry) = record.fields.get(name) else { return };
    if !record.fields.date(name).is_some_and(|date| date.as_str().ends_with("/..")) {
        return;
    }
    let message = format!(
        "`{}` says that this is still going on, but `{}` says that it is over",
        name.as_str(),
        by.as_str()
    );
    problems.push(
        Diagnostic::new(Rule::OpenThoughEnded, entry.value, message)
            .help("write when it ended, or end the date with `/` if the end is unknown"),
    );
}

fn status(record: &Record, problems: &mut Vec<Diagnostic>) {
    let Some(entry) = record.fields.get(FieldId::TraffickingStatus) else {
        return;
    };
    let cited = Cited::Field(FieldId::TraffickingStatus);
    let dispute = record.quotes.iter().find_map(|quote| quote.dispute(&cited));
    let marked = record.fields.text(FieldId::TraffickingStatus) == Some("disputed");
    let unreadable = !record.is_complete
        || record.quotes.iter().any(|quote: &Quote| quote.fields.lost(FieldId::Disputes));
    match dispute {
        None if marked && !unreadable => problems.push(
            Diagnostic::new(
                Rule::DisputedWithoutDispute,
                entry.value,
                "the status is marked as disputed, but no quote disputes it",
            )
            .help("quote the other side with disputes = { trafficking_status = \"…\" }"),
        ),
        Some(dispute) if !marked => problems.push(
            Diagnostic::new(
                Rule::DisputeNotMarked,
                dispute.range,
                "this quote disputes the status, but the status is not marked as disputed",
            )
            .help("write trafficking_status = \"disputed\": both sides are shown"),
        ),
        None | Some(_) => {}
    }
}

fn provenance(record: &Record, problems: &mut Vec<Diagnostic>) {
    const ANY: [FieldId; 4] =
        [FieldId::Url, FieldId::ArchivedUrl, FieldId::Publisher, FieldId::Author];
    let known =
        ANY.iter().any(|name| record.fields.get(*name).is_some() || record.fields.lost(*name));
    if !known {
        problems.push(
            Diagnostic::new(
                Rule::SourceWithoutProvenance,
                record.at,
                format!("`{}` has no provenance", record.id),
            )
            .help("add `url`, `archived_url`, `publisher` or `author`"),
        );
    }
}
