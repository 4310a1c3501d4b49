//! The layout of IOM's Human Trafficking Case Data Standard 2.0: a row for each person, in the fields and codes of the
//! standard, and a table of the labels of its columns.

use super::person_rows::{AlikePeople, PersonRows, left_out, unread};
use super::{ExportError, View, csv};
use crate::exchange::package::{HashedFile, Package};
use crate::record::{FieldId, Fields, Id, Kind, Value};
use crate::redaction::{RedactedRecord, Redaction};

/// A column: its name in the standard, its label there, and what it has of a victim.
struct HtcdsColumn {
    name: &'static str,
    label: &'static str,
    cell: fn(&Redaction<'_>, &Fields) -> String,
}

/// The columns that a case of ours has something for. The first is not of the standard: it says which case it is.
const COLUMNS: &[HtcdsColumn] = &[
    HtcdsColumn { name: "prs_FirstName", label: "First Name", cell: |_, fields| name(fields) },
    HtcdsColumn {
        name: "prs_Gender",
        label: "Gender",
        cell: |_, fields| coded(fields, FieldId::Gender, GENDERS),
    },
    HtcdsColumn {
        name: "prs_Citizenship",
        label: "Citizenship",
        cell: |_, fields| listed(fields, FieldId::Citizenship),
    },
    HtcdsColumn {
        name: "vic_TraffickingStatus",
        label: "Trafficking Status",
        cell: |_, fields| coded(fields, FieldId::TraffickingStatus, STATUSES),
    },
    HtcdsColumn {
        name: "vic_TraffickingStatusDecisionMakingOrg",
        label: "Trafficking Status Decision Making Organization",
        cell: |_, fields| coded(fields, FieldId::StatusDecidedBy, DECIDERS),
    },
    HtcdsColumn {
        name: "vic_AgeWhenTrafficked",
        label: "Age When Trafficked",
        cell: |_, fields| age(fields),
    },
    HtcdsColumn {
        name: "vic_RelationshipToTrafficker",
        label: "Relationship to Trafficker",
        cell: |_, fields| coded(fields, FieldId::RecruiterRelation, RELATIONS),
    },
    HtcdsColumn {
        name: "vic_MethodOfRecruitment",
        label: "Method of Recruitment",
        cell: |_, fields| coded(fields, FieldId::RecruitmentMethod, METHODS),
    },
    HtcdsColumn {
        name: "vic_RecruitmentWebsitesAndApps",
        label: "Recruitment Websites and Apps",
        cell: |_, fields| coded(fields, FieldId::RecruitmentApps, APPS),
    },
    HtcdsColumn {
        name: "vic_LocationOfRecruitment",
        label: "Location of Recruitment",
        cell: |redaction, fields| place(redaction, fields, FieldId::RecruitmentPlace),
    },
    HtcdsColumn {
        name: "vic_MethodsOfControl",
        label: "Methods of Control",
        cell: |_, fields| coded(fields, FieldId::MeansOfControl, CONTROLS),
    },
    HtcdsColumn {
        name: "vic_TypeOfExploitation",
        label: "Type of Exploitation",
        cell: |_, fields| coded(fields, FieldId::ExploitationType, EXPLOITATIONS),
    },
    HtcdsColumn {
        name: "vic_ExploitationWebsitesAndApps",
        label: "Exploitation Websites and Apps",
        cell: |_, fields| coded(fields, FieldId::ScamApps, APPS),
    },
    HtcdsColumn {
        name: "vic_LocationOfExploitation",
        label: "Location of Exploitation",
        cell: |redaction, fields| place(redaction, fields, FieldId::ExploitationPlace),
    },
    HtcdsColumn {
        name: "cas_Status",
        label: "Status",
        cell: |_, fields| coded(fields, FieldId::CaseStatus, CASES),
    },
];

/// Words of ours with the codes of the standard.
type Codes = &'static [(&'static str, &'static str)];

const GENDERS: Codes = &[
    ("female", "Feminine"),
    ("male", "Masculine"),
    ("transgender_female", "TransgenderFeminine"),
    ("transgender_male", "TransgenderMasculine"),
    ("non_conforming", "NonConforming"),
];
/// Whom sources disagree about is possibly a victim.
const STATUSES: Codes = &[
    ("actual", "ActualVictimOfTrafficking"),
    ("possible", "PossibleVictimOfTrafficking"),
    ("disputed", "PossibleVictimOfTrafficking"),
    ("not_a_victim", "NotAVictimOfTrafficking"),
];
const DECIDERS: Codes = &[
    ("police", "Police"),
    ("ngo", "NGO"),
    ("court", "CourtOrProsecution"),
    ("government", "NonPoliceGovernmentalOrganization"),
];
/// The standard spells the last one so.
const RELATIONS: Codes =
    &[("familial", "Familial"), ("acquainted", "Acquainted"), ("unacquainted", "Unaquainted")];
const METHODS: Codes = &[
    ("online_social_network", "ThroughOnlineSocialNetworks"),
    ("online_advertisement", "ThroughAnOnlineAdvertisement"),
    ("friends_or_social_events", "ThroughFriendsOrSocialEvents"),
    ("family", "ThroughFamilyOrFamilyEvents"),
    ("at_work", "AtWork"),
    ("at_school", "AtAnEducationalInstitution"),
    ("place_of_business", "AtAPlaceOfBusiness"),
    ("newspaper", "ThroughANewspaperAdvert"),
    ("television", "ThroughATelevisionAdvert"),
];
const APPS: Codes = &[
    ("WeChat", "WeChat"),
    ("QQ", "QQ"),
    ("TikTok", "TikTok"),
    ("Telegram", "Telegram"),
    ("WhatsApp", "WhatsApp"),
    ("Facebook", "Facebook"),
    ("Messenger", "FacebookMessenger"),
    ("Instagram", "Instagram"),
    ("Line", "Line"),
    ("Viber", "Viber"),
    ("Twitter", "Twitter"),
];
const CONTROLS: Codes = &[
    ("threats", "PhysicalThreats"),
    ("threats_law_enforcement", "ThreatsLawEnforcement"),
    ("threats_family", "ThreatensChildrenFamily"),
    ("debt_bondage", "DebtBondage"),
    ("false_promises", "FalsePromises"),
    ("physical_abuse", "PhysicalAbuse"),
    ("sexual_abuse", "SexualAbuse"),
    ("psychological_abuse", "PsychologicalAbuse"),
    ("psychoactive_substances", "PsychoactiveSubstance"),
    ("takes_earnings", "TakesEarnings"),
    ("restricts_financial_access", "RestrictsFinancialAccess"),
    ("restricts_medical_care", "RestrictsMedicalCare"),
    ("excessive_working_hours", "ExcessiveWorkingHours"),
    ("withholds_documents", "WithholdsDocuments"),
    ("withholds_necessities", "WithholdsNecessities"),
];
/// The standard has no forced criminality, for which `Other` is written.
const EXPLOITATIONS: Codes = &[
    ("forced_labour", "ForcedLabour"),
    ("sexual_exploitation", "SexualExploitation"),
    ("child_labour", "ChildLabour"),
    ("forced_marriage", "ForcedMarriage"),
    ("servitude", "Servitude"),
    ("forced_military", "ForcedMilitaryByNonStateActors"),
    ("organ_removal", "OrganRemoval"),
    ("forced_begging", "ForcedBegging"),
    ("forced_adoption", "ForcedAdoption"),
    ("surrogacy", "Surrogacy"),
];
const CASES: Codes = &[
    ("active", "Active"),
    ("follow_up", "FollowUp"),
    ("closed", "Closed"),
    ("closed_referred", "ClosedReferred"),
];

/// Writes victims in the layout of the standard.
pub(super) fn write(
    view: &View<'_>,
    ids: &[&Id],
    package: &mut dyn Package,
) -> Result<Option<String>, ExportError> {
    let mut file = HashedFile::add(package, "htcds.csv")?;
    let names = std::iter::once("casebook_id").chain(COLUMNS.iter().map(|column| column.name));
    file.put(package, csv::line(::csv::QuoteStyle::Necessary, names)?.as_bytes())?;
    let expands = view.options.expands_groups;
    let row = |released: &RedactedRecord<'_>| {
        let rows = PersonRows::of(released.fields(), expands);
        let line = |alike: AlikePeople<'_>| {
            let cells = COLUMNS.iter().map(|column| {
                let cell = (column.cell)(view.redaction, &alike.fields);
                match column.name {
                    "prs_FirstName" | "vic_AgeWhenTrafficked" => rows.own(cell, true, ';'),
                    "prs_Citizenship" => rows.own(cell, false, ';'),
                    _ => cell,
                }
            });
            let cells = std::iter::once(released.id().to_string()).chain(cells);
            Ok((csv::line(::csv::QuoteStyle::Necessary, cells)?, alike.count))
        };
        let lines = rows.people(released).into_iter().map(line);
        let lines = lines.collect::<Result<Vec<_>, std::io::Error>>()?;
        Ok::<_, std::io::Error>((rows, lines))
    };
    let victims = ids.iter().copied();
    let victims = victims.filter(|id| view.redaction.kind_of(id) == Some(Kind::Victim));
    let (mut groups, mut not_read) = (0_usize, 0_usize);
    for row in view.redaction.map_records(victims, row) {
        let (rows, lines) = row?;
        groups += usize::from(rows == PersonRows::LeftOut);
        not_read += usize::from(rows == PersonRows::Unread);
        for (line, count) in lines {
            for _ in 0..count {
                file.put(package, line.as_bytes())?;
            }
        }
    }
    let mut labels = HashedFile::add(package, "labels.csv")?;
    let lines = COLUMNS.iter().map(|column| [column.name, column.label]);
    for line in std::iter::once(["field", "label"]).chain(lines) {
        let line = csv::line(::csv::QuoteStyle::Necessary, line.into_iter())?;
        labels.put(package, line.as_bytes())?;
    }
    let said: Vec<String> = left_out(groups, expands).into_iter().chain(unread(not_read)).collect();
    Ok((!said.is_empty()).then(|| said.join("; ")))
}

