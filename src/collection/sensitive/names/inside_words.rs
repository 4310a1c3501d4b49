//! Decides whether a part of a word is a name there, by its neighbours: endings and prefixes of the
//! language, capitals, handles.
//!
//! A longer part needs less evidence around it, because few words contain it by chance. When in
//! doubt it is a name, unless that would mask hundreds of ordinary words.

use crate::collection::sensitive::names::endings::{
    CHANGED, COMMON, ENDINGS, ETHIOPIC_ENDINGS, ETHIOPIC_FRONTS, GEORGIAN_ENDINGS, INDIC_ENDINGS,
    KOREAN_SURNAMES, LONG_ENDINGS, OPEN, PARTICLES, PREFIXES, SEMITIC_ENDINGS, SEMITIC_FRONTS,
};
use crate::collection::sensitive::names::script::{CharRole, Script};
use crate::collection::sensitive::names::segments::{FoldedChar, LetterCase, is_border, text_of};
use crate::collection::sensitive::names::table::NameRole;

/// A part of a run of letters that is in the table of names.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NameCandidate<'r> {
    pub(crate) run: &'r [FoldedChar],
    pub(crate) script: Script,
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) role: NameRole,
}

impl NameCandidate<'_> {
    /// Returns whether it is a name. `address` is asked whether the run is in a handle or an address.
    pub(crate) fn is_name(&self, address: &dyn Fn() -> bool) -> bool {
        match self.script {
            Script::Cased => self.is_cased_name(address),
            Script::Hangul => self.is_korean_name(),
            Script::Semitic => self.is_joined_name(4, &|before, after| {
                (before.is_empty() || SEMITIC_FRONTS.has(before))
                    && (after.is_empty() || SEMITIC_ENDINGS.has(after))
            }),
            Script::Ethiopic => self.is_joined_name(3, &|before, after| {
                ETHIOPIC_FRONTS.makes_up(before) && ETHIOPIC_ENDINGS.makes_up(after)
            }),
            Script::Georgian => self.is_joined_name(4, &|before, after| {
                before.is_empty() && GEORGIAN_ENDINGS.has(after)
            }),
            Script::Indic => self.is_joined_name(3, &|before, after| {
                before.is_empty() && INDIC_ENDINGS.makes_up(after)
            }),
            Script::Other => self.is_joined_name(3, &|_, _| false),
            Script::Unspaced => self.role.is(NameRole::WORD) && self.count() > 1,
        }
    }

    /// Counts the letters; marks belong to theirs.
    fn count(&self) -> usize {
        let letters = self.run.get(self.from..self.to).unwrap_or_default();
        letters.iter().filter(|letter| letter.class != CharRole::Mark).count()
    }

    /// Returns what comes before it in its word.
    fn before(&self) -> &[FoldedChar] {
        let start = (0..=self.from).rev().find(|at| is_border(self.run, *at)).unwrap_or_default();
        self.run.get(start..self.from).unwrap_or_default()
    }

    /// Returns what follows it in its word.
    fn after(&self) -> &[FoldedChar] {
        let end = (self.to..=self.run.len()).find(|at| is_border(self.run, *at));
        self.run.get(self.to..end.unwrap_or(self.run.len())).unwrap_or_default()
    }

    fn case(&self) -> LetterCase {
        self.run.get(self.from).map_or(LetterCase::Neither, |letter| letter.case)
    }

    fn is_cased_name(&self, address: &dyn Fn() -> bool) -> bool {
        let (count, capital) = (self.count(), self.case() == LetterCase::Capital);
        let (opens, closes) = (is_border(self.run, self.from), is_border(self.run, self.to));
        let latin = self.run.get(self.from).is_some_and(|letter| letter.c.is_ascii());
        let word = self.role.is(NameRole::WORD);
        if opens && closes {
            let alone = self.run.iter().filter(|letter| letter.is_letter()).count() == count;
            let short = self.role.is(NameRole::CAPITALISED)
                && (self.case() != LetterCase::Small && (alone || count > 2)
                    || (count > 2 || alone && count > 1) && address());
            if word || short {
                return true;
            }
        }
        let after = || text_of(self.after());
        // What is longer than any ending is another word.
        let short_after = || self.after().len() <= 8;
        if self.role.is(NameRole::STEM)
            && opens
            && capital
            && short_after()
            && CHANGED.has(&after())
            && !self.is_open()
        {
            return true;
        }
        let ends_as_name = || {
            short_after() && (ENDINGS.has(&after()) || self.is_doubled(&after())) && !self.is_open()
        };
        if self.role.is(NameRole::SOFTENED) && opens && capital && ends_as_name() {
            return true;
        }
        if !word {
            // Four letters are a name that an apostrophe or a hyphen parts.
            let joined = count == 4 && !self.role.is(NameRole::PHRASE);
            let short = self.role.is(NameRole::CAPITALISED) && (count == 3 || joined);
            let long = || LONG_ENDINGS.has(&after()) && !self.is_open();
            return short
                && opens
                && capital
                && if latin && !joined { long() } else { ends_as_name() };
        }
        match count {
            0..=3 => false,
            7.. => true,
            6 if opens => true,
            4 => opens && capital && ends_as_name() || (opens || closes) && address(),
            _ => {
                opens && capital && !self.is_open()
                    || opens && after() == "s"
                    || closes && PREFIXES.has(&text_of(self.before()))
                    || address()
            }
        }
    }

    /// Returns whether an ending begins as Hungarian makes it begin: with the last letter of the name.
    fn is_doubled(&self, after: &str) -> bool {
        let last = self.to.checked_sub(1).and_then(|last| self.run.get(last));
        let before = self.to.checked_sub(2).and_then(|before| self.run.get(before));
        let rest = last.and_then(|last| after.strip_prefix(last.c));
        // Of two letters alike none is added.
        let two = last.zip(before).is_some_and(|(last, before)| last.c == before.c);
        matches!(rest, Some("al" | "el" | "a" | "e")) || two && matches!(after, "al" | "el")
    }

    /// Returns whether the word is one that names begin like and that identifies no one.
    fn is_open(&self) -> bool {
        let word = text_of(self.run.get(self.from..).unwrap_or_default());
        OPEN.has(&word) || COMMON.has(&word)
    }

    fn is_korean_name(&self) -> bool {
        if !self.role.is(NameRole::WORD) {
            return false;
        }
        match self.count() {
            0..=1 => false,
            2 => {
                let before = text_of(self.before());
                (before.is_empty() || KOREAN_SURNAMES.has(&before))
                    && PARTICLES.makes_up(&text_of(self.after()))
            }
            _ => true,
        }
    }

    /// Returns whether it is a name in a script without capitals: of so many letters or more at either
    /// end of its word, of fewer only with what the language joins to it.
    fn is_joined_name(&self, enough: usize, joins: &dyn Fn(&str, &str) -> bool) -> bool {
        let (opens, closes) = (is_border(self.run, self.from), is_border(self.run, self.to));
        let count = self.count();
        if self.role.is(NameRole::STEM) && opens && self.follows_stem() {
            return true;
        }
        if !self.role.is(NameRole::WORD) || count < 2 {
            return false;
        }
        opens && closes
            || count >= enough && (opens || closes)
            || count > enough
            || joins(&text_of(self.before()), &text_of(self.after()))
    }

    /// Returns whether what follows a stem begins with the vowel that has changed.
    fn follows_stem(&self) -> bool {
        let after = self.after();
        match self.script {
            Script::Indic => {
                // Tamil makes `த்து` of a last `ம்`.
                after.first().is_some_and(|letter| letter.class == CharRole::Mark)
                    || text_of(after).starts_with("த்த")
            }
            Script::Georgian => GEORGIAN_ENDINGS.has(&text_of(after)),
            Script::Cased
            | Script::Hangul
            | Script::Semitic
            | Script::Ethiopic
            | Script::Unspaced
            | Script::Other => false,
        }
    }
}
