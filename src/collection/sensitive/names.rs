//! Finds the names of people in any text.

mod endings;
mod forms;
pub(crate) mod inside_words;
mod pronouns;
mod script;
pub(crate) mod segments;
mod table;
pub(crate) mod url_encoded;

use std::collections::{HashMap, HashSet};

use unicode_segmentation::UnicodeSegmentation as _;

use crate::record::{Cited, FieldId, Fields, Item, Kind, Record, Value, name_fields};
use crate::search::fold_to_syllables;
use crate::text::ByteRange;

use crate::collection::sensitive::names::endings::{
    CHINESE_FRONTS, CHINESE_TITLES, KOREAN_TITLES, LATIN_TITLES, PARTICLES,
};
use crate::collection::sensitive::names::forms::{LONGEST_PART, LONGEST_PHRASE, MOST_WORDS};
use crate::collection::sensitive::names::inside_words::NameCandidate;
use crate::collection::sensitive::names::pronouns::is_pronoun;
use crate::collection::sensitive::names::script::{CharRole, Script};
use crate::collection::sensitive::names::segments::{
    FoldedChar, LetterCase, LetterRun, SegmentedText, TextWord, is_apostrophe, text_of,
};
use crate::collection::sensitive::names::table::{LetterHash, NameRole, NameTable};

/// A text is looked at in pieces of so many bytes, since its letters take many times their bytes.
const PIECE: usize = 1 << 16;
/// So many bytes of a piece are in the next one too, for the name that lies across its end.
const OVERLAP: usize = 1 << 10;
/// Letters written apart are a word from this many on.
const APART: usize = 4;
/// What comes before a part of an address.
const ADDRESS_FRONT: &str = "https://";
/// How far from a word an address is looked for.
const ADDRESS: usize = 200;

/// What follows an apostrophe in English.
const CONTRACTED: [&str; 7] = ["s", "d", "m", "t", "ll", "re", "ve"];
/// What comes before one in French and Italian, written small.
const ELIDED: [&str; 10] = ["l", "d", "j", "m", "t", "s", "n", "c", "qu", "un"];

/// Names of people, to be found in texts.
///
/// Each word of a name is found by itself, unless it is an article, a number, a single letter,
/// written small in a name with capitals, or a pronoun where a sentence begins; several together are found whatever parts them; the id of
/// the record is found too. A word with a name in it is found as a whole: with the endings and
/// prefixes of its language, in handles and addresses (`inside_words.rs`). In scripts that put no space
/// between words a name is found anywhere.
#[derive(Clone, Debug, Default)]
pub(crate) struct NameMatcher {
    table: NameTable,
    /// Names without any letter.
    signs: HashMap<char, HashSet<Box<str>>>,
    /// The names that were added, as they are written, until all are: many people are called alike.
    added: HashSet<u64>,
}

/// Returns whether a field holds a name and nothing else.
pub fn is_name(field: FieldId) -> bool {
    name_fields().contains(&field)
}

impl NameMatcher {
    /// Adds the names of a record, where it is of a person: its name in any script, its aliases, what
    /// sources give instead, and its id.
    pub(crate) fn add_person(&mut self, person: &Record) {
        let is_person = matches!(person.kind, Kind::Victim | Kind::Person);
        // A victim's file may be in the place of another kind.
        if !is_person && !person.may_be_childs_name() {
            return;
        }
        forms::add_id(&mut self.table, person.id.as_str());
        self.add_fields(&person.fields);
        for dispute in person.quotes.iter().flat_map(|quote| &quote.disputes) {
            if matches!(dispute.cited, Cited::Field(name) if is_name(name)) {
                self.add_items(&dispute.rival);
            }
        }
    }

    /// Returns the names ready to be looked for.
    #[must_use]
    pub(crate) fn finish(self) -> Self {
        let Self { table, signs, added: _ } = self;
        Self { table: table.finish(), signs, added: HashSet::new() }
    }

    /// Returns whether there is no name.
    pub(crate) fn is_empty(&self) -> bool {
        let Self { table, signs, added: _ } = self;
        table.is_empty() && signs.is_empty()
    }

