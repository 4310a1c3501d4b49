//! A value to be written into a file: text, number, yes or no, a list or a table of such.

use toml::de::DeValue;

use super::raw_string::new_string;
use super::verify::is_same;
use crate::record::{FieldId, quoting};

/// A value for a field, before it is written as TOML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TypedValue {
    /// Words, a date, a sum, a code or an id. A line break is `\n`, whatever the lines of the file end with.
    Text(String),
    /// A number as TOML writes it.
    Number(String),
    /// `true` or `false`.
    YesNo(bool),
    /// Several values.
    List(Vec<TypedValue>),
    /// Values by their keys, such as the rival values of a quote.
    Table(Vec<(String, TypedValue)>),
}

impl TypedValue {
    /// Returns a text.
    pub fn text(words: impl Into<String>) -> Self {
        Self::Text(words.into().replace("\r\n", "\n"))
    }

    /// Returns a number that is written so; `None` where TOML reads no number in it.
    pub fn number(written: &str) -> Option<Self> {
        let value = DeValue::parse(written).ok()?;
        let is_number = matches!(value.get_ref(), DeValue::Integer(_) | DeValue::Float(_));
        (is_number && written.trim() == written).then(|| Self::Number(written.to_owned()))
    }

    /// Returns the value that is written so in TOML; `None` where that is none, or a date of TOML, which no field takes.
    pub fn from_toml(written: &str) -> Option<Self> {
        let line = format!("x = {written}");
        let table = toml::de::DeTable::parse(&line).ok()?;
        let value = table.get_ref().get("x").filter(|_| table.get_ref().len() == 1)?;
        Self::of(value.get_ref())
    }

    /// Returns a value that was read.
    pub(super) fn of(value: &DeValue<'_>) -> Option<Self> {
        Some(match value {
            DeValue::String(words) => Self::text(words.to_string()),
            DeValue::Integer(number) => {
                let written = match number.radix() {
                    16 => format!("0x{}", number.as_str()),
                    8 => format!("0o{}", number.as_str()),
                    2 => format!("0b{}", number.as_str()),
                    _ => number.as_str().to_owned(),
                };
                Self::Number(written)
            }
            DeValue::Float(number) => Self::Number(number.as_str().to_owned()),
            DeValue::Boolean(yes) => Self::YesNo(*yes),
            DeValue::Datetime(_) => return None,
            DeValue::Array(items) => Self::List(
                items.iter().map(|item| Self::of(item.get_ref())).collect::<Option<_>>()?,
            ),
            DeValue::Table(table) => {
                let entry = |(key, value): (&toml::Spanned<std::borrow::Cow<'_, str>>, _)| {
                    let value: &toml::Spanned<DeValue<'_>> = value;
                    Some((key.get_ref().to_string(), Self::of(value.get_ref())?))
                };
                Self::Table(table.iter().map(entry).collect::<Option<_>>()?)
            }
        })
    }

    /// Returns the value as TOML, for a file whose lines end so.
    pub fn toml(&self, ending: &str) -> String {
        match self {
            Self::Text(words) => new_string(words, ending),
            Self::Number(written) => written.clone(),
            Self::YesNo(yes) => yes.to_string(),
            Self::List(items) => {
                let items: Vec<String> = items.iter().map(|item| item.toml(ending)).collect();
                format!("[{}]", items.join(", "))
            }
            Self::Table(entries) if entries.is_empty() => "{}".to_owned(),
            Self::Table(entries) => {
                let entries: Vec<String> =
                    entries.iter().map(|entry| in_table(entry, ending)).collect();
                format!("{{ {} }}", entries.join(", "))
            }
        }
    }

    /// Returns the value of a field as TOML. The words of a quote are compared with a text byte for byte, so that
    /// their line breaks are not written as lines, which a file may end otherwise.
    pub(super) fn toml_of(&self, field: FieldId, ending: &str) -> String {
        match self {
            Self::Text(words) if field == FieldId::Text => quoting::basic(words),
            Self::Text(_) | Self::Number(_) | Self::YesNo(_) | Self::List(_) | Self::Table(_) => {
                self.toml(ending)
            }
        }
    }

    /// Returns whether a value that was read is this one.
    pub(super) fn is(&self, read: &DeValue<'_>) -> bool {
        match (self, read) {
            (Self::Text(words), DeValue::String(read)) => {
                **read == **words || read.replace("\r\n", "\n") == *words
            }
            (Self::Number(written), DeValue::Integer(_) | DeValue::Float(_)) => {
                DeValue::parse(written).is_ok_and(|own| is_same(own.get_ref(), read))
            }
            (Self::YesNo(yes), DeValue::Boolean(read)) => yes == read,
            (Self::List(items), DeValue::Array(read)) => {
                let mut pairs = items.iter().zip(read.iter());
                items.len() == read.len() && pairs.all(|(item, read)| item.is(read.get_ref()))
            }
            (Self::Table(entries), DeValue::Table(read)) => {
                let is_there = |(key, value): &(String, Self)| {
                    read.get(key.as_str()).is_some_and(|read| value.is(read.get_ref()))
                };
                entries.len() == read.len() && entries.iter().all(is_there)
            }
            _ => false,
        }
    }
}

fn in_table((key, value): &(String, TypedValue), ending: &str) -> String {
    let is_bare = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    let is_plain = !key.is_empty() && key.chars().all(is_bare);
    let key = if is_plain { key.clone() } else { quoting::basic(key) };
    format!("{key} = {}", value.toml(ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_written_as_it_is_read() {
        for written in
            ["\"a\"", "17", "-1.5", "true", "[\"a\", 2]", "{ age = 14, \"event.x\" = [\"a\"] }"]
        {
            assert_eq!(TypedValue::from_toml(written).unwrap().toml("\n"), written);
        }
        for other in ["2021-12-05", "", "1, 2", "1\ny = 2", "[2021-12-05]"] {
            assert_eq!(TypedValue::from_toml(other), None, "{other}");
        }
        assert_eq!(TypedValue::number("17"), Some(TypedValue::Number("17".to_owned())));
        assert_eq!(TypedValue::number("'17'"), None);
        assert_eq!(TypedValue::text("a\r\nb").toml("\r\n"), "\"\"\"\r\na\r\nb\"\"\"");
    }
}
