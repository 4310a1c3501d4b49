//! The catalogue of a query: the names allowed before a colon, and the values that each takes.

use crate::diagnostic::suggest;
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
    /// The number of the field for each name and label, spelled with underscores; sorted.
    spelled: Arc<[(String, FieldNo)]>,
    /// The number of the field for each former label.
    former: Arc<[(String, FieldNo)]>,
    read_date: ReadDate,
    money: MoneyRules,
}

/// Parses a date into the days that it may mean, or returns what to write instead. Search does not know the
/// calendar, so the caller passes this function.
pub(crate) type ReadDate = fn(&str) -> Result<DayRange, Option<String>>;

/// The rules for sums of money.
#[derive(Clone, Copy, Debug, Default)]
pub struct MoneyRules {
    /// Returns the three letters of each currency; to list them takes a while.
    pub currencies: Option<fn() -> &'static [String]>,
    /// Returns the sums that may be meant by a text that is none.
    pub meant: Option<fn(&str) -> Vec<String>>,
}

/// A field that a query may name.
#[derive(Clone, Debug)]
pub struct QueryField {
    /// The id, which is accepted before the colon.
    pub name: Cow<'static, str>,
    /// The labels that are accepted before the colon, as on the screen; the first is offered.
    pub labels: Vec<String>,
    /// The values after the colon.
    pub takes: ValueKind,
}

/// The names that a field takes as values, each with other ways to write it.
#[derive(Clone, Debug, Default)]
pub struct NameList {
    names: Arc<[String]>,
    aliases: Arc<[(String, usize)]>,
}

/// The kind of values that a field takes.
#[derive(Clone, Debug)]
pub enum ValueKind {
    /// Any words, found at the starts of words.
    Words,
    /// Any words, found in the texts of one part of a line.
    TextsOf(Part),
    /// Any words, found anywhere in the archived texts of a record.
    ArchivedTexts,
    /// The start of one of these words.
    OneOf(Arc<[String]>),
    /// One of these names, complete.
    Names(NameList),
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

impl QueryField {
    /// Returns a field without labels.
    pub fn new(name: impl Into<Cow<'static, str>>, takes: ValueKind) -> Self {
        Self { name: name.into(), labels: Vec::new(), takes }
    }

    /// Returns the name that is offered and shown: the first label, or else the id.
    pub fn label(&self) -> &str {
        self.labels.first().map_or(&*self.name, String::as_str)
    }
}

impl NameList {
    /// Returns a list of these names; each alias has the number of its name.
    pub fn new(names: Vec<String>, aliases: Vec<(String, usize)>) -> Self {
        let aliases = aliases.into_iter().map(|(alias, number)| (spelled(&alias), number));
        Self { names: names.into(), aliases: aliases.collect() }
    }

    /// Returns the names.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Returns the number of a name or alias, in any case and spelling.
    pub(crate) fn number(&self, typed: &str) -> Option<usize> {
        let typed = spelled(typed);
        let by_name = self.names.iter().position(|name| spelled(name) == typed);
        let by_alias = || self.aliases.iter().find(|(alias, _)| *alias == typed);
        by_name.or_else(|| by_alias().map(|(_, number)| *number))
    }

    /// Returns whether a name or alias begins with the text.
    pub(crate) fn may_begin(&self, typed: &str) -> bool {
        let typed = spelled(typed);
        let aliases = self.aliases.iter().map(|(alias, _)| alias.clone());
        self.names.iter().map(|name| spelled(name)).chain(aliases).any(|n| n.starts_with(&typed))
    }
}

impl ValueKind {
    /// Returns whether its values can be compared by size.
    pub(crate) fn is_sized(&self) -> bool {
        matches!(self, Self::Number | Self::Decimal | Self::Money | Self::Date)
    }
}

impl MoneyRules {
    fn currencies(&self) -> &'static [String] {
        self.currencies.map_or(&[], |list| list())
    }
}

impl Catalogue {
    /// Returns a catalogue of fields, sorted by name; of two fields with one name, it has the first.
    pub fn new(mut fields: Vec<QueryField>, read_date: ReadDate) -> Self {
        fields.sort_by(|one, other| one.name.cmp(&other.name));
        fields.dedup_by(|later, earlier| later.name == earlier.name);
        let mut names = Vec::new();
        for (number, field) in (0..).map(FieldNo).zip(&fields) {
            names.push((spelled(&field.name), number));
            names.extend(field.labels.iter().map(|label| (spelled(label), number)));
        }
        names.sort();
        let former = Arc::default();
        Self { fields, spelled: names.into(), former, read_date, money: MoneyRules::default() }
    }

