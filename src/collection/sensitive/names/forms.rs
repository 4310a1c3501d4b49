//! The forms in which a name is registered: its words, inflected stems, joined spellings, and the
//! pinyin of a Chinese name.

use std::borrow::Cow;

use crate::search::readings;

use crate::collection::sensitive::names::endings::{
    CHINESE_SURNAMES, COMMON, JOINED_TITLES, KOREAN_SURNAMES, TITLES,
};
use crate::collection::sensitive::names::script::{CharRole, Script};
use crate::collection::sensitive::names::segments::{
    FoldedChar, LetterCase, LetterRun, SegmentedText, is_apostrophe, text_of,
};
use crate::collection::sensitive::names::table::{LetterHash, NameRole, NameTable};

/// Words of this many letters or fewer are names only where they are capitalised: `He`, not `he`.
const SHORT: usize = 3;
/// A name written without its spaces, as in an address, is one from this many letters on.
const HANDLE: usize = 5;
/// Words that begin names and are none, and those within names of Arabic and Hebrew.
const ARTICLES: [&str; 8] = ["a", "an", "the", "بن", "ابن", "بنت", "בן", "בת"];
/// What follows an apostrophe in English and is no name.
const CONTRACTED: [&str; 6] = ["s", "m", "t", "ll", "re", "ve"];
/// Hyphenated words that nicknames may contain and that identify no one.
const HYPHENATED: [&str; 4] = ["tshirt", "tshirts", "xray", "email"];
/// Of a word of more parts than this, only the whole is a name.
const MOST_PARTS: usize = 4;
/// Initials that are words by themselves.
const WORDS_OF_ONE_LETTER: [&str; 3] = ["a", "i", "o"];
/// Parts are looked for within words up to this length.
pub(crate) const LONGEST_PART: usize = 32;
/// Of a name of more words or letters the first so many are a phrase.
pub(crate) const MOST_WORDS: usize = 12;
pub(crate) const LONGEST_PHRASE: usize = 64;
/// The readings of one name that are registered at most.
const MOST_READINGS: usize = 16;

/// A word of a name.
#[derive(Clone, Debug)]
struct NameWord<'n> {
    /// The name that it is of.
    name: &'n str,
    letters: Cow<'n, [FoldedChar]>,
    text: String,
    script: Script,
}

/// Adds the forms of a name to a table; returns whether it has any letter.
pub(crate) fn add_name(table: &mut NameTable, name: &str) -> bool {
    let text = SegmentedText::of(name);
    let words: Vec<NameWord<'_>> =
        text.runs.iter().map(|run| NameWord::of(name, &text, *run)).collect();
    let several = words.len() > 1;
    let untitled: Vec<&NameWord<'_>> =
        words.iter().filter(|word| !TITLES.has(&word.text)).collect();
    let all: Vec<&NameWord<'_>> = words.iter().collect();
    let core = if untitled.is_empty() { &all } else { &untitled };
    let in_capitals = words.iter().flat_map(|word| word.letters.iter());
    let small = !in_capitals.into_iter().any(|letter| letter.case == LetterCase::Capital);
    let initials = core.iter().all(|word| word.count() == 1);
    for word in core {
        if let Some(role) = word.role(several, small, initials) {
            word.add(table, role);
        }
    }
    add_phrase(table, &all);
    if core.len() < all.len() {
        add_phrase(table, core);
    }
    if let [one, other] = core.as_slice() {
        add_phrase(table, &[*other, *one]);
    }
    // Two short words of a longer name, written small, are still its words.
    let part = |word: &NameWord<'_>| word.role(true, small, false).is_some();
    for two in core.windows(2).filter(|two| two.iter().all(|word| part(word))) {
        add_phrase(table, two);
    }
    for row in text.runs.chunk_by(|one, next| is_joined(&text, *one, *next)) {
        add_joined(table, name, &text, row, small);
    }
    if core.iter().all(|word| word.script == Script::Unspaced) {
        let together: Vec<char> = core.iter().flat_map(|word| word.text.chars()).collect();
        add_chinese(table, &together);
    }
    !words.is_empty()
}

/// Returns whether nothing but an apostrophe or a hyphen parts two runs: `N'diaye`, `Gil-dong`.
fn is_joined(text: &SegmentedText, one: LetterRun, next: LetterRun) -> bool {
    let sign = |letter: &FoldedChar| letter.c == '-' || is_apostrophe(letter.c);
    one.script == next.script
        && !matches!(one.script, Script::Unspaced | Script::Hangul)
        && matches!(text.slice(one.to, next.from), [letter] if sign(letter))
}

