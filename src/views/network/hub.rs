//! Hubs: records that so much is linked with that a shared one says nothing of who knows whom.

use crate::collection::Collection;
use crate::record::{FieldId, Id, Kind};

/// How many records must be linked with one of any kind for it to be a hub.
pub const MANY: usize = 25;

/// Why a record is a hub.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Hub {
    /// It is a source: the same text reports both.
    Source,
    /// It is a country.
    Country,
    /// It is an embassy or another authority of a state.
    Authority,
    /// At least 25 records that are not confidential are linked with it.
    ManyTies,
}

impl Hub {
    /// All reasons, in the order in which they are counted.
    pub const ALL: [Self; 4] = [Self::Source, Self::Country, Self::Authority, Self::ManyTies];

    /// Returns what such hubs are called where several are counted.
    pub fn plural(self) -> &'static str {
        match self {
            Self::Source => "sources",
            Self::Country => "countries",
            Self::Authority => "embassies and other authorities",
            Self::ManyTies => "records with 25 ties or more",
        }
    }

    /// Returns what one such hub is.
    pub fn singular(self) -> &'static str {
        match self {
            Self::Source => "source",
            Self::Country => "country",
            Self::Authority => "authority",
            Self::ManyTies => "record with 25 ties or more",
        }
    }

    /// Returns what it says of two records that both are linked with such a hub.
    pub fn says(self) -> &'static str {
        match self {
            Self::Source => {
                "A shared source says that one text reports both, and nothing of each other."
            }
            Self::Country => "A shared country says nothing of each other.",
            Self::Authority => {
                "A shared authority says that both had to do with it, and nothing of each other."
            }
            Self::ManyTies => {
                "A record that so many are linked with says little of any two of them."
            }
        }
    }

    /// Returns why a record is a hub by what it is, whatever is linked with it.
    pub(super) fn by_nature(collection: &Collection, id: &Id, kind: Kind) -> Option<Self> {
        let of_type = |is_hub: fn(&str) -> Option<Self>| {
            collection.with_record(id, |located| {
                is_hub(located.record.fields.text(FieldId::Type).unwrap_or_default())
            })?
        };
        match kind {
            Kind::Source => Some(Self::Source),
            Kind::Place => of_type(|word| match word {
                "country" => Some(Self::Country),
                "embassy" => Some(Self::Authority),
                _ => None,
            }),
            Kind::Organisation => {
                of_type(|word| AUTHORITIES.contains(&word).then_some(Self::Authority))
            }
            Kind::Victim | Kind::Rescue | Kind::Arrest | Kind::Person => None,
        }
    }
}

/// The types of organisation that are authorities of a state.
const AUTHORITIES: [&str; 7] = [
    "law_enforcement",
    "central_government",
    "local_government",
    "immigration_service",
    "military",
    "court",
    "embassy",
];

/// Returns whether a place is so large that others may see it: a province or a country.
pub(super) fn is_coarse_place(collection: &Collection, id: &Id) -> bool {
    let is_coarse = collection.with_record(id, |located| {
        matches!(located.record.fields.text(FieldId::Type), Some("country" | "province"))
    });
    is_coarse == Some(true)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Vocabulary;

    #[test]
    fn the_authorities_are_words_of_the_vocabulary_and_many_is_what_the_words_say() {
        let words = Vocabulary::OrganisationType.words();
        let words: Vec<&str> = words.collect();
        assert!(AUTHORITIES.iter().all(|word| words.contains(word)));
        assert!(Hub::ManyTies.plural().contains(&MANY.to_string()));
        assert!(Hub::ManyTies.singular().contains(&MANY.to_string()));
        for word in ["country", "province", "embassy"] {
            assert!(Vocabulary::PlaceType.words().any(|known| known == word));
        }
    }
}
