//! `casebook check`: prints every problem, for people, for quickfix lists, or as JSON.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;
use std::path::PathBuf;
use std::process::ExitCode;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use clap::ValueEnum;
use serde::Serialize;

use crate::collection::{Collection, File, FileDiagnostic, Fixer, Located};
use crate::diagnostic::{Applicability, Diagnostic, RelatedPlace, Rule, Severity};
use crate::evidence::Match;
use crate::exchange::{Audience, Marks, escaped};
use crate::record::{WITHHOLDS, WITHHOLDS_A_PART};
use crate::redaction::Redaction;
use crate::text::{LineIndex, Splice, counted, shows_ascii_only, visible, without_controls};

use super::chosen_files::ChosenFiles;
use super::fixing;
use super::locate::CollectionPlace;
use super::output;
use super::plain_args::PlainArgs;
use super::redaction_args::{RedactionArgs, report_withheld};

/// Lines above this length are not drawn: they would fill the screen.
const LONGEST_LINE: usize = 400;

/// What `check` takes.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// In which form.
    #[arg(long, value_name = "FORM", default_value = "human")]
    format: CheckFormat,
    /// What else is to count as an error.
    #[arg(long, value_name = "WHAT")]
    deny: Option<Deny>,
    /// Apply the fixes that change no meaning, then check what remains.
    ///
    /// Only files that still hold what was read are replaced; one that cannot be is reported, and the
    /// exit code is 2. A fix that needs a decision is never applied; --format json lists it.
    #[arg(long)]
    fix: bool,
    /// Print the changes as a diff that `git apply` takes in the collection's folder; write nothing.
    #[arg(long, requires = "fix")]
    dry_run: bool,
    /// Report, and with --fix mend, only what is wrong in these files and folders.
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    plain: PlainArgs,
    #[command(flatten)]
    disclosing: RedactionArgs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum CheckFormat {
    /// With the line and the place in it.
    Human,
    /// A line each, as compilers write them: file, line, column, rule, message.
    Short,
    /// An object a line.
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Deny {
    /// Warnings.
    Warnings,
}

pub(super) fn run(place: &CollectionPlace, arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let marks = arguments.plain.marks();
    let mut all_written = true;
    if arguments.fix {
        let collection = place.load().checked();
        let redaction = arguments.disclosing.redaction(&collection);
        let chosen = ChosenFiles::of(place, &collection, &arguments.paths)?;
        let fixes = fixing::SafeFixes {
            place,
            collection: &collection,
            redaction: &redaction,
            chosen: &chosen,
        };
        if arguments.dry_run {
            let counts = SeverityCounts::in_files(&collection, &chosen);
            return fixes.print().map(|()| counts.verdict(arguments));
        }
        all_written = fixes.write()?;
    }
    let collection = place.load().checked();
    let collection = match place.disk() {
        Some(disk) => collection.with_exposures(&disk).with_second_paths(&disk),
        None => collection,
    };
    let redaction = arguments.disclosing.redaction(&collection);
    let chosen = ChosenFiles::of(place, &collection, &arguments.paths)?;
    let report = CheckReport { place, collection: &collection, redaction: &redaction, chosen };
    let written_as = match arguments.format {
        CheckFormat::Human | CheckFormat::Short => Audience::People,
        CheckFormat::Json => Audience::Json,
    };
    let counts = report.counts();
    let is_all = report.chosen.is_all();
    output::write_for_verdict(written_as, &report.written(arguments.format, marks))?;
    if arguments.format == CheckFormat::Human {
        let summary = if is_all { summary(&collection) } else { counts.in_words() };
        output::print_message(&summary);
    }
    report_withheld(&redaction);
    Ok(if all_written { counts.verdict(arguments) } else { ExitCode::from(2) })
}

/// How many problems there are.
struct SeverityCounts {
    errors: usize,
    warnings: usize,
}

impl SeverityCounts {
    fn of(collection: &Collection) -> Self {
        let [errors, warnings] =
            [Severity::Error, Severity::Warning].map(|severity| collection.count(severity));
        Self { errors, warnings }
    }

    /// Returns how many there are in the files that are reported.
    fn in_files(collection: &Collection, chosen: &ChosenFiles) -> Self {
        if chosen.is_all() {
            return Self::of(collection);
        }
        let of = |severity: Severity| {
            let reported = collection.diagnostics().iter();
            let reported = reported.filter(|found| chosen.has(found.file));
            reported.filter(|found| found.problem.code.severity() == severity).count()
        };
        Self { errors: of(Severity::Error), warnings: of(Severity::Warning) }
    }

    /// Returns the exit code.
    fn verdict(&self, arguments: &Arguments) -> ExitCode {
        let failed = self.errors > 0 || (arguments.deny.is_some() && self.warnings > 0);
        ExitCode::from(u8::from(failed))
    }

    fn in_words(&self) -> String {
        match (self.errors, self.warnings) {
            (0, 0) => "nothing is wrong".to_owned(),
            (errors, warnings) => {
                format!("{}, {}", counted(errors, "error"), counted(warnings, "warning"))
            }
        }
    }
}

struct CheckReport<'c> {
    place: &'c CollectionPlace,
    collection: &'c Collection,
    redaction: &'c Redaction<'c>,
    chosen: ChosenFiles,
}

