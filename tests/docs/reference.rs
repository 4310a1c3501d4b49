//! The reference pages: their tables are those of the program.

#[path = "../../examples/reference"]
mod generated {
    pub(crate) mod editors;
    pub(crate) mod fields;
    pub(crate) mod formats;
    pub(crate) mod keys;
    pub(crate) mod page;
    pub(crate) mod queries;
    pub(crate) mod rules;

    #[path = "../../tests/rules/examples.rs"]
    pub(crate) mod examples;
}

use super::page;
use generated::page::{PAGES, renewed};

#[test]
fn the_generated_parts_are_up_to_date() {
    for name in PAGES {
        let old = page(&format!("docs/{name}"));
        let new = renewed(&old).unwrap();
        assert!(old == new, "docs/{name} is out of date: run cargo run --example reference");
        assert!(old.contains("<!-- generated: "), "docs/{name} has no generated part");
    }
}

#[test]
fn every_key_rule_field_and_word_is_on_its_page() {
    use casebook::browser::app::bindings;
    use casebook::diagnostic::Rule;
    use casebook::record::{Kind, Vocabulary, fields};
    use strum::IntoEnumIterator as _;

    let (keys, checks, format) =
        (page("docs/keys.md"), page("docs/checks.md"), page("docs/format.md"));
    for binding in bindings() {
        assert!(keys.contains(&format!("| {} |", binding.words)), "{}", binding.words);
    }
    for rule in Rule::iter() {
        assert!(checks.contains(&format!("\n### {}\n\n{}\n", rule.name(), rule.about())));
    }
    for field in Kind::all().flat_map(fields) {
        assert!(format.contains(&format!("| `{}` |", field.name.as_str())), "{:?}", field.name);
    }
    for vocabulary in Vocabulary::all() {
        assert!(format.contains(&format!("\n### {}\n", vocabulary.name())));
    }
}

#[test]
fn a_page_that_names_an_unknown_part_is_refused() {
    for page in [
        "<!-- generated: nothing of the kind -->\n<!-- end of what is generated -->\n",
        "<!-- generated: signs -->\n",
        "<!-- generated: signs",
    ] {
        assert!(renewed(page).is_err(), "{page}");
    }
}
