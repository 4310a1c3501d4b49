//! The usual fields of each kind of record, with an example and a note for each.
//!
//! The examples name nobody: an example id that is left in points to no record, and `check` reports
//! it.

use super::super::field::FieldId;
use super::super::kind::{Kind, RowKind};

/// Some fields that belong together.
pub(super) struct TemplateSection {
    /// What they are about.
    pub(super) about: &'static str,
    /// The fields.
    pub(super) hints: &'static [FieldExample],
}

/// One field with an example of a value, as TOML writes it; `TODAY` stands for the day.
pub(super) struct FieldExample {
    /// The field.
    pub(super) name: FieldId,
    /// The example.
    pub(super) value: &'static str,
    /// What it means, or nothing where its words say so.
    pub(super) note: &'static str,
}

const fn hint(name: FieldId, value: &'static str, note: &'static str) -> FieldExample {
    FieldExample { name, value, note }
}

/// Returns what a record of the kind is, in a sentence.
pub(super) fn what(kind: Kind) -> &'static str {
    match kind {
        Kind::Victim => "One person, or one group, held in a compound.",
        Kind::Rescue => "One way out of a compound: a release, a raid, an escape, a search.",
        Kind::Arrest => "One act of the authorities: an arrest, a charge, a deportation, a sentence.",
        Kind::Source => "One text that cases quote.",
        Kind::Place => "One place that cases name.",
        Kind::Person => "One person who is not a victim in any case.",
        Kind::Organisation => "One organisation that cases name.",
    }
}

/// Returns the usual fields of a kind.
pub(super) fn parts(kind: Kind) -> &'static [TemplateSection] {
    match kind {
        Kind::Victim => VICTIM,
        Kind::Rescue => RESCUE,
        Kind::Arrest => ARREST,
        Kind::Source => SOURCE,
        Kind::Place => PLACE,
        Kind::Person => PERSON,
        Kind::Organisation => ORGANISATION,
    }
}

/// Returns the tables that records of a kind usually repeat.
pub(super) fn rows(kind: Kind) -> &'static [(RowKind, TemplateSection)] {
    match kind {
        Kind::Victim => &[(RowKind::Event, EVENT), (RowKind::Quote, VICTIM_QUOTE)],
        Kind::Rescue | Kind::Arrest => &[(RowKind::Group, GROUP), (RowKind::Quote, COUNT_QUOTE)],
        Kind::Source | Kind::Place | Kind::Person | Kind::Organisation => &[],
    }
}

const VICTIM: &[TemplateSection] = &[
    TemplateSection { about: "Who it is.", hints: &[
        hint(FieldId::Summary, "\"In a few sentences.\"", "in your own words"),
        hint(FieldId::Name, "\"A name\"", "as the source gives it"),
        hint(FieldId::NameType, "\"pseudonym_by_source\"", "a child's name must be a pseudonym"),
        hint(FieldId::Gender, "\"female\"", ""),
        hint(FieldId::Age, "14", "in years"),
        hint(FieldId::AgeAt, "\"recruitment\"", ""),
        hint(FieldId::Citizenship, "[\"CN\"]", "countries by their ISO codes"),
        hint(FieldId::TraffickingStatus, "\"actual\"", ""),
        hint(FieldId::StatusDecidedBy, "[\"media\"]", "leave it out if nobody decided"),
    ] },
    TemplateSection { about: "How the person came there.", hints: &[
        hint(FieldId::RecruitmentDate, "\"2021-12\"", "\"2021?-12\" in a year that you infer, \"2021-12~\" about then"),
        hint(FieldId::RecruitmentMethod, "[\"online_advertisement\"]", ""),
        hint(FieldId::Promised, "\"A well-paid job\"", "what was promised"),
        hint(FieldId::Smuggled, "true", "taken across a border unlawfully by others: true or false"),
    ] },
    TemplateSection { about: "What happened there.", hints: &[
        hint(FieldId::ExploitationPlace, "\"some-place\"", "id of a place"),
        hint(FieldId::ExploitationStart, "\"2021-12\"", "first held"),
        hint(FieldId::ExploitationEnd, "\"2022-06\"", "last held"),
        hint(FieldId::ExploitationType, "[\"forced_criminality\"]", ""),
        hint(FieldId::ScamType, "[\"investment\"]", ""),
        hint(FieldId::MeansOfControl, "[\"restricts_movement\"]", ""),
        hint(FieldId::RansomDemanded, "\"500000 CNY\"", "a sum, or true or false"),
    ] },
    TemplateSection { about: "What became of the person.", hints: &[
        hint(FieldId::Outcome, "\"returned_home\"", ""),
        hint(FieldId::OutcomeDate, "\"2022-07\"", "when that was"),
    ] },
];

