//! Recognises words for a child and ages below eighteen in a text.

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use crate::record::privacy_key::plain;
use crate::record::scalar::SMALL_NUMBERS;
use crate::text::is_default_ignorable;

use super::languages::{LANGUAGES, Language};

/// No one is older.
const OLDEST: i64 = 120;
/// From this age on a person is no child.
pub(super) const OF_AGE: i64 = 18;
/// Scam compounds as they are now are known of from this year on: who was of age before was no child there.
pub(super) const FIRST_YEAR: i64 = 2016;
/// Later years are those of the Buddhist calendar.
pub(super) const LAST_YEAR: i64 = 2200;
/// So many years are added in the Buddhist calendar.
pub(super) const BUDDHIST: i64 = 543;
/// So few years are rather the time that something took than an age, where nothing else says what they are.
pub(super) const FEWEST_YEARS: i64 = 8;
/// What may be between a word for an age, or for below it, and the number.
const FILLERS: [&str; 19] = [
    "of",
    "the",
    "legal",
    "de",
    "von",
    "about",
    "around",
    "approx",
    "approximately",
    "circa",
    "ca",
    "only",
    "just",
    "is",
    "was",
    "at",
    "group",
    "range",
    "between",
];
/// What is said of an age in English between the number and `old`.
const YEARS: [&str; 6] = ["year", "years", "yr", "yrs", "y", "yearold"];
/// What stays an age beside a number of years alone.
const GENDERS: [&str; 10] =
    ["m", "f", "male", "female", "man", "woman", "hombre", "mujer", "old", "aged"];
/// What a number of years is of that is no age.
const TERMS: [&str; 12] = [
    "haft",
    "gefangnis",
    "freiheitsstrafe",
    "aufenthalt",
    "pobyt",
    "wyrok",
    "kara",
    "trest",
    "срок",
    "заключ",
    "тюр",
    "лишен",
];
/// What follows the year in which one was born, and nothing else.
const BORN_IN: [&str; 2] = ["年生", "년생"];
/// Grades of schools.
const GRADES: [&str; 12] = [
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth",
];
/// Kinds of schools that children go to, before the word `school`.
const SCHOOLS: [&str; 10] = [
    "high",
    "middle",
    "primary",
    "secondary",
    "elementary",
    "grade",
    "junior",
    "nursery",
    "in",
    "at",
];
/// What one is who has to do with a school and is no pupil of it.
const ADULTS: [&str; 21] = [
    "education",
    "educated",
    "completed",
    "finished",
    "left",
    "teacher",
    "teachers",
    "teaching",
    "headmaster",
    "headmistress",
    "principal",
    "lecturer",
    "graduate",
    "graduates",
    "graduated",
    "diploma",
    "cook",
    "cleaner",
    "guard",
    "driver",
    "coach",
];
/// The numbers below ten in Chinese.
const CHINESE: [char; 9] = ['一', '二', '三', '四', '五', '六', '七', '八', '九'];
/// The zeros of other scripts, each before their nine other digits.
const ZEROS: [char; 8] = ['٠', '۰', '०', '০', '๐', '໐', '၀', '០'];
/// The years in which one may be born who was a child in a compound, also in the Buddhist calendar.
const BORN: [std::ops::RangeInclusive<i64>; 2] = {
    let first = FIRST_YEAR - OF_AGE;
    [first..=LAST_YEAR, first + BUDDHIST..=LAST_YEAR + BUDDHIST]
};
/// What follows a word for a child that is about none: who works with children, and what is minor.
const OF_CHILDREN: [&str; 26] = [
    "psychologist",
    "psychologists",
    "psychology",
    "psychiatrist",
    "psychiatrists",
    "therapist",
    "therapists",
    "counsellor",
    "counselor",
    "carer",
    "carers",
    "care",
    "caregiver",
    "minder",
    "minders",
    "sitter",
    "sitters",
    "nurse",
    "nurses",
    "teacher",
    "teachers",
    "protection",
    "welfare",
    "rights",
    "injury",
    "injuries",
];
/// What is before "boy" where that is a job at any age.
const OF_BOYS: [&str; 3] = ["delivery", "office", "bell"];
/// What is before the age at which something happened, without a word for years behind it.
const AT_ALONE: [&str; 4] = ["at", "when", "was", "mit"];
/// What follows that age.
const BEHIND_AGE: [&str; 9] = ["by", "to", "from", "in", "into", "and", "after", "while", "when"];
/// What an age in a title is between.
const BETWEEN_PARTS: [char; 11] = [',', ';', '(', ')', '–', '—', '，', '、', '（', '）', '،'];

