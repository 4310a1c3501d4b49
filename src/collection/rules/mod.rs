//! The rules of `check` that need several records or the archive.

mod cut;
pub(crate) mod cycles;
mod dates;
pub(crate) mod dependency;
pub(crate) mod identifiers;
mod inferred;
mod links;
pub(crate) mod nearest_id;
mod sources;
pub(crate) mod speakers;
mod sums;

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use crate::diagnostic::{Diagnostic, Rule};
use crate::evidence::StatusCounts;
use crate::record::{FieldId, Kind, Record};
use crate::search::DayNumber;

use super::assemble::Collection;
use super::index::Located;
use crate::collection::files::file::{File, Freshness};
use crate::collection::files::placement::Placement;
use crate::collection::problems::CheckedFile;
use crate::collection::rules::cycles::DerivationCycles;
pub(super) use crate::collection::rules::dependency::Dependency;
use crate::collection::rules::identifiers::SharedIdentifiers;
use crate::collection::rules::nearest_id::NearestIds;
pub(super) use crate::collection::rules::nearest_id::{are_too_many, may_be_typo_of};
use crate::collection::rules::speakers::SpeakerNames;
pub(super) use crate::collection::rules::speakers::is_named;

/// What is made once for all records that are checked together.
pub(super) struct Checker<'c> {
    collection: &'c Collection,
    nearest: NearestIds<'c>,
    speakers: SpeakerNames<'c>,
    cycles: OnceLock<DerivationCycles<'c>>,
    identifiers: OnceLock<SharedIdentifiers>,
    today: DayNumber,
}

impl<'c> Checker<'c> {
    /// Returns what checking few records needs.
    pub(super) fn of_few(collection: &'c Collection) -> Self {
        let speakers = SpeakerNames::on_demand(collection);
        let (nearest, cycles) = (NearestIds::of(collection), OnceLock::new());
        let identifiers = OnceLock::new();
        Self { collection, nearest, speakers, cycles, identifiers, today: dates::today() }
    }

    /// Returns the identifiers that several records have, looked for once for all records.
    fn identifiers(&self) -> &SharedIdentifiers {
        self.identifiers.get_or_init(|| SharedIdentifiers::of(self.collection))
    }

    /// Returns the cycles of sources, looked for once for all records.
    fn cycles(&self) -> &DerivationCycles<'c> {
        self.cycles.get_or_init(|| DerivationCycles::of(self.collection))
    }

    /// Checks all files: what each says by itself and what only shows when all are together, less
    /// what the collection has switched off, and counts the evidence statuses of the cases.
    pub(super) fn all(collection: &'c Collection) -> Vec<(CheckedFile, StatusCounts)> {
        let spoken = SpeakerNames::of_all(collection);
        let cycles = OnceLock::new();
        let near = NearestIds::of(collection);
        let check = Self {
            collection,
            nearest: near,
            speakers: spoken,
            cycles,
            identifiers: OnceLock::new(),
            today: dates::today(),
        };
        let files: Vec<&CheckedFile> = collection.files.iter().collect();
        files.into_par_iter().map(|checked| check.file_and_counts(&checked.file)).collect()
    }

    /// Checks all records of a file, and counts the evidence statuses of its cases.
    fn file_and_counts(&self, file: &Arc<File>) -> (CheckedFile, StatusCounts) {
        let (together, counts) = file.contents.with_records(|records| {
            let is_current = matches!(file.freshness, Freshness::Current);
            let now = records.iter().filter(|_| is_current);
            (
                now.map(|record| self.record(record, file)).collect(),
                self.status_counts(file, records),
            )
        });
        (self.gather(file, together), counts)
    }

    /// Returns the counts of evidence statuses of the cases in a file; a case whose id another record
    /// had first is not counted.
    fn status_counts(&self, file: &Arc<File>, records: &[Record]) -> StatusCounts {
        let first = |number: usize, record: &Record| {
            record.kind.is_case() && self.collection.index.is_first(&record.id, file, number)
        };
        let cases = records.iter().enumerate().filter(|(number, record)| first(*number, record));
        cases.map(|(_, case)| self.collection.assess(case).counts()).sum()
    }

    /// Checks all records of a file.
    pub(super) fn file(&self, file: &Arc<File>) -> CheckedFile {
        let together = current(file, |records| {
            records.iter().map(|record| self.record(record, file)).collect()
        });
        self.gather(file, together)
    }

    /// Checks some records of a file again, by their numbers.
    pub(super) fn some(&self, checked: &CheckedFile, records: &BTreeSet<usize>) -> CheckedFile {
        let CheckedFile { file, together, problems: _ } = checked;
        let mut together = Arc::clone(together);
        current(file, |all| {
            for (number, record) in all.iter().enumerate() {
                if !records.contains(&number) {
                    continue;
                }
                let found = self.record(record, file);
                if together.get(number) != Some(&found)
                    && let Some(known) = Arc::make_mut(&mut together).get_mut(number)
                {
                    *known = found;
                }
            }
        });
        self.gather(file, together)
    }

    fn record(&self, record: &Record, file: &File) -> Vec<Diagnostic> {
        let mut problems = Vec::new();
        one(self, Located { record, file }, &mut problems);
        problems
    }

    /// Returns a file with all its problems in the order of its text.
    fn gather(&self, file: &Arc<File>, together: Arc<[Vec<Diagnostic>]>) -> CheckedFile {
        let mut problems = file.now().problems.to_vec();
        problems.extend(together.iter().flatten().cloned());
        let settings = self.collection.settings();
        problems.retain(|problem| {
            let is_of_folder = problem.code == Rule::UnknownKind && is_unknown(file);
            let again = is_of_folder && !is_first(self.collection, file);
            !settings.is_off(problem.code) && !again
        });
        problems.sort_by_key(|problem| (problem.range.start(), problem.code));
        problems.dedup();
        CheckedFile { file: Arc::clone(file), together, problems: problems.into() }
    }
}

