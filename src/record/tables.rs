//! The table of the format: which fields each kind of record has, in display order.
//!
//! Reading, checking, searching, exporting and the schema all use it.

use std::sync::LazyLock;

use foldhash::HashMap;
use strum::IntoEnumIterator as _;

use super::field::{
    Field, FieldId, FieldRole, Qualification, Qualifies, Sensitivity, Shape,
};
use super::kind::{Kind, RowKind};
use super::template_part::TemplatePart;
use super::vocabulary::Vocabulary as V;

const CASES: &[Kind] = &[Kind::Victim, Kind::Rescue, Kind::Arrest];
const PEOPLE: &[Kind] = &[Kind::Person, Kind::Victim];
const PARTIES: &[Kind] = &[Kind::Person, Kind::Organisation, Kind::Victim];
const PEOPLE_COUNT: Shape = Shape::Whole { least: 1, most: 10_000_000 };

/// Returns the fields of a kind of record, in the format's order.
pub fn fields(kind: Kind) -> &'static [Field] {
    static VICTIM: LazyLock<Vec<Field>> = LazyLock::new(|| case(VICTIM_FIELDS));
    static RESCUE: LazyLock<Vec<Field>> = LazyLock::new(|| case(RESCUE_FIELDS));
    static ARREST: LazyLock<Vec<Field>> = LazyLock::new(|| case(ARREST_FIELDS));
    match kind {
        Kind::Victim => &VICTIM,
        Kind::Rescue => &RESCUE,
        Kind::Arrest => &ARREST,
        Kind::Source => SOURCE_FIELDS,
        Kind::Place => PLACE_FIELDS,
        Kind::Person => PERSON_FIELDS,
        Kind::Organisation => ORGANISATION_FIELDS,
    }
}

/// Returns the fields of a kind of row, in the format's order.
pub fn row_fields(kind: RowKind) -> &'static [Field] {
    match kind {
        RowKind::Event => EVENT_FIELDS,
        RowKind::Group => GROUP_FIELDS,
        RowKind::Quote => QUOTE_FIELDS,
        RowKind::Custody => CUSTODY_FIELDS,
    }
}

/// Returns the field of that name, where the kind has it.
pub fn field(kind: Kind, name: FieldId) -> Option<&'static Field> {
    fields(kind).iter().find(|field| field.name == name)
}

/// Returns every field of every kind of record and row.
pub(crate) fn all_fields() -> impl Iterator<Item = &'static Field> {
    let rows = RowKind::ALL.map(row_fields);
    Kind::all().map(fields).chain(rows).flatten()
}

/// Returns the ids of the fields that hold names and nothing else, in display order.
pub(crate) fn name_fields() -> &'static [FieldId] {
    static NAMES: LazyLock<Vec<FieldId>> = LazyLock::new(|| {
        let mut names: Vec<FieldId> = Vec::new();
        for field in all_fields().filter(|field| field.role.is_name()) {
            if !names.contains(&field.name) {
                names.push(field.name);
            }
        }
        names
    });
    &NAMES
}

/// Returns what a field qualifies; it qualifies the same in every kind that has it.
pub(crate) fn qualified_by(name: FieldId) -> Option<Qualifies> {
    static QUALIFIES: LazyLock<HashMap<FieldId, Qualifies>> = LazyLock::new(|| {
        all_fields().filter_map(|field| Some((field.name, field.qualifies?))).collect()
    });
    QUALIFIES.get(&name).copied()
}

/// Returns the fields that qualify a field, in display order, each with how it does.
pub(crate) fn qualifiers(main: FieldId) -> &'static [(Qualification, FieldId)] {
    // Asked for every number of every record while search lines are built, so it is an array.
    static QUALIFIERS: LazyLock<Vec<Vec<(Qualification, FieldId)>>> = LazyLock::new(|| {
        let of = |main: FieldId| {
            let mut all: Vec<(Qualification, FieldId)> = Vec::new();
            for field in all_fields() {
                let found = field.qualifies.filter(|of| of.main == main);
                let found = found.map(|of| (of.by, field.name));
                all.extend(found.filter(|one| !all.contains(one)));
            }
            all
        };
        FieldId::iter().map(of).collect()
    });
    QUALIFIERS.get(main as usize).map_or(&[], Vec::as_slice)
}

/// Returns the field that qualifies a field in a way.
pub(crate) fn qualifier(main: FieldId, by: Qualification) -> Option<FieldId> {
    qualifiers(main).iter().find(|(how, _)| *how == by).map(|(_, name)| *name)
}

/// Returns what the words of a field give away in a record of a kind, or in its quotes.
pub(crate) fn sensitivity(kind: Kind, name: FieldId) -> Sensitivity {
    static SENSITIVE: LazyLock<HashMap<(Kind, FieldId), Sensitivity>> = LazyLock::new(|| {
        let of = |kind: Kind| {
            let all = fields(kind).iter().chain(row_fields(RowKind::Quote)).chain(row_fields(RowKind::Custody));
            all.map(move |field| ((kind, field.name), field.sensitivity))
        };
        let all = Kind::all().flat_map(of);
        all.filter(|(_, sensitivity)| *sensitivity != Sensitivity::Open).collect()
    });
    SENSITIVE.get(&(kind, name)).copied().unwrap_or_default()
}

/// A case opens with what it is called, goes on with its own fields, and closes with its rows.
fn case(own: &[Field]) -> Vec<Field> {
    [CASE_HEAD, own, CASE_TAIL].concat()
}

