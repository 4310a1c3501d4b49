//! Writes TOML strings, in the quote style of the value that is replaced.

use std::fmt::Write as _;

/// Returns `value` in the quotes of the text `old`, or in plain double quotes where those cannot
/// hold it or there are none.
pub(crate) fn like(old: &str, value: &str) -> String {
    let control = value.chars().any(|c| c.is_control() && c != '\t');
    let literal = !control && !value.contains('\'');
    let long_literal = !control && !value.contains("'''") && !value.ends_with('\'');
    if old.starts_with("\"\"\"") {
        format!("\"\"\"{}\"\"\"", escaped(value))
    } else if old.starts_with("'''") && long_literal {
        format!("'''{value}'''")
    } else if old.starts_with('\'') && !old.starts_with("'''") && literal {
        format!("'{value}'")
    } else {
        basic(value)
    }
}

/// Returns `value` in double quotes.
pub(crate) fn basic(value: &str) -> String {
    format!("\"{}\"", escaped(value))
}

/// Returns `value` as it is written between double quotes.
pub(crate) fn escaped(value: &str) -> String {
    let mut escaped = String::with_capacity(value.len());
    for c in value.chars() {
        match c {
            '"' => escaped.push_str("\\\""),
            '\\' => escaped.push_str("\\\\"),
            '\n' => escaped.push_str("\\n"),
            '\r' => escaped.push_str("\\r"),
            '\t' => escaped.push_str("\\t"),
            c if c.is_control() => {
                // Writing into a string cannot fail.
                let _ = write!(escaped, "\\u{:04X}", u32::from(c));
            }
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_are_kept_where_they_can_hold_the_value() {
        for (old, value, new) in [
            ("'a'", "b", "'b'"),
            ("'a'", "it's", "\"it's\""),
            ("'a'", "b\n", "\"b\\n\""),
            ("\"a\"", "say \"b\"\\", r#""say \"b\"\\""#),
            ("'''a'''", "it's", "'''it's'''"),
            ("'''a'''", "b'", "\"b'\""),
            ("\"\"\"\na\"\"\"", "b\nc", "\"\"\"b\\nc\"\"\""),
            ("2021-12-05", "2021", "\"2021\""),
            ("", "ấ\u{0}\u{85}", "\"ấ\\u0000\\u0085\""),
        ] {
            assert_eq!(like(old, value), new, "{old} {value:?}");
        }
    }
}
