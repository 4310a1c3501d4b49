//! Running commands from lists, counts, copying: keys in, the model out.

use super::finding::desk;
use crate::browser::model::page::DetailItem;
use crate::browser::model::{Choice, Command, Mode};
use crate::browser::screen::browse::command::BrowseCommand;
use crate::browser::screen::browse::panes::Pane;
use crate::browser::tests::desk::Desk;
use crate::record::FieldId;
use crate::text;

#[test]
fn a_command_is_run_from_the_palette_by_its_words() {
    let desk = desk().type_keys(":zoom<enter>");
    assert!(desk.model.screens.browse.zoomed && desk.model.shared.overlay.is_none());
    let desk = desk.type_keys("<c-p>reverse order<enter>");
    assert!(desk.model.shared.query.sort.reversed);
    assert!(self::desk().type_keys(":quit<enter>").quit);
    assert!(self::desk().type_keys(":sort<enter>").model.shared.overlay.is_some());
}

#[test]
fn letters_may_be_scattered() {
    let desk = desk().type_keys(":prblms");
    let choice = desk.model.shared.overlay.as_ref().unwrap().choice().cloned();
    assert_eq!(choice, Some(Choice::Run(Command::Problems)));
}

#[test]
fn a_key_is_found_by_itself_and_run_from_the_help() {
    let desk = desk().type_keys("?]p");
    let choice = desk.model.shared.overlay.as_ref().unwrap().choice().cloned();
    assert_eq!(choice, Some(Choice::Run(BrowseCommand::NextProblem.command())));
    assert_eq!(desk.type_keys("<enter>").model.screens.browse.focus, Pane::Detail);
    let desk = self::desk().type_keys("?keep the<enter>");
    assert_eq!(desk.model.mode(), Mode::Picker);
}

#[test]
fn nothing_found_runs_nothing() {
    let desk = desk().type_keys(":qqqq<enter>");
    assert!(!desk.quit && desk.model.shared.overlay.is_some());
    assert!(desk.type_keys("<esc>").model.shared.overlay.is_none());
}

#[test]
fn a_number_moves_so_far_or_to_that_place() {
    assert_eq!(desk().type_keys("2j").selected(), "test-bo");
    assert_eq!(desk().type_keys("G2k").selected(), "test-ann");
    assert_eq!(desk().type_keys("3G").selected(), "test-bo");
    assert_eq!(desk().type_keys("G2gg").selected(), "test-ann");
    assert_eq!(desk().type_keys("99999999999999999999j").selected(), "raid");
    assert_eq!(desk().type_keys("2<esc>j").selected(), "test-ann");
    let number = desk().type_keys("<enter>3j").model.screens.browse.detail.spot().cloned();
    assert_eq!(number, desk().type_keys("<enter>jjj").model.screens.browse.detail.spot().cloned());
}

#[track_caller]
fn check_copied(keys: &str, text: Option<&str>, notice: &str) {
    let desk = desk().type_keys(keys);
    let reported = desk.model.shared.notice.as_deref();
    assert_eq!((desk.copied.as_deref(), reported), (text, Some(notice)), "{keys}");
}

#[test]
fn what_the_cursor_is_on_is_copied_and_told() {
    check_copied("jyi", Some("test-ann"), "id of Ann Test copied with test (8 characters)");
    check_copied(
        "jyp",
        Some("victims/test-ann.toml:1"),
        "file:line copied with test (23 characters)",
    );
    check_copied(
        "j<enter>jjjyp",
        Some("victims/test-ann.toml:3"),
        "file:line copied with test (23 characters)",
    );
    check_copied("j<enter>jyy", Some("name: Ann Test"), "line copied with test (14 characters)");
    check_copied("jyy", Some("Ann Test, held in Seatown"), "line copied with test (25 characters)");
    let quote = "“Ann is 17.” (“A Test Paper”, https://paper.example/1)";
    check_copied(
        "jyq",
        Some(quote),
        "quote 1 of 2 (A Test Paper) copied with test (54 characters); Tab goes to the quotes, to copy another",
    );
    let citation = "“A Test Paper”, https://paper.example/1";
    check_copied(
        "jyc",
        Some(citation),
        "citation of A Test Paper, for quote 1 of 2, copied with test (39 characters)",
    );
    check_copied(
        "jyu",
        Some("https://paper.example/1"),
        "web address of A Test Paper, for quote 1 of 2, copied with test (23 characters)",
    );
}

