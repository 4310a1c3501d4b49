//! What a person types for a field, read as a value by the shape of the field: dates, sums and numbers in everyday
//! English, words of a vocabulary, codes. What can mean several things is asked, never guessed.

use toml::de::DeValue;

use super::date::{Date, Day, nearest, possible};
use super::edit::TypedValue;
use super::field::{Field, FieldId, Qualification, Shape};
use super::money::Money;
use super::scalar;
use super::tables::qualifier;
use super::value::Value;
use super::vocabulary::Vocabularies;
use crate::diagnostic::{Diagnostic, Fix};

/// What was typed for a field, as it was understood.
#[derive(Clone, Debug, PartialEq)]
pub enum TypedEntry {
    /// It means one value.
    Clear(TypedMeaning),
    /// It can mean several values, and which one has to be asked.
    Ask {
        /// What is to be asked, in a sentence.
        sentence: String,
        /// What can be meant.
        choices: Vec<TypedMeaning>,
    },
    /// The field does not take it. It can be written all the same, and `check` will say so.
    Doubtful {
        /// What would be written.
        meaning: TypedMeaning,
        /// What is wrong with it, in the words of `check`.
        message: String,
        /// What to do about it.
        help: Option<String>,
        /// What may be meant instead.
        choices: Vec<TypedMeaning>,
    },
}

/// A value that was typed, and what it says.
#[derive(Clone, Debug, PartialEq)]
pub struct TypedMeaning {
    /// What is written into the file.
    pub value: TypedValue,
    /// The word of the field that says how exact the value is, where that was typed too.
    pub qualifier: Option<TypedQualifier>,
    /// The value in words: "about December 2021", "Cambodia".
    pub words: String,
    /// The first day that a date may mean.
    pub first_day: Option<Day>,
    /// The last day that a date may mean.
    pub last_day: Option<Day>,
}

/// How exact a value is, as another field says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypedQualifier {
    /// The other field.
    pub field: FieldId,
    /// Its value, a word of its vocabulary.
    pub word: &'static str,
}

impl TypedEntry {
    /// Returns what was typed for a field, one item of it where the field takes a list. `siblings` are the fields that
    /// can be beside it, and `words` the vocabularies of the collection.
    pub fn of(field: &Field, siblings: &[Field], words: &Vocabularies, typed: &str) -> Self {
        let reader = EntryReader { field, siblings, words };
        match field.shape {
            Shape::Words | Shape::LinkOrWords(_) => reader.as_text(typed),
            Shape::Rivals | Shape::Rows(_) | Shape::Citations
                if TypedValue::from_toml(typed).is_some() =>
            {
                let value = TypedValue::from_toml(typed).unwrap_or_else(|| TypedValue::text(typed));
                Self::Clear(TypedMeaning::of(value, typed.to_owned()))
            }
            Shape::Date => reader.date(typed.trim()),
            Shape::Money | Shape::MoneyOrYesNo => reader.money(typed.trim()),
            Shape::Whole { .. } => reader.whole(typed.trim()),
            Shape::YesNo => {
                EntryReader::yes_or_no(typed.trim()).unwrap_or_else(|| reader.as_text(typed.trim()))
            }
            Shape::Degrees { .. } => reader.degrees(typed.trim()),
            Shape::Term(vocabulary) => {
                let word = typed.trim().to_lowercase().replace([' ', '-'], "_");
                let is_word = words.has(vocabulary, &word) && !words.has(vocabulary, typed.trim());
                reader.as_text(if is_word { &word } else { typed.trim() })
            }
            Shape::RowName
            | Shape::Country
            | Shape::Region
            | Shape::Language
            | Shape::Offence
            | Shape::WebAddress
            | Shape::Sha256
            | Shape::Identifier
            | Shape::Link(_)
            | Shape::Citations
            | Shape::Rivals
            | Shape::Rows(_) => reader.as_text(typed.trim()),
        }
    }