/// Adds the words that runs with apostrophes or hyphens between them make: joined they are a word, and
/// beside each other a phrase. Of four letters or fewer they are often words of their own: these need a
/// capital, or the sign between them.
fn add_joined(
    table: &mut NameTable,
    name: &str,
    text: &SegmentedText,
    row: &[LetterRun],
    small_name: bool,
) {
    let run_text = |run: &LetterRun| text_of(text.slice(run.from, run.to));
    let row = match row {
        [front @ .., one, last]
            if text.slice(one.to, last.from).iter().all(|letter| letter.c != '-')
                && CONTRACTED.contains(&&*run_text(last)) =>
        {
            row.get(..=front.len()).unwrap_or_default()
        }
        _ => row,
    };
    let capital = |run: &LetterRun| {
        let first = text.letters.get(run.from);
        first.is_some_and(|letter| letter.case != LetterCase::Small)
    };
    let lettered =
        |run: &LetterRun| text.slice(run.from, run.to).iter().any(|letter| letter.is_letter());
    let common = small_name && row.iter().any(|run| COMMON.has(&run_text(run)));
    if common || !row.iter().all(lettered) || !small_name && !row.iter().any(capital) {
        return;
    }
    for from in 0..row.len() {
        for to in from + 2..=row.len() {
            let whole = to - from == row.len();
            let parts = row.get(from..to).unwrap_or_default();
            let Some(first) = parts.first() else { continue };
            let letters = parts.iter().flat_map(|run| text.slice(run.from, run.to));
            let letters: Vec<FoldedChar> = letters.copied().collect();
            let joined = text_of(&letters).replace('_', "");
            let word =
                NameWord { name, letters: Cow::Owned(letters), text: joined, script: first.script };
            let count = word.count();
            let part = row.len() <= MOST_PARTS && !small_name && count >= HANDLE;
            if !(whole || part) || HYPHENATED.contains(&&*word.text) {
                continue;
            }
            let short = word.script == Script::Cased && count < HANDLE;
            let role = if short { NameRole::CAPITALISED } else { NameRole::WORD };
            if count >= SHORT {
                word.add(table, role);
            }
            let phrase = if count < HANDLE { NameRole::ID } else { NameRole::PHRASE };
            let letters = word.text.chars().take(LONGEST_PHRASE);
            table.add(LetterHash::of(letters), phrase);
        }
    }
}

/// Adds an id: it is found where it is written as one; a short word of one part may be any word.
pub(crate) fn add_id(table: &mut NameTable, id: &str) {
    let parts: Vec<&str> = id.split('-').collect();
    match parts.as_slice() {
        [word] if word.len() > SHORT => table.add(LetterHash::of(word.chars()), NameRole::WORD),
        [] | [_] => {}
        several => {
            let several = several.iter().take(MOST_WORDS).flat_map(|part| part.chars());
            let letters = several.filter(|c| *c != '_').take(LONGEST_PHRASE);
            table.add(LetterHash::of(letters), NameRole::ID);
        }
    }
}

