//! The values that were changed in this run, with the quotes that were chosen for the value before, until the user has looked at
//! them. Nothing of it is in a file: whether words state a value is for the researcher to say.

use std::sync::Arc;

use crate::browser::model::overlay::value_input::ValueInput;
use crate::browser::model::page::UnconfirmedField;
use crate::collection::Collection;
use crate::record::edit::TypedValue;
use crate::record::{Cited, Field, Id, Quote, Record};
use crate::session::stated_words::StatedWords;
use crate::session::{FieldNow, OpenField};

/// Values that were changed, and the fields whose quotes are not confirmed for the new value.
#[derive(Clone, Debug, Default)]
pub(crate) struct ValueChanges {
    changes: Vec<ValueChange>,
    fields: Arc<Vec<UnconfirmedField>>,
    /// Grows whenever the fields change, so that pages are laid out again.
    generation: u64,
}

/// A value that was changed.
#[derive(Clone, Debug)]
struct ValueChange {
    cited: Cited,
    field: &'static Field,
    /// The field with the value that it had.
    open: OpenField,
    /// The quotes that were there then and that the user has not looked at since.
    quotes: Vec<KnownQuote>,
}

/// A quote by its words, since others come and go.
#[derive(Clone, Debug, PartialEq, Eq)]
struct KnownQuote {
    source: Option<Id>,
    text: String,
}

impl KnownQuote {
    fn of(quote: &Quote) -> Self {
        Self { source: quote.source().cloned(), text: quote.text().unwrap_or_default().to_owned() }
    }
}

impl ValueChanges {
    /// Remembers that a value is changed, in a record as it was before.
    pub(crate) fn change(&mut self, input: &ValueInput, before: &Record) {
        let cited = input.place.cited(before).filter(|_| input.of.is_citable());
        let Some(cited) = cited.filter(|_| input.open.base.is_some()) else { return };
        let quotes = before.quotes.iter().filter(|quote| quote.supports(&cited));
        let quotes: Vec<KnownQuote> = quotes.map(KnownQuote::of).collect();
        if quotes.is_empty() {
            return;
        }
        let is_this = |change: &&mut ValueChange| {
            change.open.id == input.open.id
                && change.cited == cited
                && change.field.name == input.of.field.name
        };
        match self.changes.iter_mut().find(is_this) {
            // The quotes were chosen for the value that it had at first.
            Some(change) => change.quotes = quotes,
            None => self.changes.push(ValueChange {
                cited,
                field: input.of.field,
                open: input.open.clone(),
                quotes,
            }),
        }
    }

    /// Takes it that the quotes of a field state its new value too.
    pub(crate) fn confirm(&mut self, record: &Id, cited: &Cited, all: &Collection) {
        self.changes.retain(|change| change.open.id != *record || change.cited != *cited);
        self.renew(all);
    }

    /// Looks which quotes are still there, in which the new value is not seen.
    pub(crate) fn renew(&mut self, all: &Collection) {
        if self.changes.is_empty() && self.fields.is_empty() {
            return;
        }
        let fields: Vec<UnconfirmedField> =
            self.changes.iter().filter_map(|change| change.unconfirmed(all)).collect();
        if fields != *self.fields {
            self.generation += 1;
            self.fields = Arc::new(fields);
        }
    }

    /// Returns the fields whose quotes are not confirmed.
    pub(crate) fn fields(&self) -> &[UnconfirmedField] {
        &self.fields
    }

    /// Returns what is not confirmed of a field or row.
    pub(crate) fn unconfirmed(&self, record: &Id, cited: &Cited) -> Option<&UnconfirmedField> {
        self.fields.iter().find(|field| field.record == *record && field.cited == *cited)
    }

    /// Returns a number that grows whenever the fields change.
    pub(crate) fn generation(&self) -> u64 {
        self.generation
    }
}

impl ValueChange {
    fn unconfirmed(&self, all: &Collection) -> Option<UnconfirmedField> {
        let located = all.get(self.open.id.as_str())?;
        let text = located.file.now().text().to_string();
        let FieldNow::Changed { theirs: Some(value), .. } = self.open.now(&located, &text) else {
            return None;
        };
        let former = self.open.base.clone();
        let words = |value: &TypedValue| StatedWords::of(self.field.shape, value, all);
        let mut stating = words(&value);
        if let Some(former) = &former {
            stating = stating.without(&words(former));
        }
        let is_meant = |quote: &Quote| {
            quote.supports(&self.cited)
                && self.quotes.contains(&KnownQuote::of(quote))
                && !stating.are_in(quote.text().unwrap_or_default())
        };
        let numbered = located.record.quotes.iter().enumerate();
        let quotes: Vec<usize> =
            numbered.filter(|(_, quote)| is_meant(quote)).map(|(number, _)| number).collect();
        let (record, cited) = (self.open.id.clone(), self.cited.clone());
        (!quotes.is_empty()).then_some(UnconfirmedField { record, cited, former, quotes })
    }
}
