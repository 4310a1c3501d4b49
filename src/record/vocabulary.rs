//! Vocabularies: the allowed words of fields, and the words that a collection adds.

mod terms;

use std::collections::{BTreeMap, HashSet};
use std::sync::OnceLock;

use strum::{EnumIter, EnumString, IntoEnumIterator, IntoStaticStr};

use self::terms::VocabularyWord;
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
    Licence,
    MeansOfControl,
    NameType,
    OrganisationType,
    Outcome,
    PlaceType,
    PublishedBasis,
    RecruiterRelation,
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
    pub fn words(self) -> impl Iterator<Item = &'static str> + Clone {
        self.terms().iter().map(|(word, _)| *word)
    }

    /// Returns what a word of the format's own means, in one sentence; `None` for a word that a collection added.
    pub fn meaning(self, word: &str) -> Option<&'static str> {
        self.terms().iter().find(|(own, _)| *own == word).map(|(_, meaning)| *meaning)
    }

    /// Returns whether a word of [`Vocabulary::Licence`] lets anyone copy, change and pass on a whole work, so
    /// that no share of it is too much to quote. Words that a collection added are not known to.
    pub(crate) fn is_open_licence(word: &str) -> bool {
        terms::OPEN_LICENCES.contains(&word)
    }

    fn terms(self) -> &'static [VocabularyWord] {
        match self {
            Self::AgeAt => terms::AGE_AT,
            Self::App => terms::APP,
            Self::ArrestType => terms::ARREST_TYPE,
            Self::CaseStatus => terms::CASE_STATUS,
            Self::Confidentiality => terms::CONFIDENTIALITY,
            Self::CoordPrecision => terms::COORD_PRECISION,
            Self::CountBasis => terms::COUNT_BASIS,
            Self::CountQualifier => terms::COUNT_QUALIFIER,
            Self::CountingUnit => terms::COUNTING_UNIT,
            Self::DecidedBy => terms::DECIDED_BY,
            Self::EventType => terms::EVENT_TYPE,
            Self::ExploitationType => terms::EXPLOITATION_TYPE,
            Self::Gender => terms::GENDER,
            Self::LegalStatus => terms::LEGAL_STATUS,
            Self::Licence => terms::LICENCE,
            Self::MeansOfControl => terms::MEANS_OF_CONTROL,
            Self::NameType => terms::NAME_TYPE,
            Self::OrganisationType => terms::ORGANISATION_TYPE,
            Self::Outcome => terms::OUTCOME,
            Self::PlaceType => terms::PLACE_TYPE,
            Self::PublishedBasis => terms::PUBLISHED_BASIS,
            Self::RecruiterRelation => terms::RECRUITER_RELATION,
            Self::RecruitmentMethod => terms::RECRUITMENT_METHOD,
            Self::Reliability => terms::RELIABILITY,
            Self::RescueType => terms::RESCUE_TYPE,
            Self::Role => terms::ROLE,
            Self::ScamType => terms::SCAM_TYPE,
            Self::SourceType => terms::SOURCE_TYPE,
            Self::Success => terms::SUCCESS,
            Self::TraffickingStatus => terms::TRAFFICKING_STATUS,
            Self::TransitMode => terms::TRANSIT_MODE,
            Self::VictimScreening => terms::VICTIM_SCREENING,
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
        own_words(vocabulary).chain(added.map(String::as_str))
    }

    /// Returns whether `word` is in a vocabulary.
    pub fn has(&self, vocabulary: Vocabulary, word: &str) -> bool {
        vocabulary.words().any(|own| own == word)
            || self.added.get(&vocabulary).is_some_and(|added| added.known.contains(word))
    }

    /// Suggests words of a vocabulary that were probably meant by `word`. Among very many
    /// words of the collection's own, those are looked at that begin or end like it.
    pub fn suggest(&self, vocabulary: Vocabulary, word: &str) -> Option<Suggestion<'_>> {
        let many = self.added.get(&vocabulary).filter(|added| added.words.len() > MOST_COMPARED);
        let Some(added) = many else { return suggest(word, self.words(vocabulary)) };
        let neighbours = added.neighbours.get_or_init(|| SortedCandidates::of(added.words.clone()));
        let beside = neighbours.near(word).map(String::as_str);
        suggest(word, own_words(vocabulary).chain(beside))
    }
}

/// Returns the format's own words, as long-lived as the words of a collection that follow them.
fn own_words<'w>(vocabulary: Vocabulary) -> impl Iterator<Item = &'w str> {
    vocabulary.words().map(|word| word as &'w str)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_vocabulary_has_a_word_twice() {
        for vocabulary in Vocabulary::all() {
            let mut words: Vec<&str> = vocabulary.words().collect();
            words.sort_unstable();
            words.dedup();
            assert_eq!(words.len(), vocabulary.words().count(), "{}", vocabulary.name());
        }
    }

    #[test]
    fn every_word_has_a_meaning_of_one_sentence_that_is_not_the_word_again() {
        for vocabulary in Vocabulary::all() {
            for word in vocabulary.words() {
                let meaning = vocabulary.meaning(word).unwrap();
                assert!(meaning.starts_with(char::is_uppercase), "{word}: {meaning}");
                assert!(meaning.ends_with('.') && !meaning.contains(". "), "{word}: {meaning}");
                assert!(meaning.chars().count() <= 84, "{word}: {meaning}");
            }
            let meanings: std::collections::BTreeSet<_> =
                vocabulary.words().map(|word| vocabulary.meaning(word)).collect();
            assert_eq!(meanings.len(), vocabulary.words().count(), "{}", vocabulary.name());
        }
        assert_eq!(Vocabulary::ScamType.meaning("task_scam"), None);
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
