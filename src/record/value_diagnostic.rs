//! Diagnostics of single values, whose place is known to the reader of the record.

use toml::de::DeValue;

use super::quoting::like as quoted_like;
use crate::diagnostic::{Applicability, Diagnostic, Fix, Rule};

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
        format!("this is {}, but the field takes {wanted}", described(value)),
    )
}

/// Returns the text that a value is.
pub(super) fn text<'v>(value: &'v DeValue<'_>, wanted: &str) -> Result<&'v str, Diagnostic> {
    value.as_str().ok_or_else(|| {
        let fault = wrong(value, wanted);
        match value {
            DeValue::Integer(number) => in_quotes(fault, &number.to_string()),
            DeValue::Float(number) => in_quotes(fault, &number.to_string()),
            DeValue::Datetime(date) => in_quotes(fault, &date.to_string()),
            DeValue::String(_) | DeValue::Boolean(_) | DeValue::Array(_) | DeValue::Table(_) => {
                fault
            }
        }
    })
}

fn in_quotes(fault: Diagnostic, value: &str) -> Diagnostic {
    let fix = text_fix(Applicability::NeedsDecision, value);
    fault.help(format!("put it in quotes: \"{value}\"")).fix(fix)
}

/// Returns the fix that writes a text for a value, in quotes.
pub(super) fn text_fix(applicability: Applicability, text: &str) -> Fix {
    Fix::value(applicability, quoted_like("", text))
}

/// Adds to a diagnostic the text that was probably meant, or else what to do.
pub(super) fn suggesting(
    fault: Diagnostic,
    meant: Option<(Applicability, impl AsRef<str>)>,
    otherwise: &str,
) -> Diagnostic {
    match meant {
        Some((applicability, meant)) => {
            let meant = meant.as_ref();
            fault.help(format!("write \"{meant}\"")).fix(text_fix(applicability, meant))
        }
        None => fault.help(otherwise),
    }
}
