//! Publishes diagnostics: of the files whose findings changed, with the version of the text that they are of.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use gen_lsp_types::{Diagnostic, DiagnosticSeverity, Message, PublishDiagnosticsParams};

use super::diagnostic_terms::DiagnosticTerms;
use super::outbox::Outbox;
use super::published::{MOST_OF_ONE, PublishOutcome, PublishedFiles};
use crate::diagnostic::Severity;
use crate::lsp::answers::findings::{
    FileView, Finding, findings, findings_by_itself, findings_in_settings,
};
use crate::text::counted;

const SETTINGS: &str = "casebook.toml";

/// What the findings of a collection are published from.
pub(crate) struct PublishSource<'w> {
    pub(crate) outbox: &'w Outbox,
    pub(crate) terms: DiagnosticTerms<'w>,
    /// Whether all files were read.
    pub(crate) is_whole: bool,
}

/// What was sent to the client, and what the disk shows beside the texts.
#[derive(Debug, Default)]
pub(crate) struct Publisher {
    published: PublishedFiles,
    /// What the disk shows about confidential files, such as who may read them.
    exposures: BTreeMap<PathBuf, Vec<Finding>>,
    /// How many findings in how many files were reported to the client as left out.
    left_out: (usize, usize),
}

impl Publisher {
    /// Publishes the findings of all files, those with errors first: there may be more than a client can bear.
    pub(crate) fn publish_all(&mut self, source: &PublishSource<'_>) {
        let mut files: Vec<(bool, &Path)> = Vec::new();
        for diagnostic in source.terms.collection.diagnostics().iter() {
            let Some(file) = source.terms.collection.file(diagnostic.file) else { continue };
            let is_warning = diagnostic.problem.severity() == Severity::Warning;
            match files.last_mut().filter(|(_, path)| *path == file.path) {
                Some((only_warnings, _)) => *only_warnings &= is_warning,
                None => files.push((is_warning, &file.path)),
            }
        }
        files.sort();
        let known: BTreeSet<&Path> = files.iter().map(|(_, path)| *path).collect();
        // What was published of files before, and is gone.
        let mut others = self.published.paths();
        others.extend(self.exposures.keys().cloned());
        others.extend(source.terms.documents.paths().cloned());
        let others = others.iter().map(PathBuf::as_path).filter(|path| !known.contains(path));
        let paths: BTreeSet<&Path> = others.collect();
        for path in files.iter().map(|(_, path)| *path).chain(paths) {
            self.publish_file(source, path);
        }
        self.publish_left_out(source);
    }

    /// Publishes the findings of some files.
    pub(crate) fn publish(&mut self, source: &PublishSource<'_>, paths: &BTreeSet<PathBuf>) {
        for path in paths {
            self.publish_file(source, path);
        }
        self.publish_left_out(source);
    }

    /// Takes back all that was published, where the client leaves the collection.
    pub(crate) fn take_back(&mut self, source: &PublishSource<'_>) {
        for path in self.published.paths() {
            send(source, &path, Vec::new());
        }
        *self = Self::default();
    }

    /// Takes over what the disk shows; returns the files of which it shows something else than before.
    pub(crate) fn set_exposures(
        &mut self,
        exposures: BTreeMap<PathBuf, Vec<Finding>>,
    ) -> BTreeSet<PathBuf> {
        let before = std::mem::replace(&mut self.exposures, exposures);
        let paths = before.keys().chain(self.exposures.keys());
        let differs = |path: &&PathBuf| before.get(*path) != self.exposures.get(*path);
        paths.filter(differs).cloned().collect()
    }

    fn publish_file(&mut self, source: &PublishSource<'_>, path: &Path) {
        let is_open = source.terms.documents.get(path).is_some();
        let outcome = if is_open {
            self.published.put_open(path)
        } else {
            let number = source.terms.collection.number_of(path).ok();
            let diagnostics = source.terms.collection.diagnostics();
            let count = number.map_or(0, |number| diagnostics.of_file(number).count());
            let exposed = self.exposures.get(path).map_or(0, Vec::len);
            self.published.put_closed(path, count + exposed)
        };
        match outcome {
            PublishOutcome::Published => self.send(source, path, is_open),
            PublishOutcome::TakenBack => send(source, path, Vec::new()),
            PublishOutcome::Nothing | PublishOutcome::LeftOut => {}
        }
    }

    fn send(&self, source: &PublishSource<'_>, path: &Path, is_open: bool) {
        let PublishSource { terms, is_whole, .. } = source;
        let unsaved = terms.documents.get(path).filter(|open| {
            let read = terms.collection.file_at(path);
            path == Path::new(SETTINGS) && read.is_none_or(|read| *read.now().text() != *open.text)
        });
        let mut found = if let Some(open) = unsaved.filter(|_| *is_whole) {
            findings_in_settings(&open.text)
        } else if *is_whole {
            let view = if is_open { FileView::Open } else { FileView::Closed };
            findings(terms.collection, path, view)
        } else {
            findings_by_itself(terms.collection, path)
        };
        found.extend(self.exposures.get(path).into_iter().flatten().cloned());
        let left = found.len().saturating_sub(MOST_OF_ONE);
        found.truncate(MOST_OF_ONE);
        let mut diagnostics = terms.of(path, &found);
        if left > 0 {
            diagnostics.push(note(format!("{left} more problems in this file")));
        }
        if path == Path::new(SETTINGS) {
            diagnostics.extend(self.note_of_left_out());
        }
        send(source, path, diagnostics);
    }

    /// Says at the settings how many findings are left out, if that has changed.
    fn publish_left_out(&mut self, source: &PublishSource<'_>) {
        let left_out = self.published.left_out();
        if left_out != self.left_out {
            self.left_out = left_out;
            let path = Path::new(SETTINGS);
            self.send(source, path, source.terms.documents.get(path).is_some());
        }
    }

    fn note_of_left_out(&self) -> Option<Diagnostic> {
        let (problems, files) = self.left_out;
        let message = format!(
            "{} in {} that {} not open; casebook check lists them all",
            counted(problems, "more problem"),
            counted(files, "file"),
            if files == 1 { "is" } else { "are" }
        );
        (problems > 0).then(|| note(message))
    }
}

fn note(message: String) -> Diagnostic {
    Diagnostic {
        severity: Some(DiagnosticSeverity::Information),
        source: Some("casebook".to_owned()),
        message: Message::String(message),
        ..Diagnostic::default()
    }
}

fn send(source: &PublishSource<'_>, path: &Path, diagnostics: Vec<Diagnostic>) {
    let parameters = PublishDiagnosticsParams {
        uri: source.terms.folders.uri_of(path),
        version: source.terms.documents.get(path).map(|open| open.version),
        diagnostics,
    };
    source.outbox.notify("textDocument/publishDiagnostics", &parameters);
}
