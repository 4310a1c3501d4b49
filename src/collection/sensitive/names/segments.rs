//! Segments a text into letters, runs of one script, and words, for name detection.

use crate::search::Folded;
use crate::text::ByteRange;

use crate::collection::sensitive::names::script::{CharRole, Script};

/// One character of a folded text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FoldedChar {
    pub(crate) c: char,
    pub(crate) class: CharRole,
    /// The cluster that it came from.
    pub(crate) cluster: ByteRange,
    pub(crate) case: LetterCase,
    /// Something invisible precedes it: a joiner, a break between words, a soft hyphen.
    pub(crate) after_unseen: bool,
    /// It is a space that a line break has made.
    pub(crate) breaks: bool,
}

/// How a letter was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LetterCase {
    Capital,
    Small,
    Neither,
}

/// Letters of one script with the digits and low lines among them: what is masked as a whole.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LetterRun {
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) script: Script,
}

/// A text cut into letters, the runs that they make, and their words.
#[derive(Clone, Debug, Default)]
pub(crate) struct SegmentedText {
    pub(crate) letters: Vec<FoldedChar>,
    pub(crate) runs: Vec<LetterRun>,
    /// What a run is made of, parted by low lines, at digits, and by capitals within it: the numbers of the
    /// letters, and of the run.
    pub(crate) words: Vec<TextWord>,
}

/// A word, and the run that it is in.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TextWord {
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) run: usize,
}

impl SegmentedText {
    /// Cuts a text up.
    pub(crate) fn of(text: &str) -> Self {
        let mut letters = letters(text);
        // What a mark is, its letter is.
        let mut class = CharRole::Outside;
        for letter in &mut letters {
            if letter.class == CharRole::Mark {
                letter.class =
                    if class == CharRole::Outside { CharRole::Outside } else { CharRole::Mark };
            } else {
                class = letter.class;
            }
        }
        let runs = runs(&letters);
        let numbered = runs.iter().enumerate();
        let words = numbered.flat_map(|(run, of)| words(&letters, *of, run)).collect();
        Self { letters, runs, words }
    }

    /// Returns some letters.
    pub(crate) fn slice(&self, from: usize, to: usize) -> &[FoldedChar] {
        self.letters.get(from..to).unwrap_or_default()
    }

    /// Returns the range of some letters in the original text.
    pub(crate) fn place(&self, from: usize, to: usize) -> Option<ByteRange> {
        let letters = self.slice(from, to);
        Some(letters.first()?.cluster.join(letters.last()?.cluster))
    }

    /// Returns the letters of a word without the marks of `Outside`.
    pub(crate) fn word(&self, word: TextWord) -> &[FoldedChar] {
        self.slice(word.from, word.to)
    }
}

impl FoldedChar {
    /// Returns whether it is a letter or a syllable.
    pub(crate) fn is_letter(self) -> bool {
        matches!(self.class, CharRole::Letter(_))
    }
}

/// Returns letters as the text that they are.
pub(crate) fn text_of(letters: &[FoldedChar]) -> String {
    letters.iter().map(|letter| letter.c).collect()
}

/// Returns whether a folded character is an apostrophe, or is typed for one within words.
pub(crate) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '`' | '׳' | '՚' | 'ʽ'..='ʿ' | 'ꞌ')
}

fn letters(text: &str) -> Vec<FoldedChar> {
    let folded = Folded::to_syllables(text);
    let mut letters = Vec::with_capacity(folded.text().len());
    let mut after_unseen = false;
    for (of, cluster) in folded.clusters() {
        let (of, original) = (of.of(folded.text()), cluster.of(text));
        if of.is_empty() {
            after_unseen = true;
            continue;
        }
        let case = case(original);
        let breaks = original.contains(['\n', '\r']);
        for c in of.chars() {
            let class = CharRole::of(c);
            letters.push(FoldedChar { c, class, cluster, case, after_unseen, breaks });
            after_unseen = false;
        }
        // A joiner and what holds words apart may belong to the cluster before.
        after_unseen = original.ends_with(['\u{200b}', '\u{200c}', '\u{200d}', '\u{ad}']);
    }
    letters
}