#[test]
fn of_several_quotes_it_is_said_which_one_is_copied() {
    let files = [
        (
            "victims/test-ann.toml",
            "title = 'Ann Test'\nage = 17\n\n[[quote]]\nsource = 'paper'\ntext = 'A.'\n\n[[quote]]\nsource = 'paper'\n\
             text = 'B.'\nsupports = ['age']\n\n[[quote]]\nsource = 'other'\ntext = 'C.'\nsupports = ['age']\n",
        ),
        ("sources.toml", "[paper]\ntitle = 'A Test Paper'\n\n[other]\ntitle = 'Another'\n"),
    ];
    let said = |keys: &str| {
        let desk = Desk::with(&files).type_keys(keys);
        (desk.copied.unwrap_or_default(), desk.model.shared.notice.unwrap_or_default())
    };
    let (copied, of_age) = said("<enter>jyq");
    assert!(copied.starts_with("“B.”"), "{copied}");
    assert!(of_age.starts_with("quote 1 of 2 for age (A Test Paper) copied"), "{of_age}");
    assert!(of_age.ends_with("Tab goes to the quotes, to copy another"), "{of_age}");
    let (copied, other) = said("<enter>j<tab>jyq");
    assert!(copied.starts_with("“C.”"), "{copied}");
    assert!(other.starts_with("quote 2 of 2 for age (Another) copied"), "{other}");
    let (_, cited) = said("<enter>jyc");
    assert!(cited.starts_with("citation of A Test Paper, for quote 1 of 2 for age,"), "{cited}");
    let (_, marked) = said("<space>yq");
    assert!(marked.starts_with("quote of 1 marked record, 3 lines, copied"), "{marked}");
}

#[test]
fn what_is_cut_on_the_screen_is_copied_whole() {
    for keys in ["j<enter>yy", "jllyy"] {
        let whole = desk().type_keys(keys).copied;
        assert_eq!(desk().resize(80, 24).type_keys(&format!("w{keys}")).copied, whole, "{keys}");
    }
}

#[test]
fn what_is_not_there_is_not_copied() {
    check_copied("yq", None, "there is no quote to copy here");
    check_copied("Gyu", None, "there is no web address to copy here");
}

#[test]
fn what_is_copied_has_no_control_characters() {
    let text = "title = 'Bo'\nname = \"B\\u001b]52;c;eA==\\u0007o\\u202e\"\n[[quote]]\nsource = 'paper'\ntext = \"two\\nlines\\u001b[31m\"\n";
    let desk = desk().write("victims/test-bo.toml", text).type_keys("R/bo<enter>");
    for keys in ["yy", "yq", "<enter>yy", "jyy", "lyy"] {
        let copied = desk_copied(&desk, keys);
        assert!(!copied.chars().any(text::hides), "{copied:?}");
    }
}

fn desk_copied(desk: &Desk, keys: &str) -> String {
    desk.clone().type_keys(keys).copied.unwrap()
}

#[test]
fn lists_of_one_sort_lead_to_what_they_name() {
    assert_eq!(desk().type_keys("gs<enter>").shown(), "paper");
    assert_eq!(desk().type_keys("gpseav<enter>").shown(), "seaville");
    let desk = desk().type_keys("gd<enter>");
    assert_eq!((desk.shown(), desk.model.screens.browse.focus), ("test-ann", Pane::Detail));
    assert_eq!(desk.model.screens.browse.detail.spot(), Some(&DetailItem::Field(FieldId::Age)));
    let desk = desk.type_keys("gubo age<enter>");
    assert_eq!(desk.shown(), "test-bo");
    assert_eq!(desk.model.screens.browse.detail.spot(), Some(&DetailItem::Field(FieldId::Age)));
    assert_eq!(desk.type_keys("<backspace>").shown(), "test-ann");
}
