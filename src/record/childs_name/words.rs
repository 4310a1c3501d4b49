//! Recognises words for a child and ages below eighteen in a text.

use std::collections::HashSet;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use crate::record::privacy_key::plain;
use crate::record::scalar::SMALL_NUMBERS;
use crate::text::is_default_ignorable;

/// From this age on a person is no child.
pub(super) const OF_AGE: i64 = 18;
/// Words for children, and for what only children are, with spaces alone.
const CHILDREN: [&str; 99] = [
    "minor",
    "minors",
    "child",
    "children",
    "childs",
    "kid",
    "kids",
    "teen",
    "teens",
    "teenage",
    "teenaged",
    "teenager",
    "teenagers",
    "tween",
    "tweens",
    "preteen",
    "preteens",
    "underage",
    "underaged",
    "juvenile",
    "juveniles",
    "adolescent",
    "adolescents",
    "infant",
    "infants",
    "newborn",
    "newborns",
    "baby",
    "babies",
    "toddler",
    "toddlers",
    "boy",
    "boys",
    "girl",
    "girls",
    "youngster",
    "youngsters",
    "schoolboy",
    "schoolboys",
    "schoolgirl",
    "schoolgirls",
    "schoolchild",
    "schoolchildren",
    "schoolkid",
    "schoolkids",
    "schooler",
    "schoolers",
    "highschooler",
    "highschoolers",
    "preschooler",
    "preschoolers",
    "kindergarten",
    "kindergartner",
    "pupil",
    "pupils",
    "youth",
    "youths",
    // Spanish, Portuguese and French
    "menor",
    "menores",
    "nino",
    "nina",
    "ninos",
    "ninas",
    "adolescente",
    "adolescentes",
    "crianca",
    "criancas",
    "menino",
    "menina",
    "enfant",
    "enfants",
    "mineur",
    "mineure",
    "mineurs",
    "mineures",
    "fillette",
    "lyceen",
    "lyceenne",
    "collegien",
    "collegienne",
    // German
    "kinder",
    "minderjahrig",
    "minderjahrige",
    "minderjahriger",
    "jugendlich",
    "jugendliche",
    "jugendlicher",
    "schuler",
    "schulerin",
    // Indonesian, Malay and Tagalog
    "remaja",
    "pelajar",
    "menordeedad",
    "kabataan",
    // Polish, Czech and Turkish
    "dziecko",
    "nieletni",
    "nieletnia",
    "nezletily",
    "nezletila",
    "cocuk",
];
/// The same where words are not parted by spaces, or have endings or marks.
const INSIDE: [&str; 64] = [
    "<18",
    "anakanak",
    "dibawahumur",
    "未成年",
    "儿童",
    "兒童",
    "児童",
    "少年",
    "少女",
    "孩子",
    "男孩",
    "女孩",
    "小孩",
    "幼女",
    "幼童",
    "婴儿",
    "嬰兒",
    "小学生",
    "小學生",
    "中学生",
    "中學生",
    "初中生",
    "高中生",
    "高校生",
    "子供",
    "子ども",
    "こども",
    "เด็ก",
    "เยาวชน",
    "ผู้เยาว์",
    "วัยรุ่น",
    "ເດັກ",
    "trẻ em",
    "vị thành niên",
    "thiếu niên",
    "thiếu nữ",
    "học sinh",
    "미성년",
    "아동",
    "어린이",
    "청소년",
    "초등학생",
    "중학생",
    "고등학생",
    "소년",
    "소녀",
    "несовершеннолет",
    "малолет",
    "ребенок",
    "ребёнок",
    "подрост",
    "школьник",
    "школьниц",
    "девочк",
    "мальчик",
    "नाबालिग",
    "बच्चा",
    "बच्ची",
    "قاصر",
    "طفل",
    "نابالغ",
    "ကလေး",
    "កុមារ",
    "ក្មេង",
];
/// Words before a number that is an age.
const BEFORE: [&str; 21] = [
    "age",
    "aged",
    "ages",
    "edad",
    "idade",
    "alter",
    "umur",
    "usia",
    "berumur",
    "berusia",
    "wiek",
    "vek",
    "tuoi",
    "возраст",
    "年龄",
    "年齡",
    "年齢",
    "나이",
    "อายุ",
    "عمر",
    "उम्र",
];
/// What may be between such a word and the number.
const FILLERS: [&str; 15] = [
    "of",
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
/// Words behind a number that is an age.
const BEHIND: [&str; 14] =
    ["yo", "yos", "yold", "yro", "yrold", "岁", "歲", "歳", "才", "살", "세", "tuoi", "ขวบ", "साल"];
const YEARS: [&str; 6] = ["year", "years", "yr", "yrs", "y", "yearold"];
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
const ADULTS: [&str; 16] = [
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
/// The years in which one may be born who was a child when compounds were about, also in the Buddhist calendar.
const BORN: [std::ops::RangeInclusive<i64>; 2] = [1998..=2200, 2541..=2743];

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
    let parts = parts(text);
    let small: String =
        text.nfkd().filter(|c| !is_default_ignorable(*c)).flat_map(char::to_lowercase).collect();
    let joined: String = small.chars().filter(|c| c.is_alphanumeric()).collect();
    let is_possible = |word: &str| word.is_ascii() || !text.is_ascii();
    let is_inside =
        |word: &String| is_possible(word) && (small.contains(word) || joined.contains(word));
    parts.iter().any(|part| WORDS.contains(part.word()))
        || INSIDE_PLAIN.iter().any(is_inside)
        || is_at_school(&parts)
        || has_age(&parts, TextForm::Words)
}

/// Returns whether a sentence says of a person that they were below eighteen: fewer words beside a number count than in
/// a list of words.
pub(super) fn says_age_of_child(sentence: &str) -> bool {
    has_age(&parts(sentence), TextForm::Sentence)
}

/// How a text is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum TextForm {
    /// As a few words about a person.
    Words,
    /// As a sentence, in which a number may be that of anything.
    Sentence,
}

