//! The one table of the format: which fields each kind of record has, in the order in which they
//! are shown. Reading, checking, showing, filtering, exporting and the schema all read it.

use std::sync::LazyLock;

use super::field::{Field, Name, Shape};
use super::kind::{Kind, RowKind};
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
    }
}

/// Returns the field of that name, where the kind has it.
pub fn field(kind: Kind, name: Name) -> Option<&'static Field> {
    fields(kind).iter().find(|field| field.name == name)
}

/// A case opens with what it is called, goes on with its own fields, and closes with its rows.
fn case(own: &[Field]) -> Vec<Field> {
    [CASE_HEAD, own, CASE_TAIL].concat()
}

const CASE_HEAD: &[Field] = &[
    Field::one(Name::Title, "title", Shape::Words, "What the case is called in lists. Required.").own(),
    Field::one(Name::Summary, "summary", Shape::Words, "The case in a few sentences of your own.").own(),
    Field::one(Name::Confidentiality, "confidentiality", Shape::Term(V::Confidentiality), "Who may see the case; the collection's own setting where absent.").own(),
    Field::one(Name::CaseStatus, "case status", Shape::Term(V::CaseStatus), "Where your work on the case stands (HTCDS cas_Status).").own(),
];

const CASE_TAIL: &[Field] = &[
    Field::many(Name::Tags, "tags", Shape::Words, "Words of your own to find the case by.").own(),
    Field::many(Name::Related, "related", Shape::Link(CASES), "Ids of cases that have to do with this one.").own(),
    Field::one(Name::Note, "note", Shape::Words, "How you read the sources: what is inferred, what is left open.").own(),
    Field::many(Name::Event, "events", Shape::Rows(RowKind::Event), "What happened, one table an event."),
    Field::many(Name::Group, "groups", Shape::Rows(RowKind::Group), "Parts of those whom the case counts, one table a group."),
    Field::many(Name::Quote, "quotes", Shape::Rows(RowKind::Quote), "The words of the sources, one table a passage.").own(),
];