    /// Returns the places of names in a text: sorted, apart from each other, whole clusters and whole
    /// words; names with nothing but a sign or a space between them are one.
    pub(crate) fn places(&self, text: &str) -> Vec<ByteRange> {
        if self.is_empty() {
            return Vec::new();
        }
        let mut found = Vec::new();
        let mut start = 0;
        loop {
            let rest = text.get(start..).unwrap_or_default();
            let length = if rest.len() > PIECE { cut(rest, PIECE) } else { rest.len() };
            let piece = rest.get(..length).unwrap_or(rest);
            let moved =
                |place: ByteRange| ByteRange::from_span(start + place.start()..start + place.end());
            found.extend(self.in_piece(piece).into_iter().map(moved));
            if length >= rest.len() {
                return joined(text, found);
            }
            let overlap = cut(piece, length.saturating_sub(OVERLAP));
            start += if overlap == 0 { length } else { overlap };
        }
    }

    fn in_piece(&self, piece: &str) -> Vec<ByteRange> {
        let mut found = self.in_letters(piece);
        for part in url_encoded::parts(piece) {
            let address = format!("{ADDRESS_FRONT}{}", part.letters);
            let in_part = |place: &ByteRange| place.end() > ADDRESS_FRONT.len();
            if self.in_letters(&address).iter().any(in_part) {
                found.push(part.place);
            }
        }
        found
    }

    fn in_letters(&self, piece: &str) -> Vec<ByteRange> {
        let text = SegmentedText::of(piece);
        let mut found = Vec::new();
        for (number, run) in text.runs.iter().enumerate() {
            match run.script {
                Script::Unspaced => self.find_unspaced(&text, number, &mut found),
                Script::Hangul => self.find_korean(&text, number, &mut found),
                Script::Cased
                | Script::Semitic
                | Script::Ethiopic
                | Script::Georgian
                | Script::Indic
                | Script::Other => {
                    let letters = text.slice(run.from, run.to);
                    let address = || is_in_address(&text, *run);
                    if self.has_name(letters, run.script, 0..=letters.len(), &address)
                        && !is_pronoun(&text, number)
                    {
                        found.extend(text.place(run.from, run.to));
                    }
                }
            }
        }
        self.find_phrases(&text, &mut found);
        self.find_broken(&text, &mut found);
        self.find_apart(&text, &mut found);
        self.find_signs(piece, &mut found);
        found
    }

    /// Returns whether letters of one script have a name in them that takes in one of these borders.
    fn has_name(
        &self,
        letters: &[FoldedChar],
        script: Script,
        across: std::ops::RangeInclusive<usize>,
        address: &dyn Fn() -> bool,
    ) -> bool {
        let starts =
            letters.iter().enumerate().filter(|(_, letter)| letter.class != CharRole::Mark);
        for (from, _) in starts.take_while(|(from, _)| from <= across.end()) {
            let mut hash = LetterHash::default();
            let part = letters.get(from..).unwrap_or_default().iter().take(LONGEST_PART);
            for (to, letter) in (from + 1..).zip(part) {
                hash = hash.and(letter.c);
                if to < *across.start() {
                    continue;
                }
                let role = self.table.role(hash);
                if !role.is_none()
                    && (NameCandidate { run: letters, script, from, to, role }).is_name(address)
                {
                    return true;
                }
            }
        }
        false
    }

    /// Finds names in a run of a script without spaces, by themselves and with spaces or a line break
    /// within.
    fn find_unspaced(&self, text: &SegmentedText, number: usize, found: &mut Vec<ByteRange>) {
        let Some(run) = text.runs.get(number) else { return };
        for from in run.from..run.to {
            let mut longest = None;
            let walk = LetterWalk::new(text, number, from);
            let mut hash = LetterHash::default();
            for (count, step) in (1..).zip(walk.take(LONGEST_PART)) {
                hash = hash.and(step.letter.c);
                let role = self.table.role(hash);
                let whole =
                    !step.spaced || from == run.from && (count > 2 || step.at + 1 == step.run.to);
                if role.is(NameRole::WORD) && count > 1 && whole {
                    longest = Some((from, step.at + 1));
                }
                if role.is(NameRole::WITH_TITLE) && !step.spaced {
                    let titled = longest.is_none();
                    let place = has_chinese_title(text, *run, from, step.at + 1);
                    longest = if titled { place } else { longest };
                }
            }
            found.extend(longest.and_then(|(from, to)| text.place(from, to)));
        }
    }