    /// Splits what was typed for a list at its commas, where no value of the field has one; words may have.
    pub fn items(field: &Field, typed: &str) -> Vec<String> {
        if !Self::is_split_at_commas(field) {
            return vec![typed.to_owned()];
        }
        let items = typed.split(COMMAS).map(str::trim).filter(|item| !item.is_empty());
        items.map(str::to_owned).collect()
    }

    /// Returns whether no value of a list has a comma, so that one that is typed begins another value. Names, charges and
    /// places in words may have one; a tag is a word of the researcher's own, which a query could not find with a comma.
    pub fn is_split_at_commas(field: &Field) -> bool {
        let may_have_comma =
            matches!(field.shape, Shape::Words | Shape::LinkOrWords(_) | Shape::Rivals);
        field.many && (!may_have_comma || field.name == FieldId::Tags)
    }

    /// Returns what would be written; `None` where that has to be asked first.
    pub fn meaning(&self) -> Option<&TypedMeaning> {
        match self {
            Self::Clear(meaning) | Self::Doubtful { meaning, .. } => Some(meaning),
            Self::Ask { .. } => None,
        }
    }
}

impl TypedMeaning {
    fn of(value: TypedValue, words: String) -> Self {
        Self { value, qualifier: None, words, first_day: None, last_day: None }
    }

    fn of_date(date: &Date) -> Self {
        let (first_day, last_day) = (date.earliest(), date.latest());
        Self { first_day, last_day, ..Self::of(TypedValue::text(date.as_str()), date.in_words()) }
    }

    /// Returns the same day, month or year as it is written where it is certain, about right, or in doubt, but for the way in
    /// which it is written; none of a date of another form.
    pub(crate) fn in_other_certainty(&self) -> Vec<Self> {
        let TypedValue::Text(written) = &self.value else { return Vec::new() };
        let plain = written.trim_end_matches(['~', '?', '%']);
        let is_plain = plain.len() >= 4 && plain.bytes().all(|b| b.is_ascii_digit() || b == b'-');
        if !is_plain || self.first_day.is_none() {
            return Vec::new();
        }
        let others = ["", "~", "?", "%"].map(|sign| format!("{plain}{sign}"));
        let others = others.iter().filter(|other| *other != written);
        others.filter_map(|other| Some(Self::of_date(&Date::parse(other).ok()?))).collect()
    }

    fn qualified(self, qualifier: Option<TypedQualifier>) -> Self {
        let words = match &qualifier {
            Some(TypedQualifier { word, .. }) => {
                format!("{} {}", word.replace('_', " "), self.words)
            }
            None => self.words,
        };
        Self { qualifier, words, ..self }
    }
}

/// The tens from 20 on in English, each at its place.
const TENS: [&str; 8] =
    ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

/// Returns a number below a hundred in English words.
pub(crate) fn in_number_words(number: usize) -> Option<String> {
    if let Some(word) = scalar::SMALL_NUMBERS.get(number) {
        return Some((*word).to_owned());
    }
    let tens = TENS.get((number / 10).checked_sub(2)?)?;
    match number % 10 {
        0 => Some((*tens).to_owned()),
        ones => Some(format!("{tens}-{}", scalar::SMALL_NUMBERS.get(ones)?)),
    }
}

/// The commas of the scripts in which values are typed.
pub(crate) const COMMAS: [char; 4] = [',', '，', '、', '،'];

/// Reads what was typed for one field.
struct EntryReader<'f> {
    field: &'f Field,
    siblings: &'f [Field],
    words: &'f Vocabularies,
}

/// How exact a number or sum is, as people say it.
#[derive(Clone, Copy)]
struct Exactness {
    before: &'static [&'static str],
    behind: &'static [&'static str],
    /// The word of the vocabulary; `None` where it has none.
    word: Option<&'static str>,
}