/// A problem as JSON.
#[derive(Serialize)]
struct JsonProblem<'f> {
    file: String,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    severity: Severity,
    rule: &'static str,
    message: Cow<'f, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<Cow<'f, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fix: Option<JsonFix>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related: Vec<JsonRelated>,
}

/// A fix as JSON.
#[derive(Serialize)]
struct JsonFix {
    applicability: Applicability,
    /// The edits of the most likely alternative.
    edits: Vec<JsonEdit>,
    /// Those of the others.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    other_edits: Vec<Vec<JsonEdit>>,
}

/// The replacement of one range of bytes of the file as JSON.
#[derive(Serialize)]
struct JsonEdit {
    start: usize,
    end: usize,
    text: String,
}

/// A place that explains a problem as JSON.
#[derive(Serialize)]
struct JsonRelated {
    file: String,
    line: usize,
    column: usize,
    message: Box<str>,
}

/// The message for a problem in a withheld record: its own message may contain a value.
const WITHHELD: &str = "there is a problem in a withheld record";
/// What to do to learn more.
const HOW_TO_SEE: &str = "--with-confidential shows it";

impl CheckReport<'_> {
    /// Returns how many problems are reported.
    fn counts(&self) -> SeverityCounts {
        SeverityCounts::in_files(self.collection, &self.chosen)
    }

    fn written(self, form: CheckFormat, marks: Marks) -> String {
        let mut written = String::new();
        let diagnostics = self.collection.diagnostics().iter();
        let diagnostics: Vec<FileDiagnostic<'_>> =
            diagnostics.filter(|found| self.chosen.has(found.file)).collect();
        let fixer = Fixer::of(self.collection);
        for of_file in diagnostics.chunk_by(|one, other| one.file == other.file) {
            let file = of_file.first().and_then(|first| self.collection.file(first.file));
            let Some(file) = file else { continue };
            // Its lines are found once however many diagnostics there are.
            let text = file.now().text();
            let lines = LineIndex::of(&text);
            let number = of_file.first().map_or(0, |first| first.file);
            // Only programs read fixes, and computing them takes reading the file again.
            let with_fixes = (form == CheckFormat::Json).then(|| fixer.diagnostics(number));
            let with_fixes = with_fixes.unwrap_or_default();
            let excerpts = Excerpts {
                redaction: self.redaction,
                file,
                lines: &lines,
                has_comments: !self.redaction.leaves_comments_out(file),
            };
            for diagnostic in of_file {
                let mut problem = problem(&self, file, diagnostic, &lines);
                let same = |other: &&Diagnostic| {
                    let one = diagnostic.problem;
                    (other.code, other.range, &other.message) == (one.code, one.range, &one.message)
                };
                if let Some(with_fix) = with_fixes.iter().find(same) {
                    self.add_fix(&mut problem, &excerpts, with_fix);
                }
                written.push_str(&match form {
                    CheckFormat::Human if marks == Marks::Words => {
                        let excerpt = excerpts.of(diagnostic);
                        plain(&problem, excerpt.map(|(line, _)| line).as_deref())
                    }
                    CheckFormat::Human => human(&problem, excerpts.of(diagnostic)),
                    CheckFormat::Short => short(&problem),
                    CheckFormat::Json => {
                        let json = serde_json::to_string(&problem).unwrap_or_default();
                        escaped(&format!("{json}\n"))
                    }
                });
            }
        }
        written
    }

    /// Adds the fix of a problem and the places that explain it; those of a withheld record, or with a
    /// withheld name in them, are left out.
    fn add_fix(
        &self,
        problem: &mut JsonProblem<'_>,
        Excerpts { file, lines, has_comments, .. }: &Excerpts<'_>,
        fixed: &Diagnostic,
    ) {
        let redaction = self.redaction;
        if redaction.is_withheld_at(file, fixed.range.start()) {
            return;
        }
        let edits = |splices: &[Splice]| -> Vec<JsonEdit> {
            let edits = splices.iter().map(|splice| JsonEdit {
                start: splice.range().start(),
                end: splice.range().end(),
                text: splice.text().to_owned(),
            });
            edits.collect()
        };
        let is_hidden =
            |text: &str| redaction.hides_in(text) || !has_comments && text.contains('#');
        let is_open = |splices: &[Splice]| !splices.iter().any(|splice| is_hidden(splice.text()));
        let fix = fixed.fix.as_deref().cloned().and_then(|fix| fix.filtered(is_open));
        problem.fix = fix.map(|fix| JsonFix {
            applicability: fix.applicability,
            edits: edits(fix.splices()),
            other_edits: fix.alternatives().skip(1).map(edits).collect(),
        });
        for RelatedPlace { path, range, message } in fixed.related.iter().flatten() {
            let path = path.as_deref();
            let other = path.map_or(Some(*file), |path| self.collection.file_at(path));
            let Some(other) = other else { continue };
            if redaction.is_withheld_at(other, range.start()) {
                continue;
            }
            let at = match path {
                None => lines.place(range.start()),
                Some(_) => LineIndex::of(&other.now().text()).place(range.start()),
            };
            problem.related.push(JsonRelated {
                file: self.place.path_of(&redaction.place_of(&other.path)).display().to_string(),
                line: at.line,
                column: at.column,
                message: message.clone(),
            });
        }
    }
}

