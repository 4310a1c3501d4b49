//! Words of names that are also pronouns: at the start of a sentence `He` stands for anyone.

use super::endings::TITLES;
use super::script::Script;
use super::segments::{FoldedChar, LetterCase, LetterRun, SegmentedText, text_of};

/// English pronouns that are surnames too. Others (`My`, `You`, `Her`) would read as the name where a person is meant.
const PRONOUNS: [&str; 2] = ["he", "she"];
/// What ends a sentence.
const ENDS: [char; 4] = ['.', '!', '?', ':'];
/// What may be between the end of a sentence and the next.
const BETWEEN: [char; 8] = [' ', '"', '\'', '(', ')', '[', ']', '-'];

/// Returns whether a run of letters is a pronoun at the start of a sentence that goes on in small letters: `He left.` A name that
/// is written so looks the same.
pub(super) fn is_pronoun(text: &SegmentedText, number: usize) -> bool {
    let run = |number: usize| text.runs.get(number).copied();
    let (Some(own), Some(next)) = (run(number), run(number + 1)) else { return false };
    let letters = text.slice(own.from, own.to);
    let written: Vec<LetterCase> = letters.iter().map(|letter| letter.case).collect();
    let is_capitalised = written.split_first().is_some_and(|(first, rest)| {
        *first == LetterCase::Capital && rest.iter().all(|case| *case == LetterCase::Small)
    });
    let goes_on = next.script == Script::Cased
        && text.slice(own.to, next.from).iter().all(|sign| sign.c == ' ')
        && text.slice(next.from, next.to).iter().all(|letter| letter.case == LetterCase::Small);
    PRONOUNS.contains(&&*text_of(letters))
        && is_capitalised
        && goes_on
        && starts_sentence(text, number.checked_sub(1).and_then(run), own)
}

fn starts_sentence(text: &SegmentedText, before: Option<LetterRun>, own: LetterRun) -> bool {
    let signs = text.slice(before.map_or(0, |before| before.to), own.from);
    let is_between = |sign: &FoldedChar| ENDS.contains(&sign.c) || BETWEEN.contains(&sign.c);
    if !signs.iter().all(is_between) {
        return false;
    }
    let Some(before) = before else { return true };
    let ends = signs.iter().any(|sign| ENDS.contains(&sign.c));
    // `Mr. He`, `J. He`.
    let word = text_of(text.slice(before.from, before.to));
    ends && word.chars().count() > 1 && !TITLES.has(&word)
}
