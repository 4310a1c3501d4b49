//! Fixes of the diagnostics of a collection, computed file by file when they are asked for.

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::collection::assemble::Collection;
use crate::collection::files::file::File;
use crate::collection::files::placement::Placement;
use crate::collection::index::Located;
use crate::collection::rules::nearest_id::NearestIds;
use crate::collection::settings::Settings;
use crate::diagnostic::{Applicability, Diagnostic, Fix, RelatedPlace, Rule};
use crate::evidence::Match;
use crate::record::{
    Deletion, Document, FieldId, Fields, FileLayout, Id, Kind, Link, Protection, Quote, Record,
    Shape, TrialReading, Vocabularies, delete, fixed, proven_fixes, record_range, rewritten, tried,
};
use crate::text::{ByteRange, Splice, apply_all};

/// Returns whether other places explain the diagnostics of a rule.
fn has_related(rule: Rule) -> bool {
    matches!(rule, Rule::DuplicateId | Rule::EndsBeforeItStarts | Rule::DisputeNotMarked)
}

/// With more archived texts than this, a quote without a source is not looked for in all of them.
const MOST_SEARCHED: usize = 2_000;
/// Shorter words are in many texts.
const FEWEST_SEARCHED: usize = 20;

/// No file needs more rounds of fixes.
const MOST_ROUNDS: usize = 100;

/// A text with its safe fixes applied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FixedText {
    /// The text as the file has it.
    pub before: String,
    /// The text with the fixes.
    pub after: String,
    /// How many problems were fixed.
    pub fixed: usize,
}

/// The safe fixes of a text that go together.
#[derive(Default)]
struct FixRound {
    splices: Vec<Splice>,
    after: String,
    fixed: usize,
}

impl FixRound {
    /// Adds fixes that do not overlap and come in the order of the text: all at once where that goes, or else
    /// those of each half that go.
    fn add(&mut self, fixes: &[&[Splice]], tried: &impl Fn(&[Splice]) -> Option<String>) {
        let added = fixes.iter().copied().flatten();
        let splices: Vec<Splice> = self.splices.iter().chain(added).cloned().collect();
        if let Some(after) = tried(&splices) {
            *self = Self { splices, after, fixed: self.fixed + fixes.len() };
        } else if fixes.len() > 1 {
            let (first, second) = fixes.split_at(fixes.len() / 2);
            self.add(first, tried);
            self.add(second, tried);
        }
    }
}

/// What a file with fixes is read as.
enum FixedForm {
    Records(FileLayout),
    Settings,
    /// It has no fixes.
    Other,
}

impl FixedForm {
    fn of(file: &File) -> Self {
        match Placement::of(&file.path) {
            Placement::Records(form) => Self::Records(form),
            Placement::BadName(kind, stem) => {
                Self::Records(FileLayout::One { kind, id: Id::nearest_to(&stem) })
            }
            Placement::Settings => Self::Settings,
            Placement::UnknownKind(_)
            | Placement::Misnamed(_)
            | Placement::Copy(_)
            | Placement::MisnamedSettings
            | Placement::Archived(_)
            | Placement::Foreign => Self::Other,
        }
    }
}

/// Computes the fixes of a collection's diagnostics.
pub struct Fixer<'c> {
    collection: &'c Collection,
    words: Vocabularies,
    nearest: OnceLock<NearestIds<'c>>,
}

impl<'c> Fixer<'c> {
    /// Returns what computes the fixes of a collection.
    pub fn of(collection: &'c Collection) -> Self {
        let words = collection.settings().vocabularies();
        Self { collection, words, nearest: OnceLock::new() }
    }