fn problem<'f>(
    CheckReport { place, redaction, .. }: &CheckReport<'f>,
    file: &File,
    diagnostic: &FileDiagnostic<'f>,
    lines: &LineIndex<'_>,
) -> JsonProblem<'f> {
    let withheld = redaction.is_withheld_at(file, diagnostic.problem.range.start());
    let Diagnostic { code: rule, message, help, .. } = diagnostic.problem;
    let is_shown = withheld && {
        let line = lines.line(lines.place(diagnostic.problem.range.start()).line);
        let said = format!("{message}\n{}", help.as_deref().unwrap_or_default());
        redaction.shows_line_without_names(file, line, &said, *rule == Rule::UnknownField)
    };
    // These name files by their paths, and no value is in them.
    let of_disk =
        matches!(rule, Rule::ReadableByOthers | Rule::EditorLeftover | Rule::CountedTwice);
    let (message, help) = if of_disk || withheld {
        if withheld {
            redaction.note_at(file);
        }
        let said = || redaction.message(message);
        let in_places = |text: &'f str| redaction.text_with_places(text);
        if of_disk || *rule == Rule::Unreadable {
            (in_places(message), help.as_deref().map(in_places))
        } else if is_shown || matches!(rule, Rule::WithheldInDoubt | Rule::NamedMinor) {
            (said(), help.as_deref().map(Cow::from))
        } else if let Some(why) = WITHHOLDS_A_PART.iter().find(|why| message.ends_with(**why)) {
            (format!("{WITHHELD}; {why}").into(), Some(HOW_TO_SEE.into()))
        } else if WITHHOLDS.iter().any(|why| message.ends_with(why)) {
            // The reason for withholding the record may be shown, but not its content.
            (said(), Some(HOW_TO_SEE.into()))
        } else {
            (WITHHELD.into(), Some(HOW_TO_SEE.into()))
        }
    } else {
        (redaction.message(message), help.as_deref().map(|help| redaction.message(help)))
    };
    let (start, end) = (diagnostic.problem.range.start(), diagnostic.problem.range.end());
    let (start, end) = (lines.place(start), lines.place(end));
    JsonProblem {
        file: place.path_of(&redaction.place_of(&file.path)).display().to_string(),
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
        severity: diagnostic.problem.code.severity(),
        rule: diagnostic.problem.code.name(),
        message,
        help,
        fix: None,
        related: Vec::new(),
    }
}

