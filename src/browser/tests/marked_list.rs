//! Records marked in the list, to copy and export them together; and searches saved as views.

use super::desk::Desk;
use super::flows::desk;
use crate::browser::model::{AutoMaskReason, EditRefusal, Mode, Report};
use crate::record::Id;

/// Returns the ids of the marked records, in the order of the list.
fn marked(desk: &Desk) -> String {
    let shared = &desk.model.shared;
    let ids = shared.marked.in_order(&shared.listing);
    ids.iter().map(Id::as_str).collect::<Vec<_>>().join(" ")
}

fn notice(desk: &Desk) -> &str {
    desk.model.shared.notice.as_deref().unwrap_or_default()
}

#[test]
fn records_are_marked_one_by_one_in_a_range_or_all() {
    let desk = desk().type_keys("<space>");
    assert_eq!((marked(&desk).as_str(), desk.selected()), ("test-ann", "test-bo"));
    assert!(desk.screen().contains("┌ Cases · 1 marked ─"), "{}", desk.screen());
    assert!(desk.screen().contains("V +Ann Test"), "{}", desk.screen());
    // A range grows and shrinks with the cursor until it ends.
    let range = desk.clone().type_keys("vj");
    assert_eq!(marked(&range), "test-ann test-bo raid");
    assert_eq!(marked(&range.clone().type_keys("k")), "test-ann test-bo");
    assert_eq!(marked(&range.clone().type_keys("vgg")), "test-ann test-bo raid");
    assert_eq!(marked(&range.clone().type_keys("<esc>")), "test-ann");
    assert_eq!(marked(&range.type_keys("<space>")), "test-ann test-bo");
    assert_eq!(marked(&desk.clone().type_keys("*")), "test-ann test-bo raid");
    assert_eq!(marked(&desk.clone().type_keys("**")), "");
    // Escape takes the marks away before it clears the search.
    let searched = desk.clone().type_keys("/bo<enter><esc>");
    assert_eq!((marked(&searched).as_str(), searched.model.shared.query.text.as_str()), ("", "bo"));
    let in_record = desk.type_keys("<enter><space>");
    assert_eq!(notice(&in_record), "records are marked in the list (h goes there)");
}

#[test]
fn marks_stay_when_the_list_or_the_files_change() {
    let desk = desk().type_keys("*/bo<enter>");
    assert_eq!(marked(&desk), "test-bo test-ann raid");
    let desk = desk.remove("arrests/raid.toml").notice_files();
    assert_eq!(marked(&desk), "test-bo test-ann");
    assert_eq!(marked(&desk.type_keys("F")), "test-ann test-bo");
}

#[test]
fn what_is_marked_is_copied_together() {
    let copied = |keys: &str| desk().type_keys(keys).copied.unwrap_or_default();
    assert_eq!(copied("<space>j<space>gg<space><space>yi"), "test-bo\nraid");
    assert_eq!(copied("*yc").lines().count(), 1);
    let quotes = copied("*yq");
    assert_eq!(quotes.lines().count(), 2);
    assert!(quotes.contains("“Ann is 17.”") && quotes.contains("“No, 16.”"), "{quotes}");
    assert_eq!(copied("*yy").lines().count(), 3);
    // In the record, what is under its cursor is copied.
    assert_eq!(copied("*<enter>yi"), "test-ann");
    let masked = desk().type_keys("P*yi");
    assert!(notice(&masked).starts_with("not copied"), "{}", notice(&masked));
}