const CASE_HEAD: &[Field] = &[
    Field::one(FieldId::Title, "title", Shape::Words, "What the case is called in lists. Required.").editorial()
        .title(Sensitivity::Open),
    Field::one(FieldId::Summary, "summary", Shape::Words, "The case in a few sentences of your own.").editorial()
        .long()
        .hint(TemplatePart::Case, "\"In a few sentences.\"", "in your own words"),
    Field::one(FieldId::Confidentiality, "confidentiality", Shape::Term(V::Confidentiality), "Who may see the case; the collection's own setting where absent.").editorial(),
    Field::one(FieldId::CaseStatus, "case status", Shape::Term(V::CaseStatus), "The state of your work on the case (HTCDS cas_Status).").editorial(),
];

const CASE_TAIL: &[Field] = &[
    Field::many(FieldId::Tags, "tags", Shape::Words, "Words of your own to find the case by. With `whereabouts-withheld`, no view uses a place of the time after captivity.").editorial(),
    Field::many(FieldId::Identifiers, "identifiers", Shape::Identifier, "What other databases call it, each behind the name of the database: `wikidata:Q424`, `opensanctions:NK-…`.").editorial().sensitive(Sensitivity::Name),
    Field::many(FieldId::Related, "related", Shape::Link(CASES), "Ids of cases that have to do with this one.").editorial(),
    Field::one(FieldId::Note, "note", Shape::Words, "How you read the sources: what is inferred, what is left open.").editorial()
        .long(),
    Field::many(FieldId::Event, "events", Shape::Rows(RowKind::Event), "What happened, one table an event."),
    Field::many(FieldId::Group, "groups", Shape::Rows(RowKind::Group), "Parts of those whom the case counts, one table a group."),
    Field::many(FieldId::Quote, "quotes", Shape::Rows(RowKind::Quote), "The words of the sources, one table a passage.").editorial(),
];

