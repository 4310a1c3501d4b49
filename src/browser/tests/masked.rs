//! What keys do while names are masked: keys in, the screen and the clipboard out.

use super::desk::Desk;
use super::masking::{FILES, secrets, words};
use crate::browser::app::update;
use crate::browser::app::window_title;
use crate::browser::model::{AutoMaskReason, Command, Effect, Input, Report, Size};
use crate::collection::Memory;
use crate::redaction::Mask;

/// Checks what a key says and copies.
#[track_caller]
fn check_said(desk: Desk, keys: &str, copied: Option<&str>, notice: &str) {
    let desk = desk.type_keys(keys);
    let reported = desk.model.shared.notice.as_deref();
    assert_eq!((desk.copied.as_deref(), reported), (copied, Some(notice)), "{keys}");
}

#[test]
fn one_key_masks_everything_and_the_same_shows_it_again() {
    let desk = Desk::with(FILES).type_keys("P");
    let said = "every name and quote is masked (P shows them)";
    assert_eq!(
        (desk.model.shared.mask, desk.model.shared.notice.as_deref()),
        (Mask::All, Some(said))
    );
    assert_eq!(desk.redrawn, 1, "the screen is erased first");
    assert!(desk.screen().contains(" · masked"));
    let desk = desk.type_keys("P");
    assert_eq!(
        (desk.model.shared.mask, desk.model.shared.notice.as_deref()),
        (Mask::Nothing, Some("nothing is masked"))
    );
    assert!(desk.screen().contains("Nguyễn Văn Thử"));
    assert_eq!(desk.type_keys("P").model.shared.mask, Mask::All);
}

#[test]
fn where_no_one_looks_everything_is_masked_and_one_key_shows_what_was_shown() {
    let files = [FILES[1], ("casebook.toml", "mask_after = 7\nmask_unfocused = true\n")];
    for absence in [AutoMaskReason::Idle, AutoMaskReason::Unfocused] {
        let mut desk = Desk::with(&files);
        assert_eq!(desk.model.shared.masks_after().map(|after| after.as_secs()), Some(7 * 60));
        desk.send(Report::Unattended(absence));
        assert_eq!((desk.model.shared.mask, desk.redrawn), (Mask::All, 1), "{absence:?}");
        assert_eq!(desk.model.shared.masks_after(), None, "what is masked needs no timer");
        secrets(&desk).expect_none_shown(&desk, "masked by itself");
        // What was confidential before is so afterwards.
        assert_eq!(desk.type_keys("P").model.shared.mask, Mask::Confidential);
        let mut unasked = Desk::with(&[FILES[1]]);
        unasked.send(Report::Unattended(absence));
        assert_eq!(unasked.model.shared.mask, Mask::Confidential, "{absence:?}");
    }
}

#[test]
fn after_the_editor_everything_is_masked_until_a_key_comes() {
    let files = [FILES[1], ("casebook.toml", "mask_unfocused = true\n")];
    for keys in ["j", "/", "g", "P", "?"] {
        let mut desk = Desk::with(&files);
        desk.send(Report::Unattended(AutoMaskReason::Lent));
        assert_eq!((desk.model.shared.mask, desk.redrawn), (Mask::All, 1));
        secrets(&desk).expect_none_shown(&desk, "after the editor");
        // The editor's messages and output are not keys, and neither is the mouse.
        desk.send(Report::Notify("a message".to_owned()));
        desk.send(Input::Paste("x".to_owned()));
        assert_eq!(desk.model.shared.mask, Mask::All);
        let desk = desk.type_keys(keys);
        assert_eq!(desk.model.shared.mask, Mask::Confidential, "{keys}");
        assert_eq!(desk.type_keys("<esc>P").model.shared.mask, Mask::All, "{keys}");
    }
    // A terminal that says that it has lost the focus knows better.
    let mut desk = Desk::with(&files);
    desk.send(Report::Unattended(AutoMaskReason::Lent));
    desk.send(Report::Unattended(AutoMaskReason::Unfocused));
    let desk = desk.type_keys("j");
    assert_eq!(desk.model.shared.mask, Mask::All);
    assert_eq!(desk.type_keys("P").model.shared.mask, Mask::Confidential);
    // What was masked before the editor stays masked after it.
    let mut masked = Desk::with(&files).type_keys("P");
    masked.send(Report::Unattended(AutoMaskReason::Lent));
    assert_eq!(masked.type_keys("j").model.shared.mask, Mask::All);
    let mut unasked = Desk::with(&[FILES[1]]);
    unasked.send(Report::Unattended(AutoMaskReason::Lent));
    assert_eq!(unasked.model.shared.mask, Mask::Confidential);
}

