//! From a marked passage to a quote in the file of a case, and back: bytes, refusals, what is shown.

use proptest::prelude::*;

use super::desk::Desk;
use super::marking::marked;
use super::masking::words;
use super::reading::{FILES, desk};
use crate::browser::model::page::{PageLine, QuoteItem, Role};
use crate::browser::model::{Extent, Mode, Size};
use crate::browser::screen::browse::panes::Pane;
use crate::collection::Memory;
use crate::evidence::Match;
use crate::record::Id;
use crate::text::is_unseen;

const ANN: &str = "victims/test-ann.toml";

/// Opens the text from a quote of Ann, and marks "offered work" in its third line.
const MARK: &str = "<enter>3Gv5w;2e";

/// The same desk with another file for Ann.
fn with_ann(ann: &str) -> Desk {
    desk().write(ANN, ann).notice_files()
}

fn notice(desk: &Desk) -> &str {
    desk.model.shared.notice.as_deref().unwrap_or_default()
}

fn overlay(desk: &Desk) -> String {
    let overlay = desk.model.shared.overlay.as_ref().unwrap();
    let preface = overlay.preface(Extent { cells: 200, rows: 40 });
    let preface: Vec<&str> = preface.iter().map(|run| run.text.as_str()).collect();
    let page = overlay.page(200);
    let lines = page.lines().iter().map(|line| {
        let mut runs: Vec<_> = line.runs().iter().collect();
        runs.sort_by_key(|placed| placed.at);
        runs.iter()
            .map(|placed| placed.run.text.trim())
            .collect::<Vec<_>>()
            .join(" ")
            .trim()
            .to_owned()
    });
    format!("{}\n{}\n{}", overlay.title(), preface.join("\n"), lines.collect::<Vec<_>>().join("\n"))
}

/// Writes the quote with what `keys` tick, and holds what the file is then, and that `u` makes it
/// again what it was.
#[track_caller]
fn check(before: &str, keys: &str, after: &str) {
    let desk = with_ann(before).type_keys(MARK);
    assert_eq!(marked(&desk), "offered work");
    let desk = desk.type_keys("c").type_keys(keys).type_keys("<enter>");
    assert_eq!(desk.file(ANN), after);
    let desk = desk.type_keys("u");
    assert_eq!(desk.file(ANN), before);
    let said = notice(&desk);
    assert!(said.starts_with("quote removed from Ann Test; the file is as before"), "{said}");
}

#[test]
fn the_quote_is_added_below_the_others_and_nothing_else_changes() {
    check(
        "title = 'Ann Test'\nname = 'Ann Test' # hers\nage = 17\n\n[[quote]]\nsource = 'paper'\ntext = 'She was 17.'\n",
        "age<space>",
        "title = 'Ann Test'\nname = 'Ann Test' # hers\nage = 17\n\n[[quote]]\nsource = 'paper'\ntext = 'She was 17.'\n\n[[quote]]\nsource = \"paper\"\nat = \"line 3\"\ntext = \"offered work\"\nsupports = [\"age\"]\n",
    );
}

#[test]
fn line_ends_alignment_and_a_missing_last_newline_stay_as_they_are() {
    check(
        "# a comment\r\ntitle = 'Ann Test'\r\nname = 'Ann Test'\r\n[[quote]] # the first\r\nsource   = 'paper'\r\ntext     = 'She was 17.'\r\n# the last line",
        "<down><enter>",
        "# a comment\r\ntitle = 'Ann Test'\r\nname = 'Ann Test'\r\n[[quote]] # the first\r\nsource   = 'paper'\r\ntext     = 'She was 17.'\r\n# the last line\r\n\r\n[[quote]]\r\nsource   = \"paper\"\r\nat       = \"line 3\"\r\ntext     = \"offered work\"",
    );
}

#[test]
fn tables_in_any_order_stay_in_it() {
    check(
        "title = 'Ann Test'\n[[quote]]\nsource = 'paper'\ntext = 'She was 17.'\n\n[[event]]\nkey = 'offer'\nwhat = 'An offer'\n\n[[event]]\nwhat = 'cannot be cited'\n[[group]]\nkey = 'all'\ncount = 2\n# the end\n",
        "offer<space><c-u>all<space>",
        "title = 'Ann Test'\n[[quote]]\nsource = 'paper'\ntext = 'She was 17.'\n\n[[quote]]\nsource = \"paper\"\nat = \"line 3\"\ntext = \"offered work\"\nsupports = [\"event.offer\", \"group.all\"]\n\n[[event]]\nkey = 'offer'\nwhat = 'An offer'\n\n[[event]]\nwhat = 'cannot be cited'\n[[group]]\nkey = 'all'\ncount = 2\n# the end\n",
    );
}