const VICTIM_FIELDS: &[Field] = &[
    Field::one(FieldId::CountingUnit, "counting unit", Shape::Term(V::CountingUnit), "Whether the case is one person or a group; one person where absent (HURIDOCS 0902).").editorial(),
    Field::one(FieldId::Count, "people", PEOPLE_COUNT, "How many people are in the group (HURIDOCS 0931).")
        .role(FieldRole::Figure { rank: 1 }),
    Field::one(FieldId::CountQualifier, "precision of count", Shape::Term(V::CountQualifier), "How exact the count is.").editorial()
        .qualifies(FieldId::Count, Qualification::Exactness),
    Field::one(FieldId::Name, "name", Shape::Words, "The name that the sources give, pseudonyms included.")
        .name(Sensitivity::Name)
        .hint(TemplatePart::Victim, "\"A name\"", "as the source gives it"),
    Field::one(FieldId::NameType, "type of name", Shape::Term(V::NameType), "What kind of name it is.").editorial()
        .qualifies(FieldId::Name, Qualification::NameType)
        .hint(TemplatePart::Victim, "\"pseudonym_by_source\"", "a child's name must be a pseudonym"),
    Field::one(FieldId::NativeName, "native name", Shape::Words, "The name in its own script.")
        .native_name(Sensitivity::Name),
    Field::many(FieldId::Aliases, "aliases", Shape::Words, "Other names that the sources give.")
        .aliases(Sensitivity::Name),
    Field::one(FieldId::Gender, "gender", Shape::Term(V::Gender), "The person's gender (HTCDS prs_Gender).")
        .hint(TemplatePart::Victim, "\"female\"", ""),
    Field::one(FieldId::Age, "age", Shape::Whole { least: 0, most: 120 }, "The person's age in years (HTCDS vic_AgeWhenTrafficked, where `age_at` is `recruitment` or `exploitation`).")
        .role(FieldRole::Figure { rank: 0 })
        .hint(TemplatePart::Victim, "14", "in years"),
    Field::one(FieldId::AgeAt, "time of age", Shape::Term(V::AgeAt), "When the person had that age.").editorial()
        .qualifies(FieldId::Age, Qualification::Moment)
        .hint(TemplatePart::Victim, "\"recruitment\"", ""),
    Field::one(FieldId::Minor, "minor", Shape::YesNo, "Whether the person was under 18, where the age itself is unknown."),
    Field::many(FieldId::Citizenship, "citizenship", Shape::Country, "ISO 3166-1 codes of the countries the person is a citizen of.")
        .hint(TemplatePart::Victim, "[\"CN\"]", "countries by their ISO codes"),
    Field::one(FieldId::Home, "home", Shape::LinkOrWords(&[Kind::Place]), "Where the person is from: the id of a place, or words."),
    Field::one(FieldId::Occupation, "occupation", Shape::Words, "What the person did before."),
    Field::many(FieldId::Languages, "languages", Shape::Language, "ISO 639 codes of the languages the person speaks."),
    Field::one(FieldId::TraffickingStatus, "status", Shape::Term(V::TraffickingStatus), "Whether the person was trafficked (HTCDS vic_TraffickingStatus, and `disputed`).")
        .hint(TemplatePart::Victim, "\"actual\"", ""),
    Field::many(FieldId::StatusDecidedBy, "status decision-maker", Shape::Term(V::DecidedBy), "Who decided the status, according to a source (HTCDS vic_TraffickingStatusDecisionMakingOrg); left out where the status is your own reading.").editorial()
        .qualifies(FieldId::TraffickingStatus, Qualification::Decision)
        .hint(TemplatePart::Victim, "[\"media\"]", "leave it out if no one decided"),
    Field::one(FieldId::RecruitmentDate, "recruitment date", Shape::Date, "When the person was recruited.")
        .role(FieldRole::Date { rank: 0 })
        .hint(TemplatePart::Recruitment, "\"2021-12\"", "\"2021?-12\" in a year that you infer, \"2021-12~\" about then"),
    Field::one(FieldId::RecruitmentPlace, "recruitment place", Shape::LinkOrWords(&[Kind::Place]), "Where the person was recruited: the id of a place, or words."),
    Field::many(FieldId::RecruitmentMethod, "recruitment method", Shape::Term(V::RecruitmentMethod), "How the person was recruited (HTCDS vic_MethodOfRecruitment).")
        .hint(TemplatePart::Recruitment, "[\"online_advertisement\"]", ""),
    Field::one(FieldId::RecruiterRelation, "relation to recruiter", Shape::Term(V::RecruiterRelation), "How the recruiter was related to the person (HTCDS vic_RelationshipToTrafficker)."),
    Field::many(FieldId::RecruitmentApps, "recruitment apps", Shape::Term(V::App), "The services the recruiters used."),
    Field::one(FieldId::Promised, "promise", Shape::Words, "What the person was promised.")
        .hint(TemplatePart::Recruitment, "\"A well-paid job\"", "what was promised"),
    Field::one(FieldId::Smuggled, "smuggling", Shape::YesNo, "Whether others took the person across a border unlawfully; not said of a person who entered alone and without papers.")
        .hint(TemplatePart::Recruitment, "true", "taken across a border unlawfully by others: true or false"),
    Field::many(FieldId::TransitRoute, "route", Shape::LinkOrWords(&[Kind::Place]), "The places on the way, in order: ids of places, or words."),
    Field::many(FieldId::TransitModes, "means of travel", Shape::Term(V::TransitMode), "How the person travelled."),
    Field::one(FieldId::ExploitationPlace, "exploitation place", Shape::Link(&[Kind::Place]), "The id of the place where the person was held.")
        .hint(TemplatePart::Exploitation, "\"some-place\"", "id of a place"),
    Field::one(FieldId::Operator, "operator", Shape::Link(&[Kind::Organisation]), "The id of the organisation that held the person."),
    Field::one(FieldId::ExploitationStart, "exploitation start", Shape::Date, "When the person was first held.")
        .role(FieldRole::Date { rank: 1 })
        .hint(TemplatePart::Exploitation, "\"2021-12\"", "first held"),
    Field::one(FieldId::ExploitationEnd, "exploitation end", Shape::Date, "When the person was last held.")
        .role(FieldRole::Date { rank: 3 })
        .hint(TemplatePart::Exploitation, "\"2022-06\"", "last held"),
    Field::many(FieldId::ExploitationType, "exploitation type", Shape::Term(V::ExploitationType), "What the person was exploited for (HTCDS vic_TypeOfExploitation, and `forced_criminality`).")
        .hint(TemplatePart::Exploitation, "[\"forced_criminality\"]", ""),
    Field::many(FieldId::ScamType, "scam type", Shape::Term(V::ScamType), "The frauds the person was made to commit.")
        .hint(TemplatePart::Exploitation, "[\"investment\"]", ""),
    Field::many(FieldId::ScamApps, "scam apps", Shape::Term(V::App), "The services the frauds were committed on."),
    Field::many(FieldId::MeansOfControl, "means of control", Shape::Term(V::MeansOfControl), "How the person was controlled (HTCDS vic_MethodsOfControl).")
        .hint(TemplatePart::Exploitation, "[\"restricts_movement\"]", ""),
    Field::one(FieldId::SoldCount, "number of times sold", Shape::Whole { least: 0, most: 1_000 }, "How often the person was sold."),
    Field::one(FieldId::RansomDemanded, "ransom demanded", Shape::MoneyOrYesNo, "The sum demanded, such as `500000 CNY`, or whether one was.")
        .role(FieldRole::Ransom)
        .hint(TemplatePart::Exploitation, "\"500000 CNY\"", "a sum, or true or false"),
    Field::one(FieldId::RansomDemandedQualifier, "precision of ransom demanded", Shape::Term(V::CountQualifier), "How exact that sum is.").editorial()
        .qualifies(FieldId::RansomDemanded, Qualification::Exactness),
    Field::one(FieldId::RansomPaid, "ransom paid", Shape::MoneyOrYesNo, "The sum paid, such as `500000 CNY`, or whether one was.")
        .role(FieldRole::Ransom),
    Field::one(FieldId::RansomPaidQualifier, "precision of ransom paid", Shape::Term(V::CountQualifier), "How exact that sum is.").editorial()
        .qualifies(FieldId::RansomPaid, Qualification::Exactness),
    Field::one(FieldId::MissingSince, "last contact", Shape::Date, "When the person was last heard of.")
        .role(FieldRole::Date { rank: 2 }),
    Field::one(FieldId::Outcome, "outcome", Shape::Term(V::Outcome), "What the sources last say became of the person; `freed_oneself` where the person got out without help.")
        .hint(TemplatePart::Outcome, "\"returned_home\"", ""),
    Field::one(FieldId::OutcomeDate, "outcome date", Shape::Date, "When that was.")
        .role(FieldRole::Date { rank: 4 })
        .hint(TemplatePart::Outcome, "\"2022-07\"", "when that was"),
];