/// What a number in brackets behind it is that of, and no age.
const NUMBERED: &[&str] = &[
    "case",
    "cases",
    "story",
    "testimony",
    "interview",
    "account",
    "report",
    "statement",
    "part",
    "chapter",
    "episode",
    "volume",
    "series",
    "file",
    "record",
    "entry",
    "raid",
    "rescue",
    "arrest",
    "operation",
    "compound",
    "building",
    "block",
    "floor",
    "room",
    "park",
    "zone",
    "group",
    "batch",
    "team",
    "no",
    "nr",
    "number",
    "page",
    "version",
    "draft",
    "copy",
    "caso",
    "cas",
    "fall",
    "kasus",
    "dossier",
    "parte",
    "partie",
    "teil",
    "bagian",
    "案例",
    "案件",
    "部分",
];
/// What joins the ages of several people, as in `Two men, 17 and 35`.
const BETWEEN_AGES: &[&str] = &["and", "or", "to", "y", "e", "et", "und", "dan"];
/// Adults: who is behind one in a title is rather their child than whom the title is of.
const GROWN_UPS: &[&str] = &[
    "mother",
    "mothers",
    "father",
    "fathers",
    "mum",
    "mom",
    "dad",
    "parent",
    "parents",
    "woman",
    "women",
    "man",
    "men",
    "wife",
    "husband",
    "widow",
    "widower",
    "grandmother",
    "grandfather",
    "aunt",
    "uncle",
    "adult",
    "adults",
    "couple",
    "madre",
    "padre",
    "mujer",
    "hombre",
    "mae",
    "pai",
    "femme",
    "homme",
    "mutter",
    "vater",
    "frau",
    "ibu",
    "ayah",
    "母亲",
];
/// What is before a child of whom a title only says that someone has to do with them.
const OF_SOMEONE: &[&str] = &[
    "with", "for", "without", "her", "his", "their", "my", "our", "its", "whose", "from", "con",
    "para", "por", "sin", "com", "sem", "avec", "pour", "sans", "mit", "von", "per", "su", "sus",
    "seu",
];
/// What is before a word for what someone was when it happened: `Sold as a child`.
const WHILE_ONE_WAS: &[&str] = &["as", "when", "while", "being", "still", "como", "als"];
/// What is before a child besides: articles, and how many.
const ARTICLES: &[&str] = &[
    "a", "an", "the", "un", "una", "une", "um", "uma", "los", "las", "les", "dos", "deux", "zwei",
];
/// The letters and words before a sign, and behind it, that may be a gender and an age are in so many bytes.
const NEAR_SIGN: usize = 24;

/// A word or a number in a text.
#[derive(Debug, PartialEq, Eq)]
enum TextToken {
    /// In plain letters.
    Word(String),
    /// In digits.
    Number(i64),
}

impl TextToken {
    fn word(&self) -> &str {
        match self {
            Self::Word(word) => word,
            Self::Number(_) => "",
        }
    }

    /// Returns the number that it is, in digits or as an English word.
    fn number(&self) -> Option<i64> {
        match self {
            Self::Word(word) => {
                let at = SMALL_NUMBERS.iter().position(|number| number == word)?;
                i64::try_from(at).ok()
            }
            Self::Number(number) => Some(*number),
        }
    }
}