#[test]
fn what_is_marked_or_listed_or_all_is_exported_in_a_format() {
    let exported = |keys: &str| desk().type_keys(keys).exported.unwrap_or_default();
    // Enter on the format lists them, and the cursor stays on it; the last line of the panel writes.
    assert_eq!(exported("j<space>Xj<enter>csv<enter>G<enter>"), "csv: test-bo to a-free-name");
    assert_eq!(
        exported("/kind:arrest<enter>Xj<enter>ids<enter>G<enter>"),
        "ids: raid to a-free-name"
    );
    let all = "test-ann test-bo raid to a-free-name";
    assert_eq!(exported("Xj<enter>evidence<enter>G<enter>"), format!("bag: {all}"));
    assert_eq!(exported("Xj<enter>datapackage<enter>G<enter>"), format!("csv-tables: {all}"));
    // Nothing is written before.
    let panel = desk().type_keys("X");
    assert_eq!((panel.exported.clone(), panel.model.mode()), (None, Mode::Overlay));
    for words in ["3 listed records", "public release", "a-free-name", "what the desk holds back"] {
        assert!(panel.screen().contains(words), "{words}\n{}", panel.screen());
    }
    insta::assert_snapshot!("export-panel", panel.clone().resize(80, 24).screen());
    // Records are marked, listed or all.
    let marked = desk().type_keys("<space>X");
    assert!(marked.screen().contains("1 marked record"), "{}", marked.screen());
    assert!(marked.clone().type_keys("jj<enter>").screen().contains("3 listed records"));
    let every = marked.type_keys("jj<enter><enter>");
    assert!(every.screen().contains("all 3 cases"), "{}", every.screen());
    let tables = every.clone().type_keys("k<enter>csv-tables<enter>");
    for words in
        ["all 5 records", "csv-tables: A folder of several CSV tables", "(casebook export csv)"]
    {
        assert!(tables.screen().contains(words), "{words}\n{}", tables.screen());
    }
    let table = tables.type_keys("<enter>csv<enter>");
    assert!(table.screen().contains("csv: One CSV table"), "{}", table.screen());
    assert_eq!(every.type_keys("G<enter>").exported.unwrap(), "table: all to a-free-name");
    let for_others = desk().type_keys("PX").screen();
    assert!(for_others.contains("Export, masked"), "{for_others}");
    assert_eq!(exported("PXj<enter>ndjson<enter>G<enter>"), format!("masked ndjson: {all}"));
}

#[test]
fn a_public_release_is_of_all_in_a_format_that_can_be_one() {
    let desk = desk().type_keys("<space>X<enter>");
    let screen = desk.screen();
    for words in [
        "yes: what may be published",
        "csv-tables, as table cannot be a public release",
        "the whole collection; releases of parts would tell of few people",
        "no earlier release",
    ] {
        assert!(screen.contains(words), "{words}\n{screen}");
    }
    let formats = desk.clone().type_keys("j<enter>").screen();
    assert!(formats.contains("ndjson") && !formats.contains("bag "), "{formats}");
    assert!(!formats.contains("ids "), "{formats}");
    let written = desk.clone().type_keys("G<enter>");
    assert_eq!(written.exported.unwrap(), "public csv-tables: all to a-free-name");
    let compared = desk.type_keys("jj<enter>last/release<enter>");
    assert!(compared.screen().contains("last/release"), "{}", compared.screen());
    let written = compared.clone().type_keys("G<enter>");
    assert_eq!(
        written.exported.unwrap(),
        "public csv-tables: all to a-free-name since last/release"
    );
    // No release any more: nothing to compare with, and what was chosen before holds again.
    let own = compared.type_keys("gg<enter>G<enter>");
    assert_eq!(own.exported.unwrap(), "table: test-ann to a-free-name");
}