    /// Returns the diagnostics of a file, by its number, in the order of its text: each with its fix
    /// and the places that explain it, where there are any.
    pub fn diagnostics(&self, number: usize) -> Vec<Diagnostic> {
        let Some(checked) = self.collection.files.get(number) else { return Vec::new() };
        let mut problems = checked.problems.to_vec();
        if !problems.iter().any(|problem| problem.code.may_have_fix()) {
            return problems;
        }
        let (file, text) = (&*checked.file, checked.file.now().text());
        let mut read: HashMap<(Rule, ByteRange, Box<str>), Box<Fix>> = HashMap::new();
        for mut problem in self.read(file, &text) {
            if let Some(fix) = problem.fix.take() {
                read.insert((problem.code, problem.range, problem.message), fix);
            }
        }
        let records = file.now().records();
        for problem in &mut problems {
            let key = (problem.code, problem.range, problem.message.clone());
            let own = records.iter().rfind(|one| one.at.start() <= problem.range.start());
            problem.fix = match (read.remove(&key), own) {
                (Some(fix), Some(own)) if problem.code == Rule::BadId => {
                    self.with_known_ids(*fix, own, problem).map(Box::new)
                }
                (Some(fix), _) => Some(fix),
                (None, Some(own)) => self.of_several(&text, records, own, problem).map(Box::new),
                (None, None) => None,
            };
            problem.related = own.and_then(|own| self.related(file, own, problem));
        }
        problems
    }

    /// Returns the diagnostics of a file, by its number, in the order of its text, with the places that explain them and
    /// without fixes: the file is not read again.
    pub fn with_related(&self, number: usize) -> Vec<Diagnostic> {
        let Some(checked) = self.collection.files.get(number) else { return Vec::new() };
        let mut problems = checked.problems.to_vec();
        if !problems.iter().any(|problem| has_related(problem.code)) {
            return problems;
        }
        let file = &*checked.file;
        let records = file.now().records();
        for problem in &mut problems {
            let own = records.iter().rfind(|one| one.at.start() <= problem.range.start());
            problem.related = own.and_then(|own| self.related(file, own, problem));
        }
        problems
    }

    /// Returns a file's text with all its safe fixes applied, and how many they were; `None` where
    /// there is none. What is switched off is not fixed.
    pub fn safely_fixed(&self, number: usize) -> Option<FixedText> {
        let checked = self.collection.files.get(number)?;
        if !checked.problems.iter().any(|problem| problem.code.may_have_fix()) {
            return None;
        }
        let file = &*checked.file;
        let before = file.now().text().to_string();
        let (mut text, mut fixed) = (before.clone(), 0);
        // One fix may show the next mistake; each round takes at least one away.
        for _ in 0..MOST_ROUNDS {
            let problems = self.read(file, &text);
            let Some(round) = self.round(file, &text, &problems) else { break };
            (text, fixed) = (round.after, fixed + round.fixed);
        }
        (fixed > 0).then_some(FixedText { before, after: text, fixed })
    }

    /// Applies the safe fixes that do not overlap; `None` where there is none.
    fn round(&self, file: &File, text: &str, problems: &[Diagnostic]) -> Option<FixRound> {
        let settings = self.collection.settings();
        let safe = problems.iter().filter(|problem| !settings.is_off(problem.code));
        let mut safe: Vec<&[Splice]> = safe
            .filter_map(|problem| problem.fix.as_deref().filter(|fix| fix.is_safe()))
            .map(Fix::splices)
            .collect();
        safe.sort_by_key(|splices| splices.first().map(Splice::range));
        let mut apart: Vec<&[Splice]> = Vec::new();
        for splices in safe {
            let before = apart.last().and_then(|before| before.last());
            let starts = splices.first().map_or(0, |first| first.range().start());
            if before.is_none_or(|before| starts > before.range().end()) {
                apart.push(splices);
            }
        }
        if apart.is_empty() {
            return None;
        }
        let before = self.tried(file, text);
        let tried = |splices: &[Splice]| {
            let after = apply_all(text, splices).filter(|after| after != text)?;
            self.tried(file, &after).is_no_worse_than(&before).then_some(after)
        };
        let mut round = FixRound::default();
        round.add(&apart, &tried);
        (round.fixed > 0).then_some(round)
    }