    /// Finds Korean names in a run: with particles, with a surname before, with a title behind, and
    /// with spaces between the syllables.
    fn find_korean(&self, text: &SegmentedText, number: usize, found: &mut Vec<ByteRange>) {
        let Some(run) = text.runs.get(number) else { return };
        let letters = text.slice(run.from, run.to);
        if self.has_name(letters, Script::Hangul, 0..=letters.len(), &|| false) {
            found.extend(text.place(run.from, run.to));
            // The surname before it, which is no name by itself.
            let before = number.checked_sub(1).and_then(|before| text.runs.get(before));
            if let Some(before) = before.filter(|before| before.to + 1 == run.from) {
                let surname = text.slice(before.from, before.to);
                if self.role_of(surname).is(NameRole::WITH_TITLE) {
                    found.extend(text.place(before.from, before.to));
                }
            }
            return;
        }
        let next = text.runs.get(number + 1).filter(|next| next.from == run.to + 1);
        let next = next.map(|next| text_of(text.slice(next.from, next.to))).unwrap_or_default();
        let titled = |rest: &str| {
            let mut behind = KOREAN_TITLES.rests(rest);
            behind.any(|behind| PARTICLES.makes_up(behind))
        };
        for length in 1..=letters.len().min(2) {
            let (surname, rest) = letters.split_at(length);
            let rest = text_of(rest);
            let alone = (rest.is_empty() || rest == "모") && titled(&next);
            if self.role_of(surname).is(NameRole::WITH_TITLE) && (titled(&rest) || alone) {
                found.extend(text.place(run.from, run.to));
            }
        }
        let mut hash = LetterHash::default();
        for (count, step) in (1..).zip(LetterWalk::new(text, number, run.from).take(LONGEST_PART)) {
            hash = hash.and(step.letter.c);
            if step.spaced && count > 1 && self.table.role(hash).is(NameRole::WORD) {
                let rest = text_of(text.slice(step.at + 1, step.run.to));
                if PARTICLES.makes_up(&rest) {
                    found.extend(text.place(run.from, step.run.to));
                }
            }
        }
    }

    /// Finds names of several words, and names of one syllable beside a title.
    fn find_phrases(&self, text: &SegmentedText, found: &mut Vec<ByteRange>) {
        for (number, first) in text.words.iter().enumerate() {
            let mut hash = LetterHash::default();
            let mut letters = 0;
            let mut hyphens = true;
            let mut before: Option<&TextWord> = None;
            let rest = text.words.get(number..).unwrap_or_default();
            for word in rest.iter().take(MOST_WORDS) {
                let own = text.word(*word);
                letters += own.len();
                if letters > LONGEST_PHRASE {
                    break;
                }
                hash = own.iter().fold(hash, |hash, letter| hash.and(letter.c));
                if let Some(before) = before {
                    let between = text.slice(before.to, word.from);
                    hyphens &= match between {
                        [] => true,
                        [sign] => sign.c == '-' || is_apostrophe(sign.c),
                        _ => false,
                    };
                }
                let several = before.replace(word).is_some();
                let role = self.table.role(hash);
                let phrase = several && role.is(NameRole::PHRASE);
                let spoken = || text.word(*first).first().map(|letter| letter.case);
                let phrase =
                    phrase && (!role.is(NameRole::SPOKEN) || spoken() == Some(LetterCase::Capital));
                if phrase || role.is(NameRole::ID) && hyphens && several {
                    found.extend(whole_runs(text, *first, *word));
                }
                if !several && role.is(NameRole::WITH_TITLE) && has_title(text, number) {
                    found.extend(text.place(first.from, first.to));
                }
            }
        }
    }

