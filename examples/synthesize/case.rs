//! Made-up cases, as values.

use super::dice::Dice;
use super::names::{Name, name};

/// A made-up case.
pub(crate) struct Case {
    /// The folder of its kind.
    pub(crate) kind: &'static str,
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) summary: String,
    pub(crate) person: Name,
    pub(crate) age: usize,
    pub(crate) date: String,
    pub(crate) place: Place,
    pub(crate) control: [&'static str; 2],
    pub(crate) quotes: Vec<Quote>,
    pub(crate) mistake: Option<Mistake>,
}

/// A made-up quote.
pub(crate) struct Quote {
    pub(crate) source: &'static str,
    pub(crate) speaker: Option<&'static str>,
    pub(crate) text: String,
}

/// A place where cases happen.
#[derive(Clone, Copy)]
pub(crate) struct Place {
    pub(crate) id: &'static str,
    pub(crate) name: &'static str,
    pub(crate) native: &'static str,
    pub(crate) country: &'static str,
}

/// A deliberate mistake in a file, which one rule of `casebook check` reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Mistake {
    /// A month that does not exist: `bad-date`.
    Date,
    /// A place without a record: `dangling-link`.
    Link,
    /// A misspelled field: `unknown-field`.
    Field,
    /// A word that is not in its vocabulary: `not-in-vocabulary`.
    Word,
    /// A number in letters: `wrong-type`.
    Type,
}

impl Mistake {
    /// Returns the rule that reports it.
    pub(crate) fn rule(self) -> &'static str {
        match self {
            Self::Date => "bad-date",
            Self::Link => "dangling-link",
            Self::Field => "unknown-field",
            Self::Word => "not-in-vocabulary",
            Self::Type => "wrong-type",
        }
    }
}

/// One case in this many has a mistake.
const CASES_PER_MISTAKE: usize = 50;

pub(crate) const SOURCES: &[&str] = &[
    "synthetic-wire-2022",
    "synthetic-post-2023",
    "synthetic-times-2024",
    "synthetic-report-2025",
];

pub(crate) const PLACES: &[Place] = &[
    Place { id: "myawaddy", name: "Myawaddy", native: "妙瓦底", country: "MM" },
    Place { id: "sihanoukville", name: "Sihanoukville", native: "西哈努克", country: "KH" },
    Place { id: "poipet", name: "Poipet", native: "ปอยเปต", country: "KH" },
    Place { id: "laukkai", name: "Laukkai", native: "老街", country: "MM" },
    Place { id: "bavet", name: "Bavet", native: "បាវិត", country: "KH" },
    Place {
        id: "tachileik", name: "Tachileik", native: "တာချီလိတ်", country: "MM"
    },
    Place {
        id: "golden-triangle",
        name: "Golden Triangle Zone",
        native: "金三角特区",
        country: "LA",
    },
    Place { id: "example-park", name: "EX Park", native: "EX园区", country: "MM" },
    Place { id: "da-nang", name: "Đà Nẵng", native: "岘港", country: "VN" },
    Place { id: "pasay", name: "Pasay", native: "帕賽", country: "PH" },
];

const SPEAKERS: &[&str] =
    &["a relative", "the police spokesman", "a rescue worker", "the consulate"];
const CONTROL: &[&str] =
    &["threats", "physical_abuse", "restricts_movement", "sold_on", "debt_bondage"];
const OPENINGS: &[&str] = &[
    "answered an advertisement for a translator",
    "was promised a clerk's wage in a hotel",
    "followed a school friend across the river",
    "lost all contact with the family after a flight",
    "was driven through the mountains at night",
    "had worked in a garment factory until it closed",
];
const MIDDLES: &[&str] = &[
    "was held on the fourth floor of a guarded building with forty others",
    "had to write to strangers for sixteen hours a day in two languages",
    "was beaten when the day's figure was not reached",
    "was sold twice between companies in the same street",
    "was told that a ransom of ninety thousand would open the gate",
    "hid a telephone in the lining of a jacket and sent a location",
];
const ENDINGS: &[&str] = &[
    "The family raised the money from neighbours and it was not enough.",
    "A volunteer group passed the name to the embassy in the spring.",
    "Soldiers opened the compound in a sweep and those inside were counted in a yard.",
    "The statement was given in a shelter and read back before it was signed.",
    "Nothing has been heard since the last voice message.",
    "The account closed with the number of the room and the colour of the stairs.",
];

/// Returns the case with that number.
pub(crate) fn case(seed: u64, number: usize) -> Case {
    let dice = &mut Dice::new(seed, number);
    let person = name(dice);
    let place = dice.of(PLACES);
    let kind = dice.of(&["victims", "victims", "victims", "rescues", "arrests"]);
    let age = 15 + dice.below(45);
    let title = match kind {
        "rescues" => format!("{} freed in {}", person.full, place.name),
        "arrests" => format!("Raid in {} after the call of {}", place.name, person.full),
        _ => format!("{}, {age}, held in {}", person.full, place.name),
    };
    let summary = format!(
        "{} {}, {}. {} {}",
        person.full,
        dice.of(OPENINGS),
        dice.of(MIDDLES),
        dice.of(ENDINGS),
        dice.of(ENDINGS),
    );
    let quotes = (0..2).map(|_| quote(dice, &person, place)).collect();
    let mistake = (dice.below(CASES_PER_MISTAKE) == 0).then(|| {
        dice.of(&[Mistake::Date, Mistake::Link, Mistake::Field, Mistake::Word, Mistake::Type])
    });
    let id = format!("synthetic-{number:06}");
    let date = date(dice);
    let control = [dice.of(&CONTROL[..2]), dice.of(&CONTROL[2..])];
    Case { kind, id, title, summary, person, age, date, place, control, quotes, mistake }
}

fn quote(dice: &mut Dice, person: &Name, place: Place) -> Quote {
    let text = format!(
        "{} {}, and {} near {}.",
        person.full,
        dice.of(MIDDLES),
        dice.of(OPENINGS),
        place.name
    );
    let speaker = (dice.below(2) == 0).then(|| dice.of(SPEAKERS));
    Quote { source: dice.of(SOURCES), speaker, text }
}

/// Returns a date in one of the forms of EDTF that occur in collections.
fn date(dice: &mut Dice) -> String {
    let (year, month, day) = (2017 + dice.below(9), 1 + dice.below(12), 1 + dice.below(28));
    match dice.below(14) {
        0 => format!("{year}"),
        1 => format!("{year}-{month:02}"),
        2 => format!("{year}~"),
        3 => format!("{year}-{month:02}?"),
        4 => format!("{year}-{month:02}-{day:02}%"),
        5 => format!("{year}-{month:02}/{}", year + 1),
        6 => format!("{year}-{month:02}-{day:02}/.."),
        7 => format!("../{year}-{month:02}"),
        8 => format!("{year}-{}", 21 + dice.below(4)),
        9 => format!("{year}-{month:02}-XX"),
        10 => "202X".to_owned(),
        11 => format!("[{year}-{month:02},{}]", year + 1),
        _ => format!("{year}-{month:02}-{day:02}"),
    }
}
