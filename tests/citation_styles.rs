//! Citations in the styles of CSL, in a program that was built with them.
#![expect(clippy::unwrap_used, reason = "a test that cannot make its collection has failed")]

use std::fs;
use std::process::{Command, Output};

use casebook::browser::config::Config;
use casebook::collection::{Collection, Memory, load, sample};
use casebook::exchange::{CitationStyle, StyleError};
use casebook::record::{Id, Kind};
use casebook::redaction::{Mask, MaskedCollection, Policy, Redaction};

const SOURCES: &str = r#"
[test-paper]
type = "article-newspaper"
title = "A test of citations"
author = ["Ann Example"]
publisher = "The Moon Gazette"
published = "2022-07~"
collected_at = "2024-05-06"
language = "en"
url = "https://moon.example/1"

[test-report]
type = "report"
title = "Figures of the moon"
publisher = "Office of Tests"
published = "2021/2022"
"#;

fn collection() -> Collection {
    let mut memory = Memory::default();
    memory.put("sources.toml", SOURCES);
    load(&memory)
}

fn id(id: &str) -> Id {
    Id::new(id).unwrap()
}

/// Returns a place in the test's source as a style cites it.
fn cited(style: &str, at: Option<&str>) -> String {
    let collection = collection();
    let redaction = Redaction::of(&collection, Policy::Default);
    CitationStyle::named(style).unwrap().citation(&redaction, &id("test-paper"), at)
}

fn casebook(arguments: &[&str]) -> Output {
    let home = env!("CARGO_MANIFEST_DIR");
    let mut command = Command::new(env!("CARGO_BIN_EXE_casebook"));
    command.args(["-C", &format!("{home}/cases"), "--no-cache"]).args(arguments);
    command.env("LC_ALL", "C.UTF-8").output().unwrap()
}

