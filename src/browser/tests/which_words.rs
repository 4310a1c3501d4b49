//! Which words say so: from a changed value to the passages that may state it, and what becomes of its quotes.

use super::desk::Desk;
use crate::browser::model::page::QuoteItem;

const ANN: &str = "title = 'Ann Test'\nname = 'Ann Test'\nage = 17\nrecruitment_date = '2021-11'\n\
    gender = 'female'\nhome = 'test-town'\n\n\
    [[event]]\nkey = 'sold'\ntype = 'sale'\nwhat = 'Sold in May.'\n\n\
    [[quote]]\nsource = 'paper'\ntext = 'Ann is 17.'\nsupports = ['age', 'name']\n\n\
    [[quote]]\nsource = 'wire'\ntext = 'She left in November 2021'\nsupports = 'recruitment_date'\n";
const PAPER: &str = "Others were 18.\n\nAnn is 17.\nSome say Ann is 18 by now.\nThe town is far.\n";
const WIRE: &str = "She left in November 2021, or in December.\nShe is eighteen.\n";

fn desk() -> Desk {
    Desk::with(&[
        ("victims/test-ann.toml", ANN),
        ("places.toml", "[test-town]\nname = 'Far Town'\naliases = ['The town']\n"),
        (
            "sources.toml",
            "[paper]\ntitle = 'A Test Paper'\n[wire]\ntitle = 'A Test Wire'\n[other]\ntitle = 'Other'\n",
        ),
        ("archive/paper.txt", PAPER),
        ("archive/wire.txt", WIRE),
    ])
}

/// The keys that open the record and go to a field.
fn to(field: &str) -> String {
    let shown = ["title", "name", "gender", "age", "home", "date", "event"];
    let steps = shown.iter().position(|known| *known == field).unwrap();
    format!("/test-ann<enter><enter>{}", "j".repeat(steps))
}

#[track_caller]
fn said(desk: &Desk, words: &str) {
    let screen = desk.screen();
    assert!(screen.contains(words), "{screen}");
}

#[track_caller]
fn not_said(desk: &Desk, words: &str) {
    let screen = desk.screen();
    assert!(!screen.contains(words), "{screen}");
}

#[track_caller]
fn check(desk: &Desk, before: &str, after: &str) {
    assert_eq!(desk.file("victims/test-ann.toml"), ANN.replace(before, after), "{}", desk.screen());
}

const UNCONFIRMED: &str = "quotes not checked";

#[test]
fn a_changed_value_says_that_its_quotes_were_chosen_for_another() {
    let desk = desk().type_keys(&to("age"));
    said(&desk, "●1");
    let desk = desk.type_keys("i<c-u>18<enter>");
    check(&desk, "age = 17", "age = 18");
    said(&desk, "age written to Ann Test; u undoes it; c: which words say so?");
    said(&desk, "◔1");
    said(&desk, UNCONFIRMED);
    said(&desk, "quoted for the former");
    // The name keeps its sign, and so does the quote for it.
    said(&desk, "●1");
    // Nothing of it is in the file, and undoing takes it away.
    let undone = desk.clone().type_keys("u");
    check(&undone, "", "");
    not_said(&undone, UNCONFIRMED);
    said(&undone.type_keys("<c-r>"), UNCONFIRMED);
    // The value before may also be typed again.
    not_said(&desk.type_keys("i<c-u>17<enter>"), UNCONFIRMED);
}

#[test]
fn a_quote_that_has_the_new_value_too_needs_no_look() {
    let text = ANN.replace("Ann is 17.", "Some say Ann is 18 by now.");
    let desk = desk().write("victims/test-ann.toml", &text).notice_files();
    let desk = desk.type_keys(&to("age")).type_keys("i<c-u>18<enter>");
    not_said(&desk, UNCONFIRMED);
    // A year that both values have says nothing of the month.
    let desk = desk.type_keys("jji<c-u>2021-12<enter>");
    said(&desk, UNCONFIRMED);
    said(&desk, "quoted for the former");
}

