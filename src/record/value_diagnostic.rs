//! Diagnostics of single values, whose place is known to the reader of the record.

use toml::de::DeValue;

use crate::diagnostic::{Diagnostic, Rule};

/// Returns what a value is, in a researcher's words.
pub fn described(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "text",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(_) => "a number with a point",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date without quotes",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

/// Returns the fault of a value of another type than is wanted.
pub(super) fn wrong(value: &DeValue<'_>, wanted: &str) -> Diagnostic {
    Diagnostic::of_value(
        Rule::WrongType,
        format!("this is {}, and the field takes {wanted}", described(value)),
    )
}

/// Returns the text that a value is.
pub(super) fn text<'v>(value: &'v DeValue<'_>, wanted: &str) -> Result<&'v str, Diagnostic> {
    value.as_str().ok_or_else(|| {
        let fault = wrong(value, wanted);
        match value {
            DeValue::Integer(number) => fault.help(format!("put it in quotes: \"{number}\"")),
            DeValue::Float(number) => fault.help(format!("put it in quotes: \"{number}\"")),
            DeValue::Datetime(date) => fault.help(format!("put it in quotes: \"{date}\"")),
            DeValue::String(_) | DeValue::Boolean(_) | DeValue::Array(_) | DeValue::Table(_) => {
                fault
            }
        }
    })
}

/// Adds to a diagnostic the text that was probably meant, or else what to do.
pub(super) fn suggesting(
    fault: Diagnostic,
    meant: Option<impl AsRef<str>>,
    otherwise: &str,
) -> Diagnostic {
    match meant {
        Some(meant) => fault.help(format!("write \"{}\"", meant.as_ref())),
        None => fault.help(otherwise),
    }
}
