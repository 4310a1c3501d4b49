//! What a query may ask for: every field of the format by its own name, and the names that stand
//! for several fields or for none. The one table of them; the README's is held against it.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, LazyLock};

use crate::record::{Date, Kind, RowKind, Shape, Vocabulary, fields, row_fields};
use crate::search::{Askable, Catalogue, FieldNo, Part, Takes, Window};

use super::flag::Flag;
use super::settings::Settings;

/// A name before a colon that is no field's own, or is more than that.
#[derive(Clone, Copy, Debug)]
pub struct ShortForm {
    /// The name.
    pub name: &'static str,
    /// An example of its use.
    pub example: &'static str,
    /// What it finds.
    pub finds: &'static str,
}

/// The names that are no field's own, in the order in which they are explained.
#[rustfmt::skip]
pub const SHORT_FORMS: &[ShortForm] = &[
    short("kind", "kind:victim", "records of a kind: victim, rescue, arrest, source, place, person, organisation"),
    short("id", "id:yun", "records by their id"),
    short("place", "place:sihanoukville", "every field of places, and the places around each"),
    short("date", "date:2021-12..2022-06", "every date of a record, its events included"),
    short("ransom", "ransom:>100000CNY", "ransoms demanded or paid; without a currency, in any"),
    short("quote", "quote:telegram", "the words of quotes"),
    short("source", "source:reuters-2017", "the sources quoted, by id, title or publisher"),
    short("sources", "sources:<2", "how many independent sources a case quotes"),
    short("has", "has:quote", "records that have a field; has:quote, has:event, has:group"),
    short("missing", "missing:age", "records without a field, of the kinds that may have it"),
    short("is", "is:disputed", "records in some state; the states are below"),
    short("rel", "rel:chen-baorong", "everything linked to a record, either way"),
    short("sort", "sort:-date", "nothing; it puts what is found in order, the minus turns it around"),
];

const fn short(name: &'static str, example: &'static str, finds: &'static str) -> ShortForm {
    ShortForm { name, example, finds }
}

/// The ids and names of a collection, for asking what is linked to a record.
#[derive(Clone, Debug, Default)]
pub(super) struct Known {
    pub(super) ids: Arc<[String]>,
    pub(super) names: Arc<[String]>,
}

/// Returns what may be asked of any collection: its own words and records are not known here.
pub fn asking() -> &'static Catalogue {
    static ASKING: LazyLock<Catalogue> =
        LazyLock::new(|| catalogue(&Settings::default(), &Known::default()));
    &ASKING
}

/// Returns what may be asked of a collection.
pub(super) fn catalogue(settings: &Settings, known: &Known) -> Catalogue {
    let mut asked: BTreeMap<&'static str, Takes> = BTreeMap::new();
    let rows = [RowKind::Event, RowKind::Group].map(row_fields);
    for field in Kind::all().map(fields).chain(rows).flatten() {
        let takes = takes(field.shape, settings);
        let name = field.name.as_str();
        match (takes, asked.get_mut(name)) {
            (None, _) => {}
            (Some(Takes::OneOf(more)), Some(Takes::OneOf(words))) => {
                // Kinds of records may have words of their own for one field.
                let new = more.iter().filter(|word| !words.contains(word)).cloned();
                *words = words.iter().cloned().chain(new.collect::<Vec<_>>()).collect();
            }
            (Some(_), Some(_)) => {}
            (Some(takes), None) => _ = asked.insert(name, takes),
        }
    }
    let presence: Arc<[String]> = presence().map(str::to_owned).collect();
    let own = [
        ("kind", Takes::OneOf(strings(Kind::all().map(Kind::name)))),
        ("id", Takes::Words),
        ("place", Takes::Words),
        ("date", Takes::Date),
        ("ransom", Takes::Money),
        ("quote", Takes::TextsOf(Part::Quote)),
        ("source", Takes::Words),
        ("sources", Takes::Number),
        ("has", Takes::Names(Arc::clone(&presence))),
        ("missing", Takes::Names(presence)),
        ("is", Takes::Names(strings(Flag::all().map(Flag::name)))),
        ("rel", Takes::Record { ids: Arc::clone(&known.ids), names: Arc::clone(&known.names) }),
    ];
    asked.extend(own);
    let orders = asked.keys().copied().filter(|name| !NO_ORDER.contains(name));
    let order = Takes::Order(strings(orders));
    asked.insert("sort", order);
    let fields = asked.into_iter().map(|(name, takes)| Askable { name: name.into(), takes });
    Catalogue::new(fields.collect(), read_date)
}