/// Looks at the records that are in the file now: what is wrong with others has no place in it.
fn current<T>(file: &File, look: impl FnOnce(&[Record]) -> T) -> T {
    match &file.freshness {
        Freshness::Current => file.contents.with_records(look),
        Freshness::Outdated(_) => look(&[]),
    }
}

/// Returns whether a file is the first in its folder that is of no known kind: that is one mistake,
/// however many files are in it.
fn is_first(collection: &Collection, file: &File) -> bool {
    let unknown = unknown_beside(collection, file).next();
    unknown.is_none_or(|first| first.path == file.path)
}

/// Returns the files of no known kind in the folder at the top that a file is in.
pub(super) fn unknown_beside<'c>(
    collection: &'c Collection,
    file: &File,
) -> impl Iterator<Item = &'c Arc<File>> {
    let folder = file.path.iter().next();
    let at = collection.number_of(folder.unwrap_or_default().as_ref());
    let there = collection.files.from(at.unwrap_or_else(|at| at)).map(|checked| &checked.file);
    let there = there.take_while(move |other| other.path.iter().next() == folder);
    there.filter(|other| is_unknown(other))
}

/// Returns whether a file is outside the folders and tables of the format. What is wrong with the name of one in its right
/// folder is a mistake of that file.
pub(super) fn is_unknown(file: &File) -> bool {
    let has_problem = || {
        let problems = &file.now().problems;
        problems.iter().any(|problem| problem.code == Rule::UnknownKind)
    };
    matches!(Placement::of(&file.path), Placement::UnknownKind(_)) && has_problem()
}

/// One check of a record, with what it depends on.
struct RecordCheck {
    /// The rules whose diagnostics it reports.
    rules: &'static [Rule],
    /// The kinds of record that it is for.
    kinds: &'static [Kind],
    /// What it reads outside of the record: where that changes, the record is checked again.
    depends_on: &'static [Dependency],
    /// The check.
    run: fn(&Checker<'_>, Located<'_>, &mut Vec<Diagnostic>),
}

const ALL_KINDS: &[Kind] = &[
    Kind::Victim,
    Kind::Rescue,
    Kind::Arrest,
    Kind::Source,
    Kind::Place,
    Kind::Person,
    Kind::Organisation,
];
const CASES: &[Kind] = &[Kind::Victim, Kind::Rescue, Kind::Arrest];