/// Returns whether a text has a word for a child, or an age below eighteen.
pub(super) fn has_word_for_child(text: &str) -> bool {
    let is_said_in = |text: &str| {
        let parts = parts(text);
        (0..parts.len()).any(|at| is_child(&parts, at))
            || is_at_school(&parts)
            || has_age(&parts, TextForm::Words)
    };
    // "underAge", "SchoolBoy".
    let apart = || matches!(with_humps_apart(text), Cow::Owned(apart) if is_said_in(&apart));
    is_said_in(text) || has_part_for_child(text) || apart()
}

/// Returns whether words about a person are those for a child, or nothing but an age below eighteen.
pub(super) fn are_of_child(words: &str) -> bool {
    has_word_for_child(words) || years_alone(words).is_some()
}

/// Returns whether a value with words about a person has those for a child, or is an age below eighteen, as `15` and `female, 15`.
pub(super) fn is_value_of_child(value: &str) -> bool {
    let is_alone = || {
        let number = number_alone(value)?;
        Some(number >= FEWEST_YEARS || value.contains(char::is_alphabetic))
    };
    has_word_for_child(value) || is_alone() == Some(true)
}

/// Returns whether a text has something in it that means a child, whatever word it is part of.
fn has_part_for_child(text: &str) -> bool {
    let small: String =
        text.nfkd().filter(|c| !is_default_ignorable(*c)).flat_map(char::to_lowercase).collect();
    let joined: String = small.chars().filter(|c| c.is_alphanumeric()).collect();
    let is_possible = |word: &str| word.is_ascii() || !text.is_ascii();
    INSIDE
        .iter()
        .any(|word| is_possible(word) && (small.contains(word) || joined.contains(word.as_str())))
}

/// Returns whether a sentence says of a person that they were below eighteen: fewer words beside a number count than in
/// a list of words.
pub(super) fn says_age_of_child(sentence: &str) -> bool {
    has_age(&parts(sentence), TextForm::Sentence)
}

/// Returns whether the title of a case says that the person was a child: by an age, also one between commas or in brackets as in
/// `Girl, 15, sold`, or by a word that is said of no one else, unless it is of the child of whom the title is of.
pub(super) fn title_says_child(title: &str) -> bool {
    let words = parts(title);
    let all = || 0..words.len();
    let grown_up = words.iter().position(|word| GROWN_UPS_PLAIN.contains(word.word()));
    let is_pupil = |at: usize| {
        is_pupil(&words, at) && !is_of_adult(&words, at) && !is_of_someone(&words, at, grown_up)
    };
    if has_age(&words, TextForm::Sentence) || has_age_by_gender(title) || all().any(is_pupil) {
        return true;
    }
    let ages: Vec<usize> = all().filter(|at| is_age_below_eighteen(&words, *at)).collect();
    let is_child_at = |at: usize| is_child(&words, at);
    let is_of_child = |at: usize| at_of_word_before(&words, at).is_some_and(is_child_at);
    // Fewer years may be those for which a girl was held.
    let is_in_years = |at: usize| {
        let number = words.get(at).and_then(TextToken::number);
        number >= Some(FEWEST_YEARS) && is_year(word_at(&words, at + 1))
    };
    let has_child = || all().any(is_child_at) || has_part_for_child(title);
    !ages.is_empty()
        && (ages.iter().any(|at| is_of_child(*at))
            || ages.iter().any(|at| is_in_years(*at)) && has_child()
            || has_age_apart(title))
}

/// Returns whether a child in a title is that of someone else, whom the title is of: behind an adult, or a word such as `her`.
fn is_of_someone(words: &[TextToken], at: usize, grown_up: Option<usize>) -> bool {
    let is_article = |at: &usize| {
        let is_one = |word: &TextToken| word.number().is_some() || ARTICLES.contains(&word.word());
        words.get(*at).is_some_and(is_one)
    };
    // An article and a number.
    let before = (0..at).rev().take(3).find(|at| !is_article(at));
    let word = before.map_or("", |before| word_at(words, before));
    let is_to_do = before.is_some_and(|before| word_before(words, before, 1) == "to");
    let is_behind_grown_up = grown_up.is_some_and(|grown_up| grown_up < at);
    !WHILE_ONE_WAS.contains(&word) && (is_behind_grown_up || OF_SOMEONE.contains(&word) || is_to_do)
}

