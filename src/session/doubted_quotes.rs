//! Quotes that were chosen for the value that a field had before it was changed in this run. Nothing of it is in a file: whether
//! words state a value is for the researcher to say.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use rayon::prelude::*;

use crate::collection::{Collection, Touched};
use crate::record::edit::TypedValue;
use crate::record::{Assertion, Cited, Field, Id, Kind, Quote, Record};
use crate::session::record_edit::{FieldNow, OpenField};
use crate::session::stated_words::StatedWords;

/// A value that was changed although quotes were chosen for it.
#[derive(Clone, Debug)]
pub struct ChangedValue {
    cited: Cited,
    field: &'static Field,
    /// The field with the value that it had.
    open: OpenField,
    /// The quotes that were there then.
    quotes: Vec<KnownQuote>,
}

/// A quote by its words, since others come and go.
#[derive(Clone, Debug, PartialEq, Eq)]
struct KnownQuote {
    source: Option<Id>,
    text: String,
}

/// A field or row whose value was changed, with quotes in which the new value is not seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnconfirmedField {
    /// What quotes call the field or row.
    pub cited: Cited,
    /// The value that it had; `None` where it has no words of its own.
    pub former: Option<TypedValue>,
    /// The quotes, by their numbers in the case.
    pub quotes: Vec<usize>,
    /// Whether it counts as sourced by what its quotes say it supports.
    pub is_sourced: bool,
}

/// The fields of all records whose quotes are not confirmed.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct UnconfirmedFields {
    of: HashMap<Id, Vec<UnconfirmedField>>,
    sourced: usize,
}

/// What is asked of values that were changed.
#[derive(Clone, Debug)]
pub struct DoubtRequest {
    /// The values that were changed, those that were changed last last.
    pub batches: Vec<Arc<Vec<ChangedValue>>>,
    /// What the user has confirmed, and after how many of these.
    pub confirmed: Vec<(Id, Cited, usize)>,
    /// The answer before.
    pub before: Arc<UnconfirmedFields>,
    /// How many batches that was for.
    pub answered: usize,
    /// What has changed since.
    pub touched: Touched,
}

impl PartialEq for ChangedValue {
    fn eq(&self, other: &Self) -> bool {
        self.field.name == other.field.name
            && (&self.cited, &self.open, &self.quotes) == (&other.cited, &other.open, &other.quotes)
    }
}

impl Eq for ChangedValue {}

impl PartialEq for DoubtRequest {
    fn eq(&self, other: &Self) -> bool {
        self.batches == other.batches && self.confirmed == other.confirmed
    }
}

impl Eq for DoubtRequest {}

impl UnconfirmedField {
    /// Returns the value that the field had, in words.
    pub fn former_in_words(&self) -> Option<String> {
        self.former.as_ref().map(in_words)
    }
}

fn in_words(value: &TypedValue) -> String {
    match value {
        TypedValue::Text(words) => words.replace('\n', " "),
        TypedValue::List(items) => items.iter().map(in_words).collect::<Vec<_>>().join(", "),
        TypedValue::Number(_) | TypedValue::YesNo(_) | TypedValue::Table(_) => value.toml(" "),
    }
}

impl KnownQuote {
    fn of(quote: &Quote) -> Self {
        Self { source: quote.source().cloned(), text: quote.text().unwrap_or_default().to_owned() }
    }
}

impl ChangedValue {
    /// Returns the record.
    pub(crate) fn record(&self) -> &Id {
        &self.open.id
    }

    /// Returns the same of the record with this id.
    #[must_use]
    pub(crate) fn of_record(mut self, id: Id) -> Self {
        self.open.id = id;
        self
    }

    /// Returns a value that is changed, in a record as it was before; `None` where the field had none, or no quote for it.
    pub fn of(
        open: OpenField,
        cited: Cited,
        field: &'static Field,
        before: &Record,
    ) -> Option<Self> {
        open.base.as_ref()?;
        let quotes = before.quotes.iter().filter(|quote| quote.supports(&cited));
        let quotes: Vec<KnownQuote> = quotes.map(KnownQuote::of).collect();
        (!quotes.is_empty()).then_some(Self { cited, field, open, quotes })
    }

    /// Returns the same for a field of a record itself, whose value is this.
    pub(crate) fn of_field(
        collection: &Collection,
        id: &Id,
        field: &'static Field,
        base: &TypedValue,
    ) -> Option<Self> {
        let may_be_quoted =
            field.assertion == Assertion::Fact && collection.kind_of(id).is_some_and(Kind::is_case);
        let cited = may_be_quoted.then_some(Cited::Field(field.name))?;
        let open = OpenField::of_value(id.clone(), field.name, base.clone());
        collection.with_record(id, |located| Self::of(open, cited, field, located.record))?
    }
}

impl UnconfirmedFields {
    /// Returns those of a record.
    pub fn of(&self, record: &Id) -> &[UnconfirmedField] {
        self.of.get(record).map_or(&[], Vec::as_slice)
    }

    /// Returns whether there are none.
    pub fn is_empty(&self) -> bool {
        self.of.is_empty()
    }

    /// Counts those that would count as sourced.
    pub fn count_sourced(&self) -> usize {
        self.sourced
    }