    /// Reads a file again, with the fixes that its own text gives.
    fn read(&self, file: &File, text: &str) -> Vec<Diagnostic> {
        match FixedForm::of(file) {
            FixedForm::Records(form) => fixed(text, &form, &self.words),
            FixedForm::Settings => {
                let problems = Settings::problems_with_fixes(text);
                proven_fixes(text, problems, &|text| self.tried(file, text))
            }
            FixedForm::Other => Vec::new(),
        }
    }

    /// Reads a file again with some of its fixes applied.
    fn tried(&self, file: &File, text: &str) -> TrialReading {
        match FixedForm::of(file) {
            FixedForm::Records(form) => tried(text, &form, &self.words),
            FixedForm::Settings => {
                let (settings, Document { problems, .. }) = Settings::read(text.into());
                let is_masked = settings.masked == Some(true);
                let protection = Protection::of_collection(settings.is_confidential(), is_masked);
                TrialReading { problems, protection }
            }
            FixedForm::Other => {
                TrialReading { problems: Vec::new(), protection: Protection::of(&[]) }
            }
        }
    }

    /// Returns the fix of a link with those ids that a record has; the key of a row is free.
    fn with_known_ids(&self, fix: Fix, own: &Record, problem: &Diagnostic) -> Option<Fix> {
        let rows = own.rows.iter().map(|row| &row.fields);
        let quotes = own.quotes.iter().map(|quote| &quote.fields);
        let mut entries =
            std::iter::once(&own.fields).chain(rows).chain(quotes).flat_map(Fields::iter);
        let is_link = entries.any(|entry| {
            let is_here = entry.items.iter().any(|item| item.range == problem.range);
            is_here && matches!(entry.field.shape, Shape::Link(_) | Shape::LinkOrWords(_))
        });
        fix.filtered(|splices| {
            let ids = splices.iter().map(|splice| splice.text().trim_matches(['"', '\'']));
            !is_link || ids.into_iter().all(|id| self.collection.get(id).is_some())
        })
    }

    /// Returns the fix of what only shows with other records or the archive.
    #[expect(clippy::wildcard_enum_match_arm, reason = "the other rules have none")]
    fn of_several(
        &self,
        text: &str,
        all: &[Record],
        own: &Record,
        problem: &Diagnostic,
    ) -> Option<Fix> {
        let at = problem.range;
        let link = || own.links().find(|link| link.range == at);
        match problem.code {
            Rule::DanglingLink => {
                let link = link()?;
                let near = self.near(link)?;
                Some(rewritten(text, at, near, Applicability::NeedsDecision))
            }
            Rule::LinkToWrongKind => {
                let link = link()?;
                let near = self.near(link).filter(|near| *near != own.id.as_str());
                let near = near.map(|near| {
                    rewritten(text, at, near, Applicability::NeedsDecision).splices().to_vec()
                });
                let gone = delete(text, at).map(|Deletion { splice, .. }| vec![splice]);
                Fix::choice(near.into_iter().chain(gone).collect())
            }
            Rule::QuoteNotInSource => {
                let quote = own.quotes.iter().find(|quote| {
                    quote.fields.get(FieldId::Text).is_some_and(|entry| entry.value == at)
                })?;
                let archived = self.collection.archive().get(quote.source()?)?;
                let passage = archived.nearest(quote.text()?)?.range.of(archived.text());
                Some(rewritten(text, at, passage, Applicability::NeedsDecision))
            }
            Rule::QuoteWithoutSource => {
                let quote = own.quotes.iter().find(|quote| quote.at == at)?;
                self.source_of(text, quote)
            }
            Rule::OneSourceConfirmed => Some(Fix::offered(vec![Splice::replace(at, "2")])),
            Rule::UnquotedSource
            | Rule::UnusedPlace
            | Rule::UnusedPerson
            | Rule::UnusedOrganisation => self.unused(text, all, own),
            Rule::PlannedInterval
            | Rule::InTheFuture
            | Rule::PublishedAfterCollected
            | Rule::OtherCalendar
            | Rule::InferredYearNotMarked => {
                let help = problem.help.as_deref()?;
                let (_, behind) = help.split_once("write \"")?;
                let (date, rest) = behind.split_once('"')?;
                let is_one = at.of(text).starts_with(['"', '\'']) && !rest.starts_with(" there");
                is_one.then(|| rewritten(text, at, date, Applicability::NeedsDecision))
            }
            _ => None,
        }
    }