const RESCUE_FIELDS: &[Field] = &[
    Field::many(FieldId::RescueType, "rescue method", Shape::Term(V::RescueType), "How people got out, or how others tried to get them out.")
        .hint(TemplatePart::Rescue, "[\"negotiated_release\"]", ""),
    Field::one(FieldId::Date, "date", Shape::Date, "When it happened.")
        .role(FieldRole::Date { rank: 0 })
        .hint(TemplatePart::Rescue, "\"2022-06\"", "\"2022?-06\" in a year that you infer, \"2022-06~\" about then"),
    Field::many(FieldId::Places, "place of event", Shape::Link(&[Kind::Place]), "Ids of the places where it happened.")
        .hint(TemplatePart::Rescue, "[\"some-place\"]", "ids of places"),
    Field::many(FieldId::Victims, "victims", Shape::Link(&[Kind::Victim]), "Ids of the victims it is about.")
        .hint(TemplatePart::Rescued, "[\"some-victim\"]", "ids of victims"),
    Field::one(FieldId::Count, "people freed", PEOPLE_COUNT, "How many people got out.")
        .role(FieldRole::Figure { rank: 1 })
        .hint(TemplatePart::Rescued, "6", "how many people got out"),
    Field::one(FieldId::CountQualifier, "precision of count", Shape::Term(V::CountQualifier), "How exact the count is.").editorial()
        .qualifies(FieldId::Count, Qualification::Exactness)
        .hint(TemplatePart::Rescued, "\"exact\"", ""),
    Field::one(FieldId::CountBasis, "basis of count", Shape::Term(V::CountBasis), "Whether a source states the count or you computed it.").editorial()
        .qualifies(FieldId::Count, Qualification::Basis)
        .hint(TemplatePart::Rescued, "\"stated\"", ""),
    Field::one(FieldId::Requests, "people asking for help", PEOPLE_COUNT, "How many people asked for help, whether or not they were freed."),
    Field::one(FieldId::RequestsQualifier, "precision of requests", Shape::Term(V::CountQualifier), "How exact that number is.").editorial()
        .qualifies(FieldId::Requests, Qualification::Exactness),
    Field::many(FieldId::RequestedBy, "requesters", Shape::Link(PARTIES), "Ids of those who asked for help."),
    Field::many(FieldId::RequestedFrom, "request recipients", Shape::Link(PARTIES), "Ids of those who were asked (HURIDOCS 2612)."),
    Field::many(FieldId::InterveningParties, "helpers", Shape::Link(PARTIES), "Ids of those who intervened (HURIDOCS 2602).")
        .hint(TemplatePart::Rescue, "[\"some-person\"]", "ids of people, organisations, victims"),
    Field::one(FieldId::RansomDemanded, "ransom demanded", Shape::MoneyOrYesNo, "The sum demanded, such as `500000 CNY`, or whether one was.")
        .role(FieldRole::Ransom),
    Field::one(FieldId::RansomDemandedQualifier, "precision of ransom demanded", Shape::Term(V::CountQualifier), "How exact that sum is.").editorial()
        .qualifies(FieldId::RansomDemanded, Qualification::Exactness),
    Field::one(FieldId::RansomPaid, "ransom paid", Shape::MoneyOrYesNo, "The sum paid, such as `500000 CNY`, or whether one was.")
        .role(FieldRole::Ransom)
        .hint(TemplatePart::Rescued, "false", "a sum such as \"500000 CNY\", or true or false"),
    Field::one(FieldId::RansomPaidQualifier, "precision of ransom paid", Shape::Term(V::CountQualifier), "How exact that sum is.").editorial()
        .qualifies(FieldId::RansomPaid, Qualification::Exactness),
    Field::one(FieldId::Shelter, "shelter", Shape::Link(&[Kind::Place]), "The id of the place that took them in."),
    Field::one(FieldId::Outcome, "outcome", Shape::Term(V::Outcome), "What became of the people; `freed_oneself` where they got out without help.")
        .hint(TemplatePart::Rescued, "\"returned_home\"", ""),
    Field::one(FieldId::Success, "success", Shape::Term(V::Success), "Whether it worked.")
        .hint(TemplatePart::Rescued, "\"full\"", ""),
    Field::one(FieldId::PartOf, "larger rescue", Shape::Link(&[Kind::Rescue]), "The id of the larger rescue this is a part of.").editorial(),
];