/// Returns whether a title has a gender and an age with a stroke between them, as `f/15`.
fn has_age_by_gender(title: &str) -> bool {
    title.match_indices(['/', '／']).any(|(at, sign)| {
        let (before, behind) = (title.get(..at), title.get(at + sign.len()..));
        let (before, behind) = (before.unwrap_or_default(), behind.unwrap_or_default());
        let start = before.ceil_char_boundary(before.len().saturating_sub(NEAR_SIGN));
        let before = parts(before.get(start..).unwrap_or_default());
        let behind = parts(behind.get(..behind.floor_char_boundary(NEAR_SIGN)).unwrap_or_default());
        let (Some(before), Some(behind)) = (before.last(), behind.first()) else { return false };
        let is_age = |one: &TextToken| one.number().is_some_and(|age| (1..OF_AGE).contains(&age));
        let is_gender = |one: &TextToken| GENDERS.contains(&one.word());
        is_gender(before) && is_age(behind) || is_age(before) && is_gender(behind)
    })
}

/// Returns whether a part of a title ends with an age, as in `Sold at 15`, or is one, behind words that are numbered by none.
fn has_age_apart(title: &str) -> bool {
    let mut is_behind_word = false;
    title.split(BETWEEN_PARTS).any(|part| {
        let words = parts(part);
        let is_alone = is_behind_word && (number_alone(part).is_some() || are_ages(part, &words));
        let is_at = |at: usize| {
            let before = word_before(&words, at, 1);
            let is_at = AT_ALONE.contains(&before)
                || AT.contains(before) && is_year(word_at(&words, at + 1));
            is_at && is_age_at_end(&words, at)
        };
        if let Some(last) = words.last() {
            is_behind_word = last.number().is_none() && !NUMBERED_PLAIN.contains(last.word());
        }
        is_alone || (1..words.len()).any(is_at)
    })
}

/// Returns whether a part of a title is nothing but the ages of several people, one of them below eighteen.
fn are_ages(part: &str, words: &[TextToken]) -> bool {
    let ages: Vec<i64> = words.iter().filter_map(TextToken::number).collect();
    let is_age_or_between = |word: &TextToken| {
        word.number().is_some() || BETWEEN_AGES.contains(&word.word()) || is_year(word.word())
    };
    // "12:30", "12/15"
    !part.contains([':', '/', '.'])
        && ages.len() > 1
        && ages.iter().all(|age| (1..=OLDEST).contains(age))
        && ages.iter().any(|age| (FEWEST_YEARS..OF_AGE).contains(age))
        && words.iter().all(is_age_or_between)
}

/// Returns whether a number is an age, with nothing else behind it but the word for years and what goes on with something else.
fn is_age_at_end(parts: &[TextToken], at: usize) -> bool {
    let next = if is_year(word_at(parts, at + 1)) { at + 2 } else { at + 1 };
    let is_end = parts.get(next).is_none_or(|next| BEHIND_AGE.contains(&next.word()));
    is_age_below_eighteen(parts, at) && is_end
}

fn is_age_below_eighteen(parts: &[TextToken], at: usize) -> bool {
    let number = parts.get(at).and_then(TextToken::number);
    number.is_some_and(|number| (1..OF_AGE).contains(&number))
}

/// Returns whether a word is one for a child.
fn is_child(parts: &[TextToken], at: usize) -> bool {
    (WORDS.contains(word_at(parts, at)) || is_pupil(parts, at)) && !is_of_adult(parts, at)
}

/// Returns whether a word for a child is part of what adults do, or of what is called minor.
fn is_of_adult(parts: &[TextToken], at: usize) -> bool {
    OF_CHILDREN.contains(&word_at(parts, at + 1)) || OF_BOYS.contains(&word_before(parts, at, 1))
}

