//! Explains mistakes in the shape of a field: name, equals sign, missing value.

use std::ops::Range;

use super::super::line::{cut, is_bare, is_blank, looks_like_field};
use super::super::token::{Bracket, TokenKind, TomlToken, TomlTokens};
use super::edit::{as_comment, fix, put, remove, rewrite};
use super::mistake::mistake;
use super::show::{as_value, code, is_short, is_value, quoted};
use super::{invisible_chars, list, name, single_value};
use crate::diagnostic::{Diagnostic, Fix};
use crate::text::{Splice, apply_all};

/// The parts of a field, as far as they can be recognised.
struct FieldParts<'s> {
    text: &'s str,
    tokens: Vec<TomlToken>,
    name: Range<usize>,
    sign: Option<FieldSign>,
    value: Range<usize>,
}

/// The sign between a name and its value.
struct FieldSign {
    letter: char,
    at: Range<usize>,
}

const DETECTORS: &[fn(&FieldParts<'_>) -> Option<Diagnostic>] =
    &[foreign_comment, stray_bracket, control, wrong_sign, no_sign, odd_name, no_value, odd_value];

/// Says what is wrong with the field `text`.
pub(super) fn detect(text: &str) -> Option<Diagnostic> {
    let field = FieldParts::of(text);
    DETECTORS.iter().find_map(|detect| detect(&field))
}

/// Returns the name that the field `text` seems to have, without quote marks, and where it is.
pub(in super::super) fn name_of(text: &str) -> Option<(String, Range<usize>)> {
    let field = FieldParts::of(text);
    let at = match &field.sign {
        Some(_) => field.name.clone(),
        None => 0..without_sign(text)?.0.len(),
    };
    let written = cut(text, at.clone());
    let name = written.trim_matches(|c| is_blank(c) || matches!(c, '"' | '\'' | '“' | '”'));
    (!name.is_empty() && is_short(name)).then(|| (name.to_owned(), at))
}

/// Returns what look like the names of further fields in the statement `text`: bare words before
/// an equals sign, each with its place.
pub(in super::super) fn names_behind(text: &str) -> impl Iterator<Item = (String, Range<usize>)> {
    text.match_indices('=').skip(1).filter_map(|(at, _)| {
        let before = text.get(..at)?.trim_end();
        let name = before.rsplit(|c| !is_bare(c)).next().filter(|name| !name.is_empty())?;
        Some((name.to_owned(), before.len() - name.len()..before.len()))
    })
}

impl<'s> FieldParts<'s> {
    fn of(text: &'s str) -> Self {
        let tokens: Vec<TomlToken> = TomlTokens::of(text, 0).collect();
        let sign = sign(text, &tokens);
        let name_end = sign.as_ref().map_or(text.len(), |sign| sign.at.start);
        let value_start = sign.as_ref().map_or(text.len(), |sign| sign.at.end);
        let is_outer =
            |kind| matches!(kind, TokenKind::Space | TokenKind::Newline | TokenKind::Comment);
        let last = tokens.iter().rfind(|token| !is_outer(token.kind));
        let end = last.map_or(text.len(), |token| token.end).max(value_start);
        let value = cut(text, value_start..end);
        let value_start = end - value.trim_start_matches([' ', '\t']).len();
        Self { text, name: trimmed(text, 0..name_end), sign, value: value_start..end, tokens }
    }

    fn name(&self) -> &'s str {
        cut(self.text, self.name.clone())
    }

    fn value(&self) -> &'s str {
        cut(self.text, self.value.clone())
    }

    /// Returns the deletion of the field; a comment behind it stays.
    fn without_comment(&self) -> Splice {
        let behind = cut(self.text, self.value.end..self.text.len()).trim_start_matches(is_blank);
        let has_comment = behind.starts_with('#');
        remove(0..if has_comment { self.text.len() - behind.len() } else { self.text.len() })
    }
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let part = cut(text, range.clone());
    let start = range.end - part.trim_start_matches([' ', '\t']).len();
    let end = range.start + part.trim_end_matches([' ', '\t']).len();
    start..end.max(start)
}

/// Finds the equals sign, or the sign used instead.
fn sign(text: &str, tokens: &[TomlToken]) -> Option<FieldSign> {
    let equals = tokens.iter().find(|token| token.kind == TokenKind::Equals);
    let before = equals.map_or(text.len(), |token| token.start);
    let first_line = cut(text, 0..before).lines().next().unwrap_or_default();
    let head = first_line.split(['"', '\'', '[', '{', '#']).next().unwrap_or_default();
    let instead = head.find(['＝', '：']).or_else(|| colon(head));
    if let Some(at) = instead {
        let letter = cut(text, at..text.len()).chars().next()?;
        return Some(FieldSign { letter, at: at..at + letter.len_utf8() });
    }
    equals.map(|token| FieldSign { letter: '=', at: token.range() })
}

