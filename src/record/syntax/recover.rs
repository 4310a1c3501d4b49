//! Error recovery: parses a broken text statement by statement, keeps what is sound, and reports
//! each error once.
//!
//! This is panic-mode recovery, with statements as the points to go on from: TOML has no nesting between
//! statements, so a mistake in one cannot change where the next begins, unless a quote mark or bracket is
//! not closed (`statement.rs` looks for the likely end then). Each statement is parsed by itself by the
//! same parser as a sound text, so that both mean the same, and is inserted into the tree by hand. A
//! parser that recovers inside of statements was not used: it reports one mistake many times over, and
//! what it guesses would become a fact of a case.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use toml::de::DeTable;

use super::clash::{Clash, ClashingStatements};
use super::explain;
use super::line::{cut, lone_returns, replacement, with_newlines};
use super::lost_fields::{LostField, ParentTable};
use super::merge::MergeConflicts;
use super::problem_collector::ProblemCollector;
use super::repair::{completed, in_file};
use super::single_statement::{self, Header, ParserError, joined};
use super::statement::{Statement, StatementKind, statements};
use super::tree::Tree;
use crate::diagnostic::{Diagnostic, Fix};
use crate::text::LineIndex;

/// How many lost fields are remembered.
const LOST_LIMIT: usize = 1_000;
/// How many line ends of an old program are mended at most.
const MOST_RETURNS: usize = 100_000;

/// Whether fixes are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FixMode {
    Without,
    Proposed,
}

impl FixMode {
    /// Returns what `fix` makes, where fixes are looked for.
    pub(super) fn asked(self, fix: impl FnOnce() -> Option<Fix>) -> Option<Fix> {
        match self {
            Self::Without => None,
            Self::Proposed => fix(),
        }
    }
}

/// What could be read of a broken text.
pub(super) struct Recovered<'t> {
    pub(super) root: DeTable<'t>,
    pub(super) problems: Vec<Diagnostic>,
    pub(super) lost: Vec<LostField>,
    /// Whether no header was beyond reading.
    pub(super) whole: bool,
    pub(super) conflicts: Option<MergeConflicts>,
}

/// Reads a broken text. What its fixes leave is not known.
pub(super) fn recover(text: &str, fixes: FixMode) -> Recovered<'_> {
    // As long as `text`, so that a place in one is the same place in the other.
    let seen = with_newlines(text);
    let statements = statements(&seen);
    let mut recovery = Recovery {
        text,
        seen: &seen,
        lines: LineIndex::of(text),
        bare_rows: bare_rows(&seen, &statements),
        tree: Tree::new(),
        under: ParentTable::Root,
        report: ProblemCollector::default(),
        lost: Vec::new(),
        whole: true,
        conflicts: MergeConflicts::of(&seen),
        statements: &statements,
        fixes,
    };
    if let Some(conflicts) = &recovery.conflicts {
        let fix = fixes.asked(|| MergeConflicts::fix(text));
        let problem = conflicts.problem().fix(fix);
        recovery.report.add(problem.range.start()..problem.range.end(), || problem);
    }
    recovery.line_ends();
    for statement in &statements {
        recovery.statement(statement);
    }
    Recovered {
        root: recovery.tree.into_root(),
        problems: recovery.report.finish(),
        lost: recovery.lost,
        whole: recovery.whole,
        conflicts: recovery.conflicts,
    }
}

struct Recovery<'t, 's> {
    text: &'t str,
    seen: &'s str,
    lines: LineIndex<'t>,
    /// The paths of repeated tables some of whose headers have single brackets.
    bare_rows: HashSet<String>,
    tree: Tree<'t>,
    under: ParentTable,
    report: ProblemCollector,
    lost: Vec<LostField>,
    whole: bool,
    /// What is wrong in them follows from them.
    conflicts: Option<MergeConflicts>,
    statements: &'s [Statement],
    fixes: FixMode,
}