    /// Returns the catalogue with more names for its fields, each with the id of the field; they are
    /// accepted before the colon, but not offered.
    #[must_use]
    pub fn with_accepted_labels<'n>(
        self,
        labels: impl IntoIterator<Item = (&'n str, &'n str)>,
    ) -> Self {
        let known = |(label, name)| Some((spelled(label), self.number(name)?));
        let more: Vec<_> = labels.into_iter().filter_map(known).collect();
        let mut spelled: Vec<_> = self.spelled.iter().cloned().chain(more).collect();
        spelled.sort();
        Self { spelled: spelled.into(), ..self }
    }

    /// Returns the catalogue with former labels, each with the id of its field, for suggestions.
    #[must_use]
    pub fn with_former_labels<'n>(
        self,
        labels: impl IntoIterator<Item = (&'n str, &'n str)>,
    ) -> Self {
        let known = |(label, name)| Some((spelled(label), self.number(name)?));
        let former = labels.into_iter().filter_map(known).collect();
        Self { former, ..self }
    }

    /// Returns the catalogue with rules for money; without them, any three letters are a currency.
    #[must_use]
    pub fn with_money(self, money: MoneyRules) -> Self {
        Self { money, ..self }
    }

    /// Returns a catalogue of fields that take any words.
    pub fn of_words(names: &[&str]) -> Self {
        let fields = names.iter().map(|name| QueryField::new((*name).to_owned(), ValueKind::Words));
        Self::new(fields.collect(), |_| Err(None))
    }

    /// Returns the fields, sorted by name.
    pub fn fields(&self) -> &[QueryField] {
        &self.fields
    }

    /// Returns the number of the field with this name or label, in any case, with spaces, hyphens or
    /// underscores between the words.
    pub fn number(&self, name: &str) -> Option<FieldNo> {
        let name = spelled(name);
        let at = self.spelled.binary_search_by(|(spelled, _)| spelled.cmp(&name)).ok()?;
        self.spelled.get(at).map(|(_, number)| *number)
    }

    /// Returns the field of that name or label.
    pub fn named(&self, name: &str) -> Option<&QueryField> {
        self.field(self.number(name)?)
    }

    /// Returns whether a name or label of one of these fields begins with the text.
    pub(crate) fn may_begin(&self, typed: &str, fields: &[String]) -> bool {
        let typed = spelled(typed);
        let among = |number: FieldNo| self.field(number).is_some_and(|field| has(fields, field));
        self.spelled.iter().any(|(name, number)| name.starts_with(&typed) && among(*number))
    }

    /// Returns the label that an unknown name probably means.
    pub fn suggestion(&self, name: &str) -> Option<&str> {
        self.suggest(name, |_| true)
    }

    /// Returns the label of one of these fields that an unknown name probably means.
    pub(crate) fn suggestion_among(&self, name: &str, fields: &[String]) -> Option<&str> {
        self.suggest(name, |field| has(fields, field))
    }

    fn suggest(&self, name: &str, may_be: impl Fn(&QueryField) -> bool) -> Option<&str> {
        let known = || {
            let all = self.former.iter().chain(&*self.spelled);
            let all = all.filter_map(|(name, number)| Some((name.as_str(), self.field(*number)?)));
            all.filter(|(_, field)| may_be(field))
        };
        let typed = spelled(name);
        // Of names that are equally near, one that was only begun is more likely than one with another beginning.
        let (begun, others): (Vec<&str>, Vec<&str>) =
            known().map(|(name, _)| name).partition(|name| name.starts_with(&*typed));
        let near = suggest(&typed, begun.into_iter().chain(others))?.best();
        known().find(|(name, _)| *name == near).map(|(_, field)| field.label())
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
        self.money.currencies.is_none() || self.knows_currency(code)
    }

    /// Returns whether three capital letters are a currency that the catalogue lists.
    pub(crate) fn knows_currency(&self, code: &str) -> bool {
        self.money.currencies().iter().any(|known| known == code)
    }

    /// Returns whether capital letters begin a currency.
    pub(crate) fn may_begin_currency(&self, begun: &str) -> bool {
        let known = self.money.currencies();
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

fn has(names: &[String], field: &QueryField) -> bool {
    names.iter().any(|name| *name == field.name)
}

/// Returns a name or label in lower case, with underscores between the words.
fn spelled(name: &str) -> String {
    name.trim().to_ascii_lowercase().replace([' ', '-'], "_")
}
