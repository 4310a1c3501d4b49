//! Explains mistakes in a single value that is neither a list nor an inline table.

use super::super::line::{cut, is_invisible};
use super::super::token::{TokenKind, TomlToken, TomlTokens};
use super::Detector;
use super::edit::{add, fix, put, remove, rewrite};
use super::mistake::mistake;
use super::show::{code, is_short, is_value, quoted, write};
use super::{backslash, date, invisible_chars, number, quote_marks as marks};
use crate::diagnostic::{Diagnostic, Fix};

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
        ',' => "there is a comma after the value".to_owned(),
        ';' => "there is a semicolon after the value".to_owned(),
        sign => format!("there is `{sign}` after the value"),
    };
    let found =
        mistake(start..value.len(), message).help("delete it: a line needs no sign at its end");
    Some(found.fix(fix(true, vec![remove(sound.len()..value.len())])))
}

fn second_field(value: &str) -> Option<Diagnostic> {
    let tokens: Vec<TomlToken> =
        TomlTokens::of(value, 0).filter(|t| t.kind != TokenKind::Space).collect();
    let equals = tokens.iter().position(|token| token.kind == TokenKind::Equals)?;
    let name = tokens.get(equals.checked_sub(1)?)?;
    let first = cut(value, 0..name.start).trim_end_matches([' ', '\t', ',', ';']);
    if !is_value(first) {
        return None;
    }
    two_fields(value, name.start)
}

/// Says that a second field starts at `start`, behind the value of the first.
pub(super) fn two_fields(value: &str, start: usize) -> Option<Diagnostic> {
    let first = value.get(..start)?.trim_end_matches([' ', '\t', ',', ';']);
    let second = cut(value, start..value.len());
    let help = if is_short(second) {
        format!("put {} on a line of its own", code(second))
    } else {
        "put each on a line of its own".to_owned()
    };
    let found = mistake(start..value.len(), "there are two fields on one line").help(help);
    Some(found.fix(fix(true, vec![put(first.len()..start, "\n")])))
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
    let words = TomlTokens::of(value, 0).filter(|token| token.kind == TokenKind::Word);
    let signs = words.flat_map(|word| {
        let letters = word.of(value).char_indices();
        letters.map(move |(at, letter)| (word.start + at, letter))
    });
    let commas = signs.filter(|(_, letter)| matches!(letter, '，' | '、' | '；'));
    let commas = commas.map(|(at, letter)| put(at..at + letter.len_utf8(), ","));
    let found = mistake(at..at + comma.len_utf8(), message).help("write `,`");
    Some(found.fix(fix(true, commas.collect())))
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
    let mut splices = vec![add(0, "[")];
    for pair in tokens.windows(2) {
        let gap = pair[0].end..pair[1].start;
        if !cut(value, gap.clone()).contains(',') {
            splices.push(put(gap, ", "));
        }
    }
    let end = tokens.last().map_or(value.len(), |last| last.end);
    splices.push(put(end..value.len(), "]"));
    let found = mistake(0..value.len(), "one name has several values").help(help);
    Some(found.fix(fix(false, splices)))
}

fn words_behind(value: &str) -> Option<Diagnostic> {
    let mut tokens = TomlTokens::of(value, 0);
    let first = tokens.next()?;
    let rest = tokens.find(|token| token.kind != TokenKind::Space)?;
    if !matches!(first.kind, TokenKind::Quoted { closed: true, .. }) {
        return None;
    }
    let words = cut(value, rest.start..value.len());
    let message = format!("{} follows the closing quote mark", code(words));
    let help = "put it inside the quote marks, or `#` before it if it is a comment";
    let TokenKind::Quoted { mark, .. } = first.kind else {
        return None;
    };
    let close = first.end - mark.written().len()..first.end;
    let inside = vec![remove(close), add(value.len(), mark.written())];
    let comment = vec![add(rest.start, if rest.start == first.end { " # " } else { "# " })];
    let starts_comment = words.starts_with(['/', '-', ';', '(', '%']);
    let order = if starts_comment { vec![comment, inside] } else { vec![inside, comment] };
    Some(mistake(rest.start..value.len(), message).help(help).fix(Fix::choice(order)))
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
    let brackets = value.char_indices().filter_map(|(at, letter)| {
        let plain = match letter {
            '［' | '【' => "[",
            '］' | '】' => "]",
            '｛' => "{",
            '｝' => "}",
            _ => return None,
        };
        Some(put(at..at + letter.len_utf8(), plain))
    });
    // More than one pair may be a part of the texts in the list.
    let brackets: Vec<_> = brackets.collect();
    let found = mistake(0..bracket.len_utf8(), message).help(help);
    Some(found.fix(fix(brackets.len() == 2, brackets)))
}

fn yes_or_no(value: &str) -> Option<Diagnostic> {
    let lower = value.to_lowercase();
    let at = 0..value.len();
    match lower.as_str() {
        "true" | "false" => {
            let message = format!("`{value}` is written with capital letters");
            let found = mistake(at, message).help(format!("write `{lower}`"));
            Some(found.fix(fix(true, vec![put(0..value.len(), lower)])))
        }
        "yes" | "no" | "on" | "off" | "y" | "n" => {
            let plain = if matches!(lower.as_str(), "yes" | "on" | "y") { "true" } else { "false" };
            let message = format!("yes and no are written `true` and `false`, not `{value}`");
            let help = format!("write `{plain}`, or `\"{value}\"` if it is a text");
            let text = quoted(value);
            let fix = Fix::choice(vec![vec![put(at.clone(), plain)], rewrite(0, value, &text)]);
            Some(mistake(at, message).help(help).fix(fix))
        }
        _ => None,
    }
}

/// Returns whether `value` is a word for something that is not known.
pub(super) fn is_unknown(value: &str) -> bool {
    let words = ["unknown", "not known", "n/a", "na", "none", "null", "nil", "tbd", "?", "-", "–"];
    words.contains(&value.to_lowercase().as_str())
}

fn unknown(value: &str) -> Option<Diagnostic> {
    if !is_unknown(value) {
        return None;
    }
    let message = format!("`{value}` is not a value");
    let help = "delete the line: what is left out is unknown";
    Some(mistake(0..value.len(), message).help(help))
}

fn bare_text(value: &str) -> Diagnostic {
    let message = if value.contains(char::is_alphabetic) {
        format!("the text {} is not in quote marks", code(value))
    } else {
        format!("{} is neither a number nor a text in quote marks", code(value))
    };
    let help = write(&quoted(value), "put straight quote marks `\"` around it");
    // A sign of TOML, or one that parts words, may be meant as such.
    let is_sign = |c: char| c.is_ascii_punctuation() && !matches!(c, '-' | '.' | '\'' | '(' | ')');
    let is_words = value.contains(char::is_alphabetic) && !value.contains(is_sign);
    let is_certain = is_words && value.starts_with(char::is_alphabetic);
    let found = mistake(0..value.len(), message).help(help);
    found.fix(fix(is_certain, rewrite(0, value, &quoted(value))))
}
