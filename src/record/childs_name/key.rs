//! Recognises keys that seem to say how old a person is or what kind of name theirs is, and values by which it may be a child.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use strsim::damerau_levenshtein as distance;
use toml::de::DeValue;

use crate::record::date::{Date, suggested_date};
use crate::record::field::{Field, FieldId, FieldRole, Shape};
use crate::record::kind::{Kind, RowKind};
use crate::record::privacy_key::{looks_like, plain};
use crate::record::scalar::SMALL_NUMBERS;
use crate::record::tables;
use crate::search::Part;

use super::words::{
    BUDDHIST, FEWEST_YEARS, LAST_YEAR, OF_AGE, are_of_child, has_word_for_child, plain_words,
    says_age_of_child, title_says_child, with_humps_apart, years_alone,
};

/// How near a key is to one that says how old a person is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Nearness {
    /// Hardly anything else can be meant.
    Near,
    /// Two slips away, as many other short words are: the value decides.
    Faint,
}

/// The fields with words that may be those for a child.
pub(super) const WITH_WORDS: [FieldId; 4] =
    [FieldId::Tags, FieldId::Occupation, FieldId::ExploitationType, FieldId::Gender];
/// No key is longer than this many bytes: the rest of such a line is words.
pub(super) const LONGEST_KEY: usize = 64;
/// The ages of adults.
const ADULT: std::ops::RangeInclusive<i64> = OF_AGE..=120;
/// The years in which a person may be born, also in the Buddhist calendar.
const YEARS: std::ops::RangeInclusive<i64> = 1900..=2743;
/// Keys for something else that are near to one of an age.
const ORDINARY: [&str; 21] = [
    "wage", "wages", "page", "pages", "image", "images", "stage", "cage", "usage", "agent",
    "agents", "case", "rate", "sale", "gate", "base", "face", "game", "race", "mine", "donor",
];
/// A text below an unknown key that is longer than this many bytes is of sentences, which may be about others.
const LONGEST_WORDS: usize = 100;
/// Words in keys that say how old a person is, besides those for ages, births and children in all languages.
const WORDS_OF_AGE: [&str; 2] = ["adult", "u18"];
/// What keys of ages begin with where no sign is between their words.
const FRONTS: [&str; 5] = ["ageat", "agein", "ageof", "agewhen", "ageyears"];
/// Words for places, by which a birth is not that of a time.
const PLACES: [&str; 14] = [
    "place", "country", "lugar", "pais", "local", "lieu", "pays", "luogo", "ort", "tempat",
    "negara", "miejsce", "yeri", "noi",
];
/// A word in a key for a birth has at least so many letters.
const SHORTEST_BIRTH: usize = 4;
/// The same, anywhere in a key.
const INSIDE: [&str; 7] =
    ["birth", "underage", "yearsold", "minor", "under18", "below18", "undereighteen"];
/// What has one of these in it and says something else.
const OTHERWISE: [&str; 5] =
    ["minorit", "birthplace", "placeofbirth", "birthcountry", "countryofbirth"];
/// Words by which `false` says that a person was a child, not `true`.
const OPPOSITE: [&str; 7] = ["adult", "not", "non", "no", "ofage", "grown", "isnt"];
/// Whole keys that say that a person was no child.
const OF_ADULTS: [&str; 5] = ["ofage", "isofage", "over18", "above18", "legalage"];
/// Those of them that turn round what the rest of a key says.
const NEGATIONS: [&str; 4] = ["not", "non", "no", "isnt"];
/// Keys near to those of fields with sentences, which may be about others.
const SENTENCES: [&str; 6] = ["nots", "noet", "nte", "remark", "remarks", "comment"];
/// Words in keys of what may take years.
const OF_TERMS: [&str; 34] = [
    "sentence",
    "sentenced",
    "penalty",
    "prison",
    "jail",
    "imprisonment",
    "detention",
    "detained",
    "convicted",
    "conviction",
    "term",
    "duration",
    "length",
    "stay",
    "time",
    "held",
    "served",
    "worked",
    "work",
    "experience",
    "years",
    "since",
    "ago",
    "for",
    "schooling",
    "education",
    "condena",
    "pena",
    "prision",
    "carcel",
    "prisao",
    "strafe",
    "haft",
    "hukuman",
];
/// What says yes.
const YES: [&str; 9] = ["teens", "true", "yes", "y", "on", "young", "t", "si", "x"];

