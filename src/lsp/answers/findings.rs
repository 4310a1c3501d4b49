//! What is wrong with a file, in the words of `check`, as the editor may show it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::collection::{Collection, Disk, File, Fixer, Settings};
use crate::diagnostic::{Diagnostic, RelatedPlace, Rule};
use crate::text::ByteRange;

/// What is said in the place of the words of a confidential record, as `check` says it.
const WITHHELD: &str = "there is a problem in a withheld record";
/// What to do to learn more.
const HOW_TO_SEE: &str = "open its file to see it";

/// Whether the user has a file open, and so sees all that it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FileView {
    /// It is open.
    Open,
    /// It is not: what is found in it is listed with what is found in others.
    Closed,
}

/// One thing that is wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Finding {
    /// Where in the text.
    pub(crate) range: ByteRange,
    /// The rule that is broken.
    pub(crate) rule: Rule,
    /// What is wrong, in a sentence without a full stop.
    pub(crate) message: String,
    /// What to do about it.
    pub(crate) help: Option<String>,
    /// Other places that explain it.
    pub(crate) related: Vec<RelatedPlace>,
}

impl Finding {
    /// Returns a problem as it is said to those who see all of its file.
    pub(crate) fn of(problem: Diagnostic) -> Self {
        let Diagnostic { code: rule, range, message, help, related, .. } = problem;
        let related = related.map(Vec::from).unwrap_or_default();
        Self { range, rule, message: message.into(), help: help.map(Into::into), related }
    }
}

/// Returns what is wrong with a file of a collection that was checked. Of a confidential record in a file that is not
/// open, it says no more than that something is.
pub(crate) fn findings(collection: &Collection, path: &Path, view: FileView) -> Vec<Finding> {
    let Ok(number) = collection.number_of(path) else { return Vec::new() };
    let Some(file) = collection.file(number) else { return Vec::new() };
    let problems = Fixer::of(collection).with_related(number);
    problems.into_iter().map(|problem| finding(collection, file, problem, view)).collect()
}

/// Returns what is wrong with a file, seen by itself: its links and quotes are not judged, since the rest of the
/// collection is not read yet.
pub(crate) fn findings_by_itself(collection: &Collection, path: &Path) -> Vec<Finding> {
    let Some(file) = collection.file_at(path) else { return Vec::new() };
    let settings = collection.settings();
    let problems = file.now().problems.iter().filter(|problem| !settings.is_off(problem.code));
    problems.map(|problem| finding(collection, file, problem.clone(), FileView::Open)).collect()
}

/// Returns what is wrong with settings that are not saved, and so do not count yet.
pub(crate) fn findings_in_settings(text: &str) -> Vec<Finding> {
    let (settings, document) = Settings::read(text.into());
    let problems = document.problems.into_iter();
    problems.filter(|problem| !settings.is_off(problem.code)).map(Finding::of).collect()
}

/// Returns what the disk shows about confidential files, such as who may read them, by their paths.
pub(crate) fn exposure_findings(
    collection: &Collection,
    disk: &Disk,
) -> BTreeMap<PathBuf, Vec<Finding>> {
    let mut all: BTreeMap<PathBuf, Vec<Finding>> = BTreeMap::new();
    let exposed = collection.clone().with_exposures(disk);
    for path in exposed.files_with_other_problems(collection) {
        let count = |of: &Collection| {
            let number = of.number_of(&path).ok()?;
            Some(of.diagnostics().of_file(number).count())
        };
        // They come behind what the text shows.
        let found = findings(&exposed, &path, FileView::Open);
        let found = found.into_iter().skip(count(collection).unwrap_or_default());
        all.entry(path.clone()).or_default().extend(found);
    }
    all
}

fn finding(collection: &Collection, file: &File, problem: Diagnostic, view: FileView) -> Finding {
    let mut finding = Finding::of(problem);
    let (rule, range) = (finding.rule, finding.range);
    let is_hidden = view == FileView::Closed && !is_of_disk(rule);
    if is_hidden && is_confidential_at(collection, file, range.start()) {
        let help = Some(HOW_TO_SEE.to_owned());
        return Finding { range, rule, message: WITHHELD.to_owned(), help, related: Vec::new() };
    }
    let may_be_named = |place: &RelatedPlace| {
        let other = place.path.as_deref().and_then(|path| collection.file_at(path));
        other.is_none_or(|other| !is_confidential_at(collection, other, place.range.start()))
    };
    finding.related.retain(may_be_named);
    finding
}

/// Returns whether what a rule finds names files by their paths, and has no value in it.
pub(crate) fn is_of_disk(rule: Rule) -> bool {
    matches!(rule, Rule::ReadableByOthers | Rule::EditorLeftover | Rule::Unreadable)
}

/// Returns whether a place in a file belongs to a confidential record. In a broken file, the end of a record is
/// unknown.
pub(crate) fn is_confidential_at(collection: &Collection, file: &File, at: usize) -> bool {
    let records = file.contents.records();
    if records.len() < 2 || !file.contents.is_sound() {
        return records.iter().any(|record| collection.is_confidential(record));
    }
    let before = records.iter().rfind(|record| record.at.start() <= at);
    before.is_none_or(|record| collection.is_confidential(record))
}