/// The checks of a record against others, in the order in which they report.
const CHECKS: &[RecordCheck] = &[
    RecordCheck {
        rules: &[Rule::DuplicateId],
        kinds: ALL_KINDS,
        depends_on: &[Dependency::SameId],
        run: |check, located, problems| duplicate(check.collection, located, problems),
    },
    RecordCheck {
        rules: &[Rule::SharedIdentifier],
        kinds: ALL_KINDS,
        depends_on: &[Dependency::SharedIdentifiers],
        run: |check, Located { record, .. }, problems| {
            if record.fields.get(FieldId::Identifiers).is_some() {
                check.identifiers().shared(record, problems);
            }
        },
    },
    RecordCheck {
        rules: &[Rule::DanglingLink, Rule::LinkToWrongKind],
        kinds: ALL_KINDS,
        depends_on: &[Dependency::LinkedKind, Dependency::SimilarIds],
        run: |check, Located { record, .. }, problems| {
            for link in record.links() {
                links::linked(check.collection, &check.nearest, record, link, problems);
            }
        },
    },
    RecordCheck {
        rules: &[Rule::QuoteNotInSource, Rule::ValueCutOff, Rule::OneSourceConfirmed],
        kinds: CASES,
        depends_on: &[
            Dependency::ArchivedText,
            Dependency::QuotedHash,
            Dependency::LinkedNames,
            Dependency::Evidence,
        ],
        run: |check, Located { record, .. }, problems| {
            for quote in &record.quotes {
                let found = sources::words(check.collection, quote, problems);
                cut::cut(check.collection, record, quote, found, problems);
                sources::confirmed(check.collection, record, quote, problems);
            }
        },
    },
    RecordCheck {
        rules: &[
            Rule::PlannedInterval,
            Rule::InTheFuture,
            Rule::PublishedAfterCollected,
            Rule::OtherCalendar,
        ],
        kinds: ALL_KINDS,
        depends_on: &[],
        run: |check, located, problems| dates::dates(located.record, check.today, problems),
    },
    RecordCheck {
        rules: &[Rule::InferredYearNotMarked],
        kinds: CASES,
        depends_on: &[Dependency::ArchivedText, Dependency::QuotedYear],
        run: |check, located, problems| inferred::years(check.collection, located.record, problems),
    },
    RecordCheck {
        rules: &[Rule::PartsDoNotAddUp],
        kinds: &[Kind::Rescue, Kind::Arrest],
        depends_on: &[Dependency::Parts],
        run: |check, located, problems| sums::parts(check.collection, located.record, problems),
    },
    RecordCheck {
        rules: &[Rule::ScreeningNotSaid],
        kinds: &[Kind::Arrest],
        depends_on: &[Dependency::LinkedKind],
        run: |check, located, problems| {
            links::screening(check.collection, located.record, problems);
        },
    },
    RecordCheck {
        rules: &[Rule::DerivedInACircle],
        kinds: &[Kind::Source],
        depends_on: &[Dependency::Derivation],
        run: |check, located, problems| {
            check.cycles().derived(check.collection, located.record, problems);
        },
    },
    RecordCheck {
        rules: &[
            Rule::UnquotedSource,
            Rule::NotArchived,
            Rule::ArchiveChanged,
            Rule::QuotationShare,
        ],
        kinds: &[Kind::Source],
        depends_on: &[Dependency::Mentions, Dependency::ArchivedText, Dependency::QuotedPassages],
        run: |check, located, problems| sources::source(check.collection, located.record, problems),
    },
    RecordCheck {
        rules: &[Rule::UnusedPlace, Rule::UnusedPerson, Rule::UnusedOrganisation],
        kinds: &[Kind::Place, Kind::Person, Kind::Organisation],
        depends_on: &[Dependency::Mentions, Dependency::Speakers],
        run: |check, located, problems| {
            links::unused(check.collection, &check.speakers, located.record, problems);
        },
    },
];

/// Returns whether any check reads this, so that records have to be checked again when it changes.
pub(super) fn any_depends_on(dependency: Dependency) -> bool {
    CHECKS.iter().any(|check| check.depends_on.contains(&dependency))
}

fn one(check: &Checker<'_>, located: Located<'_>, problems: &mut Vec<Diagnostic>) {
    for RecordCheck { rules, kinds, depends_on: _, run } in CHECKS {
        if kinds.contains(&located.record.kind) {
            let before = problems.len();
            run(check, located, problems);
            let mut reported = problems.iter().skip(before);
            debug_assert!(reported.all(|problem| rules.contains(&problem.code)), "{rules:?}");
        }
    }
}

fn duplicate(
    collection: &Collection,
    Located { record, file }: Located<'_>,
    problems: &mut Vec<Diagnostic>,
) {
    let elsewhere = collection.with_record(&record.id, |first| {
        if first.file.path == file.path && first.record.at == record.at {
            return None;
        }
        let line = first.line();
        Some(if first.file.path == file.path {
            format!("line {line} of this file")
        } else {
            format!("{}:{line}", first.file.path.display())
        })
    });
    let Some(elsewhere) = elsewhere.flatten() else { return };
    problems.push(
        Diagnostic::new(
            Rule::DuplicateId,
            record.at,
            format!("the id `{}` is taken by {elsewhere}", record.id),
        )
        .help("give one of the two another id; links are just ids, so each must be unique"),
    );
}

#[cfg(test)]
mod tests {
    use strum::IntoEnumIterator as _;

    use super::*;

    #[test]
    fn a_rule_is_reported_by_one_check_and_every_dependency_is_read_by_one() {
        let mut rules: Vec<Rule> = CHECKS.iter().flat_map(|check| check.rules).copied().collect();
        let all = rules.len();
        rules.sort();
        rules.dedup();
        assert_eq!(rules.len(), all);
        for dependency in Dependency::iter() {
            assert!(any_depends_on(dependency), "{dependency:?} is read by no check");
        }
    }
}