/// Returns whether a key seems to say how old a person is.
pub(super) fn nearness(key: &str) -> Option<Nearness> {
    if key.len() > LONGEST_KEY {
        return None;
    }
    // As it is written: that in `p_age` is no page.
    if ORDINARY.contains(&key.to_lowercase().as_str()) {
        return None;
    }
    let whole = plain(key);
    let has = |words: &[&str]| words.iter().any(|word| whole.contains(word));
    let inside = has(&INSIDE) && !has(&OTHERWISE);
    let age = distance("age", &whole);
    let near = inside
        || age <= 1
        || distance("minor", &whole) <= 1
        || looks_like("age", &whole)
        || looks_like("minor", &whole)
        || KEYS_OF_AGE.contains(&whole)
        || OF_ADULTS.contains(&whole.as_str())
        || FRONTS.iter().any(|front| whole.starts_with(front))
        || parts(key).iter().any(|part| KEYS_OF_AGE.contains(part))
        || is_of_birth(key)
        || has_word_for_child(key);
    let faint = || age == 2 || distance("minor", &whole) == 2;
    if near { Some(Nearness::Near) } else { faint().then_some(Nearness::Faint) }
}

/// The words as keys are compared.
static KEYS_OF_AGE: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let mut words: HashSet<String> = plain_words(|language| language.age);
    words.extend(WORDS_OF_AGE.into_iter().map(plain));
    words
});

static KEYS_OF_BIRTH: LazyLock<HashSet<String>> =
    LazyLock::new(|| plain_words(|language| language.born));

/// Returns whether a key says when a person was born.
fn is_of_birth(key: &str) -> bool {
    let parts = parts(key);
    let is_long = |part: &str| part.len() >= SHORTEST_BIRTH;
    let is_birth = |part: &String| {
        // 出生日期
        let begins = |born: &String| !born.is_ascii() && part.starts_with(born.as_str());
        part.contains("birth")
            || matches!(part.as_str(), "dob" | "yob")
            || is_long(part) && KEYS_OF_BIRTH.contains(part)
            || !part.is_ascii() && KEYS_OF_BIRTH.iter().any(begins)
    };
    let whole = plain(key);
    let is_place = parts.iter().any(|part| PLACES.contains(&part.as_str()))
        || OTHERWISE.iter().any(|other| whole.contains(other));
    KEYS_OF_BIRTH.contains(&whole) || !is_place && parts.iter().any(is_birth)
}

/// Returns whether a key that is no field where it is, with this value, may say that a person is a child. Who was of age before
/// `first_year` is none.
pub(super) fn may_say_child(key: &str, value: &DeValue<'_>, first_year: i64) -> bool {
    if has_child(key, value) {
        return true;
    }
    let Some(nearness) = nearness(key) else { return false };
    let is_of_birth = is_of_birth(key) && !has_word_for_child(key);
    if is_of_birth && year_of_birth(value).is_some_and(|born| born + OF_AGE < first_year) {
        return false;
    }
    // A field of the format that is in another table is what it is called, unless it has an age.
    let is_field =
        key.parse::<FieldId>().is_ok_and(|name| !matches!(name, FieldId::Age | FieldId::Minor));
    if is_field {
        let number = value.as_integer().and_then(|number| number.as_str().parse::<i64>().ok());
        return number.is_some_and(|number| (0..*ADULT.start()).contains(&number));
    }
    may_be_child(key, nearness, value)
}

/// Returns the last year that a date of birth may mean.
fn year_of_birth(value: &DeValue<'_>) -> Option<i64> {
    let written = match value {
        DeValue::Datetime(date) => date.to_string(),
        DeValue::Integer(number) if number.radix() == 10 => number.as_str().to_owned(),
        DeValue::String(text) => text.to_string(),
        DeValue::Integer(_)
        | DeValue::Float(_)
        | DeValue::Boolean(_)
        | DeValue::Array(_)
        | DeValue::Table(_) => return None,
    };
    let date = Date::parse(&written)
        .or_else(|bad| suggested_date(&written).map_or(Err(bad), |date| Date::parse(&date)))
        .ok()?;
    let year = i64::from(date.latest()?.parts()?.0);
    let year = if year > LAST_YEAR { year - BUDDHIST } else { year };
    Some(year).filter(|year| YEARS.contains(year))
}

/// Returns whether a text below a key, or one in a list, has a word for a child. Below another field of the format than those that
/// may have one, such words are about something else.
fn has_child(key: &str, value: &DeValue<'_>) -> bool {
    let in_list = || value.as_array()?.iter().find(|item| has_child(key, item.get_ref()));
    let Some(text) = value.as_str() else { return in_list().is_some() };
    let is_field = key.parse::<FieldId>().is_ok_and(|name| !WITH_WORDS.contains(&name));
    if is_field {
        return false;
    }
    let whole = plain(if key.len() > LONGEST_KEY { "" } else { key });
    if matches!(whole.as_str(), "titel" | "titl") {
        return title_says_child(text);
    }
    let is_sentence = text.len() > LONGEST_WORDS || SENTENCES.contains(&whole.as_str());
    if is_sentence {
        return says_age_of_child(text);
    }
    // A few years may be those that anything took.
    let is_age = |years: i64| years >= FEWEST_YEARS && !has_word(key, &OF_TERMS);
    has_word_for_child(text) || years_alone(text).is_some_and(is_age)
}