const VICTIM_FIELDS: &[Field] = &[
    Field::one(Name::CountingUnit, "counted as", Shape::Term(V::CountingUnit), "Whether the case is one person or a group; one person where absent (HURIDOCS 0902).").own(),
    Field::one(Name::Count, "people", PEOPLE_COUNT, "How many people are in the group (HURIDOCS 0931)."),
    Field::one(Name::CountQualifier, "count is", Shape::Term(V::CountQualifier), "How exact the count is.").own(),
    Field::one(Name::Name, "name", Shape::Words, "The name that the sources give, pseudonyms included."),
    Field::one(Name::NameType, "name is", Shape::Term(V::NameType), "What kind of name it is.").own(),
    Field::one(Name::NativeName, "native name", Shape::Words, "The name in its own script."),
    Field::many(Name::Aliases, "aliases", Shape::Words, "Other names that the sources give."),
    Field::one(Name::Gender, "gender", Shape::Term(V::Gender), "The person's gender (HTCDS prs_Gender)."),
    Field::one(Name::Age, "age", Shape::Whole { least: 0, most: 120 }, "The person's age in years (HTCDS vic_AgeWhenTrafficked, where `age_at` is `recruitment` or `exploitation`)."),
    Field::one(Name::AgeAt, "age at", Shape::Term(V::AgeAt), "When the person had that age.").own(),
    Field::one(Name::Minor, "minor", Shape::YesNo, "Whether the person was under 18, where the age itself is unknown."),
    Field::many(Name::Citizenship, "citizenship", Shape::Country, "ISO 3166-1 codes of the countries the person is a citizen of."),
    Field::one(Name::Home, "home", Shape::LinkOrWords(&[Kind::Place]), "Where the person is from: the id of a place, or words."),
    Field::one(Name::Occupation, "occupation", Shape::Words, "What the person did before."),
    Field::many(Name::Languages, "languages", Shape::Language, "ISO 639 codes of the languages the person speaks."),
    Field::one(Name::TraffickingStatus, "status", Shape::Term(V::TraffickingStatus), "Whether the person was trafficked (HTCDS vic_TraffickingStatus, and `disputed`)."),
    Field::many(Name::StatusDecidedBy, "decided by", Shape::Term(V::DecidedBy), "Who decided the status, according to a source (HTCDS vic_TraffickingStatusDecisionMakingOrg); left out where the status is your own reading.").own(),
    Field::one(Name::RecruitmentDate, "recruited", Shape::Date, "When the person was recruited."),
    Field::one(Name::RecruitmentPlace, "recruited in", Shape::LinkOrWords(&[Kind::Place]), "Where the person was recruited: the id of a place, or words."),
    Field::many(Name::RecruitmentMethod, "recruited by way of", Shape::Term(V::RecruitmentMethod), "How the person was recruited (HTCDS vic_MethodOfRecruitment)."),
    Field::many(Name::RecruitmentApps, "recruited on", Shape::Term(V::App), "The services the recruiters used."),
    Field::one(Name::Promised, "promised", Shape::Words, "What the person was promised."),
    Field::one(Name::Smuggled, "smuggled", Shape::YesNo, "Whether others took the person across a border unlawfully; not said of a person who entered alone and without papers."),
    Field::many(Name::TransitRoute, "route", Shape::LinkOrWords(&[Kind::Place]), "The places on the way, in order: ids of places, or words."),
    Field::many(Name::TransitModes, "travelled by", Shape::Term(V::TransitMode), "How the person travelled."),
    Field::one(Name::ExploitationPlace, "exploited in", Shape::Link(&[Kind::Place]), "The id of the place where the person was held."),
    Field::one(Name::Operator, "operator", Shape::Link(&[Kind::Organisation]), "The id of the organisation that held the person."),
    Field::one(Name::ExploitationStart, "held from", Shape::Date, "When the person was first held."),
    Field::one(Name::ExploitationEnd, "held until", Shape::Date, "When the person was last held."),
    Field::many(Name::ExploitationType, "exploitation", Shape::Term(V::ExploitationType), "What the person was exploited for (HTCDS vic_TypeOfExploitation, and `forced_criminality`)."),
    Field::many(Name::ScamType, "scams", Shape::Term(V::ScamType), "The frauds the person was made to commit."),
    Field::many(Name::ScamApps, "scammed on", Shape::Term(V::App), "The services the frauds were committed on."),
    Field::many(Name::MeansOfControl, "control", Shape::Term(V::MeansOfControl), "How the person was controlled (HTCDS vic_MethodsOfControl)."),
    Field::one(Name::SoldCount, "times sold", Shape::Whole { least: 0, most: 1_000 }, "How often the person was sold."),
    Field::one(Name::RansomDemanded, "ransom demanded", Shape::MoneyOrYesNo, "The sum demanded, such as `500000 CNY`, or whether one was."),
    Field::one(Name::RansomDemandedQualifier, "sum demanded is", Shape::Term(V::CountQualifier), "How exact that sum is.").own(),
    Field::one(Name::RansomPaid, "ransom paid", Shape::MoneyOrYesNo, "The sum paid, such as `500000 CNY`, or whether one was."),
    Field::one(Name::RansomPaidQualifier, "sum paid is", Shape::Term(V::CountQualifier), "How exact that sum is.").own(),
    Field::one(Name::MissingSince, "missing since", Shape::Date, "When the person was last heard of."),
    Field::one(Name::Outcome, "outcome", Shape::Term(V::Outcome), "What the sources last say became of the person; `freed_oneself` where the person got out without help."),
    Field::one(Name::OutcomeDate, "outcome on", Shape::Date, "When that was."),
];

