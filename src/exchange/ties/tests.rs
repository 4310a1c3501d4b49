//! What each format of ties makes of hostile words.

use super::*;
use crate::evidence::EvidenceStatus;
use crate::record::Kind;

/// Ends every string and element, and hides and steers.
const HOSTILE: &str = "\"\\N \\\" ]]> <b> & &amp; ' \u{1b}[2J\u{202e} \u{ffff} -- /* = \r\nend";

fn sheet() -> TieSheet {
    let record = |key: &str, kind| SheetRecord {
        key: key.to_owned(),
        kind,
        name: HOSTILE.to_owned(),
        hub: None,
        notes: vec!["alleged".to_owned(), HOSTILE.to_owned()],
        date: Some("2022?-02".to_owned()),
        date_in_words: Some("Feb (2022?)".to_owned()),
        query: None,
        degree: 1,
    };
    let quote = SheetQuote { number: 1, words: HOSTILE.to_owned(), citation: HOSTILE.to_owned() };
    let support = SheetSupport {
        cited: Some("persons".to_owned()),
        status: Some(EvidenceStatus::Unchecked(1)),
        quotes: vec![quote],
        disputes: Vec::new(),
    };
    let tie = SheetTie {
        from: 0,
        to: 1,
        field: "persons",
        label: "persons",
        query: None,
        supports: vec![support],
    };
    TieSheet {
        records: vec![record("a", Kind::Arrest), record("[withheld] 1", Kind::Person)],
        ties: vec![tie],
    }
}

#[test]
fn no_format_lets_hostile_words_out_of_their_place() {
    let sheet = sheet();
    let (dot, graphml, gexf) = (ties_dot(&sheet), ties_graphml(&sheet), ties_gexf(&sheet));
    let csv = ties_csv(&sheet).unwrap();
    for text in [&dot, &graphml, &gexf, &csv] {
        let steers = |c: char| c != '\n' && (c.is_control() || c == '\u{202e}');
        assert!(!text.contains(steers), "{text}");
    }
    for xml in [&graphml, &gexf] {
        assert!(!xml.contains("<b>") && !xml.contains('\u{ffff}') && !xml.contains("]]>"), "{xml}");
        let entities = ["amp;", "lt;", "gt;", "quot;", "apos;"];
        let mut behind = xml.split('&').skip(1);
        assert!(behind.all(|rest| entities.iter().any(|entity| rest.starts_with(entity))), "{xml}");
    }
    // Outside of escaped characters, quotes come in pairs on every line, so that no string runs on.
    for line in dot.lines() {
        let rest = line.replace("\\\\", "").replace("\\\"", "");
        assert_eq!(rest.matches('"').count() % 2, 0, "{line}");
    }
    assert!(dot.contains("\\\\N") && dot.contains("&amp;amp;"));
    assert!(csv.contains("\"alleged;"), "{csv}");
}

#[test]
fn the_caveats_of_an_arrest_leave_with_it_in_every_format() {
    let sheet = sheet();
    let (records, ties) = ties_json(&sheet);
    let json = format!("{records}{ties}");
    let csv = ties_csv(&sheet).unwrap();
    for text in [ties_dot(&sheet), ties_graphml(&sheet), ties_gexf(&sheet), csv, json] {
        assert!(text.contains("alleged"), "{text}");
    }
}