/// Returns whether the words here are those for what no one but a child is.
fn is_pupil(parts: &[TextToken], at: usize) -> bool {
    let word = word_at(parts, at);
    // Nearly all words are in Latin letters and none of these.
    (!word.is_ascii() || PUPILS_FIRST.contains(word)) && phrase_at(&PUPILS, parts, at).is_some()
}

fn is_year(word: &str) -> bool {
    YEARS_ALONE.iter().any(|year| is_word_or_its_start(year, word))
}

/// Returns the number below eighteen of years that a text names and nothing else, as in `15 años`: in a field with words about a
/// person it is an age, and elsewhere it may be.
pub(super) fn years_alone(text: &str) -> Option<i64> {
    number_alone(text).filter(|_| parts(text).iter().any(|part| is_year(part.word())))
}

/// Returns the number below eighteen that a text has and nothing else but words for years, a gender, or about how many.
fn number_alone(text: &str) -> Option<i64> {
    // More words say what the number is of.
    let parts = Some(text).filter(|text| text.len() <= LONGEST_ALONE).map(parts)?;
    let (numbers, words): (Vec<_>, Vec<_>) = parts.iter().partition(|part| part.number().is_some());
    let is_other = |word: &str| GENDERS.contains(&word) || FILLERS.contains(&word);
    let [number] = numbers.as_slice() else { return None };
    let is_all = words.iter().all(|part| is_year(part.word()) || is_other(part.word()));
    number.number().filter(|number| is_all && (1..OF_AGE).contains(number))
}

/// Returns a text with a space before each capital letter that follows a small one, as in `isMinor`.
pub(super) fn with_humps_apart(text: &str) -> Cow<'_, str> {
    let humps = text.char_indices().zip(text.chars().skip(1));
    let mut humps = humps
        .filter(|((_, one), next)| one.is_lowercase() && next.is_uppercase())
        .map(|((at, one), _)| at + one.len_utf8())
        .peekable();
    if humps.peek().is_none() {
        return Cow::Borrowed(text);
    }
    let mut apart = String::with_capacity(text.len() + 4);
    let mut from = 0;
    for hump in humps {
        apart.push_str(text.get(from..hump).unwrap_or_default());
        apart.push(' ');
        from = hump;
    }
    apart.push_str(text.get(from..).unwrap_or_default());
    Cow::Owned(apart)
}

/// How a text is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum TextForm {
    /// As a few words about a person.
    Words,
    /// As a sentence, in which a number may be that of anything.
    Sentence,
}

/// A text with nothing but an age is no longer than this many bytes.
const LONGEST_ALONE: usize = 60;

/// Returns words of all languages, as they are compared.
pub(super) fn plain_words<C: FromIterator<String>>(
    of: impl Fn(&Language) -> &'static [&'static str],
) -> C {
    LANGUAGES.iter().flat_map(of).map(|word| plain(word)).collect()
}

/// Returns what may be several words, each as they are compared.
fn phrases(of: impl Fn(&Language) -> &'static [&'static str]) -> Vec<Vec<String>> {
    let words = LANGUAGES.iter().flat_map(of);
    words.map(|words| words.split(' ').map(plain).collect()).collect()
}

fn first_words(phrases: &[Vec<String>]) -> HashSet<String> {
    phrases.iter().filter_map(|phrase| phrase.first().cloned()).collect()
}

static WORDS: LazyLock<HashSet<String>> = LazyLock::new(|| plain_words(|of| of.children));
static INSIDE: LazyLock<Vec<String>> = LazyLock::new(|| {
    let words = LANGUAGES.iter().flat_map(|language| language.inside);
    words.map(|word| word.nfkd().flat_map(char::to_lowercase).collect()).collect()
});
static PUPILS: LazyLock<Vec<Vec<String>>> = LazyLock::new(|| phrases(|of| of.pupils));
/// The first word of each.
static PUPILS_FIRST: LazyLock<HashSet<String>> = LazyLock::new(|| first_words(&PUPILS));
static NUMBERED_PLAIN: LazyLock<HashSet<String>> =
    LazyLock::new(|| NUMBERED.iter().copied().map(plain).collect());
