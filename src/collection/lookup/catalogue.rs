//! The catalogue of names that a query may use: every field of the format, and short forms for
//! several.

use crate::diagnostic::did_you_mean;
use std::collections::{BTreeMap, HashSet};
use std::sync::{Arc, LazyLock};

use crate::record::{
    Date, FieldId, Kind, Money, RowKind, Shape, Vocabulary, accepted_labels, fields, former_labels,
    row_fields,
};
use crate::search::{
    self, Catalogue, DayRange, FieldNo, NameList, Part, QueryField, Store, ValueKind,
};

use crate::collection::assemble::Collection;
use crate::collection::lookup::presence::presence;
use crate::collection::lookup::states::RecordState;
use crate::collection::settings::Settings;

/// Returns what may be asked of any collection: its own words and records are not known here.
pub fn base_catalogue() -> &'static Catalogue {
    static ASKING: LazyLock<Catalogue> = LazyLock::new(|| catalogue(&Settings::default()));
    &ASKING
}

impl Collection {
    /// Returns what may be asked of the collection, but that its records are not known there.
    pub fn catalogue(&self) -> Catalogue {
        let settings = self.settings();
        if settings.vocabulary.is_empty() { base_catalogue().clone() } else { catalogue(settings) }
    }
}

/// Returns what may be asked of a collection.
fn catalogue(settings: &Settings) -> Catalogue {
    let mut asked: BTreeMap<&'static str, ValueKind> = BTreeMap::new();
    let rows = RowKind::PLAIN.map(row_fields);
    for field in Kind::all().map(fields).chain(rows).flatten() {
        let takes = takes(field.shape, settings);
        let name = field.name.as_str();
        match (takes, asked.get_mut(name)) {
            (Some(ValueKind::OneOf(more)), Some(ValueKind::OneOf(words))) => {
                // Kinds of records may have words of their own for one field.
                let known: HashSet<&String> = words.iter().collect();
                let new = more.iter().filter(|word| !known.contains(word)).cloned();
                *words = words.iter().cloned().chain(new.collect::<Vec<_>>()).collect();
            }
            (None, _) | (Some(_), Some(_)) => {}
            (Some(takes), None) => _ = asked.insert(name, takes),
        }
    }
    let presence = presence_names();
    let states: Vec<String> = RecordState::all().map(|state| state.name().to_owned()).collect();
    let broken = states.iter().position(|name| name == RecordState::Broken.name());
    // The name of earlier versions, which only a file that broke while it was shown had.
    let outdated = broken.map(|number| ("outdated".to_owned(), number));
    let states = NameList::new(states, outdated.into_iter().collect());
    let own = [
        ("kind", ValueKind::OneOf(strings(Kind::all().map(Kind::name)))),
        ("id", ValueKind::Words),
        ("place", ValueKind::Words),
        ("date", ValueKind::Date),
        ("ransom", ValueKind::Money),
        ("quote", ValueKind::TextsOf(Part::Quote)),
        ("text", ValueKind::ArchivedTexts),
        ("source", ValueKind::Words),
        ("sources", ValueKind::Number),
        ("has", ValueKind::Names(presence.clone())),
        ("missing", ValueKind::Names(presence)),
        ("is", ValueKind::Names(states)),
        ("rel", ValueKind::Record(Store::default())),
    ];
    let short_forms: HashSet<&str> = own.iter().map(|(name, _)| *name).collect();
    asked.extend(own);
    let orders = asked.keys().copied().filter(|name| !NO_ORDER.contains(name));
    let order = ValueKind::Order(strings(orders));
    asked.insert("sort", order);
    let fields = asked.into_iter().map(|(name, takes)| {
        let labels = FieldId::of_label(name).map_or(&[][..], FieldId::typed_labels).iter();
        // A short form is offered as it is: `quote:`, though the screen calls the rows quotes.
        let own = short_forms.contains(&name).then(|| name.to_owned());
        let labels = own.into_iter().chain(labels.cloned()).collect();
        QueryField { labels, ..QueryField::new(name, takes) }
    });
    let former = former_labels().map(|(label, name)| (label, name.as_str()));
    let catalogue = Catalogue::new(fields.collect(), read_date);
    let accepted = accepted_labels().map(|(label, name)| (label, name.as_str()));
    catalogue.with_accepted_labels(accepted).with_former_labels(former).with_money(money())
}

