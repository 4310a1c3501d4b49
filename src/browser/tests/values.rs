//! Values typed in place: keys in, the bytes of the file and what is said out.

use super::desk::Desk;
use crate::browser::model::page::DetailItem;
use crate::browser::model::{Effect, Mode};
use crate::collection::FileSource as _;
use crate::record::FieldId;
use crate::redaction::Mask;

const ANN: &str = "# Ann\ntitle = 'Ann Test'\nname = 'Ann Test'   # as in the paper\nage = 17\n\
    recruitment_date = '2021'\nrecruitment_method = ['family', # stated\n  'at_work']\n\
    recruitment_place = 'test-town'\nsummary = \"\"\"\nFirst line.\nSecond line.\"\"\"\n\n\
    [[event]]\nkey = 'sold'\ntype = 'sale'\nwhat = 'Sold.'\n\n\
    [[quote]]\nsource = 'paper'\ntext = 'Ann is 17.'\nsupports = ['age', 'name']\n";

fn desk() -> Desk {
    Desk::with(&[
        ("victims/test-ann.toml", ANN),
        (
            "victims/test-bo.toml",
            "title = 'Bo Test'\nrecruitment_method = ['family']\nhome = 'x'\n",
        ),
        (
            "places.toml",
            "[test-town]\nname = 'Test Town'\naliases = ['测试镇']\n\n[other-town]\nname = 'Other Town'\n",
        ),
        ("sources.toml", "[paper]\ntitle = 'A Test Paper'\nurl = 'https://example.org/'\n"),
        ("archive/paper.txt", "Ann is 17.\n"),
    ])
}

/// The keys that open a record and go to one of its fields.
fn to(field: &str) -> String {
    let shown = ["title", "summary", "name", "age", "date", "place", "method"];
    let steps = shown.iter().position(|known| *known == field).unwrap();
    format!("/test-ann<enter><enter>{}", "j".repeat(steps))
}

#[track_caller]
fn check(desk: &Desk, before: &str, after: &str) {
    assert!(ANN.contains(before), "{before}");
    assert_eq!(desk.file("victims/test-ann.toml"), ANN.replace(before, after), "{}", desk.screen());
}

#[track_caller]
fn said(desk: &Desk, words: &str) {
    let screen = desk.screen();
    assert!(screen.contains(words), "{screen}");
}

#[test]
fn a_number_is_changed_undone_and_redone_and_no_other_byte() {
    let desk = desk().type_keys(&to("age")).type_keys("i");
    assert_eq!(desk.model.mode(), Mode::Value);
    let desk = desk.type_keys("<end><backspace>8<enter>");
    check(&desk, "age = 17", "age = 18");
    said(&desk, "age written to Ann Test; u undoes it");
    let desk = desk.type_keys("u");
    check(&desk, "", "");
    let desk = desk.type_keys("<c-r>");
    check(&desk, "age = 17", "age = 18");
    let desk = desk.type_keys("u");
    check(&desk, "", "");
    said(&desk.type_keys("u"), "nothing to undo");
}

#[test]
fn a_date_is_typed_as_people_write_it_and_read_back_before_it_is_written() {
    let desk = desk().type_keys(&to("date")).type_keys("i<c-u>about Dec 2021");
    said(&desk, "written 2021-12~");
    said(&desk, "2021-12-01 to 2021-12-31");
    check(&desk.type_keys("<enter>"), "'2021'", "'2021-12~'");
}

#[test]
fn what_can_mean_two_dates_is_asked() {
    let desk = desk().type_keys(&to("date")).type_keys("i<c-u>3/4/2022<enter>");
    check(&desk, "", "");
    said(&desk, "which is meant?");
    let desk = desk.type_keys("<tab><enter><enter>");
    let text = desk.file("victims/test-ann.toml");
    assert!(text.contains("'2022-03-04'") || text.contains("'2022-04-03'"), "{text}");
}

#[test]
fn findings_come_and_go_while_the_value_is_typed() {
    let desk = desk().type_keys(&to("age")).type_keys("i<c-u>200");
    said(&desk, "✗ ");
    let desk = desk.type_keys("<c-u>20");
    let screen = desk.screen();
    assert!(!screen.contains("200"), "{screen}");
    // What check complains of can be written all the same.
    let desk = desk.type_keys("<c-u>unknown<enter><c-o>");
    check(&desk, "age = 17", "age = \"unknown\"");
    said(&desk, "check objects: ");
    said(&desk, "; age written");
}