#[test]
fn the_cursor_of_the_export_panel_stops_only_where_something_can_be_changed() {
    for (opens, lines) in [("X", 5), ("X<enter>", 5), ("<space>X", 5)] {
        let mut desk = desk().type_keys(opens);
        for _ in 1..lines {
            let screen = desk.screen();
            let marked: Vec<&str> = screen.lines().filter(|line| line.contains('▌')).collect();
            let is_read_only = |line: &&str| {
                line.contains("held back") || opens == "X<enter>" && line.contains("records")
            };
            assert!(!marked.is_empty() && !marked.iter().any(is_read_only), "{screen}");
            desk = desk.type_keys("j");
        }
        let (last, below) = (desk.screen(), desk.type_keys("j").screen());
        assert!(last.contains("Enter write it") && last == below, "{opens}\n{last}");
    }
    // A question that is left leads back to the line that asked it.
    for (down, asked) in [("j", "format"), ("jjj", "to  ")] {
        let screen = desk().type_keys(&format!("X{down}<enter><esc>")).screen();
        assert!(screen.contains(&format!("▌{asked}")), "{screen}");
    }
}

#[test]
fn a_file_is_replaced_only_after_a_question_and_what_cannot_be_written_is_not() {
    let to = |path: &str| desk().type_keys(&format!("Xjjj<enter>{path}<enter>"));
    let there = to("there.csv");
    assert!(there.screen().contains("you are asked first"), "{}", there.screen());
    let asked = there.type_keys("G<enter>");
    assert!(asked.screen().contains("Replace there.csv?"), "{}", asked.screen());
    let kept = asked.clone().type_keys("n<enter>");
    assert!(
        kept.exported.is_none() && kept.screen().contains("nothing was written"),
        "{}",
        kept.screen()
    );
    // Esc goes back to the panel, and from there to the list.
    let back = asked.clone().type_keys("<esc>");
    assert!(
        back.exported.is_none() && back.screen().contains("public release"),
        "{}",
        back.screen()
    );
    let list = back.type_keys("<esc>");
    assert!(list.model.shared.overlay.is_none() && list.model.shared.export.is_none());
    let replaced = asked.type_keys("y<enter>");
    assert!(replaced.exported.clone().unwrap().ends_with("to there.csv, replaced"));
    assert!(replaced.screen().contains("wrote a test"), "{}", replaced.screen());
    let taken = to("taken").type_keys("G<enter>");
    assert!(
        taken.exported.is_none() && taken.screen().contains("it is taken"),
        "{}",
        taken.screen()
    );
    // What is wrong with a name is below it, before what is held back.
    for (name, said) in [("taken", "it is taken"), ("there.csv", "you are asked first")] {
        let screen = to(name).screen();
        let mut lines = screen.lines().skip_while(|line| !line.contains(name)).skip(1);
        assert!(lines.next().is_some_and(|line| line.contains(said)), "{screen}");
        assert!(lines.next().is_some_and(|line| line.contains("held back")), "{screen}");
    }
    let full = to("full").type_keys("G<enter>");
    assert!(full.screen().contains("the disk is full; free some"), "{}", full.screen());
    assert!(full.screen().contains("public release"), "{}", full.screen());
}

#[test]
fn an_export_goes_on_while_its_panel_is_closed() {
    let desk = desk().type_keys("Xjjj<enter>slow<enter>G<enter>");
    assert!(desk.screen().contains("writing …"), "{}", desk.screen());
    let mut desk = desk.type_keys("<esc>");
    assert!(desk.model.shared.overlay.is_none());
    let again = desk.clone().type_keys("X");
    assert!(notice(&again).contains("still being written"), "{}", notice(&again));
    let generation = desk.slow_export.unwrap();
    let outcome = Ok(vec!["wrote a test".to_owned(), "to slow".to_owned()]);
    desk.send(Report::Exported { generation, outcome });
    assert_eq!(notice(&desk), "wrote a test; to slow");
    assert!(desk.model.shared.overlay.is_none());
    assert!(desk.type_keys("X").screen().contains("public release"));
}

#[test]
fn the_panel_is_closed_when_everything_is_masked_because_no_one_is_there() {
    let mut desk = desk().type_keys("Xjjj<enter>Ann Test.csv<enter>");
    desk.model.shared.about.masking.unfocused = true;
    assert!(desk.screen().contains("Ann Test.csv"), "{}", desk.screen());
    desk.send(Report::Unattended(AutoMaskReason::Unfocused));
    assert!(!desk.screen().contains("Ann Test.csv"), "{}", desk.screen());
}

