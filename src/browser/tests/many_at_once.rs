//! Changes of many records, and of records as a whole: keys in, the bytes of the files and what is said out.

use super::desk::Desk;
use crate::browser::model::{Effect, Input, Mode, Report};
use crate::redaction::Mask;

const FILES: [(&str, &str); 7] = [
    (
        "victims/test-ann.toml",
        "title = 'Ann Test'\nname = 'Ann Test'\nhome = 'test-town'\ntags = ['raid'] # hers\n",
    ),
    (
        "victims/test-bo.toml",
        "# Bo\r\ntitle = 'Bo Test'\r\nname = 'Bo Test'\r\ntags = [ 'x', 'raid' ]\r\n",
    ),
    (
        "victims/test-cy.toml",
        "title = 'Cy Test'\nname = 'Cy Test'\n\n[[quote]]\nsource = 'paper'\ntext = 'Cy.'\nsupports = ['name']\n",
    ),
    ("arrests/test-raid.toml", "title = 'A test raid'\nplaces = ['test-town']\n"),
    (
        "places.toml",
        "# towns\n\n[test-town]\nname = 'Test Town'\n\n[other-town]\nname = 'Other Town'\nwithin = 'test-town'\n",
    ),
    ("sources.toml", "[paper]\ntitle = 'A Test Paper'\nurl = 'https://example.org/'\n"),
    ("archive/paper.txt", "Cy.\n"),
];

fn desk() -> Desk {
    Desk::with(&FILES)
}

fn before(path: &str) -> &'static str {
    FILES.iter().find(|(other, _)| *other == path).unwrap().1
}

#[track_caller]
fn said(desk: &Desk, words: &str) {
    let screen = desk.screen();
    assert!(screen.contains(words), "{words} is not on\n{screen}");
}

#[track_caller]
fn not_said(desk: &Desk, words: &str) {
    let screen = desk.screen();
    assert!(!screen.contains(words), "{words} is on\n{screen}");
}

/// Holds that these files have these texts, and all others those from before.
#[track_caller]
fn check(desk: &Desk, changed: &[(&str, &str)]) {
    for (path, text) in FILES {
        let text = changed.iter().find(|(other, _)| *other == path).map_or(text, |one| one.1);
        assert_eq!(desk.file(path), text, "{path}\n{}", desk.screen());
    }
}

const BO_TAGGED: &str =
    "# Bo\r\ntitle = 'Bo Test'\r\nname = 'Bo Test'\r\ntags = [ 'x', 'raid', 'new' ]\r\n";
const ANN_TAGGED: &str =
    "title = 'Ann Test'\nname = 'Ann Test'\nhome = 'test-town'\ntags = ['raid', 'new'] # hers\n";

/// The keys that show what a tag on all victims would change; typed words apart, four.
const TAG: &str = "/kind:victim<enter>Itags<enter><enter>new<enter>";

#[test]
fn a_tag_on_all_that_are_listed_is_counted_shown_written_and_undone_as_one() {
    let desk = desk().type_keys(TAG);
    assert_eq!(desk.model.mode(), Mode::Review);
    said(&desk, "adds new to tags of 3 of 3");
    said(&desk, "3 lines in 3 files will change");
    said(&desk, "check will find no new problem");
    said(&desk, "y writes it, Esc gives it up");
    said(&desk, "+ tags = ['raid', 'new'] # hers");
    check(&desk, &[]);
    let desk = desk.type_keys("y");
    said(&desk, "add new to tags: 3 files changed; u undoes it");
    let cy = before("victims/test-cy.toml").replace("\n\n[[", "\ntags = [\"new\"]\n\n[[");
    let tagged = [
        ("victims/test-ann.toml", ANN_TAGGED),
        ("victims/test-bo.toml", BO_TAGGED),
        ("victims/test-cy.toml", &cy),
    ];
    check(&desk, &tagged);
    let desk = desk.type_keys("u");
    said(&desk, "undone: add new to tags; 3 files as before");
    check(&desk, &[]);
    let desk = desk.type_keys("<c-r>");
    check(&desk, &tagged);
    // What has it already is counted and not written.
    let desk = desk.type_keys("Itags<enter><enter>new<enter>");
    said(&desk, "adds new to tags of 0 of 3; 3 have it already");
    said(&desk, "nothing will change");
    let desk = desk.type_keys("y<esc>u");
    check(&desk, &[]);
}

