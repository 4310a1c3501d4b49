//! What tables call their columns and a few of their words, in English, Chinese and Spanish, for the draft of a mapping.

use crate::record::{Field, FieldId, Kind, Shape, fields};

/// What other tables call fields, in small letters with spaces between the words.
pub(super) const COLUMN_NAMES: &[(&str, FieldId)] = &[
    ("nationality", FieldId::Citizenship),
    ("nationalities", FieldId::Citizenship),
    ("国籍", FieldId::Citizenship),
    ("國籍", FieldId::Citizenship),
    ("nacionalidad", FieldId::Citizenship),
    ("sex", FieldId::Gender),
    ("性别", FieldId::Gender),
    ("性別", FieldId::Gender),
    ("sexo", FieldId::Gender),
    ("género", FieldId::Gender),
    ("genero", FieldId::Gender),
    ("年龄", FieldId::Age),
    ("年齡", FieldId::Age),
    ("edad", FieldId::Age),
    ("full name", FieldId::Name),
    ("victim", FieldId::Name),
    ("victim name", FieldId::Name),
    ("姓名", FieldId::Name),
    ("名字", FieldId::Name),
    ("名称", FieldId::Name),
    ("名稱", FieldId::Name),
    ("nombre", FieldId::Name),
    ("nombre completo", FieldId::Name),
    ("headline", FieldId::Title),
    ("标题", FieldId::Title),
    ("標題", FieldId::Title),
    ("título", FieldId::Title),
    ("titulo", FieldId::Title),
    ("lat", FieldId::Latitude),
    ("纬度", FieldId::Latitude),
    ("緯度", FieldId::Latitude),
    ("latitud", FieldId::Latitude),
    ("lon", FieldId::Longitude),
    ("lng", FieldId::Longitude),
    ("long", FieldId::Longitude),
    ("经度", FieldId::Longitude),
    ("經度", FieldId::Longitude),
    ("longitud", FieldId::Longitude),
    ("link", FieldId::Url),
    ("website", FieldId::Url),
    ("web address", FieldId::Url),
    ("链接", FieldId::Url),
    ("連結", FieldId::Url),
    ("网址", FieldId::Url),
    ("網址", FieldId::Url),
    ("enlace", FieldId::Url),
    ("sitio web", FieldId::Url),
    ("source", FieldId::Publisher),
    ("来源", FieldId::Publisher),
    ("來源", FieldId::Publisher),
    ("fuente", FieldId::Publisher),
    ("job", FieldId::Occupation),
    ("profession", FieldId::Occupation),
    ("职业", FieldId::Occupation),
    ("職業", FieldId::Occupation),
    ("ocupación", FieldId::Occupation),
    ("ocupacion", FieldId::Occupation),
    ("profesión", FieldId::Occupation),
    ("profesion", FieldId::Occupation),
    ("comment", FieldId::Note),
    ("comments", FieldId::Note),
    ("remarks", FieldId::Note),
    ("notes", FieldId::Note),
    ("备注", FieldId::Note),
    ("備註", FieldId::Note),
    ("notas", FieldId::Note),
    ("observaciones", FieldId::Note),
    ("comentarios", FieldId::Note),
    ("number of people", FieldId::Count),
    ("number of victims", FieldId::Count),
    ("人数", FieldId::Count),
    ("人數", FieldId::Count),
    ("número de personas", FieldId::Count),
    ("número de víctimas", FieldId::Count),
    ("国家", FieldId::Country),
    ("國家", FieldId::Country),
    ("país", FieldId::Country),
    ("pais", FieldId::Country),
    ("province", FieldId::Within),
    ("省份", FieldId::Within),
    ("provincia", FieldId::Within),
    ("other names", FieldId::Aliases),
    ("also known as", FieldId::Aliases),
    ("别名", FieldId::Aliases),
    ("別名", FieldId::Aliases),
    // What FollowTheMoney calls them.
    ("name", FieldId::Title),
    ("alias", FieldId::Aliases),
    ("involved", FieldId::Victims),
    ("involved", FieldId::Persons),
    ("organizer", FieldId::InterveningParties),
    ("organizer", FieldId::Authorities),
    ("organizer", FieldId::Operator),
    ("addressentity", FieldId::Places),
    ("addressentity", FieldId::ExploitationPlace),
];

/// What columns of dates, of places and of sources have in their names.
const OF_DATES: [&str; 7] = ["date", "when", "fecha", "日期", "时间", "時間", "cuándo"];
const OF_PLACES: [&str; 10] = [
    "location",
    "place",
    "where",
    "lugar",
    "ubicación",
    "ubicacion",
    "dónde",
    "地点",
    "地點",
    "地址",
];
const OF_SOURCES: [&str; 13] = [
    "source", "sources", "link", "links", "url", "website", "fuente", "enlace", "来源", "來源",
    "链接", "連結", "网址",
];

/// What words of tables mean, where they are not those of the vocabulary. `M` is a woman in one language and a man in another.
const MEANINGS: [(&str, FieldId, &str); 10] = [
    ("woman", FieldId::Gender, "female"),
    ("man", FieldId::Gender, "male"),
    ("女", FieldId::Gender, "female"),
    ("女性", FieldId::Gender, "female"),
    ("mujer", FieldId::Gender, "female"),
    ("femenino", FieldId::Gender, "female"),
    ("男", FieldId::Gender, "male"),
    ("男性", FieldId::Gender, "male"),
    ("hombre", FieldId::Gender, "male"),
    ("masculino", FieldId::Gender, "male"),
];

/// What the name of a column says that is in it, where it does not say which field it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ColumnTopic {
    /// Dates.
    Dates,
    /// Places.
    Places,
    /// Where a row is from.
    Sources,
}

impl ColumnTopic {
    /// Returns what a name in small letters, with spaces between the words, says.
    pub(super) fn of(name: &str) -> Option<Self> {
        let has = |words: &[&str]| {
            // Chinese has no spaces between words.
            words.iter().any(|word| {
                if word.is_ascii() {
                    name.split(' ').any(|part| part == *word)
                } else {
                    name.contains(word)
                }
            })
        };
        let topics = [
            (Self::Dates, &OF_DATES[..]),
            (Self::Places, &OF_PLACES),
            (Self::Sources, &OF_SOURCES),
        ];
        topics.into_iter().find(|(_, words)| has(words)).map(|(topic, _)| topic)
    }

    /// Returns the fields of a kind that take it.
    pub(super) fn fields_of(self, kind: Kind) -> Vec<&'static Field> {
        let takes = |field: &&Field| match self {
            Self::Dates => field.shape == Shape::Date,
            Self::Places => {
                matches!(field.shape, Shape::Link(kinds) | Shape::LinkOrWords(kinds) if kinds.contains(&Kind::Place))
            }
            Self::Sources => false,
        };
        fields(kind).iter().filter(takes).collect()
    }
}

/// Returns the word of a field that a word of a table means.
pub(super) fn meaning(field: FieldId, word: &str) -> Option<&'static str> {
    let word = word.to_lowercase();
    let known = MEANINGS.iter().find(|(known, of, _)| *of == field && *known == word);
    known.map(|(_, _, meaning)| *meaning)
}
