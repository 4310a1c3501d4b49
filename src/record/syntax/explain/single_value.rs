//! Explains mistakes in a single value that is neither a list nor an inline table.

use super::super::line::{cut, is_invisible};
use super::super::token::{TokenKind, TomlToken, TomlTokens};
use super::Detector;
use super::mistake::mistake;
use super::show::{code, is_short, is_value, quoted, write};
use super::{backslash, date, invisible_chars, number, quote_marks as marks};
use crate::diagnostic::Diagnostic;

const LOOKS: &[Detector] = &[
    marks::not_straight,
    marks::triple_open,
    backslash::detect,
    marks::open,
    invisible,
    sign_behind,
    second_field,
    date::detect,
    number::detect,
    full_width_comma,
    several,
    marks::doubled,
    marks::inside,
    words_behind,
    marks::missing_opening,
    full_width_bracket,
    yes_or_no,
    unknown,
];

/// Says what is wrong with `value`, or `None` where it is right.
pub(super) fn detect(value: &str) -> Option<Diagnostic> {
    if is_value(value) {
        return None;
    }
    let found = LOOKS.iter().find_map(|look| look(value));
    Some(found.unwrap_or_else(|| bare_text(value)))
}

/// Returns `value` as it should have been written, where that is known.
pub(super) fn corrected(value: &str) -> Option<String> {
    marks::straightened(value).or_else(|| date::corrected(value))
}

fn invisible(value: &str) -> Option<Diagnostic> {
    let visible: String = value.chars().filter(|c| !is_invisible(*c)).collect();
    if is_value(visible.trim()) { invisible_chars::invisible(value) } else { None }
}

fn sign_behind(value: &str) -> Option<Diagnostic> {
    let sign = value.chars().next_back().filter(|sign| ",;.，；。、".contains(*sign))?;
    let start = value.len() - sign.len_utf8();
    let sound = cut(value, 0..start).trim_end();
    if !is_value(sound) {
        return None;
    }
    let message = match sign {
        ',' => "a comma stands behind the value".to_owned(),
        ';' => "a semicolon stands behind the value".to_owned(),
        sign => format!("`{sign}` stands behind the value"),
    };
    Some(mistake(start..value.len(), message).help("delete it: a line ends without a sign"))
}

fn second_field(value: &str) -> Option<Diagnostic> {
    let tokens: Vec<TomlToken> =
        TomlTokens::of(value, 0).filter(|t| t.kind != TokenKind::Space).collect();
    let equals = tokens.iter().position(|token| token.kind == TokenKind::Equals)?;
    let name = tokens.get(equals.checked_sub(1)?)?;
    if !is_value(cut(value, 0..name.start).trim_end_matches([' ', '\t', ',', ';'])) {
        return None;
    }
    let second = cut(value, name.start..value.len());
    let help = if is_short(second) {
        format!("put {} on a line of its own", code(second))
    } else {
        "put each on a line of its own".to_owned()
    };
    Some(mistake(name.start..value.len(), "two fields stand on one line").help(help))
}

fn full_width_comma(value: &str) -> Option<Diagnostic> {
    let first = TomlTokens::of(value, 0).next()?;
    let behind = cut(value, first.end..value.len());
    let comma = behind.trim_start().chars().next()?;
    let is_text = matches!(first.kind, TokenKind::Quoted { closed: true, .. });
    if !is_text || !matches!(comma, '，' | '、' | '；') {
        return None;
    }
    let at = value.len() - behind.trim_start().len();
    let message = format!("the comma `{comma}` is a full-width one");
    Some(mistake(at..at + comma.len_utf8(), message).help("write `,`"))
}

fn several(value: &str) -> Option<Diagnostic> {
    let is_seen = |token: &TomlToken| !matches!(token.kind, TokenKind::Space | TokenKind::Comma);
    let tokens: Vec<TomlToken> = TomlTokens::of(value, 0).filter(is_seen).collect();
    let values: Vec<&str> = tokens.iter().map(|token| token.of(value)).collect();
    if values.len() < 2 || !values.iter().all(|value| is_value(value)) {
        return None;
    }
    let list = format!("[{}]", values.join(", "));
    let help = write(&list, "put them in square brackets, with commas between them");
    Some(mistake(0..value.len(), "several values stand behind one name").help(help))
}

fn words_behind(value: &str) -> Option<Diagnostic> {
    let mut tokens = TomlTokens::of(value, 0);
    let first = tokens.next()?;
    let rest = tokens.find(|token| token.kind != TokenKind::Space)?;
    if !matches!(first.kind, TokenKind::Quoted { closed: true, .. }) {
        return None;
    }
    let words = cut(value, rest.start..value.len());
    let message = format!("{} stands behind the closing quote mark", code(words));
    let help = "put it inside the quote marks, or `#` before it if it is a remark";
    Some(mistake(rest.start..value.len(), message).help(help))
}

fn full_width_bracket(value: &str) -> Option<Diagnostic> {
    let bracket = value.chars().next()?;
    let plain = match bracket {
        '［' | '【' => '[',
        '｛' => '{',
        _ => return None,
    };
    let message = format!("the bracket `{bracket}` is a full-width one");
    let help = format!("write `{plain}`, and the same for the one that closes it");
    Some(mistake(0..bracket.len_utf8(), message).help(help))
}

fn yes_or_no(value: &str) -> Option<Diagnostic> {
    let lower = value.to_lowercase();
    let at = 0..value.len();
    match lower.as_str() {
        "true" | "false" => {
            let message = format!("`{value}` is written with capital letters");
            Some(mistake(at, message).help(format!("write `{lower}`")))
        }
        "yes" | "no" | "on" | "off" | "y" | "n" => {
            let plain = if matches!(lower.as_str(), "yes" | "on" | "y") { "true" } else { "false" };
            let message = format!("for yes and no stand `true` and `false`, not `{value}`");
            let help = format!("write `{plain}`, or `\"{value}\"` if it is a text");
            Some(mistake(at, message).help(help))
        }
        _ => None,
    }
}

fn unknown(value: &str) -> Option<Diagnostic> {
    let words = ["unknown", "not known", "n/a", "na", "none", "null", "nil", "tbd", "?", "-", "–"];
    if !words.contains(&value.to_lowercase().as_str()) {
        return None;
    }
    let message = format!("`{value}` is no value");
    let help = "delete the line: what is left out is unknown";
    Some(mistake(0..value.len(), message).help(help))
}

fn bare_text(value: &str) -> Diagnostic {
    let message = if value.contains(char::is_alphabetic) {
        format!("the text {} is not in quote marks", code(value))
    } else {
        format!("{} is neither a number nor a text in quote marks", code(value))
    };
    let help = write(&quoted(value), "put straight quote marks `\"` before and behind it");
    mistake(0..value.len(), message).help(help)
}