const RESCUE_FIELDS: &[Field] = &[
    Field::many(Name::RescueType, "way out", Shape::Term(V::RescueType), "How people got out, or how others tried to get them out."),
    Field::one(Name::Date, "date", Shape::Date, "When it happened."),
    Field::many(Name::Places, "places", Shape::Link(&[Kind::Place]), "Ids of the places where it happened."),
    Field::many(Name::Victims, "victims", Shape::Link(&[Kind::Victim]), "Ids of the victims it is about."),
    Field::one(Name::Count, "people freed", PEOPLE_COUNT, "How many people got out."),
    Field::one(Name::CountQualifier, "count is", Shape::Term(V::CountQualifier), "How exact the count is.").own(),
    Field::one(Name::CountBasis, "count is from", Shape::Term(V::CountBasis), "Whether a source states the count or you computed it.").own(),
    Field::one(Name::Requests, "asked for help", PEOPLE_COUNT, "How many people asked for help, whether or not they were freed."),
    Field::one(Name::RequestsQualifier, "that number is", Shape::Term(V::CountQualifier), "How exact that number is.").own(),
    Field::many(Name::RequestedBy, "asked by", Shape::Link(PARTIES), "Ids of those who asked for help."),
    Field::many(Name::RequestedFrom, "asked of", Shape::Link(PARTIES), "Ids of those who were asked (HURIDOCS 2612)."),
    Field::many(Name::InterveningParties, "who helped", Shape::Link(PARTIES), "Ids of those who intervened (HURIDOCS 2602)."),
    Field::one(Name::RansomDemanded, "ransom demanded", Shape::MoneyOrYesNo, "The sum demanded, such as `500000 CNY`, or whether one was."),
    Field::one(Name::RansomDemandedQualifier, "sum demanded is", Shape::Term(V::CountQualifier), "How exact that sum is.").own(),
    Field::one(Name::RansomPaid, "ransom paid", Shape::MoneyOrYesNo, "The sum paid, such as `500000 CNY`, or whether one was."),
    Field::one(Name::RansomPaidQualifier, "sum paid is", Shape::Term(V::CountQualifier), "How exact that sum is.").own(),
    Field::one(Name::Shelter, "shelter", Shape::Link(&[Kind::Place]), "The id of the place that took them in."),
    Field::one(Name::Outcome, "outcome", Shape::Term(V::Outcome), "What became of the people; `freed_oneself` where they got out without help."),
    Field::one(Name::Success, "success", Shape::Term(V::Success), "Whether it worked."),
    Field::one(Name::PartOf, "part of", Shape::Link(&[Kind::Rescue]), "The id of the larger rescue this is a part of.").own(),
];

const ARREST_FIELDS: &[Field] = &[
    Field::many(Name::ArrestType, "act", Shape::Term(V::ArrestType), "What the authorities did; `exit_ban` where they forbade somebody to leave the country (HURIDOCS list 4, 050106)."),
    Field::one(Name::Date, "date", Shape::Date, "When it happened."),
    Field::many(Name::Places, "places", Shape::Link(&[Kind::Place]), "Ids of the places where it happened."),
    Field::many(Name::Authorities, "authorities", Shape::Link(&[Kind::Organisation]), "Ids of the organisations that acted."),
    Field::many(Name::Persons, "persons", Shape::Link(PEOPLE), "Ids of the people it was done to. A victim's id may stand here: people made to commit frauds are not to be counted as offenders for it."),
    Field::one(Name::Count, "people", PEOPLE_COUNT, "How many people it was done to."),
    Field::one(Name::CountQualifier, "count is", Shape::Term(V::CountQualifier), "How exact the count is.").own(),
    Field::one(Name::CountBasis, "count is from", Shape::Term(V::CountBasis), "Whether a source states the count or you computed it.").own(),
    Field::many(Name::Charges, "charges", Shape::Words, "The charges, in the words of the law or the source."),
    Field::many(Name::AllegedOffence, "alleged offence", Shape::Offence, "ICCS codes of the offences alleged."),
    Field::one(Name::AllegedConduct, "alleged conduct", Shape::Words, "What the people are said to have done."),
    Field::one(Name::AllegedLoss, "alleged loss", Shape::Money, "The loss said to have been caused, such as `450000000 USD`."),
    Field::one(Name::AllegedLossQualifier, "loss is", Shape::Term(V::CountQualifier), "How exact that sum is.").own(),
    Field::one(Name::LegalStatus, "legal status", Shape::Term(V::LegalStatus), "Where the proceedings stand."),
    Field::one(Name::MaxPenalty, "maximum penalty", Shape::Words, "The greatest penalty possible."),
    Field::one(Name::Court, "court", Shape::Words, "The court."),
    Field::one(Name::DeportedTo, "deported to", Shape::Country, "The ISO 3166-1 code of the country people were sent to."),
    Field::one(Name::Planned, "planned", Shape::YesNo, "Whether it was announced and is not known to have happened."),
    Field::one(Name::VictimScreening, "victim screening", Shape::Term(V::VictimScreening), "Whether anyone asked if those arrested were themselves trafficked.").own(),
    Field::one(Name::PartOf, "part of", Shape::Link(&[Kind::Arrest]), "The id of the larger operation this is a part of.").own(),
];