/// Returns the codes of the words of a field, each once; what the standard has no code for is `Other`.
fn coded(fields: &Fields, name: FieldId, codes: Codes) -> String {
    let items = fields.get(name).map_or(&[][..], |entry| &entry.items);
    let mut found: Vec<&str> = Vec::new();
    for item in items {
        let Value::Term(word) = &item.value else { continue };
        let code = codes.iter().find(|(own, _)| **own == **word).map_or("Other", |(_, code)| code);
        if !found.contains(&code) {
            found.push(code);
        }
    }
    found.join(";")
}

fn listed(fields: &Fields, name: FieldId) -> String {
    let items = fields.get(name).map_or(&[][..], |entry| &entry.items);
    let read = items.iter().filter(|item| item.value.is_read());
    read.map(|item| item.value.written()).collect::<Vec<_>>().join(";")
}

/// Returns the whole name, which no file parts, of those who chose to be named by it.
fn name(fields: &Fields) -> String {
    let chose = fields.text(FieldId::NameType) == Some("real_by_choice");
    fields.text(FieldId::Name).filter(|_| chose).unwrap_or_default().to_owned()
}

/// Returns an age at the time of the trafficking; one at an interview or in a report is another.
fn age(fields: &Fields) -> String {
    let is_then = matches!(fields.text(FieldId::AgeAt), Some("recruitment" | "exploitation"));
    let age = fields.whole(FieldId::Age).filter(|_| is_then);
    age.map(|age| age.to_string()).unwrap_or_default()
}