#[test]
fn a_value_that_check_objects_to_is_written_by_no_enter_but_by_another_key_and_dates_in_it_are_offered()
 {
    for (width, height) in [(60, 20), (80, 24), (120, 32)] {
        let desk = desk().resize(width, height).type_keys(&to("date"));
        let asked = desk.type_keys("i<c-u>2021?-12about Dec 2021<enter>");
        check(&asked, "", "");
        assert_eq!(asked.model.mode(), Mode::Value);
        let words = |desk: &Desk| {
            let screen = desk.screen().replace(['"', '│'], " ");
            screen.split_whitespace().collect::<Vec<_>>().join(" ")
        };
        let reason = "2021?-12about Dec 2021 is not a date";
        let again = "Ctrl-o writes it all the same; Enter does not";
        assert!(words(&asked).contains(reason), "{}", asked.screen());
        assert!(words(&asked).contains(again), "{}", asked.screen());
        said(&asked, "Ctrl-o write as it is");
        // However often Enter is pressed, and before the reason was shown the other key does no more.
        let pressed = asked.clone().type_keys("<enter><enter><enter>");
        check(&pressed, "", "");
        assert!(words(&pressed).contains(again), "{}", pressed.screen());
        let unseen = self::desk().resize(width, height).type_keys(&to("date"));
        let unseen = unseen.type_keys("i<c-u>2021?-12about Dec 2021<c-o>");
        check(&unseen, "", "");
        assert!(words(&unseen).contains(again), "{}", unseen.screen());
        // What may be meant is taken with a key, and seen before it is written.
        assert!(words(&asked).contains("2021-12~ about December 2021"), "{}", asked.screen());
        let taken = asked.clone().type_keys("<tab><enter>");
        check(&taken, "", "");
        check(&taken.type_keys("<enter>"), "'2021'", "'2021-12~'");
        // Another letter is another value, which is objected to anew.
        let other = asked.clone().type_keys("x");
        assert!(!words(&other).contains(again), "{}", other.screen());
        let other = other.type_keys("<enter>");
        check(&other, "", "");
        assert!(words(&other).contains(again), "{}", other.screen());
        let written = asked.type_keys("<c-o>");
        check(&written, "'2021'", "'2021?-12about Dec 2021'");
        let said = words(&written);
        assert!(said.contains(&format!("check objects: {reason}")), "{}", written.screen());
        assert!(said.contains("u undoes it"), "{}", written.screen());
    }
    // What is wrong with the links of a record counts too, and nothing that the file had before.
    let place = desk().type_keys(&to("place")).type_keys("i<c-u>no-such-town<enter>");
    check(&place, "", "");
    check(&place.type_keys("<c-o>"), "'test-town'", "'no-such-town'");
    let wrong = ANN.replace("'family'", "'quux'");
    let desk = desk().write("victims/test-ann.toml", &wrong).notice_files();
    let desk = desk.type_keys(&to("method")).type_keys("i<c-end><a-enter>at_school<enter>");
    let text = desk.file("victims/test-ann.toml");
    assert!(text.contains("'quux'") && text.contains("'at_school'"), "{text}");
}

#[test]
fn nothing_is_written_where_nothing_was_changed() {
    for keys in ["i<enter>", "i<end>x<backspace><enter>", "i<esc>", "ix<c-_><enter>"] {
        let desk = desk().type_keys(&to("name")).type_keys(keys);
        check(&desk, "", "");
        assert_eq!(desk.model.mode(), Mode::Screen, "{keys}");
        said(&desk.type_keys("u"), "nothing to undo");
    }
}

#[test]
fn escape_keeps_what_was_typed_for_the_next_time() {
    let desk = desk().type_keys(&to("name")).type_keys("i Two");
    said(&desk, "Esc keep for later");
    said(&desk, "Ctrl-x discard");
    let desk = desk.type_keys("<esc>");
    assert_eq!(desk.model.mode(), Mode::Screen);
    said(&desk, "i on the field brings back what you typed");
    let desk = desk.pause();
    said(&desk, "typed value not written yet");
    let quit = desk.clone().type_keys("<c-c>");
    said(&quit, "a value that you typed is not written");
    let desk = desk.type_keys("i");
    said(&desk, "this is what you typed before");
    let desk = desk.type_keys("<enter>");
    check(&desk, "name = 'Ann Test'   #", "name = 'Ann Test Two'   #");
    assert!(!desk.screen().contains("typed value not written yet"));
}

#[test]
fn a_text_of_many_lines_keeps_its_lines() {
    let desk = desk().type_keys(&to("summary")).type_keys("i");
    assert_eq!(desk.model.mode(), Mode::ValueLines);
    let desk = desk.type_keys("<enter>Third.<up><home>A <c-s>");
    check(&desk, "Second line.\"\"\"", "A Second line.\nThird.\"\"\"");
}

#[test]
fn every_character_is_kept_and_those_that_are_not_seen_are_named() {
    let mut desk = desk().type_keys(&to("name")).type_keys("i<c-u>");
    desk.send(crate::browser::model::Input::Paste("ភ្នំ\u{200b}ពេញ\u{200d}".to_owned()));
    said(&desk, "U+200B");
    let desk = desk.type_keys("<enter>");
    let text = desk.file("victims/test-ann.toml");
    assert!(text.contains("'ភ្នំ\u{200b}ពេញ\u{200d}'   #"), "{text}");
}

#[test]
fn words_of_a_vocabulary_are_selected_with_space() {
    let desk = desk().type_keys(&to("method")).type_keys("i");
    said(&desk, "[x] family");
    // The cursor begins on the first that is not selected yet.
    let desk = desk.type_keys("<tab> ");
    said(&desk, "❯ [x] online_social_network");
    // It stays on the value, and takes it out again.
    let desk = desk.type_keys("  <up> ");
    said(&desk, "❯ [ ] at_work");
    let desk = desk.type_keys(" <down> <enter>");
    check(&desk, "", "");
    assert_eq!(desk.model.mode(), Mode::Screen);
    let desk = desk.type_keys("i<a-enter>at sch<tab><enter><enter>");
    let text = desk.file("victims/test-ann.toml");
    assert!(text.contains("'family', # stated\n  'at_work',\n  'at_school'"), "{text}");
}

#[test]
fn each_word_of_a_vocabulary_is_beside_what_it_means() {
    let desk = desk().type_keys(&to("method")).type_keys("i<tab>");
    let screen = desk.screen();
    let row = |word: &str, meaning: &str| {
        screen.lines().any(|line| {
            let at = |words| line.find(words);
            at(word).zip(at(meaning)).is_some_and(|(word, meaning)| word < meaning)
        })
    };
    assert!(row("[x] family", "Through the family or at a family event."), "{screen}");
    assert!(row("[x] at_work", "At work."), "{screen}");
    // What the chosen word means is said in full where it is cut beside the word.
    let narrow = desk.resize(40, 24).screen();
    assert!(narrow.contains("Through a social network or") && narrow.contains("…"), "{narrow}");
}