/// Longer signs and words before those that they begin with.
const EXACTNESS: [Exactness; 6] = [
    Exactness {
        before: &[
            ">=",
            "≥",
            "at least ",
            "no fewer than ",
            "not less than ",
            "no less than ",
            "minimum ",
        ],
        behind: &["+", " or more", " at least"],
        word: Some("at_least"),
    },
    Exactness {
        before: &[
            "<=",
            "≤",
            "<",
            "fewer than ",
            "less than ",
            "under ",
            "up to ",
            "at most ",
            "no more than ",
        ],
        behind: &[" or fewer", " or less", " at most"],
        word: None,
    },
    Exactness {
        before: &[">", "more than ", "over ", "above ", "exceeding "],
        behind: &[],
        word: Some("more_than"),
    },
    Exactness {
        before: &[
            "~",
            "≈",
            "about ",
            "around ",
            "approximately ",
            "approx. ",
            "approx ",
            "circa ",
            "ca. ",
            "ca ",
            "c. ",
            "roughly ",
            "some ",
        ],
        behind: &[" or so", " approx.", " approximately"],
        word: Some("about"),
    },
    Exactness {
        before: &["nearly ", "almost ", "close to ", "just under "],
        behind: &[],
        word: Some("nearly"),
    },
    Exactness {
        before: &["=", "exactly ", "precisely "],
        behind: &[" exactly"],
        word: Some("exact"),
    },
];

/// A number or sum with what was said of how exact it is.
struct QualifiedText<'t> {
    rest: &'t str,
    said: Option<Exactness>,
    /// How it was said.
    by: &'t str,
}

impl<'t> QualifiedText<'t> {
    fn of(typed: &'t str) -> Self {
        // ASCII only, so that the places stay the same.
        let lower = typed.to_ascii_lowercase();
        for said in EXACTNESS {
            if let Some(sign) = said.before.iter().find(|sign| lower.starts_with(**sign)) {
                let (by, rest) = typed.split_at_checked(sign.len()).unwrap_or(("", typed));
                return Self { rest: rest.trim(), said: Some(said), by: by.trim() };
            }
            if let Some(sign) = said.behind.iter().find(|sign| lower.ends_with(**sign)) {
                let at = typed.len() - sign.len();
                let (rest, by) = typed.split_at_checked(at).unwrap_or((typed, ""));
                return Self { rest: rest.trim(), said: Some(said), by: by.trim() };
            }
        }
        Self { rest: typed, said: None, by: "" }
    }
}

