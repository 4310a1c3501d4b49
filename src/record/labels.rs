//! Field labels as people type them: in queries, on the command line and in completions.
//!
//! A label of several words is typed with hyphens or underscores between them; capitals do not
//! matter. The id of a field is accepted wherever its label is.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::field::FieldId;
use super::tables::all_fields;

/// Labels of earlier versions. They are not accepted, but who types one gets the new one suggested.
#[rustfmt::skip]
const FORMER_LABELS: &[(&str, FieldId)] = &[
    ("address", FieldId::Url), ("archived_at", FieldId::ArchivedUrl), ("act", FieldId::ArrestType),
    ("asked_by", FieldId::RequestedBy), ("asked_for_help", FieldId::Requests),
    ("asked_of", FieldId::RequestedFrom), ("collected", FieldId::CollectedAt),
    ("collected_how", FieldId::CollectionMethod), ("control", FieldId::MeansOfControl),
    ("coordinates_from", FieldId::CoordSource), ("coordinates_mark", FieldId::CoordPrecision),
    ("count_is", FieldId::CountQualifier), ("count_is_from", FieldId::CountBasis),
    ("counted_as", FieldId::CountingUnit), ("date_is", FieldId::PublishedBasis),
    ("decided_by", FieldId::StatusDecidedBy), ("exploitation", FieldId::ExploitationType),
    ("exploited_in", FieldId::ExploitationPlace), ("held_from", FieldId::ExploitationStart),
    ("held_until", FieldId::ExploitationEnd), ("loss_is", FieldId::AllegedLossQualifier),
    ("name_is", FieldId::NameType), ("outcome_on", FieldId::OutcomeDate),
    ("recruited", FieldId::RecruitmentDate), ("recruited_by_way_of", FieldId::RecruitmentMethod),
    ("recruited_in", FieldId::RecruitmentPlace), ("recruited_on", FieldId::RecruitmentApps),
    ("scammed_on", FieldId::ScamApps), ("scams", FieldId::ScamType),
    ("sum_demanded_is", FieldId::RansomDemandedQualifier),
    ("sum_paid_is", FieldId::RansomPaidQualifier), ("that_number_is", FieldId::RequestsQualifier),
    ("times_sold", FieldId::SoldCount), ("travelled_by", FieldId::TransitModes),
    ("way_out", FieldId::RescueType), ("who_helped", FieldId::InterveningParties),
];

/// Labels of the last versions, which are still accepted, but not offered.
#[rustfmt::skip]
const ACCEPTED_LABELS: &[(&str, FieldId)] = &[
    ("age_reference", FieldId::AgeAt), ("captured_by", FieldId::CollectedBy),
    ("exactness", FieldId::CountQualifier), ("exactness_of_alleged_loss", FieldId::AllegedLossQualifier),
    ("exactness_of_ransom_demanded", FieldId::RansomDemandedQualifier),
    ("exactness_of_ransom_paid", FieldId::RansomPaidQualifier),
    ("exactness_of_requests", FieldId::RequestsQualifier), ("helped_by", FieldId::InterveningParties),
    ("how_counted", FieldId::CountBasis), ("how_they_got_out", FieldId::RescueType),
    ("precision", FieldId::CoordPrecision),
];

/// Every label of every field in the order of the tables, as it is typed.
static TYPED: LazyLock<BTreeMap<FieldId, Vec<String>>> = LazyLock::new(|| {
    let mut typed: BTreeMap<FieldId, Vec<String>> = BTreeMap::new();
    for field in all_fields() {
        let labels = typed.entry(field.name).or_default();
        let label = field.label.to_lowercase().replace(' ', "-");
        if !labels.contains(&label) {
            labels.push(label);
        }
    }
    typed
});

/// The field of every id and label, spelled with underscores.
static SPELLED: LazyLock<BTreeMap<String, FieldId>> = LazyLock::new(|| {
    let ids = TYPED.keys().map(|name| (name.as_str().to_owned(), *name));
    let labels =
        TYPED.iter().flat_map(|(name, labels)| labels.iter().map(|label| (spelled(label), *name)));
    let accepted = accepted_labels().map(|(label, name)| (label.to_owned(), name));
    accepted.chain(labels).chain(ids).collect()
});

