//! Tests that no default export has a place that is withheld, however the tag that withholds it is written.

use proptest::prelude::*;

use super::childs_names::{all_of, slip, slipped};
use crate::collection::{Collection, Memory, load};

/// How a case may say that whereabouts are withheld.
const WITHHELD: &[&str] = &[
    "tags = ['whereabouts-withheld']\n",
    "tags = ['x', 'whereabouts_withheld']\n",
    "tags = ['Whereabouts-Withheld']\n",
    "tags = ['whereabout-withheld']\n",
    "tags = ['where-abouts withheld']\n",
    "tags = ['whereaboutswithheld']\n",
    "tags = ['whеrеabouts-withheld']\n",
    "tags = ['minor, whereabouts-withheld']\n",
    "tags = 'whereabouts-withheld'\n",
    "tags = 'x; Whereabouts withheld'\n",
    "tags = [['whereabouts-withheld']]\n",
    "tags = { a = 'whereabouts-withheld' }\n",
    "tag = ['whereabouts-withheld']\n",
    "Tags = ['whereabouts-withheld']\n",
    "tgas = 'whereabouts_withheld'\n",
    "keywords = ['x', 'whereabouts-withheld']\n",
    "whereabouts_withheld = true\n",
    "whereabouts-withheld = 'yes'\n",
    "[meta]\ntags = ['whereabouts-withheld']\n",
    "[[event]]\nkey = 'a'\ntags = ['whereabouts-withheld']\n",
    "[[quote]]\ntext = 'x'\ntags = ['whereabouts-withheld']\n",
    "[[quote]]\ntext = 'x'\ndisputes = { tags = ['whereabouts-withheld'] }\n",
    "tags = [whereabouts-withheld]\n",
    "tags = whereabouts-withheld\n",
    "tags: ['whereabouts-withheld']\n",
    "tags = ['whereabouts-withheld\n",
    "tags = ['x']\ntags = ['whereabouts-withheld']\n",
];

/// What mentions it, or something like it.
const OPEN: &[&str] = &[
    "",
    "tags = ['whereabouts-unknown', 'wages withheld']\n",
    "note = 'Her whereabouts are not withheld.'\n",
    "whereabouts-withheld = false\n",
    "# tags = ['whereabouts-withheld']\n",
];

fn of(all: &[impl AsRef<str>]) -> Collection {
    let mut memory = Memory::default();
    for (number, says) in all.iter().enumerate() {
        let text = format!("title = 'Out'\nshelter = 'hideout-{number}-x'\n{}", says.as_ref());
        memory.put(format!("rescues/out-{number}.toml"), text);
    }
    load(&memory)
}

fn problems(collection: &Collection, number: usize) -> String {
    let path = format!("rescues/out-{number}.toml");
    let problems = collection.diagnostics().into_iter().filter(|one| {
        collection.file(one.file).is_some_and(|file| file.path.as_os_str() == path.as_str())
    });
    problems.map(|one| one.problem.message.to_string()).collect::<Vec<_>>().join("\n")
}

#[test]
fn however_the_tag_is_written_places_are_withheld_and_check_says_so() {
    let collection = of(WITHHELD);
    let all = all_of("ndjson", &collection);
    for (number, says) in WITHHELD.iter().enumerate() {
        assert!(!all.contains(&format!("hideout-{number}-x")), "{says}");
        let said = problems(&collection, number);
        let counts = "the case counts as one with the tag `whereabouts-withheld`";
        // Two of them are written as the tag is.
        let is_plain = number == 0 || says.starts_with("tags = 'whereabouts-withheld'\n");
        assert_eq!(said.contains(counts), !is_plain, "{says}: {said}");
    }
}

#[test]
fn what_only_mentions_it_withholds_nothing() {
    let collection = of(OPEN);
    let all = all_of("ndjson", &collection);
    for (number, says) in OPEN.iter().enumerate() {
        assert!(all.contains(&format!("hideout-{number}-x")), "{says}");
        assert!(!problems(&collection, number).contains("counts as one with the tag"), "{says}");
    }
}

proptest! {
    #[test]
    fn no_slip_in_the_tag_lets_a_place_into_an_export(
        all in prop::collection::vec(
            (
                prop::collection::vec(slip(), 1..=2),
                prop::sample::select(vec!["tags = ['TAG']\n", "tags = 'TAG'\n", "tags = ['x, TAG']\n", "tag = ['TAG']\n", "'TAG' = true\n"]),
            ),
            1..12,
        ),
    ) {
        let says = all.iter().map(|(slips, places)| places.replace("TAG", &slipped("whereabouts-withheld", slips)));
        let says: Vec<String> = says.collect();
        let all = all_of("ndjson", &of(&says));
        for (number, says) in says.iter().enumerate() {
            prop_assert!(!all.contains(&format!("hideout-{number}-x")), "{}", says);
        }
    }
}