#[test]
fn the_text_opens_at_the_passage_near_the_quote_and_the_quote_is_added_for_the_field() {
    let desk = desk().type_keys(&to("age")).type_keys("i<c-u>18<enter>c");
    said(&desk, "Which words say age: 18?");
    said(&desk, "Some say Ann is 18 by now.");
    // Of the other source, the words are another form of the number.
    said(&desk, "She is eighteen.");
    let desk = desk.type_keys("<enter>");
    let at = PAPER.find("18 by now").unwrap();
    assert_eq!(desk.model.screens.browse.quotes.spot(), Some(&QuoteItem::At(at)));
    said(&desk, "v selects the words that say so");
    let desk = desk.type_keys("vlc");
    said(&desk, "Add quote to Ann Test");
    said(&desk, "[x]");
    let desk = desk.type_keys("<enter>");
    let text = desk.file("victims/test-ann.toml");
    assert!(text.contains("text     = \"18\"") || text.contains("text = \"18\""), "{text}");
    assert!(text.contains("supports = [\"age\"]"), "{text}");
    let back = desk.type_keys("<backspace>");
    assert_eq!(back.shown(), "test-ann");
}

#[test]
fn quotes_of_the_former_value_are_kept_or_dispute_the_new_one() {
    let asked = desk().type_keys(&to("age")).type_keys("i<c-u>18<enter>c");
    said(&asked, "they say so too");
    let kept = asked.clone().type_keys("jj<enter>");
    not_said(&kept, UNCONFIRMED);
    said(&kept, "the quotes support the new value as well");
    check(&kept, "age = 17", "age = 18");
    let disputed = asked.type_keys("jjj<enter>");
    let text = disputed.file("victims/test-ann.toml");
    assert!(text.contains("supports = ['name']"), "{text}");
    assert!(text.contains("disputes = [{ age = 17 }]"), "{text}");
    not_said(&disputed, UNCONFIRMED);
    said(&disputed, "⚔");
    let undone = disputed.type_keys("u");
    check(&undone, "age = 17", "age = 18");
    said(&undone, UNCONFIRMED);
}

#[test]
fn a_single_field_that_a_quote_supports_is_disputed_instead() {
    let desk = desk().type_keys(&to("date")).type_keys("i<c-u>2021-12<enter>c");
    said(&desk, "December");
    let lines = desk.screen().lines().filter(|line| line.contains("they say")).count();
    assert_eq!(lines, 2);
    let desk = desk.type_keys("G<up><enter>");
    let text = desk.file("victims/test-ann.toml");
    assert!(!text.contains("supports = 'recruitment_date'"), "{text}");
    assert!(text.contains("disputes = [{ recruitment_date = \"2021-11\" }]"), "{text}");
}

#[test]
fn any_field_of_a_case_asks_for_its_words() {
    // A place is found by any of its names.
    let desk = desk().type_keys(&to("home")).type_keys("c");
    said(&desk, "Which words say home");
    said(&desk, "The town is far.");
    // An event by the words of its fields; one of another value is declined with Esc.
    let desk = desk.type_keys("<esc>jjc");
    said(&desk, "Which words say event sold");
    let desk = desk.type_keys("<esc>");
    assert_eq!(desk.shown(), "test-ann");
}

#[test]
fn where_no_quote_can_be_or_nothing_is_seen_a_sentence_says_so() {
    said(&desk().type_keys("/far town kind:place<enter><enter>c"), "only a case has quotes");
    said(&desk().type_keys(&to("age")).type_keys("Pc"), "masked text cannot be quoted");
    let empty = Desk::with(&[("victims/a.toml", "title = 'A Test'\nage = 17\n")]);
    said(&empty.type_keys("<enter>jc"), "no text is archived");
    // A selection that is there is quoted, as before.
    let desk = desk().type_keys(&to("age")).type_keys("<tab><enter>vc");
    said(&desk, "Add quote to");
}

#[test]
fn a_change_of_many_records_says_so_of_the_quotes_of_each() {
    let desk = desk().type_keys(&to("age"));
    said(&desk, "3 fields sourced");
    let desk = desk.type_keys("<esc>Iage<enter><enter>18<enter>y").type_keys("<enter>");
    check(&desk, "age = 17", "age = 18");
    said(&desk, "◔1");
    said(&desk, UNCONFIRMED);
    said(&desk, "2 fields sourced · 1 unchecked");
    let undone = desk.clone().type_keys("u");
    not_said(&undone, UNCONFIRMED);
    said(&undone.type_keys("<c-r>"), UNCONFIRMED);
    // Another change of the file leaves it so, and what was confirmed stays confirmed.
    let text = desk.file("victims/test-ann.toml");
    let desk = desk.write("victims/test-ann.toml", &format!("# x\n{text}")).notice_files();
    said(&desk, UNCONFIRMED);
    let desk = desk.type_keys("cjj<enter>");
    not_said(&desk, UNCONFIRMED);
    let desk = desk.write("victims/test-ann.toml", &text).notice_files();
    not_said(&desk, UNCONFIRMED);
    said(&desk, "3 fields sourced");
}