#[test]
fn a_name_that_is_being_typed_does_not_stay_where_everything_is_masked_by_itself() {
    let settings = ("casebook.toml", "mask_unfocused = true\n");
    let files: Vec<_> = FILES.iter().copied().chain([settings]).collect();
    let mut desk = Desk::with(&files).type_keys("/Nguyễn Văn Thử");
    assert!(desk.screen().contains("❯ Nguyễn Văn Thử"), "{}", desk.screen());
    desk.send(Report::Unattended(AutoMaskReason::Unfocused));
    assert!(!desk.screen().contains("Nguyễn"), "{}", desk.screen());
    _ = desk.model.shared.collection.as_ref().unwrap().sensitive_terms();
    desk.send(Report::NamesFound);
    assert!(!desk.screen().contains("Nguyễn"), "{}", desk.screen());
}

#[test]
fn each_masked_person_has_one_mark_everywhere() {
    let files = [
        ("casebook.toml", "masked = true\n"),
        (
            "victims/test-ann.toml",
            "title = 'Ann'\nname = 'Ann Test'\nage = 9\nrelated = ['test-bo']\n",
        ),
        ("victims/test-bo.toml", "name = 'Bo Probe'\n"),
        ("people.toml", "[test-cy]\nname = 'Cy Trial'\n"),
        ("rescues/test-way.toml", "title = 'A way'\nvictims = ['test-bo', 'test-ann']\n"),
    ];
    let desk = Desk::with(&files);
    _ = desk.model.shared.collection.as_ref().unwrap().sensitive_terms();
    let seen = desk.model.shared.masked().unwrap();
    let called = |id: &str| seen.name_of(&crate::record::Id::new(id).unwrap());
    let marks = ["test-ann", "test-bo", "test-cy"].map(called);
    assert_eq!(marks, ["Person A", "Person B", "Person C"]);
    let screen = desk.clone().type_keys("/kind:victim<enter>j<enter>").screen();
    assert!(screen.contains("Person A") && screen.contains("Person B"), "{screen}");
    for name in ["Ann", "Bo", "Probe", "Cy"] {
        assert!(!screen.contains(name), "{name}:\n{screen}");
    }
}

#[test]
fn problems_name_no_one_under_the_mask_wherever_a_name_is() {
    let files = [
        ("casebook.toml", "format = 1\n"),
        ("rescues/test-way.toml", "title = 'A way'\nrelated = ['secret-ann']\n"),
        ("victim/secret-joe.toml", "title = 'Joe'\nconfidentiality = 'confidential'\n"),
        ("person/secret-cy.toml", "name = 'Cy'\npublic = false\n"),
        ("victims/Secret Di.tml", "title = 'Di'\n"),
        ("victims/secret-eve.toml.txt", "title = 'Eve'\n"),
    ];
    let desk = Desk::with(&files).type_keys("P!");
    let listed = words(&desk.model.shared.overlay.as_ref().unwrap().page(200));
    assert!(listed.contains("casebook new") || listed.contains("add it"), "{listed}");
    for name in ["secret", "Secret"] {
        assert!(!listed.contains(name), "{name}: {listed}");
        assert!(!desk.screen().contains(name), "{name}: {}", desk.screen());
    }
    // Without a key, what may be confidential is masked, and nothing else.
    let listed = Desk::with(&files).type_keys("!");
    let listed = words(&listed.model.shared.overlay.as_ref().unwrap().page(200));
    assert!(!listed.contains("joe") && listed.contains("test-way"), "{listed}");
}

#[test]
fn a_kept_query_is_masked_whatever_its_length() {
    for typed in ["yun", "Yun", "ming", "Nguyễn Văn Thử", "name:yun", "\"li he\""] {
        let desk = Desk::with(FILES).type_keys("/").type_keys(typed);
        assert!(desk.screen().contains(&format!("❯ {typed}")), "{typed}");
        let desk = desk.type_keys("<enter>P");
        assert!(desk.screen().contains("❯ ▒▒▒▒ "), "{typed}:\n{}", desk.screen());
        assert!(!desk.screen().contains(&format!("❯ {typed}")), "{typed}");
        let desk = desk.type_keys("P");
        assert!(desk.screen().contains(&format!("❯ {typed}")), "{typed}");
    }
    let desk = Desk::with(FILES).type_keys("/kind:victim yun<enter>P");
    assert!(desk.screen().contains("❯ kind:victim ▒▒▒▒ "), "{}", desk.screen());
}

