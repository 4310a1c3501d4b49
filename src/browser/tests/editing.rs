//! Flows around the editor and files that change meanwhile: keys and foreign writes in, the model
//! and effects out.

use super::desk::Desk;
use crate::browser::model::page::DetailItem;
use crate::browser::model::{Mode, Report};
use crate::browser::screen::browse::panes::Pane;
use crate::collection::Touched;
use crate::record::FieldId;

const FILES: &[(&str, &str)] = &[
    (
        "victims/test-ann.toml",
        "title = 'Ann Test'\nname = 'Ann Test'\n  age = 27\nrecruitment_date = '2022-03'\n\n[[quote]]\nsource = 'paper'\ntext = 'Ann is 27.'\nsupports = ['age', 'name', 'recruitment_date']\n",
    ),
    ("victims/test-bo.toml", "title = 'Bo Test'\nrecruitment_date = '2021'\nsummry = 'misspelt'\n"),
    ("sources.toml", "[paper]\ntitle = 'A Test Paper'\nurl = 'https://example.org/'\n"),
    ("archive/paper.txt", "Ann is 27.\nShe left in 2022.\n"),
];

fn desk() -> Desk {
    Desk::with(FILES)
}

#[track_caller]
fn check(keys: &str, place: &str) {
    assert_eq!(desk().type_keys(keys).edited, [place]);
}

#[test]
fn e_edits_what_is_under_the_cursor() {
    check("e", "victims/test-ann.toml:1:1");
    check("<enter>je", "victims/test-ann.toml:2:1");
    check("<enter>jje", "victims/test-ann.toml:3:3");
    check("<enter>jjle", "victims/test-ann.toml:6:1");
    check("/kind:source<enter>e", "sources.toml:1:2");
}

#[test]
fn capital_e_edits_what_is_wrong_else_the_quote() {
    check("jE", "victims/test-bo.toml:2:1");
    check("<enter>jjE", "victims/test-ann.toml:6:1");
}

#[test]
fn the_sample_is_not_edited() {
    let mut desk = desk();
    desk.model.shared.about.sample = true;
    let desk = desk.type_keys("e");
    assert!(desk.edited.is_empty());
    let said = "this is the built-in sample (read-only); open your own: casebook -C DIR";
    assert_eq!(desk.model.shared.notice.as_deref(), Some(said));
}

#[test]
fn where_nothing_is_shown_nothing_is_edited() {
    let desk = desk().type_keys("/zzzz<enter>e");
    assert!(desk.edited.is_empty());
    assert_eq!(desk.model.shared.notice.as_deref(), Some("nothing to edit here"));
}

#[test]
fn what_the_editor_failed_with_stays_told_until_the_next_key() {
    let mut desk = desk();
    desk.send(Report::Notify("the editor has failed".to_owned()));
    let desk = desk.type_keys("R");
    assert_eq!(desk.model.shared.notice.as_deref(), Some("reloaded; no changes"));
}

#[test]
fn what_may_be_out_of_date_says_so_until_it_no_longer_may_be() {
    let mut desk = desk();
    let status = |desk: &Desk| desk.screen().lines().last().unwrap_or_default().to_owned();
    let doubt = "may be out of date (R reloads)";
    assert!(!status(&desk).contains(doubt));
    desk.send(Report::MaybeOutdated(Some("the made-up disk is slow".to_owned())));
    assert!(status(&desk).contains(&format!("{doubt}: the made-up disk is slow")));
    let mut desk = desk.type_keys("j");
    assert!(status(&desk).contains(doubt), "no key takes it away");
    desk.send(Report::Notify("made-up news".to_owned()));
    assert!(status(&desk).contains(&format!("{doubt} · made-up news")), "{}", status(&desk));
    desk.send(Report::MaybeOutdated(None));
    assert!(!status(&desk).contains(doubt));
}

/// Returns the detail and quote panes' first lines, and what is under their cursors.
fn places(desk: &Desk) -> String {
    let model = &desk.model;
    let (detail, quotes) = (&model.screens.browse.detail, &model.screens.browse.quotes);
    format!(
        "{:?}",
        (
            model.screens.browse.focus,
            desk.shown(),
            detail,
            quotes,
            model.screens.browse.history.last().is_some()
        )
    )
}

