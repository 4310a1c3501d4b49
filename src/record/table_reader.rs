//! Reads a TOML table of settings key by key, and reports in one form what cannot be read.

use std::fmt::Display;
use std::num::NonZeroU32;
use std::ops::RangeBounds;

use serde::de::{DeserializeOwned, IntoDeserializer as _};
use toml::de::{DeTable, DeValue, ValueDeserializer};

use super::reader::{TomlKey, TomlNode};
use super::value_diagnostic::described;
use crate::diagnostic::{Diagnostic, Rule, suggest_or_list};
use crate::text::{ByteRange, shortened};

/// The help for a text without quotes.
pub(crate) const IN_QUOTES: &str = "write it in quotes";
const IN_DIGITS: &str = "write the number without quotes";
const MINUTES_HELP: &str = "write the number without quotes, or delete the line to turn it off";
/// The minutes to use if a number of minutes cannot be read.
const USUAL_MINUTES: Option<NonZeroU32> = NonZeroU32::new(5);

/// What a table says for one key.
pub(crate) enum Setting<T> {
    /// The table does not have the key.
    Missing,
    /// The value cannot be read, and a problem reports it.
    Unreadable,
    /// The value.
    Value(T),
}

impl<T> Setting<T> {
    /// Returns the value, if it could be read.
    pub(crate) fn value(self) -> Option<T> {
        self.or_in_doubt(None)
    }

    /// Returns the value; one that cannot be read counts as `safe`, because it may be meant to hide
    /// something.
    pub(crate) fn or_in_doubt(self, safe: impl Into<Option<T>>) -> Option<T> {
        match self {
            Self::Missing => None,
            Self::Unreadable => safe.into(),
            Self::Value(value) => Some(value),
        }
    }
}

/// A text in a list, and its place.
pub(crate) struct ListedText<'n> {
    pub(crate) text: &'n str,
    pub(crate) range: ByteRange,
}

/// Reads one table, and the tables in it.
pub(crate) struct TableReader<'p, 'n, 'i> {
    table: &'n DeTable<'i>,
    /// The names of the tables around the keys, with a dot after each.
    path: String,
    /// The keys that were asked for; [`finish`](Self::finish) reports the others.
    known: Vec<&'n str>,
    problems: &'p mut Vec<Diagnostic>,
}

impl<'p, 'n, 'i> TableReader<'p, 'n, 'i> {
    /// Returns a reader of the table of a whole text.
    pub(crate) fn of(table: &'n DeTable<'i>, problems: &'p mut Vec<Diagnostic>) -> Self {
        Self { table, path: String::new(), known: Vec::new(), problems }
    }

    /// Returns the keys with their values, for a table whose keys are names that people choose.
    pub(crate) fn entries(
        &self,
    ) -> impl Iterator<Item = (&'n TomlKey<'i>, &'n TomlNode<'i>)> + use<'n, 'i> {
        self.table.iter()
    }