#[test]
fn a_value_that_is_typed_to_be_found_is_not_taken_out_by_selecting_it() {
    let text = |desk: &Desk| desk.model.shared.value_input.as_ref().unwrap().prompt().text();
    for (typed, selected, lines) in [
        // Begun, typed whole, and in the list already.
        ("<a-enter>sch", "❯ [x] at_school", "family\nat_work\nat_school"),
        ("<a-enter>at_school", "❯ [x] at_school", "family\nat_work\nat_school"),
        ("<a-enter>fam", "❯ [x] family", "family\nat_work"),
    ] {
        let desk = desk().type_keys(&to("method")).type_keys("i").type_keys(typed);
        let desk = desk.type_keys("<tab> ");
        said(&desk, selected);
        assert_eq!(text(&desk), lines, "{typed}");
    }
    said(
        &desk().type_keys(&to("method")).type_keys("i<a-enter>fam<tab> "),
        "family is in the list already",
    );
    // What is typed after that begins another value.
    let desk = desk().type_keys(&to("method")).type_keys("i<a-enter>sch<tab> news<tab> ");
    assert_eq!(text(&desk), "family\nat_work\nat_school\nnewspaper");
}

#[test]
fn a_place_is_found_by_any_of_its_names() {
    let desk = desk().type_keys(&to("place")).type_keys("i<c-u>other");
    said(&desk, "other-town  Other Town");
    check(&desk.type_keys("<tab><enter><enter>"), "'test-town'", "'other-town'");
}

#[test]
fn a_place_that_is_not_there_yet_is_created_with_the_link_and_both_are_one_step() {
    const QUAY: &str = "places/third-quay.toml";
    let typed = desk().type_keys(&to("place")).type_keys("i<c-u>Third Quay");
    said(&typed, "new place “Third Quay”");
    let chosen = typed.type_keys("<tab>");
    said(&chosen, "+ new place “Third Quay”: places/third-quay.toml");
    said(&chosen, "create and link");
    // What check says is said of both together.
    let screen = chosen.screen();
    let found: Vec<&str> = screen.lines().filter(|line| line.contains("✗ ")).collect();
    assert!(matches!(found.as_slice(), [one] if one.contains("nothing links to")), "{screen}");
    let back = chosen.clone().type_keys("<esc>").screen();
    assert!(!back.contains("+ new place"), "{back}");
    let desk = chosen.type_keys("<enter>");
    check(&desk, "'test-town'", "'third-quay'");
    let text = desk.file(QUAY);
    assert!(
        text.contains("\nname = \"Third Quay\"\n") || text.contains("= \"Third Quay\"\n"),
        "{text}"
    );
    assert!(text.contains("Created 2026-11-29"), "{text}");
    said(&desk, "recruitment place written to Ann Test with a new place; u undoes it");
    said(&desk, "check now says elsewhere");
    said(&desk, "Third Quay");
    let desk = desk.type_keys("u");
    check(&desk, "", "");
    assert!(desk.files.read(std::path::Path::new(QUAY)).is_err());
    let desk = desk.type_keys("<c-r>");
    check(&desk, "'test-town'", "'third-quay'");
    assert_eq!(desk.file(QUAY), text);
    // What someone wrote into the new file is not deleted.
    let theirs = format!("{text}note = 'theirs'\n");
    let desk = desk.write(QUAY, &theirs).notice_files().type_keys("u");
    assert_eq!(desk.file(QUAY), theirs);
    check(&desk, "'test-town'", "'third-quay'");
}

#[test]
fn an_input_opened_right_after_undo_begins_with_what_the_file_has_by_then() {
    let mut desk = desk().type_keys(&to("age")).type_keys("i<end><backspace>8<enter>");
    let before = desk.model.shared.collection.clone().unwrap();
    desk = desk.type_keys("u");
    let after = desk.model.shared.collection.clone().unwrap();
    // The files are still to be read again.
    let file = after.file_at(std::path::Path::new("victims/test-ann.toml")).unwrap();
    desk.model.shared.written.expect_text(&file.path, ANN);
    desk.model.shared.collection = Some(before);
    let desk = desk.type_keys("i");
    let input = desk.model.shared.value_input.as_deref().unwrap();
    assert_eq!(input.prompt().text(), "17");
}

#[test]
fn items_of_a_list_change_places_with_their_comments() {
    let desk = desk().type_keys(&to("method")).type_keys("i<up><a-up><enter>");
    let text = desk.file("victims/test-ann.toml");
    let (at, first) = (text.find("'at_work'").unwrap(), text.find("'family'").unwrap());
    assert!(at < first && text.contains("# stated"), "{text}");
    check(&desk.type_keys("u"), "", "");
}

#[test]
fn a_field_is_added_where_the_format_has_it_and_removed_after_a_question() {
    let desk = desk().type_keys(&to("age")).type_keys("ahome");
    said(&desk, "home");
    let desk = desk.type_keys("<enter>Sea Town<enter>");
    let text = desk.file("victims/test-ann.toml");
    assert!(text.contains("home = "), "{text}");
    let undone = desk.type_keys("u");
    check(&undone, "", "");
    // The cursor stays near where the field was.
    let spot = undone.model.screens.browse.detail.spot().cloned();
    assert_eq!(spot, Some(DetailItem::Field(FieldId::RecruitmentDate)));
    let desk = super::values::desk().type_keys(&to("age")).type_keys("<delete><enter>");
    said(&desk, "nothing was removed");
    let desk = desk.type_keys("<delete>y<enter>");
    check(&desk, "age = 17\n", "");
    check(&desk.type_keys("u"), "", "");
}