fn printed(arguments: &[&str]) -> String {
    let output = casebook(arguments);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn a_source_is_cited_in_the_style_with_the_place_and_the_date_of_access() {
    assert_eq!(
        cited("apa", Some("paragraph 3")),
        "(Ann Example, ca. 2022, para. 3) Ann Example. (ca. 2022, July). A test of citations. The Moon Gazette. https://moon.example/1"
    );
    assert_eq!(
        cited("chicago-notes", Some("section One, paragraph 3")),
        "Ann Example, “A Test of Citations,” The Moon Gazette, [July 2022?], section One, paragraph 3, https://moon.example/1."
    );
    for (style, accessed) in [
        ("harvard-cite-them-right", "(Accessed: May 6, 2024)"),
        ("modern-humanities-research-association", "[accessed 6 May 2024]"),
        // In the language of the style.
        ("associacao-brasileira-de-normas-tecnicas", "jul. 2022"),
    ] {
        assert!(cited(style, None).contains(accessed), "{style}");
    }
    // A number says nothing outside of its text; the reference says all.
    let numbered = cited("ieee", Some("paragraph 3"));
    assert!(numbered.starts_with("Ann Example, “A test"), "{numbered}");
    assert!(numbered.ends_with(", paragraph 3"), "{numbered}");
}

#[test]
fn a_style_never_says_more_of_a_date_than_the_source() {
    let collection = collection();
    let redaction = Redaction::of(&collection, Policy::Default);
    let style = CitationStyle::named("apa").unwrap();
    let list = style.references(&redaction, &[&id("test-report")]);
    assert_eq!(list, ["Figures of the moon. (n.d.). Office of Tests."]);
}

#[test]
fn every_style_cites_every_shipped_source_and_any_text() {
    let mut memory = Memory::default();
    let hostile = "<i>x</i> $y$ {z} \\u202Eevil\\u0007 “„” 李 \\n\\t # & ?";
    memory.put(
        "sources.toml",
        format!(
            "[odd]\ntitle = \"{hostile}\"\nauthor = [\"{hostile}\", \"\"]\npublisher = \"{hostile}\"\npublished = \"-99999\"\ncollected_at = \"2021-21\"\nurl = \"{hostile}\"\nlanguage = \"xx\"\n[empty]\n[no-words]\ntitle = \"\"\n[set]\ntitle = \"A set\"\npublished = \"[2017-03,2017-05]\"\ntype = \"dataset\"\n"
        ),
    );
    let collections = [load(&sample()), load(&memory)];
    let styles = CitationStyle::built_in();
    assert!(styles.len() > 70, "{}", styles.len());
    for built_in in &styles {
        let style = CitationStyle::named(built_in.name).unwrap();
        for collection in &collections {
            let redaction = Redaction::of(collection, Policy::Default);
            let ids: Vec<&Id> = collection.ids_of(Kind::Source).collect();
            let list = style.references(&redaction, &ids);
            assert_eq!(list.len(), ids.len(), "{}", built_in.name);
            for id in ids {
                let cited = style.citation(&redaction, id, Some("line 4, about there"));
                assert!(cited.contains("line 4, about there"), "{}: {cited}", built_in.name);
                assert!(!cited.contains('\n'), "{}: {cited}", built_in.name);
            }
        }
    }
}

#[test]
fn what_is_withheld_is_in_no_citation_and_a_mask_covers_it() {
    let mut memory = Memory::default();
    memory.put("sources.toml", SOURCES.replace("Ann Example", "Nora Withheld"));
    memory.put("people.toml", "[nora-withheld]\nname = \"Nora Withheld\"\npublic = false\n");
    let collection = load(&memory);
    let redaction = Redaction::of(&collection, Policy::Default);
    let everything = Redaction::of(&collection, Policy::Full);
    let masked = MaskedCollection::new(&collection, Mask::All);
    for built_in in CitationStyle::built_in() {
        let style = CitationStyle::named(built_in.name).unwrap();
        let source = id("test-paper");
        let cite = |redaction: &Redaction<'_>| style.citation(redaction, &source, None);
        for text in [cite(&redaction), masked.cited_by(cite)] {
            let text = text.to_lowercase();
            assert!(!text.contains("nora") && !text.contains("withheld, n"), "{text}");
        }
        let list = style.references(&redaction, &[&source]).join(" ").to_lowercase();
        assert!(!list.contains("nora"), "{list}");
        assert!(!cite(&everything).is_empty());
    }
}

#[test]
fn a_style_is_chosen_by_its_name_or_its_file() {
    let listed = printed(&["cite", "--style", "list"]);
    assert!(listed.lines().any(|line| line.starts_with("apa ")), "{listed}");
    let list = printed(&["cite", "--style", "apa"]);
    assert!(list.contains("Prak Chan Thul. (2017, August 17). Cambodian police"), "{list}");
    let note =
        printed(&["cite", "reuters-2017", "--style", "chicago-notes", "--at", "paragraph 3"]);
    assert!(note.trim_end().ends_with("August 17, 2017, para. 3."), "{note}");

    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("own.csl");
    let style = "<?xml version='1.0' encoding='utf-8'?><style xmlns='http://purl.org/net/xbiblio/csl' class='in-text' version='1.0'><info><title>Own</title><id>own</id><updated>2020-01-01T00:00:00+00:00</updated></info><citation><layout><text variable='title'/></layout></citation><bibliography><layout suffix='!'><text variable='title'/></layout></bibliography></style>";
    fs::write(&file, style).unwrap();
    let own = printed(&["cite", "reuters-2017", "--style", file.to_str().unwrap()]);
    assert_eq!(own, "Cambodian police arrest 376 in telecom scam targeting China!\n");
    fs::write(&file, "<style/>").unwrap();
    let output = casebook(&["cite", "--style", file.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("this is no citation style"));
}

#[test]
fn a_wrong_name_gets_the_nearest() {
    for (written, meant) in
        [("chicgo-notes", "chicago-notes"), ("oxford", ""), ("chicago", "chicago-author-date")]
    {
        match CitationStyle::named(written) {
            Err(error @ StyleError::Unknown { .. }) => {
                let hint = error.hint();
                let is_named = !meant.is_empty() && hint == format!("did you mean `{meant}`?");
                assert!(is_named || meant.is_empty() && hint.contains("--style list"), "{hint}");
            }
            other => assert!(other.is_err(), "{other:?}"),
        }
    }
    assert!(CitationStyle::named("MLA").is_ok());
    let (config, problems) = Config::read("citation_style = \"apaa\"\n");
    assert!(config.citation_style.is_none());
    assert_eq!(problems.len(), 1);
    let (config, problems) = Config::read("citation_style = \"chicago-notes\"\n");
    assert_eq!((config.citation_style.is_some(), problems.len()), (true, 0));
}
