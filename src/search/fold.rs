//! Text as it is compared: without accents, case and typography, and the way back to the original.
//!
//! Knows no query and no line.

use unicode_normalization::char::canonical_combining_class;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};
use unicode_segmentation::UnicodeSegmentation;

use super::broad::{broad, parts};
use super::letters::{Print, is_accent, print, unaccented};
use crate::text::ByteRange;

/// What folding leaves as it is. Typography and runs of spaces are always folded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Keep {
    /// Neither case nor accents.
    #[default]
    Nothing,
    /// Capitals stay capitals.
    Case,
    /// Accents and the letters that only some languages have stay.
    Accents,
    /// Both stay.
    All,
}

/// Returns `text` without accents, case and typography, for comparing.
///
/// Runs of any kind of space become one space, so that a phrase is found across a line break.
pub fn fold(text: &str) -> String {
    fold_keeping(text, Keep::Nothing)
}

/// Returns `text` folded except for what is to be kept.
pub(super) fn fold_keeping(text: &str, keep: Keep) -> String {
    if is_tidy_ascii(text) {
        return fold_ascii(text, keep);
    }
    let mut folded = String::with_capacity(text.len());
    push_folded(&mut folded, text, keep);
    folded
}

/// Returns `text` folded broadly: in every script what is written in several ways is one, as
/// traditional and simplified characters, half and full width, katakana and hiragana are.
pub fn fold_broadly(text: &str) -> String {
    if is_tidy_ascii(text) {
        return fold_ascii(text, Keep::Nothing);
    }
    let mut folded = String::with_capacity(text.len());
    // What ASCII comes to does not depend on what stands around it.
    let mut start = 0;
    for run in text.as_bytes().chunk_by(|one, next| one.is_ascii() == next.is_ascii()) {
        let run = ByteRange::from_span(start..start + run.len());
        start = run.end();
        let run = run.of(text);
        if is_tidy_ascii(run) && !(folded.ends_with(' ') && run.starts_with(' ')) {
            push_ascii(&mut folded, run, Keep::Nothing);
        } else {
            broad(run).for_each(|c| push_char(&mut folded, c, Keep::Nothing));
        }
    }
    folded
}

/// A folded text that knows where each of its bytes came from.
#[derive(Clone, Debug)]
pub struct Folded {
    text: String,
    map: Map,
}

/// The way back to the original.
#[derive(Clone, Debug)]
enum Map {
    /// Every byte stands where it stood.
    InPlace,
    /// Where each grapheme cluster starts, and how long the original is.
    Clusters { starts: Vec<Start>, end: usize },
}

/// Where one grapheme cluster starts in both texts.
#[derive(Clone, Copy, Debug)]
struct Start {
    folded: usize,
    original: usize,
}

impl Folded {
    /// Returns `original` folded, with the way back.
    pub fn of(original: &str) -> Self {
        Self::keeping(original, Keep::Nothing)
    }

    /// Returns `original` folded except for what is to be kept, with the way back.
    pub fn keeping(original: &str, keep: Keep) -> Self {
        if is_tidy_ascii(original) {
            let text = fold_ascii(original, keep);
            let map = Map::InPlace;
            return Self { text, map };
        }
        let first = |cluster: &str| seen(cluster).nfd().next();
        Self::by_clusters(original, first, |text, cluster| push_folded(text, cluster, keep))
    }

    /// Returns `original` folded broadly, as [`fold_broadly`] does, with the way back.
    pub fn broadly(original: &str) -> Self {
        if is_tidy_ascii(original) {
            return Self::of(original);
        }
        let first = |cluster: &str| parts(cluster).next();
        Self::by_clusters(original, first, |text, cluster| match cluster.as_bytes() {
            [byte @ b'!'..=b'~'] => text.push(char::from(byte.to_ascii_lowercase())),
            _ => broad(cluster).for_each(|c| push_char(text, c, Keep::Nothing)),
        })
    }

    /// Returns `original` folded cluster by cluster. `first` gives the first character that is seen of
    /// a cluster, taken apart as `push` takes it apart.
    fn by_clusters(
        original: &str,
        first: impl Fn(&str) -> Option<char>,
        push: impl Fn(&mut String, &str),
    ) -> Self {
        let mut text = String::with_capacity(original.len());
        let mut starts = Vec::new();
        let end = original.len();
        let borders = borders(original, first);
        let ends = borders.iter().skip(1).copied().chain([end]);
        for (start, end) in borders.iter().copied().zip(ends) {
            starts.push(Start { folded: text.len(), original: start });
            push(&mut text, ByteRange::from_span(start..end).of(original));
        }
        let map = Map::Clusters { starts, end };
        Self { text, map }
    }

    /// Returns the folded text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns each grapheme cluster in its order: what it was folded to, and where it stood.
    pub fn clusters(&self) -> impl Iterator<Item = (ByteRange, ByteRange)> {
        let (single, starts) = match &self.map {
            Map::InPlace => (self.text.len(), &[][..]),
            Map::Clusters { starts, .. } => (0, starts.as_slice()),
        };
        let end = match self.map {
            Map::InPlace => single,
            Map::Clusters { end, .. } => end,
        };
        let last = Start { folded: self.text.len(), original: end };
        let next = starts.iter().skip(1).copied().chain([last]);
        let clusters = starts.iter().zip(next).map(|(start, next)| {
            let folded = ByteRange::from_span(start.folded..next.folded);
            (folded, ByteRange::from_span(start.original..next.original))
        });
        let bytes = (0..single).map(|at| ByteRange::from_span(at..at + 1));
        bytes.map(|byte| (byte, byte)).chain(clusters)
    }

