//! Why a value could not be read: the rule, what is wrong, and what to do.

use toml::de::DeValue;

use super::problem::Rule;

/// Why a value could not be read: the rule it breaks, what is wrong, what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ValueProblem {
    /// The rule that the value breaks.
    pub rule: Rule,
    /// What is wrong, in a sentence without a full stop.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
}

impl ValueProblem {
    pub(super) fn new(rule: Rule, message: impl Into<String>) -> Self {
        Self { rule, message: message.into(), help: None }
    }

    pub(super) fn help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }

    pub(super) fn suggesting(self, meant: Option<impl AsRef<str>>, otherwise: &str) -> Self {
        match meant {
            Some(meant) => self.help(format!("write \"{}\"", meant.as_ref())),
            None => self.help(otherwise),
        }
    }
}

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
pub(super) fn wrong(value: &DeValue<'_>, wanted: &str) -> ValueProblem {
    ValueProblem::new(
        Rule::WrongType,
        format!("this is {}, and the field takes {wanted}", described(value)),
    )
}

/// Returns the text that a value is.
pub(super) fn text<'v>(value: &'v DeValue<'_>, wanted: &str) -> Result<&'v str, ValueProblem> {
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
