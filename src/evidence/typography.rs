//! Finds words in a text that differ from it in typography only, and names the differences.
//!
//! Both texts are reduced to their letters (decomposed, UAX #15), and the letters of the words are searched
//! for. Each place found is then compared gap by gap, because a dash between two letters can be a difference
//! in wording, while a dash at a line break may be none.

use memchr::memmem;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::canonical_combining_class;

use crate::search::is_unspaced;
use crate::text::{ByteRange, Glyph, continues_letter, letters_of};

/// A kind of difference in typography.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Difference {
    /// Quotation marks, apostrophes and primes.
    QuotationMarks,
    /// Hyphens and dashes, and the spaces around them.
    Dashes,
    /// A word that is broken over two lines.
    LineEndHyphens,
    /// Line breaks.
    LineBreaks,
    /// Spaces.
    Spaces,
    /// Letters with marks, in one piece or in several.
    Composition,
    /// Forms of letters: ligatures, widths, presentation forms.
    LetterForms,
    /// Invisible characters.
    Unseen,
}

impl Difference {
    /// Returns what differs, as a plural.
    pub fn name(self) -> &'static str {
        match self {
            Self::QuotationMarks => "quotation marks",
            Self::Dashes => "hyphens and dashes",
            Self::LineEndHyphens => "hyphens at line ends",
            Self::LineBreaks => "line breaks",
            Self::Spaces => "spaces",
            Self::Composition => "composed letters",
            Self::LetterForms => "forms of letters",
            Self::Unseen => "unseen characters",
        }
    }
}