#[test]
fn fields_of_an_event_and_of_a_quote_are_changed() {
    let desk = desk().type_keys(&to("method")).type_keys("ji");
    said(&desk, "Change a field of this event");
    let desk = desk.type_keys("what<enter>");
    let desk = desk.type_keys("<backspace> again.<c-s>");
    check(&desk, "'Sold.'", "'Sold again.'");
    let desk = desk.type_keys("u<tab>i");
    said(&desk, "Change a field of this quote");
}

#[test]
fn an_edit_goes_on_upon_a_file_that_changed_elsewhere() {
    let theirs = ANN.replace("# Ann", "# Ann, edited").replace("'Sold.'", "'Sold twice.'");
    // Noticed while typing, and not noticed until it is written.
    for is_noticed in [true, false] {
        let desk = desk().type_keys(&to("age")).type_keys("i<c-u>18");
        let desk = desk.write("victims/test-ann.toml", &theirs);
        let desk = if is_noticed { desk.notice_files() } else { desk };
        let desk = desk.type_keys("<enter>");
        assert_eq!(desk.file("victims/test-ann.toml"), theirs.replace("age = 17", "age = 18"));
        assert_eq!(desk.model.mode(), Mode::Screen);
        said(&desk, "applied to the changed file");
        let desk = desk.type_keys("u");
        assert_eq!(desk.file("victims/test-ann.toml"), theirs);
    }
}

#[test]
fn a_value_that_someone_else_changed_is_not_written_over_unasked() {
    let theirs = ANN.replace("age = 17", "age = 19");
    for is_noticed in [true, false] {
        let desk = desk().type_keys(&to("age")).type_keys("i<c-u>18");
        let desk = desk.write("victims/test-ann.toml", &theirs);
        let desk = if is_noticed { desk.notice_files() } else { desk };
        let desk = desk.type_keys("<enter>");
        assert_eq!(desk.file("victims/test-ann.toml"), theirs);
        said(&desk, "age of Ann Test was changed elsewhere");
        for (what, value) in
            [("when you began", "17"), ("in the file now", "19"), ("what you typed", "18")]
        {
            let screen = desk.screen();
            let line = screen.lines().find(|line| line.contains(what)).unwrap();
            assert!(line.contains(value), "{line}");
        }
        // The cursor goes along what can be done; the values are only read.
        let under = |desk: &Desk| {
            desk.screen().lines().find_map(|line| line.split_once('▌').map(|at| at.1.to_owned()))
        };
        for (keys, at) in [("", "edit on"), ("j", "write mine"), ("jj", "take theirs")] {
            let moved = desk.clone().type_keys("gg").type_keys(keys);
            assert!(under(&moved).is_some_and(|line| line.starts_with(at)), "{}", moved.screen());
        }
        // It may change again meanwhile.
        let again = ANN.replace("age = 17", "age = 20");
        let desk = desk.write("victims/test-ann.toml", &again).notice_files();
        let screen = desk.screen();
        assert!(screen.contains("20") && !screen.contains("19"), "{screen}");
        let mine = desk.clone().type_keys("j<enter>");
        let written = mine.file("victims/test-ann.toml");
        assert_eq!(written, ANN.replace("age = 17", "age = 18"), "{}", mine.screen());
        let edited = desk.clone().type_keys("<enter><backspace>6<c-s>");
        assert_eq!(edited.file("victims/test-ann.toml"), ANN.replace("age = 17", "age = 16"));
        let left = desk.clone().type_keys("<esc><esc>i");
        said(&left, "18");
        said(&left, "in the file now: 20");
        let taken = desk.type_keys("jj<enter>");
        said(&taken, "this is the value that the file has now");
        let taken = taken.type_keys("<enter>");
        assert_eq!(taken.file("victims/test-ann.toml"), again);
        // Where it is as before again, nothing is in dispute any more.
        let back = left.write("victims/test-ann.toml", ANN).notice_files().type_keys("<enter>");
        assert_eq!(back.file("victims/test-ann.toml"), ANN.replace("age = 17", "age = 18"));
    }
}

#[test]
fn the_same_change_by_someone_else_is_no_conflict() {
    let theirs = ANN.replace("age = 17", "age = 18");
    let desk = desk().type_keys(&to("age")).type_keys("i<c-u>18");
    let desk = desk.write("victims/test-ann.toml", &theirs).notice_files().type_keys("<enter>");
    assert_eq!(desk.file("victims/test-ann.toml"), theirs);
    assert_eq!(desk.model.mode(), Mode::Screen);
}

#[test]
fn what_cannot_be_written_stays_in_the_input() {
    let desk = desk().lock("the disk is full", "free some room").type_keys(&to("age"));
    let desk = desk.type_keys("i<c-u>18<enter>");
    said(&desk, "not written: the disk is full");
    assert_eq!(desk.model.mode(), Mode::Value);
    check(&desk.unlock().type_keys("<enter>"), "age = 17", "age = 18");
}

#[test]
fn the_sample_says_why_nothing_is_changed() {
    for keys in ["i", "a", "<delete>"] {
        let mut desk = desk().type_keys(&to("age"));
        desk.model.shared.about.sample = true;
        said(&desk.type_keys(keys), "read-only");
    }
}

