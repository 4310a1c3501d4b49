//! The fields that most records have, with an example and a word on each.
//!
//! The examples name nobody: an id left standing leads nowhere, and `check` says so.

use super::super::field::Name;
use super::super::kind::{Kind, RowKind};

/// Some fields that belong together.
pub(super) struct Part {
    /// What they are about.
    pub(super) about: &'static str,
    /// The fields.
    pub(super) hints: &'static [Hint],
}

/// One field with an example of a value, as TOML writes it; `TODAY` stands for the day.
pub(super) struct Hint {
    /// The field.
    pub(super) name: Name,
    /// The example.
    pub(super) value: &'static str,
    /// What it means, or nothing where its words say so.
    pub(super) note: &'static str,
}

const fn hint(name: Name, value: &'static str, note: &'static str) -> Hint {
    Hint { name, value, note }
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
pub(super) fn parts(kind: Kind) -> &'static [Part] {
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
pub(super) fn rows(kind: Kind) -> &'static [(RowKind, Part)] {
    match kind {
        Kind::Victim => &[(RowKind::Event, EVENT), (RowKind::Quote, VICTIM_QUOTE)],
        Kind::Rescue | Kind::Arrest => &[(RowKind::Group, GROUP), (RowKind::Quote, COUNT_QUOTE)],
        Kind::Source | Kind::Place | Kind::Person | Kind::Organisation => &[],
    }
}

const VICTIM: &[Part] = &[
    Part { about: "Who it is.", hints: &[
        hint(Name::Summary, "\"In a few sentences.\"", "in your own words"),
        hint(Name::Name, "\"A name\"", "as the source gives it"),
        hint(Name::NameType, "\"pseudonym_by_source\"", "a child's name must be a pseudonym"),
        hint(Name::Gender, "\"female\"", ""),
        hint(Name::Age, "14", "in years"),
        hint(Name::AgeAt, "\"recruitment\"", ""),
        hint(Name::Citizenship, "[\"CN\"]", "countries by their ISO codes"),
        hint(Name::TraffickingStatus, "\"actual\"", ""),
        hint(Name::StatusDecidedBy, "[\"media\"]", "leave it out if nobody decided"),
    ] },
    Part { about: "How the person came there.", hints: &[
        hint(Name::RecruitmentDate, "\"2021-12\"", "\"2021?-12\" in a year that you infer, \"2021-12~\" about then"),
        hint(Name::RecruitmentMethod, "[\"online_advertisement\"]", ""),
        hint(Name::Promised, "\"A well-paid job\"", "what was promised"),
        hint(Name::Smuggled, "true", "taken across a border unlawfully by others: true or false"),
    ] },
    Part { about: "What happened there.", hints: &[
        hint(Name::ExploitationPlace, "\"some-place\"", "id of a place"),
        hint(Name::ExploitationStart, "\"2021-12\"", "first held"),
        hint(Name::ExploitationEnd, "\"2022-06\"", "last held"),
        hint(Name::ExploitationType, "[\"forced_criminality\"]", ""),
        hint(Name::ScamType, "[\"investment\"]", ""),
        hint(Name::MeansOfControl, "[\"restricts_movement\"]", ""),
        hint(Name::RansomDemanded, "\"500000 CNY\"", "a sum, or true or false"),
    ] },
    Part { about: "What became of the person.", hints: &[
        hint(Name::Outcome, "\"returned_home\"", ""),
        hint(Name::OutcomeDate, "\"2022-07\"", "when that was"),
    ] },
];

const RESCUE: &[Part] = &[
    Part { about: "What it was.", hints: &[
        hint(Name::Summary, "\"In a few sentences.\"", "in your own words"),
        hint(Name::RescueType, "[\"negotiated_release\"]", ""),
        hint(Name::Date, "\"2022-06\"", "\"2022?-06\" in a year that you infer, \"2022-06~\" about then"),
        hint(Name::Places, "[\"some-place\"]", "ids of places"),
        hint(Name::InterveningParties, "[\"some-person\"]", "ids of people, organisations, victims"),
    ] },
    Part { about: "Who got out.", hints: &[
        hint(Name::Victims, "[\"some-victim\"]", "ids of victims"),
        hint(Name::Count, "6", "how many people got out"),
        hint(Name::CountQualifier, "\"exact\"", ""),
        hint(Name::CountBasis, "\"stated\"", ""),
        hint(Name::RansomPaid, "false", "a sum such as \"500000 CNY\", or true or false"),
        hint(Name::Outcome, "\"returned_home\"", ""),
        hint(Name::Success, "\"full\"", ""),
    ] },
];

const ARREST: &[Part] = &[
    Part { about: "What it was.", hints: &[
        hint(Name::Summary, "\"In a few sentences.\"", "in your own words"),
        hint(Name::ArrestType, "[\"raid\", \"arrest\"]", ""),
        hint(Name::Date, "\"2017-08-02\"", "\"2017?-08\" in a year that you infer, \"2017-08~\" about then"),
        hint(Name::Places, "[\"some-place\"]", "ids of places"),
        hint(Name::Authorities, "[\"some-organisation\"]", "ids of organisations"),
    ] },
    Part { about: "To whom, and for what.", hints: &[
        hint(Name::Persons, "[\"some-person\"]", "ids of people or victims"),
        hint(Name::Count, "154", "how many people"),
        hint(Name::CountQualifier, "\"exact\"", ""),
        hint(Name::CountBasis, "\"stated\"", ""),
        hint(Name::AllegedConduct, "\"Fraud by telephone\"", "what they are said to have done"),
        hint(Name::LegalStatus, "\"deported\"", ""),
        hint(Name::DeportedTo, "\"CN\"", "a country by its ISO code"),
        hint(Name::VictimScreening, "\"not_reported\"", ""),
    ] },
];