impl FieldId {
    /// Returns the labels of the field as they are typed, such as `recruitment-method`. Kinds of
    /// records may label one field differently; the label of the first kind comes first.
    pub fn typed_labels(self) -> &'static [String] {
        TYPED.get(&self).map_or(&[], Vec::as_slice)
    }

    /// Returns the label that is offered and written where a query names the field.
    pub fn typed_label(self) -> &'static str {
        self.typed_labels().first().map_or_else(|| self.as_str(), String::as_str)
    }

    /// Returns the field with this id or label, in capitals or not, with spaces, hyphens or
    /// underscores between the words.
    pub fn of_label(typed: &str) -> Option<Self> {
        SPELLED.get(&spelled(typed)).copied()
    }

    /// Returns the other names of the field that are accepted, in this version or an earlier one.
    pub fn other_labels(self) -> impl Iterator<Item = &'static str> {
        let all = accepted_labels().chain(former_labels());
        all.filter(move |(_, name)| *name == self).map(|(label, _)| label)
    }

    /// Returns the field that had this label in an earlier version.
    pub fn of_former_label(typed: &str) -> Option<Self> {
        former_labels().find(|(label, _)| *label == spelled(typed)).map(|(_, name)| name)
    }
}

/// Returns the labels of the last versions, which are still accepted, spelled with underscores.
pub fn accepted_labels() -> impl Iterator<Item = (&'static str, FieldId)> {
    ACCEPTED_LABELS.iter().copied()
}

/// Returns the labels of earlier versions, spelled with underscores.
pub fn former_labels() -> impl Iterator<Item = (&'static str, FieldId)> {
    FORMER_LABELS.iter().copied()
}

fn spelled(typed: &str) -> String {
    typed.trim().to_lowercase().replace([' ', '-'], "_")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn a_label_belongs_to_one_field_and_is_no_other_fields_id() {
        for field in all_fields() {
            let label = spelled(field.label);
            let others = all_fields().filter(|other| other.name != field.name);
            for other in others {
                assert_ne!(label, spelled(other.label), "{:?} {:?}", field.name, other.name);
                assert_ne!(label, other.name.as_str(), "{:?} {:?}", field.name, other.name);
            }
        }
    }

    #[test]
    fn a_field_is_named_by_its_id_and_by_every_label_in_every_spelling() {
        for field in all_fields() {
            let typed = field.label.replace(' ', "-");
            let spellings = [
                field.name.as_str().to_owned(),
                field.label.to_owned(),
                field.label.replace(' ', "_"),
                typed.to_uppercase(),
                typed.clone(),
            ];
            for spelling in spellings {
                assert_eq!(FieldId::of_label(&spelling), Some(field.name), "{spelling}");
            }
            assert!(field.name.typed_labels().contains(&typed.to_lowercase()));
        }
        assert_eq!(FieldId::of_label("recruited on"), None);
    }

    #[test]
    fn a_label_of_the_last_versions_is_accepted_and_not_offered() {
        for (label, name) in accepted_labels() {
            for typed in [label.to_owned(), label.replace('_', " "), label.replace('_', "-")] {
                assert_eq!(FieldId::of_label(&typed), Some(name), "{typed}");
            }
            let offered = all_fields().any(|field| spelled(field.label) == label);
            assert!(!offered && name.as_str() != label, "{label}");
        }
    }

    #[test]
    fn a_former_label_is_no_label_or_id_of_today() {
        let mut known = BTreeSet::new();
        for (label, name) in former_labels() {
            assert!(known.insert(label), "{label} is listed twice");
            assert_eq!(FieldId::of_label(label), None, "{label}");
            assert_eq!(FieldId::of_former_label(&label.replace('_', "-")), Some(name));
        }
    }
}
