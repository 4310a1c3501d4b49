//! Unicode folding: text without accents, case and typography, with offsets back to the original.

use unicode_normalization::char::canonical_combining_class;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};
use unicode_segmentation::UnicodeSegmentation;

use super::alone::push_if_alone;
use super::mark_order::{goes_on, is_moved};
use super::plain_form::push_plain;
use super::rules::{FoldForm, push_by_rules};
use crate::text::ByteRange;

/// What folding leaves as it is. Typography, runs of spaces and variants of a character are always
/// folded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Preserve {
    /// Neither case nor accents.
    #[default]
    Nothing,
    /// Case.
    Case,
    /// Accents, and the letters that only some languages have.
    Accents,
    /// Both.
    All,
}

impl From<Preserve> for FoldForm {
    /// Returns the form that preserves this.
    fn from(keep: Preserve) -> Self {
        match keep {
            Preserve::Nothing => Self::Plain { keeps_case: false },
            Preserve::Case => Self::Plain { keeps_case: true },
            Preserve::Accents => Self::Accented { keeps_case: false },
            Preserve::All => Self::Accented { keeps_case: true },
        }
    }
}

/// Returns `text` without accents, case and typography, for comparing.
///
/// Runs of any kind of space become one space, so that a phrase is found across a line break. Variants of
/// a character become one: traditional and simplified characters, widths, kana, digits.
pub fn fold(text: &str) -> String {
    fold_preserving(text, Preserve::Nothing)
}

/// Returns `text` folded except for what is to be preserved.
pub(crate) fn fold_preserving(text: &str, keep: Preserve) -> String {
    folded(text, FoldForm::from(keep))
}

/// Like [`fold`], but with Korean syllables composed.
pub fn fold_to_syllables(text: &str) -> String {
    folded(text, FoldForm::Syllables)
}

fn folded(text: &str, form: FoldForm) -> String {
    if is_tidy_ascii(text) {
        return fold_ascii(text, form);
    }
    let mut folded = String::with_capacity(text.len());
    push_folded(&mut folded, text, form);
    folded
}

/// A folded text that knows where each of its bytes came from.
#[derive(Clone, Debug)]
pub struct Folded {
    text: String,
    map: OffsetMap,
}

/// How folded offsets map to the original.
#[derive(Clone, Debug)]
enum OffsetMap {
    /// Every offset is the same in both.
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
    /// Returns `original` folded, with offsets back to it.
    pub fn of(original: &str) -> Self {
        Self::preserving(original, Preserve::Nothing)
    }

    /// Returns `original` folded except for what is to be preserved, with offsets back to it.
    pub fn preserving(original: &str, keep: Preserve) -> Self {
        Self::in_form(original, FoldForm::from(keep))
    }

    /// Returns `original` folded as [`fold_to_syllables`] does, with offsets back to it.
    pub fn to_syllables(original: &str) -> Self {
        Self::in_form(original, FoldForm::Syllables)
    }

    fn in_form(original: &str, form: FoldForm) -> Self {
        if is_tidy_ascii(original) {
            let text = fold_ascii(original, form);
            let map = OffsetMap::InPlace;
            return Self { text, map };
        }
        let mut text = String::with_capacity(original.len());
        let mut starts = Vec::new();
        let end = original.len();
        let borders = borders(original);
        let ends = borders.iter().skip(1).copied().chain([end]);
        for (start, end) in borders.iter().copied().zip(ends) {
            starts.push(Start { folded: text.len(), original: start });
            push_folded(&mut text, ByteRange::from_span(start..end).of(original), form);
        }
        let map = OffsetMap::Clusters { starts, end };
        Self { text, map }
    }