const SOURCE: &[Part] = &[
    Part { about: "What it is.", hints: &[
        hint(Name::Type, "\"article-newspaper\"", ""),
        hint(Name::Author, "[\"A. Writer\"]", "who wrote it"),
        hint(Name::Publisher, "\"A Newspaper\"", "who published it"),
        hint(Name::Published, "\"2022-07-15\"", "\"2022-07~\" about then"),
        hint(Name::PublishedBasis, "\"stated\"", ""),
        hint(Name::Language, "\"en\"", "by its ISO code"),
        hint(Name::Url, "\"https://example.org/article\"", "where it was found"),
        hint(Name::Reliability, "\"B\"", "A completely, F cannot be judged"),
        hint(Name::DerivedFrom, "[\"some-source\"]", "ids of the sources it rewrites"),
    ] },
    Part { about: "The copy. `casebook archive add` puts it into the archive with its hash.", hints: &[
        hint(Name::CollectedAt, "\"TODAY\"", "when you captured it"),
        hint(Name::CollectedBy, "\"A. Researcher\"", "who did"),
        hint(Name::CollectionMethod, "\"Saved from the browser\"", "how"),
    ] },
];

const PLACE: &[Part] = &[
    Part { about: "Where it is.", hints: &[
        hint(Name::Aliases, "[\"Another name\"]", "other names and spellings"),
        hint(Name::Type, "\"compound\"", ""),
        hint(Name::Within, "\"some-place\"", "id of the place it lies in"),
        hint(Name::Country, "\"MM\"", "by its ISO code"),
        hint(Name::Latitude, "16.69", "degrees north"),
        hint(Name::Longitude, "98.51", "degrees east"),
        hint(Name::CoordPrecision, "\"area\"", ""),
        hint(Name::CoordSource, "\"A map\"", "where the coordinates are from"),
    ] },
];

const PERSON: &[Part] = &[
    Part { about: "Who it is.", hints: &[
        hint(Name::NativeName, "\"某人\"", "in the name's own script"),
        hint(Name::Aliases, "[\"Another name\"]", "other names and spellings"),
        hint(Name::Roles, "[\"rescuer\"]", ""),
        hint(Name::Citizenship, "[\"CN\"]", "countries by their ISO codes"),
        hint(Name::MemberOf, "[\"some-organisation\"]", "ids of organisations"),
        hint(Name::Public, "false", "false keeps the name out of exports"),
    ] },
];

const ORGANISATION: &[Part] = &[
    Part { about: "What it is.", hints: &[
        hint(Name::NativeName, "\"中国大使馆\"", "in the name's own script"),
        hint(Name::Aliases, "[\"Another name\"]", "other names and spellings"),
        hint(Name::Type, "\"ngo\"", ""),
        hint(Name::Country, "\"KH\"", "by its ISO code"),
        hint(Name::PartOf, "\"some-organisation\"", "id of the organisation it is a part of"),
    ] },
];

const EVENT: Part = Part { about: "What happened, one table an event.", hints: &[
    hint(Name::Key, "\"offer\"", "quotes cite it as event.offer"),
    hint(Name::Date, "\"2021-12\"", "when"),
    hint(Name::Type, "\"recruitment\"", ""),
    hint(Name::What, "\"A stranger offers a job.\"", "in your own words"),
] };

const GROUP: Part = Part { about: "Parts of the people counted, one table a group.", hints: &[
    hint(Name::Key, "\"chinese\"", "quotes cite it as group.chinese"),
    hint(Name::Count, "3", "how many people"),
    hint(Name::Citizenship, "\"CN\"", "a country by its ISO code"),
] };

const VICTIM_QUOTE: Part = Part { about: QUOTES, hints: &[
    hint(Name::Source, "\"some-source\"", "id of a source"),
    hint(Name::At, "\"paragraph 1\"", "where in it"),
    hint(Name::Speaker, "\"A relative\"", "when it is not the writer"),
    hint(Name::Text, "\"Word for word.\"", "exactly as the archived text has it"),
    hint(Name::Supports, "[\"name\", \"age\"]", "the fields that the words carry"),
    hint(Name::Credibility, "2", "1 confirmed to 6 cannot be judged"),
] };

const COUNT_QUOTE: Part = Part { about: QUOTES, hints: &[
    hint(Name::Source, "\"some-source\"", "id of a source"),
    hint(Name::At, "\"paragraph 3\"", "where in it"),
    hint(Name::Speaker, "\"The authorities\"", "when it is not the writer"),
    hint(Name::Text, "\"Word for word.\"", "exactly as the archived text has it"),
    hint(Name::Supports, "[\"date\", \"places\"]", "the fields that the words carry"),
    hint(Name::Disputes, "{ count = 376 }", "what this source gives instead"),
] };

const QUOTES: &str = "The words of a source, one table a passage. A field that no quote carries is unsourced.";