impl EntryReader<'_> {
    /// Takes what was typed as a text, and says what the field has against it.
    fn as_text(&self, typed: &str) -> TypedEntry {
        let value = TypedValue::text(typed);
        match scalar::read(&DeValue::String(typed.into()), self.field.shape, self.words) {
            Ok(read) => TypedEntry::Clear(self.meaning(value, &read)),
            Err(fault) => self.faulty(value, fault),
        }
    }

    fn meaning(&self, value: TypedValue, read: &Value) -> TypedMeaning {
        if let Value::Date(date) = read {
            return TypedMeaning::of_date(date);
        }
        TypedMeaning::of(value, read.in_words(self.field.shape).into_owned())
    }

    fn faulty(&self, value: TypedValue, fault: Diagnostic) -> TypedEntry {
        let written = |text: &str| {
            let value = TypedValue::from_toml(text)?;
            let written = DeValue::parse(text).ok()?;
            let read = scalar::read(written.get_ref(), self.field.shape, self.words).ok()?;
            Some(self.meaning(value, &read))
        };
        let fix = fault.fix.as_deref();
        let alternatives = fix.into_iter().flat_map(Fix::alternatives);
        let mut choices: Vec<TypedMeaning> =
            alternatives.filter_map(|splices| written(splices.first()?.text())).collect();
        if fix.is_some_and(Fix::is_safe) && choices.len() == 1 {
            return TypedEntry::Clear(choices.remove(0));
        }
        let words =
            if let TypedValue::Text(words) = &value { words.clone() } else { value.toml("\n") };
        TypedEntry::Doubtful {
            meaning: TypedMeaning::of(value, words),
            message: fault.message.into(),
            help: fault.help.map(Into::into),
            choices,
        }
    }

    fn date(&self, typed: &str) -> TypedEntry {
        if let Ok(date) = Date::parse(typed) {
            return TypedEntry::Clear(TypedMeaning::of_date(&date));
        }
        let meant: Vec<TypedMeaning> = possible(typed)
            .iter()
            .filter_map(|date| Date::parse(date).ok())
            .map(|date| TypedMeaning::of_date(&date))
            .collect();
        match meant.as_slice() {
            [] => self.as_no_date(typed),
            [one] => TypedEntry::Clear(one.clone()),
            several => {
                let words: Vec<&str> =
                    several.iter().map(|meaning| meaning.words.as_str()).collect();
                let sentence = format!("\"{typed}\" can be {}: which is meant?", in_choice(&words));
                TypedEntry::Ask { sentence, choices: meant }
            }
        }
    }

    /// Takes what was typed as a text that is no date, with the dates that are in it.
    fn as_no_date(&self, typed: &str) -> TypedEntry {
        let mut entry = self.as_text(typed);
        if let TypedEntry::Doubtful { choices, .. } = &mut entry
            && choices.is_empty()
        {
            let dates = nearest(typed);
            let dates = dates.iter().filter_map(|date| Date::parse(date).ok());
            *choices = dates.map(|date| TypedMeaning::of_date(&date)).collect();
        }
        entry
    }

    /// Returns the field that says how exact this one is.
    fn exactness(&self) -> Option<FieldId> {
        let name = qualifier(self.field.name, Qualification::Exactness)?;
        self.siblings.iter().any(|field| field.name == name).then_some(name)
    }

    /// Adds to what was read of a number or sum how exact it is.
    fn with_exactness(
        &self,
        typed: &str,
        text: &QualifiedText<'_>,
        entry: TypedEntry,
    ) -> TypedEntry {
        let Some(said) = text.said else { return entry };
        let qualifier =
            said.word.and_then(|word| Some(TypedQualifier { field: self.exactness()?, word }));
        match (entry, qualifier) {
            (TypedEntry::Clear(meaning), Some(qualifier)) => {
                TypedEntry::Clear(meaning.qualified(Some(qualifier)))
            }
            (TypedEntry::Ask { sentence, choices }, Some(qualifier)) => {
                let choices =
                    choices.into_iter().map(|choice| choice.qualified(Some(qualifier.clone())));
                TypedEntry::Ask { sentence, choices: choices.collect() }
            }
            (TypedEntry::Clear(meaning), None) => {
                let label = self.field.label;
                let sentence = format!(
                    "\"{}\" cannot be said of {label}: write only {}, and the words of the source in a note?",
                    text.by, meaning.words
                );
                TypedEntry::Ask { sentence, choices: vec![meaning] }
            }
            (TypedEntry::Ask { .. }, None) | (TypedEntry::Doubtful { .. }, _) => {
                self.as_text(typed)
            }
        }
    }

    fn whole(&self, typed: &str) -> TypedEntry {
        let text = QualifiedText::of(typed);
        let entry = match WholeNumber::of(text.rest) {
            Some(WholeNumber::Certain(number)) => self.number(number),
            Some(WholeNumber::Perhaps(number)) => {
                let sentence = format!("is \"{}\" meant as {number}?", text.rest);
                let entry = self.number(number);
                let is_clear = matches!(entry, TypedEntry::Clear(_));
                let choices = entry.meaning().filter(|_| is_clear).cloned();
                choices.map_or(entry, |choice| TypedEntry::Ask { sentence, choices: vec![choice] })
            }
            None => {
                let entry = self.as_text(text.rest);
                // `14 years` is a number in other words.
                let only = if let TypedEntry::Doubtful { choices, .. } = &entry {
                    choices.first().filter(|_| choices.len() == 1).cloned()
                } else {
                    None
                };
                only.map_or(entry, TypedEntry::Clear)
            }
        };
        self.with_exactness(typed, &text, entry)
    }

    fn number(&self, number: i64) -> TypedEntry {
        let written = number.to_string();
        let value = TypedValue::Number(written.clone());
        let parsed = DeValue::parse(&written).map(toml::Spanned::into_inner);
        let Ok(parsed) = parsed else { return self.as_text(&written) };
        match scalar::read(&parsed, self.field.shape, self.words) {
            Ok(read) => TypedEntry::Clear(self.meaning(value, &read)),
            Err(fault) => self.faulty(value, fault),
        }
    }

    fn degrees(&self, typed: &str) -> TypedEntry {
        let bare = typed.trim_end_matches(['°', ' ']);
        let (number, sign) = match bare.char_indices().next_back() {
            Some((at, 'N' | 'n' | 'E' | 'e')) => (bare.get(..at).unwrap_or_default(), ""),
            Some((at, 'S' | 's' | 'W' | 'w')) => (bare.get(..at).unwrap_or_default(), "-"),
            _ => (bare, ""),
        };
        let number = number.trim().trim_end_matches('°');
        let written = format!("{sign}{}", number.replace('−', "-"));
        let value = TypedValue::number(&written);
        let parsed = DeValue::parse(&written).map(toml::Spanned::into_inner);
        let (Some(value), Ok(parsed)) = (value, parsed) else { return self.as_text(typed) };
        match scalar::read(&parsed, self.field.shape, self.words) {
            Ok(read) => TypedEntry::Clear(self.meaning(value, &read)),
            Err(fault) => self.faulty(value, fault),
        }
    }

    fn yes_or_no(typed: &str) -> Option<TypedEntry> {
        let yes = match typed.to_lowercase().as_str() {
            "yes" | "y" | "true" => true,
            "no" | "n" | "false" => false,
            _ => return None,
        };
        let words = if yes { "yes" } else { "no" };
        Some(TypedEntry::Clear(TypedMeaning::of(TypedValue::YesNo(yes), words.to_owned())))
    }

    fn money(&self, typed: &str) -> TypedEntry {
        if self.field.shape == Shape::MoneyOrYesNo
            && let Some(entry) = Self::yes_or_no(typed)
        {
            return entry;
        }
        let text = QualifiedText::of(typed);
        let meaning = |sum: &str| TypedMeaning::of(TypedValue::text(sum), sum.to_owned());
        let entry = match Money::parse(text.rest) {
            Ok(sum) => TypedEntry::Clear(meaning(sum.as_str())),
            Err(bad) => match bad.suggestion.as_slice() {
                [] => return self.as_text(typed),
                // A comma before two digits may be a point.
                [one] if WholeNumber::groups_thousands(text.rest) => {
                    TypedEntry::Clear(meaning(one))
                }
                several => {
                    let sentence =
                        format!("\"{}\" can be {}: which is meant?", text.rest, in_choice(several));
                    TypedEntry::Ask {
                        sentence,
                        choices: several.iter().map(|sum| meaning(sum)).collect(),
                    }
                }
            },
        };
        self.with_exactness(typed, &text, entry)
    }
}

