//! The words in which a source may state a value: digits and number words, months and years, names and aliases, words of a
//! vocabulary.

use crate::collection::Collection;
use crate::record::edit::TypedValue;
use crate::record::{
    Date, Day, FieldId, Id, MONTHS, Shape, country_named, in_number_words, language_name,
    region_name,
};
use crate::search::fold;
use crate::text::ByteRange;

/// Longer words are no value that a source repeats letter for letter.
const LONGEST: usize = 80;

/// Words of which any may state a value. That none of them is in a text does not say that the text states something else: it
/// may be in another language, or say it in words of its own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct StatedWords {
    /// The most telling first.
    forms: Vec<String>,
}

impl StatedWords {
    /// Returns the words for a value of a field of that shape, for all its items.
    pub(crate) fn of(shape: Shape, value: &TypedValue, collection: &Collection) -> Self {
        let mut words = Self::default();
        match value {
            TypedValue::List(items) => {
                for item in items {
                    words.extend(&Self::of(shape, item, collection));
                }
            }
            TypedValue::Text(written) | TypedValue::Number(written) => {
                words.push_all(shape, written, collection);
            }
            TypedValue::YesNo(_) | TypedValue::Table(_) => {}
        }
        words
    }

    /// Adds the words for a value as it is written in a file.
    pub(crate) fn push_all(&mut self, shape: Shape, written: &str, collection: &Collection) {
        match shape {
            Shape::Whole { .. } => self.push_number(written),
            Shape::Money | Shape::MoneyOrYesNo => {
                self.push_number(written.split(' ').next().unwrap_or_default());
            }
            Shape::Date => self.push_date(written),
            Shape::Link(_) | Shape::LinkOrWords(_) => self.push_record(written, collection),
            Shape::Country | Shape::Region => {
                self.extend_with(region_name(written));
                // A region is in a country, which is more often named.
                let country = written.split('-').next().filter(|country| *country != written);
                self.extend_with(country.and_then(region_name));
                self.extend_with(country_named(written).and_then(region_name));
            }
            Shape::Language => self.extend_with(language_name(written)),
            Shape::Term(_) => self.push(&written.replace('_', " ")),
            Shape::Words => self.push(written),
            Shape::YesNo
            | Shape::Degrees { .. }
            | Shape::RowName
            | Shape::Offence
            | Shape::WebAddress
            | Shape::Sha256
            | Shape::Identifier
            | Shape::Citations
            | Shape::Rivals
            | Shape::Rows(_) => {}
        }
    }

    fn extend(&mut self, other: &Self) {
        for form in &other.forms {
            self.push(form);
        }
    }

    fn extend_with(&mut self, words: Option<&str>) {
        if let Some(words) = words {
            self.push(words);
        }
    }

    fn push(&mut self, words: &str) {
        let words = words.trim();
        let is_new = !self.forms.iter().any(|form| form == words);
        if is_new && !words.is_empty() && words.len() <= LONGEST {
            self.forms.push(words.to_owned());
        }
    }

    fn push_number(&mut self, written: &str) {
        let digits: String = written.chars().filter(char::is_ascii_digit).collect();
        self.push(&digits);
        let groups: Vec<&str> = digits
            .as_bytes()
            .rchunks(3)
            .rev()
            .filter_map(|group| std::str::from_utf8(group).ok())
            .collect();
        if groups.len() > 1 {
            self.push(&groups.join(","));
            self.push(&groups.join(" "));
        }
        if let Some(words) = digits.parse().ok().and_then(in_number_words) {
            self.push(&words);
        }
    }

    fn push_date(&mut self, written: &str) {
        let Ok(date) = Date::parse(written) else { return };
        let days = [date.earliest(), date.latest()].map(|day| day.and_then(Day::parts));
        let is_month =
            matches!(days, [Some(first), Some(last)] if (first.0, first.1) == (last.0, last.1));
        let is_day = days[0] == days[1];
        for (year, month, day) in days.into_iter().flatten() {
            let name = MONTHS.get(usize::from(month).wrapping_sub(1)).filter(|_| is_month);
            if let Some(name) = name {
                if is_day {
                    for form in [format!("{day} {name} {year}"), format!("{name} {day}")] {
                        self.push(&form);
                    }
                    self.push(&format!("{day} {name}"));
                }
                self.push(&format!("{name} {year}"));
                self.push(name);
            }
        }
        for (year, ..) in days.into_iter().flatten() {
            self.push(&year.to_string());
        }
    }

