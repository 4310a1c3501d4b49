//! Reads `casebook.toml`, the settings of a collection.
//!
//! It can never make the program run anything.

pub(crate) mod list_sort;
pub(crate) mod meanings;
pub(crate) mod view_edit;
pub(crate) mod views;

use std::collections::BTreeMap;
use std::num::NonZeroU32;
use std::path::{Component, Path};
use std::str::FromStr;
use std::sync::Arc;

use schemars::JsonSchema;
use strum::IntoEnumIterator as _;
use toml::de::DeTable;

use crate::diagnostic::{Diagnostic, Rule, add_consequence, did_you_mean, suggest_or_list};
use crate::record::syntax::{self, Syntax};
use crate::record::{
    Document, IN_QUOTES, PrivacyKey, PrivacyKeyAttempt, TableReader, Vocabularies, Vocabulary,
};
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
    /// What the map draws beside the coasts and countries that are in the program.
    pub map: MapSettings,
}

/// Who may see a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, JsonSchema)]
#[schemars(rename_all = "snake_case")]
pub enum Confidentiality {
    /// Anyone.
    Public,
    /// Those who work on the collection.
    Restricted,
    /// Those who work on the case.
    Confidential,
}

/// What `casebook check` looks at.
#[derive(Clone, Debug, Default, PartialEq, Eq, JsonSchema)]
#[schemars(default, deny_unknown_fields)]
pub struct CheckSettings {
    /// Rules that are switched off, each with the reason why.
    pub off: BTreeMap<String, String>,
}

/// What the map draws beside the coasts and countries that are in the program.
#[derive(Clone, Debug, Default, PartialEq, Eq, JsonSchema)]
#[schemars(default, deny_unknown_fields)]
pub struct MapSettings {
    /// A file of `GeoJSON` in the collection's folder, with the outlines of provinces by their codes of ISO 3166-2.
    #[schemars(regex(pattern = "^[^/\\\\].*$"))]
    pub borders: Option<String>,
    /// Where these borders are from, as the map says it.
    pub source: Option<String>,
}

impl Settings {
    /// Reads the settings. What cannot be read becomes a [`Diagnostic`] and keeps its default; the
    /// document holds the text and the problems.
    pub fn read(text: Arc<str>) -> (Self, Document) {
        let syntax = syntax::read(&text);
        let (settings, problems) = Self::of_syntax(&text, &syntax);
        drop(syntax);
        (settings, Document { text, records: Vec::new(), problems, stray_names: Vec::new() })
    }

    /// Returns the problems of settings, with fixes that are not proven.
    pub(super) fn problems_with_fixes(text: &str) -> Vec<Diagnostic> {
        Self::of_syntax(text, &syntax::read_with_fixes(text)).1
    }