    fn near(&self, link: Link<'_>) -> Option<&'c str> {
        let (Shape::Link(kinds) | Shape::LinkOrWords(kinds)) = link.field.shape else {
            return None;
        };
        let nearest = self.nearest.get_or_init(|| NearestIds::of(self.collection));
        nearest.nearest(link.to, kinds).filter(|near| *near != link.to.as_str())
    }

    /// Writes the only sources whose archived text has the words of a quote.
    fn source_of(&self, text: &str, quote: &Quote) -> Option<Fix> {
        let words = quote.text().filter(|words| words.chars().count() >= FEWEST_SEARCHED)?;
        if quote.fields.get(FieldId::Source).is_some()
            || self.collection.count_of(Kind::Source) > MOST_SEARCHED
        {
            return None;
        }
        let archive = self.collection.archive();
        let sources = self.collection.ids_of(Kind::Source);
        let has = |source: &&Id| matches!(archive.find(source, words), Match::Verbatim(_));
        let key = quote.fields.get(FieldId::Text)?.key.start();
        let line = text.get(..key)?.rfind('\n').map_or(0, |newline| newline + 1);
        let indent = text.get(line..key).filter(|indent| indent.trim().is_empty())?;
        let ending =
            if text.get(..line).is_some_and(|head| head.ends_with("\r\n")) { "\r\n" } else { "\n" };
        let alternatives = sources.filter(has).take(3).map(|source| {
            let written = format!("{indent}source = \"{source}\"{ending}");
            vec![Splice::replace(ByteRange::from_span(line..line), written)]
        });
        Fix::choice(alternatives.collect())
    }

    /// Takes a record out of its table file that nothing links to and that links to nothing.
    fn unused(&self, text: &str, all: &[Record], own: &Record) -> Option<Fix> {
        let is_table = own.at != ByteRange::default();
        let is_alone = own.links().next().is_none()
            && self.collection.mentions(&own.id).is_empty()
            && self.collection.archive().get(&own.id).is_none();
        if !is_table || !is_alone {
            return None;
        }
        let range = record_range(text, all, own);
        // Comments right above the next header belong to that.
        let lines = range.of(text).split_inclusive('\n').rev();
        let of_next: usize = if range.end() == text.len() {
            0
        } else {
            lines.take_while(|line| line.starts_with('#')).map(str::len).sum()
        };
        let range = ByteRange::new(range.start(), range.end().checked_sub(of_next)?)?;
        Some(Fix::offered(vec![Splice::replace(range, "")]))
    }

    /// Returns the places that explain a diagnostic.
    #[expect(clippy::wildcard_enum_match_arm, reason = "the other rules speak of one place")]
    fn related(
        &self,
        file: &File,
        own: &Record,
        problem: &Diagnostic,
    ) -> Option<Box<[RelatedPlace]>> {
        let place =
            |range, message: &str| RelatedPlace { path: None, range, message: message.into() };
        let place = match problem.code {
            Rule::DuplicateId => {
                let Located { record, file: other } = self.collection.get(own.id.as_str())?;
                let path = (other.path != file.path).then(|| other.path.clone().into());
                RelatedPlace { path, ..place(record.at, "the other record with this id") }
            }
            Rule::EndsBeforeItStarts => {
                let mut others = own.fields.iter().filter(|entry| entry.value != problem.range);
                let other = others.find(|entry| {
                    problem.message.contains(&format!("`{}`", entry.field.name.as_str()))
                })?;
                place(other.value, "the earlier date")
            }
            Rule::DisputeNotMarked => {
                place(own.fields.get(FieldId::TraffickingStatus)?.value, "the status")
            }
            _ => return None,
        };
        Some([place].into())
    }
}
