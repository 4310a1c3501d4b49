//! The 62 columns of CTDC's older dataset, of which small classes were left out.
//!
//! It is the layout alone: whether a class is small, `--public` sees to.

use super::{CtdcCell, CtdcColumn, age, column, country_code, first_citizenship};
use crate::record::{FieldId, Fields};

/// What a cell has of which nothing is known.
pub(super) const MISSING: &str = "-99";

/// The words of the layout for means of control.
const MEANS: &[(&str, &str)] = &[
    ("debt_bondage", "Debt bondage"),
    ("takes_earnings", "Takes earnings"),
    ("restricts_financial_access", "Restricts financial access"),
    ("threats", "Threats"),
    ("threats_family", "Threats"),
    ("psychological_abuse", "Psychological abuse"),
    ("physical_abuse", "Physical abuse"),
    ("sexual_abuse", "Sexual abuse"),
    ("false_promises", "False promises"),
    ("psychoactive_substances", "Psychoactive substances"),
    ("restricts_movement", "Restricts movement"),
    ("restricts_medical_care", "Restricts medical care"),
    ("excessive_working_hours", "Excessive working hours"),
    ("uses_children", "Uses children"),
    ("threats_law_enforcement", "Threat of law enforcement"),
    ("withholds_necessities", "Withholds necessities"),
    ("withholds_documents", "Withholds documents"),
    ("sold_on", "Other"),
    ("other", "Other"),
];

/// The words of the layout for types of exploitation.
const EXPLOITATIONS: &[(&str, &str)] = &[
    ("forced_labour", "Forced labour"),
    ("forced_criminality", "Forced labour"),
    ("child_labour", "Forced labour"),
    ("servitude", "Forced labour"),
    ("forced_begging", "Forced labour"),
    ("sexual_exploitation", "Sexual exploitation"),
    ("forced_marriage", "Forced marriage"),
    ("forced_military", "Forced military"),
    ("organ_removal", "Organ removal"),
    ("forced_adoption", "Other"),
    ("surrogacy", "Other"),
    ("other", "Other"),
];

/// The words of the layout for kinds of labour that types of exploitation say.
const LABOUR: &[(&str, &str)] =
    &[("forced_criminality", "Illicit activities"), ("forced_begging", "Begging")];

const RELATIONS: &[(&str, &str)] =
    &[("familial", "Family"), ("acquainted", "Friend"), ("unacquainted", "Other")];

/// What is labour against someone's will.
const FORCED: &[&str] =
    &["forced_labour", "forced_criminality", "child_labour", "servitude", "forced_begging"];