fn add_phrase(table: &mut NameTable, words: &[&NameWord<'_>]) {
    if words.len() < 2 {
        return;
    }
    let mut letters = String::new();
    let mut count = 0;
    for word in words.iter().take(MOST_WORDS) {
        let more = word.text.chars().count();
        if count + more > LONGEST_PHRASE {
            break;
        }
        letters.push_str(&word.text);
        count += more;
    }
    let unspaced =
        words.iter().all(|word| matches!(word.script, Script::Unspaced | Script::Hangul));
    let role = match count {
        _ if unspaced => NameRole::PHRASE.or(NameRole::WORD),
        0..HANDLE => NameRole::PHRASE.or(NameRole::CAPITALISED),
        _ => NameRole::PHRASE.or(NameRole::WORD),
    };
    table.add(LetterHash::of(letters.chars()), role);
    if count > LONGEST_PART {
        table.add(LetterHash::of(letters.chars().take(LONGEST_PART)), NameRole::WORD);
    }
}

impl<'n> NameWord<'n> {
    fn of(name: &'n str, cut: &'n SegmentedText, run: LetterRun) -> Self {
        let letters = cut.slice(run.from, run.to);
        let text = text_of(letters).replace('_', "");
        Self { name, letters: Cow::Borrowed(letters), text, script: run.script }
    }

    fn count(&self) -> usize {
        self.letters.iter().filter(|letter| letter.class != CharRole::Mark).count()
    }

    /// Returns what the word is by itself; `None` where it is no name then.
    fn role(&self, several: bool, small_name: bool, initials: bool) -> Option<NameRole> {
        let count = self.count();
        if self.script != Script::Cased {
            let joins = matches!(self.script, Script::Unspaced | Script::Hangul);
            return match count {
                0 => None,
                1 if joins => Some(NameRole::WITH_TITLE),
                1 if several => None,
                _ if several && ARTICLES.contains(&&*self.text) => None,
                _ => Some(NameRole::WORD),
            };
        }
        if several {
            let small = self.letters.first().is_some_and(|letter| letter.case == LetterCase::Small);
            let common = small_name && COMMON.has(&self.text);
            let number = !self.letters.iter().any(|letter| letter.is_letter());
            let initial = count == 1 && initials && !WORDS_OF_ONE_LETTER.contains(&&*self.text);
            if small && !small_name
                || common
                || number
                || count < 2 && !initial
                || ARTICLES.contains(&&*self.text)
            {
                return None;
            }
        }
        Some(if count <= SHORT { NameRole::CAPITALISED } else { NameRole::WORD })
    }

    fn add(&self, table: &mut NameTable, role: NameRole) {
        let letters: Vec<char> = self.text.chars().collect();
        table.add(LetterHash::of(letters.iter().take(LONGEST_PART).copied()), role);
        match self.script {
            Script::Cased => {
                add_changed(table, &letters);
                self.add_spelled_out(table, role);
            }
            Script::Hangul => add_korean(table, &letters),
            Script::Unspaced => {
                for title in JOINED_TITLES.iter() {
                    let rest = self.text.strip_prefix(&**title);
                    let rest = rest.filter(|rest| rest.chars().count() > 2);
                    if let Some(rest) = rest.filter(|rest| !starts_with_mark(rest)) {
                        table.add(LetterHash::of(rest.chars().take(LONGEST_PART)), NameRole::WORD);
                    }
                }
            }
            Script::Semitic => {
                let rest = self.text.strip_prefix("ال");
                if let Some(rest) = rest.filter(|rest| rest.chars().count() > 2) {
                    table.add(LetterHash::of(rest.chars().take(LONGEST_PART)), NameRole::WORD);
                }
            }
            Script::Indic | Script::Georgian => self.add_stem(table),
            Script::Ethiopic | Script::Other => {}
        }
    }

    /// Adds the word without the vowel, or the sign that there is none, which its language changes.
    fn add_stem(&self, table: &mut NameTable) {
        let georgian = self.script == Script::Georgian;
        let changes = |letter: &&FoldedChar| {
            if georgian {
                matches!(letter.c, 'ა' | 'ე' | 'ი' | 'ო' | 'უ')
            } else {
                letter.class == CharRole::Mark
            }
        };
        let mut stem = self.letters.len();
        let last = self.letters.iter().rev().take_while(changes).count();
        stem -= if georgian { last.min(1) } else { last };
        let fewest = if georgian { 3 } else { 2 };
        let add = |table: &mut NameTable, stem: usize, fewest: usize| {
            let stem = self.letters.get(..stem).unwrap_or_default();
            if stem.iter().filter(|letter| letter.is_letter()).count() >= fewest {
                table.add(
                    LetterHash::of(stem.iter().take(LONGEST_PART).map(|letter| letter.c)),
                    NameRole::STEM,
                );
            }
        };
        if last > 0 {
            add(table, stem, fewest);
        }
        if self.text.ends_with("ம்") {
            add(table, self.letters.len().saturating_sub(2), 3);
        }
    }

    /// Adds the word with its umlauts as two letters each, as they are written where there are none.
    fn add_spelled_out(&self, table: &mut NameTable, role: NameRole) {
        let spelled_out = |letter: &FoldedChar| match letter.cluster.of(self.name) {
            "ä" | "Ä" | "a\u{308}" | "A\u{308}" => Some("ae"),
            "ö" | "Ö" | "o\u{308}" | "O\u{308}" | "ø" | "Ø" => Some("oe"),
            "ü" | "Ü" | "u\u{308}" | "U\u{308}" => Some("ue"),
            "å" | "Å" | "a\u{30a}" | "A\u{30a}" => Some("aa"),
            _ => None,
        };
        if self.letters.iter().all(|letter| spelled_out(letter).is_none()) {
            return;
        }
        let mut letters = String::new();
        for letter in &*self.letters {
            match spelled_out(letter) {
                Some(two) => letters.push_str(two),
                None => letters.push(letter.c),
            }
        }
        table.add(LetterHash::of(letters.chars().take(LONGEST_PART)), role);
    }
}

fn starts_with_mark(text: &str) -> bool {
    text.chars().next().is_some_and(|c| CharRole::of(c) == CharRole::Mark)
}

/// Adds the fronts of a word whose last vowel changes in some language, or goes.
fn add_changed(table: &mut NameTable, letters: &[char]) {
    if letters.len() > LONGEST_PART {
        return;
    }
    let length = letters.len();
    match letters {
        // Finnish `-nen`: Virtanen, Virtasen.
        [.., one, 'n', 'e', 'n'] if length > 4 && is_vowel(*one) => {
            let front = letters.get(..length - 3).unwrap_or_default().iter().copied();
            let role = if length > 5 { NameRole::WORD } else { NameRole::SOFTENED };
            table.add(LetterHash::of(front.chain(['s', 'e'])), role);
            return;
        }
        // Two Finnish consonants alike, of which one goes: Mikko, Mikon.
        [.., one @ ('k' | 'p' | 't'), other, 'a' | 'e' | 'i' | 'o' | 'u']
            if one == other && length > 4 =>
        {
            let front = letters.get(..length - 2).unwrap_or_default().iter();
            table.add(LetterHash::of(front.chain(letters.last()).copied()), NameRole::SOFTENED);
        }
        // Turkish: Çelik, Çeliği; Zeynep, Zeynebi; Ahmet, Ahmedi.
        [.., one, last @ ('k' | 'p' | 't')] if length > 4 && is_vowel(*one) => {
            let soft = match last {
                'k' => 'g',
                'p' => 'b',
                _ => 'd',
            };
            let front = letters.get(..length - 1).unwrap_or_default().iter().copied();
            table.add(LetterHash::of(front.chain([soft])), NameRole::SOFTENED);
        }
        // Ukrainian and Belarusian: Ольга, Ользі.
        [front @ .., last @ ('г' | 'к' | 'х'), 'а'] if length > 3 => {
            let soft = match last {
                'г' => 'з',
                'к' => 'ц',
                _ => 'с',
            };
            table.add(LetterHash::of(front.iter().copied().chain([soft])), NameRole::STEM);
        }
        _ => {}
    }
    let mut add = |length: usize, more: Option<char>, role: NameRole| {
        let front = letters.get(..length).unwrap_or_default();
        let latin = front.first().is_some_and(char::is_ascii);
        if front.len() + usize::from(more.is_some()) >= if latin { 3 } else { 2 } {
            table.add(LetterHash::of(front.iter().copied().chain(more)), role);
        }
    };
    match letters {
        [.., one, other] if is_vowel(*other) => {
            add(length - 1, None, NameRole::STEM);
            if is_vowel(*one) && length > 5 {
                add(length - 2, None, NameRole::STEM);
            }
        }
        // Hungarian: Kovács, Kováccsal; Szász, Szásszal; Balázs, Balázzsal.
        [.., 'c' | 'z', 's'] | [.., 's', 'z'] if length > 3 => {
            add(length - 1, None, NameRole::STEM);
        }
        // Latvian: Bērziņš, Bērziņa; Izdomātais, Izdomātā.
        [.., 'i', 'n', 's'] if length > 4 => add(length - 1, None, NameRole::STEM),
        [.., 'a', 'i', 's'] if length > 5 => {
            add(length - 2, None, NameRole::STEM);
            add(length - 3, None, NameRole::STEM);
        }
        // Lithuanian and Latvian `-as`, `-is`, `-us`; Greek `-ος`, `-ας`, `-ης`.
        [.., 'a' | 'e' | 'i' | 'o' | 'u' | 'y', 's'] if length > 4 => {
            add(length - 2, None, NameRole::STEM);
        }
        [.., one, 'σ'] if is_vowel(*one) => {
            let role = if length > SHORT + 1 { NameRole::WORD } else { NameRole::CAPITALISED };
            add(length - 1, None, role);
            add(length - 2, None, NameRole::STEM);
        }
        ['л', 'е', 'в'] => table.add(LetterHash::of("льв".chars()), NameRole::STEM),
        // A vowel between the last consonants that goes: Marek, Павел, Орёл, Димитър.
        [.., 'e', last] if length > 4 => add(length - 2, Some(*last), NameRole::STEM),
        [.., 'е' | 'о' | 'ъ', last] if length > 3 => {
            add(length - 2, Some(*last), NameRole::STEM);
        }
        _ => {}
    }
}

fn is_vowel(c: char) -> bool {
    "aeiouyаеиоуыэюяьіαεηιουω".contains(c)
}

/// Adds the surname and the given name of a Korean name.
fn add_korean(table: &mut NameTable, letters: &[char]) {
    let surname = |length: usize| {
        let surname: String = letters.iter().take(length).collect();
        KOREAN_SURNAMES.has(&surname).then_some(length)
    };
    let length = match letters.len() {
        2 | 3 => surname(1),
        4 => surname(2).or_else(|| surname(1)),
        _ => None,
    };
    if let Some((surname, given_name)) = length.and_then(|length| letters.split_at_checked(length))
    {
        table.add(LetterHash::of(surname.iter().copied()), NameRole::WITH_TITLE);
        if given_name.len() > 1 {
            table.add(LetterHash::of(given_name.iter().copied()), NameRole::WORD);
        }
    }
}

/// Adds the surname and the given name of a Chinese or Japanese name, and how a Chinese one sounds.
fn add_chinese(table: &mut NameTable, letters: &[char]) {
    add_japanese(table, letters);
    let han = letters.iter().all(|c| readings(*c).next().is_some());
    if !(2..=4).contains(&letters.len()) || !han {
        return;
    }
    let is_surname = |length: usize| {
        let surname: String = letters.iter().take(length).collect();
        CHINESE_SURNAMES.has(&surname).then_some(length)
    };
    let surname = match letters.len() {
        2 => is_surname(1),
        3 => is_surname(2).or_else(|| is_surname(1)),
        // As most Japanese names are.
        _ => Some(2),
    };
    let whole = pronunciations(letters);
    add_pronunciations(table, &whole, &[]);
    let Some((surname, given_name)) = surname.and_then(|length| letters.split_at_checked(length))
    else {
        return;
    };
    for part in [surname, given_name] {
        let role = if part.len() > 1 { NameRole::WORD } else { NameRole::WITH_TITLE };
        table.add(LetterHash::of(part.iter().copied()), role);
    }
    let (surname, given_name) = (pronunciations(surname), pronunciations(given_name));
    add_pronunciations(table, &given_name, &surname);
    if letters.len() > 2 {
        add_pronunciations(table, &given_name, &[]);
    }
    for surname in surname {
        table.add(LetterHash::of(surname.chars()), NameRole::WITH_TITLE);
    }
}

/// Adds what may be the surname and the given name of a Japanese name, where no Chinese surname begins it:
/// surnames have two characters, or three.
fn add_japanese(table: &mut NameTable, letters: &[char]) {
    let han = |c: &&char| matches!(**c, '々' | '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}');
    let front = letters.iter().take_while(han).count();
    let kana = letters.iter().skip(front).all(|c| matches!(c, 'ぁ'..='ゖ' | 'ー'));
    if !(3..=6).contains(&letters.len()) || !kana {
        return;
    }
    let chinese: String = letters.iter().take(1).collect();
    let pair: String = letters.iter().take(2).collect();
    let in_kanji = front == letters.len();
    if in_kanji && front < 4 && (CHINESE_SURNAMES.has(&chinese) || CHINESE_SURNAMES.has(&pair)) {
        return;
    }
    let lengths = match (in_kanji, front) {
        (false, 2 | 3) => front..=front,
        (true, 3) => 2..=2,
        (true, 4..) => 2..=3,
        (false | true, _) => return,
    };
    for length in lengths {
        let Some((surname, given_name)) = letters.split_at_checked(length) else { continue };
        for part in [surname, given_name] {
            if part.len() > 1 {
                table.add(LetterHash::of(part.iter().copied()), NameRole::WORD);
            }
        }
    }
}

/// Returns how characters sound, each way of reading them.
fn pronunciations(letters: &[char]) -> Vec<String> {
    let mut spoken = vec![String::new()];
    for letter in letters {
        let mut own: Vec<&str> = readings(*letter).collect();
        // Passports write `lyu` for `lü`.
        own.extend(own.contains(&"lv").then_some("lyu"));
        own.extend(own.contains(&"nv").then_some("nyu"));
        own.sort_unstable();
        own.dedup();
        let longer =
            spoken.iter().flat_map(|before| own.iter().map(move |own| format!("{before}{own}")));
        let longer = longer.take(MOST_READINGS).collect();
        spoken = longer;
    }
    spoken
}

fn add_pronunciations(table: &mut NameTable, firsts: &[String], seconds: &[String]) {
    let empty = [String::new()];
    let seconds = if seconds.is_empty() { &empty[..] } else { seconds };
    let both = firsts.iter().flat_map(|first| seconds.iter().map(move |second| (first, second)));
    for (first, second) in both.take(MOST_READINGS) {
        let short = first.len() + second.len() < HANDLE;
        let role = if short { NameRole::CAPITALISED } else { NameRole::WORD };
        let letters = first.chars().chain(second.chars());
        table.add(LetterHash::of(letters), role.or(NameRole::PHRASE).or(NameRole::SPOKEN));
    }
}