#[test]
fn undo_leaves_the_files_alone_that_others_changed_there() {
    let desk = desk().type_keys(TAG).type_keys("y");
    let ann = ANN_TAGGED.replace("'new'", "'newer'");
    let bo = BO_TAGGED.replace("# Bo", "# Bo Test");
    let desk = desk.write("victims/test-ann.toml", &ann).write("victims/test-bo.toml", &bo);
    let desk = desk.notice_files().type_keys("u");
    let bo = before("victims/test-bo.toml").replace("# Bo", "# Bo Test");
    check(&desk, &[("victims/test-ann.toml", &ann), ("victims/test-bo.toml", &bo)]);
    said(&desk, "2 files; applied to changed files");
    said(&desk, "1 file left as it is: victims/test-ann.toml");
    // What was undone is redone, and no more.
    let desk = desk.type_keys("<c-r>");
    assert_eq!(desk.file("victims/test-ann.toml"), ann);
    assert_eq!(desk.file("victims/test-bo.toml"), BO_TAGGED.replace("# Bo", "# Bo Test"));
    // Where no file can be changed back, the change stays the one to undo.
    let desk = desk
        .remove("victims/test-bo.toml")
        .write("victims/test-cy.toml", "title = 'Other'\n")
        .notice_files()
        .type_keys("u");
    said(&desk, "so is it with 1 more");
    assert_eq!(desk.file("victims/test-cy.toml"), "title = 'Other'\n");
}

#[test]
fn what_hangs_together_is_undone_as_a_whole_or_not() {
    let desk = desk().type_keys("/test-town kind:place<enter>:rename old-town<enter>");
    let desk = desk.type_keys("y");
    let ann = desk.file("victims/test-ann.toml");
    assert!(ann.contains("old-town"), "{ann}");
    let theirs = ann.replace("'old-town'", "'other-town'");
    let desk = desk.write("victims/test-ann.toml", &theirs).notice_files().type_keys("u");
    said(&desk, "victims/test-ann.toml has changed there");
    assert!(desk.file("places.toml").contains("[old-town]"));
    let desk = desk.type_keys("<esc>").write("victims/test-ann.toml", &format!("# x\n{ann}"));
    let desk = desk.notice_files().type_keys("u");
    let ann = format!("# x\n{}", before("victims/test-ann.toml"));
    check(&desk, &[("victims/test-ann.toml", &ann)]);
}

#[test]
fn a_file_is_left_out_and_taken_in_again() {
    let desk = desk().type_keys(TAG);
    // The first file is below the sentences; any line of it will do.
    let out = desk.clone().type_keys("jj ");
    said(&out, "2 lines in 2 of 3 files will change");
    said(&out, "[ ] victims/test-ann.toml");
    let again = out.clone().type_keys(" ");
    said(&again, "3 lines in 3 files will change");
    let out = out.type_keys("y");
    said(&out, "2 files changed");
    assert_eq!(out.file("victims/test-ann.toml"), before("victims/test-ann.toml"));
    assert_eq!(out.file("victims/test-bo.toml"), BO_TAGGED);
    let given_up = desk.type_keys("<esc>");
    assert_eq!(given_up.model.mode(), Mode::Screen);
    check(&given_up, &[]);
    said(&given_up.type_keys("u"), "nothing to undo");
}

#[test]
fn only_the_marked_records_are_changed_where_any_is() {
    let desk = desk().type_keys("/test-bo<enter> F");
    let desk = desk.type_keys("I");
    said(&desk, "Change a field of 1 marked record");
    let desk = desk.type_keys("tags<enter><enter>new<enter>y");
    check(&desk, &[("victims/test-bo.toml", BO_TAGGED)]);
}

#[test]
fn values_are_taken_out_replaced_set_and_cleared() {
    let after = |keys: &str, path: &str| {
        desk().type_keys("/kind:victim<enter>I").type_keys(keys).file(path)
    };
    let ann = "victims/test-ann.toml";
    let line = |tags: &str| before(ann).replace("tags = ['raid'] # hers\n", tags);
    assert_eq!(after("tags<enter><down><enter>raid<enter>y", ann), line(""));
    let replaced = after("tags<enter><down><down><enter>raid<enter>attack<enter>y", ann);
    assert_eq!(replaced, line("tags = ['attack'] # hers\n"));
    let set = after("tags<enter><down><down><down><enter>b<enter>y", ann);
    assert_eq!(set, line("tags = ['b'] # hers\n"));
    let cleared = after("home<enter><down><down><enter>y", ann);
    assert_eq!(cleared, before(ann).replace("home = 'test-town'\n", ""));
}