fn short(problem: &JsonProblem<'_>) -> String {
    let JsonProblem { file, line, column, severity, rule, message, help, .. } = problem;
    let severity: &'static str = severity.into();
    let help = help.as_ref().map(|help| format!(" ({help})")).unwrap_or_default();
    let said = format!("{file}:{line}:{column}: {severity}[{rule}]: {message}{help}");
    format!("{}\n", output::line(&said, 0))
}

/// Returns a problem in sentences, a line each, without a drawing of its place.
fn plain(problem: &JsonProblem<'_>, excerpt: Option<&str>) -> String {
    let JsonProblem { file, line, column, severity, rule, message, help, .. } = problem;
    let severity: &'static str = severity.into();
    let mut lines = vec![format!("{severity}: {message}")];
    lines.push(format!("  {file}, line {line}, column {column}, rule {rule}"));
    let said = excerpt.map(str::trim).filter(|said| !said.is_empty());
    lines.extend(said.map(|said| format!("  the line says: {said}")));
    lines.extend(help.as_ref().map(|help| format!("  help: {help}")));
    let lines = lines.iter().map(|line| visible(line).into_owned() + "\n");
    lines.collect::<String>() + "\n"
}

fn human(problem: &JsonProblem<'_>, excerpt: Option<(String, Range<usize>)>) -> String {
    let level = match problem.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let path = visible(&problem.file).into_owned();
    // As wide as `warning[rule]: `.
    let taken = problem.rule.len() + 11;
    let title = level.primary_title(output::line(&problem.message, taken)).id(problem.rule);
    let group = match excerpt {
        Some((source, span)) => title.element(
            Snippet::source(source)
                .path(path)
                .line_start(problem.line)
                .annotation(AnnotationKind::Primary.span(span)),
        ),
        None => title.element(Origin::path(path).line(problem.line).char_column(problem.column)),
    };
    let mut groups = vec![group];
    groups.extend(
        problem
            .help
            .as_deref()
            .map(|help| Group::with_title(Level::HELP.secondary_title(output::line(help, 6)))),
    );
    let decor = if shows_ascii_only() { DecorStyle::Ascii } else { DecorStyle::Unicode };
    let renderer = Renderer::styled().decor_style(decor);
    format!("{}\n\n", renderer.render(&groups))
}

/// The lines of a file that are shown with its problems.
struct Excerpts<'f> {
    redaction: &'f Redaction<'f>,
    file: &'f File,
    lines: &'f LineIndex<'f>,
    /// Whether comments are shown.
    has_comments: bool,
}