const ARREST_FIELDS: &[Field] = &[
    Field::many(FieldId::ArrestType, "type of action", Shape::Term(V::ArrestType), "What the authorities did; `exit_ban` where they forbade a person to leave the country (HURIDOCS list 4, 050106).")
        .hint(TemplatePart::Arrest, "[\"raid\", \"arrest\"]", ""),
    Field::one(FieldId::Date, "date", Shape::Date, "When it happened.")
        .role(FieldRole::Date { rank: 0 })
        .hint(TemplatePart::Arrest, "\"2017-08-02\"", "\"2017?-08\" in a year that you infer, \"2017-08~\" about then"),
    Field::many(FieldId::Places, "place of event", Shape::Link(&[Kind::Place]), "Ids of the places where it happened.")
        .hint(TemplatePart::Arrest, "[\"some-place\"]", "ids of places"),
    Field::many(FieldId::Authorities, "authorities", Shape::Link(&[Kind::Organisation]), "Ids of the organisations that acted.")
        .hint(TemplatePart::Arrest, "[\"some-organisation\"]", "ids of organisations"),
    Field::many(FieldId::Persons, "persons", Shape::Link(PEOPLE), "Ids of the people it was done to. A victim's id is allowed: people made to commit frauds are not to be counted as offenders for it.")
        .hint(TemplatePart::Arrested, "[\"some-person\"]", "ids of people or victims"),
    Field::one(FieldId::Count, "people", PEOPLE_COUNT, "How many people it was done to.")
        .role(FieldRole::Figure { rank: 1 })
        .hint(TemplatePart::Arrested, "154", "how many people"),
    Field::one(FieldId::CountQualifier, "precision of count", Shape::Term(V::CountQualifier), "How exact the count is.").editorial()
        .qualifies(FieldId::Count, Qualification::Exactness)
        .hint(TemplatePart::Arrested, "\"exact\"", ""),
    Field::one(FieldId::CountBasis, "basis of count", Shape::Term(V::CountBasis), "Whether a source states the count or you computed it.").editorial()
        .qualifies(FieldId::Count, Qualification::Basis)
        .hint(TemplatePart::Arrested, "\"stated\"", ""),
    Field::many(FieldId::Charges, "charges", Shape::Words, "The charges, in the words of the law or the source."),
    Field::many(FieldId::AllegedOffence, "alleged offence", Shape::Offence, "ICCS codes of the offences alleged."),
    Field::one(FieldId::AllegedConduct, "alleged conduct", Shape::Words, "What the people are said to have done.")
        .long()
        .hint(TemplatePart::Arrested, "\"Fraud by telephone\"", "what they are said to have done"),
    Field::one(FieldId::AllegedLoss, "alleged loss", Shape::Money, "The loss said to have been caused, such as `450000000 USD`."),
    Field::one(FieldId::AllegedLossQualifier, "precision of alleged loss", Shape::Term(V::CountQualifier), "How exact that sum is.").editorial()
        .qualifies(FieldId::AllegedLoss, Qualification::Exactness),
    Field::one(FieldId::LegalStatus, "legal status", Shape::Term(V::LegalStatus), "The state of the proceedings.")
        .hint(TemplatePart::Arrested, "\"deported\"", ""),
    Field::one(FieldId::MaxPenalty, "maximum penalty", Shape::Words, "The greatest penalty possible."),
    Field::one(FieldId::Court, "court", Shape::Words, "The court."),
    Field::one(FieldId::DeportedTo, "deportation destination", Shape::Country, "The ISO 3166-1 code of the country people were sent to.")
        .hint(TemplatePart::Arrested, "\"CN\"", "a country by its ISO code"),
    Field::one(FieldId::Planned, "planned", Shape::YesNo, "Whether it was announced and is not known to have happened."),
    Field::one(FieldId::VictimScreening, "victim screening", Shape::Term(V::VictimScreening), "Whether anyone asked if those arrested were themselves trafficked.").editorial()
        .hint(TemplatePart::Arrested, "\"not_reported\"", ""),
    Field::one(FieldId::PartOf, "larger operation", Shape::Link(&[Kind::Arrest]), "The id of the larger operation this is a part of.").editorial(),
];

const EVENT_FIELDS: &[Field] = &[
    Field::one(FieldId::Date, "date", Shape::Date, "When it happened.")
        .hint(TemplatePart::Event, "\"2021-12\"", "when"),
    Field::one(FieldId::Type, "type", Shape::Term(V::EventType), "What kind of event it was. `recruitment`, `transit` and `exploitation` are stages of the trafficking (HTCDS hte_Type); a journey after it is `return` or `other`.")
        .hint(TemplatePart::Event, "\"recruitment\"", ""),
    Field::one(FieldId::Place, "place", Shape::LinkOrWords(&[Kind::Place]), "Where it happened: the id of a place, or words."),
    Field::one(FieldId::What, "description", Shape::Words, "What happened, in your own words.")
        .long()
        .hint(TemplatePart::Event, "\"A stranger offers a job.\"", "in your own words"),
    Field::one(FieldId::Key, "key", Shape::RowName, "The name by which quotes cite this event, as `event.KEY`.")
        .hint(TemplatePart::Event, "\"offer\"", "quotes cite it as event.offer"),
];

const GROUP_FIELDS: &[Field] = &[
    Field::one(FieldId::Count, "people", PEOPLE_COUNT, "How many people are in the group.")
        .role(FieldRole::Figure { rank: 1 })
        .hint(TemplatePart::Group, "3", "how many people"),
    Field::many(FieldId::Citizenship, "citizenship", Shape::Country, "ISO 3166-1 codes of the countries they are citizens of.")
        .hint(TemplatePart::Group, "\"CN\"", "a country by its ISO code"),
    Field::one(FieldId::Gender, "gender", Shape::Term(V::Gender), "Their gender."),
    Field::one(FieldId::Minor, "minor", Shape::YesNo, "Whether they were under 18.")
        .labelled(),
    Field::one(FieldId::Place, "place", Shape::LinkOrWords(&[Kind::Place]), "Where they were: the id of a place, or words."),
    Field::one(FieldId::Within, "larger group", Shape::RowName, "The key of the group that this one is a part of.")
        .labelled(),
    Field::one(FieldId::Key, "key", Shape::RowName, "The name by which quotes cite this group, as `group.KEY`.")
        .hint(TemplatePart::Group, "\"chinese\"", "quotes cite it as group.chinese"),
];