#[test]
fn a_date_is_read_as_it_is_typed_and_a_place_found_by_its_name() {
    let desk = desk().type_keys("/test-cy<enter>I").type_keys("recruitment date<enter><enter>");
    let typed = desk.type_keys("about Dec 2021");
    said(&typed, "about December 2021");
    let desk = typed.type_keys("<enter>y");
    let cy = desk.file("victims/test-cy.toml");
    assert!(cy.contains("recruitment_date = \"2021-12~\""), "{cy}");
    let desk = desk.type_keys("Ihome<enter><enter>other");
    said(&desk, "Other Town");
}

#[test]
fn a_date_of_two_readings_is_written_once_one_is_chosen() {
    let desk = desk().type_keys("/test-cy<enter>I").type_keys("recruitment date<enter><enter>");
    let desk = desk.type_keys("3/4/2022<enter>");
    assert_eq!(desk.model.mode(), Mode::Picker);
    check(&desk, &[]);
    let desk = desk.type_keys("<down><enter>");
    assert_eq!(desk.model.mode(), Mode::Review);
    let cy = desk.type_keys("y").file("victims/test-cy.toml");
    assert!(cy.contains("recruitment_date = \"2022-0"), "{cy}");
}

#[test]
fn one_value_takes_the_place_of_another() {
    let keys = "/kind:victim<enter>Itags<enter><down><down><enter>";
    let asked = desk().type_keys(keys);
    not_said(&asked, "several with commas");
    for typed in ["a,b<enter>", "raid<enter>a,b<enter>"] {
        let desk = asked.clone().type_keys(typed);
        said(&desk, "one value takes the place of another: type one, without a comma");
        assert_eq!(desk.model.mode(), Mode::Picker);
        check(&desk, &[]);
    }
}

#[test]
fn without_an_id_both_a_copy_and_another_id_are_asked_for() {
    let desk = desk().type_keys("/test-cy<enter><enter>");
    said(&desk.clone().type_keys(":copy<enter>"), "Id of the copy of Cy Test");
    said(&desk.type_keys(":rename<enter>"), "New id of Cy Test");
}

#[test]
fn what_check_would_say_is_shown_before_it_is_written() {
    let desk = desk().type_keys("/kind:victim<enter>Iage<enter><enter>200");
    said(&desk, "check will say");
    let desk = desk.type_keys("<enter>");
    said(&desk, "What check will say then");
    said(&desk, "check will find 3 more problems");
    // Of a file that is left out nothing would be said.
    let desk = desk.type_keys("Gk ");
    said(&desk, "check will find 2 more problems");
}

#[test]
fn what_changed_since_the_preview_is_left_out_and_named() {
    let theirs = before("victims/test-ann.toml").replace("raid", "theirs");
    let desk = desk().type_keys(TAG).write("victims/test-ann.toml", &theirs);
    let noticed = desk.clone().notice_files().type_keys("y");
    said(
        &noticed,
        "2 files changed; u undoes it; changed meanwhile and left out: victims/test-ann",
    );
    assert_eq!(noticed.file("victims/test-ann.toml"), theirs);
    assert_eq!(noticed.file("victims/test-bo.toml"), BO_TAGGED);
    // Where no one noticed it yet, nothing is written, and the change is shown again.
    let refused = desk.type_keys("y");
    check(&refused, &[("victims/test-ann.toml", &theirs)]);
    said(&refused, "nothing was written");
    assert_eq!(refused.model.mode(), Mode::Review);
    let written = refused.type_keys("y");
    assert_eq!(written.file("victims/test-ann.toml"), theirs);
    assert_eq!(written.file("victims/test-bo.toml"), BO_TAGGED);
}

#[test]
fn what_cannot_be_written_is_shown_again() {
    let desk = desk().lock("the disk is full", "free some room").type_keys(TAG).type_keys("y");
    said(&desk, "nothing was written: the disk is full");
    check(&desk, &[]);
    let desk = desk.unlock().type_keys("y");
    assert_eq!(desk.file("victims/test-bo.toml"), BO_TAGGED);
}

