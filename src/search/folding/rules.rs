//! The rules by which a run of characters is folded.

use unicode_normalization::UnicodeNormalization as _;

use super::letters::{is_accent, unaccented};
use super::mark_order::reordered;
use super::plain_form::push_plain;

/// How a text is folded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FoldForm {
    /// Without accents.
    Plain { keeps_case: bool },
    /// With accents, composed (NFC, UAX #15): a decomposed `ẹ` would match the beginning of `ệ`.
    Accented { keeps_case: bool },
    /// Without accents, and with Korean syllables composed.
    Syllables,
}

impl FoldForm {
    /// Returns whether capitals stay capitals.
    pub(super) fn keeps_case(self) -> bool {
        match self {
            Self::Plain { keeps_case } | Self::Accented { keeps_case } => keeps_case,
            Self::Syllables => false,
        }
    }

    /// Returns whether accents stay.
    pub(super) fn keeps_accents(self) -> bool {
        match self {
            Self::Accented { .. } => true,
            Self::Plain { .. } | Self::Syllables => false,
        }
    }
}

/// Adds a run of characters, folded; `plain` is a buffer for its plain form.
pub(super) fn push_by_rules(folded: &mut String, run: &str, form: FoldForm, plain: &mut String) {
    plain.clear();
    // The order of these steps matters. Invisible characters are dropped first, because normalization
    // does not move a mark past them. Normalization comes before reordering, which expects its order.
    push_plain(plain, run, folded);
    let letter = |c| push_char(folded, c, form);
    match form {
        FoldForm::Accented { .. } => reordered(plain.nfc(), letter),
        FoldForm::Plain { .. } => reordered(plain.nfd().filter(|c| !is_accent(*c)), letter),
        FoldForm::Syllables => {
            // Composed first, so that a syllable is one character however it was written.
            let parts = plain.nfc().flat_map(decomposed);
            reordered(parts.filter(|c| !is_accent(*c)), letter);
        }
    }
}

/// Returns the decomposition of a character; a Korean syllable stays composed.
fn decomposed(c: char) -> impl Iterator<Item = char> {
    let whole = matches!(c, ' '..='~' | '\u{ac00}'..='\u{d7a3}');
    let parts = (!whole).then(|| std::iter::once(c).nfd());
    whole.then_some(c).into_iter().chain(parts.into_iter().flatten())
}

fn push_char(folded: &mut String, c: char, form: FoldForm) {
    let small = !(form.keeps_case() && c.is_uppercase());
    match c {
        ' ' => {
            if !folded.ends_with(' ') {
                folded.push(' ');
            }
        }
        // Lower case of `İ` is `i` with a dot above (`\u{307}`); both fold to `i`.
        'İ' => folded.push(if small { 'i' } else { 'I' }),
        '\u{307}' if folded.ends_with('i') => {}
        _ => {
            let plain = if form.keeps_accents() {
                None
            } else {
                c.to_lowercase().next().and_then(unaccented)
            };
            match plain {
                Some(letters) if small => folded.push_str(letters),
                Some(letters) => push_capitalised(folded, letters),
                None if small => folded.extend(c.to_lowercase()),
                None => folded.push(c),
            }
        }
    }
}

fn push_capitalised(folded: &mut String, letters: &str) {
    let mut letters = letters.chars();
    folded.extend(letters.next().map(|first| first.to_ascii_uppercase()));
    folded.extend(letters);
}