const QUOTE_FIELDS: &[Field] = &[
    Field::one(FieldId::Source, "source", Shape::Link(&[Kind::Source]), "The id of the source. Required.")
        .hint(TemplatePart::QuoteOfVictim, "\"some-source\"", "id of a source")
        .hint(TemplatePart::QuoteOfCount, "\"some-source\"", "id of a source"),
    Field::one(FieldId::At, "locator", Shape::Words, "Where in the source, in words, such as paragraph 3.")
        .hint(TemplatePart::QuoteOfVictim, "\"paragraph 1\"", "where in it")
        .hint(TemplatePart::QuoteOfCount, "\"paragraph 3\"", "where in it"),
    Field::one(FieldId::Speaker, "speaker", Shape::Words, "Who is being quoted, when it is not the writer.")
        .sensitive(Sensitivity::Name).short()
        .hint(TemplatePart::QuoteOfVictim, "\"A relative\"", "when it is not the writer")
        .hint(TemplatePart::QuoteOfCount, "\"The authorities\"", "when it is not the writer"),
    Field::one(FieldId::Text, "text", Shape::Words, "The words, exactly as the archived text has them. Required.")
        .sensitive(Sensitivity::Quote)
        .hint(TemplatePart::QuoteOfVictim, "\"Word for word.\"", "exactly as the archived text has it")
        .hint(TemplatePart::QuoteOfCount, "\"Word for word.\"", "exactly as the archived text has it"),
    Field::many(FieldId::Supports, "supports", Shape::Citations, "The fields of this case that the words support; `event.KEY` and `group.KEY` for rows.")
        .hint(TemplatePart::QuoteOfVictim, "[\"name\", \"age\"]", "the fields that the words support")
        .hint(TemplatePart::QuoteOfCount, "[\"date\", \"places\"]", "the fields that the words support"),
    Field::one(FieldId::Disputes, "disputes", Shape::Rivals, "The fields that the words contradict: a table from each to the value this source gives, a list of fields where it gives none, or a list of both.")
        .hint(TemplatePart::QuoteOfCount, "{ count = 376 }", "what this source gives instead"),
    Field::one(FieldId::Credibility, "credibility", Shape::Whole { least: 1, most: 6 }, "How credible this is, from 1 (confirmed) to 6 (cannot be judged), on the Admiralty scale.")
        .hint(TemplatePart::QuoteOfVictim, "2", "1 confirmed to 6 cannot be judged"),
    Field::one(FieldId::Note, "note", Shape::Words, "How you read the words.")
        .long(),
];

const CUSTODY_FIELDS: &[Field] = &[
    Field::one(FieldId::At, "date of act", Shape::Date, "When it was done."),
    Field::one(FieldId::By, "done by", Shape::Words, "Who did it.")
        .sensitive(Sensitivity::Name).short(),
    Field::one(FieldId::Action, "action", Shape::Words, "What was done, such as `handed over to the court`."),
];

const SOURCE_FIELDS: &[Field] = &[
    Field::one(FieldId::Type, "type", Shape::Term(V::SourceType), "What kind of text it is: an item type of CSL.")
        .hint(TemplatePart::Source, "\"article-newspaper\"", ""),
    Field::one(FieldId::Title, "title", Shape::Words, "Its title.")
        .title(Sensitivity::Title),
    Field::many(FieldId::Author, "authors", Shape::Words, "Who wrote it.")
        .hint(TemplatePart::Source, "[\"A. Writer\"]", "who wrote it"),
    Field::one(FieldId::Publisher, "publisher", Shape::Words, "Who published it.")
        .publisher()
        .hint(TemplatePart::Source, "\"A Newspaper\"", "who published it"),
    Field::one(FieldId::Published, "publication date", Shape::Date, "When it was published.")
        .role(FieldRole::Date { rank: 0 })
        .hint(TemplatePart::Source, "\"2022-07-15\"", "\"2022-07~\" about then"),
    Field::one(FieldId::PublishedBasis, "basis of date", Shape::Term(V::PublishedBasis), "How that date is known.")
        .qualifies(FieldId::Published, Qualification::Basis)
        .hint(TemplatePart::Source, "\"stated\"", ""),
    Field::one(FieldId::Language, "language", Shape::Language, "The ISO 639 code of its language.")
        .hint(TemplatePart::Source, "\"en\"", "by its ISO code"),
    Field::one(FieldId::Url, "URL", Shape::WebAddress, "Where it was found.")
        .hint(TemplatePart::Source, "\"https://example.org/article\"", "where it was found"),
    Field::one(FieldId::ArchivedUrl, "archived URL", Shape::WebAddress, "Where a public archive keeps it."),
    Field::one(FieldId::CollectedAt, "capture date", Shape::Date, "When you captured it (Berkeley Protocol VI.C).")
        .hint(TemplatePart::Copy, "\"TODAY\"", "when you captured it"),
    Field::one(FieldId::CollectedBy, "collector", Shape::Words, "Who captured it (Berkeley Protocol VI.C).")
        .sensitive(Sensitivity::Name)
        .hint(TemplatePart::Copy, "\"A. Researcher\"", "who did"),
    Field::one(FieldId::CollectionMethod, "capture method", Shape::Words, "How it was captured (Berkeley Protocol VI.C).")
        .hint(TemplatePart::Copy, "\"Saved from the browser\"", "how"),
    Field::one(FieldId::Sha256, "SHA-256", Shape::Sha256, "The SHA-256 hash of the archived text."),
    Field::one(FieldId::Original, "original file", Shape::Words, "The name of the file in the archive whose bytes were captured, from which the archived text was taken.")
        .short(),
    Field::one(FieldId::OriginalSha256, "SHA-256 of original", Shape::Sha256, "The SHA-256 hash of that file."),
    Field::one(FieldId::ExtractedWith, "extracted with", Shape::Words, "The program that took the text from it, with its version.")
        .short(),
    Field::one(FieldId::Licence, "licence", Shape::Term(V::Licence), "The licence under which it was published; of a dataset under an open one any share may be quoted."),
    Field::one(FieldId::Reliability, "reliability", Shape::Term(V::Reliability), "How reliable the source is, from A (completely) to F (cannot be judged), on the Admiralty scale.")
        .hint(TemplatePart::Source, "\"B\"", "A completely, F cannot be judged"),
    Field::many(FieldId::DerivedFrom, "original sources", Shape::Link(&[Kind::Source]), "Ids of the sources it rewrites or republishes; they count once together.")
        .hint(TemplatePart::Source, "[\"some-source\"]", "ids of the sources it rewrites"),
    Field::many(FieldId::Identifiers, "identifiers", Shape::Identifier, "What other databases call it, each behind the name of the database: `wikidata:Q424`, `opensanctions:NK-…`.").editorial(),
    Field::one(FieldId::Note, "note", Shape::Words, "What else is known of it.")
        .long(),
    Field::many(FieldId::Custody, "custody", Shape::Rows(RowKind::Custody), "What was done with the copy after it was captured, one table an act."),
];