#[test]
fn a_plan_that_was_given_up_is_neither_made_nor_shown() {
    let mut desk = desk().type_keys("/kind:victim<enter>Itags<enter><enter>new");
    let effects = crate::browser::app::update(
        &mut desk.model,
        Input::Do(crate::browser::model::Command::Choose),
    );
    let Some(Effect::Plan { generation, request, token }) = effects.into_iter().next() else {
        panic!("nothing is planned");
    };
    said(&desk, "looking at what will change");
    let early = desk.clone().type_keys("y");
    said(&early, "still being looked at");
    let all = desk.model.shared.collection.clone().unwrap();
    let proposal = request.proposal(&all, &token, &|_| None).unwrap().map(std::sync::Arc::new);
    drop(early);
    let mut desk = desk.type_keys("<esc>");
    assert!(token.is_cancelled());
    assert!(request.proposal(&all, &token, &|_| None).is_none());
    desk.send(Report::Planned { generation, proposal });
    assert_eq!(desk.model.mode(), Mode::Screen);
}

#[test]
fn below_a_mask_no_diff_has_a_word_of_a_file() {
    let desk = desk().type_keys(TAG);
    said(&desk, "- tags = ['raid'] # hers");
    let masked = desk.type_keys("P");
    assert_eq!(masked.model.shared.mask, Mask::All);
    not_said(&masked, "Ann");
    said(&masked, "+ tags = ▒▒▒▒");
    let masked = masked.type_keys("y").type_keys("U");
    not_said(&masked, "Ann");
}

#[test]
fn an_id_changes_everywhere_and_the_screen_follows_it() {
    let desk = desk().type_keys("/kind:place test<enter><enter>:rename new-town<enter>");
    said(&desk, "the id `test-town` becomes `new-town`");
    said(&desk, "3 links to it in 3 files will follow");
    said(&desk, "4 lines in 3 files will change");
    let desk = desk.type_keys("y");
    let renamed = |path: &str| before(path).replace("test-town", "new-town");
    let (ann, raid, places) = (
        renamed("victims/test-ann.toml"),
        renamed("arrests/test-raid.toml"),
        renamed("places.toml"),
    );
    check(
        &desk,
        &[
            ("victims/test-ann.toml", &ann),
            ("arrests/test-raid.toml", &raid),
            ("places.toml", &places),
        ],
    );
    assert_eq!(desk.shown(), "new-town");
    let desk = desk.type_keys("u");
    check(&desk, &[]);
    assert_eq!(desk.shown(), "test-town");
}

#[test]
fn lines_that_cannot_be_read_and_may_link_keep_an_id_as_it_is() {
    let ann = before("victims/test-ann.toml").replace("'test-town'", "test-town");
    let places = before("places.toml").replace("within = 'test-town'", "within = test-town");
    let desk = desk().write("victims/test-ann.toml", &ann).write("places.toml", &places);
    let desk = desk.notice_files();
    let left = [("victims/test-ann.toml", &*ann), ("places.toml", &*places)];
    let keys = "/kind:place test<enter><enter>:rename new-town<enter>";
    let desk = desk.type_keys(keys);
    said(&desk, "2 lines that cannot be read may link to `test-town`");
    said(&desk, "places.toml:8");
    said(&desk, "mend them with `casebook check --fix` or by hand");
    let desk = desk.type_keys("y");
    check(&desk, &left);
    // With its quotation marks again, each of them follows.
    let desk = desk
        .write("victims/test-ann.toml", before("victims/test-ann.toml"))
        .write("places.toml", before("places.toml"))
        .notice_files()
        .type_keys("<esc><esc>F")
        .type_keys(keys)
        .type_keys("y");
    let renamed = |path: &str| before(path).replace("test-town", "new-town");
    assert_eq!(desk.file("places.toml"), renamed("places.toml"));
    assert_eq!(desk.file("victims/test-ann.toml"), renamed("victims/test-ann.toml"));
}

#[test]
fn a_file_gets_another_name_and_the_archived_text_with_it() {
    let desk = desk().type_keys("/test-bo<enter><enter>:rename<enter>");
    said(&desk, "New id of Bo Test");
    let desk = desk.type_keys("<c-u>test-ann<enter>");
    said(&desk, "the id `test-ann` is taken");
    let desk = desk.type_keys("<c-u>test-bob<enter>");
    said(&desk, "victims/test-bo.toml becomes victims/test-bob.toml");
    let desk = desk.type_keys("y");
    assert_eq!(desk.file("victims/test-bob.toml"), before("victims/test-bo.toml"));
    assert_eq!(desk.shown(), "test-bob");
    let desk = desk.type_keys("u");
    check(&desk, &[]);
    assert_eq!(desk.shown(), "test-bo");
    let desk = desk.type_keys("F/kind:source<enter><enter>:rename journal<enter>y");
    assert_eq!(desk.file("archive/journal.txt"), "Cy.\n");
    check(&desk.type_keys("u"), &[]);
}

