//! Findings in the terms of the protocol: the sentence of `check`, and below it what to do.

use std::path::Path;

use gen_lsp_types::{
    Code, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, Location, Message,
};

use super::abilities::ClientAbilities;
use super::documents::DocumentStore;
use super::folders::CollectionFolders;
use super::positions::TextPositions;
use super::texts::text_of;
use crate::collection::Collection;
use crate::diagnostic::{RelatedPlace, Rule, Severity};
use crate::lsp::answers::findings::{Finding, is_of_disk};
use crate::lsp::answers::place_in_file::PlaceInFile;
use crate::record::Id;
use crate::redaction::{Mask, MaskedCollection};
use crate::session::moved_ids::MovedIds;
use crate::text::{ByteRange, visible_unicode};

/// What findings are put in the terms of the protocol with.
#[derive(Clone, Copy)]
pub(crate) struct DiagnosticTerms<'w> {
    pub(crate) collection: &'w Collection,
    pub(crate) documents: &'w DocumentStore,
    pub(crate) abilities: &'w ClientAbilities,
    pub(crate) folders: &'w CollectionFolders,
    pub(crate) moved: &'w MovedIds,
}

impl DiagnosticTerms<'_> {
    /// Returns the findings of a file as the client shows them.
    pub(crate) fn of(&self, path: &Path, found: &[Finding]) -> Vec<Diagnostic> {
        let Self { collection, documents, abilities, folders, moved } = *self;
        let text = text_of(documents, collection, path).unwrap_or_default();
        let positions = TextPositions::of(&text, abilities.encoding);
        let is_open = documents.get(path).is_some();
        let mask = match abilities.mask {
            Mask::All => Mask::All,
            // Who has a file open sees all that it says.
            Mask::Nothing | Mask::Confidential if is_open => Mask::Nothing,
            Mask::Nothing | Mask::Confidential => Mask::Confidential,
        };
        let masked = MaskedCollection::new(collection, mask);
        let each = found.iter().map(|finding| {
            let Finding { range, rule, message, help, related } = finding;
            let moved = (*rule == Rule::DanglingLink)
                .then(|| {
                    let old = linked_id(*range, &text)?;
                    Some((moved.now(collection, &old)?, old))
                })
                .flatten();
            let is_moved = moved.as_ref().map(|(now, old)| format!("`{old}` is now `{now}`"));
            let said = |words: &str| {
                if is_of_disk(*rule) {
                    return visible_unicode(words).into_owned();
                }
                let masked = masked.words_about(path, range.start(), words);
                visible_unicode(&masked).into_owned()
            };
            let words = match help {
                Some(help) => format!("{}\nhelp: {}", said(message), said(help)),
                None => said(message),
            };
            let words = match &is_moved {
                Some(sentence) if !abilities.shows_related => format!("{words}\n{sentence}"),
                Some(_) | None => words,
            };
            let place_of_moved = moved.and_then(|(now, _)| PlaceInFile::of_record(collection, now));
            let place_of_moved =
                place_of_moved.zip(is_moved).map(|(place, sentence)| RelatedPlace {
                    path: Some(place.path.into()),
                    range: place.range,
                    message: sentence.into(),
                });
            let related = related.iter().chain(&place_of_moved).map(|place| {
                let other = place.path.as_deref().unwrap_or(path);
                let range = if other == path {
                    positions.range(place.range)
                } else {
                    let text = text_of(documents, collection, other).unwrap_or_default();
                    TextPositions::of(&text, abilities.encoding).range(place.range)
                };
                DiagnosticRelatedInformation {
                    location: Location { uri: folders.uri_of(other), range },
                    message: said(&place.message),
                }
            });
            let related: Vec<DiagnosticRelatedInformation> = related.collect();
            Diagnostic {
                range: positions.range(*range),
                severity: Some(match rule.severity() {
                    Severity::Error => DiagnosticSeverity::Error,
                    Severity::Warning => DiagnosticSeverity::Warning,
                }),
                code: Some(Code::String(rule.name().to_owned())),
                source: Some("casebook".to_owned()),
                message: Message::String(words),
                related_information: (abilities.shows_related && !related.is_empty())
                    .then_some(related),
                ..Diagnostic::default()
            }
        });
        each.collect()
    }
}

/// Returns the id that a link names, at its bytes with their quotation marks.
pub(crate) fn linked_id(range: ByteRange, text: &str) -> Option<Id> {
    let written = text.get(range.start()..range.end())?;
    Id::new(written.trim_matches(['"', '\'']))
}
