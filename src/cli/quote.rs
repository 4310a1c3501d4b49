//! `casebook quote`: finds a passage of an archived text and prints it as TOML for a case.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::num::NonZeroUsize;
use std::process::ExitCode;

use crate::diagnostic::{did_you_mean, suggest};
use crate::evidence::{ArchivedText, Passage, PassageResult};
use crate::record::edit::NewQuote;
use crate::record::{Cited, FieldId, Id, Kind, fields};
use crate::redaction::Redaction;
use crate::text::{ByteRange, clip, visible, without_controls};

use super::failure::Failure;
use super::locate::CollectionPlace;
use super::output;
use super::plain_args::PlainArgs;
use super::redaction_args::RedactionArgs;
use crate::exchange::{Audience, Marks};

pub(super) const EXAMPLES: &str = "\
Examples:
  casebook quote reuters-2017 --find 'not a single Cambodian'
  casebook quote reuters-2017 --find 'The suspects … on Wednesday' --supports date,count
  casebook quote reuters-2017 --find 'the suspects' --nth 2 >> arrests/a-case.toml";

/// What `quote` takes.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The id of the source.
    source: String,
    /// Words of the passage; case, accents, width and typography may differ.
    #[arg(long, value_name = "WORDS")]
    find: String,
    /// Which of several passages with these words to print; without it, all of them.
    #[arg(long, value_name = "N")]
    nth: Option<NonZeroUsize>,
    /// The fields that the words support, such as age or event.flight.
    #[arg(long, value_name = "FIELDS", value_delimiter = ',', value_parser = cited)]
    supports: Vec<Cited>,
    /// The fields that the words dispute; add the value that they state yourself.
    #[arg(long, value_name = "FIELDS", value_delimiter = ',', value_parser = cited)]
    disputes: Vec<Cited>,
    #[command(flatten)]
    plain: PlainArgs,
    #[command(flatten)]
    disclosing: RedactionArgs,
}

pub(super) fn run(place: &CollectionPlace, arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let Arguments { source, find, nth, supports, disputes, plain, disclosing } = arguments;
    let marks = plain.marks();
    let collection = place.load();
    let redaction = disclosing.redaction(&collection);
    let known = collection.get(source).filter(|located| located.record.kind == Kind::Source);
    let known = known.ok_or_else(|| super::cite::unknown(&collection, &redaction, source))?;
    let source = &known.record.id;
    let archived = collection.archive().get(source);
    let archived = archived.ok_or_else(|| {
        if collection.has_unreadable_text(source) {
            unreadable(source)
        } else {
            not_archived(source)
        }
    })?;
    let passages = match archived.find_passage(find) {
        PassageResult::Found(passages) => passages,
        PassageResult::Near(passage, nearest) => {
            let message = format!("these words are not in the archived text of `{source}`");
            let (line, difference) = (passage.line, nearest.difference());
            let hint = if names_a_person(&redaction, archived, &[passage]) {
                format!("the most similar line is {line}; it names a person who is withheld")
            } else {
                format!("the most similar line is {line}: {difference}")
            };
            return Err(Failure::new(message).hint(hint).into());
        }
        PassageResult::Nowhere => {
            let message =
                format!("the archived text of `{source}` contains nothing like these words");
            return Err(Failure::new(message).hint("search for fewer words").into());
        }
    };
    let chosen = match nth {
        None => passages.as_slice(),
        Some(nth) => {
            let chosen = passages.get(nth.get() - 1).ok_or_else(|| no_such(*nth, &passages))?;
            std::slice::from_ref(chosen)
        }
    };
    if names_a_person(&redaction, archived, chosen) || redaction.id(source) != *source {
        return Err(withheld().into());
    }
    report_hits(&redaction, archived, &passages, *nth, marks);
    let quotes = chosen.iter().map(|passage| toml(source, archived, *passage, supports, disputes));
    // Each begins with an empty line, so that it can be appended to a case.
    let quotes = quotes.fold(String::new(), |all, quote| all + "\n" + &quote);
    output::write(Audience::Programs, &without_controls(&quotes))?;
    Ok(ExitCode::SUCCESS)
}

/// How many passages are listed, each on a line.
const MOST_LISTED: usize = 20;
/// How many cells of the words of a passage are shown.
const SHOWN: usize = 60;