#[test]
fn a_record_is_deleted_after_a_word_and_comes_back_to_the_byte() {
    let desk = desk().type_keys("/kind:place test<enter><enter>:delete<enter>");
    said(&desk, "3 other records link to it, and their links will lead to nothing");
    said(&desk, "Records that link to it");
    said(&desk, "Ann Test");
    let kept = desk.clone().type_keys("no<enter>");
    said(&kept, "nothing is written");
    check(&kept, &[]);
    // One letter is not the word.
    let kept = desk.clone().type_keys("y<enter>");
    said(&kept, "nothing is written: type the whole word yes");
    check(&kept, &[]);
    assert!(
        desk.clone().type_keys("Yes<enter>").file("places.toml").starts_with("# towns\n\n[other")
    );
    let desk = desk.type_keys("yes<enter>");
    let places = before("places.toml").replace("[test-town]\nname = 'Test Town'\n\n", "");
    check(&desk, &[("places.toml", &places)]);
    said(&desk, "delete test-town: 1 file changed; u undoes it");
    let desk = desk.type_keys("u");
    check(&desk, &[]);
    assert_eq!(desk.shown(), "test-town");
    let desk = desk.type_keys("F/test-bo<enter><enter>:delete<enter>yes<enter>");
    assert!(!desk.screen().contains("Bo Test"), "{}", desk.screen());
    check(&desk.type_keys("u"), &[]);
}

#[test]
fn a_copy_is_a_record_of_its_own_without_the_quotes() {
    let desk = desk().type_keys("/test-cy<enter><enter>:copy test-dee<enter>");
    said(&desk, "its quote is left out");
    let desk = desk.type_keys("y");
    assert_eq!(desk.file("victims/test-dee.toml"), "title = 'Cy Test'\nname = 'Cy Test'\n");
    assert_eq!(desk.shown(), "test-dee");
    check(&desk.type_keys("u"), &[]);
}

#[test]
fn the_list_of_changes_leads_back_and_forward() {
    let desk = desk().type_keys("U");
    said(&desk, "nothing was changed here yet");
    let desk =
        desk.type_keys(TAG).type_keys("yF").type_keys("/test-ann<enter><enter>ji<c-u>Anna<enter>");
    let ann = ANN_TAGGED.replace("name = 'Ann Test'", "name = 'Anna'");
    assert_eq!(desk.file("victims/test-ann.toml"), ann);
    let desk = desk.type_keys("U");
    said(&desk, "name: Ann Test → Anna in Anna");
    said(&desk, "add new to tags, 3 files");
    // To before all of them, and forward to the first.
    let start = desk.clone().type_keys("G<enter>");
    check(&start, &[]);
    said(&start, "undone: 2 changes");
    let first = start.type_keys("U");
    said(&first, "undone");
    let first = first.type_keys("k<enter>");
    assert_eq!(first.file("victims/test-ann.toml"), ANN_TAGGED);
    assert_eq!(first.file("victims/test-bo.toml"), BO_TAGGED);
    let last = first.type_keys("Ugg<enter>");
    assert_eq!(last.file("victims/test-ann.toml"), ann);
    check(&last.type_keys("uu"), &[]);
    // Where a file changed since, nothing is written.
    let theirs = ann.replace("raid", "theirs");
    let desk = desk.write("victims/test-ann.toml", &theirs).notice_files().type_keys("G<enter>");
    assert_eq!(desk.file("victims/test-ann.toml"), theirs);
    assert_eq!(desk.file("victims/test-bo.toml"), BO_TAGGED);
    said(&desk, "has changed since");
}

#[test]
fn nothing_is_changed_in_the_sample() {
    for keys in ["I", ":rename x<enter>", ":delete<enter>", ":copy x<enter>"] {
        let mut desk = desk().type_keys("/test-bo<enter><enter>");
        desk.model.shared.about.sample = true;
        said(&desk.type_keys(keys), "read-only");
    }
}

/// The keys that open a victim and go to its first quote.
const QUOTE: &str = "/test-cy<enter><enter><tab>";

#[test]
fn a_quote_is_removed_after_its_lines_were_seen() {
    let desk = desk().type_keys(QUOTE).type_keys("<delete>");
    said(&desk, "the quote will be removed with all its lines");
    said(&desk, "- [[quote]]");
    check(&desk.clone().type_keys("<delete><enter><esc>"), &[]);
    let desk = desk.type_keys("y");
    let cy = "title = 'Cy Test'\nname = 'Cy Test'\n";
    check(&desk, &[("victims/test-cy.toml", cy)]);
    said(&desk, "remove a quote of test-cy: 1 file changed");
    check(&desk.type_keys("u"), &[]);
}