#[test]
fn a_case_in_a_table_of_its_own_gets_the_quote_there() {
    let before = "[test-cy]\ntitle = 'Cy Test'\nage = 18\n\n[[test-cy.quote]]\nsource = 'paper'\ntext = 'She was 17.'\n\n[test-di]\ntitle = 'Di Test'\n";
    let desk = desk().write("victims.toml", before).notice_files();
    let desk =
        desk.type_keys("<esc><esc>F/cy<enter>ll").type_keys(MARK).type_keys("cage<space><enter>");
    let added = "\n[[test-cy.quote]]\nsource = \"paper\"\nat = \"line 3\"\ntext = \"offered work\"\nsupports = [\"age\"]\n";
    let (head, tail) = before.split_once("\n[test-di]").unwrap();
    let after = format!("{head}{added}\n[test-di]{tail}");
    assert_eq!(desk.file("victims.toml"), after, "{}", desk.screen());
    assert_eq!(desk.type_keys("u").file("victims.toml"), before);
}

#[test]
fn the_fields_of_the_case_are_offered_with_how_they_stand() {
    let desk = desk().type_keys(MARK).type_keys("c");
    let overlay = overlay(&desk);
    assert!(
        overlay.starts_with("Add quote to Ann Test\n“offered work”\nSelect the fields"),
        "{overlay}"
    );
    let lines: Vec<&str> = overlay.lines().collect();
    for line in ["age [ ] 17 ⚔1", "exploitation place [ ] Seatown ○", "name [ ] Ann Test ○"] {
        assert!(lines.contains(&line), "{line} in\n{overlay}");
    }
    // Fields that state no fact come last; the way to another case comes first, with any filter.
    assert_eq!(lines.last(), Some(&"title [ ] Ann Test, held in Seatown"));
    assert_eq!(lines[3], "→ add the quote to another case");
    assert!(
        !format!("{:?}", desk.model.shared.overlay.as_ref().unwrap().choice())
            .contains("OtherCase")
    );
    let narrowed = self::overlay(&desk.clone().type_keys("zzz"));
    assert!(narrowed.ends_with("No matches.\n→ add the quote to another case"), "{narrowed}");
    assert_eq!(desk.model.mode(), Mode::Picker);
}

#[test]
fn the_list_starts_at_the_field_that_someone_came_from() {
    // The second quote beside the exploitation place is one on another field.
    let start = Desk::with(FILES).type_keys("/ann<enter>l");
    let at = |keys: &str| {
        let desk = start.clone().type_keys(keys).type_keys("l<enter>3Gvec");
        let overlay = desk.model.shared.overlay.clone().unwrap();
        format!("{:?}", overlay.choice())
    };
    assert!(at("jj").contains("Age"), "{}", at("jj"));
    assert!(at("jjj").contains("ExploitationPlace"), "{}", at("jjj"));
}

#[test]
fn the_new_quote_is_lit_and_our_own_writing_moves_nothing() {
    let desk = desk().type_keys(MARK).type_keys("cage<space><enter>");
    let quote = QuoteItem::Quote(Id::new("test-ann").unwrap(), 5);
    let place = |desk: &Desk| {
        let model = &desk.model;
        (
            model.screens.browse.quotes.clone(),
            model.screens.browse.detail.clone(),
            model.shared.listing.selected().cloned(),
            model.screens.browse.focus,
            model.screens.browse.shown.clone(),
            model.shared.notice.clone(),
        )
    };
    assert_eq!(
        (desk.model.screens.browse.quotes.spot(), desk.model.screens.browse.focus),
        (Some(&quote), Pane::Quotes)
    );
    assert_eq!(
        notice(&desk),
        "quote added to Ann Test: age; u undoes it; E edits its speaker and place"
    );
    assert!(desk.model.screens.browse.mark.is_none());
    let page = desk.model.browse().quotes_page().page;
    let runs = page.lines().iter().flat_map(PageLine::runs);
    let lit: Vec<_> = runs.filter(|placed| placed.run.role == Role::Selected).collect();
    assert_eq!(
        lit.iter().map(|placed| placed.run.text.as_str()).collect::<Vec<_>>(),
        ["offered work"]
    );
    let page = words(&page);
    assert!(page.contains("3 ✓ In March"), "{page}");
    let before = place(&desk);
    let desk = desk.echo(ANN).echo("victims").notice_files();
    assert_eq!(place(&desk), before);
    // The way back leads to the quote that the text was opened from.
    let back = Some(QuoteItem::Quote(Id::new("test-ann").unwrap(), 0));
    assert_eq!(desk.type_keys("<esc>").model.screens.browse.quotes.spot().cloned(), back);
}