#[test]
fn a_masked_value_is_shown_only_after_a_question() {
    let masked = desk().type_keys(&to("name")).type_keys("Pi");
    assert_eq!(masked.model.shared.mask, Mask::All);
    said(&masked, "is masked: show it?");
    let kept = masked.clone().type_keys("<enter>");
    said(&kept, "the value stays masked");
    let shown = masked.type_keys("y<enter>");
    assert_eq!(shown.model.mode(), Mode::Value);
    said(&shown, "Ann Test");
    // What is no name is edited without a question.
    assert_eq!(desk().type_keys(&to("date")).type_keys("Pi").model.mode(), Mode::Value);
}

#[test]
fn findings_below_a_mask_have_no_word_of_the_file() {
    let findings = |keys: &str| -> String {
        let screen = desk().type_keys(&to("method")).type_keys(keys).screen();
        screen.lines().filter(|line| line.contains("✗ ")).collect()
    };
    assert!(findings("i<c-end>quux").contains("quux"), "{}", findings("i<c-end>quux"));
    let masked = findings("Pi<c-end>quux");
    assert!(masked.contains("✗ ") && !masked.contains("quux"), "{masked}");
}

#[test]
fn a_paste_outside_of_an_input_does_nothing() {
    let mut desk = desk().type_keys(&to("age"));
    desk.send(crate::browser::model::Input::Paste("i18\n".to_owned()));
    check(&desk, "", "");
    assert_eq!(desk.model.mode(), Mode::Screen);
}

#[test]
fn an_answer_to_an_earlier_text_is_dropped() {
    let mut desk = desk().type_keys(&to("age")).type_keys("i");
    let late =
        crate::browser::app::update(&mut desk.model, crate::browser::model::Input::Type('0'));
    let Some(Effect::Preview { generation, request }) = late.into_iter().next() else {
        panic!("nothing is asked");
    };
    let answer = request.answer(desk.model.shared.collection.as_ref().unwrap(), None);
    let desk = desk.type_keys("<backspace><backspace>");
    let mut desk = desk;
    let preview = Box::new(answer);
    desk.send(crate::browser::model::Report::Previewed { generation, preview });
    let findings = &desk.model.shared.value_input.as_ref().unwrap().preview.findings;
    assert!(findings.coming.is_empty(), "{findings:?}");
}

#[test]
fn a_comma_begins_another_value_where_no_value_has_one() {
    let desk = desk().type_keys(&to("age")).type_keys("atags<enter>blue, red<enter>");
    let text = desk.file("victims/test-ann.toml");
    assert!(
        text.contains("tags = [\"blue\", \"red\"]") || text.contains("'blue', 'red'"),
        "{text}"
    );
    let desk = desk.type_keys("aaliases<enter>Test, Ann");
    said(&desk, "this line is one value, with its comma");
    let text = desk.type_keys("<enter>").file("victims/test-ann.toml");
    assert!(text.contains("Test, Ann"), "{text}");
}

#[test]
fn a_field_that_was_added_is_gone_to() {
    let desk = desk().type_keys(&to("age")).type_keys("ahome<enter>Sea Town<enter>");
    let spot = desk.model.screens.browse.detail.spot().cloned();
    assert_eq!(spot, Some(DetailItem::Field(FieldId::Home)));
    said(&desk, "Sea Town");
}

#[test]
fn the_keys_of_the_input_are_those_that_are_true_now() {
    let desk = desk().resize(120, 32).type_keys(&to("method")).type_keys("i");
    for words in ["Enter write", "Tab suggestions", "Ctrl-j another value", "Esc close"] {
        said(&desk, words);
    }
    let chosen = desk.clone().type_keys("<tab>");
    for words in ["Enter take", "Space select", "Esc close"] {
        said(&chosen, words);
    }
    let typed = desk.type_keys("x");
    said(&typed, "Esc keep for later");
    assert!(!typed.screen().contains("Esc close"), "{}", typed.screen());
}

#[test]
fn a_value_that_is_typed_and_not_written_is_asked_about_before_the_browser_is_left() {
    let desk = desk().type_keys(&to("name")).type_keys("i Two<esc><esc>");
    for keys in ["q", ":q<enter>"] {
        let asked = desk.clone().type_keys(keys);
        assert!(!asked.quit);
        said(&asked, "A value that you typed is not written");
        let back = asked.clone().type_keys("<enter>");
        assert_eq!(back.model.mode(), Mode::Value);
        said(&back, "Ann Test Two");
        let left = asked.clone().type_keys("<esc>");
        assert!(!left.quit && left.model.mode() == Mode::Screen);
        assert!(asked.type_keys("j<enter>").quit);
    }
}

#[test]
fn what_is_typed_for_a_record_that_vanishes_is_kept_and_no_other_record_gets_it() {
    let bo = "title = 'Bo Test'\nrecruitment_method = ['family']\nhome = 'x'\n";
    let desk = desk().type_keys(&to("name")).type_keys("i Two");
    let desk = desk.remove("victims/test-ann.toml").notice_files();
    said(&desk, "Ann Test Two");
    said(&desk, "this is gone from the files");
    for keys in ["<enter>", "<c-s>"] {
        let tried = desk.clone().type_keys(keys);
        assert_eq!(tried.file("victims/test-bo.toml"), bo);
        said(&tried, "Ann Test Two");
    }
    let desk = desk.type_keys("<esc><esc>q<enter>");
    said(&desk, "Ann Test Two");
    // It comes back, and so does the value.
    let desk = desk.write("victims/test-ann.toml", ANN).notice_files().type_keys("<enter>");
    check(&desk, "name = 'Ann Test'   #", "name = 'Ann Test Two'   #");
}

