//! Tries the fixes of a text on it, and keeps those that solve their diagnostic, add none, and make nothing less confidential.

use std::cell::{Cell, OnceCell};
use std::collections::{BTreeMap, HashMap, HashSet};

use crate::diagnostic::{Diagnostic, Rule};
use crate::text::{ByteRange, Splice, apply_all};

use super::document::WITHHOLDS;
use super::field::FieldId;
use super::record::Record;

/// Longer texts are not read again for their fixes.
const LONGEST_TRIED: usize = 256 * 1024;
/// How many bytes of one text are read again at most to see what its fixes leave.
const MOST_BYTES: usize = 16 * 1024 * 1024;

/// What was found in a text in which a fix is tried.
pub(crate) struct TrialReading {
    pub(crate) problems: Vec<Diagnostic>,
    pub(crate) protection: Protection,
}

impl TrialReading {
    /// Returns whether, after fixes that led from `before` to this, there is nothing new but what shows only
    /// once more can be read, and no record is protected less.
    pub(crate) fn is_no_worse_than(&self, before: &Self) -> bool {
        let now = ProblemCounts::of(&self.problems);
        let had = ProblemCounts::of(&before.problems);
        now.above(&had).all(Rule::shows_late) && !self.protection.is_below(&before.protection)
    }
}

/// How strictly a text asks to be withheld. No fix may lower it, offered or not: who sees a case or a
/// name is for a person to write.
pub(crate) struct Protection {
    records: Vec<RecordProtection>,
}

struct RecordProtection {
    id: String,
    /// 2 for confidential, or perhaps so; 1 where nothing is said; 0 where the file says that it is not.
    confidentiality: u8,
    is_unnamed: bool,
}

impl Protection {
    pub(crate) fn of(records: &[Record]) -> Self {
        let unnamed = |record: &Record| {
            let says = record.fields.get(FieldId::Public).is_some();
            let may_be_named = record.fields.yes(FieldId::Public) == Some(true);
            record.fields.lost(FieldId::Public)
                || says && !may_be_named
                || record.is_known_to_be_perhaps_childs_name()
        };
        let of = |record: &Record| RecordProtection {
            id: record.id.to_string(),
            confidentiality: match record.says_confidential() {
                Some(true) => 2,
                None => 1,
                Some(false) => 0,
            },
            is_unnamed: unnamed(record),
        };
        Self { records: records.iter().map(of).collect() }
    }

    /// Returns the protection of settings: of the whole collection.
    pub(crate) fn of_collection(is_confidential: bool, is_masked: bool) -> Self {
        let confidentiality = if is_confidential { 2 } else { 1 };
        let all = RecordProtection { id: String::new(), confidentiality, is_unnamed: is_masked };
        Self { records: vec![all] }
    }

    /// Returns whether a record is protected less than before, or is protected and gone.
    fn is_below(&self, before: &Self) -> bool {
        before.records.iter().any(|old| {
            let mut now = self.records.iter().filter(|now| now.id == old.id).peekable();
            let is_protected = old.confidentiality == 2 || old.is_unnamed;
            now.peek().is_none() && is_protected
                || now.any(|now| {
                    now.confidentiality < old.confidentiality || old.is_unnamed && !now.is_unnamed
                })
        })
    }
}

/// A part of a text in which fixes are tried.
pub(crate) struct Trial<'t> {
    text: &'t str,
    /// Where the part starts.
    start: usize,
    read: &'t dyn Fn(&str) -> TrialReading,
    /// What is in the part before any fix.
    before: OnceCell<TrialReading>,
    bytes_left: Cell<usize>,
}

impl<'t> Trial<'t> {
    pub(crate) fn of(
        text: &'t str,
        part: ByteRange,
        read: &'t dyn Fn(&str) -> TrialReading,
    ) -> Self {
        let bytes_left = Cell::new(MOST_BYTES);
        Self { text: part.of(text), start: part.start(), read, before: OnceCell::new(), bytes_left }
    }

