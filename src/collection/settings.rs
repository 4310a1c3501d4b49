//! Reads `casebook.toml`, the settings of a collection.
//!
//! It can never make the program run anything.

pub(crate) mod list_sort;
pub(crate) mod views;

use crate::record::{TomlKey, TomlNode};
use std::num::NonZeroU32;
use std::ops::Range;
use std::str::FromStr;
use std::sync::Arc;

use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::{DeserializeOwned, IntoDeserializer as _};
use std::collections::BTreeMap;
use toml::de::{DeTable, DeValue, ValueDeserializer};

use crate::diagnostic::{Diagnostic, Rule, did_you_mean, suggest};
use crate::record::syntax::{self, Syntax};
use crate::record::{Document, PrivacyKey, PrivacyKeyAttempt, Vocabularies, Vocabulary, described};
use crate::text::{ByteRange, LONGEST, is_too_long, shortened};

use crate::collection::settings::views::{RawView, SavedViews};

/// The version of the collection format that this program reads.
const FORMAT: i64 = 1;

/// What a collection says of itself in `casebook.toml`.
#[derive(Clone, Debug, Default, PartialEq, JsonSchema)]
#[schemars(title = "casebook.toml", default, deny_unknown_fields)]
pub struct Settings {
    /// What the collection is called.
    pub title: Option<String>,
    /// The version of the collection format; this is version 1.
    #[schemars(range(min = 1, max = 1))]
    pub format: Option<i64>,
    /// Who may see a case that does not say so itself.
    pub confidentiality: Option<Confidentiality>,
    /// Whether the browser starts with every name and quote masked.
    pub masked: Option<bool>,
    /// Masks every name and quote after so many minutes without a key.
    #[schemars(range(min = 1))]
    pub mask_after: Option<NonZeroU32>,
    /// Whether every name and quote is masked when the terminal loses the focus.
    pub mask_unfocused: Option<bool>,
    /// Whether what was read of a large collection may be kept in your folder of caches, so that it
    /// opens faster the next time. Of confidential cases nothing ever is.
    pub cache: Option<bool>,
    /// The greatest share of any one source's text that the collection allows itself to quote, from
    /// 0 to 1.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub quotation_share: Option<f64>,
    /// Words of the collection's own, by vocabulary.
    pub vocabulary: BTreeMap<String, Vec<String>>,
    /// What `casebook check` looks at.
    pub check: CheckSettings,
    /// Saved views: behind a digit from 1 to 9, a query that the browser lists when it is pressed.
    #[schemars(with = "BTreeMap<String, RawView>")]
    pub views: SavedViews,
}

/// Who may see a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Confidentiality {
    /// Anyone.
    Public,
    /// Those who work on the collection.
    Restricted,
    /// Those who work on the case.
    Confidential,
}

/// What `casebook check` looks at.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct CheckSettings {
    /// Rules that are switched off, each with the reason why.
    pub off: BTreeMap<String, String>,
}

impl Settings {
    /// Reads the settings. What cannot be read becomes a [`Diagnostic`] and keeps its default; the
    /// document holds the text and the problems.
    pub fn read(text: Arc<str>) -> (Self, Document) {
        let mut settings = Self::default();
        let mut problems = Vec::new();
        let syntax = syntax::read(&text);
        problems.extend_from_slice(syntax.problems());
        for (key, node) in syntax.root() {
            settings.set(key, node, &mut problems);
        }
        unknown_names(syntax.root(), &mut problems);
        settings.withhold_if_unclear((&text, &syntax), &mut problems);
        problems.sort_by_key(|problem| problem.range.start());
        drop(syntax);
        (settings, Document { text, records: Vec::new(), problems, stray_names: Vec::new() })
    }

    /// Returns the settings of an unreadable settings file: everything they could withhold is
    /// withheld.
    #[must_use]
    pub fn unreadable(self) -> Self {
        Self {
            confidentiality: Some(Confidentiality::Confidential),
            masked: Some(true),
            cache: Some(false),
            ..self
        }
    }