#[test]
fn the_selection_returns_to_a_record_that_comes_back_while_it_is_edited() {
    for opened in ["/test-ann<enter><enter>", "/kind:victim<enter>"] {
        let desk = desk().type_keys(opened);
        let desk = if desk.selected() == "test-ann" { desk } else { desk.type_keys("j") };
        let desk = desk.type_keys("<enter>jji Two");
        let desk = desk.remove("victims/test-ann.toml").notice_files().type_keys("<enter>");
        said(&desk, "the record is gone");
        let desk = desk.write("victims/test-ann.toml", ANN).notice_files();
        assert_eq!(desk.model.mode(), Mode::Value);
        said(&desk, "Ann Test Two");
        assert!(!desk.screen().contains("the record is gone"), "{}", desk.screen());
        assert_eq!((desk.selected(), desk.shown()), ("test-ann", "test-ann"), "{opened}");
        let desk = desk.type_keys("<enter>");
        check(&desk, "name = 'Ann Test'   #", "name = 'Ann Test Two'   #");
        let desk = desk.type_keys("i<c-u>Third<enter>");
        check(&desk, "name = 'Ann Test'   #", "name = 'Third'   #");
    }
}

#[test]
fn an_edit_is_undone_and_redone_upon_a_file_that_changed_elsewhere() {
    let desk = desk().type_keys(&to("age")).type_keys("i<end><backspace>8<enter>");
    let theirs = ANN.replace("age = 17", "age = 18").replace("'Sold.'", "'Sold twice.'");
    let desk = desk.write("victims/test-ann.toml", &theirs).notice_files().type_keys("u");
    said(&desk, "undone: age of Ann Test; what others changed in the file stays");
    check(&desk, "'Sold.'", "'Sold twice.'");
    let again = ANN.replace("'Sold.'", "'Sold again.'");
    let desk = desk.write("victims/test-ann.toml", &again).notice_files().type_keys("<c-r>");
    said(&desk, "redone: age of Ann Test; u undoes it; applied to the changed file");
    assert_eq!(desk.file("victims/test-ann.toml"), again.replace("age = 17", "age = 18"));
    // The field itself was changed: nothing is written.
    let other = again.replace("age = 17", "age = 19");
    let desk = desk.write("victims/test-ann.toml", &other).notice_files().type_keys("u");
    said(&desk, "victims/test-ann.toml has changed there");
    assert_eq!(desk.file("victims/test-ann.toml"), other);
}

#[test]
fn a_value_that_someone_put_back_is_not_called_a_quote() {
    let desk = desk().type_keys(&to("age")).type_keys("i<end><backspace>8<enter>");
    let desk = desk.write("victims/test-ann.toml", ANN).notice_files().type_keys("u");
    said(&desk, "The value was not changed back");
    said(&desk, "look at the value as it is now: i changes it");
    assert!(!desk.screen().contains("remove the quote"), "{}", desk.screen());
    check(&desk, "", "");
}

#[test]
fn the_event_that_is_edited_is_found_again_by_its_other_values() {
    let desk = desk().type_keys(&to("method")).type_keys("jiwhat<enter><backspace> again.");
    let one_more = ANN.replace("[[event]]", "[[event]]\nkey = 'met'\nwhat = 'Met.'\n\n[[event]]");
    let desk = desk.write("victims/test-ann.toml", &one_more).notice_files().type_keys("<c-s>");
    let after = one_more.replace("'Sold.'", "'Sold again.'");
    assert_eq!(desk.file("victims/test-ann.toml"), after);
}

#[test]
fn the_quotes_of_the_field_stay_in_view() {
    for (width, height) in [(120, 32), (80, 24)] {
        let desk = desk().resize(width, height).type_keys(&to("age")).type_keys("i<c-u>200");
        said(&desk, "Ann is 17.");
        said(&desk, "✗ ");
    }
}

#[test]
fn a_date_of_toml_is_in_the_input() {
    let text = ANN.replace("'2021'", "2021-12-05");
    let desk = desk().write("victims/test-ann.toml", &text).notice_files();
    let desk = desk.type_keys(&to("date")).type_keys("i");
    said(&desk, "2021-12-05");
    let desk = desk.type_keys("<end><backspace>6<enter>");
    let written = desk.file("victims/test-ann.toml");
    assert!(written.contains("2021-12-06"), "{written}");
    assert_eq!(desk.type_keys("u").file("victims/test-ann.toml"), text);
}

#[test]
fn an_edited_record_stays_in_the_list_until_the_search_changes() {
    let desk = desk().type_keys("/age:17<enter><enter>").type_keys("jjji<c-u>18<enter>");
    check(&desk, "age = 17", "age = 18");
    assert_eq!(desk.selected(), "test-ann");
    said(&desk, "- no longer matches; stays until");
    // Reading all files again changes nothing of it; undoing the edit does.
    let desk = desk.type_keys("R");
    said(&desk, "- no longer matches");
    let undone = desk.clone().type_keys("u");
    assert!(!undone.screen().contains("no longer matches"), "{}", undone.screen());
    assert_eq!(undone.selected(), "test-ann");
    let other = desk.type_keys("<esc><esc>/ victim<backspace><enter>");
    assert!(!other.screen().contains("no longer matches"), "{}", other.screen());
}

#[test]
fn a_title_that_still_has_the_value_before_is_named_when_the_field_is_changed() {
    let files = [(
        "victims/test-cy.toml",
        "title = 'Cy Test, 14, sold at 14'\nname = 'Cy Test'\nage = 14\n",
    )];
    let desk = Desk::with(&files).type_keys("<enter>jji<c-u>16<enter>");
    let notice = |desk: &Desk| desk.model.shared.notice.clone().unwrap_or_default();
    let said = notice(&desk);
    assert!(
        said.contains("age written to Cy Test") && said.ends_with("; the title still says 14"),
        "{said}"
    );
    // Not where it has the new value, or another number.
    let desk = desk.type_keys("i<c-u>15<enter>");
    assert!(!notice(&desk).contains("the title"), "{}", notice(&desk));
}