#[test]
fn a_change_leaves_everything_where_it_was() {
    for keys in
        ["j", "<enter>jjj", "<enter>jjl", "lJJ", "/ann<enter><enter>jjz", "/kind:source<enter>l"]
    {
        let desk = desk().resize(120, 9).type_keys(keys);
        let (before, query) = (places(&desk), desk.model.shared.query.text.clone());
        let desk = desk
            .write("victims/test-aa.toml", "title = 'Aa, test'\nrecruitment_date = '2029'\n")
            .notice_files();
        assert_eq!(places(&desk), before, "{keys}");
        assert_eq!(desk.model.shared.query.text, query);
        assert_eq!(desk.model.shared.notice.as_deref(), Some("victims/test-aa.toml created"));
    }
}

#[test]
fn a_change_of_the_record_itself_keeps_the_field() {
    let desk = desk().type_keys("<enter>jj");
    assert_eq!(desk.model.screens.browse.detail.spot(), Some(&DetailItem::Field(FieldId::Age)));
    let text = FILES[0].1.replace("  age = 27", "\n\nage = 28\ngender = 'female'");
    let desk = desk.write("victims/test-ann.toml", &text).notice_files();
    assert_eq!(desk.model.screens.browse.detail.spot(), Some(&DetailItem::Field(FieldId::Age)));
    assert!(desk.screen().contains("28"), "{}", desk.screen());
    assert_eq!(desk.type_keys("e").edited, ["victims/test-ann.toml:5:1"]);
}

#[test]
fn a_change_while_something_is_typed_leaves_the_line_alone() {
    let desk = desk().type_keys("/bo").write("victims/test-bob.toml", "title = 'Bob'\n");
    let desk = desk.notice_files();
    assert_eq!(desk.model.mode(), Mode::Query);
    assert_eq!(
        (desk.model.shared.query.text.as_str(), desk.model.shared.listing.ids().len()),
        ("bo", 2)
    );
    assert_eq!(desk.type_keys("b").selected(), "test-bob");
}

#[test]
fn a_sheet_stays_open() {
    let desk = desk().type_keys("?G").write("victims/test-cy.toml", "title = 'Cy'\n");
    assert!(desk.notice_files().model.shared.overlay.is_some());
}

#[test]
fn a_new_case_is_listed() {
    let desk = desk().write("victims/test-cy.toml", "title = 'Cy Test'\n").notice_files();
    assert_eq!(desk.model.shared.listing.ids().len(), 3);
    assert!(desk.screen().contains("Cy Test"));
}

#[test]
fn what_is_gone_is_announced() {
    let removed = desk().type_keys("<enter>").remove("victims/test-ann.toml").notice_files();
    let said = "Ann Test was removed: its file was deleted; now at Bo Test";
    assert_eq!(removed.model.shared.notice.as_deref(), Some(said));
    assert_eq!((removed.shown(), removed.model.screens.browse.focus), ("test-bo", Pane::List));
    let moved = desk().type_keys("/kind:source<enter>").write("sources.toml", "").notice_files();
    let said = "A Test Paper was removed from sources.toml";
    assert_eq!(moved.model.shared.notice.as_deref(), Some(said));
    let other = desk().remove("victims/test-bo.toml").notice_files();
    assert_eq!(other.model.shared.notice.as_deref(), Some("1 file changed, reloaded"));
}

#[test]
fn an_echo_says_nothing() {
    let desk = desk().notice_files();
    assert_eq!(desk.model.shared.notice, None);
}

#[test]
fn a_late_reading_is_dropped() {
    let mut desk = desk().notice_files();
    let (collection, changed) = (std::sync::Arc::default(), 9);
    let touched = Touched::Everything;
    desk.send(Report::Loaded { generation: 0, collection, changed, touched });
    assert_eq!(desk.model.shared.listing.ids().len(), 2);
}

