//! What a request is answered from, and how answers are put in the terms of the protocol.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use gen_lsp_types::{Location, Position, Range, TextDocumentPositionParams, Uri};

use super::abilities::ClientAbilities;
use super::diagnostic_terms::DiagnosticTerms;
use super::documents::DocumentStore;
use super::folders::CollectionFolders;
use super::positions::TextPositions;
use super::refusal::RequestRefusal;
use super::texts::text_of;
use crate::collection::Collection;
use crate::lsp::answers::place::AskedPlace;
use crate::lsp::answers::place_in_file::PlaceInFile;
use crate::session::Session;
use crate::session::moved_ids::MovedIds;
use crate::text::ByteRange;

/// What a request is answered from: the collection with the open documents in it, as of the last change.
pub(crate) struct RequestContext<'w> {
    /// Reads and searches the collection.
    pub(crate) session: &'w mut Session,
    /// The open documents.
    pub(crate) documents: &'w DocumentStore,
    /// What the client can do.
    pub(crate) abilities: &'w ClientAbilities,
    /// Where the files are.
    pub(crate) folders: &'w CollectionFolders,
    /// Whether all files were read.
    pub(crate) is_whole: bool,
    /// Which records have other ids than before.
    pub(crate) moved: &'w MovedIds,
    /// Returns whether the client has taken the request back.
    pub(crate) is_cancelled: &'w (dyn Fn() -> bool + Sync),
    /// Whether the user was asked, and consents.
    pub(crate) is_confirmed: bool,
}

/// A place in a document that a request names.
#[derive(Clone, Debug)]
pub(crate) struct DocumentPlace {
    /// The file, relative to the collection's folder.
    pub(crate) path: PathBuf,
    /// The byte in its text.
    pub(crate) offset: usize,
}

impl RequestContext<'_> {
    /// Returns the collection as of the last change.
    pub(crate) fn collection(&self) -> &Collection {
        self.session.collection()
    }

    /// Returns what findings are put in the terms of the protocol with.
    pub(crate) fn terms(&self) -> DiagnosticTerms<'_> {
        let Self { documents, abilities, folders, moved, .. } = *self;
        DiagnosticTerms { collection: self.collection(), documents, abilities, folders, moved }
    }

    /// Makes all records ready to be searched.
    ///
    /// # Errors
    ///
    /// The client has taken the request back.
    pub(crate) fn index(&mut self) -> Result<(), RequestRefusal> {
        while !self.session.is_indexed() {
            if (self.is_cancelled)() {
                return Err(RequestRefusal::Cancelled);
            }
            self.session.index_more();
        }
        Ok(())
    }

    /// Returns the path in the collection of a document.
    pub(crate) fn path(&self, uri: &Uri) -> Option<PathBuf> {
        self.folders.path_of(uri)
    }

    /// Returns the text of a file as the client has it, or else as the collection has it.
    pub(crate) fn text(&self, path: &Path) -> Option<Arc<str>> {
        text_of(self.documents, self.collection(), path)
    }

    /// Returns the place that a request names; `None` where it is in no file of the collection.
    pub(crate) fn place(&self, at: &TextDocumentPositionParams) -> Option<DocumentPlace> {
        self.place_at(&at.text_document.uri, at.position)
    }

    /// Returns a place in a document.
    pub(crate) fn place_at(&self, uri: &Uri, position: Position) -> Option<DocumentPlace> {
        let path = self.path(uri)?;
        let text = self.text(&path)?;
        let offset = TextPositions::of(&text, self.abilities.encoding).offset(position);
        Some(DocumentPlace { path, offset })
    }

    /// Returns what an answer is computed from.
    pub(crate) fn asked<'a>(&'a self, place: &'a DocumentPlace) -> AskedPlace<'a> {
        AskedPlace { collection: self.collection(), path: &place.path, offset: place.offset }
    }

    /// Returns the positions of some bytes of a file.
    pub(crate) fn range(&self, path: &Path, range: ByteRange) -> Range {
        let text = self.text(path).unwrap_or_default();
        TextPositions::of(&text, self.abilities.encoding).range(range)
    }

    /// Returns the positions of several ranges of a file, whose lines are found once.
    pub(crate) fn ranges(&self, path: &Path, ranges: &[ByteRange]) -> Vec<Range> {
        let text = self.text(path).unwrap_or_default();
        let positions = TextPositions::of(&text, self.abilities.encoding);
        ranges.iter().map(|range| positions.range(*range)).collect()
    }

    /// Returns places as the client knows them; those of one file follow each other.
    pub(crate) fn locations(&self, places: &[PlaceInFile]) -> Vec<Location> {
        let of_files = places.chunk_by(|one, other| one.path == other.path);
        let of_file = |places: &[PlaceInFile]| -> Vec<Location> {
            let Some(path) = places.first().map(|place| &place.path) else { return Vec::new() };
            let ranges: Vec<ByteRange> = places.iter().map(|place| place.range).collect();
            let uri = self.folders.uri_of(path);
            let ranges = self.ranges(path, &ranges).into_iter();
            ranges.map(|range| Location { uri: uri.clone(), range }).collect()
        };
        of_files.flat_map(of_file).collect()
    }
}