const EVENT_FIELDS: &[Field] = &[
    Field::one(Name::Date, "date", Shape::Date, "When it happened."),
    Field::one(Name::Type, "type", Shape::Term(V::EventType), "What kind of event it was. `recruitment`, `transit` and `exploitation` are stages of the trafficking (HTCDS hte_Type); a journey after it is `return` or `other`."),
    Field::one(Name::Place, "place", Shape::LinkOrWords(&[Kind::Place]), "Where it happened: the id of a place, or words."),
    Field::one(Name::What, "what", Shape::Words, "What happened, in your own words."),
    Field::one(Name::Key, "key", Shape::RowName, "The name by which quotes cite this event, as `event.KEY`."),
];

const GROUP_FIELDS: &[Field] = &[
    Field::one(Name::Count, "people", PEOPLE_COUNT, "How many people are in the group."),
    Field::many(Name::Citizenship, "citizenship", Shape::Country, "ISO 3166-1 codes of the countries they are citizens of."),
    Field::one(Name::Gender, "gender", Shape::Term(V::Gender), "Their gender."),
    Field::one(Name::Minor, "minor", Shape::YesNo, "Whether they were under 18."),
    Field::one(Name::Place, "place", Shape::LinkOrWords(&[Kind::Place]), "Where they were: the id of a place, or words."),
    Field::one(Name::Within, "within", Shape::RowName, "The key of the group that this one is a part of."),
    Field::one(Name::Key, "key", Shape::RowName, "The name by which quotes cite this group, as `group.KEY`."),
];

const QUOTE_FIELDS: &[Field] = &[
    Field::one(Name::Source, "source", Shape::Link(&[Kind::Source]), "The id of the source. Required."),
    Field::one(Name::At, "at", Shape::Words, "Where in the source, in words."),
    Field::one(Name::Speaker, "speaker", Shape::Words, "Who is being quoted, when it is not the writer."),
    Field::one(Name::Text, "text", Shape::Words, "The words, exactly as the archived text has them. Required."),
    Field::many(Name::Supports, "supports", Shape::Citations, "The fields of this case that the words carry; `event.KEY` and `group.KEY` for rows."),
    Field::one(Name::Disputes, "disputes", Shape::Rivals, "The fields that the words contradict: a table from each to the value this source gives, a list of fields where it gives none, or a list of both."),
    Field::one(Name::Credibility, "credibility", Shape::Whole { least: 1, most: 6 }, "How credible this is, from 1 (confirmed) to 6 (cannot be judged), on the Admiralty scale."),
    Field::one(Name::Note, "note", Shape::Words, "How you read the words."),
];

const SOURCE_FIELDS: &[Field] = &[
    Field::one(Name::Type, "type", Shape::Term(V::SourceType), "What kind of text it is: an item type of CSL."),
    Field::one(Name::Title, "title", Shape::Words, "Its title."),
    Field::many(Name::Author, "authors", Shape::Words, "Who wrote it."),
    Field::one(Name::Publisher, "publisher", Shape::Words, "Who published it."),
    Field::one(Name::Published, "published", Shape::Date, "When it was published."),
    Field::one(Name::PublishedBasis, "date is", Shape::Term(V::PublishedBasis), "How that date is known."),
    Field::one(Name::Language, "language", Shape::Language, "The ISO 639 code of its language."),
    Field::one(Name::Url, "address", Shape::WebAddress, "Where it was found."),
    Field::one(Name::ArchivedUrl, "archived at", Shape::WebAddress, "Where a public archive keeps it."),
    Field::one(Name::CollectedAt, "collected", Shape::Date, "When you captured it (Berkeley Protocol VI.C)."),
    Field::one(Name::CollectedBy, "collected by", Shape::Words, "Who captured it (Berkeley Protocol VI.C)."),
    Field::one(Name::CollectionMethod, "collected how", Shape::Words, "How it was captured (Berkeley Protocol VI.C)."),
    Field::one(Name::Sha256, "SHA-256", Shape::Sha256, "The SHA-256 hash of the archived text."),
    Field::one(Name::Reliability, "reliability", Shape::Term(V::Reliability), "How reliable the source is, from A (completely) to F (cannot be judged), on the Admiralty scale."),
    Field::many(Name::DerivedFrom, "derived from", Shape::Link(&[Kind::Source]), "Ids of the sources it rewrites or republishes; they count once together."),
    Field::one(Name::Note, "note", Shape::Words, "What else is known of it."),
];