#[test]
fn what_was_taken_back_is_marked_again_with_what_was_ticked() {
    let desk = desk().type_keys(MARK).type_keys("cage<space><enter>u");
    assert_eq!((marked(&desk), desk.model.screens.browse.focus), ("offered work", Pane::Quotes));
    assert!(notice(&desk).ends_with("its words are selected again (Esc clears)"));
    let desk = desk.echo(ANN).type_keys("c");
    assert!(overlay(&desk).contains("[x] 17"), "{}", overlay(&desk));
    let desk = desk.type_keys("age<space><c-u>name<space><enter>");
    assert!(desk.file(ANN).ends_with("text = \"offered work\"\nsupports = [\"name\"]\n"));
}

#[test]
fn several_quotes_are_taken_back_one_by_one() {
    let first = desk().file(ANN);
    let desk = desk().type_keys(MARK).type_keys("c<enter>");
    let second = desk.file(ANN);
    let desk = desk.type_keys("10Gveec<enter>");
    assert!(
        desk.file(ANN).ends_with("at = \"line 10\"\ntext = \"Nobody has\"\n"),
        "{}",
        desk.file(ANN)
    );
    let desk = desk.type_keys("<esc>u");
    assert_eq!(desk.file(ANN), second);
    let desk = desk.type_keys("hhu");
    assert_eq!(desk.file(ANN), first);
    assert_eq!(notice(&desk.type_keys("u")), "nothing to undo");
}

#[test]
fn closing_the_list_loses_nothing() {
    let before = desk().file(ANN);
    let desk = desk().type_keys(MARK).type_keys("cage<space><esc>");
    assert_eq!(
        (marked(&desk), desk.model.mode(), desk.file(ANN)),
        ("offered work", Mode::Selecting, before)
    );
    // Keys go on extending it, as before the list was opened.
    let further = desk.clone().type_keys("ww");
    assert_eq!((marked(&further), further.edited.len()), ("offered work in", 0));
    let fixed = desk.clone().type_keys("vc<esc>");
    assert_eq!((marked(&fixed), fixed.model.mode()), ("offered work", Mode::Screen));
    let desk = desk.type_keys("c");
    assert!(overlay(&desk).contains("[x] 17"), "{}", overlay(&desk));
}

#[test]
fn a_text_that_was_opened_from_its_source_asks_for_the_case() {
    let start = Desk::with(FILES).type_keys("/kind:source paper<enter>ll3Gvec");
    let listed = overlay(&start);
    assert!(listed.starts_with("Add quote to"), "{listed}");
    assert!(listed.contains("Ann Test") && listed.contains("Bo Test"), "{listed}");
    let desk = start.type_keys("bo<enter>");
    assert!(overlay(&desk).starts_with("Add quote to Bo Test"), "{}", overlay(&desk));
    let desk = desk.type_keys("name<space><enter>");
    let bo = desk.file("victims/test-bo.toml");
    assert!(bo.ends_with("text = \"In\"\nsupports = [\"name\"]\n"), "{bo}");
    assert_eq!(
        desk.model.screens.browse.quotes.spot().cloned(),
        Some(QuoteItem::Quote(Id::new("test-bo").unwrap(), 1))
    );
}

#[test]
fn another_case_can_be_chosen_at_any_time() {
    let desk = desk().type_keys(MARK).type_keys("cage<space><c-u>another<enter>");
    assert!(overlay(&desk).starts_with("Add quote to"), "{}", overlay(&desk));
    let desk = desk.type_keys("bo<enter><enter>");
    assert!(desk.file("victims/test-bo.toml").ends_with("text = \"offered work\"\n"));
    assert_eq!(desk.file(ANN), self::desk().file(ANN));
}