/// Finds a colon behind a name; that of an address or a time of day is none.
fn colon(head: &str) -> Option<usize> {
    let at = head.find(':')?;
    let name = cut(head, 0..at).trim_matches([' ', '\t']);
    let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name.chars().all(|letter| is_bare(letter) || matches!(letter, ' ' | '.'));
    let behind = cut(head, at + 1..head.len());
    (is_name && !behind.starts_with("//")).then_some(at)
}

fn foreign_comment(field: &FieldParts<'_>) -> Option<Diagnostic> {
    let signs = ["//", "/*", "<!--", "--", ";", "%"];
    let sign = signs.into_iter().find(|sign| field.text.starts_with(sign))?;
    let dashes = field.text.trim_end();
    if dashes.len() > 2 && dashes.chars().all(|letter| letter == '-') {
        let message = format!("`{dashes}` parts documents in YAML, and says nothing here");
        let at = 0..dashes.len();
        let fix = fix(false, vec![remove(at.clone())]);
        return Some(mistake(at, message).help("delete the line").fix(fix));
    }
    let message = format!("a comment starts with `#`, not with `{sign}`");
    // A field that was put aside is not for a program to put aside for good.
    let behind = cut(field.text, sign.len()..field.text.len()).trim_start();
    let is_certain = !looks_like_field(behind) && colon(behind).is_none();
    let found = mistake(0..sign.len(), message).help("write `#` in its place");
    Some(found.fix(fix(is_certain, vec![put(0..sign.len(), "#")])))
}

fn stray_bracket(field: &FieldParts<'_>) -> Option<Diagnostic> {
    let first = field.tokens.first()?;
    let TokenKind::Close(bracket) = first.kind else {
        return None;
    };
    let (closing, opening) = match bracket {
        Bracket::Square => (']', '['),
        Bracket::Curly => ('}', '{'),
    };
    let message = format!("this `{closing}` closes nothing: no `{opening}` is open here");
    let help = format!("delete it, or write the `{opening}` that belongs to it");
    // The commas and brackets behind it belong to nothing, either.
    let rest = field.text.trim_start_matches([']', '}', ',', ' ', '\t']);
    let is_all = rest.is_empty() || rest.starts_with('#');
    let at = if is_all { 0..field.text.len() - rest.len() } else { first.range() };
    Some(mistake(first.range(), message).help(help).fix(fix(false, vec![remove(at)])))
}

fn control(field: &FieldParts<'_>) -> Option<Diagnostic> {
    invisible_chars::control(field.text)
}

fn wrong_sign(field: &FieldParts<'_>) -> Option<Diagnostic> {
    let sign = field.sign.as_ref().filter(|sign| sign.letter != '=')?;
    let message = match sign.letter {
        ':' => "there is a colon between the name and its value".to_owned(),
        '：' => "there is a full-width colon between the name and its value".to_owned(),
        letter => format!("the equals sign `{letter}` is a full-width one"),
    };
    let found = mistake(sign.at.clone(), message);
    if field.value().is_empty() {
        let help =
            "write `=` and the value in its place, or `#` before the line if it is a comment";
        return Some(found.help(help).fix(fix(false, as_comment(field.text))));
    }
    let gap = field.name.end..field.value.start;
    Some(with_equals(found, field.name(), field.value(), sign.at.clone(), gap))
}

/// Returns the mistake with the remedy that writes `=` between `name` and `value`, and the value as it
/// is meant; `sign` is the sign that is there, and `gap` all that is there.
fn with_equals(
    found: Diagnostic,
    name: &str,
    value: &str,
    sign: Range<usize>,
    gap: Range<usize>,
) -> Diagnostic {
    let known = single_value::detect(value).and_then(|found| found.fix);
    let known = known.filter(|fix| fix.is_safe());
    let known = known.and_then(|fix| apply_all(value, fix.splices()));
    let is_certain = known.is_some() || is_value(value);
    let meant = known.or_else(|| single_value::corrected(value)).unwrap_or_else(|| as_value(value));
    let line = format!("{name} = {meant}");
    // What starts as a list or a text was meant as one.
    let is_broken = value.starts_with(['[', '{', '"', '\'']) && meant != value;
    if is_broken && !is_value(value) || !is_short(&line) || !is_value(&meant) {
        let found = found.help("write a plain `=` in its place");
        let sign = put(sign.clone(), if sign == gap { " = " } else { "=" });
        return found.fix(fix(true, vec![sign]));
    }
    let mut splices = vec![put(gap.clone(), " = ")];
    if meant != value {
        splices.extend(rewrite(gap.end, value, &meant));
    }
    found.help(format!("write `{line}`")).fix(fix(is_certain, splices))
}