const PLACE_FIELDS: &[Field] = &[
    Field::one(Name::Name, "name", Shape::Words, "Its name as the sources write it."),
    Field::many(Name::Aliases, "aliases", Shape::Words, "Other names and spellings."),
    Field::one(Name::Type, "type", Shape::Term(V::PlaceType), "What kind of place it is."),
    Field::one(Name::Within, "within", Shape::Link(&[Kind::Place]), "The id of the place it lies in."),
    Field::one(Name::Country, "country", Shape::Country, "The ISO 3166-1 code of its country."),
    Field::one(Name::Iso, "ISO code", Shape::Region, "Its own ISO 3166 code, such as `KH-18`."),
    Field::one(Name::Geonames, "GeoNames", Shape::Whole { least: 1, most: 1_000_000_000 }, "Its number at GeoNames."),
    Field::one(Name::Latitude, "latitude", Shape::Degrees { most: 90.0 }, "Degrees north, south negative."),
    Field::one(Name::Longitude, "longitude", Shape::Degrees { most: 180.0 }, "Degrees east, west negative."),
    Field::one(Name::CoordPrecision, "coordinates mark", Shape::Term(V::CoordPrecision), "What the coordinates are the coordinates of."),
    Field::one(Name::CoordSource, "coordinates from", Shape::Words, "Where the coordinates are from."),
    Field::one(Name::Note, "note", Shape::Words, "What else is known of it."),
];

const PERSON_FIELDS: &[Field] = &[
    Field::one(Name::Name, "name", Shape::Words, "The name as the sources write it."),
    Field::one(Name::NativeName, "native name", Shape::Words, "The name in its own script."),
    Field::many(Name::Aliases, "aliases", Shape::Words, "Other names and spellings."),
    Field::many(Name::Roles, "roles", Shape::Term(V::Role), "What part the person plays in the cases."),
    Field::many(Name::Citizenship, "citizenship", Shape::Country, "ISO 3166-1 codes of the countries the person is a citizen of."),
    Field::many(Name::MemberOf, "member of", Shape::Link(&[Kind::Organisation]), "Ids of the organisations the person belongs to."),
    Field::one(Name::Public, "public", Shape::YesNo, "Whether the person may be named in exports."),
    Field::one(Name::Note, "note", Shape::Words, "What else is known, and any reply the person has given."),
];

const ORGANISATION_FIELDS: &[Field] = &[
    Field::one(Name::Name, "name", Shape::Words, "The name as the sources write it."),
    Field::one(Name::NativeName, "native name", Shape::Words, "The name in its own script."),
    Field::many(Name::Aliases, "aliases", Shape::Words, "Other names and spellings."),
    Field::one(Name::Type, "type", Shape::Term(V::OrganisationType), "What kind of organisation it is."),
    Field::one(Name::Country, "country", Shape::Country, "The ISO 3166-1 code of its country."),
    Field::one(Name::PartOf, "part of", Shape::Link(&[Kind::Organisation]), "The id of the organisation it is a part of."),
    Field::one(Name::Note, "note", Shape::Words, "What else is known of it."),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_kind_has_a_field_twice_and_every_meaning_is_a_sentence() {
        let rows = [RowKind::Event, RowKind::Group, RowKind::Quote].map(row_fields);
        for table in Kind::all().map(fields).chain(rows) {
            for (index, field) in table.iter().enumerate() {
                let again = table.iter().skip(index + 1).any(|other| other.name == field.name);
                assert!(!again, "{:?} stands twice", field.name);
                assert!(field.meaning.ends_with('.'), "{:?}", field.name);
            }
        }
    }

    #[test]
    fn a_case_starts_with_its_title_and_ends_with_its_quotes() {
        for kind in Kind::all().filter(|kind| kind.is_case()) {
            assert_eq!(fields(kind).first().map(|field| field.name), Some(Name::Title));
            assert_eq!(fields(kind).last().map(|field| field.name), Some(Name::Quote));
        }
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
        for row in [RowKind::Event, RowKind::Group, RowKind::Quote] {
            for field in row_fields(row).iter().filter(is_link) {
                let line = format!("victims {}.{} ", row.name(), field.name.as_str());
                assert!(measured(&line), "benches/growth does not measure {line}");
                links += 1;
            }
        }
        assert!(links > 20);
    }
}