    /// Takes from diagnostics of the part the fixes, and the alternatives of fixes, that do not solve them, or
    /// that add another.
    ///
    /// All that do not overlap are tried together, in one reading; where that fails, each half by itself. So
    /// the time grows with the size of the text and the number of fixes that are taken, and only those are
    /// tried one by one.
    pub(crate) fn keep_proven(&self, problems: &mut [&mut Diagnostic]) {
        let mut proven = HashSet::new();
        for together in self.tried_together(problems) {
            self.prove(&together, &mut proven);
        }
        for (number, problem) in problems.iter_mut().enumerate() {
            let mut rank = 0..;
            let is_proven = |_: &[Splice]| {
                rank.next().is_some_and(|rank| proven.contains(&AlternativeNumber { number, rank }))
            };
            let fix = problem.fix.take().and_then(|fix| fix.filtered(is_proven));
            problem.fix = fix.map(Box::new);
        }
    }

    /// Returns the alternatives of all fixes in groups of such as do not overlap, each in the order of the text.
    fn tried_together<'p>(&self, problems: &'p [&mut Diagnostic]) -> Vec<Vec<Candidate<'p>>> {
        let mut alike: BTreeMap<Likeness, Vec<Candidate<'p>>> = BTreeMap::new();
        let mut groups = Vec::new();
        for (number, problem) in problems.iter().enumerate() {
            let alternatives = problem.fix.iter().flat_map(|fix| fix.alternatives());
            for (rank, splices) in alternatives.enumerate() {
                let number = AlternativeNumber { number, rank };
                let candidate = Candidate { problem, number, splices };
                if is_tried_alone(problem) {
                    groups.push(vec![candidate]);
                } else {
                    alike.entry(self.likeness(&candidate)).or_default().push(candidate);
                }
            }
        }
        for mut candidates in alike.into_values() {
            candidates.sort_by_key(Candidate::reach);
            let mut apart: Vec<Vec<Candidate<'_>>> = Vec::new();
            for candidate in candidates {
                let is_before = |group: &&mut Vec<Candidate<'_>>| {
                    let last = group.last().map(Candidate::reach);
                    last.is_some_and(|last| last.end() < candidate.reach().start())
                };
                match apart.iter_mut().find(is_before) {
                    Some(group) => group.push(candidate),
                    None => apart.push(vec![candidate]),
                }
            }
            groups.append(&mut apart);
        }
        groups
    }

    fn likeness(&self, candidate: &Candidate<'_>) -> Likeness {
        let old = |splice: &Splice| self.in_part(splice).map(|range| range.of(self.text));
        let has_lines = |splice: &Splice| old(splice).is_some_and(|old| old.contains('\n'));
        Likeness {
            rank: candidate.number.rank,
            is_of_grammar: candidate.problem.code == Rule::Syntax,
            hides_others: candidate.problem.code.hides_others(),
            takes_lines: candidate.splices.iter().any(has_lines),
        }
    }

    fn prove(&self, together: &[Candidate<'_>], proven: &mut HashSet<AlternativeNumber>) {
        if self.is_solution(together) {
            proven.extend(together.iter().map(|one| one.number));
        } else if together.len() > 1 {
            let (first, second) = together.split_at(together.len() / 2);
            self.prove(first, proven);
            self.prove(second, proven);
        }
    }

    /// Returns where in the part a splice is.
    fn in_part(&self, splice: &Splice) -> Option<ByteRange> {
        let (start, end) = (splice.range().start(), splice.range().end());
        ByteRange::new(start.checked_sub(self.start)?, end.checked_sub(self.start)?)
    }

    /// Returns whether fixes that do not overlap solve the diagnostics that they are of, and add none.
    fn is_solution(&self, together: &[Candidate<'_>]) -> bool {
        let left = self.bytes_left.get();
        if self.text.len() > LONGEST_TRIED || self.text.len() > left {
            return false;
        }
        self.bytes_left.set(left - self.text.len());
        let moved = |splice: &Splice| Some(Splice::replace(self.in_part(splice)?, splice.text()));
        let splices: Option<Vec<Splice>> =
            together.iter().flat_map(|one| one.splices).map(moved).collect();
        let after = splices.and_then(|splices| apply_all(self.text, &splices));
        let Some(after) = after.filter(|after| after != self.text) else { return false };
        let after = (self.read)(&after);
        let before = self.before.get_or_init(|| (self.read)(self.text));
        let mut allowed = ProblemCounts::of(&before.problems);
        for one in together {
            if !allowed.take(one.problem) {
                return false;
            }
        }
        // What was hidden by what is solved now may show.
        let hid = together.iter().all(|one| one.problem.code.hides_others());
        let solved = ProblemCounts::of(together.iter().map(|one| one.problem));
        let after_counts = ProblemCounts::of(&after.problems);
        !after_counts.has_more_of(&solved, &allowed)
            && after_counts.above(&allowed).all(|rule| hid && rule.shows_late())
            && !after.protection.is_below(&before.protection)
    }
}

/// Which alternative of the fix of which diagnostic.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct AlternativeNumber {
    number: usize,
    rank: usize,
}