    /// Counts those of some records that would count as sourced.
    pub fn count_sourced_of<'i>(&self, records: impl IntoIterator<Item = &'i Id>) -> usize {
        if self.is_empty() {
            return 0;
        }
        let of_records = records.into_iter().flat_map(|id| self.of(id));
        of_records.filter(|field| field.is_sourced).count()
    }

    /// Takes out a field that the user has confirmed.
    pub fn without(&mut self, record: &Id, cited: &Cited) {
        if let Some(fields) = self.of.get_mut(record) {
            let before = fields.iter().filter(|field| field.is_sourced).count();
            fields.retain(|field| field.cited != *cited);
            self.sourced -= before - fields.iter().filter(|field| field.is_sourced).count();
            if fields.is_empty() {
                self.of.remove(record);
            }
        }
    }
}

impl Clone for UnconfirmedFields {
    fn clone(&self) -> Self {
        Self { of: self.of.clone(), sourced: self.sourced }
    }
}

/// A field that was changed, perhaps several times.
struct DoubtedField<'r> {
    /// The change since which its quotes are not confirmed.
    first: &'r ChangedValue,
    /// The quotes that it had at the last change.
    quotes: &'r [KnownQuote],
    /// Whether it was changed since the answer before.
    is_new: bool,
}

impl DoubtRequest {
    /// Returns the fields whose quotes are not confirmed, of a collection as it is now.
    pub fn answer(&self, all: &Collection) -> UnconfirmedFields {
        let confirmed: HashMap<(&Id, &Cited), usize> =
            self.confirmed.iter().map(|(id, cited, after)| ((id, cited), *after)).collect();
        let mut doubted: HashMap<(&Id, &Cited, &str), DoubtedField<'_>> = HashMap::new();
        for (number, batch) in self.batches.iter().enumerate() {
            for change in batch.iter() {
                let is_confirmed = confirmed.get(&(&change.open.id, &change.cited));
                if is_confirmed.is_some_and(|after| number < *after) {
                    continue;
                }
                let name = change.field.name.as_str();
                let key = (&change.open.id, &change.cited, name);
                let is_new = number >= self.answered;
                let field = doubted.entry(key).or_insert(DoubtedField {
                    first: change,
                    quotes: &change.quotes,
                    is_new,
                });
                // The quotes were chosen for the value that it had at first.
                (field.quotes, field.is_new) = (&change.quotes, field.is_new || is_new);
            }
        }
        let is_touched = self.is_touched(all);
        let doubted: Vec<DoubtedField<'_>> = doubted.into_values().collect();
        let found = doubted.par_iter().filter_map(|field| {
            let id = &field.first.open.id;
            let known = || {
                let known = self.before.of(id).iter();
                known.clone().find(|known| known.cited == field.first.cited).cloned()
            };
            let now = if field.is_new || is_touched(id) { field.unconfirmed(all) } else { known() };
            Some((id.clone(), now?))
        });
        let mut found: Vec<(Id, UnconfirmedField)> = found.collect();
        found.sort_by(|one, other| (&one.0, &one.1.cited).cmp(&(&other.0, &other.1.cited)));
        let mut fields = UnconfirmedFields::default();
        for (id, field) in found {
            fields.sourced += usize::from(field.is_sourced);
            fields.of.entry(id).or_default().push(field);
        }
        fields
    }

    /// Returns what tells whether a record is to be looked at again. Words for a value may come from other records than cases.
    fn is_touched(&self, all: &Collection) -> impl Fn(&Id) -> bool + Sync {
        let only: Option<&HashSet<Id>> = match &self.touched {
            Touched::Everything => None,
            Touched::Only { records, .. } => Some(records),
        };
        let only = only
            .filter(|records| records.iter().all(|id| all.kind_of(id).is_some_and(Kind::is_case)));
        move |id: &Id| only.is_none_or(|records| records.contains(id))
    }
}

impl DoubtedField<'_> {
    fn unconfirmed(&self, all: &Collection) -> Option<UnconfirmedField> {
        let ChangedValue { cited, field, open, .. } = self.first;
        let located = all.get(open.id.as_str())?;
        let text = located.file.now().text().to_string();
        let FieldNow::Changed { theirs: Some(value), .. } = open.now(&located, &text) else {
            return None;
        };
        let former = open.base.clone();
        let words = |value: &TypedValue| StatedWords::of(field.shape, value, all);
        let mut stating = words(&value);
        if let Some(former) = &former {
            stating = stating.without(&words(former));
        }
        let is_meant = |quote: &Quote| {
            quote.supports(cited)
                && self.quotes.contains(&KnownQuote::of(quote))
                && !stating.are_in(quote.text().unwrap_or_default())
        };
        let numbered = located.record.quotes.iter().enumerate();
        let quotes: Vec<usize> =
            numbered.filter(|(_, quote)| is_meant(quote)).map(|(number, _)| number).collect();
        (!quotes.is_empty()).then(|| UnconfirmedField {
            cited: cited.clone(),
            former,
            quotes,
            is_sourced: all.assess(located.record).status(cited, field.assertion).is_sourced(),
        })
    }
}