/// The columns, in the order of the layout.
pub(super) const COLUMNS: [CtdcColumn; 62] = {
    use CtdcCell::{Always, Flag, Made, None, Words};
    use FieldId::{ExploitationType, MeansOfControl, RecruiterRelation, RecruitmentMethod};
    [
        column("yearOfRegistration", None),
        // Cases of ours are those that were published.
        column("Datasource", Always("Media")),
        column("gender", Made(|_, fields| gender(fields))),
        column("ageBroad", Made(|_, fields| age(fields))),
        column("majorityStatus", Made(|_, fields| majority(fields, &["interview", "report"]))),
        column("majorityStatusAtExploit", Made(|_, fields| majority(fields, &["exploitation"]))),
        column("majorityEntry", Made(|_, fields| majority(fields, &["recruitment"]))),
        column("citizenship", Made(|_, fields| first_citizenship(fields))),
        column("meansOfControlDebtBondage", Flag(MeansOfControl, &["debt_bondage"])),
        column("meansOfControlTakesEarnings", Flag(MeansOfControl, &["takes_earnings"])),
        column(
            "meansOfControlRestrictsFinancialAccess",
            Flag(MeansOfControl, &["restricts_financial_access"]),
        ),
        column("meansOfControlThreats", Flag(MeansOfControl, &["threats", "threats_family"])),
        column("meansOfControlPsychologicalAbuse", Flag(MeansOfControl, &["psychological_abuse"])),
        column("meansOfControlPhysicalAbuse", Flag(MeansOfControl, &["physical_abuse"])),
        column("meansOfControlSexualAbuse", Flag(MeansOfControl, &["sexual_abuse"])),
        column("meansOfControlFalsePromises", Flag(MeansOfControl, &["false_promises"])),
        column(
            "meansOfControlPsychoactiveSubstances",
            Flag(MeansOfControl, &["psychoactive_substances"]),
        ),
        column("meansOfControlRestrictsMovement", Flag(MeansOfControl, &["restricts_movement"])),
        column(
            "meansOfControlRestrictsMedicalCare",
            Flag(MeansOfControl, &["restricts_medical_care"]),
        ),
        column(
            "meansOfControlExcessiveWorkingHours",
            Flag(MeansOfControl, &["excessive_working_hours"]),
        ),
        column("meansOfControlUsesChildren", Flag(MeansOfControl, &["uses_children"])),
        column(
            "meansOfControlThreatOfLawEnforcement",
            Flag(MeansOfControl, &["threats_law_enforcement"]),
        ),
        column(
            "meansOfControlWithholdsNecessities",
            Flag(MeansOfControl, &["withholds_necessities"]),
        ),
        column("meansOfControlWithholdsDocuments", Flag(MeansOfControl, &["withholds_documents"])),
        column("meansOfControlOther", Flag(MeansOfControl, &["other", "sold_on"])),
        column("meansOfControlNotSpecified", None),
        column("meansOfControlConcatenated", Words(MeansOfControl, MEANS)),
        column("isForcedLabour", Flag(ExploitationType, FORCED)),
        column("isSexualExploit", Flag(ExploitationType, &["sexual_exploitation"])),
        column(
            "isOtherExploit",
            Flag(ExploitationType, &["forced_adoption", "surrogacy", "other"]),
        ),
        column("isSexAndLabour", Made(|_, fields| both(fields))),
        column("isForcedMarriage", Flag(ExploitationType, &["forced_marriage"])),
        column("isForcedMilitary", Flag(ExploitationType, &["forced_military"])),
        column("isOrganRemoval", Flag(ExploitationType, &["organ_removal"])),
        column("typeOfExploitConcatenated", Words(ExploitationType, EXPLOITATIONS)),
        column("typeOfLabourAgriculture", None),
        column("typeOfLabourAquafarming", None),
        column("typeOfLabourBegging", Flag(ExploitationType, &["forced_begging"])),
        column("typeOfLabourConstruction", None),
        column("typeOfLabourDomesticWork", None),
        column("typeOfLabourHospitality", None),
        column("typeOfLabourIllicitActivities", Flag(ExploitationType, &["forced_criminality"])),
        column("typeOfLabourManufacturing", None),
        column("typeOfLabourMiningOrDrilling", None),
        column("typeOfLabourPeddling", None),
        column("typeOfLabourTransportation", None),
        column("typeOfLabourOther", None),
        column("typeOfLabourNotSpecified", None),
        column("typeOfLabourConcatenated", Words(ExploitationType, LABOUR)),
        column("typeOfSexProstitution", None),
        column("typeOfSexPornography", None),
        column("typeOfSexRemoteInteractiveServices", None),
        column("typeOfSexPrivateSexualServices", None),
        column("typeOfSexConcatenated", None),
        column("isAbduction", Flag(RecruitmentMethod, &["kidnapping"])),
        column("RecruiterRelationship", Words(RecruiterRelation, RELATIONS)),
        column("CountryOfExploitation", Made(country_code)),
        column("recruiterRelationIntimatePartner", None),
        column("recruiterRelationFriend", Flag(RecruiterRelation, &["acquainted"])),
        column("recruiterRelationFamily", Flag(RecruiterRelation, &["familial"])),
        column("recruiterRelationOther", Flag(RecruiterRelation, &["unacquainted"])),
        column("recruiterRelationUnknown", None),
    ]
};

/// Returns a gender in the words of the layout, which has two.
fn gender(fields: &Fields) -> Option<String> {
    let said = match fields.text(FieldId::Gender)? {
        "female" => "Female",
        "male" => "Male",
        _ => return None,
    };
    Some(said.to_owned())
}

/// Returns whether someone was of age at one of these times.
fn majority(fields: &Fields, times: &[&str]) -> Option<String> {
    let is_then = fields.text(FieldId::AgeAt).is_some_and(|time| times.contains(&time));
    let age = fields.whole(FieldId::Age).filter(|_| is_then)?;
    Some(if age < 18 { "Minor" } else { "Adult" }.to_owned())
}

/// Returns that someone was made to work and exploited sexually.
fn both(fields: &Fields) -> Option<String> {
    let entry = fields.get(FieldId::ExploitationType)?;
    let has =
        |words: &[&str]| entry.items.iter().any(|item| words.contains(&&*item.value.written()));
    (has(FORCED) && has(&["sexual_exploitation"])).then(|| "1".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Vocabulary;

    #[test]
    fn every_word_of_ours_has_a_word_of_the_layout() {
        for (vocabulary, words) in [
            (Vocabulary::MeansOfControl, MEANS),
            (Vocabulary::ExploitationType, EXPLOITATIONS),
            (Vocabulary::RecruiterRelation, RELATIONS),
        ] {
            let known: Vec<&str> = words.iter().map(|(own, _)| *own).collect();
            let mut without = vocabulary.words().filter(|word| !known.contains(word));
            assert_eq!(without.next(), None, "{vocabulary:?}");
            assert!(known.iter().all(|word| vocabulary.words().any(|own| own == *word)));
        }
        let mut names: Vec<&str> = COLUMNS.iter().map(|column| column.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), COLUMNS.len());
    }
}