#[test]
fn an_event_is_added_and_its_first_field_typed() {
    let desk = desk().type_keys("/test-cy<enter><enter>:add event<enter>");
    assert_eq!(desk.model.mode(), Mode::Value);
    said(&desk, "date");
    let desk = desk.type_keys("2021<enter>");
    let cy = before("victims/test-cy.toml")
        .replace("[[quote]]", "[[event]]\ndate = \"2021\"\n\n[[quote]]");
    check(&desk, &[("victims/test-cy.toml", &cy)]);
    check(&desk.type_keys("uu"), &[]);
    let places = self::desk().type_keys("/kind:place test<enter><enter>:add quote<enter>");
    said(&places, "a place has no quote");
    check(&places, &[]);
}

#[test]
fn a_folder_that_cannot_be_written_to_offers_no_change_and_says_why() {
    let locked = || {
        let mut desk = desk().type_keys("/test-bo<enter><enter>j");
        desk.model.shared.about.locked = true;
        desk
    };
    for keys in
        ["i", "a", "I", "<delete>", ":rename x<enter>", ":delete<enter>", ":new victim x<enter>"]
    {
        let desk = locked().type_keys(keys);
        said(&desk, "this folder cannot be written to");
        check(&desk, &[]);
    }
    not_said(&locked(), "i change");
    let palette = locked().type_keys(":change this value");
    said(&palette, "read-only");
    let help = locked().type_keys("?change this value");
    said(&help, "read-only");
}

#[test]
fn edited_records_stay_in_the_list() {
    let desk = desk().type_keys("/tags:raid<enter>Itags<enter><down><enter>raid<enter>y");
    assert_eq!(desk.model.shared.listing.ids().len(), 2);
    assert!(!desk.file("victims/test-bo.toml").contains("raid"));
}

#[test]
fn what_cannot_be_changed_is_counted_and_named() {
    let desk =
        desk().write("victims/test-bo.toml", "title = 'Bo Test'\ntags = ['x'\n").notice_files();
    let desk = desk.type_keys(TAG);
    said(&desk, "adds new to tags of 2 of 3; 1 cannot be changed");
    said(&desk, "Left as they are");
    said(&desk, "victims/test-bo.toml: ");
}

#[test]
fn a_file_that_cannot_be_written_is_left_out_of_a_change_of_many() {
    let mut desk = desk();
    desk.unwritable.insert("victims/test-bo.toml".into());
    let desk = desk.type_keys(TAG);
    said(&desk, "adds new to tags of 2 of 3; 1 cannot be changed");
    said(&desk, "victims/test-bo.toml: this file is marked as read-only");
    let desk = desk.type_keys("y");
    said(&desk, "2 files changed");
    assert_eq!(desk.file("victims/test-bo.toml"), before("victims/test-bo.toml"));
    // A change that is one step is not begun where one of its files is.
    let desk = desk.type_keys("u/kind:place test<enter><enter>");
    let mut desk = desk;
    desk.unwritable.insert("arrests/test-raid.toml".into());
    let desk = desk.type_keys(":rename new-town<enter>");
    said(&desk, "arrests/test-raid.toml: this file is marked as read-only");
    check(&desk, &[]);
}

#[test]
fn a_word_that_is_nearly_a_known_one_is_not_taken_for_it_unasked() {
    let desk = desk().type_keys("/kind:victim<enter>Igender<enter><enter>femael");
    said(&desk, "choose what is meant");
    let asked = desk.clone().type_keys("<enter>");
    assert_eq!(asked.model.mode(), Mode::Picker);
    said(&asked, "it is not certain which value is meant");
    let meant = desk.clone().type_keys("<down><down><enter>");
    said(&meant, "sets gender to female in 3 of 3");
    // Any value can be written.
    let typed = desk.type_keys("<down><enter>");
    said(&typed, "sets gender to femael in 3 of 3");
    // The beginning of a word means the word.
    let begun = self::desk().type_keys("/kind:victim<enter>Igender<enter><enter>fem<enter>");
    said(&begun, "sets gender to female in 3 of 3");
}