/// Returns whether a text below a field of the format that a record of this kind has not got, or one in a list, has a word for a
/// child.
pub(super) fn has_child_in_other_field(key: &str, value: &DeValue<'_>) -> bool {
    let Ok(name) = key.parse::<FieldId>() else { return false };
    let mut items = value.as_array().into_iter().flat_map(|items| items.iter());
    value.as_str().is_some_and(|text| is_child_in_other_field(name, text))
        || items.any(|item| has_child_in_other_field(key, item.get_ref()))
}

/// Returns whether a text of such a field has one: what is written there is about a person. Sentences may be about others, and so may
/// links and what is said of a source; of these an age counts.
pub(super) fn is_child_in_other_field(name: FieldId, text: &str) -> bool {
    let is_long = OF_PERSONS.get(&name).is_none_or(|is_long| *is_long);
    if name == FieldId::Title {
        title_says_child(text)
    } else if is_long || text.len() > LONGEST_WORDS {
        says_age_of_child(text)
    } else {
        has_word_for_child(text)
    }
}

/// Returns whether words that could not be read, below a key that is no field, have a word for a child.
pub(super) fn is_child_in_unread_line(words: &str) -> bool {
    if words.len() > LONGEST_WORDS { says_age_of_child(words) } else { are_of_child(words) }
}

/// The fields with words about people, and whether those of each are sentences.
static OF_PERSONS: LazyLock<HashMap<FieldId, bool>> = LazyLock::new(|| {
    let kinds = Kind::all().filter(|kind| kind.is_case() || *kind == Kind::Person);
    let rows = [RowKind::Event, RowKind::Group];
    let fields = kinds.map(tables::fields).chain(rows.map(tables::row_fields)).flatten();
    let has_words = |field: &&Field| {
        matches!(field.shape, Shape::Words | Shape::Term(_) | Shape::RowName)
            && !field.role.is_name()
    };
    let is_long = |field: &Field| field.weight == Part::Long || field.role == FieldRole::Title;
    fields.filter(has_words).map(|field| (field.name, is_long(field))).collect()
});

fn has_word(key: &str, words: &[&str]) -> bool {
    parts(key).iter().any(|part| words.contains(&part.as_str()))
}

fn may_be_child(key: &str, nearness: Nearness, value: &DeValue<'_>) -> bool {
    let is_near = nearness == Nearness::Near;
    match value {
        // Who is `not_adult` is a child, and so may be who is not that.
        DeValue::Boolean(yes) => *yes != is_opposite(key) || is_negated_adult(key),
        // A date of birth in digits, and a number of children.
        DeValue::Integer(_) if is_near && !is_of_age_alone(key) => true,
        DeValue::Integer(number) if number.radix() != 10 => true,
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

/// Returns whether a number below a key is that of years, and nothing else.
fn is_of_age_alone(key: &str) -> bool {
    let whole = plain(key);
    is_opposite(key)
        || !is_of_birth(key)
            && !whole.contains("birth")
            && !whole.contains("minor")
            && !has_word_for_child(key)
}

/// Returns whether a text may be an age or a yes: it has a number, a word for one, or letters that are not looked at here.
fn may_mean_child(text: &str) -> bool {
    !text.is_ascii()
        || text.contains(|c: char| c.is_ascii_digit())
        || has_word_for_child(text)
        || parts(text).iter().any(|part| YES.contains(&part.as_str()) || is_below_eighteen(part))
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
    // "miNoR" has no "no" in it, nor has "mi-no_r".
    let mut parts = key.split(|c: char| !c.is_alphanumeric());
    let is_minor = || distance("minor", &plain(key)) <= 1;
    is_of_adult_key(key)
        || !is_minor() && parts.any(|part| OPPOSITE.contains(&plain(part).as_str()))
}

fn is_negated_adult(key: &str) -> bool {
    is_of_adult_key(key) && has_word(key, &NEGATIONS)
}

/// Returns whether a key says of a person that they were no child, as `adult` and `of_age` do.
fn is_of_adult_key(key: &str) -> bool {
    let whole = plain(key);
    whole.contains("adult") || OF_ADULTS.contains(&whole.as_str())
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

/// Returns the words of a key, as they are compared.
fn parts(key: &str) -> Vec<String> {
    let apart = with_humps_apart(key);
    let parts = apart.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
    parts.map(plain).collect()
}