#[test]
fn until_the_names_are_known_all_words_are_masked() {
    let mut desk = Desk::with(FILES);
    let effects = update(&mut desk.model, Input::Do(Command::Mask));
    assert_eq!(effects, [Effect::Redraw, Effect::FindNames]);
    assert!(!desk.screen().contains("A raid") && !desk.screen().contains(" and "));
    secrets(&desk).expect_none_shown(&desk, "before the names are known");
    _ = desk.model.shared.collection.as_ref().unwrap().sensitive_terms();
    desk.send(Report::NamesFound);
    assert!(desk.screen().contains("A raid"), "{}", desk.screen());
    secrets(&desk).expect_none_shown(&desk, "after");
}

#[test]
fn a_collection_may_start_masked_and_a_reload_masks_nothing_again() {
    let start = Desk::with(&[FILES[1], ("casebook.toml", "masked = true\n")]);
    assert_eq!(start.model.shared.mask, Mask::All);
    assert_eq!(start.type_keys("PR").model.shared.mask, Mask::Nothing);
}

#[test]
fn the_list_of_problems_is_masked_where_it_stands() {
    let desk = Desk::with(FILES).type_keys("!");
    let listed = |desk: &Desk| words(&desk.model.shared.overlay.as_ref().unwrap().page(200));
    let before = listed(&desk);
    let desk = desk.type_keys("P");
    secrets(&desk).expect_none_shown(&desk, "!P");
    assert_eq!(listed(&desk.type_keys("P")), before);
}

#[test]
fn what_is_copied_carries_the_mask_and_says_so() {
    let desk = || Desk::with(FILES).type_keys("P/plum<enter>");
    check_said(desk(), "yi", None, "not copied: the id is masked (P shows it)");
    let said = "not copied: the file:line is masked (P shows it)";
    check_said(desk(), "yp", None, said);
    let desk = Desk::with(FILES).type_keys("P/kind:source<enter>");
    check_said(
        desk.clone(),
        "yi",
        Some("paper"),
        "id of How ▒▒▒▒ was freed copied with test (5 characters)",
    );
    let desk = desk.type_keys("ll");
    let quote = "“▒▒▒▒” — ▒▒▒▒ (“How ▒▒▒▒ was freed”, Test Daily, 2022, https://paper.example/▒▒▒▒/▒▒▒▒, paragraph on ▒▒▒▒)";
    check_said(
        desk,
        "yq",
        Some(quote),
        "quote 1 of 2 (Test Daily, 2022) copied with test (106 characters, masked)",
    );
}

#[test]
fn a_value_that_is_masked_is_not_written_into_the_query() {
    let desk = Desk::with(FILES).type_keys("P/plum<enter><enter>jj");
    check_said(desk, "*", None, "the value is masked (P shows it)");
}

#[test]
fn the_query_line_keeps_what_was_typed_and_shows_no_name() {
    let desk = Desk::with(FILES).type_keys("/plum<enter>P");
    assert_eq!(desk.model.shared.query.text, "plum");
    secrets(&desk).expect_none_shown(&desk, "/plum");
}

#[test]
fn a_folder_called_after_someone_is_masked_too() {
    let mut desk = Desk::with(&[FILES[1]]);
    desk.model.shared.about.name = "plum-papers".to_owned();
    let desk = desk.type_keys("P");
    assert!(desk.screen().contains("casebook · ▒▒▒▒-papers"), "{}", desk.screen());
    assert!(!window_title(&desk.model).contains("plum"));
}

#[test]
fn what_is_gone_is_announced_without_its_name() {
    let desk = Desk::with(FILES).type_keys("/nguyen<enter>P");
    assert_eq!(desk.shown(), "thu-mot");
    let desk = desk.remove("victims/thu-mot.toml").notice_files();
    let said = "Person B was removed: its file was deleted; now at ▒▒▒▒ and ▒▒▒▒ let go by ▒▒▒▒";
    assert_eq!(desk.model.shared.notice.as_deref(), Some(said));
}