    /// Returns the grapheme clusters of the original that the bytes of `folded` came from.
    ///
    /// A part of a cluster is the whole cluster; bytes behind the end are left out.
    pub fn original(&self, folded: ByteRange) -> ByteRange {
        let (start, end) = match &self.map {
            Map::InPlace => (folded.start(), folded.end()),
            Map::Clusters { starts, end } => {
                let first = starts.partition_point(|start| start.folded <= folded.start());
                let next = starts.partition_point(|start| start.folded < folded.end());
                let at = |index: usize| starts.get(index).map_or(*end, |start| start.original);
                // Clusters that fold to nothing share their folded start with the next one that
                // does not: the last of them is meant at the front, the first at the back.
                let start = at(first.saturating_sub(1));
                (start, at(next).max(start))
            }
        };
        let length = match self.map {
            Map::InPlace => self.text.len(),
            Map::Clusters { end, .. } => end,
        };
        ByteRange::from_span(start.min(length)..end.min(length))
    }
}

impl Keep {
    /// Tells whether capitals stay capitals.
    fn keeps_case(self) -> bool {
        match self {
            Self::Case | Self::All => true,
            Self::Nothing | Self::Accents => false,
        }
    }

    /// Tells whether accents stay.
    fn keeps_accents(self) -> bool {
        match self {
            Self::Accents | Self::All => true,
            Self::Nothing | Self::Case => false,
        }
    }
}

/// Tells whether folding `text` changes nothing but the case of its bytes.
fn is_tidy_ascii(text: &str) -> bool {
    let mut after_space = false;
    text.bytes().all(|byte| {
        let space = byte == b' ';
        let doubled = after_space && space;
        after_space = space;
        byte.is_ascii() && !(b'\t'..=b'\r').contains(&byte) && !doubled
    })
}

fn fold_ascii(text: &str, keep: Keep) -> String {
    if keep.keeps_case() { text.to_owned() } else { text.to_ascii_lowercase() }
}

fn push_folded(folded: &mut String, text: &str, keep: Keep) {
    // Kept accents are compared composed: `ẹ` taken apart would be found at the front of `ệ`.
    if keep.keeps_accents() {
        text.nfc().for_each(|c| push_char(folded, c, keep));
        return;
    }
    // Nothing beyond it changes what a run of ASCII comes to, and most runs are.
    let mut start = 0;
    for run in text.as_bytes().chunk_by(|one, next| one.is_ascii() == next.is_ascii()) {
        let run = ByteRange::from_span(start..start + run.len());
        start = run.end();
        let run = run.of(text);
        let goes_on = folded.ends_with(' ') && run.starts_with(' ');
        if is_tidy_ascii(run) && !goes_on {
            push_ascii(folded, run, keep);
        } else {
            seen(run).nfd().for_each(|c| push_char(folded, c, keep));
        }
    }
}

/// Returns the characters of a text that are not left out: what stood between two marks must not
/// decide in which order they come.
fn seen(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| !matches!(print(*c), Print::Unseen))
}

/// Returns where the grapheme clusters of a text start, without those that only what is left out
/// separates from the one before: their marks belong to its letter.
fn borders(text: &str, first: impl Fn(&str) -> Option<char>) -> Vec<usize> {
    let mut borders = Vec::new();
    // The start of the first of the clusters just before of which nothing is seen.
    let mut unseen = None;
    for (start, cluster) in text.grapheme_indices(true) {
        let Some(first) = first(cluster) else {
            unseen = unseen.or(Some(borders.len()));
            borders.push(start);
            continue;
        };
        let before = unseen.take().unwrap_or(borders.len());
        if before == 0 || !joins_the_one_before(first) {
            borders.push(start);
        } else {
            borders.truncate(before);
        }
    }
    borders
}

/// Tells whether normalization may move a character before the one in front of it, or make one
/// character of both (Unicode Standard Annex #15, section 9: no starter, or `NFC_Quick_Check=Maybe`).
fn joins_the_one_before(c: char) -> bool {
    let may_compose = is_nfc_quick(std::iter::once(c)) == IsNormalized::Maybe;
    canonical_combining_class(c) != 0 || may_compose
}

fn push_ascii(folded: &mut String, text: &str, keep: Keep) {
    let start = folded.len();
    folded.push_str(text);
    if let Some(new) = folded.get_mut(start..).filter(|_| !keep.keeps_case()) {
        new.make_ascii_lowercase();
    }
}

fn push_char(folded: &mut String, c: char, keep: Keep) {
    match print(c) {
        Print::Unseen => {}
        Print::Char(' ') if folded.ends_with(' ') => {}
        Print::Char(c) => push_letter(folded, c, keep),
        Print::Letters(letters) => folded.push_str(letters),
    }
}

fn push_letter(folded: &mut String, c: char, keep: Keep) {
    let plain = match keep {
        Keep::Accents | Keep::All => None,
        Keep::Nothing | Keep::Case if is_accent(c) => return,
        Keep::Nothing | Keep::Case => c.to_lowercase().next().and_then(unaccented),
    };
    let small = !(keep.keeps_case() && c.is_uppercase());
    match plain {
        Some(letters) if small => folded.push_str(letters),
        Some(letters) => push_capitalised(folded, letters),
        None if small => folded.extend(c.to_lowercase()),
        None => folded.push(c),
    }
}

fn push_capitalised(folded: &mut String, letters: &str) {
    let mut letters = letters.chars();
    folded.extend(letters.next().map(|first| first.to_ascii_uppercase()));
    folded.extend(letters);
}

#[cfg(test)]
mod tests;