#[test]
fn a_search_is_saved_as_a_view_and_taken_back_to_the_byte() {
    let settings = "format = 1 # one\n\n[views]\n1 = 'kind:victim' # people\n";
    let files = [
        ("casebook.toml", settings),
        ("victims/ann.toml", "title = 'Ann'\nage = 17\n"),
        ("victims/bo.toml", "title = 'Bo'\nage = 20\n"),
    ];
    let desk = Desk::with(&files).type_keys("/age:=17<enter>V");
    assert!(desk.screen().contains("kind:victim") && desk.screen().contains("not used yet"));
    // The first free digit is chosen at first.
    let desk = desk.type_keys("jj<enter>");
    assert!(
        desk.screen().contains("Name of view 4") && desk.screen().contains("a name, or nothing")
    );
    let named = desk.clone().type_keys("Seventeen \"now\"<enter>");
    let line = "4 = { name = \"Seventeen \\\"now\\\"\", query = \"age:=17\" }\n";
    assert_eq!(named.file("casebook.toml"), format!("{settings}{line}"));
    let palette = named.notice_files().type_keys("F:view seventeen<enter>");
    assert_eq!(palette.model.shared.query.text, "age:=17");
    let desk = desk.type_keys("<enter>");
    assert_eq!(desk.file("casebook.toml"), format!("{settings}4 = \"age:=17\"\n"));
    assert_eq!(notice(&desk), "saved as view 4 in casebook.toml: 4 opens it, u undoes it");
    let desk = desk.type_keys("04").pause();
    assert_eq!(desk.model.shared.query.text, "age:=17");
    let desk = desk.type_keys("u");
    assert_eq!(desk.file("casebook.toml"), settings);
    assert_eq!(notice(&desk), "view removed from casebook.toml; the file is as before");
    let nothing = desk.clone().type_keys("0V");
    assert!(notice(&nothing).starts_with("nothing to save as a view yet"), "{}", notice(&nothing));
    let sorted = desk.type_keys("0sname<enter>V<enter><enter>");
    let line = "2 = { query = \"\", sort = \"name\" }\n";
    assert_eq!(sorted.file("casebook.toml"), format!("{settings}{line}"));
}

#[test]
fn a_view_is_not_saved_over_what_someone_else_wrote() {
    let files = [("casebook.toml", "format = 1\n"), ("victims/ann.toml", "title = 'Ann'\n")];
    let desk = Desk::with(&files).type_keys("/ann<enter>V<enter>");
    let changed =
        desk.clone().write("casebook.toml", "format = 1\n# theirs\n").type_keys("<enter>");
    assert!(changed.screen().contains("The view was not saved"), "{}", changed.screen());
    assert_eq!(changed.file("casebook.toml"), "format = 1\n# theirs\n");
    let locked = EditRefusal { what: "the disk is full".to_owned(), remedy: String::new() };
    let full = desk.lock(&locked.what, &locked.remedy).type_keys("<enter>");
    assert!(full.screen().contains("the disk is full"), "{}", full.screen());
    let mut sample = Desk::with(&files);
    sample.model.shared.about.sample = true;
    assert!(notice(&sample.type_keys("V")).contains("read-only"));
    let without = Desk::with(&[("victims/ann.toml", "title = 'Ann'\n")])
        .type_keys("/ann<enter>V<enter><enter>");
    assert!(notice(&without).contains("no casebook.toml"), "{}", notice(&without));
}

#[test]
fn the_line_that_writes_an_export_is_on_the_smallest_screen() {
    let files = [("victims/test-ann.toml", "title = 'Ann'\n")];
    let screen = Desk::with(&files).resize(60, 20).type_keys("X").screen();
    assert!(screen.contains(" write it "), "{screen}");
}