/// A confidential case, another that names its victim, and one that does not.
fn with_confidential() -> Desk {
    Desk::with(&[
        (
            "victims/secret-one.toml",
            "title = 'Secret One of Seatown'\nname = 'Secret One'\nconfidentiality = 'confidential'\nage = 17\nhome = 'seatown'\nsummary = 'A long story.'\noutcome = 'returned_home'\n[[quote]]\nsource = 'paper'\ntext = 'What she said to us there.'\nsupports = ['age']\n",
        ),
        (
            "victims/open-two.toml",
            "title = 'Open Two'\nname = 'Open Two'\nsummary = 'A friend of Secret.'\nrecruitment_date = '2023'\n[[quote]]\nsource = 'paper'\ntext = 'Open words of Two.'\n",
        ),
        (
            "rescues/way-out.toml",
            "title = 'Secret One and Open Two got out'\nvictims = ['secret-one', 'open-two']\n",
        ),
        ("places.toml", "[seatown]\nname = 'Seatown'\n"),
        ("sources.toml", "[paper]\ntitle = 'A Test Paper'\n"),
    ])
}

#[test]
fn confidential_cases_start_masked_and_so_do_their_names_elsewhere() {
    let desk = with_confidential();
    for keys in [
        "",
        "<enter>",
        "<esc>j<enter>",
        "l",
        "<esc><esc>j<enter>",
        "<esc>/kind:place<enter>",
        "F/kind:source<enter>l",
        "gu",
        "<esc>!",
    ] {
        let desk = desk.clone().type_keys(keys);
        let shown = desk.screen() + &window_title(&desk.model);
        assert!(!shown.contains("Secret") && !shown.contains("long story"), "{keys}\n{shown}");
        assert!(!shown.contains("secret-one") && !shown.contains("What she"), "{keys}\n{shown}");
    }
    let desk = desk.type_keys("/kind:victim age:17<enter><enter>");
    let shown = desk.screen();
    for open in ["17", "Seatown", "returned home", "victim, masked", "Test Paper"] {
        assert!(shown.contains(open), "{open}\n{shown}");
    }
    let others = with_confidential().type_keys("/open<enter><enter>").screen();
    assert!(
        others.contains("Open words of Two") && others.contains("A friend of ▒▒▒▒."),
        "{others}"
    );
}

#[test]
fn what_a_quote_may_carry_is_masked_in_the_list_and_never_in_the_file() {
    let file = "victims/secret-one.toml";
    let desk = with_confidential().write("archive/paper.txt", "A plain line.\n").notice_files();
    let with_event = desk.file(file) + "[[event]]\nkey = 'secret-day'\nwhat = 'x'\n";
    let desk = desk.write(file, &with_event);
    let desk = desk.notice_files().type_keys("/age:17<enter>ll<enter>1Gvec");
    let shown = desk.screen() + &words(&desk.model.shared.overlay.as_ref().unwrap().page(200));
    assert!(shown.contains("event ▒▒▒▒") && shown.contains("Add quote to Person B"), "{shown}");
    for secret in ["Secret", "secret", "long story"] {
        assert!(!shown.contains(secret), "{secret}\n{shown}");
    }
    let desk = desk.type_keys("event<space><space><enter>");
    assert!(desk.file(file).contains("text = \"A plain\"\nsupports = [\"event.secret-day\"]"));
    assert!(!desk.screen().contains("ecret"), "{}", desk.screen());
}

#[test]
fn confidential_cases_are_shown_by_the_second_press_and_that_is_said() {
    let desk = with_confidential().type_keys("PP");
    let said = "nothing is masked, not even the confidential case";
    assert_eq!(desk.model.shared.notice.as_deref(), Some(said));
    assert!(desk.screen().contains("Secret One"));
}

#[test]
fn what_the_mask_covers_is_neither_offered_nor_listed_among_the_queries() {
    let ask = |desk: Desk| desk.type_keys("/name:<tab>");
    let offered = |desk: &Desk| desk.screen().contains("Nguyễn Văn Thử");
    assert!(offered(&ask(Desk::with(FILES))));
    assert!(!offered(&ask(Desk::with(FILES).type_keys("P"))));
    let asked = |desk: Desk| desk.type_keys("/Nguyễn Văn Thử<enter>F/<c-r>");
    assert!(offered(&asked(Desk::with(FILES))));
    assert!(!offered(&asked(Desk::with(FILES).type_keys("P"))));
}