/// Returns a list of differences in words: `spaces, line breaks and quotation marks`.
pub(crate) fn in_words(differences: &[Difference]) -> String {
    let names: Vec<&str> = differences.iter().map(|difference| difference.name()).collect();
    match names.as_slice() {
        [] => "nothing".to_owned(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// The steps that may be spent on comparing places with equal letters, for each byte of the text. No real text
/// needs as many; a text that is made to have quadratically many steps ends here.
const STEPS: usize = 32;

/// The most characters of a gap that are read beyond the ends of a passage.
const BEYOND: usize = 64;

/// A text reduced to its letters, with offsets back to it.
#[derive(Clone, Debug)]
pub(super) struct LetterIndex {
    text: String,
    /// The runs in which every byte comes from one byte of the original, so that two offsets are enough for
    /// all of them.
    runs: Vec<OffsetRun>,
}

/// The start of a run of letters, as offsets in the reduced text and in the original.
#[derive(Clone, Copy, Debug)]
struct OffsetRun {
    reduced: u32,
    original: u32,
}

/// Words to be found.
struct LetterPattern {
    letters: Vec<LetterWithGap>,
    /// The gap after the last letter.
    behind: Vec<GapMark>,
}

/// A letter of a text, and the gap before it.
#[derive(Clone, Debug)]
struct LetterWithGap {
    c: char,
    /// The gap before it.
    gap: Vec<GapMark>,
    /// The character that it comes from, with the marks on it.
    range: ByteRange,
    /// Whether it is the last letter of the character.
    is_last: bool,
}

/// A mark or space between two letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct GapMark {
    kind: GapMarkKind,
    range: ByteRange,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum GapMarkKind {
    Space {
        breaks_line: bool,
    },
    Quotation,
    Dash,
    SoftHyphen,
    /// A dash at the end of a line: it may belong to the word or to the line break.
    LineEnd,
}

impl LetterIndex {
    /// Returns the letters of a text.
    pub(super) fn of(text: &str) -> Self {
        let (mut letters, mut runs) = (String::with_capacity(text.len()), Vec::new());
        // Where the next character of the run would start.
        let mut expected = None;
        scan(text, 0, |letter| {
            let start = letter.range.start();
            if expected != Some(start) {
                runs.push(OffsetRun { reduced: number(letters.len()), original: number(start) });
            }
            letters.push(letter.c);
            let as_written = letter.is_last && letter.range.of(text).len() == letter.c.len_utf8();
            expected = as_written.then(|| letter.range.end());
            true
        });
        Self { text: letters, runs }
    }

    /// Returns the letters alone.
    pub(super) fn into_letters(self) -> String {
        self.text
    }

    /// Returns the first place of the words in the indexed text, except for typography.
    pub(super) fn find(&self, text: &str, words: &str) -> Option<ByteRange> {
        self.places(text, words, 1).pop()
    }

    /// Returns all places of the words in the indexed text, except for typography; no place overlaps another.
    pub(super) fn find_all(&self, text: &str, words: &str) -> Vec<ByteRange> {
        self.places(text, words, usize::MAX)
    }

    fn places(&self, text: &str, words: &str, most: usize) -> Vec<ByteRange> {
        let mut places: Vec<ByteRange> = Vec::new();
        let letters = letters_alone(words);
        if letters.is_empty() {
            return places;
        }
        let finder = memmem::Finder::new(&letters);
        // Built at the first place with the same letters: most texts have none.
        let mut needle = None;
        let mut steps = STEPS.saturating_mul(self.text.len() + letters.len());
        let mut from = 0;
        while let Some(rest) = self.text.as_bytes().get(from..)
            && let Some(found) = finder.find(rest)
            && places.len() < most
            && steps > 0
        {
            let start = from + found;
            from = start + 1;
            let needle = needle.get_or_insert_with(|| LetterPattern::of(words));
            let origin = self.origin(start);
            if let Some(range) = origin.and_then(|at| needle.at(text, at, &mut steps)) {
                // The end is an offset in the text, not in the letters, so the search went on within the place.
                if places.last().is_none_or(|last| range.start() >= last.end()) {
                    places.push(range);
                }
            }
        }
        places
    }

    /// Returns the offset of the character of the original that starts at a byte of the letters. For a byte
    /// inside a letter the offset is arbitrary, and the comparison fails.
    fn origin(&self, at: usize) -> Option<usize> {
        let behind = self.runs.partition_point(|run| run.reduced as usize <= at);
        let OffsetRun { reduced, original } = *self.runs.get(behind.checked_sub(1)?)?;
        Some(original as usize + at - reduced as usize)
    }
}

impl LetterPattern {
    fn of(words: &str) -> Self {
        let words = words.trim();
        let mut letters = Vec::new();
        let rest = scan(words, 0, |letter| {
            letters.push(letter);
            true
        });
        let left = letters.last().map(|letter: &LetterWithGap| letter.c);
        Self { letters, behind: plain_gap(&rest, left, None) }
    }

    /// Returns the passage that starts with the character at a byte of the text, if it differs from the words in
    /// typography only.
    fn at(&self, text: &str, at: usize, steps: &mut usize) -> Option<ByteRange> {
        text.get(at..)?;
        let (mut wanted, mut left, mut passage) = (self.letters.iter(), None, None);
        let mut next = wanted.next();
        scan(text, at, |letter| {
            *steps = steps.saturating_sub(1);
            let Some(want) = next.filter(|want| want.c == letter.c && *steps > 0) else {
                return false;
            };
            let is_first = left.is_none();
            if !is_first && !is_same_gap(&want.gap, &letter.gap, left, Some(letter.c)) {
                return false;
            }
            left = Some(letter.c);
            next = wanted.next();
            // The words must not end within a character: `f` is not in `ﬁ`.
            if next.is_none() && letter.is_last {
                passage = Some(letter.range.end());
            }
            next.is_some()
        });
        let passage = ByteRange::new(at, passage?)?;
        let before = plain_gap(&self.letters.first()?.gap, None, self.letters.first().map(|l| l.c));
        let start = if before.is_empty() { at } else { Self::before(text, at, &before)? };
        let end = if self.behind.is_empty() {
            passage.end()
        } else {
            Self::behind(text, passage.end(), left, &self.behind)?
        };
        ByteRange::new(start, end)
    }

    /// Returns where the marks directly before a letter start, if they are these.
    fn before(text: &str, at: usize, marks: &[GapMark]) -> Option<usize> {
        let is_gap = |c: &(usize, char)| Glyph::of(c.1) != Glyph::Letter;
        let gap = text.get(..at)?.char_indices().rev().take(BEYOND).take_while(is_gap);
        let from = gap.last().map_or(at, |(start, _)| start);
        let left = text.get(..from)?.chars().next_back();
        let right = text.get(at..)?.chars().next();
        let found = plain_gap(&gap_of(text, from, at), left, right);
        let same = found.get(found.len().checked_sub(marks.len())?..)?;
        let is_same = marks.iter().zip(same).all(|(one, other)| one.kind.is_like(other.kind));
        is_same.then(|| same.first().map_or(at, |mark| mark.range.start()))
    }

    /// Returns where the marks directly after a letter end, if they are these.
    fn behind(text: &str, at: usize, left: Option<char>, marks: &[GapMark]) -> Option<usize> {
        let is_gap = |c: &(usize, char)| Glyph::of(c.1) != Glyph::Letter;
        let gap = text.get(at..)?.char_indices().take(BEYOND).take_while(is_gap);
        let to = gap.last().map_or(at, |(start, c)| at + start + c.len_utf8());
        let right = text.get(to..)?.chars().next();
        let found = plain_gap(&gap_of(text, at, to), left, right);
        let same = found.get(..marks.len())?;
        let is_same = marks.iter().zip(same).all(|(one, other)| one.kind.is_like(other.kind));
        is_same.then(|| same.last().map_or(at, |mark| mark.range.end()))
    }
}

impl GapMarkKind {
    fn is_like(self, other: Self) -> bool {
        let plain = |kind| match kind {
            Self::LineEnd | Self::SoftHyphen => Self::Dash,
            Self::Space { .. } => Self::Space { breaks_line: false },
            Self::Quotation | Self::Dash => kind,
        };
        plain(self) == plain(other)
    }
}

/// Calls `visit` with each letter of a text from a byte on, and the gap before it, until it returns `false`;
/// returns the gap after the last letter.
fn scan(text: &str, from: usize, mut visit: impl FnMut(LetterWithGap) -> bool) -> Vec<GapMark> {
    let mut gap = Vec::new();
    let mut parts: Vec<char> = Vec::new();
    let rest = text.get(from..).unwrap_or_default();
    let mut chars = rest.char_indices().map(|(at, c)| (from + at, c)).peekable();
    while let Some((at, c)) = chars.next() {
        let glyph = Glyph::of(c);
        if glyph != Glyph::Letter {
            push_mark(&mut gap, glyph, ByteRange::from_span(at..at + c.len_utf8()));
            continue;
        }
        let mut end = at + c.len_utf8();
        parts.clear();
        letters_of(c, |letter| parts.push(letter));
        // Invisible characters do not separate a letter from its marks.
        while let Some((next, mark)) = chars.next_if(|(_, next)| {
            continues_letter(*next) || !next.is_ascii() && Glyph::of(*next) == Glyph::Unseen
        }) {
            if Glyph::of(mark) == Glyph::Letter {
                letters_of(mark, |letter| parts.push(letter));
                end = next + mark.len_utf8();
            }
        }
        if parts.len() > 1 {
            in_canonical_order(&mut parts);
        }
        let range = ByteRange::from_span(at..end);
        let last = parts.len().saturating_sub(1);
        for (number, c) in parts.iter().enumerate() {
            let gap = std::mem::take(&mut gap);
            if !visit(LetterWithGap { c: *c, gap, range, is_last: number == last }) {
                return Vec::new();
            }
        }
    }
    gap
}

/// Sorts the marks of each letter in canonical order (UAX #15).
fn in_canonical_order(letters: &mut [char]) {
    for marks in letters.chunk_by_mut(|_, next| canonical_combining_class(*next) != 0) {
        let marks = marks.get_mut(1..).unwrap_or_default();
        marks.sort_by_key(|c| canonical_combining_class(*c));
    }
}

fn gap_of(text: &str, from: usize, to: usize) -> Vec<GapMark> {
    let mut gap = Vec::new();
    let chars = text.get(from..to).unwrap_or_default().char_indices();
    for (at, c) in chars {
        let range = ByteRange::from_span(from + at..from + at + c.len_utf8());
        push_mark(&mut gap, Glyph::of(c), range);
    }
    gap
}

fn push_mark(gap: &mut Vec<GapMark>, glyph: Glyph, range: ByteRange) {
    let kind = match glyph {
        Glyph::Unseen | Glyph::Letter => return,
        Glyph::SoftHyphen => GapMarkKind::SoftHyphen,
        Glyph::Space => GapMarkKind::Space { breaks_line: false },
        Glyph::LineBreak => GapMarkKind::Space { breaks_line: true },
        Glyph::Quotation => GapMarkKind::Quotation,
        Glyph::Dash => GapMarkKind::Dash,
    };
    match (gap.last_mut(), kind) {
        // A run of white space is one space, and a line break if any of it is one.
        (
            Some(GapMark { kind: GapMarkKind::Space { breaks_line }, range: before }),
            GapMarkKind::Space { breaks_line: breaks },
        ) => {
            *breaks_line |= breaks;
            *before = before.join(range);
        }
        _ => gap.push(GapMark { kind, range }),
    }
}

/// Returns a gap between two letters without what typography may change there: spaces beside marks and
/// punctuation, and in scripts without spaces; several marks of a kind become one.
fn plain_gap(gap: &[GapMark], left: Option<char>, right: Option<char>) -> Vec<GapMark> {
    if gap.is_empty() {
        return Vec::new();
    }
    let mut plain: Vec<GapMark> = Vec::with_capacity(gap.len());
    for mark in gap {
        let last = plain.last_mut();
        match (mark.kind, last) {
            // A soft hyphen that does not follow a letter breaks no word.
            (GapMarkKind::SoftHyphen, None) if left.is_none() => {}
            (GapMarkKind::Space { breaks_line: true }, Some(dash))
                if matches!(dash.kind, GapMarkKind::Dash | GapMarkKind::SoftHyphen) =>
            {
                dash.kind = GapMarkKind::LineEnd;
            }
            // A soft hyphen that is not at the end of a line is invisible.
            (GapMarkKind::Space { .. }, Some(last)) if last.kind == GapMarkKind::SoftHyphen => {
                *last = *mark;
            }
            (GapMarkKind::SoftHyphen | GapMarkKind::Space { .. }, Some(_)) => {}
            (GapMarkKind::Space { .. }, None) => plain.push(*mark),
            (kind, last) => {
                let space = |last: &&mut GapMark| matches!(last.kind, GapMarkKind::Space { .. });
                match last {
                    // A space beside this mark.
                    Some(last) if space(&last) => *last = *mark,
                    Some(last) if last.kind == kind => last.range = last.range.join(mark.range),
                    Some(_) | None => plain.push(*mark),
                }
            }
        }
    }
    plain.retain(|mark| match mark.kind {
        GapMarkKind::SoftHyphen => false,
        GapMarkKind::Space { .. } => needs_space(left) && needs_space(right),
        GapMarkKind::Quotation | GapMarkKind::Dash | GapMarkKind::LineEnd => true,
    });
    plain
}

/// Returns whether a space beside a character separates two words: it does not beside punctuation, in a
/// script without spaces, or at the end of a text.
fn needs_space(c: Option<char>) -> bool {
    c.is_some_and(|c| !is_unspaced(c) && (c.is_alphanumeric() || canonical_combining_class(c) != 0))
}

/// Returns whether two gaps between the same letters differ in typography only.
fn is_same_gap(
    ours: &[GapMark],
    theirs: &[GapMark],
    left: Option<char>,
    right: Option<char>,
) -> bool {
    if ours.is_empty() && theirs.is_empty() {
        return true;
    }
    let (ours, theirs) = (plain_gap(ours, left, right), plain_gap(theirs, left, right));
    let within_word = [left, right].iter().all(|c| c.is_some_and(is_part_of_word));
    let (mut ours, mut theirs) = (ours.iter().peekable(), theirs.iter().peekable());
    loop {
        match (ours.peek(), theirs.peek()) {
            (None, None) => return true,
            (Some(one), Some(other)) if one.kind.is_like(other.kind) => {
                ours.next();
                theirs.next();
            }
            (Some(one), _) if within_word && one.kind == GapMarkKind::LineEnd => _ = ours.next(),
            (_, Some(other)) if within_word && other.kind == GapMarkKind::LineEnd => {
                theirs.next();
            }
            _ => return false,
        }
    }
}

fn is_part_of_word(c: char) -> bool {
    c.is_alphabetic() || canonical_combining_class(c) != 0
}

/// Returns the differences in typography between words and the passage as which they were found; none if
/// both are the same bytes.
pub(super) fn differences(words: &str, passage: &str) -> Vec<Difference> {
    let cut = |text: &str| {
        let mut all = Vec::new();
        scan(text, 0, |letter| {
            all.push(letter);
            true
        });
        all
    };
    let (ours, theirs) = (cut(words), cut(passage));
    let mut found = Vec::new();
    let (mut before, mut their_before) = (0, 0);
    for (one, other) in ours.iter().zip(&theirs) {
        let gap = words.get(before..one.range.start()).unwrap_or_default();
        let their_gap = passage.get(their_before..other.range.start()).unwrap_or_default();
        in_gap(gap, their_gap, &mut found);
        let (raw, their_raw) = (one.range.of(words), other.range.of(passage));
        if raw != their_raw {
            let seen = |c: &char| Glyph::of(*c) != Glyph::Unseen;
            let is_composition =
                raw.chars().filter(seen).nfd().eq(their_raw.chars().filter(seen).nfd());
            if !raw.chars().filter(seen).eq(their_raw.chars().filter(seen)) {
                found.push(if is_composition {
                    Difference::Composition
                } else {
                    Difference::LetterForms
                });
            }
            in_gap(raw, their_raw, &mut found);
        }
        (before, their_before) = (one.range.end(), other.range.end());
    }
    in_gap(
        words.get(before..).unwrap_or_default(),
        passage.get(their_before..).unwrap_or_default(),
        &mut found,
    );
    found.sort_unstable();
    found.dedup();
    found
}

/// Adds the differences between two gaps.
fn in_gap(ours: &str, theirs: &str, found: &mut Vec<Difference>) {
    if ours == theirs {
        return;
    }
    let only = |text: &str, wanted: &[Glyph]| -> String {
        text.chars().filter(|c| wanted.contains(&Glyph::of(*c))).collect()
    };
    let differ = |wanted: &[Glyph]| only(ours, wanted) != only(theirs, wanted);
    let known = found.len();
    let line_end = |text: &str| {
        let mut chars = text.chars().filter(|c| Glyph::of(*c) != Glyph::Unseen);
        let dash = |c| matches!(Glyph::of(c), Glyph::Dash | Glyph::SoftHyphen);
        chars.any(dash) && chars.any(|c| Glyph::of(c) == Glyph::LineBreak)
    };
    if differ(&[Glyph::Quotation]) {
        found.push(Difference::QuotationMarks);
    }
    if differ(&[Glyph::Unseen])
        || only(ours, &[Glyph::SoftHyphen]) != only(theirs, &[Glyph::SoftHyphen])
    {
        found.push(Difference::Unseen);
    }
    if line_end(ours) != line_end(theirs) {
        found.push(Difference::LineEndHyphens);
        return;
    }
    if differ(&[Glyph::Dash]) {
        found.push(Difference::Dashes);
    }
    let breaks = |text: &str| text.chars().any(|c| Glyph::of(c) == Glyph::LineBreak);
    if breaks(ours) != breaks(theirs) {
        found.push(Difference::LineBreaks);
    } else if differ(&[Glyph::Space, Glyph::LineBreak]) {
        found.push(Difference::Spaces);
    }
    let signs = |text: &str| -> String {
        text.chars().filter(|c| Glyph::of(*c) != Glyph::Letter).collect()
    };
    // The same signs in another order: a space before a dash, and one behind it.
    if found.len() == known && signs(ours) != signs(theirs) {
        let has_dash = ours.chars().any(|c| Glyph::of(c) == Glyph::Dash);
        found.push(if has_dash { Difference::Dashes } else { Difference::Spaces });
    }
}

/// Returns the letters of some words, without the gaps between them.
pub(super) fn letters_alone(words: &str) -> String {
    if words.is_ascii() {
        // No ASCII character has a decomposition.
        return words.chars().filter(|c| Glyph::of(*c) == Glyph::Letter).collect();
    }
    let mut letters = String::with_capacity(words.len());
    scan(words, 0, |letter| {
        letters.push(letter.c);
        true
    });
    letters
}

/// Returns a word with its letters decomposed, and one sign for each kind of mark in it.
pub(super) fn plain_word(word: &str) -> String {
    if word.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return word.to_owned();
    }
    let mut plain = String::with_capacity(word.len());
    let push_gap = |plain: &mut String, gap: &[GapMark]| {
        for mark in gap {
            match mark.kind {
                GapMarkKind::Quotation => plain.push('\''),
                GapMarkKind::Dash | GapMarkKind::LineEnd => plain.push('-'),
                GapMarkKind::Space { .. } => plain.push(' '),
                GapMarkKind::SoftHyphen => {}
            }
        }
    };
    let behind = scan(word, 0, |letter| {
        push_gap(&mut plain, &letter.gap);
        plain.push(letter.c);
        true
    });
    push_gap(&mut plain, &behind);
    plain
}

/// Returns a size in 32 bits; no file that is read is larger.
pub(super) fn number(of: usize) -> u32 {
    u32::try_from(of).unwrap_or(u32::MAX)
}

#[cfg(test)]
pub(super) mod tests;