/// A whole number as people write it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum WholeNumber {
    Certain(i64),
    /// It may be one with a point.
    Perhaps(i64),
}

impl WholeNumber {
    fn of(text: &str) -> Option<Self> {
        const SPACES: [char; 5] = [' ', '\u{a0}', '\u{202f}', '\u{2009}', '_'];
        let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        let (sign, digits) = match text.strip_prefix(['-', '−']) {
            Some(digits) => (-1, digits),
            None => (1, text),
        };
        let number = |digits: &str| digits.parse::<i64>().ok().map(|number| sign * number);
        if is_digits(digits) {
            return number(digits).map(Self::Certain);
        }
        let parts: Vec<&str> =
            digits.split([',', '.', '\'', '’', '，']).flat_map(|part| part.split(SPACES)).collect();
        let in_thousands = parts.first().is_some_and(|first| is_digits(first) && first.len() <= 3)
            && parts.iter().skip(1).all(|part| is_digits(part) && part.len() == 3);
        if in_thousands {
            let number = number(&parts.concat())?;
            // `1.440` is one and a half where the point is one, as in English.
            return Some(if digits.matches('.').count() == 1 {
                Self::Perhaps(number)
            } else {
                Self::Certain(number)
            });
        }
        in_english(&digits.to_lowercase()).map(Self::Certain)
    }

    /// Returns whether every comma of an amount comes before three digits.
    fn groups_thousands(text: &str) -> bool {
        let digits = |part: &str| part.chars().take_while(char::is_ascii_digit).count();
        text.split([',', '，', '\'', '’']).skip(1).all(|group| digits(group) == 3)
    }
}