static GROWN_UPS_PLAIN: LazyLock<HashSet<String>> =
    LazyLock::new(|| GROWN_UPS.iter().copied().map(plain).collect());
static AT: LazyLock<HashSet<String>> = LazyLock::new(|| plain_words(|of| of.at));
static AGE: LazyLock<HashSet<String>> = LazyLock::new(|| plain_words(|of| of.age));
static OLD: LazyLock<Vec<String>> = LazyLock::new(|| plain_words(|of| of.old));
static YEARS_ALONE: LazyLock<Vec<String>> = LazyLock::new(|| plain_words(|of| of.years));
static BELOW: LazyLock<Vec<Vec<String>>> = LazyLock::new(|| phrases(|of| of.below));
/// The first word of each.
static BELOW_FIRST: LazyLock<HashSet<String>> = LazyLock::new(|| first_words(&BELOW));
static BORN_WORDS: LazyLock<Vec<Vec<String>>> = LazyLock::new(|| phrases(|of| of.born));
static BORN_YEAR: LazyLock<Vec<String>> =
    LazyLock::new(|| BORN_IN.into_iter().map(plain).collect());
static TERMS_PLAIN: LazyLock<Vec<String>> =
    LazyLock::new(|| TERMS.into_iter().map(plain).collect());
/// A grade in Russian.
static CLASS: LazyLock<String> = LazyLock::new(|| plain("класс"));

/// Returns whether a word is another, or where that is not in Latin letters, begins with it.
fn is_word_or_its_start(meant: &str, word: &str) -> bool {
    word == meant || !meant.is_ascii() && word.starts_with(meant)
}

/// Returns how many words a phrase has that begins here.
fn phrase_at(phrases: &[Vec<String>], parts: &[TextToken], at: usize) -> Option<usize> {
    let begins = |phrase: &&Vec<String>| {
        let mut words = phrase.iter().zip(at..);
        words.all(|(meant, at)| {
            let word = word_at(parts, at);
            word == meant || !meant.is_ascii() && word.contains(meant.as_str())
        })
    };
    phrases.iter().filter(begins).map(Vec::len).max()
}

/// Returns the words and numbers of a text; a word ends where digits begin.
fn parts(text: &str) -> Vec<TextToken> {
    let mut parts = Vec::new();
    let (mut word, mut digits) = (String::new(), String::new());
    // What is not seen parts no word.
    for c in text.nfkd().filter(|c| !is_default_ignorable(*c)).chain([' ']) {
        let digit = digit(c);
        let is_letter = digit.is_none() && (c.is_alphanumeric() || is_combining_mark(c));
        if !is_letter && !word.is_empty() {
            parts.push(TextToken::Word(plain(&word)));
            word.clear();
        }
        if digit.is_none() && !digits.is_empty() {
            // A number that is too long for one is no age.
            parts.push(TextToken::Number(digits.parse().unwrap_or(i64::MAX)));
            digits.clear();
        }
        digits.extend(digit);
        word.extend(is_letter.then_some(c));
    }
    parts
}

/// Returns the digit that a character is, in any script in which ages are written.
fn digit(c: char) -> Option<char> {
    let of = |zero: &char| char::from_digit((c as u32).checked_sub(*zero as u32)?, 10);
    if c.is_ascii_digit() { Some(c) } else { ZEROS.iter().find_map(of) }
}

fn word_at(parts: &[TextToken], at: usize) -> &str {
    parts.get(at).map_or("", TextToken::word)
}

fn word_before(parts: &[TextToken], at: usize, back: usize) -> &str {
    at.checked_sub(back).map_or("", |at| word_at(parts, at))
}