    /// Returns the folded text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the grapheme clusters in their order: the range of each in the folded text, and in the
    /// original.
    pub fn clusters(&self) -> impl Iterator<Item = (ByteRange, ByteRange)> {
        let (single, starts) = match &self.map {
            OffsetMap::InPlace => (self.text.len(), &[][..]),
            OffsetMap::Clusters { starts, .. } => (0, starts.as_slice()),
        };
        let end = match self.map {
            OffsetMap::InPlace => single,
            OffsetMap::Clusters { end, .. } => end,
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
    /// A part of a cluster gives the whole cluster; bytes beyond the end are ignored.
    pub fn original(&self, folded: ByteRange) -> ByteRange {
        let (start, end) = match &self.map {
            OffsetMap::InPlace => (folded.start(), folded.end()),
            OffsetMap::Clusters { starts, end } => {
                let first = starts.partition_point(|start| start.folded <= folded.start());
                let next = starts.partition_point(|start| start.folded < folded.end());
                let at = |index: usize| starts.get(index).map_or(*end, |start| start.original);
                // Clusters that fold to nothing have the same folded start as the next cluster. At the
                // front the last of these is right, at the back the first.
                let start = at(first.saturating_sub(1));
                (start, at(next).max(start))
            }
        };
        let length = match self.map {
            OffsetMap::InPlace => self.text.len(),
            OffsetMap::Clusters { end, .. } => end,
        };
        ByteRange::from_span(start.min(length)..end.min(length))
    }
}

/// Returns whether folding `text` changes nothing but the case of its bytes.
fn is_tidy_ascii(text: &str) -> bool {
    // In one pass that does not leave early, so that many bytes are looked at at a time.
    let is_odd = |byte: u8| u8::from(byte >= 0x80) | u8::from((b'\t'..=b'\r').contains(&byte));
    let is_space = |byte: u8| u8::from(byte == b' ');
    let bytes = text.as_bytes();
    let Some((first, rest)) = bytes.split_first() else { return true };
    let pairs = bytes.iter().zip(rest);
    let odd = pairs.fold(is_odd(*first), |any, (before, byte)| {
        any | is_odd(*byte) | is_space(*before) & is_space(*byte)
    });
    odd == 0
}

/// Appends a text folded where that changes nothing but the case of its bytes; returns whether it does, which spares a
/// copy.
pub(crate) fn push_if_tidy_ascii(folded: &mut String, text: &str) -> bool {
    let is_tidy = is_tidy_ascii(text);
    if is_tidy {
        push_ascii(folded, text, FoldForm::from(Preserve::Nothing));
    }
    is_tidy
}

fn fold_ascii(text: &str, form: FoldForm) -> String {
    if form.keeps_case() { text.to_owned() } else { text.to_ascii_lowercase() }
}

fn push_folded(folded: &mut String, text: &str, form: FoldForm) {
    let mut plain = String::new();
    if form.keeps_accents() {
        push_by_rules(folded, text, form, &mut plain);
        return;
    }
    let is_small = form == FoldForm::from(Preserve::Nothing);
    // Most runs are ASCII, and a run of ASCII folds to the same whatever surrounds it: decomposition
    // moves marks only, and accents are dropped.
    let mut rest = text;
    while let Some((run, behind)) =
        rest.split_at_checked(length_of_run(rest.as_bytes())).filter(|(run, _)| !run.is_empty())
    {
        rest = behind;
        let goes_on = folded.ends_with(' ') && run.starts_with(' ');
        if is_tidy_ascii(run) && !goes_on {
            push_ascii(folded, run, form);
        } else if !(is_small && push_if_alone(folded, run)) {
            push_by_rules(folded, run, form, &mut plain);
        }
    }
}

/// Returns how many of the bytes at the start are ASCII, or if the first is not, how many are not.
fn length_of_run(bytes: &[u8]) -> usize {
    /// So many bytes are looked at together, in the time of a few.
    const TOGETHER: usize = 16;
    let is_ascii = bytes.first().is_some_and(u8::is_ascii);
    let together = bytes.chunks_exact(TOGETHER).take_while(|some| is_ascii && some.is_ascii());
    let whole = together.count() * TOGETHER;
    let rest = bytes.iter().skip(whole);
    whole + rest.take_while(|byte| byte.is_ascii() == is_ascii).count()
}

/// Returns where the grapheme clusters (UAX #29) of a text start. Clusters are joined where folding moves
/// a mark across their border, or drops the invisible characters between a letter and its marks: only so
/// does each joined cluster fold alone to the same as within the text.
fn borders(text: &str) -> Vec<usize> {
    let mut borders = Vec::new();
    // The number of the first of the clusters just before that fold to nothing.
    let mut unseen = None;
    let (mut plain, mut before) = (String::new(), String::new());
    for (start, cluster) in text.grapheme_indices(true) {
        plain.clear();
        push_plain(&mut plain, cluster, "");
        let Some(first) = plain.nfd().next() else {
            unseen = unseen.or(Some(borders.len()));
            borders.push(start);
            continue;
        };
        let number = unseen.unwrap_or(borders.len());
        unseen = None;
        let joins = joins_the_one_before(first) || is_moved(first) || goes_on(&before, first);
        if number == 0 || !joins {
            borders.push(start);
        } else {
            borders.truncate(number);
        }
        std::mem::swap(&mut before, &mut plain);
    }
    borders
}

/// Returns whether normalization may move a character before the one in front of it, or compose the two
/// (UAX #15, section 9: the character is no starter, or has `NFC_Quick_Check=Maybe`).
fn joins_the_one_before(c: char) -> bool {
    let may_compose = is_nfc_quick(std::iter::once(c)) == IsNormalized::Maybe;
    canonical_combining_class(c) != 0 || may_compose
}

fn push_ascii(folded: &mut String, text: &str, form: FoldForm) {
    let start = folded.len();
    folded.push_str(text);
    if let Some(new) = folded.get_mut(start..).filter(|_| !form.keeps_case()) {
        new.make_ascii_lowercase();
    }
}

#[cfg(test)]
mod tests;
