//! The standards behind coded fields, and the message for a text that is not such a code.

use toml::de::DeValue;

use super::code;
use super::value::Value;
use super::value_diagnostic::{suggesting, text};
use crate::diagnostic::{Applicability, Diagnostic, Rule};

/// A list of codes that a standard keeps.
pub(super) struct Standard {
    has: fn(&str) -> bool,
    what: &'static str,
    remedy: &'static str,
    /// Finds the code of what goes by a name.
    code_of: fn(&str) -> Option<&'static str>,
}

/// What to do where a text is no code of a list that can be looked up.
const LOOK_UP: &str = "look the code up, or leave the field out";

impl Standard {
    pub(super) const COUNTRY: Self = Self {
        has: code::is_country,
        what: "an ISO 3166-1 country in two capital letters",
        remedy: LOOK_UP,
        code_of: code::country_named,
    };
    pub(super) const REGION: Self = Self {
        has: code::is_region,
        what: "an ISO 3166 country or part of one, such as KH-18",
        remedy: LOOK_UP,
        code_of: code::country_named,
    };
    pub(super) const LANGUAGE: Self = Self {
        has: code::is_language,
        what: "an ISO 639 language in two or three small letters",
        remedy: LOOK_UP,
        code_of: code::language_named,
    };
    pub(super) const OFFENCE: Self = Self {
        has: code::is_offence,
        what: "an ICCS offence, such as 0204",
        remedy: LOOK_UP,
        code_of: |_| None,
    };
    pub(super) const WEB_ADDRESS: Self = Self {
        has: code::is_web_address,
        what: "an address that starts with https:// or http://",
        remedy: "write the whole address, or leave the field out",
        code_of: |_| None,
    };
    pub(super) const SHA256: Self = Self {
        has: code::is_sha256,
        what: "a SHA-256 hash: 64 digits and letters from a to f",
        remedy: "copy the whole hash, or leave the field out",
        code_of: |_| None,
    };
    pub(super) const IDENTIFIER: Self = Self {
        has: code::is_identifier,
        what: "a database and what it calls the record, such as wikidata:Q424",
        remedy: "put the name of the database and a colon before it, or leave it out",
        code_of: |_| None,
    };

    /// Reads a code.
    pub(super) fn read(&self, value: &DeValue<'_>) -> Result<Value, Diagnostic> {
        let written = text(value, "a code in quotes")?;
        if (self.has)(written) {
            return Ok(Value::Code(written.into()));
        }
        Err(suggesting(
            Diagnostic::of_value(Rule::BadCode, format!("\"{written}\" is not {}", self.what)),
            (self.code_of)(written).map(|code| (certainty(written, code), code)),
            self.remedy,
        ))
    }
}

/// Returns whether a code is what was written: not where a short text may be another code or a short
/// name, as `vi` is Vietnamese and the Virgin Islands.
fn certainty(written: &str, code: &str) -> Applicability {
    let is_same = written.eq_ignore_ascii_case(code);
    let is_other = code::is_language(written) || code::is_country(written);
    let is_long = written.chars().count() > 4 && !written.eq_ignore_ascii_case("congo");
    if is_same && !is_other || is_long { Applicability::Safe } else { Applicability::NeedsDecision }
}