#[test]
fn a_view_called_after_someone_is_masked_in_the_help_and_among_the_commands() {
    let views = "masked = true\n[views]\n1 = { name = 'All on Little Plum', query = 'plum' }\n";
    for keys in ["?view", ":view"] {
        let desk = Desk::with(&[FILES[1], ("casebook.toml", views)]).type_keys(keys);
        assert!(desk.screen().contains("view: All on ▒▒▒▒"), "{keys}\n{}", desk.screen());
        secrets(&desk).expect_none_shown(&desk, keys);
    }
}

#[test]
fn an_address_that_names_someone_is_masked_where_it_is_asked_about() {
    let desk = Desk::with(FILES).type_keys("P/kind:source<enter>o");
    let said = desk.screen();
    assert!(said.contains("press o again to open https://paper.example/▒▒▒▒"), "{said}");
    assert!(!said.contains("nguyen") && !said.contains("plum"), "{said}");
}

#[test]
fn the_names_of_a_confidential_case_stay_masked_when_its_file_goes() {
    let file = "victims/secret-one.toml";
    let open = |desk: &Desk| {
        let desk = desk.clone().type_keys("/open<enter><enter>");
        desk.screen() + &window_title(&desk.model)
    };
    let gone = with_confidential().remove(file).notice_files();
    assert!(open(&gone).contains("A friend of ▒▒▒▒."), "{}", open(&gone));
    // It stays so when other files change, when everything is read again, and when it was emptied.
    let later = gone.clone().write("victims/other.toml", "title = 'Other'\n").notice_files();
    let emptied = with_confidential().write(file, "").notice_files();
    let reloaded = [later.type_keys("R"), gone.clone().type_keys("R")];
    for desk in reloaded.into_iter().chain([emptied]) {
        assert!(!open(&desk).contains("Secret"), "{}", open(&desk));
    }
    // A file that says that it is public is shown.
    let public = "title = 'Secret One'\nname = 'Secret One'\nconfidentiality = 'public'\n";
    for desk in [gone, with_confidential()] {
        let desk = desk.write(file, public).notice_files();
        assert!(open(&desk).contains("A friend of Secret."), "{}", open(&desk));
    }
}

#[test]
fn a_case_that_cannot_be_read_is_masked_with_its_path_and_its_id() {
    let mut files = Memory::default();
    files.put(
        "victims/zora-testname.toml",
        &b"title = 'T'\nname = 'Zora Testname'\nhome = 'Bogot\xe1'\n"[..],
    );
    files.put("victims/Zora Testname.toml", &b"title = '\xe1'\n"[..]);
    files.put("victims/bo.toml", "title = 'Bo'\nname = 'Bo Public'\nsummary = 'Met Zora Testname.'\nrelated = ['zora-testname']\n");
    files.put("rescues.toml", &b"[r]\ntitle = '\xe1'\n"[..]);
    files.put("arrests/raid.toml", "title = 'A raid'\npart_of = 'gone-zora'\n");
    let desk = Desk::over(files, Size { width: 120, height: 32 });
    for keys in [
        "",
        "!",
        "/bo<enter><enter>",
        "/kind:victim<enter>j<enter>",
        "]p",
        "]p]p",
        "/raid<enter><enter>",
    ] {
        let desk = desk.clone().type_keys(keys);
        let overlay = desk.model.shared.overlay.as_ref().map(|overlay| words(&overlay.page(400)));
        let shown = desk.screen() + &overlay.unwrap_or_default() + &window_title(&desk.model);
        assert!(!shown.contains("Zora") && !shown.contains("zora"), "{keys}\n{shown}");
    }
    assert!(desk.screen().contains("Bo"));
}

#[test]
fn what_was_searched_for_in_vain_is_masked_in_the_advice_too() {
    let desk = Desk::with(FILES).type_keys("/quagmire kind:victim<enter>");
    assert!(desk.screen().contains("Without \"quagmire\""), "{}", desk.screen());
    let masked = desk.type_keys("P");
    let screen = masked.screen();
    assert!(!screen.to_lowercase().contains("quagmire"), "{screen}");
    assert!(screen.contains("Without \"▒▒▒▒\""), "{screen}");
}

/// A victim whose id is a name that is in no field, as ids often are.
const SHORT_ID: [(&str, &str); 3] = [
    ("victims/qyx.toml", "title = 'A case'\nname = 'Ann Test'\nage = 20\n"),
    ("rescues/test-way.toml", "title = 'A way'\nvictims = ['qyx']\n"),
    ("casebook.toml", "mask_unfocused = true\n"),
];