impl Excerpts<'_> {
    /// Returns the line of a problem and the range in it; `None` if there is no line to draw, or if it
    /// is too long or partly withheld.
    fn of(&self, diagnostic: &FileDiagnostic<'_>) -> Option<(String, Range<usize>)> {
        let Self { redaction, file, lines, has_comments } = self;
        let range = diagnostic.problem.range;
        let line = lines.place(range.start()).line;
        let text = lines.line(line);
        // An empty text has no line to show.
        if lines.count() == 1 && text.is_empty() || text.len() > LONGEST_LINE {
            return None;
        }
        if redaction.is_withheld_at(file, range.start()) || redaction.hides_in(text) {
            return None;
        }
        if !has_comments && !redaction.shows_line_of_field(text) {
            return None;
        }
        let start = (range.start() - lines.start(line)).min(text.len());
        // In a broken text a sign within quotation marks may begin a comment too.
        let comment = text.find('#').filter(|_| !has_comments);
        let text = text.get(..comment.unwrap_or(text.len())).unwrap_or_default();
        let text = if comment.is_some() { text.trim_end() } else { text };
        if comment.is_some_and(|comment| comment <= start) {
            return None;
        }
        let end = range.end().saturating_sub(lines.start(line)).clamp(start, text.len());
        Some((without_controls(text).into_owned(), start..end))
    }
}

/// Returns what was looked at and what was found, in one line.
fn summary(collection: &Collection) -> String {
    let found = collection.map_records(|Located { record, .. }| {
        let evidence = collection.evidence(&record.id)?;
        let quotes = record.quotes.iter().enumerate().map(|(number, quote)| {
            let found = evidence.quote(number);
            let source = quote.source().filter(|_| found == Match::NotArchived);
            (found, source.is_some_and(|source| collection.has_unreadable_text(source)))
        });
        Some(quotes.collect::<Vec<_>>())
    });
    let mut quotes = QuoteCounts::default();
    for (found, is_unreadable) in found.iter().flatten().flatten() {
        if *is_unreadable {
            quotes.unreadable += 1;
        } else {
            quotes.add(*found);
        }
    }
    let cases = found.iter().flatten().count();
    let problems = SeverityCounts::of(collection).in_words();
    format!("{}, {quotes}: {problems}", counted(cases, "case"))
}

/// How many quotes there are, and what looking for their words came to.
#[derive(Default)]
struct QuoteCounts {
    verbatim: usize,
    typography: usize,
    close: usize,
    missing: usize,
    unchecked: usize,
    /// Not checked, because the archived text cannot be read.
    unreadable: usize,
}

impl QuoteCounts {
    fn add(&mut self, found: Match) {
        *match found {
            Match::Verbatim(_) => &mut self.verbatim,
            Match::ButForTypography(_) => &mut self.typography,
            Match::Close(_) => &mut self.close,
            Match::NotFound => &mut self.missing,
            Match::NotArchived => &mut self.unchecked,
        } += 1;
    }
}

impl fmt::Display for QuoteCounts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { verbatim, typography, close, missing, unchecked, unreadable } = *self;
        let parts = [
            (verbatim, "verbatim in the archive"),
            (typography, "identical except for typography"),
            (close, "near a passage"),
            (missing, "not there"),
            (unchecked, "not checked: source not archived"),
            (unreadable, "not checked: archived text cannot be read"),
        ];
        let all: usize = parts.iter().map(|(count, _)| *count).sum();
        let parts = parts.into_iter().filter(|(count, _)| *count > 0);
        let parts: Vec<String> = parts.map(|(count, what)| format!("{count} {what}")).collect();
        write!(f, "{}", counted(all, "quote"))?;
        if parts.is_empty() { Ok(()) } else { write!(f, " ({})", parts.join(", ")) }
    }
}