#[test]
fn the_writing_of_many_files_is_given_up_before_the_first_has_its_new_text() {
    let files: Vec<(String, String)> = (0..120)
        .map(|number| (format!("victims/test-{number}.toml"), "title = 'Test'\n".to_owned()))
        .collect();
    let files: Vec<(&str, &str)> =
        files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let mut desk = Desk::with(&files).type_keys(TAG);
    said(&desk, "120 lines in 120 files will change");
    let write = Input::Do(crate::browser::model::Command::WriteChange);
    let effects = crate::browser::app::update(&mut desk.model, write);
    let Some(Effect::WriteTogether { order, token }) = effects.into_iter().next() else {
        panic!("nothing is written");
    };
    said(&desk, "writing 120 files, Esc gives it up");
    let mut desk = desk.type_keys("q");
    said(&desk, "120 files are still being written");
    assert!(!desk.quit);
    let collection = desk.model.shared.collection.clone().unwrap();
    let known = desk.model.shared.written.known(&collection);
    desk = desk.type_keys("<esc>");
    assert!(token.is_cancelled());
    let outcome = order.perform(&known, &token, |_| panic!("it was given up"));
    desk.send(Report::Rewritten(outcome));
    said(&desk, "given up; nothing was written");
    not_said(&desk, "writing 120 files");
    said(&desk.type_keys("u"), "nothing to undo");
}

#[test]
fn a_file_under_another_name_is_one_file_before_and_after() {
    let desk = desk().type_keys("/test-bo<enter><enter>:rename test-bob<enter>");
    said(&desk, "no other record links to it");
    said(&desk, "1 file will get another name");
    let desk = desk.type_keys("y");
    said(&desk, "rename test-bo to test-bob: 1 file changed");
    said(&desk.clone().type_keys("U"), "rename test-bo to test-bob, 1 file");
    said(&desk.type_keys("u"), "undone: rename test-bo to test-bob; 1 file as before");
}

#[test]
fn lines_that_cannot_be_read_and_name_a_record_are_said_before_it_is_deleted() {
    let ann = before("victims/test-ann.toml").replace("'test-town'", "test-town");
    let desk = desk().write("victims/test-ann.toml", &ann).notice_files();
    let desk = desk.type_keys("/kind:place test<enter><enter>:delete<enter>");
    said(&desk, "1 line that cannot be read names it too, and may link to it: victims/test-ann");
    let masked = desk.type_keys("<esc>P:delete<enter>");
    said(&masked, "1 line that cannot be read names it too");
    not_said(&masked, "test-ann");
}

#[test]
fn many_files_are_shown_by_their_changed_lines_and_a_key_goes_from_file_to_file() {
    let files: Vec<(String, String)> = (10..50)
        .map(|number| {
            let path = format!("victims/test-{number}.toml");
            (
                path,
                format!("title = 'T{number}'\nname = 'N'\ntags = ['x']\nhome = 'a'\nnote = 'b'\n"),
            )
        })
        .collect();
    let files: Vec<_> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let desk = Desk::with(&files).type_keys("Itags<enter><enter>new<enter>");
    let lines = |desk: &Desk| {
        let overlay = desk.model.shared.overlay.as_ref().unwrap();
        overlay.page(100).lines().len()
    };
    assert!(lines(&desk) <= 3 * 40 + 1, "{}\n{}", lines(&desk), desk.screen());
    said(&desk, "victims/test-10.toml, line 3");
    said(&desk, "- tags = ['x']");
    said(&desk, "+ tags = ['x', 'new']");
    not_said(&desk, "home = 'a'");
    said(&desk, "]f next file");
    said(&desk, "Space leave out");
    // The cursor is on the file, whose change is below it.
    let under = |desk: &Desk| {
        let screen = desk.screen();
        let line = screen.lines().find(|line| line.contains('▌')).unwrap_or_default();
        line.split("victims/").nth(1).unwrap_or_default().split('.').next().unwrap().to_owned()
    };
    let mut on = desk.clone();
    for number in 11..50 {
        on = on.type_keys("]f");
        assert_eq!(under(&on), format!("test-{number}"), "{}", on.screen());
    }
    said(&on.clone().type_keys("]f"), "this is the last file");
    let back = on.type_keys("[f");
    assert_eq!(under(&back), "test-48");
    let left = back.type_keys(" ");
    said(&left, "39 lines in 39 of 40 files will change");
    let first = desk.type_keys("gg[f");
    said(&first, "this is the first file");
    // Of few files, what is behind a change is shown, and nothing before it.
    let few = self::desk().type_keys(TAG);
    said(&few, "source = 'paper'");
    not_said(&few, "  name = 'Ann Test'");
    said(&few, "]f next file");
    let one = self::desk().type_keys("/test-bo<enter>:rename test-bob<enter>");
    not_said(&one, "leave out");
    not_said(&one, "next file");
}