    /// Finds names that a hyphen, as at the end of a line, or an apostrophe parts in two.
    fn find_broken(&self, text: &SegmentedText, found: &mut Vec<ByteRange>) {
        for two in text.runs.windows(2) {
            let [one, next] = two else { continue };
            let between = text.slice(one.to, next.from);
            let soft = || {
                let first = between.first();
                first.is_some_and(|space| space.breaks && space.after_unseen)
            };
            let hyphen = between.first().is_some_and(|letter| letter.c == '-')
                && between.iter().skip(1).all(|letter| letter.c == ' ')
                && between.len() < 4;
            let apostrophe = matches!(between, [sign] if is_apostrophe(sign.c));
            if one.script != next.script || !(hyphen || apostrophe || soft()) {
                continue;
            }
            if apostrophe && is_contracted(text, *one, *next) {
                continue;
            }
            let (one_word, next_word) =
                (text.slice(one.from, one.to), text.slice(next.from, next.to));
            let letters = [one_word, next_word].concat();
            let border = one_word.len();
            // A part that ends with the first word, or begins with the second, is found there.
            let address = || apostrophe && letters.len() > APART;
            if letters.len() >= APART && self.crosses(&letters, one.script, border, &address) {
                found.extend(text.place(one.from, next.to));
            }
        }
    }

    fn crosses(
        &self,
        letters: &[FoldedChar],
        script: Script,
        border: usize,
        address: &dyn Fn() -> bool,
    ) -> bool {
        let front = border.saturating_sub(LONGEST_PART);
        let letters = letters.get(front..).unwrap_or_default();
        let border = border - front;
        border > 0 && self.has_name(letters, script, border + 1..=border - 1, address)
    }

    /// Finds names whose letters are written apart: `T e s t`.
    fn find_apart(&self, text: &SegmentedText, found: &mut Vec<ByteRange>) {
        let mut row: Vec<LetterRun> = Vec::new();
        let last = text.runs.iter().map(Some).chain([None]);
        for run in last {
            let single = run.filter(|run| run.to == run.from + 1);
            let goes_on = single.zip(row.last()).is_some_and(|(run, before)| {
                let between = text.slice(before.to, run.from);
                run.script == before.script && !between.is_empty() && between.len() <= 3
            });
            if !goes_on {
                if row.len() >= APART {
                    self.find_in_row(text, &row, found);
                }
                row.clear();
            }
            row.extend(single);
        }
    }

    fn find_in_row(&self, text: &SegmentedText, row: &[LetterRun], found: &mut Vec<ByteRange>) {
        let apart = row.iter().filter_map(|run| text.letters.get(run.from).copied());
        let letters: Vec<FoldedChar> =
            apart.map(|letter| FoldedChar { case: LetterCase::Small, ..letter }).collect();
        let (Some(first), Some(last)) = (row.first(), row.last()) else { return };
        for from in 0..letters.len() {
            let mut hash = LetterHash::default();
            let part = letters.get(from..).unwrap_or_default().iter().take(LONGEST_PART);
            for (count, letter) in (1..).zip(part) {
                hash = hash.and(letter.c);
                if count >= APART && self.table.role(hash).is(NameRole::WORD) {
                    found.extend(text.place(first.from, last.to));
                    return;
                }
            }
        }
    }

    fn find_signs(&self, piece: &str, found: &mut Vec<ByteRange>) {
        if self.signs.is_empty() {
            return;
        }
        let folded = crate::search::Folded::to_syllables(piece);
        for (at, c) in folded.text().char_indices() {
            // Not name by name: all may begin with the same sign.
            let Some(names) = self.signs.get(&c) else { continue };
            let signs = folded.text().get(at..).unwrap_or_default();
            let ends = signs.char_indices().map(|(end, c)| end + c.len_utf8()).take(LONGEST_PART);
            for end in ends.filter(|end| names.contains(signs.get(..*end).unwrap_or_default())) {
                found.push(folded.original(ByteRange::from_span(at..at + end)));
            }
        }
    }

    fn role_of(&self, letters: &[FoldedChar]) -> NameRole {
        self.table.role(LetterHash::of(letters.iter().map(|letter| letter.c)))
    }