impl<'t> Recovery<'t, '_> {
    fn line_ends(&mut self) {
        let mut returns = lone_returns(self.text);
        if let Some(first) = returns.next() {
            let count = 1 + returns.count();
            let ends = lone_returns(self.text).map(|at| replacement(at..at + 1, "\n"));
            let fix = || (count <= MOST_RETURNS).then(|| Fix::safe(ends.collect()));
            let fix = self.fixes.asked(fix);
            self.report(first..first + 1, |_| explain::lone_returns(first, count).fix(fix));
        }
    }

    fn statement(&mut self, statement: &Statement) {
        match statement.form {
            StatementKind::Header => self.header(statement),
            StatementKind::Field => self.field(statement),
            StatementKind::Comment => self.fault(statement, &ParserError::default()),
        }
    }

    fn header(&mut self, statement: &Statement) {
        let text = cut(self.text, statement.range());
        match single_statement::header(text, statement.start) {
            Ok(mut header) => {
                if !header.is_row && self.bare_rows.contains(&joined(&header.path)) {
                    header.is_row = true;
                    self.report(header.span.clone(), |text| explain::bare_row(text, &header));
                }
                self.open(header);
            }
            Err(objection) => {
                self.fault(statement, &objection);
                if let Some(mut header) = single_statement::broken_header(text, statement.start) {
                    header.is_row |= self.bare_rows.contains(&joined(&header.path));
                    let behind = header.span.end..statement.end;
                    self.open(header);
                    self.lose(behind);
                } else if !statement.doubtful {
                    self.under = ParentTable::Nowhere;
                    self.whole = false;
                }
            }
        }
    }

    /// Makes the table of `header` the one that the following fields go into.
    fn open(&mut self, header: Header<'t>) {
        let under = ParentTable::header(joined(&header.path), header.span.clone());
        match self.tree.add_header(header) {
            Ok(()) => self.under = under,
            Err(clash) => {
                self.under = ParentTable::Nowhere;
                self.whole = false;
                self.clash(&clash);
            }
        }
    }

    fn field(&mut self, statement: &Statement) {
        let text = cut(self.text, statement.range());
        match single_statement::field(text, statement.start) {
            Ok(_) if matches!(self.under, ParentTable::Nowhere) => {}
            Ok(field) => {
                if let Err(clash) = self.tree.add_field(field.path, field.value)
                    && !statement.doubtful
                {
                    self.clash(&clash);
                }
            }
            Err(_) if statement.doubtful => {}
            Err(objection) => {
                self.lose(statement.range());
                // Line ends that TOML does not know are reported once for the whole file.
                if text == cut(self.seen, statement.range()) {
                    self.fault(statement, &objection);
                }
            }
        }
    }

    /// Remembers the field that seems to be at `field`, and those behind it on the same line.
    fn lose(&mut self, field: Range<usize>) {
        let text = cut(self.seen, field.clone());
        for (key, name) in explain::name_of(text).into_iter().chain(explain::names_behind(text)) {
            if self.lost.len() < LOST_LIMIT {
                let range = field.start + name.start..field.start + name.end;
                self.lost.extend(self.under.lose(key, range));
            }
        }
    }

    fn clash(&mut self, clash: &Clash) {
        if self.is_in_conflict(clash.first) || self.is_in_conflict(clash.second.start) {
            return;
        }
        let (seen, lines) = (self.seen, &self.lines);
        let clashing = ClashingStatements { text: self.text, statements: self.statements };
        let fixes = self.fixes;
        self.report.add(clash.second.clone(), || {
            let line = lines.place(clash.first).line;
            let found = explain::shown_in(seen, explain::clash(seen, clash, line));
            let fix = fixes.asked(|| clashing.fix(clash));
            in_file(clashing.text, found.fix(fix))
        });
    }

    fn is_in_conflict(&self, at: usize) -> bool {
        self.conflicts.as_ref().is_some_and(|conflicts| conflicts.contains(at))
    }

    fn fault(&mut self, statement: &Statement, objection: &ParserError) {
        if statement.doubtful {
            return;
        }
        let fixes = self.fixes;
        self.report(statement.range(), |text| {
            let words = cut(text, statement.range());
            let found = explain::diagnose(statement.form, words, objection);
            if fixes == FixMode::Without {
                return found.moved(statement.start).fix(None);
            }
            let close =
                || explain::closed_below(text, statement.start, &found).and_then(Fix::choice);
            match close() {
                Some(fix) => found.moved(statement.start).fix(fix),
                None => completed(words, found).moved(statement.start),
            }
        });
    }

    fn report(&mut self, range: Range<usize>, found: impl FnOnce(&str) -> Diagnostic) {
        if self.is_in_conflict(range.start) {
            return;
        }
        let (seen, text) = (self.seen, self.text);
        self.report.add(range, || in_file(text, explain::shown_in(seen, found(seen))));
    }
}

/// Returns the paths of repeated tables that are named more than once and not always in double
/// brackets.
fn bare_rows(text: &str, statements: &[Statement]) -> HashSet<String> {
    let mut counts: HashMap<String, usize> = HashMap::new();
    let mut rows = HashSet::new();
    for statement in statements.iter().filter(|statement| statement.form == StatementKind::Header) {
        let text = cut(text, statement.range());
        let header = single_statement::header(text, 0)
            .ok()
            .or_else(|| single_statement::broken_header(text, 0));
        let Some(Header { path, is_row, span: _ }) = header else {
            continue;
        };
        if single_statement::is_repeated(&path) {
            *counts.entry(joined(&path)).or_default() += 1;
        } else if is_row {
            rows.insert(joined(&path));
        }
    }
    let is_below_rows = |path: &str| path.rsplit_once('.').is_some_and(|(up, _)| rows.contains(up));
    let repeated = counts.into_iter().filter(|(_, count)| *count > 1);
    repeated.map(|(path, _)| path).filter(|path| !is_below_rows(path)).collect()
}