#[test]
fn where_no_case_is_listed_all_are_offered() {
    let files = [
        ("sources.toml", "[paper]\ntitle = 'A Test Paper'\n"),
        ("archive/paper.txt", "Words."),
        ("victims/test-ann.toml", "title = 'Ann Test'\n"),
    ];
    let desk = Desk::with(&files).type_keys("/kind:source<enter>llvec");
    let offered = overlay(&desk);
    assert!(offered.starts_with("Add quote to") && offered.contains("Ann Test"), "{offered}");
    let desk = Desk::with(&files[..2]).type_keys("/kind:source<enter>llvec");
    assert_eq!(
        notice(&desk),
        "there is no case to add the quote to; create one with: casebook new victim SOME-ID"
    );
}

#[test]
fn a_text_that_no_link_led_to_asks_for_the_case() {
    // By the list of sources, by that of problems or of publishers, by a search.
    for way in
        ["gspaper<enter>", "<esc><esc>F/kind:source paper<enter>l", "<enter><esc>gspaper<enter>"]
    {
        let desk = desk().type_keys(way).type_keys("<tab>gg3Gvec");
        assert!(desk.model.shared.overlay.is_some(), "{way}: {}", desk.screen());
        assert!(overlay(&desk).starts_with("Add quote to"), "{way}: {}", desk.screen());
    }
    let linked = desk().type_keys("<enter>3Gvec");
    assert!(overlay(&linked).starts_with("Add quote to Ann Test"), "{}", linked.screen());
}

#[test]
fn a_file_that_someone_has_changed_is_left_as_it_is_and_the_mark_stays() {
    let theirs = desk().file(ANN).replace("age = 17", "age = 18");
    let desk = desk().type_keys(MARK).type_keys("cage<space>").write(ANN, &theirs);
    let desk = desk.type_keys("<enter>");
    assert_eq!(desk.file(ANN), theirs);
    let said = overlay(&desk);
    for part in [
        "The quote was not added",
        "it has changed since it was read",
        "look at its new content",
        "the selection and its fields are kept; c shows them again",
    ] {
        assert!(said.contains(part), "{part} in\n{said}");
    }
    // The second time, what they wrote is known.
    let desk = desk.type_keys("<esc>c");
    assert!(overlay(&desk).contains("[x] 18"), "{}", overlay(&desk));
    let desk = desk.type_keys("<enter>");
    assert!(
        desk.file(ANN).starts_with(&theirs) && desk.file(ANN).ends_with("supports = [\"age\"]\n")
    );
}

#[test]
fn a_disk_that_takes_nothing_loses_nothing() {
    for (what, remedy) in [
        ("cannot replace ann: No space left on device (os error 28)", "free space on the disk"),
        ("cannot replace ann: Permission denied (os error 13)", "make its folder writable"),
    ] {
        let before = desk().file(ANN);
        let desk = desk().type_keys(MARK).lock(what, remedy).type_keys("cage<space><enter>");
        let said = overlay(&desk);
        assert!(said.contains(what) && said.contains(remedy), "{said}");
        assert_eq!((desk.file(ANN), marked(&desk)), (before.clone(), "offered work"));
        let desk = desk.unlock().type_keys("<esc>c<enter>");
        assert!(desk.file(ANN).ends_with("supports = [\"age\"]\n"));
        // Nor does taking it back.
        let written = desk.file(ANN);
        let desk = desk.lock(what, remedy).type_keys("u");
        assert!(overlay(&desk).starts_with("The quote was not removed"), "{}", overlay(&desk));
        assert_eq!(desk.file(ANN), written);
        assert_eq!(desk.unlock().type_keys("<esc>u").file(ANN), before);
    }
}