    fn add_fields(&mut self, fields: &Fields) {
        for entry in fields.iter().filter(|entry| entry.field.role.is_name()) {
            self.add_items(&entry.items);
        }
    }

    fn add_items(&mut self, items: &[Item]) {
        for item in items {
            let is_too_long = matches!(item.value, Value::TooLong(_));
            match item.value.free_text() {
                Some(names) if is_too_long => self.add_in_pieces(names),
                Some(name) => self.add(name),
                None => {}
            }
        }
    }

    /// Adds words that are too many for a name, each of which may be one all the same. Their letters
    /// take many times their bytes.
    fn add_in_pieces(&mut self, names: &str) {
        let mut rest = names;
        while rest.len() > PIECE {
            let (piece, more) = rest.split_at(cut(rest, PIECE));
            self.add(piece);
            rest = more;
        }
        self.add(rest);
    }

    fn add(&mut self, name: &str) {
        if !self.added.insert(LetterHash::of(name.chars()).mixed()) {
            return;
        }
        if !forms::add_name(&mut self.table, name) {
            let signs = fold_to_syllables(name);
            // Of a longer one its start is found.
            let signs: String = signs.trim().chars().take(LONGEST_PART).collect();
            if let Some(first) = signs.chars().next() {
                self.signs.entry(first).or_default().insert(signs.trim().into());
            }
        }
    }
}

/// Goes through the letters of runs that only spaces, dots and line breaks part.
struct LetterWalk<'t> {
    text: &'t SegmentedText,
    run: LetterRun,
    number: usize,
    at: usize,
    spaced: bool,
}

/// A letter that was reached.
struct LetterStep<'t> {
    letter: &'t FoldedChar,
    at: usize,
    /// The run that it is in.
    run: LetterRun,
    /// A space or a dot was gone over; a line may be broken anywhere.
    spaced: bool,
}

impl<'t> LetterWalk<'t> {
    fn new(text: &'t SegmentedText, number: usize, at: usize) -> Self {
        let run = text.runs.get(number).copied();
        let run = run.unwrap_or(LetterRun { from: at, to: at, script: Script::Unspaced });
        Self { text, run, number, at, spaced: false }
    }
}

impl<'t> Iterator for LetterWalk<'t> {
    type Item = LetterStep<'t>;

    fn next(&mut self) -> Option<LetterStep<'t>> {
        if self.at >= self.run.to {
            let next = self.text.runs.get(self.number + 1)?;
            let between = self.text.slice(self.run.to, next.from);
            let sign = |letter: &FoldedChar| matches!(letter.c, ' ' | '·' | '・' | '•' | '-');
            if next.script != self.run.script || between.len() > 2 || !between.iter().all(sign) {
                return None;
            }
            self.spaced |= !between.iter().all(|letter| letter.breaks);
            (self.number, self.run, self.at) = (self.number + 1, *next, next.from);
        }
        let letter = self.text.letters.get(self.at)?;
        let step = LetterStep { letter, at: self.at, run: self.run, spaced: self.spaced };
        self.at += 1;
        Some(step)
    }
}

/// Returns the place of a Chinese name of one character with what makes it one: `小王`, `王先生`.
fn has_chinese_title(
    text: &SegmentedText,
    run: LetterRun,
    from: usize,
    to: usize,
) -> Option<(usize, usize)> {
    let after = text.slice(to, run.to.min(to + 4));
    let before = from.checked_sub(1).filter(|before| *before >= run.from);
    let front = before.filter(|before| CHINESE_FRONTS.has(&text_of(text.slice(*before, from))));
    match front {
        Some(front) => Some((front, to)),
        None => CHINESE_TITLES.begins(&text_of(after)).then_some((from, to)),
    }
}

/// Returns whether a title comes before or after a capitalised word.
fn has_title(text: &SegmentedText, number: usize) -> bool {
    let is_title = |number: Option<usize>| {
        let word = number.and_then(|number| text.words.get(number));
        word.is_some_and(|word| LATIN_TITLES.has(&text_of(text.word(*word))))
    };
    let word = text.words.get(number).and_then(|word| text.word(*word).first());
    word.is_some_and(|letter| letter.case == LetterCase::Capital)
        && (is_title(number.checked_sub(1)) || is_title(Some(number + 1)))
}