fn case(cluster: &str) -> LetterCase {
    match cluster.chars().find(|c| c.is_alphabetic()) {
        Some(c) if c.is_lowercase() => LetterCase::Small,
        Some(c) if c.is_uppercase() => LetterCase::Capital,
        Some(_) | None => LetterCase::Neither,
    }
}

fn runs(letters: &[FoldedChar]) -> Vec<LetterRun> {
    let mut runs: Vec<LetterRun> = Vec::new();
    // The run at hand, without a script as long as it has only digits and low lines.
    let mut open: Option<(usize, Option<Script>)> = None;
    let close = |open: Option<(usize, Option<Script>)>, to: usize, runs: &mut Vec<LetterRun>| {
        if let Some((from, script)) = open {
            runs.push(LetterRun { from, to, script: script.unwrap_or(Script::Cased) });
        }
    };
    for (at, letter) in letters.iter().enumerate() {
        open = match (letter.class, open) {
            (CharRole::Outside, open) => {
                close(open, at, &mut runs);
                None
            }
            (CharRole::Letter(script), Some((from, None))) => Some((from, Some(script))),
            (CharRole::Letter(script), Some((_, Some(before)))) if script != before => {
                close(open, at, &mut runs);
                Some((at, Some(script)))
            }
            (CharRole::Letter(script), None) => Some((at, Some(script))),
            (CharRole::Glue | CharRole::Mark, None) => Some((at, None)),
            (CharRole::Letter(_) | CharRole::Glue | CharRole::Mark, Some(_)) => open,
        };
    }
    close(open, letters.len(), &mut runs);
    runs
}

fn words(letters: &[FoldedChar], run: LetterRun, number: usize) -> Vec<TextWord> {
    let mut words = Vec::new();
    let mut from = run.from;
    for at in run.from..run.to {
        let low_line = letters.get(at).is_some_and(|letter| letter.c == '_');
        if low_line || is_camel(letters, at, run.from) || is_digit(letters, at, run.from) {
            words.push(TextWord { from, to: at, run: number });
            // A low line is no word, and neither are several.
            from = at + usize::from(low_line);
        }
    }
    words.push(TextWord { from, to: run.to, run: number });
    words.retain(|word| word.from < word.to);
    words
}

/// Returns whether digits begin or end at a letter of the letters that begin at `start`.
fn is_digit(letters: &[FoldedChar], at: usize, start: usize) -> bool {
    let glue = |at: usize| letters.get(at).is_some_and(|letter| letter.class == CharRole::Glue);
    at > start && glue(at) != glue(at - 1)
}

/// Returns whether a capital begins a word within the letters that begin at `start`: `DrTest`, `DRTest`.
pub(crate) fn is_camel(letters: &[FoldedChar], at: usize, start: usize) -> bool {
    let case = |at: usize| letters.get(at).map(|letter| letter.case);
    let before = at.checked_sub(1).filter(|before| *before >= start);
    // The letters of one cluster, as of `ß`, are not parted.
    let cluster = |at: usize| letters.get(at).map(|letter| letter.cluster);
    case(at) == Some(LetterCase::Capital)
        && before.is_some_and(|before| {
            cluster(before) != cluster(at)
                && (case(before) == Some(LetterCase::Small)
                    || case(before) == Some(LetterCase::Capital)
                        && case(at + 1) == Some(LetterCase::Small))
        })
}

/// Returns whether a word may begin at a letter of a run: at the start, behind a digit, a low line or
/// something invisible, or at a capital.
pub(crate) fn is_border(letters: &[FoldedChar], at: usize) -> bool {
    let Some(letter) = letters.get(at) else { return true };
    let Some(before) = at.checked_sub(1).and_then(|before| letters.get(before)) else {
        return true;
    };
    let glue = |letter: &FoldedChar| letter.class == CharRole::Glue;
    letter.after_unseen || glue(letter) != glue(before) || is_camel(letters, at, 0)
}
