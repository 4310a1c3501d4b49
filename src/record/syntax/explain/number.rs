//! Explains mistakes in numbers.

use super::Detector;
use super::edit::{fix, rewrite};
use super::mistake::mistake;
use super::show::{code, is_value, quoted};
use crate::diagnostic::{Diagnostic, Fix};

const LOOKS: &[Detector] = &[full_width, grouped, decimal_comma, leading_zero, bare_point, unit];

/// Says what is wrong with `value` if it was meant as a number.
pub(super) fn detect(value: &str) -> Option<Diagnostic> {
    LOOKS.iter().find_map(|look| look(value))
}

fn full_width(value: &str) -> Option<Diagnostic> {
    let digits: Option<String> = value.chars().map(plain_digit).collect();
    let digits = digits.filter(|digits| !digits.is_empty() && !value.is_ascii())?;
    let message = format!("the number {} is in full-width digits", code(value));
    let found = mistake(0..value.len(), message).help(format!("write {}", code(&digits)));
    Some(found.fix(fix(true, rewrite(0, value, &digits))))
}

fn plain_digit(letter: char) -> Option<char> {
    let full_width = u32::from(letter).checked_sub(u32::from('０')).filter(|digit| *digit < 10);
    let digit = full_width.and_then(|digit| char::from_digit(digit, 10));
    digit.or_else(|| letter.is_ascii_digit().then_some(letter))
}

fn grouped(value: &str) -> Option<Diagnostic> {
    let is_separator = |c: char| {
        matches!(c, ',' | '.' | ' ' | '\'' | '’' | '，' | '\u{a0}' | '\u{202f}' | '\u{2009}')
    };
    let mut groups = value.split(is_separator);
    let first = groups.next()?;
    let is_group = |group: &str| group.len() == 3 && is_digits(group);
    let starts = is_digits(first) && first.len() <= 3 && !first.starts_with('0');
    let rest: Vec<&str> = groups.collect();
    if !starts || rest.is_empty() || !rest.iter().all(|group| is_group(group)) {
        return None;
    }
    let message = format!("the number {} has separators between its digits", code(value));
    let number = format!("{first}{}", rest.concat());
    let help = format!("write {}", code(&number));
    // `13,756` may be meant with a decimal comma.
    let is_certain = rest.len() > 1 || !value.contains([',', '.', '，']);
    Some(
        mistake(0..value.len(), message)
            .help(help)
            .fix(fix(is_certain, rewrite(0, value, &number))),
    )
}

fn decimal_comma(value: &str) -> Option<Diagnostic> {
    let (whole, part) = value.split_once(',')?;
    if !is_digits(whole) || !is_digits(part) {
        return None;
    }
    let message = format!("the number {} has a comma in it", code(value));
    let number = format!("{whole}.{part}");
    let help = format!("write {} with a point", code(&number));
    Some(mistake(0..value.len(), message).help(help).fix(fix(false, rewrite(0, value, &number))))
}

fn leading_zero(value: &str) -> Option<Diagnostic> {
    if !is_digits(value) || !value.starts_with('0') {
        return None;
    }
    let number = value.trim_start_matches('0');
    let number = if number.is_empty() { "0" } else { number };
    let text = quoted(value);
    let message = format!("the number {} starts with 0", code(value));
    let help = format!("write {}, or {} where the 0 belongs to it", code(number), code(&text));
    Some(mistake(0..value.len(), message).help(help).fix(either(value, number, &text)))
}

fn bare_point(value: &str) -> Option<Diagnostic> {
    let (whole, part) = value.split_once('.')?;
    let digits = is_digits(whole) || is_digits(part);
    let missing = whole.is_empty() || part.is_empty();
    let is_bare = digits && missing;
    let mended = match (whole, part) {
        ("", part) => format!("0.{part}"),
        (whole, _) => format!("{whole}.0"),
    };
    let message = format!("the number {} has no digit on one side of its point", code(value));
    is_bare.then(|| {
        let found = mistake(0..value.len(), message).help(format!("write {}", code(&mended)));
        found.fix(fix(true, rewrite(0, value, &mended)))
    })
}

fn unit(value: &str) -> Option<Diagnostic> {
    let bare = value.trim_start_matches(['$', '€', '£', '¥', '￥', '฿', '~', '<', '>', '±', '≈']);
    let digits = bare.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ',' | '.'));
    let number = bare.strip_suffix(digits)?.trim_end_matches([',', '.']);
    let unit = digits.trim();
    let has_unit = unit.starts_with(|c: char| c.is_alphabetic() || "%+?元人名岁".contains(c));
    let starts = number.starts_with(|c: char| c.is_ascii_digit());
    let is_one_number = !unit.contains(['-', '/', ':', '"']);
    let is_hex = number == "0" && unit.starts_with(['x', 'o', 'b']);
    if !starts || is_hex || !is_one_number || !(has_unit || bare.len() < value.len()) {
        return None;
    }
    let message = format!("{} is more than a number, and not in quote marks", code(value));
    let text = quoted(value);
    let found = mistake(0..value.len(), message);
    if is_value(number) && !is_money(number, unit) {
        let help = format!("write {} for a number, or {} for a text", code(number), code(&text));
        return Some(found.help(help).fix(either(value, number, &text)));
    }
    let is_certain = is_money(number, unit) && bare.len() == value.len();
    let found = found.help(format!("write {}", code(&text)));
    Some(found.fix(fix(is_certain, rewrite(0, value, &text))))
}

/// Returns the fix that writes one of two values.
fn either(value: &str, number: &str, text: &str) -> Option<Fix> {
    Fix::choice(vec![rewrite(0, value, number), rewrite(0, value, text)])
}

fn is_money(number: &str, unit: &str) -> bool {
    is_digits(number) && unit.len() == 3 && unit.bytes().all(|b| b.is_ascii_uppercase())
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}
