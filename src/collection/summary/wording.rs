//! Words for field values: names for links, and qualifiers joined to what they qualify.

use std::borrow::Cow;

use crate::record::{
    DateStyle, FieldEntry, Fields, Id, Item, Qualification, Shape, Value, qualifiers,
};

use crate::collection::assemble::Collection;

/// Says what fields hold, given what records are called.
#[derive(Clone, Copy)]
pub struct Wording<'w> {
    /// Returns what others call the record with that id.
    pub name_of: &'w dyn Fn(&Id) -> String,
    /// How dates are said.
    pub dates: DateStyle,
}

impl Collection {
    /// Returns a value in words; a link by the name of what it points to.
    pub fn value_in_words<'c>(&'c self, value: &'c Value, shape: Shape) -> Cow<'c, str> {
        self.wording(|wording| wording.value(value, shape))
    }

    /// Returns values in words, parted by commas.
    pub fn values_in_words(&self, items: &[Item], shape: Shape) -> String {
        self.wording(|wording| wording.values(items, shape))
    }

    /// Returns a field in words, as [`Wording::field`] does.
    pub fn field_in_words(&self, fields: &Fields, entry: &FieldEntry) -> Option<String> {
        self.wording(|wording| wording.field(fields, entry))
    }

    fn wording<T>(&self, say: impl FnOnce(Wording<'_>) -> T) -> T {
        say(Wording { name_of: &|id| self.name_of(id).to_owned(), dates: DateStyle::Words })
    }
}

impl Wording<'_> {
    /// Returns a value in words; a link by the name of what it points to.
    pub fn value<'v>(&self, value: &'v Value, shape: Shape) -> Cow<'v, str> {
        match value {
            Value::Link(id) => Cow::Owned((self.name_of)(id)),
            Value::Date(date) if shape == Shape::Date => Cow::Owned(date.said(self.dates)),
            Value::Words(_)
            | Value::Term(_)
            | Value::Date(_)
            | Value::Money(_)
            | Value::Whole(_)
            | Value::Degrees(_)
            | Value::YesNo(_)
            | Value::Code(_)
            | Value::Unread(_)
            | Value::TooLong(_) => value.in_words(shape),
        }
    }

    /// Returns values in words, parted by commas.
    pub fn values(&self, items: &[Item], shape: Shape) -> String {
        let words: Vec<_> = items.iter().map(|item| self.value(&item.value, shape)).collect();
        words.join(", ")
    }

    /// Returns a field in words, with the fields that qualify it: `about 300`, `14 at recruitment`.
    ///
    /// `None` where the field itself is said with the one that it qualifies.
    pub fn field(&self, fields: &Fields, entry: &FieldEntry) -> Option<String> {
        if entry.field.qualifies.is_some_and(|of| fields.get(of.main).is_some()) {
            return None;
        }
        let mut words = self.values(&entry.items, entry.field.shape);
        for (by, name) in qualifiers(entry.field.name) {
            if let Some(qualifier) = fields.get(*name) {
                words = self.qualified(words, *by, fields, qualifier);
            }
        }
        Some(words)
    }

    fn qualified(
        &self,
        words: String,
        by: Qualification,
        fields: &Fields,
        qualifier: &FieldEntry,
    ) -> String {
        let term = fields.text(qualifier.field.name);
        let said = || self.values(&qualifier.items, qualifier.field.shape);
        match by {
            Qualification::Exactness => counted(words, term),
            Qualification::Basis => with_basis(words, term),
            Qualification::Moment => with_age_at(words, term),
            Qualification::Decision => format!("{words} · {}", said()),
            Qualification::NameType => format!("{words} ({})", said()),
        }
    }
}

fn with_age_at(age: String, at: Option<&str>) -> String {
    match at {
        Some("report") => format!("{age} when reported"),
        Some(at) => format!("{age} at {at}"),
        None => age,
    }
}

fn counted(count: String, qualifier: Option<&str>) -> String {
    match qualifier {
        None | Some("exact" | "unstated") => count,
        Some(qualifier) => format!("{} {count}", qualifier.replace('_', " ")),
    }
}

/// What a source states goes without saying.
fn with_basis(words: String, page_key: Option<&str>) -> String {
    match page_key {
        None | Some("stated") => words,
        Some("external") => format!("{words} (date from another source)"),
        Some(page_key) => format!("{words} ({page_key})"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{Document, FileLayout, Id, Kind, Vocabularies};

    #[track_caller]
    fn check(kind: Kind, text: &str, said: &[&str]) {
        let form = FileLayout::One { kind, id: Id::new("x").unwrap() };
        let document = Document::read(text, &form, &Vocabularies::default());
        let fields = &document.records[0].fields;
        let collection = Collection::default();
        let words: Vec<_> =
            fields.iter().filter_map(|entry| collection.field_in_words(fields, entry)).collect();
        assert_eq!(words, said);
    }

    #[test]
    fn a_qualifier_is_said_with_what_it_qualifies() {
        check(Kind::Victim, "age = 14\nage_at = 'recruitment'\n", &["14 at recruitment"]);
        check(Kind::Victim, "age_at = 'recruitment'\n", &["recruitment"]);
        check(Kind::Arrest, "count = 3\ncount_basis = 'computed'\n", &["3 (computed)"]);
        check(Kind::Rescue, "count = 300\ncount_qualifier = 'more_than'\n", &["more than 300"]);
        check(
            Kind::Rescue,
            "ransom_demanded = '500000 CNY'\nransom_demanded_qualifier = 'more_than'\nransom_paid = '20 USD'\nransom_paid_qualifier = 'exact'\n",
            &["more than 500000 CNY", "20 USD"],
        );
        check(
            Kind::Arrest,
            "alleged_loss = '450000000 USD'\nalleged_loss_qualifier = 'about'\n",
            &["about 450000000 USD"],
        );
        check(
            Kind::Source,
            "published = '2022'\npublished_basis = 'external'\n",
            &["2022 (date from another source)"],
        );
        check(
            Kind::Victim,
            "trafficking_status = 'actual'\nstatus_decided_by = ['media', 'self']\nsmuggled = true\ncitizenship = 'CN'\n",
            &["China", "actual · media, self", "yes"],
        );
    }
}