#[test]
fn each_part_of_a_preview_begins_with_its_first_change_and_that_line() {
    let keys = "/kind:place test<enter><enter>:rename new-town<enter>";
    let desk = desk().resize(120, 50).type_keys(keys);
    let overlay = desk.model.shared.overlay.as_ref().unwrap();
    let page = overlay.page(100);
    let words = |line: &crate::browser::model::page::PageLine| {
        line.runs().iter().map(|placed| placed.run.text.clone()).collect::<String>()
    };
    let lines: Vec<String> = page.lines().iter().map(words).collect();
    let starts = lines.iter().enumerate().filter(|(_, line)| line.trim().starts_with("line "));
    let mut count = 0;
    for (at, line) in starts {
        count += 1;
        let next = lines.get(at + 1).unwrap();
        assert!(next.trim_start().starts_with('-'), "{line}\n{next}\n{}", desk.screen());
    }
    assert!(count >= 3, "{lines:?}");
    said(&desk, "line 3");
    said(&desk, "- [test-town]");
}

#[test]
fn an_id_is_typed_over_the_one_before_and_an_arrow_keeps_it() {
    let typed = |keys: &str| {
        let desk = desk().type_keys("/test-bo<enter>:rename<enter>").type_keys(keys);
        desk.model.shared.overlay.as_ref().unwrap().prompt().unwrap().text()
    };
    for (keys, text) in [
        ("x", "x"),
        ("xy", "xy"),
        ("<right>x", "test-box"),
        ("<end>x", "test-box"),
        ("<home>x", "xtest-bo"),
        ("<left>x", "test-bxo"),
        ("<backspace>", ""),
        ("<end><backspace>x", "test-bx"),
        ("<c-w>x", "x"),
    ] {
        assert_eq!(typed(keys), text, "{keys}");
    }
    let desk = desk().type_keys("/test-bo<enter>:rename<enter>");
    said(&desk, "letters replace it");
    // What was refused is edited.
    let refused = desk.type_keys("Test Bob<enter>");
    not_said(&refused, "letters replace it");
    let typed = refused.type_keys("x");
    let overlay = typed.model.shared.overlay.as_ref().unwrap();
    assert_eq!(overlay.prompt().unwrap().text(), "Test Bobx");
    let mut pasted = self::desk().type_keys("/test-bo<enter>:copy<enter>");
    pasted.send(Input::Paste("test-bob".to_owned()));
    said(&pasted.type_keys("<enter>"), "a copy of `test-bo` will have the id `test-bob`");
}

#[test]
fn each_change_in_the_list_of_changes_has_its_values() {
    let keys = "/test-ann<enter><enter>ji<c-u>Anna Test of a very long name, the first of that name<enter>";
    let desk = desk().type_keys(keys).type_keys("U");
    said(&desk, "name: Ann Test → Anna Test of a very");
    not_said(&desk, "the first of that name,");
    // What is typed and taken back is in no file by which it would be known for a name.
    let masked = desk.clone().type_keys("<esc>uUP");
    said(&masked, "name: ▒▒▒▒ → ▒▒▒▒");
    for name in ["Anna", "Ann"] {
        not_said(&masked, name);
    }
    let listed = self::desk().type_keys("/test-ann<enter><enter>").type_keys("G");
    let at_tags = (0..8).fold(listed, |desk, _| {
        if desk.screen().contains("▌tags") { desk } else { desk.type_keys("k") }
    });
    let added = at_tags.type_keys("inew<enter>U");
    said(&added, "tags + new in Ann Test");
}

#[test]
fn what_was_said_against_an_id_is_gone_once_another_is_typed() {
    for command in [":rename", ":copy"] {
        let refused = desk().type_keys(&format!("/test-bo<enter>{command} Test Bob<enter>"));
        said(&refused, "Enter preview");
        let warned = refused.screen();
        let typed = refused.type_keys("<c-u>test-bob");
        let words = "is not a valid id";
        assert!(warned.contains(words), "{warned}");
        not_said(&typed, words);
        said(&typed, "Enter preview");
        assert_eq!(typed.type_keys("<enter>").model.mode(), Mode::Review);
    }
    said(&desk().type_keys(":rename"), "rename NEW-ID");
    said(&desk().type_keys(":copy"), "copy NEW-ID");
    let new = desk().type_keys(":new victim Test Bob<enter>");
    said(&new, "is not a valid id");
    not_said(&new.type_keys("<c-u>x"), "is not a valid id");
}
