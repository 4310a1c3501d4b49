//! Detects from the environment whether the terminal uses UTF-8.
//!
//! A terminal with another encoding interprets bytes above 0x7F in its own way: in Latin-1, or in
//! GNU screen under `LANG=C`, 0x9B starts an escape sequence, and `ě` in UTF-8 is C4 9B.

use std::env;
use std::io::{self, IsTerminal as _};

use crate::text::show_ascii_only;

/// Says that the terminal shows UTF-8, whatever the locale says.
const OVERRULES: &str = "CASEBOOK_UTF8";

/// What the environment says of the encoding of the terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Locale {
    Utf8,
    /// Another encoding: the variable that says so, and its value.
    Other(&'static str, String),
    /// Nothing is said, which means the C locale.
    Unset,
}

/// Makes text for people ASCII where the locale is not UTF-8.
///
/// If no variable is set and neither standard output nor standard error is a terminal, as under
/// cron, text stays UTF-8.
pub(super) fn apply() {
    let ascii = match locale() {
        Locale::Utf8 => false,
        Locale::Other(..) => true,
        Locale::Unset => io::stdout().is_terminal() || io::stderr().is_terminal(),
    };
    if ascii {
        show_ascii_only();
    }
}

/// Returns why letters beyond ASCII are spelled in it, and what to do about that.
pub(super) fn reason() -> Option<String> {
    let why = match locale() {
        Locale::Utf8 => return None,
        Locale::Other(variable, value) => format!("{variable}={value} is not UTF-8"),
        Locale::Unset => "no locale is set (LANG)".to_owned(),
    };
    Some(format!(
        "{why}: non-ASCII letters are written in ASCII; {OVERRULES}=1 shows them unchanged"
    ))
}

fn locale() -> Locale {
    if cfg!(windows) {
        // Its console is written to in UTF-16.
        return Locale::Utf8;
    }
    let read = |name| env::var_os(name).map(|value| value.to_string_lossy().into_owned());
    locale_from(read)
}

/// Returns what variables say, the first that has a value before all others.
fn locale_from(read: impl Fn(&'static str) -> Option<String>) -> Locale {
    let value = |name| read(name).filter(|value| !value.is_empty());
    if value(OVERRULES).is_some_and(|value| value != "0") {
        return Locale::Utf8;
    }
    let mut set =
        ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().filter_map(|name| Some((name, value(name)?)));
    match set.next() {
        Some((_, value)) if is_utf8(&value) => Locale::Utf8,
        Some((name, value)) => Locale::Other(name, value),
        None => Locale::Unset,
    }
}

/// Returns whether a locale is one of UTF-8: `C.UTF-8`, `en_US.utf8@euro`, macOS' `UTF-8`.
fn is_utf8(locale: &str) -> bool {
    let codeset = locale.split('@').next().unwrap_or_default();
    let codeset = codeset.rsplit_once('.').map_or(codeset, |(_, codeset)| codeset);
    let letters = codeset.chars().filter(char::is_ascii_alphanumeric);
    letters.map(|c| c.to_ascii_lowercase()).eq("utf8".chars())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(variables: &[(&str, &str)], locale: &Locale) {
        let read = |name| {
            let found = variables.iter().find(|(variable, _)| *variable == name);
            found.map(|(_, value)| (*value).to_owned())
        };
        assert_eq!(locale_from(read), *locale, "{variables:?}");
    }

    #[test]
    fn the_first_variable_that_has_a_value_says_the_encoding() {
        let other = |name, value: &str| Locale::Other(name, value.to_owned());
        check(&[], &Locale::Unset);
        check(&[("LC_ALL", ""), ("LANG", "")], &Locale::Unset);
        for value in ["C.UTF-8", "C.utf8", "en_US.UTF-8", "de_DE.utf8@euro", "UTF-8", "ja_JP.UTF8"]
        {
            check(&[("LANG", value)], &Locale::Utf8);
        }
        for value in
            ["C", "POSIX", "en_US", "en_US.ISO-8859-1", "ja_JP.eucJP", "zh_CN.GB18030", "x.utf16"]
        {
            check(&[("LANG", value)], &other("LANG", value));
        }
        check(&[("LC_ALL", "C"), ("LANG", "C.UTF-8")], &other("LC_ALL", "C"));
        check(&[("LC_ALL", "C.UTF-8"), ("LANG", "C")], &Locale::Utf8);
        check(
            &[("LC_CTYPE", "ru_RU.KOI8-R"), ("LANG", "C.UTF-8")],
            &other("LC_CTYPE", "ru_RU.KOI8-R"),
        );
        check(&[("LC_ALL", ""), ("LC_CTYPE", "UTF-8"), ("LANG", "C")], &Locale::Utf8);
        check(&[("LC_ALL", "C"), (OVERRULES, "1")], &Locale::Utf8);
        check(&[("LC_ALL", "C"), (OVERRULES, "0")], &other("LC_ALL", "C"));
    }
}