#[test]
fn no_change_is_named_by_an_id_below_the_mask() {
    #[track_caller]
    fn hides(desk: &Desk) {
        let overlay = desk.model.shared.overlay.as_ref().map(|overlay| words(&overlay.page(400)));
        let shown = desk.screen() + &overlay.unwrap_or_default();
        assert!(!shown.contains("qyx") && !shown.contains("new-one"), "{shown}");
    }
    #[track_caller]
    fn says(desk: &Desk, said: &str) {
        assert!(desk.screen().contains(said), "{said} is not on\n{}", desk.screen());
        hides(desk);
    }
    let open = Desk::with(&SHORT_ID).type_keys("/kind:victim<enter><enter>");
    let desk = open.clone().type_keys("P:rename<enter>");
    says(&desk, "New id of Person A");
    let desk = desk.type_keys("new-one<enter>");
    says(&desk, "the id `▒▒▒▒` becomes `▒▒▒▒`");
    says(&desk, "1 line in 1 file will change; 1 file will get another name");
    let desk = desk.type_keys("y");
    says(&desk, "rename ▒▒▒▒ to ▒▒▒▒: 2 files changed");
    assert_eq!(desk.shown(), "new-one");
    let listed = desk.clone().type_keys("U");
    says(&listed, "rename ▒▒▒▒ to ▒▒▒▒, 2 files");
    assert!(listed.type_keys("P").screen().contains("rename qyx to new-one"));
    let desk = desk.type_keys("u");
    says(&desk, "undone: rename ▒▒▒▒ to ▒▒▒▒");
    says(&desk.type_keys("<c-r>"), "redone: rename ▒▒▒▒ to ▒▒▒▒");
    // The same where the change was made before the mask, and for each sort of change.
    for (keys, said) in [
        (":rename new-one<enter>y", "rename ▒▒▒▒ to ▒▒▒▒, 2 files"),
        (":copy new-one<enter>y", "copy ▒▒▒▒ to ▒▒▒▒, "),
        (":delete<enter>yes<enter>", "delete ▒▒▒▒, "),
        // A link to what is deleted afterwards.
        (
            "F/kind:rescue<enter>Irelated<enter><enter>qyx<enter>yF/kind:victim<enter><enter>:delete<enter>yes<enter>",
            "add ▒▒▒▒ to related",
        ),
    ] {
        let desk = open.clone().type_keys(keys);
        says(&desk.clone().type_keys("PU"), said);
        says(&desk.clone().type_keys("UP"), said);
        says(&desk.type_keys("Pu"), "undone: ");
    }
    // Where everything is masked by itself, an id that is typed does not stay.
    let mut desk = open.clone().type_keys(":rename<enter>");
    assert!(desk.screen().contains("qyx"));
    desk.send(Report::Unattended(AutoMaskReason::Unfocused));
    hides(&desk);
    // A name that is no longer in any file is remembered as one.
    let named = open.type_keys("Iname<enter><enter>Zoraq<enter>y");
    for keys in ["PU", "Pu"] {
        let shown = named.clone().type_keys(keys).screen();
        assert!(shown.contains("set name to ▒▒▒▒") && !shown.contains("Zoraq"), "{shown}");
    }
}

#[test]
fn a_confidential_case_keeps_its_id_to_itself_when_it_is_renamed() {
    let confidential = "title = 'A case'\nname = 'Ann Test'\nconfidentiality = 'confidential'\n";
    let files = [("victims/qyx.toml", confidential), ("victims/test-bo.toml", "title = 'Bo'\n")];
    let desk = Desk::with(&files).type_keys("/confidentiality:confidential<enter><enter>");
    let desk = desk.type_keys(":rename<enter>");
    assert!(!desk.screen().contains("qyx"), "{}", desk.screen());
    let desk = desk.type_keys("new-one<enter>");
    for keys in ["", "y", "U", "<esc>u"] {
        let shown = desk.clone().type_keys(keys).screen();
        assert!(!shown.contains("qyx") && !shown.contains("new-one"), "{keys}\n{shown}");
    }
    // What is not confidential is called by its id.
    let open = Desk::with(&files).type_keys("/Bo<enter><enter>:rename<enter>");
    assert!(open.screen().contains("❯ test-bo"), "{}", open.screen());
}
