//! Recognises keys that seem to say how old a person is or what kind of name theirs is, values by which it may be a child, and
//! words for a child.

use strsim::damerau_levenshtein as distance;
use toml::de::DeValue;

use crate::record::field::FieldId;
use crate::record::privacy_key::{looks_like, plain};
use crate::record::scalar::SMALL_NUMBERS;

/// How near a key is to one that says how old a person is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Nearness {
    /// Hardly anything else can be meant.
    Near,
    /// Two slips away, as many other short words are: the value decides.
    Faint,
}

/// No key is longer than this many bytes: the rest of such a line is words.
pub(super) const LONGEST_KEY: usize = 64;
/// The ages of adults.
const ADULT: std::ops::RangeInclusive<i64> = 18..=120;
/// The years in which a child may be born.
const YEARS: std::ops::RangeInclusive<i64> = 1900..=2200;
/// Words in keys that say how old a person is.
const OF_AGE: [&str; 18] = [
    "age",
    "ages",
    "aged",
    "minor",
    "minors",
    "child",
    "children",
    "underage",
    "juvenile",
    "teen",
    "teenager",
    "adult",
    "born",
    "dob",
    "yob",
    "birthday",
    "birthdate",
    "年龄",
];
/// The same, anywhere in a key.
const INSIDE: [&str; 4] = ["birth", "underage", "yearsold", "minor"];
/// What has one of these in it and says something else.
const OTHERWISE: [&str; 5] =
    ["minorit", "birthplace", "placeofbirth", "birthcountry", "countryofbirth"];
/// Words by which `false` says that a person was a child, not `true`.
const OPPOSITE: [&str; 7] = ["adult", "not", "non", "no", "ofage", "grown", "isnt"];
/// Words for children, and for what only children are.
const CHILDREN: [&str; 40] = [
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
    "underage",
    "underaged",
    "juvenile",
    "juveniles",
    "adolescent",
    "adolescents",
    "infant",
    "infants",
    "baby",
    "babies",
    "toddler",
    "toddlers",
    "boy",
    "boys",
    "girl",
    "girls",
    "schoolboy",
    "schoolboys",
    "schoolgirl",
    "schoolgirls",
    "schoolchild",
    "schoolchildren",
    "pupil",
    "pupils",
    "youth",
    "youths",
    "schoolkid",
];
/// The same where words are not parted by spaces, or have marks.
const CHILDREN_INSIDE: [&str; 9] =
    ["under18", "below18", "未成年", "儿童", "兒童", "少年", "เด็ก", "เยาวชน", "trẻ em"];
/// What says yes.
const YES: [&str; 9] = ["teens", "true", "yes", "y", "on", "young", "t", "si", "x"];

/// Returns whether a key seems to say how old a person is.
pub(super) fn nearness(key: &str) -> Option<Nearness> {
    if key.len() > LONGEST_KEY {
        return None;
    }
    let whole = plain(key);
    let mut parts = parts(key);
    let has = |words: &[&str]| words.iter().any(|word| whole.contains(word));
    let inside = has(&INSIDE) && !has(&OTHERWISE);
    let age = distance("age", &whole);
    let near = inside
        || age <= 1
        || distance("minor", &whole) <= 1
        || looks_like("age", &whole)
        || looks_like("minor", &whole)
        || parts.any(|part| OF_AGE.contains(&part.as_str()));
    let faint = || age == 2 || distance("minor", &whole) == 2;
    if near { Some(Nearness::Near) } else { faint().then_some(Nearness::Faint) }
}

/// Returns whether a key that is no field where it is, with this value, may say that a person is a child.
pub(super) fn may_say_child(key: &str, value: &DeValue<'_>) -> bool {
    let Some(nearness) = nearness(key) else { return false };
    // A field of the format that is in another table is what it is called, unless it has an age.
    let is_field =
        key.parse::<FieldId>().is_ok_and(|name| !matches!(name, FieldId::Age | FieldId::Minor));
    if is_field {
        let number = value.as_integer().and_then(|number| number.as_str().parse::<i64>().ok());
        return number.is_some_and(|number| (0..*ADULT.start()).contains(&number));
    }
    may_be_child(key, nearness, value)
}

fn may_be_child(key: &str, nearness: Nearness, value: &DeValue<'_>) -> bool {
    let is_near = nearness == Nearness::Near;
    match value {
        DeValue::Boolean(yes) => *yes != is_opposite(key),
        DeValue::Integer(number) => match number.as_str().parse::<i64>() {
            Ok(number) if ADULT.contains(&number) => false,
            Ok(number) if number < *ADULT.start() => true,
            Ok(number) => is_near && YEARS.contains(&number),
            Err(_) => true,
        },
        DeValue::String(text) => is_near || may_mean_child(text),
        DeValue::Float(_) => true,
        DeValue::Datetime(_) | DeValue::Table(_) => is_near,
        DeValue::Array(items) => {
            is_near || items.iter().any(|item| may_be_child(key, nearness, item.get_ref()))
        }
    }
}

/// Returns whether a text may be an age or a yes: it has a number, a word for one, or letters that are not looked at here.
fn may_mean_child(text: &str) -> bool {
    !text.is_ascii()
        || text.contains(|c: char| c.is_ascii_digit())
        || has_word_for_child(text)
        || parts(text).any(|part| YES.contains(&part.as_str()) || is_below_eighteen(&part))
}

/// Returns whether a word is a number below eighteen.
fn is_below_eighteen(word: &str) -> bool {
    let number = SMALL_NUMBERS.iter().position(|number| *number == word);
    number.is_some_and(|number| (1..18).contains(&number))
}

/// Returns whether a word in a broken text is the age of an adult, or says that a person was no minor.
pub(super) fn is_of_adult(word: &str) -> bool {
    word == "false" || word.parse().is_ok_and(|age: i64| ADULT.contains(&age))
}

fn is_opposite(key: &str) -> bool {
    let whole = plain(key);
    whole.contains("adult") || parts(key).any(|part| OPPOSITE.contains(&part.as_str()))
}

/// Returns whether a text has a word for a child.
pub(super) fn has_word_for_child(text: &str) -> bool {
    let is_inside = || {
        let small = text.to_lowercase();
        let joined: String = small.chars().filter(|c| c.is_alphanumeric()).collect();
        CHILDREN_INSIDE.iter().any(|word| small.contains(word) || joined.contains(word))
    };
    parts(text).any(|part| CHILDREN.contains(&part.as_str())) || is_inside()
}

/// Returns whether a key seems to say what kind of name a name is, in another spelling than the format's.
pub(super) fn is_near_type_of_name(key: &str) -> bool {
    const TYPE: &str = "nametype";
    if key.len() > LONGEST_KEY {
        return false;
    }
    let whole = plain(key);
    distance(TYPE, &whole) <= 2
        || looks_like(TYPE, &whole)
        || matches!(
            whole.as_str(),
            "typeofname" | "namekind" | "kindofname" | "nametypes" | "nameistype"
        )
}

fn parts(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).map(plain)
}