/// An alternative of a fix, to be tried.
struct Candidate<'p> {
    problem: &'p Diagnostic,
    number: AlternativeNumber,
    splices: &'p [Splice],
}

impl Candidate<'_> {
    /// Returns all between the first and the last byte that it changes.
    fn reach(&self) -> ByteRange {
        let start = self.splices.first().map_or(0, |first| first.range().start());
        let end = self.splices.last().map_or(0, |last| last.range().end());
        ByteRange::from_span(start..end)
    }
}

/// In what those fixes are alike that are tried together: what one of them brings to light another one must
/// not put right.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Likeness {
    rank: usize,
    is_of_grammar: bool,
    hides_others: bool,
    takes_lines: bool,
}

/// Returns whether who may see a record hangs on the diagnostic: another fix must not make up for what the one
/// of it gives away.
fn is_tried_alone(problem: &Diagnostic) -> bool {
    problem.code == Rule::WithheldInDoubt
        || WITHHOLDS.iter().any(|consequence| problem.message.ends_with(consequence))
}

/// How often a text has each diagnostic, wherever it is.
struct ProblemCounts(HashMap<(Rule, String), usize>);

impl ProblemCounts {
    fn of<'d>(problems: impl IntoIterator<Item = &'d Diagnostic>) -> Self {
        let mut counts = HashMap::new();
        for problem in problems {
            *counts.entry(key(problem)).or_default() += 1;
        }
        Self(counts)
    }

    /// Takes one like `problem` away; returns whether there was one.
    fn take(&mut self, problem: &Diagnostic) -> bool {
        let Some(count) = self.0.get_mut(&key(problem)) else { return false };
        let is_there = *count > 0;
        *count = count.saturating_sub(1);
        is_there
    }

    /// Returns the rules of those that there are more of than of those in `others`.
    fn above(&self, others: &Self) -> impl Iterator<Item = Rule> {
        let is_more = |(key, count): &(&(Rule, String), &usize)| **count > others.count(key);
        self.0.iter().filter(is_more).map(|((rule, _), _)| *rule)
    }

    /// Returns whether there are more of one of `these` than of those in `others`.
    fn has_more_of(&self, these: &Self, others: &Self) -> bool {
        these.0.keys().any(|key| self.count(key) > others.count(key))
    }

    fn count(&self, key: &(Rule, String)) -> usize {
        self.0.get(key).copied().unwrap_or_default()
    }
}

/// Returns what a diagnostic is known by: its rule, and its message without the numbers of lines, which a fix
/// may move.
fn key(problem: &Diagnostic) -> (Rule, String) {
    let mut parts = problem.message.split("line ");
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        plain.push_str(part.trim_start_matches(|letter: char| letter.is_ascii_digit()));
    }
    (problem.code, plain)
}