#[test]
fn what_someone_has_changed_since_is_not_taken_back() {
    let desk = desk().type_keys(MARK).type_keys("c<enter>");
    let written = desk.file(ANN);
    let theirs = written.replace("at = \"line 3\"", "at = \"line 4\"");
    assert_ne!(theirs, written);
    // Known or not, their words stay.
    for desk in [desk.clone().write(ANN, &theirs), desk.write(ANN, &theirs).notice_files()] {
        let desk = desk.type_keys("u");
        assert_eq!(desk.file(ANN), theirs);
        let said = overlay(&desk);
        assert!(said.starts_with("The quote was not removed"), "{said}");
        let is_known = said.contains("has changed there");
        assert!(is_known || said.contains("changed since"), "{said}");
        // What is to be done by hand is said where the change was read.
        let is_unread = said.contains("since it was read");
        assert_eq!(said.contains("if the quote is still there, remove it"), !is_unread, "{said}");
        // What they undo themselves can be taken back again.
        let desk = desk.write(ANN, &written).notice_files().type_keys("<esc>u");
        assert_eq!(desk.file(ANN), self::desk().file(ANN));
    }
    // What they changed elsewhere stays.
    let theirs = format!("# theirs\n{written}# theirs\n");
    let elsewhere = self::desk().type_keys(MARK).type_keys("c<enter>").write(ANN, &theirs);
    let elsewhere = elsewhere.notice_files().type_keys("u");
    let before = self::desk().file(ANN);
    assert_eq!(elsewhere.file(ANN), format!("# theirs\n{before}# theirs\n"));
    let gone = self::desk().type_keys(MARK).type_keys("c<enter>").remove(ANN).notice_files();
    let said = overlay(&gone.type_keys("u"));
    assert!(said.contains("no longer exists"), "{said}");
}

#[test]
fn a_file_that_is_broken_elsewhere_gets_the_quote() {
    let broken = "title = 'Ann Test'\nname = 'Ann Test'\nage = \n[[quote]]\nsource = 'paper'\ntext = 'She was 17.'\n";
    let added = "\n[[quote]]\nsource = \"paper\"\nat = \"line 3\"\ntext = \"offered work\"\n";
    // Broken while it is shown: it stays as it was, and gets the quote all the same.
    let desk = with_ann(broken).type_keys(MARK);
    assert_eq!(marked(&desk), "offered work");
    let desk = desk.type_keys("c");
    let said = overlay(&desk);
    assert!(said.contains("line 3 of the file cannot be read"), "{said}");
    let desk = desk.type_keys("<enter>");
    assert_eq!(desk.file(ANN), format!("{broken}{added}"));
    let said = "quote added to Ann Test: no field, as background; u undoes it; it will be shown once line 3 of the file is fixed";
    assert_eq!((notice(&desk), desk.model.screens.browse.mark.is_none()), (said, true));
    let back = desk.clone().type_keys("u");
    assert_eq!((back.file(ANN), marked(&back)), (broken.to_owned(), "offered work"));
    // Mended, it is there.
    let mended = desk.file(ANN).replace("age = \n", "age = 17\n");
    let desk = desk.write(ANN, &mended).notice_files();
    let all = desk.model.shared.collection.clone().unwrap();
    assert_eq!(all.get("test-ann").unwrap().record.quotes.len(), 2);
}

#[test]
fn a_fault_that_may_reach_to_the_quote_is_to_be_mended_first() {
    let desk = with_ann(
        "title = 'Ann Test'\nnote = '''\n[[quote]]\nsource = 'paper'\ntext = 'She was 17.'\n",
    );
    let desk = desk.type_keys(MARK).type_keys("c");
    let said = overlay(&desk);
    for part in [
        "The file of the case is broken",
        "line 2: a text in triple quotation marks is not closed",
        "no place for the quote is certain",
        "mend that line first",
        "the selection is kept",
    ] {
        assert!(said.contains(part), "{part} in\n{said}");
    }
    // Broken while the fields are chosen.
    let before =
        self::desk().type_keys(MARK).type_keys("c").write(ANN, "title = '''\n").notice_files();
    let desk = before.type_keys("<enter>");
    assert_eq!(desk.file(ANN), "title = '''\n");
    assert!(overlay(&desk).contains("no place for the quote"), "{}", overlay(&desk));
    assert_eq!(marked(&desk), "offered work");
}

#[test]
fn what_is_withheld_in_a_broken_file_is_not_quoted() {
    let ann = FILES.iter().find(|(path, _)| *path == ANN).unwrap().1;
    let ann = ann.replacen("name =", "age = \nconfidentiality = 'confidential'\nname =", 1);
    let desk = Desk::with(FILES).write(ANN, &ann).notice_files();
    let desk = desk.type_keys("/kind:source paper<enter>ll2GvGc");
    assert_eq!(notice(&desk), "masked text cannot be quoted (P shows it); the selection is kept");
    assert_eq!(desk.file(ANN), ann);
}