static WORDS: LazyLock<HashSet<String>> =
    LazyLock::new(|| CHILDREN.into_iter().map(plain).collect());

static INSIDE_PLAIN: LazyLock<Vec<String>> = LazyLock::new(|| {
    INSIDE.into_iter().map(|word| word.nfkd().flat_map(char::to_lowercase).collect()).collect()
});

static BEFORE_PLAIN: LazyLock<HashSet<String>> =
    LazyLock::new(|| BEFORE.into_iter().map(plain).collect());

static BEHIND_PLAIN: LazyLock<Vec<String>> =
    LazyLock::new(|| BEHIND.into_iter().map(plain).collect());

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
    parts.iter().any(is_chinese)
        || (0..parts.len()).any(|at| {
            let number = parts.get(at).and_then(TextToken::number);
            let is_age = number.is_some_and(|number| (1..OF_AGE).contains(&number))
                && (is_said_to_be_age(parts, at) || are_words && is_beside_word(parts, at));
            is_age || are_words && (is_below_age(parts, at) || is_born(parts, at))
        })
}

/// Returns whether a number has a word with it which says that it is an age, as in `aged 15` and `15-year-old`.
fn is_said_to_be_age(parts: &[TextToken], at: usize) -> bool {
    // "15-17 years old", "15 to 17 years old".
    let next = if matches!(word_at(parts, at + 1), "to" | "or" | "and") { at + 2 } else { at + 1 };
    let is_range = parts.get(next).and_then(TextToken::number).is_some();
    let next = if is_range { next + 1 } else { at + 1 };
    let (behind, second) = (word_at(parts, next), word_at(parts, next + 1));
    let is_unit = BEHIND_PLAIN
        .iter()
        .any(|unit| behind == unit || !unit.is_ascii() && behind.starts_with(unit.as_str()));
    let is_years = YEARS.contains(&behind)
        && (matches!(second, "old" | "olds" | "o")
            || second == "of" && word_at(parts, next + 2) == "age");
    let mut back = 1;
    while back < 3 && FILLERS.contains(&word_before(parts, at, back)) {
        back += 1;
    }
    let before = word_before(parts, at, back);
    let is_before = BEFORE_PLAIN
        .iter()
        .any(|word| before == word || !word.is_ascii() && before.ends_with(word.as_str()));
    is_unit || is_years || is_before
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
    let is_ordinal = matches!(behind, "th" | "st" | "nd" | "rd");
    let grade = if is_ordinal { word_at(parts, at + 2) } else { behind };
    let is_grade = matches!(grade, "grader" | "graders" | "grade" | "form")
        || matches!(before, "grade" | "form");
    let is_adult =
        || (at.saturating_sub(4)..at + 4).any(|near| ADULTS.contains(&word_at(parts, near)));
    is_student
        || (is_gender(before) || is_gender(behind)) && number > 3
        || matches!(behind, "y" | "old")
        || is_grade && number <= 12 && !is_adult()
}

/// Returns whether the words are those for what is under age, as `under 18` and `u-16`.
fn is_below_age(parts: &[TextToken], at: usize) -> bool {
    let is_under = matches!(word_at(parts, at), "under" | "below" | "u");
    let next = parts.get(at + 1);
    let number = next.and_then(TextToken::number);
    is_under
        && (number.is_some_and(|number| (10..=OF_AGE).contains(&number))
            || next.is_some_and(|next| matches!(next.word(), "age" | "aged")))
}

/// Returns whether the words say that a person was born in a year from which on they may have been a child.
fn is_born(parts: &[TextToken], at: usize) -> bool {
    let is_year = |part: &TextToken| matches!(part, TextToken::Number(year) if BORN.iter().any(|years| years.contains(year)));
    let is_born = matches!(word_at(parts, at), "born" | "birth" | "birthday" | "dob" | "yob");
    is_born && parts.iter().skip(at + 1).take(5).any(is_year)
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