/// Returns whether an apostrophe parts no name: `he'll`, `l'ora`.
fn is_contracted(text: &SegmentedText, one: LetterRun, next: LetterRun) -> bool {
    let small = text.letters.get(one.from).is_some_and(|letter| letter.case == LetterCase::Small);
    let short = |run: LetterRun, most: usize| run.to - run.from <= most;
    short(next, 2) && CONTRACTED.contains(&&*text_of(text.slice(next.from, next.to)))
        || small && short(one, 2) && ELIDED.contains(&&*text_of(text.slice(one.from, one.to)))
}

/// Returns the place of the runs from the one of a word to that of another.
fn whole_runs(text: &SegmentedText, first: TextWord, last: TextWord) -> Option<ByteRange> {
    text.place(text.runs.get(first.run)?.from, text.runs.get(last.run)?.to)
}

/// Returns whether a run is in a handle, a hashtag, an address of mail or of the web.
fn is_in_address(text: &SegmentedText, run: LetterRun) -> bool {
    let outside =
        |letter: &&FoldedChar| letter.c != ' ' && (letter.c.is_ascii() || letter.is_letter());
    let before = text.slice(run.from.saturating_sub(ADDRESS), run.from);
    let before: String = before.iter().rev().take_while(outside).map(|letter| letter.c).collect();
    let after = text.slice(run.to, (run.to + ADDRESS).min(text.letters.len()));
    let after: String = after.iter().take_while(outside).map(|letter| letter.c).collect();
    // Digits and low lines belong to the run before where it has another script.
    let own = text.slice(run.from.saturating_sub(1), run.to);
    // The text before the name is compared backwards.
    let path = |part: &str| part.contains('/');
    // Of users and of groups: `u/test`, `/r/test`.
    let user = before.strip_prefix("/u").or_else(|| before.strip_prefix("/r"));
    let user = user.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric));
    user || before.starts_with(['@', '#'])
        || after.starts_with('@')
        || before.contains('@')
        || after.contains('@')
        || before.contains("//:")
        || before.contains(".www")
        || (path(&before) || path(&after)) && (before.contains('.') || after.contains('.'))
        || own.iter().any(|letter| letter.class == CharRole::Glue)
}

/// Returns where a text can be cut at or before a place without cutting a word, if there is such a
/// place nearby, else a cluster.
fn cut(text: &str, before: usize) -> usize {
    let before = text.floor_char_boundary(before);
    let near = text.floor_char_boundary(before.saturating_sub(4 * OVERLAP));
    let nearby = text.get(near..before).unwrap_or_default();
    let space = nearby.rfind([' ', '\n']).map(|space| near + space);
    let cluster = || nearby.grapheme_indices(true).next_back().map(|(at, _)| near + at);
    space.or_else(cluster).filter(|at| *at > 0).unwrap_or(before)
}

/// Returns the ranges sorted, those that touch, or have one sign or space between them, made one:
/// how many words a name has is not to be seen.
pub(crate) fn joined(text: &str, mut ranges: Vec<ByteRange>) -> Vec<ByteRange> {
    ranges.sort_unstable();
    let mut joined: Vec<ByteRange> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match joined.last_mut() {
            Some(last) if is_one(text, *last, range) => *last = last.join(range),
            Some(_) | None => joined.push(range),
        }
    }
    joined
}

fn is_one(text: &str, one: ByteRange, next: ByteRange) -> bool {
    let between = ByteRange::from_span(one.end()..next.start().max(one.end()));
    let mut between = between.of(text).chars();
    let sign = |c: char| matches!(c, '-' | '_' | '.' | '·' | '\'' | '’') || c.is_whitespace();
    match (between.next(), between.next()) {
        (None, _) => true,
        (Some(c), None) => sign(c),
        (Some(_), Some(_)) => false,
    }
}

#[cfg(test)]
mod tests;
