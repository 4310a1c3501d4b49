//! The catalogue of a query: the names allowed before a colon, and the values that each takes.

use std::borrow::Cow;
use std::sync::Arc;

use crate::search::part::Part;
use crate::search::store::Store;
use crate::search::store::facts::FieldNo;
use crate::search::values::days::DayRange;

/// The fields that a query may name.
#[derive(Clone, Debug)]
pub struct Catalogue {
    fields: Vec<QueryField>,
    read_date: ReadDate,
    money: MoneyRules,
}

/// Parses a date into the days that it may mean, or returns what to write instead. Search does not know the
/// calendar, so the caller passes this function.
pub(crate) type ReadDate = fn(&str) -> Result<DayRange, Option<String>>;

/// The rules for sums of money.
#[derive(Clone, Copy, Debug, Default)]
pub struct MoneyRules {
    /// The three letters of each currency.
    pub currencies: &'static [String],
    /// Returns the sums that may be meant by a text that is none.
    pub meant: Option<fn(&str) -> Vec<String>>,
}

/// A field that a query may name.
#[derive(Clone, Debug)]
pub struct QueryField {
    /// The name before the colon.
    pub name: Cow<'static, str>,
    /// The values after the colon.
    pub takes: ValueKind,
}

/// The kind of values that a field takes.
#[derive(Clone, Debug)]
pub enum ValueKind {
    /// Any words, found at the starts of words.
    Words,
    /// Any words, found in the texts of one part of a line.
    TextsOf(Part),
    /// The start of one of these words.
    OneOf(Arc<[String]>),
    /// One of these names, complete.
    Names(Arc<[String]>),
    /// One of these records, by its id, or else by the start of a word of an id or name. If the store is
    /// empty, any words.
    Record(Store),
    /// A whole number or a range of whole numbers.
    Number,
    /// A decimal number or a range of them.
    Decimal,
    /// A sum or a range of sums, with a currency or without; or yes or no.
    Money,
    /// A date or a range of dates.
    Date,
    /// One of these names, to sort by; a minus before it sorts in descending order.
    Order(Arc<[String]>),
}

impl ValueKind {
    /// Returns whether its values can be compared by size.
    pub(crate) fn is_sized(&self) -> bool {
        matches!(self, Self::Number | Self::Decimal | Self::Money | Self::Date)
    }
}

impl Catalogue {
    /// Returns a catalogue of fields, sorted by name; of two fields with one name, it has the first.
    pub fn new(mut fields: Vec<QueryField>, read_date: ReadDate) -> Self {
        fields.sort_by(|one, other| one.name.cmp(&other.name));
        fields.dedup_by(|later, earlier| later.name == earlier.name);
        Self { fields, read_date, money: MoneyRules::default() }
    }

    /// Returns the catalogue with rules for money; without them, any three letters are a currency.
    #[must_use]
    pub fn with_money(self, money: MoneyRules) -> Self {
        Self { money, ..self }
    }

    /// Returns a catalogue of fields that take any words.
    pub fn of_words(names: &[&str]) -> Self {
        let fields = names
            .iter()
            .map(|name| QueryField { name: (*name).to_owned().into(), takes: ValueKind::Words });
        Self::new(fields.collect(), |_| Err(None))
    }

    /// Returns the fields, sorted by name.
    pub fn fields(&self) -> &[QueryField] {
        &self.fields
    }

    /// Returns the number of the field with a name, in any case.
    pub fn number(&self, name: &str) -> Option<FieldNo> {
        let name = name.to_ascii_lowercase();
        let at = self.fields.binary_search_by(|field| (*field.name).cmp(&name)).ok()?;
        u16::try_from(at).ok().map(FieldNo)
    }

    /// Sets the lines of the fields that take a record.
    pub fn set_records(&mut self, lines: &Store) {
        for field in &mut self.fields {
            if let ValueKind::Record(known) = &mut field.takes {
                known.clone_from(lines);
            }
        }
    }

    /// Returns a field.
    pub fn field(&self, number: FieldNo) -> Option<&QueryField> {
        self.fields.get(usize::from(number.0))
    }

    /// Returns whether three capital letters may be a currency.
    pub(crate) fn has_currency(&self, code: &str) -> bool {
        self.money.currencies.is_empty() || self.knows_currency(code)
    }

    /// Returns whether three capital letters are a currency that the catalogue lists.
    pub(crate) fn knows_currency(&self, code: &str) -> bool {
        self.money.currencies.iter().any(|known| known == code)
    }

    /// Returns whether capital letters begin a currency.
    pub(crate) fn may_begin_currency(&self, begun: &str) -> bool {
        let known = self.money.currencies;
        known.is_empty() || known.iter().any(|code| code.starts_with(begun))
    }

    /// Returns the sums that may be meant by a text that is none.
    pub(crate) fn sums_meant(&self, text: &str) -> Vec<String> {
        self.money.meant.map(|meant| meant(text)).unwrap_or_default()
    }

    pub(crate) fn read_date(&self, text: &str) -> Result<DayRange, Option<String>> {
        (self.read_date)(text)
    }
}
