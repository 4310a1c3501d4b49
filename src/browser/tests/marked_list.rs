//! Records marked in the list, to copy and export them together; and searches saved as views.

use super::desk::Desk;
use super::flows::desk;
use crate::browser::model::{EditRefusal, Mode};
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
fn what_is_marked_or_listed_is_exported_in_a_format() {
    let exported = |keys: &str| desk().type_keys(keys).exported.unwrap_or_default();
    assert_eq!(exported("j<space>Xcsv<enter>"), "csv: test-bo");
    assert_eq!(exported("/kind:arrest<enter>Xids<enter>"), "ids: raid");
    let menu = desk().type_keys("X");
    assert!(
        menu.screen().contains("Export 3 listed records to a new file or folder"),
        "{}",
        menu.screen()
    );
    assert_eq!(exported("Xevidence<enter>"), "bag: test-ann test-bo raid");
    assert_eq!(exported("Xdatapackage<enter>"), "csv-tables: test-ann test-bo raid");
    assert_eq!(menu.model.mode(), Mode::Picker);
    let masked = desk().type_keys("PX");
    assert!(masked.screen().contains("Export 3 listed records, masked, to"), "{}", masked.screen());
    assert_eq!(exported("PXndjson<enter>"), "masked ndjson: test-ann test-bo raid");
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