const PLACE_FIELDS: &[Field] = &[
    Field::one(FieldId::Name, "name", Shape::Words, "Its name as the sources write it.")
        .name(Sensitivity::Title),
    Field::many(FieldId::Aliases, "aliases", Shape::Words, "Other names and spellings.")
        .aliases(Sensitivity::Title)
        .hint(TemplatePart::Place, "[\"Another name\"]", "other names and spellings"),
    Field::one(FieldId::Type, "type", Shape::Term(V::PlaceType), "What kind of place it is.")
        .hint(TemplatePart::Place, "\"compound\"", ""),
    Field::one(FieldId::Within, "larger place", Shape::Link(&[Kind::Place]), "The id of the place it lies in.")
        .hint(TemplatePart::Place, "\"some-place\"", "id of the place it lies in"),
    Field::one(FieldId::Country, "country", Shape::Country, "The ISO 3166-1 code of its country.")
        .hint(TemplatePart::Place, "\"MM\"", "by its ISO code"),
    Field::one(FieldId::Iso, "ISO code", Shape::Region, "Its own ISO 3166 code, such as `KH-18`."),
    Field::one(FieldId::Geonames, "GeoNames", Shape::Whole { least: 1, most: 1_000_000_000 }, "Its number at GeoNames."),
    Field::one(FieldId::Latitude, "latitude", Shape::Degrees { most: 90.0 }, "Degrees north, south negative.")
        .hint(TemplatePart::Place, "16.69", "degrees north"),
    Field::one(FieldId::Longitude, "longitude", Shape::Degrees { most: 180.0 }, "Degrees east, west negative.")
        .hint(TemplatePart::Place, "98.51", "degrees east"),
    Field::one(FieldId::CoordPrecision, "coordinate precision", Shape::Term(V::CoordPrecision), "What the coordinates are the coordinates of.")
        .hint(TemplatePart::Place, "\"area\"", ""),
    Field::one(FieldId::CoordSource, "coordinate source", Shape::Words, "Where the coordinates are from.")
        .hint(TemplatePart::Place, "\"A map\"", "where the coordinates are from"),
    Field::many(FieldId::Identifiers, "identifiers", Shape::Identifier, "What other databases call it, each behind the name of the database: `wikidata:Q424`, `opensanctions:NK-…`.").editorial(),
    Field::one(FieldId::Note, "note", Shape::Words, "What else is known of it.")
        .long(),
];

const PERSON_FIELDS: &[Field] = &[
    Field::one(FieldId::Name, "name", Shape::Words, "The name as the sources write it.")
        .name(Sensitivity::Name),
    Field::one(FieldId::NativeName, "native name", Shape::Words, "The name in its own script.")
        .native_name(Sensitivity::Name)
        .hint(TemplatePart::Person, "\"某人\"", "in the name's own script"),
    Field::many(FieldId::Aliases, "aliases", Shape::Words, "Other names and spellings.")
        .aliases(Sensitivity::Name)
        .hint(TemplatePart::Person, "[\"Another name\"]", "other names and spellings"),
    Field::many(FieldId::Roles, "roles", Shape::Term(V::Role), "What part the person plays in the cases.")
        .hint(TemplatePart::Person, "[\"rescuer\"]", ""),
    Field::many(FieldId::Citizenship, "citizenship", Shape::Country, "ISO 3166-1 codes of the countries the person is a citizen of.")
        .hint(TemplatePart::Person, "[\"CN\"]", "countries by their ISO codes"),
    Field::many(FieldId::MemberOf, "affiliations", Shape::Link(&[Kind::Organisation]), "Ids of the organisations the person belongs to.")
        .hint(TemplatePart::Person, "[\"some-organisation\"]", "ids of organisations"),
    Field::one(FieldId::Public, "public", Shape::YesNo, "Whether the person may be named in exports.")
        .hint(TemplatePart::Person, "false", "false keeps the name out of exports"),
    Field::many(FieldId::Identifiers, "identifiers", Shape::Identifier, "What other databases call it, each behind the name of the database: `wikidata:Q424`, `opensanctions:NK-…`.").editorial().sensitive(Sensitivity::Name),
    Field::one(FieldId::Note, "note", Shape::Words, "What else is known, and any reply the person has given.")
        .long(),
];