const RESCUE: &[TemplateSection] = &[
    TemplateSection { about: "What it was.", hints: &[
        hint(FieldId::Summary, "\"In a few sentences.\"", "in your own words"),
        hint(FieldId::RescueType, "[\"negotiated_release\"]", ""),
        hint(FieldId::Date, "\"2022-06\"", "\"2022?-06\" in a year that you infer, \"2022-06~\" about then"),
        hint(FieldId::Places, "[\"some-place\"]", "ids of places"),
        hint(FieldId::InterveningParties, "[\"some-person\"]", "ids of people, organisations, victims"),
    ] },
    TemplateSection { about: "Who got out.", hints: &[
        hint(FieldId::Victims, "[\"some-victim\"]", "ids of victims"),
        hint(FieldId::Count, "6", "how many people got out"),
        hint(FieldId::CountQualifier, "\"exact\"", ""),
        hint(FieldId::CountBasis, "\"stated\"", ""),
        hint(FieldId::RansomPaid, "false", "a sum such as \"500000 CNY\", or true or false"),
        hint(FieldId::Outcome, "\"returned_home\"", ""),
        hint(FieldId::Success, "\"full\"", ""),
    ] },
];

const ARREST: &[TemplateSection] = &[
    TemplateSection { about: "What it was.", hints: &[
        hint(FieldId::Summary, "\"In a few sentences.\"", "in your own words"),
        hint(FieldId::ArrestType, "[\"raid\", \"arrest\"]", ""),
        hint(FieldId::Date, "\"2017-08-02\"", "\"2017?-08\" in a year that you infer, \"2017-08~\" about then"),
        hint(FieldId::Places, "[\"some-place\"]", "ids of places"),
        hint(FieldId::Authorities, "[\"some-organisation\"]", "ids of organisations"),
    ] },
    TemplateSection { about: "To whom, and for what.", hints: &[
        hint(FieldId::Persons, "[\"some-person\"]", "ids of people or victims"),
        hint(FieldId::Count, "154", "how many people"),
        hint(FieldId::CountQualifier, "\"exact\"", ""),
        hint(FieldId::CountBasis, "\"stated\"", ""),
        hint(FieldId::AllegedConduct, "\"Fraud by telephone\"", "what they are said to have done"),
        hint(FieldId::LegalStatus, "\"deported\"", ""),
        hint(FieldId::DeportedTo, "\"CN\"", "a country by its ISO code"),
        hint(FieldId::VictimScreening, "\"not_reported\"", ""),
    ] },
];

const SOURCE: &[TemplateSection] = &[
    TemplateSection { about: "What it is.", hints: &[
        hint(FieldId::Type, "\"article-newspaper\"", ""),
        hint(FieldId::Author, "[\"A. Writer\"]", "who wrote it"),
        hint(FieldId::Publisher, "\"A Newspaper\"", "who published it"),
        hint(FieldId::Published, "\"2022-07-15\"", "\"2022-07~\" about then"),
        hint(FieldId::PublishedBasis, "\"stated\"", ""),
        hint(FieldId::Language, "\"en\"", "by its ISO code"),
        hint(FieldId::Url, "\"https://example.org/article\"", "where it was found"),
        hint(FieldId::Reliability, "\"B\"", "A completely, F cannot be judged"),
        hint(FieldId::DerivedFrom, "[\"some-source\"]", "ids of the sources it rewrites"),
    ] },
    TemplateSection { about: "The copy. `casebook archive add` puts it into the archive with its hash.", hints: &[
        hint(FieldId::CollectedAt, "\"TODAY\"", "when you captured it"),
        hint(FieldId::CollectedBy, "\"A. Researcher\"", "who did"),
        hint(FieldId::CollectionMethod, "\"Saved from the browser\"", "how"),
    ] },
];

