//! Words for field values: names for links, and qualifiers joined to what they qualify.

use std::borrow::Cow;

use crate::record::{FieldEntry, FieldId, Fields, Id, Item, Shape, Value};

use crate::collection::assemble::Collection;

/// Says what fields hold, given what records are called.
#[derive(Clone, Copy)]
pub struct Wording<'w> {
    /// Returns what others call the record with that id.
    pub name_of: &'w dyn Fn(&Id) -> String,
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
        say(Wording { name_of: &|id| self.name_of(id).to_owned() })
    }
}

impl Wording<'_> {
    /// Returns a value in words; a link by the name of what it points to.
    pub fn value<'v>(&self, value: &'v Value, shape: Shape) -> Cow<'v, str> {
        match value {
            Value::Link(id) => Cow::Owned((self.name_of)(id)),
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
    #[expect(clippy::wildcard_enum_match_arm, reason = "most fields speak for themselves")]
    pub fn field(&self, fields: &Fields, entry: &FieldEntry) -> Option<String> {
        if qualified_by(entry.field.name).is_some_and(|main| fields.get(main).is_some()) {
            return None;
        }
        let words = self.values(&entry.items, entry.field.shape);
        let said = |name: FieldId| {
            fields.get(name).map(|entry| self.values(&entry.items, entry.field.shape))
        };
        Some(match entry.field.name {
            FieldId::Age => with_age_at(words, fields.text(FieldId::AgeAt)),
            FieldId::Count => {
                let counted = counted(words, fields.text(FieldId::CountQualifier));
                with_basis(counted, fields.text(FieldId::CountBasis))
            }
            FieldId::Requests => counted(words, fields.text(FieldId::RequestsQualifier)),
            FieldId::RansomDemanded => {
                counted(words, fields.text(FieldId::RansomDemandedQualifier))
            }
            FieldId::RansomPaid => counted(words, fields.text(FieldId::RansomPaidQualifier)),
            FieldId::AllegedLoss => counted(words, fields.text(FieldId::AllegedLossQualifier)),
            FieldId::Published => with_basis(words, fields.text(FieldId::PublishedBasis)),
            FieldId::TraffickingStatus => match said(FieldId::StatusDecidedBy) {
                Some(by) => format!("{words} · {by}"),
                None => words,
            },
            FieldId::Name => match said(FieldId::NameType) {
                Some(kind) => format!("{words} ({kind})"),
                None => words,
            },
            _ => words,
        })
    }
}

/// Returns the field that a field qualifies, and with which it is said.
#[expect(clippy::wildcard_enum_match_arm, reason = "most fields qualify no other")]
pub fn qualified_by(name: FieldId) -> Option<FieldId> {
    match name {
        FieldId::AgeAt => Some(FieldId::Age),
        FieldId::CountQualifier | FieldId::CountBasis => Some(FieldId::Count),
        FieldId::RequestsQualifier => Some(FieldId::Requests),
        FieldId::RansomDemandedQualifier => Some(FieldId::RansomDemanded),
        FieldId::RansomPaidQualifier => Some(FieldId::RansomPaid),
        FieldId::AllegedLossQualifier => Some(FieldId::AllegedLoss),
        FieldId::PublishedBasis => Some(FieldId::Published),
        FieldId::StatusDecidedBy => Some(FieldId::TraffickingStatus),
        FieldId::NameType => Some(FieldId::Name),
        _ => None,
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