/// Returns whether the words are about a child at a school, and not about who works or has been there.
fn is_at_school(parts: &[TextToken]) -> bool {
    let is_adult = |word: &str| ADULTS.contains(&word);
    (0..parts.len()).any(|at| {
        let word = word_at(parts, at);
        let is_school = matches!(word, "highschool" | "middleschool" | "juniorhigh")
            || word.starts_with("school") && SCHOOLS.contains(&word_before(parts, at, 1));
        let is_before = (1..=5).any(|back| is_adult(word_before(parts, at, back)));
        is_school && !is_adult(word_at(parts, at + 1)) && !is_before
    })
}

fn has_age(parts: &[TextToken], reading: TextForm) -> bool {
    let is_chinese = |part: &TextToken| chinese_age(part.word()).is_some_and(|age| age < OF_AGE);
    let are_words = reading == TextForm::Words;
    let has_year = parts.iter().any(is_year_of_birth);
    parts.iter().any(is_chinese)
        || (0..parts.len()).any(|at| {
            let is_age = is_age_below_eighteen(parts, at)
                && (is_said_to_be_age(parts, at) || are_words && is_beside_word(parts, at));
            is_age
                || is_below_age(parts, at, reading)
                || are_words && is_grade(parts, at)
                || has_year && is_born(parts, at)
        })
}

/// Returns whether a number has a word with it which says that it is an age, as in `aged 15` and `15-year-old`.
fn is_said_to_be_age(parts: &[TextToken], at: usize) -> bool {
    // "15-17 years old", "15 to 17 years old".
    let next = if matches!(word_at(parts, at + 1), "to" | "or" | "and") { at + 2 } else { at + 1 };
    let is_range = parts.get(next).and_then(TextToken::number).is_some();
    let next = if is_range { next + 1 } else { at + 1 };
    let before = back_of_fillers(parts, at);
    let is_before = AGE
        .iter()
        .any(|word| before == word || !word.is_ascii() && before.ends_with(word.as_str()));
    is_unit_of_age(parts, next) || is_before
}

/// Returns whether a word, with what follows it, makes the number before it an age.
fn is_unit_of_age(parts: &[TextToken], at: usize) -> bool {
    let (unit, second) = (word_at(parts, at), word_at(parts, at + 1));
    let is_term = || TERMS_PLAIN.iter().any(|term| second.starts_with(term.as_str()));
    let is_years = || {
        YEARS.contains(&unit)
            && (matches!(second, "old" | "olds" | "o")
                || second == "of" && word_at(parts, at + 2) == "age")
    };
    OLD.iter().any(|old| is_word_or_its_start(old, unit)) && !is_term() || is_years()
}

/// Returns the word before a number, without what may be between the two.
fn back_of_fillers(parts: &[TextToken], at: usize) -> &str {
    at_of_word_before(parts, at).map_or("", |at| word_at(parts, at))
}

/// Returns where that word is.
fn at_of_word_before(parts: &[TextToken], at: usize) -> Option<usize> {
    let mut back = 1;
    while back < 3 && FILLERS.contains(&word_before(parts, at, back)) {
        back += 1;
    }
    at.checked_sub(back)
}

/// Returns whether a number is beside a word with which it is an age where there are few words: `student, 14`, `m/15`, `grade 9`.
fn is_beside_word(parts: &[TextToken], at: usize) -> bool {
    let (before, behind) = (word_before(parts, at, 1), word_at(parts, at + 1));
    let number = parts.get(at).and_then(TextToken::number).unwrap_or_default();
    let of_time =
        ["month", "months", "year", "years", "day", "days", "week", "weeks", "hour", "hours"];
    let is_student = matches!(before, "student" | "students") && !of_time.contains(&behind)
        || behind == "student";
    let is_gender = |word: &str| matches!(word, "m" | "f");
    is_student
        || (is_gender(before) || is_gender(behind)) && number > 3
        || matches!(behind, "y" | "old")
}