#[test]
fn quotes_that_are_written_in_braces_are_left_to_the_hand() {
    let desk =
        with_ann("title = 'Ann Test'\nquote = [{ source = 'paper', text = 'She was 17.' }]\n");
    let desk = desk.type_keys(MARK).type_keys("c<enter>");
    assert!(overlay(&desk).contains("edit the file by hand"), "{}", overlay(&desk));
}

#[test]
fn what_is_ticked_and_gone_is_asked_for() {
    let desk = desk().type_keys(MARK).type_keys("cage<space>");
    let without = desk.file(ANN).replace("age = 17\n", "");
    let desk = desk.write(ANN, &without).notice_files().type_keys("<enter>");
    assert!(overlay(&desk).starts_with("Value of age"), "{}", overlay(&desk));
    assert_eq!(desk.file(ANN), without);
    let desk = desk.type_keys("17<enter>");
    assert!(desk.file(ANN).ends_with("text = \"offered work\"\nsupports = [\"age\"]\n"));
    assert!(desk.file(ANN).contains("\nage = 17\n"));
}

#[test]
fn nothing_is_quoted_without_words_through_a_mask_or_into_the_sample() {
    for (keys, said) in [
        ("c", "nothing is selected; v selects a passage in an archived text"),
        ("<enter>c", "nothing is selected; v selects a passage in an archived text"),
        ("<enter>5Gvc", "the selected passage contains no words"),
        ("<enter>vePc", "masked text cannot be quoted (P shows it); the selection is kept"),
        (
            "<enter>vev<backspace>G<enter>c",
            "the selected passage is in another source; v selects one here",
        ),
    ] {
        let desk = desk().type_keys(keys);
        assert_eq!(notice(&desk), said, "{keys}");
        assert_eq!(desk.file(ANN), self::desk().file(ANN));
    }
    let mut desk = desk().type_keys(MARK);
    desk.model.shared.about.sample = true;
    let desk = desk.type_keys("c");
    let said = "this is the built-in sample (read-only); open your own: casebook -C DIR";
    assert_eq!((notice(&desk), marked(&desk)), (said, "offered work"));
}

#[test]
fn a_mark_over_a_masked_line_is_not_quoted() {
    let ann = FILES[1].1.replacen("name =", "confidentiality = 'confidential'\nname =", 1);
    let desk = Desk::with(FILES).write(ANN, &ann).notice_files();
    let desk = desk.type_keys("/kind:source paper<enter>ll2GvGc");
    assert_eq!(notice(&desk), "masked text cannot be quoted (P shows it); the selection is kept");
}

#[test]
fn long_passages_and_large_shares_are_told_before_anything_is_written() {
    let settings = "title = 'Made up for tests'\nformat = 1\nquotation_share = 0.3\n";
    let desk = desk().write("casebook.toml", settings).notice_files();
    let desk = desk.type_keys("<enter>6Gv$c");
    let said = overlay(&desk);
    let long = "243 characters are selected; long quotes (over 200 characters) are hard to check and to publish";
    assert!(said.contains(long), "{said}");
    assert!(said.contains("the collection's limit is 30 %"), "{said}");
    // Neither forbids it.
    assert!(desk.type_keys("<enter>").file(ANN).ends_with("before the debt was paid.\"\n"));
    let again = self::desk().type_keys("<enter>v$c");
    assert!(overlay(&again).contains("the case already quotes these words"), "{}", overlay(&again));
    let twice = self::desk().type_keys("<enter>10Gv$c");
    assert!(!overlay(&twice).contains("are also on line"), "{}", overlay(&twice));
    let twice = self::desk().type_keys("<enter>6Gvw;ec");
    assert!(overlay(&twice).contains("the same words are also on line 3"), "{}", overlay(&twice));
}