    /// Returns those keys alone.
    pub(crate) fn names(&self) -> impl Iterator<Item = &'n str> + use<'n, 'i> {
        self.table.keys().map(|key| key.get_ref().as_ref())
    }

    /// Reads a text.
    pub(crate) fn text(&mut self, key: &'n str, takes: &str, help: &str) -> Setting<&'n str> {
        self.read(key, takes, help, |node| node.get_ref().as_str())
    }

    /// Reads true or false.
    pub(crate) fn yes_or_no(&mut self, key: &'n str) -> Setting<bool> {
        let help = "write true or false, without quotes";
        self.read(key, "true or false", help, |node| node.get_ref().as_bool())
    }

    /// Reads a number within a range.
    pub(crate) fn number<T: DeserializeOwned + PartialOrd>(
        &mut self,
        key: &'n str,
        takes: &str,
        range: impl RangeBounds<T>,
    ) -> Setting<T> {
        self.read(key, takes, IN_DIGITS, |node| number(node).filter(|it| range.contains(it)))
    }

    /// Reads a number of minutes, 5 where it cannot be read.
    pub(crate) fn minutes(&mut self, key: &'n str) -> Option<NonZeroU32> {
        let takes = "a number of minutes, 1 or more";
        self.read(key, takes, MINUTES_HELP, number).or_in_doubt(USUAL_MINUTES)
    }

    /// Reads one of a few words, each with its value.
    pub(crate) fn word<T: Copy>(
        &mut self,
        key: &'n str,
        words: &[(&'static str, T)],
    ) -> Setting<T> {
        let known = || words.iter().map(|(word, _)| *word);
        let help = suggest_or_list("", known());
        let Setting::Value(written) = self.text(key, "a word in quotes", &help) else {
            return if self.has(key) { Setting::Unreadable } else { Setting::Missing };
        };
        if let Some((_, value)) = words.iter().find(|(word, _)| *word == written) {
            Setting::Value(*value)
        } else {
            self.not_allowed(key, written, suggest_or_list(written, known()));
            Setting::Unreadable
        }
    }

    /// Reads a list of texts.
    pub(crate) fn texts(
        &mut self,
        key: &'n str,
        takes: &str,
        help: &str,
    ) -> Setting<Vec<ListedText<'n>>> {
        let list = match self.read(key, takes, help, |node| node.get_ref().as_array()) {
            Setting::Value(list) => list,
            Setting::Missing => return Setting::Missing,
            Setting::Unreadable => return Setting::Unreadable,
        };
        let mut texts = Vec::new();
        for node in list {
            let range = ByteRange::from_span(node.span());
            let Some(text) = node.get_ref().as_str() else {
                let each = format!("each of {}", self.name(key));
                self.wrong_type(&each, node, "text", help);
                return Setting::Unreadable;
            };
            texts.push(ListedText { text, range });
        }
        Setting::Value(texts)
    }

    /// Returns a reader of a table in this one.
    pub(crate) fn table(&mut self, key: &'n str, help: &str) -> Option<TableReader<'_, 'n, 'i>> {
        let table = self.read(key, "a table", help, |node| node.get_ref().as_table()).value()?;
        let path = format!("{}{}.", self.path, shortened(key));
        Some(TableReader { table, path, known: Vec::new(), problems: self.problems })
    }

    /// Returns whether the table has a key.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    /// Returns whether the value of a key is a table.
    pub(crate) fn has_table(&self, key: &str) -> bool {
        self.table.get(key).is_some_and(|node| node.get_ref().is_table())
    }

    /// Returns what to use for a setting that may hide something: `safe` if it cannot be read, and
    /// the problem, which is the last, says what follows from that.
    pub(crate) fn or_hidden<T>(
        &mut self,
        setting: Setting<T>,
        safe: T,
        consequence: &str,
    ) -> Option<T> {
        if matches!(setting, Setting::Unreadable)
            && let Some(problem) = self.problems.last_mut()
        {
            *problem = problem.clone().with_consequence(consequence);
        }
        setting.or_in_doubt(safe)
    }

    /// Reports a problem.
    pub(crate) fn report(&mut self, problem: Diagnostic) {
        self.problems.push(problem);
    }

    /// Reports the value of a key.
    pub(crate) fn refuse(&mut self, key: &str, message: String, help: impl Into<Box<str>>) {
        if let Some(node) = self.table.get(key) {
            let range = ByteRange::from_span(node.span());
            self.report(Diagnostic::new(Rule::WrongType, range, message).help(help));
        }
    }

    /// Reports a value that is not one of the words that a key allows.
    pub(crate) fn not_allowed(&mut self, key: &str, written: &str, help: String) {
        let message = format!("{} cannot be `{}`", self.name(key), shortened(written));
        self.refuse(key, message, help);
    }

    /// Reports a key that is not allowed.
    pub(crate) fn refuse_key(&mut self, key: &str, message: String, help: impl Into<Box<str>>) {
        if let Some((key, _)) = self.table.get_key_value(key) {
            let range = ByteRange::from_span(key.span());
            self.report(Diagnostic::new(Rule::UnknownField, range, message).help(help));
        }
    }

    /// Reports every key that was not asked for, with the one that was probably meant.
    pub(crate) fn finish(self) {
        self.finish_except(&[], "");
    }

    /// Reports every key that was not asked for: those that are set `elsewhere` with the help that
    /// says where, the others with the one that was probably meant.
    pub(crate) fn finish_except(mut self, elsewhere: &[&str], where_set: &str) {
        for (key, _) in self.table {
            let name = key.get_ref().as_ref();
            if self.known.contains(&name) {
                continue;
            }
            let message = format!("{} is not a setting", self.name(name));
            let help = if elsewhere.contains(&name) {
                where_set.to_owned()
            } else {
                suggest_or_list(shortened(name), self.known.iter().copied())
            };
            self.refuse_key(name, message, help);
        }
    }

    fn read<T>(
        &mut self,
        key: &'n str,
        takes: &str,
        help: &str,
        of: impl FnOnce(&'n TomlNode<'i>) -> Option<T>,
    ) -> Setting<T> {
        self.known.push(key);
        let Some(node) = self.table.get(key) else { return Setting::Missing };
        let Some(value) = of(node) else {
            self.wrong_type(&self.name(key), node, takes, help);
            return Setting::Unreadable;
        };
        Setting::Value(value)
    }

    fn wrong_type(&mut self, name: &str, node: &TomlNode<'_>, takes: &str, help: &str) {
        let written = |number: &dyn Display| format!("`{number}`");
        let there = match node.get_ref() {
            DeValue::String(text) => format!("the text `{}`", shortened(text)),
            DeValue::Integer(number) => written(number),
            DeValue::Float(number) => written(number),
            value @ (DeValue::Boolean(_)
            | DeValue::Datetime(_)
            | DeValue::Array(_)
            | DeValue::Table(_)) => described(value).to_owned(),
        };
        let message = format!("{name} must be {takes}, not {there}");
        let range = ByteRange::from_span(node.span());
        self.report(Diagnostic::new(Rule::WrongType, range, message).help(help));
    }

    fn name(&self, key: &str) -> String {
        format!("`{}{}`", self.path, shortened(key))
    }
}

fn number<T: DeserializeOwned>(node: &TomlNode<'_>) -> Option<T> {
    let deserializer: ValueDeserializer<'_> = node.clone().into_deserializer();
    T::deserialize(deserializer).ok()
}