    fn push_record(&mut self, written: &str, collection: &Collection) {
        let located = Id::new(written).and_then(|id| collection.get(id.as_str()).map(|_| id));
        let Some(id) = located else { return self.push(written) };
        self.push(collection.name_of(&id));
        let record = collection.get(id.as_str()).map(|located| located.record);
        let aliases = record.and_then(|record| record.fields.get(FieldId::Aliases));
        for item in aliases.into_iter().flat_map(|entry| &entry.items) {
            self.push(&item.value.written());
        }
        self.push(&written.replace('-', " "));
    }

    /// Returns those of the words that do not state another value too: `2021` fits November and December alike.
    #[must_use]
    pub(crate) fn without(mut self, other: &Self) -> Self {
        self.forms.retain(|form| !other.forms.contains(form));
        self
    }

    /// Returns the words, the most telling first.
    pub(crate) fn each(&self) -> impl Iterator<Item = &str> {
        self.forms.iter().map(String::as_str)
    }

    /// Returns whether any of the words is in a text.
    pub(crate) fn are_in(&self, text: &str) -> bool {
        let text = fold(text);
        self.forms.iter().any(|form| {
            let form = fold(form);
            let mut places = text.match_indices(&form).map(|(at, _)| at);
            places.any(|at| is_whole(&text, ByteRange::from_span(at..at + form.len())))
        })
    }
}

/// Returns whether what was found at a place of a text is no part of another word or number: of a longer word it may be the
/// beginning, as in "Vietnamese". Scripts without spaces have no such limits.
pub(crate) fn is_whole(text: &str, found: ByteRange) -> bool {
    let words = found.of(text);
    let is_letter = |c: char| c.is_ascii_alphanumeric();
    let before = text.get(..found.start()).and_then(|before| before.chars().next_back());
    let behind = text.get(found.end()..).and_then(|behind| behind.chars().next());
    let starts = words.starts_with(is_letter) && before.is_some_and(is_letter);
    let is_number = words.ends_with(|c: char| c.is_ascii_digit());
    let goes_on = is_number && behind.is_some_and(|c| c.is_ascii_digit());
    !starts && !goes_on
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::collection::{Memory, load};
    use crate::record::{Kind, field};

    fn collection() -> Collection {
        let mut files = Memory::default();
        files.put("places.toml", "[test-town]\nname = 'Test Town'\naliases = ['测试镇']\n");
        load(&files)
    }

    #[track_caller]
    fn check(name: FieldId, value: &str, stated: &[&str], other: &[&str]) {
        let shape = field(Kind::Victim, name).unwrap().shape;
        let value = TypedValue::from_toml(value).unwrap();
        let words = StatedWords::of(shape, &value, &collection());
        for text in stated {
            assert!(words.are_in(text), "{text}: {words:?}");
        }
        for text in other {
            assert!(!words.are_in(text), "{text}: {words:?}");
        }
    }

    #[test]
    fn a_value_is_known_in_the_words_that_sources_use() {
        let stated = ["She was 17.", "the 17-year-old", "Seventeen, she said", "17岁"];
        check(FieldId::Age, "17", &stated, &["in 2017", "170", "she was 18", "0170"]);
        check(FieldId::Age, "21", &["twenty-one"], &["twenty"]);
        check(FieldId::RansomPaid, "'500000 CNY'", &["500,000 yuan", "500000"], &["50,000"]);
        let stated = ["in December", "December 2021", "2021年12月"];
        check(FieldId::RecruitmentDate, "'2021-12~'", &stated, &["in November 2020"]);
        check(FieldId::RecruitmentDate, "'2021-12-05'", &["on 5 December"], &["5 May"]);
        check(FieldId::RecruitmentPlace, "'test-town'", &["in TEST TOWN", "到测试镇"], &["town"]);
        check(FieldId::Citizenship, "['VN']", &["a Vietnamese girl"], &["Thai"]);
        check(FieldId::RecruitmentMethod, "['at_work']", &["at work"], &["work"]);
    }

    #[test]
    fn what_two_values_share_tells_neither() {
        let shape = field(Kind::Victim, FieldId::RecruitmentDate).unwrap().shape;
        let words = |value: &str| StatedWords::of(shape, &TypedValue::text(value), &collection());
        let december = words("2021-12").without(&words("2021-11"));
        assert!(!december.are_in("in November 2021"));
        assert!(december.are_in("in December"));
    }
}