fn place(redaction: &Redaction<'_>, fields: &Fields, name: FieldId) -> String {
    let items = fields.get(name).map_or(&[][..], |entry| &entry.items);
    let first = items.first().filter(|item| item.value.is_read());
    let said = first.map(|item| match item.value.link() {
        Some(id) => redaction.target(id).map_or_else(|| id.to_string(), |target| target.name),
        None => item.value.written().into_owned(),
    });
    said.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{Shape, field};

    #[test]
    fn a_word_without_a_code_is_other_on_purpose() {
        for (name, codes, other) in [
            (FieldId::Gender, GENDERS, &[][..]),
            (FieldId::TraffickingStatus, STATUSES, &[]),
            (FieldId::StatusDecidedBy, DECIDERS, &["media", "self", "other"]),
            (FieldId::RecruiterRelation, RELATIONS, &[]),
            (FieldId::RecruitmentMethod, METHODS, &["kidnapping", "other"]),
            (FieldId::RecruitmentApps, APPS, &["Douyin", "video_app", "other"]),
            (
                FieldId::MeansOfControl,
                CONTROLS,
                &["restricts_movement", "uses_children", "sold_on", "other"],
            ),
            (FieldId::ExploitationType, EXPLOITATIONS, &["forced_criminality", "other"]),
            (FieldId::CaseStatus, CASES, &[]),
        ] {
            let Shape::Term(vocabulary) = field(Kind::Victim, name).unwrap().shape else {
                panic!("{name:?} is of no vocabulary")
            };
            let mut words: Vec<&str> = vocabulary.words().collect();
            words.retain(|word| !codes.iter().any(|(own, _)| own == word));
            assert_eq!(words, other, "{name:?}");
            for (own, _) in codes {
                assert!(vocabulary.words().any(|word| word == *own), "{own}");
            }
        }
    }
}