/// Reads `twelve`, `two hundred and fifty`, `three dozen`.
fn in_english(text: &str) -> Option<i64> {
    let (mut whole, mut part, mut seen) = (0_i64, 0_i64, false);
    for word in text.split([' ', '-']).filter(|word| !word.is_empty() && *word != "and") {
        let at = |words: &[&str]| {
            words.iter().position(|known| *known == word).and_then(|at| i64::try_from(at).ok())
        };
        if let Some(small) = at(&scalar::SMALL_NUMBERS) {
            part += small;
        } else if let Some(tens) = at(&TENS) {
            part += 10 * (tens + 2);
        } else {
            let times = match word {
                "a" | "an" if !seen => 1,
                "dozen" => 12,
                "hundred" => 100,
                "thousand" => 1_000,
                "million" => 1_000_000,
                _ => return None,
            };
            part = part.max(1).checked_mul(times)?;
            if times >= 1_000 {
                whole = whole.checked_add(part)?;
                part = 0;
            } else if times == 1 {
                part = 0;
            }
        }
        seen = true;
    }
    (seen && text != "a" && text != "an").then(|| whole.checked_add(part))?
}

fn in_choice(words: &[impl AsRef<str>]) -> String {
    let words: Vec<&str> = words.iter().map(AsRef::as_ref).collect();
    match words.as_slice() {
        [before @ .., last] if !before.is_empty() => format!("{} or {last}", before.join(", ")),
        words => words.concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{Kind, field, fields};

    fn entry(kind: Kind, name: FieldId, typed: &str) -> TypedEntry {
        TypedEntry::of(field(kind, name).unwrap(), fields(kind), &Vocabularies::default(), typed)
    }

    /// What is written, and what it says; a question mark before what has to be asked, an exclamation mark before what
    /// the field does not take.
    fn said(kind: Kind, name: FieldId, typed: &str) -> String {
        let meaning = |meaning: &TypedMeaning| {
            let qualifier = meaning.qualifier.as_ref();
            let qualifier = qualifier
                .map(|it| format!(" {}={}", it.field.as_str(), it.word))
                .unwrap_or_default();
            format!("{}{qualifier} ({})", meaning.value.toml("\n"), meaning.words)
        };
        match entry(kind, name, typed) {
            TypedEntry::Clear(clear) => meaning(&clear),
            TypedEntry::Ask { choices, .. } => {
                format!("? {}", choices.iter().map(meaning).collect::<Vec<_>>().join(" | "))
            }
            TypedEntry::Doubtful { meaning, choices, .. } => {
                let choices: Vec<String> =
                    choices.iter().map(|choice| choice.value.toml("\n")).collect();
                format!("! {} {}", meaning.value.toml("\n"), choices.join(" | ")).trim().to_owned()
            }
        }
    }

    #[track_caller]
    fn check(kind: Kind, name: FieldId, pairs: &[(&str, &str)]) {
        for (typed, meant) in pairs {
            assert_eq!(said(kind, name, typed), *meant, "{typed}");
        }
    }

    #[test]
    fn dates_are_read_as_people_type_them_and_never_guessed() {
        check(
            Kind::Victim,
            FieldId::RecruitmentDate,
            &[
                ("about Dec 2021", "\"2021-12~\" (about December 2021)"),
                ("3/2022?", "\"2022-03?\" (probably March 2022)"),
                (
                    "21 Jan 2026 – 16 Feb 2026",
                    "\"2026-01-21/2026-02-16\" (21 January – 16 February 2026)",
                ),
                ("2021-12~", "\"2021-12~\" (about December 2021)"),
                ("3/4/2022", "? \"2022-03-04\" (4 March 2022) | \"2022-04-03\" (3 April 2022)"),
                ("25/12/2021", "\"2021-12-25\" (25 December 2021)"),
                ("some day", "! \"some day\""),
                ("probably Dec 2021", "\"2021-12?\" (probably December 2021)"),
                ("possibly about 2021", "\"2021%\" (probably about 2021)"),
                ("2021-12-03 (probably)", "\"2021-12-03?\" (probably 3 December 2021)"),
                (
                    "2021?-12about Dec 2021",
                    "! \"2021?-12about Dec 2021\" \"2021-12~\" | \"2021?-12\" | \"2021-12\"",
                ),
            ],
        );
        let TypedEntry::Clear(clear) =
            entry(Kind::Victim, FieldId::RecruitmentDate, "about Dec 2021")
        else {
            panic!("it is clear")
        };
        let parts = |day: Option<Day>| day.and_then(Day::parts);
        assert_eq!(
            parts(clear.first_day).zip(parts(clear.last_day)),
            Some(((2021, 12, 1), (2021, 12, 31)))
        );
        let TypedEntry::Ask { sentence, .. } =
            entry(Kind::Victim, FieldId::RecruitmentDate, "3/4/2022")
        else {
            panic!("it is asked")
        };
        assert_eq!(sentence, "\"3/4/2022\" can be 4 March 2022 or 3 April 2022: which is meant?");
    }

    #[test]
    fn numbers_say_how_exact_they_are_in_the_field_for_it() {
        check(
            Kind::Arrest,
            FieldId::Count,
            &[
                ("300", "300 (300)"),
                (">300", "300 count_qualifier=more_than (more than 300)"),
                ("≥ 300", "300 count_qualifier=at_least (at least 300)"),
                ("300+", "300 count_qualifier=at_least (at least 300)"),
                ("about 20", "20 count_qualifier=about (about 20)"),
                ("Nearly two hundred and fifty", "250 count_qualifier=nearly (nearly 250)"),
                ("three dozen", "36 (36)"),
                ("a hundred", "100 (100)"),
                ("1,440", "1440 (1440)"),
                ("1 440", "1440 (1440)"),
                ("1.440", "? 1440 (1440)"),
                ("<300", "? 300 (300)"),
                ("1,44", "! \"1,44\""),
                ("many", "! \"many\""),
                ("0", "! 0"),
            ],
        );
        check(
            Kind::Victim,
            FieldId::Age,
            &[("14 years", "14 (14)"), ("fourteen", "14 (14)"), ("about 20", "? 20 (20)")],
        );
    }

    #[test]
    fn sums_words_codes_and_yes_and_no_are_read_by_the_shape_of_the_field() {
        check(
            Kind::Victim,
            FieldId::RansomDemanded,
            &[
                ("500000 CNY", "\"500000 CNY\" (500000 CNY)"),
                (
                    "about 500,000 yuan",
                    "\"500000 CNY\" ransom_demanded_qualifier=about (about 500000 CNY)",
                ),
                ("¥100", "? \"100 CNY\" (100 CNY) | \"100 JPY\" (100 JPY)"),
                ("1,50 USD", "? \"150 USD\" (150 USD)"),
                ("No", "false (no)"),
            ],
        );
        check(Kind::Victim, FieldId::Minor, &[("yes", "true (yes)"), ("maybe", "! \"maybe\"")]);
        check(
            Kind::Victim,
            FieldId::Gender,
            &[("Female", "\"female\" (female)"), ("malee", "! \"malee\" \"male\"")],
        );
        check(
            Kind::Victim,
            FieldId::RecruitmentMethod,
            &[("online social network", "\"online_social_network\" (online social network)")],
        );
        check(
            Kind::Victim,
            FieldId::Citizenship,
            &[("kh", "\"KH\" (Cambodia)"), ("Cambodia", "\"KH\" (Cambodia)")],
        );
        check(
            Kind::Place,
            FieldId::Latitude,
            &[("16.69° N", "16.69 (16.69)"), ("98.5 W", "! -98.5")],
        );
        let khmer = " ខ្មែរ\u{200b} ";
        check(Kind::Victim, FieldId::Name, &[(khmer, &format!("\"{khmer}\" ({khmer})"))]);
        let field = field(Kind::Victim, FieldId::Citizenship).unwrap();
        assert_eq!(TypedEntry::items(field, "VN, CN"), ["VN", "CN"]);
    }
}