    fn of_syntax(text: &str, syntax: &Syntax<'_>) -> (Self, Vec<Diagnostic>) {
        let mut problems = syntax.problems().to_vec();
        let mut settings = Self::of(TableReader::of(syntax.root(), &mut problems));
        settings.withhold_if_unclear(text, syntax, &mut problems);
        problems.sort_by_key(|problem| problem.range.start());
        (settings, problems)
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
        text: &str,
        syntax: &Syntax<'_>,
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

    fn of(mut table: TableReader<'_, '_, '_>) -> Self {
        let title = table.text("title", "text", IN_QUOTES).value();
        let format = table.number("format", "a whole number", ..).value();
        if format.is_some_and(|format| format != FORMAT) {
            let help = "use a newer version of the program; what it can read is shown";
            table.refuse("format", format!("this program reads format {FORMAT}"), help);
        }
        // A misspelled attempt to hide something hides it.
        let confidentiality = table.word("confidentiality", &CONFIDENTIALITIES);
        let most = Confidentiality::Confidential;
        let confidentiality = table.or_hidden(confidentiality, most, CONFIDENTIAL);
        let masked = table.yes_or_no("masked");
        let settings = Self {
            title: title.map(str::to_owned),
            format,
            confidentiality,
            masked: table.or_hidden(masked, true, MASKED),
            mask_after: table.minutes("mask_after"),
            mask_unfocused: table.yes_or_no("mask_unfocused").or_in_doubt(true),
            cache: table.yes_or_no("cache").value(),
            quotation_share: table
                .number("quotation_share", "a number from 0 to 1", 0.0..=1.0)
                .value(),
            vocabulary: words_by_vocabulary(&mut table),
            check: CheckSettings::read(&mut table),
            views: SavedViews::read(&mut table),
            map: MapSettings::read(&mut table),
        };
        table.finish_except(&OF_USERS, "only your own config.toml can say that, no collection");
        settings
    }
}

impl MapSettings {
    fn read(settings: &mut TableReader<'_, '_, '_>) -> Self {
        const HELP: &str = "write [map], and below it borders = \"provinces.geojson\"";
        let Some(mut map) = settings.table("map", HELP) else { return Self::default() };
        let borders = map.text("borders", "the path of a file", IN_QUOTES).value();
        let is_below = |path: &str| {
            let mut parts = Path::new(path).components();
            !path.is_empty() && parts.all(|part| matches!(part, Component::Normal(_)))
        };
        if borders.is_some_and(|path| !is_below(path)) {
            let help =
                "write its path from the folder of casebook.toml on, such as provinces.geojson";
            let message = "the borders are a file in the collection's own folder".to_owned();
            map.refuse("borders", message, help);
        }
        let source = map.text("source", "text", IN_QUOTES).value();
        let settings = Self {
            borders: borders.filter(|path| is_below(path)).map(str::to_owned),
            source: source.map(str::to_owned),
        };
        map.finish();
        settings
    }
}

impl CheckSettings {
    fn read(settings: &mut TableReader<'_, '_, '_>) -> Self {
        const HELP: &str = "write [check.off], and below it lines such as not-archived = \"…\"";
        let mut off = BTreeMap::new();
        let Some(mut check) = settings.table("check", HELP) else { return Self::default() };
        if let Some(mut rules) = check.table("off", HELP) {
            for name in rules.names() {
                let reason = rules.text(name, "the reason in quotes", HELP).value();
                off.extend(reason.map(|reason| (name.to_owned(), reason.to_owned())));
                if !Rule::iter().any(|rule| rule.name() == name) {
                    let help = match Rule::formerly(name) {
                        Some(rule) => did_you_mean(rule.name()),
                        None => suggest_or_list(shortened(name), Rule::iter().map(Rule::name)),
                    };
                    let message = format!("there is no rule `{}`", shortened(name));
                    rules.refuse_key(name, message, help);
                }
            }
        }
        check.finish();
        Self { off }
    }
}

/// Reads the words of the collection's own; one that is too long for a field to hold is left out.
fn words_by_vocabulary(settings: &mut TableReader<'_, '_, '_>) -> BTreeMap<String, Vec<String>> {
    const HELP: &str = "write [vocabulary], and below it lines such as scam_type = [\"…\"]";
    let mut vocabulary = BTreeMap::new();
    let Some(mut lists) = settings.table("vocabulary", HELP) else { return vocabulary };
    for name in lists.names() {
        if Vocabulary::from_str(name).is_err() {
            let message = format!("there is no vocabulary `{}`", shortened(name));
            let help = suggest_or_list(shortened(name), Vocabulary::all().map(Vocabulary::name));
            lists.refuse_key(name, message, help);
        }
        let mut words = Vec::new();
        for word in lists.texts(name, "a list of words", HELP).value().into_iter().flatten() {
            if is_too_long(word.text) {
                let length = word.text.len();
                let message = format!(
                    "this is {length} bytes long, and a word of a vocabulary has at most {LONGEST}"
                );
                let problem = Diagnostic::new(Rule::NotInVocabulary, word.range, message);
                lists.report(problem.help("shorten it: no field can hold it"));
            } else {
                words.push(word.text.to_owned());
            }
        }
        vocabulary.insert(name.to_owned(), words);
    }
    vocabulary
}

const CONFIDENTIALITIES: [(&str, Confidentiality); 3] = [
    ("confidential", Confidentiality::Confidential),
    ("restricted", Confidentiality::Restricted),
    ("public", Confidentiality::Public),
];

/// What a user may say and a collection, which comes from others, may not.
const OF_USERS: [&str; 5] = ["theme", "symbols", "mouse", "keys", "editor"];

/// This many places are reported; each is searched for among all problems.
const SAID: usize = 100;
/// The consequence if a setting may say that something is to be withheld, and cannot be read.
pub(super) const CONFIDENTIAL: &str =
    "until this can be read, every case that does not say otherwise counts as confidential";
const MASKED: &str = "until this can be read, everything is masked";

fn is_list(root: &DeTable<'_>, table: &str, key: &str) -> bool {
    root.get(table)
        .and_then(|node| node.get_ref().get(key))
        .is_some_and(|node| node.get_ref().is_array())
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
    fn borders_of_its_own_are_a_file_in_its_own_folder() {
        let map = |path: &str| format!("[map]\nborders = {path:?}\nsource = 'Test'\n");
        let settings = check(&map("maps/provinces.geojson"), &[]);
        assert_eq!(settings.map.borders.as_deref(), Some("maps/provinces.geojson"));
        assert_eq!(settings.map.source.as_deref(), Some("Test"));
        let refused = "the borders are a file in the collection's own folder | write its path from the folder of \
                       casebook.toml on, such as provinces.geojson";
        for path in ["../provinces.geojson", "/etc/passwd", ".", ""] {
            assert_eq!(check(&map(path), &[refused]).map.borders, None, "{path}");
        }
    }

    #[test]
    fn a_mistake_is_reported_and_the_rest_is_in_force() {
        let settings = check(
            "titel = 'T'\nmasked = 'yes'\nquotation_share = 'much'\nconfidentiality = 'restricted'\n[check.off]\nnot-archive = 'x'\nheld-back-in-doubt = 'x'\n[vocabulary]\nscam = ['y']\n",
            &[
                "`titel` is not a setting | did you mean `title`?",
                "`masked` must be true or false, not the text `yes`; until this can be read, everything is masked | write true or false, without quotes",
                "`quotation_share` must be a number from 0 to 1, not the text `much` | write the number without quotes",
                "there is no rule `not-archive` | did you mean `not-archived`?",
                "there is no rule `held-back-in-doubt` | did you mean `withheld-in-doubt`?",
                "there is no vocabulary `scam` | did you mean `scam_type`?",
            ],
        );
        assert_eq!(settings.confidentiality, Some(Confidentiality::Restricted));
        assert_eq!(settings.masked, Some(true));
        let slip = "`confidentiality` cannot be `secret`; until this can be read, every case that does not say otherwise counts as confidential | use one of: confidential, restricted, public";
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
                "`command` is not a setting | use one of: title, format, confidentiality, masked, mask_after, mask_unfocused, cache, quotation_share, vocabulary, check, views, map",
                "`theme` is not a setting | only your own config.toml can say that, no collection",
                "`editor` is not a setting | only your own config.toml can say that, no collection",
            ],
        );
        assert_eq!(settings, Settings::default());
    }

    #[test]
    fn what_is_read_of_a_table_stays_where_another_value_is_wrong() {
        let settings = check(
            "quotation_share = 1.5\nmask_after = 0\n[vocabulary]\nscam_type = ['task_scam']\nevent_type = ['x', 5]\n[check]\nof = 1\n[check.off]\nunsourced = 'x'\nnot-archived = 7\n",
            &[
                "`quotation_share` must be a number from 0 to 1, not `1.5` | write the number without quotes",
                "`mask_after` must be a number of minutes, 1 or more, not `0` | write the number without quotes, or delete the line to turn it off",
                "each of `vocabulary.event_type` must be text, not `5` | write [vocabulary], and below it lines such as scam_type = [\"…\"]",
                "`check.of` is not a setting | did you mean `off`?",
                "`check.off.not-archived` must be the reason in quotes, not `7` | write [check.off], and below it lines such as not-archived = \"…\"",
            ],
        );
        assert!(settings.vocabularies().has(Vocabulary::ScamType, "task_scam"));
        assert!(settings.is_off(Rule::Unsourced) && !settings.is_off(Rule::NotArchived));
        assert_eq!((settings.quotation_share, settings.mask_after), (None, NonZeroU32::new(5)));
    }

    #[test]
    fn the_settings_that_are_read_are_those_of_the_schema() {
        let schema = schemars::schema_for!(Settings).to_value();
        let fields = schema.get("properties").and_then(|fields| fields.as_object()).unwrap();
        let fields: Vec<_> = fields.keys().map(String::as_str).collect();
        check(
            "zzzzzzzz = 1\n",
            &[&format!("`zzzzzzzz` is not a setting | use one of: {}", fields.join(", "))],
        );
    }

    #[test]
    fn a_newer_format_is_reported() {
        check(
            "format = 2\n",
            &[
                "this program reads format 1 | use a newer version of the program; what it can read is shown",
            ],
        );
    }
}