/// Returns what `has:` and `missing:` take: the labels of fields and rows, and the short forms.
fn presence_names() -> NameList {
    let field = |name: &'static str| FieldId::of_label(name);
    let labels = presence().map(|name| field(name).map_or(name, FieldId::typed_label).to_owned());
    let aliases = presence().enumerate().flat_map(|(number, name)| {
        let labels = field(name).map_or(&[][..], FieldId::typed_labels).iter().cloned();
        let of_field = accepted_labels().filter(move |(_, of)| Some(*of) == field(name));
        let accepted = of_field.map(|(label, _)| label.to_owned());
        labels.chain([name.to_owned()]).chain(accepted).map(move |alias| (alias, number))
    });
    NameList::new(labels.collect(), aliases.collect())
}

fn money() -> search::MoneyRules {
    static CURRENCIES: LazyLock<Vec<String>> = LazyLock::new(Money::currencies);
    search::MoneyRules { currencies: Some(|| &CURRENCIES), meant: Some(sums_meant) }
}

/// The names by which nothing is put in order.
const NO_ORDER: &[&str] = &["has", "missing", "is", "rel", "quote", "text"];

/// The numbers of the fields that are not looked up by name for each record.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct FieldNumbers {
    pub(crate) kind: FieldNo,
    pub(crate) id: FieldNo,
    pub(crate) place: FieldNo,
    pub(crate) date: FieldNo,
    pub(crate) ransom: FieldNo,
    pub(crate) source: FieldNo,
    pub(crate) sources: FieldNo,
    pub(crate) has: FieldNo,
    pub(crate) missing: FieldNo,
    pub(crate) is: FieldNo,
    pub(crate) rel: FieldNo,
    pub(crate) text: FieldNo,
    pub(crate) age: FieldNo,
}

impl FieldNumbers {
    pub(crate) fn of(catalogue: &Catalogue) -> Self {
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
            text: number("text"),
            age: number("age"),
        }
    }
}

fn takes(shape: Shape, settings: &Settings) -> Option<ValueKind> {
    Some(match shape {
        Shape::Term(vocabulary) => ValueKind::OneOf(words(vocabulary, settings)),
        Shape::YesNo => ValueKind::OneOf(strings(["yes", "no", "true", "false"])),
        Shape::Date => ValueKind::Date,
        Shape::Money | Shape::MoneyOrYesNo => ValueKind::Money,
        Shape::Whole { .. } => ValueKind::Number,
        Shape::Degrees { .. } => ValueKind::Decimal,
        Shape::Words
        | Shape::RowName
        | Shape::Country
        | Shape::Region
        | Shape::Language
        | Shape::Offence
        | Shape::WebAddress
        | Shape::Sha256
        | Shape::Identifier
        | Shape::Link(_)
        | Shape::LinkOrWords(_)
        | Shape::Citations
        | Shape::Rivals => ValueKind::Words,
        Shape::Rows(_) => return None,
    })
}

/// Returns the words of a vocabulary, those that the collection added at the end.
fn words(vocabulary: Vocabulary, settings: &Settings) -> Arc<[String]> {
    let added = settings.vocabulary.get(vocabulary.name()).into_iter().flatten();
    vocabulary.words().map(str::to_owned).chain(added.cloned()).collect()
}

fn strings<'w>(words: impl IntoIterator<Item = &'w str>) -> Arc<[String]> {
    words.into_iter().map(str::to_owned).collect()
}

fn sums_meant(text: &str) -> Vec<String> {
    Money::parse(text).err().map(|bad| bad.suggestion).unwrap_or_default()
}

/// Returns the days of a date that is asked for; else what to write.
fn read_date(text: &str) -> Result<DayRange, Option<String>> {
    Date::window(text).map_err(|bad| match bad.meant {
        // A comma parts two values.
        Some(meant) if meant.contains(',') => Some(did_you_mean(&format!("\"{meant}\""))),
        Some(meant) => Some(did_you_mean(&meant)),
        None => bad.help.map(|help| help.replace('"', "`")),
    })
}
