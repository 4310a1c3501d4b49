//! What an axis is divided into: values, bands, stretches of the calendar, and what has no value.

use crate::record::{Id, Kind, Shape, Value};
use crate::search::DayRange;
use crate::views::value_words::ValueWords;

/// One row or column: what it stands for, and the terms that a query needs to list its cases.
#[derive(Clone, Debug, PartialEq)]
pub struct Category {
    /// What it stands for.
    pub kind: CategoryKind,
    /// The terms, as a query has them.
    pub terms: String,
    /// The days of a stretch of the calendar.
    pub days: Option<DayRange>,
}

/// What a row or column stands for.
#[derive(Clone, Debug, PartialEq)]
pub enum CategoryKind {
    /// A value of the field.
    Value {
        /// The value as files write it.
        value: String,
        /// How it is put into words.
        shape: Shape,
    },
    /// A kind of record.
    Kind(Kind),
    /// A band of numbers or a stretch of the calendar, in words.
    Stretch(String),
    /// Before the first stretch.
    Before(String),
    /// After the last one.
    After(String),
    /// The file has no value.
    NotStated,
    /// A case of its kind can have none.
    DoesNotApply,
}

impl CategoryKind {
    /// Returns its label.
    pub fn label(&self, words: &dyn ValueWords) -> String {
        match self {
            Self::Value { value, shape } => value_label(value, *shape, words),
            Self::Kind(kind) => kind.folder().to_owned(),
            Self::Stretch(words) => words.clone(),
            Self::Before(first) => format!("before {first}"),
            Self::After(last) => format!("after {last}"),
            Self::NotStated => "not stated".to_owned(),
            Self::DoesNotApply => "does not apply".to_owned(),
        }
    }

    /// Returns whether its value may be seen as the file has it, so that a query may be printed that asks for it.
    pub fn shows_value(&self, words: &dyn ValueWords) -> bool {
        match self {
            Self::Value { value, shape } => match (shape, Id::new(value)) {
                (Shape::Link(_) | Shape::LinkOrWords(_), Some(id)) => {
                    words.shows_id(&id) && words.text(value) == *value
                }
                _ => words.text(value) == *value,
            },
            Self::Kind(_)
            | Self::Stretch(_)
            | Self::Before(_)
            | Self::After(_)
            | Self::NotStated
            | Self::DoesNotApply => true,
        }
    }

    /// Returns whether it is a value, a band or a stretch, not the lack of one.
    pub fn is_value(&self) -> bool {
        !matches!(self, Self::NotStated | Self::DoesNotApply)
    }
}

fn value_label(stored: &str, shape: Shape, words: &dyn ValueWords) -> String {
    if matches!(shape, Shape::Link(_) | Shape::LinkOrWords(_)) {
        return Id::new(stored).map_or_else(|| words.text(stored), |id| words.name(&id));
    }
    if !shape.recurs() {
        return words.text(stored);
    }
    let value = if let Shape::Term(_) = shape {
        Value::Term(stored.into())
    } else if shape == Shape::YesNo {
        Value::YesNo(stored == "true")
    } else {
        Value::Code(stored.into())
    };
    let is_known = if let Shape::Term(vocabulary) = shape {
        vocabulary.words().any(|word| word == stored)
    } else if shape == Shape::YesNo {
        matches!(stored, "true" | "false")
    } else {
        // A code that has a name is one.
        value.in_words(shape) != stored
    };
    // What a file has there instead of a word or a code may be anything, a name too.
    if is_known { words.value(&value, shape) } else { words.text(stored) }
}