/// The names by which nothing is put in order.
const NO_ORDER: &[&str] = &["has", "missing", "is", "rel", "quote"];

/// Returns what a record may have or lack: every field, the rows, and the short forms for several.
pub(super) fn presence() -> impl Iterator<Item = &'static str> {
    static NAMES: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
        let rows = [RowKind::Event, RowKind::Group].map(row_fields);
        let all = Kind::all().map(fields).chain(rows).flatten().map(|field| field.name.as_str());
        let mut names: Vec<_> = all.chain(["place", "date", "ransom"]).collect();
        names.sort_unstable();
        names.dedup();
        names
    });
    NAMES.iter().copied()
}

/// Returns the number of a name that [`presence`] lists.
pub(super) fn presence_number(name: &str) -> Option<usize> {
    static NUMBERS: LazyLock<HashMap<&'static str, usize>> =
        LazyLock::new(|| presence().enumerate().map(|(at, name)| (name, at)).collect());
    NUMBERS.get(name).copied()
}

/// The numbers of the fields that are not looked up by name for each record.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Numbers {
    pub(super) kind: FieldNo,
    pub(super) id: FieldNo,
    pub(super) place: FieldNo,
    pub(super) date: FieldNo,
    pub(super) ransom: FieldNo,
    pub(super) source: FieldNo,
    pub(super) sources: FieldNo,
    pub(super) has: FieldNo,
    pub(super) missing: FieldNo,
    pub(super) is: FieldNo,
    pub(super) rel: FieldNo,
    pub(super) age: FieldNo,
}

impl Numbers {
    pub(super) fn of(catalogue: &Catalogue) -> Self {
        let number = |name| catalogue.number(name).unwrap_or_default();
        Self {
            kind: number("kind"),
            id: number("id"),
            place: number("place"),
            date: number("date"),
            ransom: number("ransom"),
            source: number("source"),
            sources: number("sources"),
            has: number("has"),
            missing: number("missing"),
            is: number("is"),
            rel: number("rel"),
            age: number("age"),
        }
    }
}

fn takes(shape: Shape, settings: &Settings) -> Option<Takes> {
    Some(match shape {
        Shape::Term(vocabulary) => Takes::OneOf(words(vocabulary, settings)),
        Shape::YesNo => Takes::OneOf(strings(["yes", "no", "true", "false"])),
        Shape::Date => Takes::Date,
        Shape::Money | Shape::MoneyOrYesNo => Takes::Money,
        Shape::Whole { .. } | Shape::Degrees { .. } => Takes::Number,
        Shape::Words
        | Shape::RowName
        | Shape::Country
        | Shape::Region
        | Shape::Language
        | Shape::Offence
        | Shape::WebAddress
        | Shape::Sha256
        | Shape::Link(_)
        | Shape::LinkOrWords(_)
        | Shape::Citations
        | Shape::Rivals => Takes::Words,
        Shape::Rows(_) => return None,
    })
}

/// Returns the words of a vocabulary, those that the collection added at the end.
fn words(vocabulary: Vocabulary, settings: &Settings) -> Arc<[String]> {
    let added = settings.vocabulary.get(vocabulary.name()).into_iter().flatten();
    vocabulary.words().iter().map(|word| (*word).to_owned()).chain(added.cloned()).collect()
}

fn strings<'w>(words: impl IntoIterator<Item = &'w str>) -> Arc<[String]> {
    words.into_iter().map(str::to_owned).collect()
}

fn read_date(text: &str) -> Result<Window, Option<String>> {
    Date::window(text).map_err(|bad| bad.meant)
}