    /// Returns the settings with the privacy settings of others added.
    #[must_use]
    pub(super) fn with_privacy_of(self, others: &Self) -> Self {
        let confidentiality = match others.confidentiality {
            Some(Confidentiality::Confidential) => others.confidentiality,
            Some(_) | None => self.confidentiality,
        };
        let masked = self.masked.filter(|_| others.masked != Some(true)).or(others.masked);
        let cache = self.cache.filter(|_| others.cache != Some(false)).or(others.cache);
        Self { confidentiality, masked, cache, ..self }
    }

    /// Finds text that may be meant as a privacy setting but is not one: misspelled, below another
    /// table, set twice, on a broken line. It takes effect, and a problem reports it.
    fn withhold_if_unclear(
        &mut self,
        (text, syntax): (&str, &Syntax<'_>),
        problems: &mut Vec<Diagnostic>,
    ) {
        for guard in [PrivacyKey::Confidentiality, PrivacyKey::Masked] {
            let (name, consequence) = match guard {
                PrivacyKey::Confidentiality => ("confidentiality", CONFIDENTIAL),
                PrivacyKey::Masked => ("masked", MASKED),
                // Only a record has it.
                PrivacyKey::Public => continue,
            };
            let own = syntax.root().get_key_value(name);
            let own = own.map(|(key, _)| ByteRange::from_span(key.span()));
            for PrivacyKeyAttempt { key, path, name: written } in
                guard.attempts(text, syntax).into_iter().take(SAID)
            {
                // The vocabulary of that name is a list of words.
                let is_vocabulary = matches!(path.as_slice(), [table] if table == "vocabulary")
                    && written == name
                    && is_list(syntax.root(), "vocabulary", name);
                // Two settings say when to mask.
                let is_setting = path.is_empty()
                    && matches!(written.as_str(), "mask_after" | "mask_unfocused")
                    && syntax.root().contains_key(written.as_str());
                if own.is_some_and(|own| own.overlaps(key)) || is_vocabulary || is_setting {
                    continue;
                }
                match guard {
                    PrivacyKey::Confidentiality => {
                        self.confidentiality = Some(Confidentiality::Confidential);
                    }
                    PrivacyKey::Masked => self.masked = Some(true),
                    PrivacyKey::Public => {}
                }
                problems.retain(|problem| {
                    problem.code != Rule::UnknownField || !problem.range.overlaps(key)
                });
                if !add_consequence(problems, key, consequence) {
                    let message =
                        format!("`{written}` seems to be meant as `{name}`, and is not read here");
                    let value = match guard {
                        PrivacyKey::Confidentiality => "\"confidential\", or \"public\"",
                        PrivacyKey::Masked | PrivacyKey::Public => "true, or false",
                    };
                    let help = format!("write {name} = {value}, once and above every [table]");
                    let problem = Diagnostic::new(Rule::WithheldInDoubt, key, message);
                    problems.push(problem.with_consequence(consequence).help(help));
                }
            }
        }
    }

    /// Returns the vocabularies of the collection.
    pub fn vocabularies(&self) -> Vocabularies {
        let mut vocabularies = Vocabularies::default();
        for (name, words) in &self.vocabulary {
            if let Ok(vocabulary) = Vocabulary::from_str(name) {
                for word in words {
                    vocabularies.add(vocabulary, word.clone());
                }
            }
        }
        vocabularies
    }

    /// Returns whether nothing of the collection may be kept elsewhere.
    pub fn forbids_cache(&self) -> bool {
        self.cache == Some(false) || self.is_confidential()
    }

    /// Returns whether a case is confidential that does not say otherwise.
    pub fn is_confidential(&self) -> bool {
        self.confidentiality == Some(Confidentiality::Confidential)
    }

    /// Returns whether a rule is switched off.
    pub fn is_off(&self, rule: Rule) -> bool {
        self.check.off.contains_key(rule.name())
    }

    fn set(&mut self, key: &TomlKey<'_>, node: &TomlNode<'_>, problems: &mut Vec<Diagnostic>) {
        match key.get_ref().as_ref() {
            "title" => read_into(&mut self.title, node, "text", problems),
            "format" => {
                read_into(&mut self.format, node, "a whole number", problems);
                if self.format.is_some_and(|format| format != FORMAT) {
                    let range = ByteRange::from_span(node.span());
                    problems.push(
                        Diagnostic::new(
                            Rule::WrongType,
                            range,
                            format!("this program reads format {FORMAT}"),
                        )
                        .help("use a newer version of the program; what it can read is shown"),
                    );
                }
            }
            // A misspelled attempt to withhold something must not be treated as if nothing had been
            // said.
            "confidentiality" => {
                read_into(
                    &mut self.confidentiality,
                    node,
                    "\"confidential\", \"restricted\" or \"public\"",
                    problems,
                );
                if self.confidentiality.is_none() {
                    self.confidentiality = Some(Confidentiality::Confidential);
                    add_consequence_to_last(
                        problems,
                        CONFIDENTIAL,
                        "write confidentiality = \"confidential\", \"restricted\" or \"public\"",
                    );
                }
            }
            "masked" => {
                read_into(&mut self.masked, node, YES_OR_NO, problems);
                if self.masked.is_none() {
                    self.masked = Some(true);
                    add_consequence_to_last(problems, MASKED, "write masked = true, or false");
                }
            }
            "mask_after" => {
                read_into(&mut self.mask_after, node, "whole minutes, 1 or more", problems);
                self.mask_after = self.mask_after.or(NonZeroU32::new(5));
            }
            "mask_unfocused" => {
                read_into(&mut self.mask_unfocused, node, YES_OR_NO, problems);
                self.mask_unfocused.get_or_insert(true);
            }
            "cache" => read_into(&mut self.cache, node, YES_OR_NO, problems),
            "quotation_share" => {
                read_into(&mut self.quotation_share, node, "a number from 0 to 1", problems);
            }
            "vocabulary" => {
                read_into(
                    &mut self.vocabulary,
                    node,
                    "a list of words for each vocabulary: scam_type = [\"…\"]",
                    problems,
                );
                self.vocabulary
                    .values_mut()
                    .for_each(|words| words.retain(|word| !is_too_long(word)));
                long_words(node, problems);
            }
            "check" => read_into(
                &mut self.check,
                node,
                "a table `off` of rules, each with a reason: off = { not-archived = \"…\" }",
                problems,
            ),
            "views" => self.views = SavedViews::read(node, problems),
            other => problems.push(unknown_key(other, key)),
        }
    }
}

/// This many places are reported; each is searched for among all problems.
const SAID: usize = 100;
/// The consequence if a setting may say that something is to be withheld, and cannot be read.
pub(super) const CONFIDENTIAL: &str =
    "until this can be read, every case that does not say otherwise counts as confidential";
const MASKED: &str = "until this can be read, everything is masked";

/// Adds what follows to the problem that is there already; returns whether there was one.
fn add_consequence(problems: &mut [Diagnostic], at: ByteRange, consequence: &str) -> bool {
    let is_here = |problem: &&mut Diagnostic| {
        problem.range.overlaps(at) || problem.range.start() == at.start()
    };
    let Some(problem) = problems.iter_mut().find(is_here) else { return false };
    if !problem.message.ends_with(consequence) {
        *problem = problem.clone().with_consequence(consequence);
    }
    true
}

/// Adds what follows to the last problem, which is that of the value.
fn add_consequence_to_last(problems: &mut [Diagnostic], consequence: &str, help: &str) {
    if let Some(last) = problems.last_mut() {
        *last = last.clone().with_consequence(consequence).help(help);
    }
}

fn is_list(root: &DeTable<'_>, table: &str, key: &str) -> bool {
    root.get(table)
        .and_then(|node| node.get_ref().get(key))
        .is_some_and(|node| node.get_ref().is_array())
}

/// Reports the words of vocabularies that are too long to be used.
fn long_words(vocabulary: &TomlNode<'_>, problems: &mut Vec<Diagnostic>) {
    let lists = vocabulary.get_ref().as_table().into_iter().flatten();
    for word in lists.filter_map(|(_, list)| list.get_ref().as_array()).flatten() {
        let length = word.get_ref().as_str().map_or(0, str::len);
        if length > LONGEST {
            let range = ByteRange::from_span(word.span());
            let message = format!(
                "this is {length} bytes long, and a word of a vocabulary has at most {LONGEST}"
            );
            problems.push(
                Diagnostic::new(Rule::NotInVocabulary, range, message)
                    .help("shorten it: no field can hold it"),
            );
        }
    }
}

/// Reports the vocabularies and rules that do not exist.
fn unknown_names(root: &DeTable<'_>, problems: &mut Vec<Diagnostic>) {
    let vocabularies: Vec<_> = Vocabulary::all().map(Vocabulary::name).collect();
    let rules: Vec<_> = <Rule as strum::IntoEnumIterator>::iter().map(Rule::name).collect();
    let off = root.get("check").and_then(|check| check.get_ref().get("off"));
    for (node, known, what) in
        [(root.get("vocabulary"), &vocabularies, "vocabulary"), (off, &rules, "rule")]
    {
        let table = node.and_then(|node| node.get_ref().as_table());
        for (key, _) in table.into_iter().flatten() {
            let name = shortened(key.get_ref());
            if !known.contains(&name) {
                let range = ByteRange::from_span(key.span());
                let problem = Diagnostic::new(
                    Rule::UnknownField,
                    range,
                    format!("there is no {what} `{name}`"),
                );
                let former = Rule::formerly(name).filter(|_| what == "rule").map(Rule::name);
                let near = || suggest(name, known.iter().copied()).map(|near| near.best());
                problems.push(match former.or_else(near) {
                    Some(near) => problem.help(did_you_mean(near)),
                    None => problem.help(format!("use one of: {}", known.join(", "))),
                });
            }
        }
    }
}

/// Reads a setting, or reports what it takes, in words, and the value it has instead.
fn read_into<T: DeserializeOwned>(
    place: &mut T,
    node: &TomlNode<'_>,
    takes: &str,
    problems: &mut Vec<Diagnostic>,
) {
    let deserializer: ValueDeserializer<'_> = node.clone().into_deserializer();
    match T::deserialize(deserializer) {
        Ok(value) => *place = value,
        Err(error) => {
            let span = error.span().unwrap_or(node.span());
            let there = at(node, &span).map_or("something else".to_owned(), |node| {
                let text = node.as_str().map(|text| format!("the text `{}`", shortened(text)));
                text.unwrap_or_else(|| described(node).to_owned())
            });
            let message = format!("this is {there}, and the setting takes {takes}");
            problems.push(Diagnostic::new(Rule::WrongType, ByteRange::from_span(span), message));
        }
    }
}

/// Returns the value within a setting that is at a place; a key is none.
fn at<'n, 'i>(node: &'n TomlNode<'i>, span: &Range<usize>) -> Option<&'n DeValue<'i>> {
    let mut open = vec![node];
    while let Some(node) = open.pop() {
        if node.span() == *span {
            return Some(node.get_ref());
        }
        match node.get_ref() {
            DeValue::Table(table) => open.extend(table.values()),
            DeValue::Array(items) => open.extend(items.iter()),
            DeValue::String(_)
            | DeValue::Integer(_)
            | DeValue::Float(_)
            | DeValue::Boolean(_)
            | DeValue::Datetime(_) => {}
        }
    }
    None
}

const YES_OR_NO: &str = "true or false";

/// Returns the names of all settings: the fields of [`Settings`].
fn keys() -> Vec<String> {
    let schema = schemars::schema_for!(Settings).to_value();
    let fields = schema.get("properties").and_then(|fields| fields.as_object());
    fields.into_iter().flatten().map(|(name, _)| name.clone()).collect()
}

fn unknown_key(name: &str, key: &TomlKey<'_>) -> Diagnostic {
    /// What a user may say and a collection, which comes from others, may not.
    const OF_USERS: [&str; 5] = ["theme", "symbols", "mouse", "keys", "editor"];
    let range = ByteRange::from_span(key.span());
    let name = shortened(name);
    let problem = Diagnostic::new(Rule::UnknownField, range, format!("`{name}` is not a setting"));
    if OF_USERS.contains(&name) {
        return problem.help("only your own config.toml can say that, no collection");
    }
    let keys = keys();
    match suggest(name, keys.iter().map(String::as_str)) {
        Some(meant) => problem.help(meant.to_string()),
        None => problem.help(format!("the settings are {}", keys.join(", "))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, problems: &[&str]) -> Settings {
        let (settings, document) = Settings::read(text.into());
        let found: Vec<_> = document
            .problems
            .iter()
            .map(|p| format!("{} | {}", p.message, p.help.as_deref().unwrap_or_default()))
            .collect();
        assert_eq!(found, problems);
        settings
    }

    #[test]
    fn settings_are_read() {
        let settings = check(
            "title = 'T'\nformat = 1\nmasked = true\nquotation_share = 0.4\n[vocabulary]\nscam_type = ['task_scam']\n[check.off]\nnot-archived = 'kept elsewhere'\n",
            &[],
        );
        assert_eq!((settings.title.as_deref(), settings.masked), (Some("T"), Some(true)));
        assert!(settings.vocabularies().has(Vocabulary::ScamType, "task_scam"));
        assert!(settings.is_off(Rule::NotArchived) && !settings.is_off(Rule::Unsourced));
    }

    #[test]
    fn a_mistake_is_told_and_the_rest_is_in_force() {
        let settings = check(
            "titel = 'T'\nmasked = 'yes'\nquotation_share = 'much'\nconfidentiality = 'restricted'\n[check.off]\nnot-archive = 'x'\nheld-back-in-doubt = 'x'\n[vocabulary]\nscam = ['y']\n",
            &[
                "`titel` is not a setting | did you mean `title`?",
                "this is the text `yes`, and the setting takes true or false; until this can be read, everything is masked | write masked = true, or false",
                "this is the text `much`, and the setting takes a number from 0 to 1 | ",
                "there is no rule `not-archive` | did you mean `not-archived`?",
                "there is no rule `held-back-in-doubt` | did you mean `withheld-in-doubt`?",
                "there is no vocabulary `scam` | did you mean `scam_type`?",
            ],
        );
        assert_eq!(settings.confidentiality, Some(Confidentiality::Restricted));
        assert_eq!(settings.masked, Some(true));
        let slip = "this is the text `secret`, and the setting takes \"confidential\", \"restricted\" or \"public\"; until this can be read, every case that does not say otherwise counts as confidential | write confidentiality = \"confidential\", \"restricted\" or \"public\"";
        let settings = check("confidentiality = 'secret'\n", &[slip]);
        assert_eq!(settings.confidentiality, Some(Confidentiality::Confidential));
    }

    #[test]
    fn a_collection_can_make_the_program_run_nothing() {
        // What the user's own configuration may say is no setting of a collection.
        let settings = check(
            "keys = { j = 'quit' }\ncommand = ['sh']\ntheme = 'dark'\n[editor.lines]\nvi = ['{file}']\n",
            &[
                "`keys` is not a setting | only your own config.toml can say that, no collection",
                "`command` is not a setting | the settings are title, format, confidentiality, masked, mask_after, mask_unfocused, cache, quotation_share, vocabulary, check, views",
                "`theme` is not a setting | only your own config.toml can say that, no collection",
                "`editor` is not a setting | only your own config.toml can say that, no collection",
            ],
        );
        assert_eq!(settings, Settings::default());
    }

    #[test]
    fn a_newer_format_is_told() {
        check(
            "format = 2\n",
            &[
                "this program reads format 1 | use a newer version of the program; what it can read is shown",
            ],
        );
    }
}