fn no_sign(field: &FieldParts<'_>) -> Option<Diagnostic> {
    if field.sign.is_some() {
        return None;
    }
    let line = first_line(field.text);
    if let Some((name, value)) = without_sign(field.text) {
        if value.is_empty() {
            let message = format!("the name `{name}` has no `=` and no value after it");
            let help = format!("write `{name} = \"…\"`, or delete the line where nothing is known");
            let found = mistake(0..name.len(), message).help(help);
            return Some(found.fix(fix(false, vec![remove(0..field.text.len())])));
        }
        let message = format!("there is no `=` between `{name}` and its value");
        let gap = name.len()..line.len() - value.len();
        let found = mistake(gap.clone(), message);
        let found = with_equals(found, name, value, gap.clone(), gap);
        let is_text = value.starts_with(['"', '\'', '[', '“']);
        let fix = found.fix.clone().map(|fix| if is_text { *fix } else { fix.to_decide() });
        return Some(found.fix(fix));
    }
    let found = |message: &str| mistake(0..line.len(), message);
    if line.starts_with(['"', '\'', '“']) {
        let help = "write its name and `=` before it, put it into the list it belongs to, or put \
                    `#` before it if it is a comment";
        let found = found("this text has no field name before it").help(help);
        return Some(found.fix(fix(false, as_comment(field.text))));
    }
    let help = "put `#` before it if it is a comment, or write it as `note = \"…\"`";
    let mut alternatives = vec![as_comment(field.text)];
    if field.text.trim_end() == line {
        alternatives.push(rewrite(0, line, &format!("note = {}", quoted(line))));
    }
    let found = found("this line is neither a field nor a comment").help(help);
    Some(found.fix(Fix::choice(alternatives)))
}

/// Returns the name and the value, or `""`, of a field whose equals sign is missing.
fn without_sign(text: &str) -> Option<(&str, &str)> {
    let line = first_line(text);
    let (name, value) = line.split_once([' ', '\t']).unwrap_or((line, ""));
    let value = value.trim_matches([' ', '\t']);
    let is_name = !name.is_empty() && name.chars().all(|letter| is_bare(letter) || letter == '.');
    let is_field = value.is_empty() || is_value(value) || value.starts_with(['"', '\'', '[', '“']);
    (is_name && is_field && is_short(name)).then_some((name, value))
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default().trim_end_matches([' ', '\t'])
}

fn odd_name(field: &FieldParts<'_>) -> Option<Diagnostic> {
    name::detect(field.name()).map(|found| found.moved(field.name.start))
}

fn no_value(field: &FieldParts<'_>) -> Option<Diagnostic> {
    let sign = field.sign.as_ref()?;
    if !field.value().trim_matches(is_blank).is_empty() {
        return None;
    }
    let message = format!("{} has no value", code(field.name()));
    let help = "write its value after the `=`, or delete the line: what is left out is unknown";
    let found = mistake(sign.at.clone(), message).help(help);
    Some(found.fix(fix(false, vec![field.without_comment()])))
}

fn odd_value(field: &FieldParts<'_>) -> Option<Diagnostic> {
    let value = field.value();
    let found = if value.starts_with('=') {
        let help = format!("write `{} = …` with one of them", field.name());
        let end = value.len() - value.trim_start_matches(['=', ' ', '\t']).len();
        let is_apart = field.sign.as_ref().is_some_and(|sign| sign.at.end < field.value.start);
        let space = if is_apart { "" } else { " " };
        let found = mistake(0..1, "there are two equals signs").help(help);
        found.fix(fix(true, vec![put(0..end, space)]))
    } else if single_value::is_unknown(value) {
        // The help deletes the line, so that is where the splice goes.
        let found = single_value::detect(value)?.moved(field.value.start);
        return Some(found.fix(fix(false, vec![field.without_comment()])));
    } else if value.starts_with(['[', '{']) {
        list::detect(value)?
    } else {
        single_value::detect(value)?
    };
    Some(found.moved(field.value.start))
}