#[test]
fn a_broken_file_is_shown_as_it_last_could_be() {
    let desk = desk().type_keys("<enter>jj");
    let broken = FILES[0].1.replace("recruitment_date = '2022-03'", "recruitment_date = ");
    let desk = desk.write("victims/test-ann.toml", &broken).notice_files();
    assert_eq!(desk.model.screens.browse.detail.spot(), Some(&DetailItem::Field(FieldId::Age)));
    let screen = desk.screen();
    for shown in ["│ line 4: ", "March 2022"] {
        assert!(screen.contains(shown), "no {shown} on\n{screen}");
    }
    let notice = desk.model.shared.notice.as_deref().unwrap_or_default();
    assert!(notice.starts_with("victims/test-ann.toml line 4: "), "{notice}");
    assert!(notice.ends_with("; E goes there"), "{notice}");
    let banner =
        || desk.model.browse().banner().iter().map(|run| run.text.clone()).collect::<Vec<_>>();
    let said = banner().iter().map(|line| line.trim()).collect::<Vec<_>>().join(" ");
    assert!(said.starts_with("line 4: "), "{said}");
    assert!(said.ends_with("E goes there. The record is shown as it was last read."), "{said}");
    let lower = desk.clone().resize(80, 24).type_keys("G");
    assert!(lower.screen().contains("line 4: "), "pinned:\n{}", lower.screen());
    let mut desk = desk.type_keys("eE");
    assert!(desk.edited.iter().all(|place| place.starts_with("victims/test-ann.toml:4:")));
    desk = desk.write("victims/test-ann.toml", FILES[0].1).notice_files();
    assert!(desk.model.browse().banner().is_empty() && !desk.screen().contains("line 4: "));
    assert_eq!(
        desk.model.shared.notice.as_deref(),
        Some("victims/test-ann.toml changed, reloaded")
    );
}

#[test]
fn a_file_that_was_broken_from_the_start_says_where_and_is_read_as_far_as_it_goes() {
    let broken = FILES[0].1.replace("recruitment_date = '2022-03'", "recruitment_date = ");
    let mut files = FILES.to_vec();
    files[0].1 = &broken;
    let desk = Desk::with(&files).type_keys("/ann<enter>");
    assert!(desk.screen().contains("27"));
    let banner =
        desk.model.browse().banner().iter().map(|run| run.text.clone()).collect::<Vec<_>>();
    let said = banner.iter().map(|line| line.trim()).collect::<Vec<_>>().join(" ");
    assert!(said.starts_with("line 4: "), "{said}");
    assert!(
        said.ends_with("E goes to the first problem. What cannot be read is not shown."),
        "{said}"
    );
    // The lines of the fields are those of the file, so `e` opens the field under the cursor.
    let desk = desk.type_keys("l").type_keys("e");
    assert!(desk.edited.iter().all(|place| !place.contains(".toml:4:")), "{:?}", desk.edited);
    assert!(!desk.edited.is_empty());
}

#[test]
fn another_file_that_breaks_is_named_and_what_came_back_is_no_longer_gone() {
    let desk = desk().type_keys("<enter>");
    let shown = desk.shown().to_owned();
    let other = FILES.iter().find(|(path, _)| path.contains("victims") && !path.contains(&shown));
    let (path, text) = other.copied().unwrap();
    let desk = desk.write(path, "title = 'not closed\n").notice_files();
    let notice = desk.model.shared.notice.clone().unwrap_or_default();
    assert!(notice.starts_with(&format!("{path} line 1: ")), "{notice}");
    assert!(notice.ends_with("; ! lists it"), "{notice}");
    let desk = desk.write(path, text).notice_files();
    assert_eq!(
        desk.model.shared.notice.as_deref(),
        Some(format!("{path} changed, reloaded").as_str())
    );
    let (mine, text) = FILES.iter().find(|(path, _)| path.contains(&shown)).copied().unwrap();
    let desk = desk.remove(mine).notice_files();
    let notice = desk.model.shared.notice.clone().unwrap_or_default();
    assert!(notice.contains(" was removed: its file was deleted; now at "), "{notice}");
    let desk = desk.write(mine, text).notice_files();
    assert_eq!(desk.model.shared.notice.as_deref(), Some(format!("{mine} created").as_str()));
}