#[test]
fn the_list_of_fields_is_drawn_at_three_sizes() {
    for (width, height) in [(60, 20), (80, 24), (120, 32)] {
        let desk = desk().resize(width, height).type_keys("<enter>6Gv$cage<space><c-u>");
        insta::assert_snapshot!(format!("carried-{width}x{height}"), desk.screen());
    }
    let refused = desk().resize(60, 20).type_keys(MARK).lock(
        "cannot replace cases/victims/test-ann.toml: No space left on device (os error 28)",
        "free space on the disk and try again; nothing was lost",
    );
    insta::assert_snapshot!("not-written", refused.type_keys("c<enter>").screen());
    let written = desk().resize(80, 24).type_keys(MARK).type_keys("cage<space><enter>");
    insta::assert_snapshot!("written", written.screen());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    /// Any mark in any text: the quote has exactly these bytes, is found where it was marked,
    /// and goes again without a trace.
    #[test]
    fn any_passage_of_any_text_is_quoted_and_taken_back_to_the_byte(
        text in "([a-c “”’\"'\\\\\t.]|\u{301}|妙|ក្ន|👩‍👦|\u{202e}|\u{0}|\r\n|\n){1,60}",
        keys in "[hlwbe0$jko;]{0,20}",
        crlf in any::<bool>(),
        open in any::<bool>(),
    ) {
        let first = "[[quote]]\nsource = 'paper'\ntext = 'z'\n\n[[event]]\nkey = 'a'\nwhat = 'x'\n";
        let mut ann = format!("title = 'Ann Test' # c\nage = 17\n\n{first}");
        if open {
            ann = ann.trim_end().to_owned();
        }
        if crlf {
            ann = ann.replace('\n', "\r\n");
        }
        let mut files = Memory::default();
        files.put(ANN, ann.as_str());
        files.put("sources.toml", "[paper]\ntitle = 'A Test Paper'\n");
        files.put("archive/paper.txt", text.as_str());
        let desk = Desk::over(files, Size { width: 60, height: 16 });
        let desk = desk.type_keys("ll<enter>ggv").type_keys(&keys);
        let range = desk.model.browse().mark_here().unwrap().range();
        let passage = marked(&desk).to_owned();
        prop_assert_eq!(range.of(&text).trim(), &passage);
        // What cannot be seen is no text of a quote.
        prop_assume!(!is_unseen(&passage));
        let desk = desk.type_keys("cage<space><enter>");
        let written = desk.file(ANN);
        let all = desk.model.shared.collection.clone().unwrap();
        let quotes = &all.get("test-ann").unwrap().record.quotes;
        prop_assert_eq!((quotes.len(), quotes[1].text()), (2, Some(passage.as_str())), "{}", written);
        let found = all.evidence(&Id::new("test-ann").unwrap()).unwrap().quote(1);
        prop_assert!(matches!(found, Match::Verbatim(_)), "{:?}", found);
        prop_assert_eq!(desk.type_keys("u").file(ANN), ann);
    }
}

#[test]
fn a_field_that_the_case_lacks_is_asked_for_and_written_with_the_quote() {
    let before = "title = 'Ann Test'\nname = 'Ann Test'\n\n[[quote]]\nsource = 'paper'\ntext = 'She was 17.'\n";
    let desk = with_ann(before).type_keys(MARK).type_keys("ccitizenship<space>");
    assert!(overlay(&desk).contains("citizenship [x] not in the case yet"), "{}", overlay(&desk));
    let desk = desk.type_keys("<enter>");
    assert!(overlay(&desk).starts_with("Value of citizenship"), "{}", overlay(&desk));
    // What check would complain of is not taken.
    let desk = desk.type_keys("Nowhereland<enter>");
    assert!(overlay(&desk).contains("Nowhereland"), "{}", overlay(&desk));
    assert_eq!(desk.file(ANN), before);
    let desk = desk.type_keys("<c-u><enter>");
    assert!(overlay(&desk).contains("type the value"), "{}", overlay(&desk));
    // A country may be named.
    let desk = desk.type_keys("Vietnam<enter>");
    let after = desk.file(ANN);
    assert!(
        after.starts_with(
            "title = 'Ann Test'\nname = 'Ann Test'\ncitizenship = [\"VN\"]\n\n[[quote]]"
        ),
        "{after}"
    );
    assert!(after.contains("supports = [\"citizenship\"]"), "{after}");
    assert_eq!(
        notice(&desk),
        "quote added to Ann Test: citizenship; u undoes it; E edits its speaker and place"
    );
    let desk = desk.type_keys("u");
    assert_eq!(desk.file(ANN), before);
    // The field stays selected with the words; its value is asked for again.
    let desk = desk.type_keys("c<enter>");
    assert_eq!(desk.file(ANN), before);
    assert_eq!(desk.type_keys("VN<enter>").file(ANN), after);
}