const PLACE: &[TemplateSection] = &[
    TemplateSection { about: "Where it is.", hints: &[
        hint(FieldId::Aliases, "[\"Another name\"]", "other names and spellings"),
        hint(FieldId::Type, "\"compound\"", ""),
        hint(FieldId::Within, "\"some-place\"", "id of the place it lies in"),
        hint(FieldId::Country, "\"MM\"", "by its ISO code"),
        hint(FieldId::Latitude, "16.69", "degrees north"),
        hint(FieldId::Longitude, "98.51", "degrees east"),
        hint(FieldId::CoordPrecision, "\"area\"", ""),
        hint(FieldId::CoordSource, "\"A map\"", "where the coordinates are from"),
    ] },
];

const PERSON: &[TemplateSection] = &[
    TemplateSection { about: "Who it is.", hints: &[
        hint(FieldId::NativeName, "\"某人\"", "in the name's own script"),
        hint(FieldId::Aliases, "[\"Another name\"]", "other names and spellings"),
        hint(FieldId::Roles, "[\"rescuer\"]", ""),
        hint(FieldId::Citizenship, "[\"CN\"]", "countries by their ISO codes"),
        hint(FieldId::MemberOf, "[\"some-organisation\"]", "ids of organisations"),
        hint(FieldId::Public, "false", "false keeps the name out of exports"),
    ] },
];

const ORGANISATION: &[TemplateSection] = &[
    TemplateSection { about: "What it is.", hints: &[
        hint(FieldId::NativeName, "\"中国大使馆\"", "in the name's own script"),
        hint(FieldId::Aliases, "[\"Another name\"]", "other names and spellings"),
        hint(FieldId::Type, "\"ngo\"", ""),
        hint(FieldId::Country, "\"KH\"", "by its ISO code"),
        hint(FieldId::PartOf, "\"some-organisation\"", "id of the organisation it is a part of"),
    ] },
];

const EVENT: TemplateSection = TemplateSection { about: "What happened, one table an event.", hints: &[
    hint(FieldId::Key, "\"offer\"", "quotes cite it as event.offer"),
    hint(FieldId::Date, "\"2021-12\"", "when"),
    hint(FieldId::Type, "\"recruitment\"", ""),
    hint(FieldId::What, "\"A stranger offers a job.\"", "in your own words"),
] };

const GROUP: TemplateSection = TemplateSection { about: "Parts of the people counted, one table a group.", hints: &[
    hint(FieldId::Key, "\"chinese\"", "quotes cite it as group.chinese"),
    hint(FieldId::Count, "3", "how many people"),
    hint(FieldId::Citizenship, "\"CN\"", "a country by its ISO code"),
] };

const VICTIM_QUOTE: TemplateSection = TemplateSection { about: QUOTES, hints: &[
    hint(FieldId::Source, "\"some-source\"", "id of a source"),
    hint(FieldId::At, "\"paragraph 1\"", "where in it"),
    hint(FieldId::Speaker, "\"A relative\"", "when it is not the writer"),
    hint(FieldId::Text, "\"Word for word.\"", "exactly as the archived text has it"),
    hint(FieldId::Supports, "[\"name\", \"age\"]", "the fields that the words carry"),
    hint(FieldId::Credibility, "2", "1 confirmed to 6 cannot be judged"),
] };

const COUNT_QUOTE: TemplateSection = TemplateSection { about: QUOTES, hints: &[
    hint(FieldId::Source, "\"some-source\"", "id of a source"),
    hint(FieldId::At, "\"paragraph 3\"", "where in it"),
    hint(FieldId::Speaker, "\"The authorities\"", "when it is not the writer"),
    hint(FieldId::Text, "\"Word for word.\"", "exactly as the archived text has it"),
    hint(FieldId::Supports, "[\"date\", \"places\"]", "the fields that the words carry"),
    hint(FieldId::Disputes, "{ count = 376 }", "what this source gives instead"),
] };

const QUOTES: &str = "The words of a source, one table a passage. A field that no quote carries is unsourced.";
