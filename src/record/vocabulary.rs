//! Vocabularies: the allowed words of fields, and the words that a collection adds.

use std::collections::{BTreeMap, HashSet};
use std::sync::OnceLock;

use strum::{EnumIter, EnumString, IntoEnumIterator, IntoStaticStr};

use crate::diagnostic::{MOST_COMPARED, SortedCandidates, Suggestion, suggest};

/// A closed list of words; `casebook.toml` may add to it under `[vocabulary]`.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, EnumString, IntoStaticStr,
)]
#[strum(serialize_all = "snake_case")]
#[expect(missing_docs, reason = "each vocabulary is named for the field that draws on it")]
pub enum Vocabulary {
    AgeAt,
    App,
    ArrestType,
    CaseStatus,
    Confidentiality,
    CoordPrecision,
    CountBasis,
    CountQualifier,
    CountingUnit,
    DecidedBy,
    EventType,
    ExploitationType,
    Gender,
    LegalStatus,
    MeansOfControl,
    NameType,
    OrganisationType,
    Outcome,
    PlaceType,
    PublishedBasis,
    RecruitmentMethod,
    Reliability,
    RescueType,
    Role,
    ScamType,
    SourceType,
    Success,
    TraffickingStatus,
    TransitMode,
    VictimScreening,
}

impl Vocabulary {
    /// Returns all vocabularies.
    pub fn all() -> impl Iterator<Item = Self> {
        Self::iter()
    }

    /// Returns the vocabulary's name, as `casebook.toml` writes it.
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// Returns the format's own words of the vocabulary.
    #[rustfmt::skip]
    pub fn words(self) -> &'static [&'static str] {
        match self {
            Self::AgeAt => &["recruitment", "exploitation", "interview", "report"],
            Self::App => &[
                "WeChat", "QQ", "Douyin", "TikTok", "Telegram", "WhatsApp", "Facebook", "Messenger",
                "Instagram", "Line", "Viber", "Twitter", "video_app", "other",
            ],
            Self::ArrestType => &[
                "raid", "arrest", "charge", "detention", "exit_ban", "deportation", "extradition",
                "trial", "sentence", "release",
            ],
            Self::CaseStatus => &["active", "follow_up", "closed", "closed_referred"],
            Self::Confidentiality => &["public", "restricted", "confidential"],
            Self::CoordPrecision => &["exact", "building", "area", "city", "province"],
            Self::CountBasis => &["stated", "computed", "inferred"],
            Self::CountQualifier => &["exact", "at_least", "more_than", "about", "nearly", "unstated"],
            Self::CountingUnit => &["individual", "group"],
            Self::DecidedBy => &["police", "ngo", "court", "government", "media", "self", "other"],
            Self::EventType => &[
                "recruitment", "transit", "exploitation", "sale", "punishment", "contact", "release",
                "return", "other",
            ],
            Self::ExploitationType => &[
                "forced_labour", "forced_criminality", "sexual_exploitation", "child_labour",
                "forced_marriage", "servitude", "forced_military", "organ_removal", "forced_begging",
                "forced_adoption", "surrogacy", "other",
            ],
            Self::Gender => &[
                "female", "male", "transgender_female", "transgender_male", "non_conforming",
            ],
            Self::LegalStatus => &[
                "uncharged", "facing_charges_detained", "facing_charges_free", "convicted",
                "acquitted", "deported", "released", "wanted",
            ],
            Self::MeansOfControl => &[
                "threats", "threats_law_enforcement", "threats_family", "debt_bondage",
                "false_promises", "physical_abuse", "sexual_abuse", "psychological_abuse",
                "psychoactive_substances", "takes_earnings", "restricts_financial_access",
                "restricts_movement", "restricts_medical_care", "withholds_necessities",
                "excessive_working_hours", "withholds_documents", "uses_children", "sold_on", "other",
            ],
            Self::NameType => &[
                "real", "real_by_choice", "pseudonym_by_source", "pseudonym_by_us", "alias", "withheld",
            ],
            Self::OrganisationType => &[
                "ngo", "law_enforcement", "health_service", "central_government", "local_government",
                "immigration_service", "military", "court", "embassy", "company", "association",
                "media", "igo", "criminal_group", "compound_operator", "platform", "other",
            ],
            Self::Outcome => &[
                "returned_home", "rescued", "freed_oneself", "at_embassy", "in_shelter", "in_detention",
                "deported", "missing", "deceased", "resold", "still_held", "stranded",
            ],
            Self::PlaceType => &[
                "country", "province", "city", "area", "compound", "hotel", "hospital",
                "border_crossing", "embassy", "other",
            ],
            Self::PublishedBasis => &["stated", "inferred", "external"],
            Self::RecruitmentMethod => &[
                "online_social_network", "online_advertisement", "friends_or_social_events", "family",
                "at_work", "at_school", "place_of_business", "newspaper", "television", "kidnapping",
                "other",
            ],
            Self::Reliability => &["A", "B", "C", "D", "E", "F"],
            Self::RescueType => &[
                "self_escape", "released_by_operator", "mass_release", "raid", "negotiated_release",
                "ransom_paid", "family_search", "ngo_extraction", "embassy_assistance", "repatriation",
                "medical_aid", "military_action", "other",
            ],
            Self::Role => &[
                "rescuer", "official", "relative", "witness", "doctor", "journalist", "spokesperson",
                "suspect", "defendant", "recruiter", "operator", "interpreter", "other",
            ],
            Self::ScamType => &[
                "romance", "investment", "pig_butchering", "cryptocurrency", "illegal_gambling",
                "impersonation", "extortion", "other",
            ],
            Self::SourceType => &[
                "article", "article-journal", "article-magazine", "article-newspaper", "book",
                "broadcast", "chapter", "collection", "dataset", "document", "entry", "event",
                "figure", "graphic", "hearing", "interview", "legal_case", "legislation",
                "manuscript", "map", "motion_picture", "pamphlet", "paper-conference", "periodical",
                "personal_communication", "post", "post-weblog", "regulation", "report", "review",
                "speech", "thesis", "treaty", "webpage",
            ],
            Self::Success => &["full", "partial", "none", "open"],
            Self::TraffickingStatus => &["actual", "possible", "disputed", "not_a_victim"],
            Self::TransitMode => &[
                "on_foot", "car", "taxi", "bus", "train", "boat", "aeroplane", "other",
            ],
            Self::VictimScreening => &["done", "not_done", "not_reported"],
        }
    }
}