#[test]
fn an_event_that_another_program_doubled_is_not_said_to_be_gone() {
    const EVENT: &str = "[[event]]\nkey = 'sold'\ntype = 'sale'\nwhat = 'Sold.'\n\n";
    let open = || desk().type_keys(&to("method")).type_keys("jiwhat<enter>");
    // A copy behind it leaves it where it was.
    let doubled = ANN.replace(EVENT, &EVENT.repeat(2));
    let desk = open().write("victims/test-ann.toml", &doubled).notice_files();
    let desk = desk.type_keys("<backspace> again.<c-s>");
    let text = doubled.replacen("'Sold.'", "'Sold again.'", 1);
    assert_eq!(desk.file("victims/test-ann.toml"), text, "{}", desk.screen());
    // Where another one is in its place, which of the two is meant is unknown.
    let moved = ANN.replace(EVENT, &format!("[[event]]\nkey = 'new'\n\n{}", EVENT.repeat(2)));
    let desk = open().write("victims/test-ann.toml", &moved).notice_files();
    said(&desk, "another program wrote this more than once");
    let desk = desk.type_keys("x<c-s>");
    assert_eq!(desk.file("victims/test-ann.toml"), moved);
    said(&desk, "which is meant is unknown");
    let gone = open().write("victims/test-ann.toml", &ANN.replace(EVENT, "")).notice_files();
    said(&gone, "this is gone from the files");
}

#[test]
fn that_nothing_links_to_the_place_before_is_no_objection_to_the_new_one() {
    let desk = desk().type_keys(&to("place")).type_keys("i<c-u>other-town<enter>");
    check(&desk, "'test-town'", "'other-town'");
    said(&desk, "recruitment place written to Ann Test; u undoes it");
    said(&desk, "check now says elsewhere: ");
}

#[test]
fn a_file_that_cannot_be_written_says_so_before_anything_is_typed() {
    let mut desk = desk().type_keys(&to("age"));
    desk.unwritable.insert("victims/test-ann.toml".into());
    for keys in ["i", "a", "<delete>", ":rename x<enter>", ":delete<enter>", ":add event<enter>"] {
        let desk = desk.clone().type_keys(keys);
        said(&desk, "this file is marked as read-only");
        assert_eq!(desk.model.mode(), Mode::Screen, "{keys}");
    }
    // A copy is another file, and so is any other record.
    said(&desk.clone().type_keys(":copy<enter>"), "Id of the copy");
    let other = desk.type_keys("<esc>F/test-bo<enter><enter>i");
    assert_eq!(other.model.mode(), Mode::Value);
}

#[test]
fn typing_replaces_a_value_and_a_key_that_moves_keeps_it_to_be_edited() {
    let typed = |keys: &str| {
        let desk = desk().type_keys(&to("name")).type_keys("i").type_keys(keys);
        desk.model.shared.value_input.as_ref().unwrap().prompt().text()
    };
    for (keys, text) in [
        ("Bo", "Bo"),
        // Another word is to follow.
        (" Bo", "Ann Test Bo"),
        ("<right>s", "Ann Tests"),
        ("<end>s", "Ann Tests"),
        ("<c-e>s", "Ann Tests"),
        ("<left>s", "Ann Tesst"),
        ("<home>Jo ", "Jo Ann Test"),
        ("<c-a>Jo ", "Jo Ann Test"),
        // What deletes deletes what is selected, and undo brings it back.
        ("<backspace>", ""),
        ("<delete>", ""),
        ("<c-w>", ""),
        ("<backspace><c-_>s", "Ann Tests"),
        ("Bo<c-_>", "Ann Test"),
        ("<end><backspace>x", "Ann Tesx"),
    ] {
        assert_eq!(typed(keys), text, "{keys}");
    }
    let mut pasted = desk().type_keys(&to("name")).type_keys("i");
    pasted.send(crate::browser::model::Input::Paste("Bo Test".to_owned()));
    check(&pasted.type_keys("<enter>"), "name = 'Ann Test'   #", "name = 'Bo Test'   #");
    // It is seen, without colour too, and said which keys do what.
    for theme in [crate::browser::model::Theme::Dark, crate::browser::model::Theme::Plain] {
        let mut desk = desk().resize(60, 20).type_keys(&to("name")).type_keys("i");
        desk.model.shared.about.theme = theme;
        said(&desk, "letters replace it");
        assert!(is_reversed(&desk, "Ann Test"), "{}", desk.looks());
        let kept = desk.type_keys("<end>");
        assert!(!is_reversed(&kept, "Ann Test"), "{}", kept.looks());
        assert!(!kept.screen().contains("letters replace it"), "{}", kept.screen());
    }
    // A text of many lines is edited more often than replaced.
    let lines = desk().type_keys(&to("summary")).type_keys("iX<c-s>");
    check(&lines, "Second line.\"\"\"", "Second line.X\"\"\"");
}

/// Returns whether words in the input are drawn reversed.
fn is_reversed(desk: &Desk, words: &str) -> bool {
    let (screen, looks) = (desk.screen(), desk.looks());
    let shown = |line: &str| line.contains(&format!("│ {words} "));
    let row = screen.lines().position(shown).unwrap();
    let letter = looks.lines().nth(row).and_then(|line| line.chars().nth(2)).unwrap();
    looks.lines().any(|line| line.starts_with(&format!("{letter} ")) && line.contains("REVERSED"))
}

