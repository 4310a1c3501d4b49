//! Completion and hover in `casebook.toml`: settings, their values, rules and vocabularies.

use strum::IntoEnumIterator as _;

use super::completion::{CompletionAnswer, CompletionOffer, OfferKind};
use super::explanation::Explanation;
use super::hover::HoverAnswer;
use super::typing::{TypedKey, TypedPart, TypedPlace, Typing};
use crate::collection::setting_meanings;
use crate::diagnostic::Rule;
use crate::record::Vocabulary;
use crate::text::ByteRange;

/// The tables of the settings: the names in the header, and which setting it is.
const TABLES: [(&str, &str); 3] =
    [("vocabulary", "vocabulary"), ("check.off", "check"), ("views", "views")];

/// Returns what could be typed at a place of the settings.
pub(crate) fn complete_settings(text: &str, offset: usize) -> Option<CompletionAnswer> {
    let typing = Typing::at(text, offset)?;
    let offers = match &typing.part {
        TypedPart::Header(range) => {
            let typed = ByteRange::from_span(range.start()..offset.max(range.start()));
            tables(*range, Some(typed.of(text))).collect()
        }
        TypedPart::Key(key) => keys(key, &typing),
        TypedPart::Value(value) => values(value, &typing),
    };
    Some(CompletionAnswer { offers, is_incomplete: false })
}

/// Returns what is known about a place of the settings.
pub(crate) fn hover_settings(text: &str, offset: usize) -> Option<HoverAnswer> {
    let typing = Typing::at(text, offset)?;
    let (name, range) = match &typing.part {
        TypedPart::Key(key) => (key.range.of(text), key.range),
        TypedPart::Value(value) => (value.field, value.range),
        TypedPart::Header(_) => return None,
    };
    let name = name.trim_matches(['"', '\'']);
    let mut explanation = Explanation::of(name);
    match typing.table.as_slice() {
        [] => explanation.text(setting_meanings().get(name)?),
        ["check", "off"] => {
            explanation.text(Rule::iter().find(|rule| rule.name() == name)?.about());
            explanation.text("It is switched off, for the reason that is written here.");
        }
        ["vocabulary"] => {
            let vocabulary = Vocabulary::all().find(|one| one.name() == name)?;
            let words: Vec<&str> = vocabulary.words().collect();
            explanation.text("Words of the collection's own.");
            explanation.text(&format!("The format has these: {}", words.join(", ")));
        }
        ["views"] => explanation.text(setting_meanings().get("views")?),
        [_, ..] => return None,
    }
    Some(HoverAnswer { range, explanation })
}

fn keys(key: &TypedKey<'_>, typing: &Typing<'_>) -> Vec<CompletionOffer> {
    let offer = |name: &str, meaning: &str, value: &str| CompletionOffer {
        label: name.to_owned(),
        kind: OfferKind::Field,
        detail: String::new(),
        meaning: meaning.to_owned(),
        range: key.range,
        text: if key.has_value { name.to_owned() } else { format!("{name} = ") },
        snippet: (!key.has_value).then(|| format!("{name} = {value}")),
        filter: None,
    };
    let is_missing = |name: &str| !typing.keys.contains(&name);
    match typing.table.as_slice() {
        [] => {
            let is_table = |name: &str| TABLES.iter().any(|(_, setting)| *setting == name);
            let settings = setting_meanings().iter();
            let settings = settings.filter(|(name, _)| !is_table(name) && is_missing(name));
            let settings = settings.map(|(name, meaning)| {
                let value = if is_in_quotes(name) { "\"$1\"" } else { "$1" };
                offer(name, meaning, value)
            });
            let tables = tables(key.range, None).filter(|_| !key.has_value && typing.is_last);
            settings.chain(tables).collect()
        }
        ["check", "off"] => {
            let rules = Rule::iter().filter(|rule| is_missing(rule.name()));
            rules.map(|rule| offer(rule.name(), rule.about(), "\"$1\"")).collect()
        }
        ["vocabulary"] => {
            let all = Vocabulary::all().filter(|one| is_missing(one.name()));
            all.map(|one| offer(one.name(), "Words of the collection's own.", "[\"$1\"]")).collect()
        }
        ["views"] => {
            let digits = (1..=9).map(|digit: u8| digit.to_string());
            let meaning = setting_meanings().get("views").map_or("", String::as_str);
            let digits = digits.filter(|digit| is_missing(digit));
            digits.map(|digit| offer(&digit, meaning, "\"$1\"")).collect()
        }
        [_, ..] => Vec::new(),
    }
}

fn tables(range: ByteRange, typed: Option<&str>) -> impl Iterator<Item = CompletionOffer> {
    let typed = typed.map(str::to_owned);
    TABLES.iter().map(move |(names, setting)| CompletionOffer {
        label: format!("[{names}]"),
        kind: OfferKind::Table,
        detail: String::new(),
        meaning: setting_meanings().get(*setting).cloned().unwrap_or_default(),
        range,
        text: format!("[{names}]"),
        snippet: None,
        filter: Some(typed.clone().unwrap_or_else(|| (*names).to_owned())),
    })
}

fn values(value: &TypedPlace<'_>, typing: &Typing<'_>) -> Vec<CompletionOffer> {
    if !typing.table.is_empty() {
        return Vec::new();
    }
    let words: &[&str] = match value.field {
        "confidentiality" => &["public", "restricted", "confidential"],
        "masked" | "mask_unfocused" | "cache" => &["true", "false"],
        "format" => &["1"],
        _ => &[],
    };
    let meaning = setting_meanings().get(value.field).map_or("", String::as_str);
    let offer = |word: &&str| {
        let text = match value.opened_by {
            None if is_in_quotes(value.field) => format!("\"{word}\""),
            Some(mark) if !value.is_closed => format!("{word}{mark}"),
            None | Some(_) => (*word).to_owned(),
        };
        CompletionOffer {
            label: (*word).to_owned(),
            kind: OfferKind::Word,
            detail: String::new(),
            meaning: meaning.to_owned(),
            range: value.range,
            text,
            snippet: None,
            filter: None,
        }
    };
    words.iter().map(offer).collect()
}

fn is_in_quotes(setting: &str) -> bool {
    matches!(setting, "title" | "confidentiality")
}