#[test]
fn a_space_inside_of_a_typed_label_selects_nothing_and_a_forgotten_selection_is_asked_for() {
    let before = "title = 'Ann Test'\nexploitation_place = 'seatown'\nexploitation_end = '2022'\n\n[[quote]]\nsource = 'paper'\ntext = 'She was 17.'\n";
    let desk = with_ann(before).type_keys(MARK).type_keys("cexploitation<space>end");
    let listed = overlay(&desk);
    assert!(listed.contains("exploitation end [ ]") && !listed.contains("[x]"), "{listed}");
    // The screen names the key that selects at that moment.
    let begun = with_ann(before).type_keys(MARK).type_keys("cexploitation");
    assert!(begun.screen().contains("Tab selects"), "{}", begun.screen());
    let ticked = overlay(&begun.type_keys("<tab>"));
    assert!(ticked.contains("exploitation place [x]"), "{ticked}");
    let desk = desk.type_keys("<enter>");
    assert!(notice(&desk).starts_with("no field is selected"), "{}", notice(&desk));
    assert_eq!(desk.file(ANN), before);
    let after = desk.type_keys("<space><enter>").file(ANN);
    assert!(after.contains("supports = [\"exploitation_end\"]"), "{after}");
}

#[test]
fn a_typed_value_does_not_vanish_behind_one_that_someone_else_has_added() {
    let before = "title = 'Ann Test'\n\n[[quote]]\nsource = 'paper'\ntext = 'She was 17.'\n";
    let desk = with_ann(before).type_keys(MARK).type_keys("cgender<space><enter>");
    let theirs = before.replace("\n\n", "\ngender = 'male'\n\n");
    let desk = desk.write(ANN, &theirs).notice_files().type_keys("female<enter>");
    assert_eq!(desk.file(ANN), theirs);
    assert!(overlay(&desk).contains("the case has `gender` by now"), "{}", overlay(&desk));
}

#[test]
fn a_link_to_nothing_is_no_value() {
    let before = "title = 'Ann Test'\nname = 'Ann Test'\n\n[[quote]]\nsource = 'paper'\ntext = 'She was 17.'\n";
    let desk = with_ann(before).type_keys(MARK).type_keys("cexploitation_place<space><enter>");
    let desk = desk.type_keys("nowhere<enter>");
    assert_eq!(desk.file(ANN), before);
    let desk = desk.type_keys("<esc>").type_keys("c<enter>seatown<enter>");
    assert!(desk.file(ANN).contains("exploitation_place = \"seatown\""), "{}", desk.file(ANN));
}

#[test]
fn a_file_that_cannot_be_written_says_so_before_fields_are_chosen() {
    let mut desk = desk().type_keys(MARK);
    desk.unwritable.insert(ANN.into());
    let refused = desk.clone().type_keys("c");
    assert!(notice(&refused).contains("this file is marked as read-only"), "{}", notice(&refused));
    assert!(refused.model.shared.overlay.is_none());
    assert_eq!(marked(&refused), "offered work");
    desk.unwritable.clear();
    // Another case is chosen instead, and one that cannot be written keeps the list.
    let mut other = desk.clone().type_keys("c<up><enter>");
    let listed = overlay(&other);
    assert!(listed.starts_with("Add quote to\n"), "{listed}");
    other.unwritable.insert(ANN.into());
    other.unwritable.insert("victims.toml".into());
    let kept = other.clone().type_keys("<enter>");
    assert!(notice(&kept).contains("this file is marked as read-only"), "{}", notice(&kept));
    assert_eq!(overlay(&kept), listed);
    other.unwritable.clear();
    assert!(overlay(&other.type_keys("<enter>")).contains("→ add the quote to another case"));
}

#[test]
fn a_folder_that_cannot_be_written_says_so_before_fields_are_chosen() {
    let mut desk = desk().type_keys(MARK);
    desk.model.shared.about.locked = true;
    let refused = desk.type_keys("c");
    assert!(notice(&refused).contains("this folder cannot be written to"), "{}", notice(&refused));
    assert!(refused.model.shared.overlay.is_none());
}