const ORGANISATION_FIELDS: &[Field] = &[
    Field::one(FieldId::Name, "name", Shape::Words, "The name as the sources write it.")
        .name(Sensitivity::Title),
    Field::one(FieldId::NativeName, "native name", Shape::Words, "The name in its own script.")
        .native_name(Sensitivity::Title)
        .hint(TemplatePart::Organisation, "\"中国大使馆\"", "in the name's own script"),
    Field::many(FieldId::Aliases, "aliases", Shape::Words, "Other names and spellings.")
        .aliases(Sensitivity::Title)
        .hint(TemplatePart::Organisation, "[\"Another name\"]", "other names and spellings"),
    Field::one(FieldId::Type, "type", Shape::Term(V::OrganisationType), "What kind of organisation it is.")
        .hint(TemplatePart::Organisation, "\"ngo\"", ""),
    Field::one(FieldId::Country, "country", Shape::Country, "The ISO 3166-1 code of its country.")
        .hint(TemplatePart::Organisation, "\"KH\"", "by its ISO code"),
    Field::one(FieldId::PartOf, "parent organisation", Shape::Link(&[Kind::Organisation]), "The id of the organisation it is a part of.")
        .hint(TemplatePart::Organisation, "\"some-organisation\"", "id of the organisation it is a part of"),
    Field::many(FieldId::Identifiers, "identifiers", Shape::Identifier, "What other databases call it, each behind the name of the database: `wikidata:Q424`, `opensanctions:NK-…`.").editorial(),
    Field::one(FieldId::Note, "note", Shape::Words, "What else is known of it.")
        .long(),
];

#[cfg(test)]
mod tests {
    use super::super::field::Assertion;
    use super::*;

    #[test]
    fn no_kind_has_a_field_twice_and_every_meaning_is_a_sentence() {
        let rows = RowKind::ALL.map(row_fields);
        for table in Kind::all().map(fields).chain(rows) {
            for (index, field) in table.iter().enumerate() {
                let again = table.iter().skip(index + 1).any(|other| other.name == field.name);
                assert!(!again, "{:?} is in the table twice", field.name);
                assert!(field.meaning.ends_with('.'), "{:?}", field.name);
            }
        }
    }

    #[test]
    fn a_case_starts_with_its_title_and_ends_with_its_quotes() {
        for kind in Kind::all().filter(|kind| kind.is_case()) {
            assert_eq!(fields(kind).first().map(|field| field.name), Some(FieldId::Title));
            assert_eq!(fields(kind).last().map(|field| field.name), Some(FieldId::Quote));
        }
    }

    #[test]
    fn a_field_qualifies_one_that_its_kind_has_and_the_same_in_every_kind() {
        let rows = RowKind::ALL.map(row_fields);
        for table in Kind::all().map(fields).chain(rows) {
            for field in table {
                assert_eq!(field.qualifies, qualified_by(field.name), "{:?}", field.name);
                if let Some(Qualifies { main, by }) = field.qualifies {
                    assert!(table.iter().any(|other| other.name == main), "{:?}", field.name);
                    assert_eq!(qualifier(main, by), Some(field.name));
                    assert_eq!(field.assertion == Assertion::Editorial, main != FieldId::Published);
                }
            }
        }
    }

    #[test]
    fn of_the_figures_and_of_the_dates_of_a_kind_one_comes_first() {
        for kind in Kind::all() {
            let mut ranks = Vec::new();
            for field in fields(kind) {
                let rank = match field.role {
                    FieldRole::Date { rank } => ("date", rank),
                    FieldRole::Figure { rank } => ("figure", rank),
                    FieldRole::Ordinary
                    | FieldRole::Name
                    | FieldRole::OtherName
                    | FieldRole::Title
                    | FieldRole::Ransom => continue,
                };
                assert!(!ranks.contains(&rank), "{kind} {:?}", field.name);
                ranks.push(rank);
            }
            let has_date = ranks.iter().any(|(what, _)| *what == "date");
            assert_eq!(has_date, kind.is_case() || kind == Kind::Source, "{kind}");
        }
    }

    #[test]
    fn the_names_of_people_and_the_words_of_sources_are_sensitive() {
        for kind in Kind::all() {
            let people = matches!(kind, Kind::Victim | Kind::Person);
            for field in fields(kind).iter().filter(|field| field.role.is_name()) {
                let expected = if people { Sensitivity::Name } else { Sensitivity::Title };
                assert_eq!(sensitivity(kind, field.name), expected, "{kind} {:?}", field.name);
                assert!(field.is_short());
            }
            assert_eq!(sensitivity(kind, FieldId::Text), Sensitivity::Quote);
            assert_eq!(sensitivity(kind, FieldId::Speaker), Sensitivity::Name);
        }
        assert_eq!(name_fields(), [FieldId::Name, FieldId::NativeName, FieldId::Aliases]);
        assert_eq!(sensitivity(Kind::Source, FieldId::CollectedBy), Sensitivity::Name);
        assert_eq!(sensitivity(Kind::Victim, FieldId::Title), Sensitivity::Open);
    }

    #[test]
    fn the_growth_of_every_field_that_links_is_measured() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/growth");
        let bench = std::fs::read_to_string(path).unwrap();
        let is_link = |field: &&Field| matches!(field.shape, Shape::Link(_) | Shape::LinkOrWords(_));
        let measured = |line: &str| bench.lines().any(|other| other.starts_with(line));
        let mut links = 0;
        for kind in Kind::all() {
            for field in fields(kind).iter().filter(is_link) {
                let line = format!("{} {} ", kind.folder(), field.name.as_str());
                assert!(measured(&line), "benches/growth does not measure {line}");
                links += 1;
            }
        }
        for row in RowKind::ALL {
            for field in row_fields(row).iter().filter(is_link) {
                let line = format!("victims {}.{} ", row.name(), field.name.as_str());
                assert!(measured(&line), "benches/growth does not measure {line}");
                links += 1;
            }
        }
        assert!(links > 20);
    }
}
