//! Columns of flat tables: a field is one column, or several where its values have parts.

use crate::record::{Field, Shape, Vocabulary};

/// A column.
#[derive(Clone, Debug)]
pub(in crate::exchange) struct FlatColumn {
    /// Its name: the field's, with an ending for a part of its value.
    pub(in crate::exchange) name: String,
    /// What its values are.
    pub(in crate::exchange) takes: FlatType,
    /// Whether it takes a list of them.
    pub(in crate::exchange) many: bool,
    /// What it means, in a sentence.
    pub(in crate::exchange) about: String,
    /// The vocabulary that its values are words of.
    pub(in crate::exchange) vocabulary: Option<Vocabulary>,
}

/// What the values of a column are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::exchange) enum FlatType {
    /// Text.
    Text,
    /// A day of the calendar, as `2021-12-05`.
    Day,
    /// A whole number.
    Whole,
    /// A number with a fraction.
    Number,
    /// `true` or `false`.
    YesNo,
}

impl FlatColumn {
    /// Returns a column of text.
    pub(in crate::exchange) fn text(name: &str, about: &str) -> Self {
        Self::new(name.to_owned(), FlatType::Text, about)
    }

    pub(super) fn whole(name: &str, about: &str) -> Self {
        Self::new(name.to_owned(), FlatType::Whole, about)
    }

    pub(super) fn list(name: &str, about: &str) -> Self {
        Self { many: true, ..Self::text(name, about) }
    }

    fn new(name: String, takes: FlatType, about: &str) -> Self {
        Self { name, takes, many: false, about: about.to_owned(), vocabulary: None }
    }

    /// Returns the names of the columns of a field from which its value can be read again: not those that say the first
    /// and the last day of a date.
    pub(in crate::exchange) fn names_to_read(field: &Field) -> Vec<String> {
        let columns = Self::of_field(field).into_iter().map(|column| column.name);
        if field.shape == Shape::Date { columns.take(1).collect() } else { columns.collect() }
    }

    /// Returns the columns of a field; none for tables, which have tables of their own, and for what a quote
    /// disputes.
    pub(super) fn of_field(field: &Field) -> Vec<Self> {
        let name = field.name.as_str();
        let part = |ending: &str, takes, about: &str| Self {
            many: field.many,
            ..Self::new(format!("{name}{ending}"), takes, &format!("{} {about}", field.meaning))
        };
        let own =
            |takes| Self { many: field.many, ..Self::new(name.to_owned(), takes, field.meaning) };
        match field.shape {
            Shape::Date => vec![
                own(FlatType::Text),
                part("_earliest", FlatType::Day, "The first day that may be meant."),
                part("_latest", FlatType::Day, "The last day that may be meant."),
            ],
            Shape::Money => vec![
                part("_amount", FlatType::Number, "The amount."),
                part("_currency", FlatType::Text, "The currency (ISO 4217)."),
            ],
            Shape::MoneyOrYesNo => vec![
                part("_amount", FlatType::Number, "The amount."),
                part("_currency", FlatType::Text, "The currency (ISO 4217)."),
                part("_yes", FlatType::YesNo, "Whether there was one, where no sum is known."),
            ],
            Shape::LinkOrWords(_) => vec![
                part("_id", FlatType::Text, "The id, where there is a record."),
                part("_words", FlatType::Text, "The words, where there is no record."),
            ],
            Shape::Whole { .. } => vec![own(FlatType::Whole)],
            Shape::Degrees { .. } => vec![own(FlatType::Number)],
            Shape::YesNo => vec![own(FlatType::YesNo)],
            Shape::Term(vocabulary) => {
                vec![Self { vocabulary: Some(vocabulary), ..own(FlatType::Text) }]
            }
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
            | Shape::Citations => vec![own(FlatType::Text)],
            Shape::Rivals | Shape::Rows(_) => Vec::new(),
        }
    }
}