#[test]
fn a_list_opens_on_an_empty_line_behind_its_last_value() {
    let desk = desk().type_keys(&to("method")).type_keys("i");
    // Nothing is changed by that.
    check(&desk.clone().type_keys("<enter>"), "", "");
    said(&desk.clone().type_keys("<esc>"), "Ann Test");
    assert_eq!(desk.clone().type_keys("<esc>").model.mode(), Mode::Screen);
    let typed = desk.clone().type_keys("at_school<enter>");
    let text = typed.file("victims/test-ann.toml");
    assert!(text.contains("'family', # stated\n  'at_work',\n  'at_school'"), "{text}");
    let taken = desk.clone().type_keys("sch<tab><enter><enter>");
    assert_eq!(taken.file("victims/test-ann.toml"), text);
    // What the list has already is not taken twice.
    let twice = desk.type_keys("fam<tab><enter>");
    said(&twice, "family is in the list already");
    check(&twice.type_keys("<enter>"), "", "");
}

#[test]
fn the_fields_of_a_quote_are_listed_with_what_it_supports_and_disputes() {
    let disputing = ANN.replace(
        "supports = ['age', 'name']",
        "supports = ['name', 'event.sold']\ndisputes = { age = 18 }",
    );
    let row = |desk: &Desk, label: &str| {
        let screen = desk.screen();
        let is_row = |line: &&str| {
            line.contains(&format!("│ {label} ")) || line.contains(&format!("▌{label} "))
        };
        screen.lines().find(is_row).unwrap_or_default().to_owned()
    };
    for (text, supports, disputes) in
        [(ANN, "age, name", "add"), (&disputing, "name, event sold", "age")]
    {
        let desk = desk().write("victims/test-ann.toml", text).notice_files();
        let listed = desk.type_keys(&to("name")).type_keys("<tab>i");
        let line = row(&listed, "supports");
        assert!(line.contains(supports) && !line.contains(" add"), "{}", listed.screen());
        assert!(row(&listed, "disputes").contains(disputes), "{}", listed.screen());
        // Neither is offered as a field that the quote lacks.
        let added = listed.type_keys("<esc>a");
        said(&added, "Add a field to this quote");
        assert_eq!(row(&added, "supports"), "", "{}", added.screen());
        // It is opened with what it has.
        let opened = added.type_keys("<esc>isupports<enter>");
        let text = opened.model.shared.value_input.as_ref().unwrap().prompt().text();
        assert_eq!(text.trim_end().replace('\n', ", ").replace("event.", "event "), supports);
    }
}

#[test]
fn what_was_typed_and_not_written_is_discarded_with_one_key() {
    for kept in ["", "<esc>i"] {
        let typed = desk().type_keys(&to("name")).type_keys("iAnn Two").type_keys(kept);
        said(&typed, "Ctrl-x discard");
        let desk = typed.type_keys("<c-x>");
        assert_eq!(desk.model.mode(), Mode::Screen);
        check(&desk, "", "");
        said(&desk, "what you typed for name is discarded");
        assert!(!desk.screen().contains("typed value not written yet"), "{}", desk.screen());
        let desk = desk.type_keys("i");
        assert!(!desk.model.shared.value_input.as_ref().unwrap().is_changed());
        assert!(desk.type_keys("<esc>q").quit);
    }
}

#[test]
fn one_escape_leaves_any_input_and_the_next_one_leaves_what_it_is_over() {
    for (field, keys) in [
        ("method", "i"),
        ("method", "i<tab>"),
        ("method", "ix"),
        ("method", "isch<tab>"),
        ("method", "i<tab> "),
        ("method", "i<down><down>"),
        ("place", "i"),
        ("place", "iotherx<tab>"),
        ("date", "i<c-u>some day<enter>"),
        ("date", "i<tab>"),
        ("name", "iBo"),
        ("summary", "iBo"),
        ("age", "a"),
        ("age", "asum"),
        ("age", "<delete>"),
        ("age", "<delete>y"),
        ("age", ":rename<enter>"),
        ("age", ":rename<enter>x"),
        ("age", ":ren"),
        ("age", "Itags<enter>"),
        ("age", "Itags<enter><enter>"),
        ("age", "Itags<enter><enter>x"),
        ("age", "f"),
        ("age", "fx"),
        ("age", "U"),
    ] {
        let desk = desk().type_keys(&to(field));
        let typed = desk.clone().type_keys(keys);
        let left = typed.type_keys("<esc>");
        assert_eq!(left.model.mode(), Mode::Screen, "{field} {keys}\n{}", left.screen());
        check(&left, "", "");
        let spot = |desk: &Desk| desk.model.screens.browse.detail.spot().cloned();
        assert_eq!(spot(&left), spot(&desk), "{field} {keys}");
        let next = left.type_keys("<esc>");
        let focus = next.model.screens.browse.focus;
        let list = crate::browser::screen::browse::panes::Pane::List;
        assert_eq!(focus, list, "{field} {keys}\n{}", next.screen());
    }
}

#[test]
fn a_date_is_offered_as_about_and_as_probable() {
    let desk = desk().type_keys(&to("date")).type_keys("i");
    for offered in ["2021~  about 2021", "2021?  probably 2021", "2021%  probably about 2021"] {
        said(&desk, offered);
    }
    check(&desk.clone().type_keys("<tab><tab><enter><enter>"), "'2021'", "'2021?'");
    let typed = desk.type_keys("<c-u>probably Dec 2021");
    said(&typed, "probably December 2021");
    check(&typed.type_keys("<enter>"), "'2021'", "'2021-12?'");
}