/// Returns whether this is the number of a grade at a school, as in `9th grade` and `ninth grade`.
fn is_grade(parts: &[TextToken], at: usize) -> bool {
    let Some(part) = parts.get(at) else { return false };
    let in_words = GRADES.contains(&part.word());
    let is_number = in_words || part.number().is_some_and(|number| (1..=12).contains(&number));
    if !is_number {
        return false;
    }
    let is_ordinal = matches!(word_at(parts, at + 1), "th" | "st" | "nd" | "rd" | "й" | "ый");
    let behind = word_at(parts, if is_ordinal { at + 2 } else { at + 1 });
    // "The first form of it"
    let is_form = behind == "form" && (!in_words || part.word() == "sixth");
    let is_behind = matches!(behind, "grader" | "graders" | "grade" | "klasse")
        || is_form
        || behind.starts_with(CLASS.as_str());
    let is_before = matches!(word_before(parts, at, 1), "grade" | "form" | "kelas" | "lop");
    let is_adult =
        || (at.saturating_sub(4)..at + 4).any(|near| ADULTS.contains(&word_at(parts, near)));
    (is_behind || is_before) && !is_adult()
}

/// Returns whether the words are those for what is under age, as `under 18`, `u-16` and `below the age of 18`.
fn is_below_age(parts: &[TextToken], at: usize, reading: TextForm) -> bool {
    let word = word_at(parts, at);
    let is_short = word == "u";
    let phrase = || if BELOW_FIRST.contains(word) { phrase_at(&BELOW, parts, at) } else { None };
    let Some(length) = is_short.then_some(1).or_else(phrase) else { return false };
    let is_between = |word: &str| FILLERS.contains(&word) || AGE.contains(word);
    let mut number = at + length;
    let mut is_age = false;
    while number < at + length + 5 && is_between(word_at(parts, number)) {
        is_age |= AGE.contains(word_at(parts, number));
        number += 1;
    }
    let is_minor = parts
        .get(number)
        .and_then(TextToken::number)
        .is_some_and(|number| (10..=OF_AGE).contains(&number));
    let unit = word_at(parts, number + 1);
    // "Under 16" of a few words is an age, and in English alone.
    let is_english = is_short || matches!(word, "under" | "below");
    let are_words = reading == TextForm::Words;
    are_words && is_english && (is_minor || is_age)
        || is_minor && (is_age || are_words && is_year(unit) || is_unit_of_age(parts, number + 1))
}

/// Returns whether the words say that a person was born in a year from which on they may have been a child.
fn is_born(parts: &[TextToken], at: usize) -> bool {
    if BORN_YEAR.iter().any(|born| born == word_at(parts, at)) {
        return at
            .checked_sub(1)
            .and_then(|before| parts.get(before))
            .is_some_and(is_year_of_birth);
    }
    let Some(length) = phrase_at(&BORN_WORDS, parts, at) else { return false };
    // "nacida el 3 de mayo de 2008"
    let behind = parts.iter().skip(at + length).take(6);
    // "2008年出生", "2008 doğumlu"
    let before = parts.iter().take(at).rev().take(2);
    behind.chain(before).any(is_year_of_birth)
}

/// Returns whether a number is a year in which one may be born who was a child, or a day of it in eight digits.
fn is_year_of_birth(part: &TextToken) -> bool {
    let TextToken::Number(number) = part else { return false };
    let year = if *number > 9_999_999 { number / 10_000 } else { *number };
    BORN.iter().any(|years| years.contains(&year))
}

/// Returns the age that is written in Chinese numbers, up to ninety-nine.
fn chinese_age(word: &str) -> Option<i64> {
    let end = word.find(['岁', '歲', '歳'])?;
    let is_number = |c: &char| *c == '十' || CHINESE.contains(c);
    let number: Vec<char> = word.get(..end)?.chars().rev().take_while(is_number).collect();
    let of = |c: &char| {
        let at = CHINESE.iter().position(|number| number == c)?;
        i64::try_from(at + 1).ok()
    };
    match number.as_slice() {
        ['十'] => Some(10),
        [ones] => of(ones),
        [ones, '十'] => Some(10 + of(ones)?),
        ['十', tens] => Some(10 * of(tens)?),
        [ones, '十', tens] => Some(10 * of(tens)? + of(ones)?),
        _ => None,
    }
}