/// Reports how many passages there are, and where; one by one if there is a choice to make.
fn report_hits(
    redaction: &Redaction<'_>,
    archived: &ArchivedText,
    passages: &[Passage],
    nth: Option<NonZeroUsize>,
    marks: Marks,
) {
    let count = passages.len();
    if let (Some(nth), Some(passage)) = (nth, nth.and_then(|nth| passages.get(nth.get() - 1))) {
        output::print_message(&format!("passage {nth} of {count}, on line {}", passage.line));
        return;
    }
    if let [only] = passages {
        output::print_message(&format!("1 passage, on line {}", only.line));
        return;
    }
    output::print_message(&format!("{count} passages; --nth N prints one:"));
    let text = archived.text();
    let listed = || passages.iter().take(MOST_LISTED);
    let excerpts: Vec<ByteRange> =
        listed().map(|passage| passage.excerpt(text, SHOWN / 2)).collect();
    let named = redaction.each_names(text, excerpts.iter().copied());
    for ((number, passage), (excerpt, named)) in
        listed().enumerate().zip(excerpts.iter().zip(named))
    {
        let mut listed = match marks {
            Marks::Signs => format!("{:>3}  line {}", number + 1, passage.line),
            Marks::Words => format!("passage {}, line {}", number + 1, passage.line),
        };
        if !named {
            // Writing into a string cannot fail.
            let words = visible(excerpt.of(text));
            let words = match marks {
                Marks::Signs => Cow::Owned(clip(&words, SHOWN)),
                Marks::Words => words,
            };
            _ = write!(listed, ": {words}");
        }
        output::print_message(&listed);
    }
    if count > MOST_LISTED {
        output::print_message(&format!("and {} more", count - MOST_LISTED));
    }
}

fn no_such(nth: NonZeroUsize, passages: &[Passage]) -> Failure {
    let failure = Failure::new(match passages.len() {
        1 => format!("there is no passage {nth}: these words are there once"),
        count => format!("there is no passage {nth}: these words are there {count} times"),
    });
    failure.hint(format!("choose --nth from 1 to {}", passages.len()))
}

/// Reads a field by its id or label, or a row.
fn cited(text: &str) -> Result<Cited, String> {
    if let Ok(cited) = text.parse() {
        return Ok(cited);
    }
    if let Some(name) = FieldId::of_label(text).and_then(|name| name.as_str().parse().ok()) {
        return Ok(name);
    }
    let fields = || Kind::all().filter(|kind| kind.is_case()).flat_map(fields);
    let labels = || fields().map(|field| field.name.typed_label());
    let ids = fields().map(|field| field.name.as_str());
    let meant = FieldId::of_former_label(text).map(FieldId::typed_label);
    let label = || {
        let label = suggest(&text.to_lowercase().replace([' ', '_'], "-"), labels());
        label.map(|label| label.best())
    };
    let meant = meant.or_else(label).or_else(|| suggest(text, ids).map(|id| id.best()));
    Err(match meant {
        Some(meant) => format!("there is no such field; {}", did_you_mean(meant)),
        None => "expected a field label or id, event.KEY or group.KEY".to_owned(),
    })
}

fn toml(
    source: &Id,
    archived: &ArchivedText,
    passage: Passage,
    supports: &[Cited],
    disputes: &[Cited],
) -> String {
    let at = format!("line {}", passage.line);
    let text = passage.range.of(archived.text());
    NewQuote { source, at: Some(&at), text, supports, disputes }.toml()
}

/// Returns whether any of these passages names a person who may not be named.
fn names_a_person(
    redaction: &Redaction<'_>,
    archived: &ArchivedText,
    passages: &[Passage],
) -> bool {
    redaction.names_in(archived.text(), passages.iter().map(|passage| passage.range))
}

fn withheld() -> Failure {
    Failure::new("the passage names a person who is withheld, and a quote cannot be changed")
        .hint("search for a passage without the name, or print it with --with-confidential")
}

fn unreadable(source: &Id) -> Failure {
    Failure::new(format!("the archived text of `{source}` cannot be read"))
        .hint("what is wrong with it is reported by: casebook check")
}

fn not_archived(source: &Id) -> Failure {
    Failure::new(format!("the text of `{source}` is not archived")).hint(format!(
        "add it with: casebook archive add {source} FILE; or name its folder with --archive"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{RowKind, Shape, former_labels, row_fields};

    #[test]
    fn every_field_is_named_as_the_screen_does_or_by_its_id() {
        let rows = RowKind::CITED.map(row_fields);
        let all = Kind::all().map(fields).chain(rows).flatten();
        for field in all.filter(|field| !matches!(field.shape, Shape::Rows(_))) {
            let label = field.label.to_owned();
            for typed in [field.name.as_str(), &label, &label.replace(' ', "-")] {
                assert_eq!(cited(typed), Ok(Cited::Field(field.name)), "{typed}");
            }
        }
        assert_eq!(cited("event.flight"), Ok(Cited::Row(RowKind::Event, "flight".into())));
        assert!(cited("quotes").is_err() && cited("events").is_err());
    }

    #[test]
    fn a_label_of_an_earlier_version_leads_to_the_label_of_today() {
        for (label, name) in former_labels() {
            let wrong = cited(&label.replace('_', " ")).unwrap_err();
            assert!(wrong.ends_with(&format!("did you mean `{}`?", name.typed_label())), "{wrong}");
        }
        let wrong = cited("recruitment-methd").unwrap_err();
        assert_eq!(wrong, "there is no such field; did you mean `recruitment-method`?");
    }
}