/// The vocabularies of one collection: the format's words and the collection's own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Vocabularies {
    added: BTreeMap<Vocabulary, AddedWords>,
}

/// The words that a collection has added to one vocabulary.
#[derive(Clone, Debug, Default)]
struct AddedWords {
    words: Vec<String>,
    known: HashSet<String>,
    /// Where there are many, made when a word is first looked for that is not known.
    neighbours: OnceLock<SortedCandidates<String>>,
}

impl PartialEq for AddedWords {
    fn eq(&self, other: &Self) -> bool {
        self.words == other.words
    }
}

impl Eq for AddedWords {}

impl Vocabularies {
    /// Adds a word of the collection's own.
    pub fn add(&mut self, vocabulary: Vocabulary, word: String) {
        let added = self.added.entry(vocabulary).or_default();
        added.neighbours = OnceLock::new();
        added.known.insert(word.clone());
        added.words.push(word);
    }

    /// Returns the words of a vocabulary, the format's first.
    pub fn words(&self, vocabulary: Vocabulary) -> impl Iterator<Item = &str> {
        let added = self.added.get(&vocabulary).map(|added| &added.words).into_iter().flatten();
        vocabulary.words().iter().copied().chain(added.map(String::as_str))
    }

    /// Returns whether `word` is in a vocabulary.
    pub fn has(&self, vocabulary: Vocabulary, word: &str) -> bool {
        vocabulary.words().contains(&word)
            || self.added.get(&vocabulary).is_some_and(|added| added.known.contains(word))
    }

    /// Suggests words of a vocabulary that were probably meant by `word`. Among very many
    /// words of the collection's own, those are looked at that begin or end like it.
    pub fn suggest(&self, vocabulary: Vocabulary, word: &str) -> Option<Suggestion<'_>> {
        let many = self.added.get(&vocabulary).filter(|added| added.words.len() > MOST_COMPARED);
        let Some(added) = many else { return suggest(word, self.words(vocabulary)) };
        let neighbours = added.neighbours.get_or_init(|| SortedCandidates::of(added.words.clone()));
        let beside = neighbours.near(word).map(String::as_str);
        suggest(word, vocabulary.words().iter().copied().chain(beside))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_vocabulary_has_a_word_twice() {
        for vocabulary in Vocabulary::all() {
            let mut words = vocabulary.words().to_vec();
            words.sort_unstable();
            words.dedup();
            assert_eq!(words.len(), vocabulary.words().len(), "{}", vocabulary.name());
        }
    }

    #[test]
    fn a_collection_adds_its_own_words() {
        let mut words = Vocabularies::default();
        assert!(!words.has(Vocabulary::ScamType, "task_scam"));
        words.add(Vocabulary::ScamType, "task_scam".to_owned());
        assert!(words.has(Vocabulary::ScamType, "task_scam"));
        assert!(words.has(Vocabulary::ScamType, "romance"));
        assert!(!words.has(Vocabulary::Outcome, "task_scam"));
    }

    #[test]
    fn the_nearest_word_is_found_and_a_far_one_is_not() {
        let words = Vocabularies::default();
        let near =
            |word| words.suggest(Vocabulary::ExploitationType, word).map(|meant| meant.best());
        assert_eq!(near("Forced Labour"), Some("forced_labour"));
        assert_eq!(near("forced_labor"), Some("forced_labour"));
        assert_eq!(near("gardening"), None);
        assert_eq!(near(""), None);
    }
}
