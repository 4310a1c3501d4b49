//! Moving: from a field to its quote, to the next link or doubtful field, and along what is on the screen.

use super::desk::Desk;
use super::flows::desk;
use crate::browser::model::page::{DetailItem, QuoteItem};
use crate::browser::screen::browse::panes::Pane;
use crate::record::{FieldId, Id};

/// Returns what is shown, with the field and the pane that keys go to.
fn place(desk: &Desk) -> (&str, Option<DetailItem>, Pane) {
    let browse = &desk.model.screens.browse;
    (desk.shown(), browse.detail.spot().cloned(), browse.focus)
}

fn notice(desk: &Desk) -> &str {
    desk.model.shared.notice.as_deref().unwrap_or_default()
}

fn link(name: FieldId, id: &str) -> DetailItem {
    DetailItem::Link(name, Id::new(id).unwrap())
}

#[test]
fn enter_on_a_field_goes_to_its_first_quote_and_enter_again_to_the_source() {
    let quote = Some(QuoteItem::Quote(Id::new("test-ann").unwrap(), 0));
    let at_age = desk().type_keys("<enter>jj");
    assert_eq!(place(&at_age).1, Some(DetailItem::Field(FieldId::Age)));
    let desk = at_age.clone().type_keys("<enter>");
    assert_eq!(place(&desk).2, Pane::Quotes);
    assert_eq!(desk.model.screens.browse.quotes.spot().cloned(), quote);
    assert_eq!(desk.type_keys("<enter>").shown(), "paper");
    // A hidden quote pane comes back for it.
    let desk = at_age.type_keys("p<enter>");
    assert!(desk.model.browse().panes().quotes.width > 0);
    assert_eq!(desk.model.screens.browse.quotes.spot().cloned(), quote);
    let desk = super::flows::desk().type_keys("<enter>j<enter>");
    assert_eq!(
        notice(&desk),
        "nothing to open: no quote supports name; c finds words that do, i changes it"
    );
    let desk = super::flows::desk().type_keys("gs<enter><enter>");
    assert_eq!(notice(&desk), "this field has no link (links are marked →)");
}

#[test]
fn links_are_gone_along_in_the_record_and_then_in_the_listed_records() {
    let desk = desk().type_keys("]l");
    let place_of = Some(DetailItem::Field(FieldId::ExploitationPlace));
    assert_eq!(place(&desk), ("test-ann", place_of.clone(), Pane::Detail));
    let desk = desk.type_keys("]l");
    assert_eq!(place(&desk), ("test-ann", Some(link(FieldId::Related, "raid")), Pane::Detail));
    let desk = desk.type_keys("]l]l");
    // Of the next record, what links to it counts too.
    assert_eq!(desk.shown(), "test-bo");
    let desk = desk.type_keys("]l");
    assert_eq!(place(&desk).0, "raid");
    let desk = desk.type_keys("[l[l[l");
    assert_eq!(place(&desk), ("test-ann", Some(link(FieldId::Related, "raid")), Pane::Detail));
    assert_eq!(place(&desk.clone().type_keys("[l")).1, place_of);
    // After the first comes the last, and after the last the first.
    let desk = desk.type_keys("[l[l");
    assert_eq!((desk.shown(), notice(&desk)), ("raid", "continued from the end"));
    let desk = desk.type_keys("]l");
    assert_eq!((desk.shown(), notice(&desk)), ("test-ann", "continued from the top"));
    assert_eq!(place(&desk).1, place_of);
    assert_eq!(desk.type_keys("]l]l]l<backspace>").shown(), "test-ann");
    let alone = super::flows::desk().type_keys("/ann<enter>]l]l]l]l");
    assert_eq!(
        (alone.shown(), notice(&alone)),
        ("test-ann", "continued from the top in the 1 found; F shows all")
    );
}

#[test]
fn a_disputed_field_is_read_from_its_first_line_to_the_value_that_contradicts_it() {
    let supporting = (0..12).map(|number| {
        format!(
            "\n[[quote]]\nsource = 'paper'\nspeaker = 'Speaker {number}'\ntext = 'Number {number} says that she was 17.'\nsupports = ['age']\n"
        )
    });
    let mut case = "title = 'Ann Test'\nname = 'Ann Test'\nage = 17\n".to_owned();
    case.extend(supporting);
    case += "\n[[quote]]\nsource = 'paper'\ntext = 'No, 16.'\ndisputes = { age = 16 }\n";
    let files = [
        ("victims/test-ann.toml", case.as_str()),
        ("sources.toml", "[paper]\ntitle = 'A Test Paper'\n"),
    ];
    let desk = Desk::with(&files).resize(80, 24).type_keys("]d");
    assert_eq!(place(&desk).1, Some(DetailItem::Field(FieldId::Age)));
    // There is no room for all of it, so it is read from its first line.
    let screen = desk.screen();
    assert!(screen.contains("▌age ") && screen.contains("supported by Speaker 0"), "{screen}");
    let screen = desk.type_keys("jjjj").screen();
    assert!(screen.contains("16, according to"), "{screen}");
    // Beside it, the field is named.
    assert!(screen.lines().any(|line| line.contains("▌age ") && line.contains("17")), "{screen}");
}

#[test]
fn back_leads_from_a_quote_to_the_field_from_which_it_was_opened() {
    let age = Some(DetailItem::Field(FieldId::Age));
    let at_age = desk().type_keys("<enter>jj");
    for back in ["<backspace>", "<c-o>", "j<backspace>"] {
        let field = at_age.clone().type_keys("<enter>").type_keys(back);
        assert_eq!(place(&field), ("test-ann", age.clone(), Pane::Detail), "{back}");
    }
    // From the source to the quote, and from there to the field.
    let quote = at_age.clone().type_keys("<enter><enter><backspace>");
    assert_eq!((quote.shown(), place(&quote).2), ("test-ann", Pane::Quotes));
    let field = quote.type_keys("<backspace>");
    assert_eq!(place(&field), ("test-ann", age, Pane::Detail));
    assert_eq!(notice(&field.type_keys("<backspace>")), "nothing to go back to");
    // Where no quote was opened, or it was left otherwise, back leads to another record.
    for keys in ["<tab><backspace>", "<enter>h<tab><backspace>"] {
        assert_eq!(notice(&at_age.clone().type_keys(keys)), "nothing to go back to", "{keys}");
    }
}

#[test]
fn forward_leads_from_a_field_to_the_quote_from_which_back_led_to_it_and_on_to_its_source() {
    let age = Some(DetailItem::Field(FieldId::Age));
    let at_age = desk().type_keys("<enter>jj");
    let quote = at_age.clone().type_keys("<enter>");
    let pick = quote.model.screens.browse.quotes.spot().cloned();
    assert!(pick.is_some());
    let field = quote.type_keys("<backspace>");
    // The cursor may have moved meanwhile.
    for moved in ["", "k"] {
        let again = field.clone().type_keys(moved).type_keys("<a-right>");
        assert_eq!(place(&again), ("test-ann", age.clone(), Pane::Quotes), "{moved}");
        assert_eq!(again.model.screens.browse.quotes.spot().cloned(), pick);
        assert_eq!(notice(&again.clone().type_keys("<a-right>")), "nothing to go forward to");
        let field = again.type_keys("<backspace>");
        assert_eq!(place(&field), ("test-ann", age.clone(), Pane::Detail));
        assert_eq!(notice(&field.type_keys("<backspace>")), "nothing to go back to");
    }
    // From the source all the way back, and all the way forward.
    let source = at_age.type_keys("<enter><enter>");
    let field = source.clone().type_keys("<backspace><backspace>");
    assert_eq!(place(&field), ("test-ann", age, Pane::Detail));
    let forward = field.clone().type_keys("<a-right><a-right>");
    assert_eq!((forward.shown(), place(&forward).2), (source.shown(), place(&source).2));
    // Opening a quote leaves what was ahead, as following a link does.
    let opened = field.type_keys("<enter><a-right>");
    assert_eq!(notice(&opened), "nothing to go forward to");
}

#[test]
fn disputed_and_unsourced_fields_are_gone_along_alike() {
    let age = Some(DetailItem::Field(FieldId::Age));
    let desk = desk().type_keys("]d");
    assert_eq!(place(&desk), ("test-ann", age.clone(), Pane::Detail));
    assert_eq!(notice(&desk), "disputed field 1 of 1");
    let desk = desk.type_keys("]d");
    assert_eq!(notice(&desk), "this is the only disputed field");
    let desk = desk.type_keys("<esc>j]d");
    assert_eq!(place(&desk), ("test-ann", age.clone(), Pane::Detail));
    assert_eq!(notice(&desk), "disputed field 1 of 1: continued from the top");
    // From another record, back to the one before.
    let desk = super::flows::desk().type_keys("j[d");
    assert_eq!(place(&desk), ("test-ann", age, Pane::Detail));
    let desk = super::flows::desk().type_keys("]u");
    assert_eq!(place(&desk).1, Some(DetailItem::Field(FieldId::Name)));
    assert_eq!(notice(&desk), "unsourced field 1 of 7");
    let desk = desk.type_keys("]u]u]u");
    assert_eq!((desk.shown(), notice(&desk)), ("test-bo", "unsourced field 4 of 7"));
    assert_eq!(notice(&desk.type_keys("[u")), "unsourced field 3 of 7");
    // What is not listed is left out.
    let desk = super::flows::desk().type_keys("/bo<enter>[d");
    assert_eq!(
        notice(&desk),
        "disputed field 1 of 1: continued from the end among the 2 found; F shows all"
    );
    let desk = super::flows::desk().type_keys("/raid kind:arrest<enter>[d");
    assert_eq!(notice(&desk), "no disputed fields in the 1 found; F shows all");
    let desk = super::flows::desk().type_keys("/kind:victim<enter>]d]d");
    assert_eq!(notice(&desk), "this is the only disputed field among the 2 found; F shows all");
}

#[test]
fn a_problem_is_landed_at_where_its_list_says() {
    let files = [
        ("sources.toml", "# what is quoted\n\n[paper]\n# a test\n\ntitle = 'A Test Paper'\n"),
        ("victims/ann.toml", "title = 'Ann Test'\n[[quote]]\nsource = 'paper'\ntext = 'Yes.'\n"),
    ];
    let line = |desk: &Desk| desk.model.browse().place().map(|place| place.at.line);
    let desk = Desk::with(&files).type_keys("[p");
    let listed = desk.clone().type_keys("!").screen();
    let said = format!("sources.toml:{}", line(&desk).unwrap());
    assert!(desk.shown() == "paper" && listed.contains(&said), "{said} in {listed}");
    assert_eq!(line(&desk), Some(3));
    let edited = desk.clone().type_keys("e");
    assert!(edited.edited[0].starts_with("sources.toml:3:"), "{:?}", edited.edited);
    // The field is at its own place as soon as one moves, or the file changes.
    assert_ne!(line(&desk.clone().type_keys("jk<tab>")), None);
    let moved = desk.write("sources.toml", "\n[paper]\ntitle = 'A Test Paper'\n").notice_files();
    assert_eq!(line(&moved), Some(3));
}

#[test]
fn a_filter_by_the_value_under_the_cursor_shows_the_record_of_the_list() {
    let desk = desk().type_keys("<enter>j-");
    assert_eq!((desk.selected(), desk.shown()), ("test-bo", "test-bo"));
    assert_eq!(place(&desk).1, Some(DetailItem::Field(FieldId::Name)));
    let desk = desk.type_keys("F<esc>gp<enter>*");
    // A place that a list led to is selected as soon as it is listed.
    assert_eq!((desk.selected(), desk.shown()), ("seatown", "seatown"));
}

#[test]
fn escape_clears_a_kept_search_when_there_is_nothing_else_to_leave() {
    let desk = desk().type_keys("/raid<enter><enter><esc>");
    assert_eq!(desk.model.shared.query.text, "raid");
    let desk = desk.type_keys("<esc>");
    assert_eq!((desk.model.shared.query.text.as_str(), desk.selected()), ("", "raid"));
    assert!(!desk.type_keys("<esc><esc>").quit);
}

#[test]
fn a_window_scrolls_under_the_cursor_and_has_a_top_a_middle_and_a_bottom() {
    let names: Vec<String> = (10..60).map(|number| format!("victims/test-{number}.toml")).collect();
    let files: Vec<(&str, &str)> =
        names.iter().map(|name| (name.as_str(), "title = 'T'\n")).collect();
    let desk = Desk::with(&files);
    let rows = usize::from(desk.model.browse().panes().list.height) - 2;
    let first = |desk: &Desk| desk.model.shared.listing.window(rows).0;
    let desk = desk.type_keys("jjj<c-e><c-e>");
    assert_eq!((desk.selected(), first(&desk)), ("test-13", 2));
    let desk = desk.type_keys("5<c-e>");
    assert_eq!((desk.selected(), desk.shown(), first(&desk)), ("test-17", "test-17", 7));
    let desk = desk.type_keys("3<c-y>");
    assert_eq!((desk.selected(), first(&desk)), ("test-17", 4));
    assert_eq!(desk.clone().type_keys("H").selected(), "test-14");
    assert_eq!(desk.clone().type_keys("L").selected(), format!("test-{}", 14 + rows - 1));
    assert_eq!(desk.clone().type_keys("M").selected(), format!("test-{}", 14 + (rows - 1) / 2));
    let paged = desk.clone().type_keys("<c-f>");
    assert_eq!(paged.selected(), desk.clone().type_keys("<pagedown>").selected());
    assert_eq!(paged.clone().type_keys("<c-b>").selected(), paged.type_keys("<pageup>").selected());
    assert_eq!(first(&desk.type_keys("99<c-e>")), 50 - rows);
    let record = super::flows::desk().resize(120, 10).type_keys("<enter>G<c-y><c-y>H");
    let top = record.model.screens.browse.detail.clone();
    assert_eq!(record.type_keys("LH").model.screens.browse.detail, top);
}

#[test]
fn people_and_organisations_have_lists_to_go_to() {
    let files = [
        ("people.toml", "[test-boss]\nname = 'Boss Test'\n"),
        ("organisations.toml", "[test-firm]\nname = 'Firm Test'\n"),
        ("victims/ann.toml", "title = 'Ann Test'\n"),
    ];
    assert_eq!(Desk::with(&files).type_keys("gP<enter>").shown(), "test-boss");
    assert_eq!(Desk::with(&files).type_keys("go<enter>").shown(), "test-firm");
    assert_eq!(
        notice(&desk().type_keys("go")),
        "no organisations yet; :new organisation ID creates one"
    );
}

#[test]
fn a_record_is_scrolled_as_it_was_when_one_comes_back() {
    let desk = desk().resize(80, 24).type_keys("<enter>]l");
    let first = desk.model.browse().own.detail.first();
    let desk = desk.type_keys("<c-e>");
    let scrolled = desk.model.browse().own.detail.first();
    let back = desk.type_keys("<enter><backspace>");
    assert_eq!(back.model.browse().own.detail.first(), scrolled, "{first}");
    assert!(back.screen().contains("test-ann") || back.shown() == "test-ann");
}

#[test]
fn escape_goes_back_from_what_was_entered_last_then_to_the_list_then_clears_the_search() {
    for (width, height) in [(60, 20), (80, 24), (120, 32), (200, 60)] {
        // By a link of the record.
        let desk = desk().resize(width, height).type_keys("/ann<enter>]l<enter>");
        assert_eq!((desk.shown(), desk.model.screens.browse.focus), ("seatown", Pane::Detail));
        let hints = desk.screen();
        assert!(hints.contains("Esc back"), "{width}: {hints}");
        let desk = desk.type_keys("<esc>");
        assert_eq!((desk.shown(), desk.model.screens.browse.focus), ("test-ann", Pane::Detail));
        let desk = desk.type_keys("<esc>");
        assert_eq!((desk.shown(), desk.model.screens.browse.focus), ("test-ann", Pane::List));
        assert_eq!(desk.model.shared.query.text, "ann");
        assert_eq!(desk.type_keys("<esc>").model.shared.query.text, "");
        // By a list of records, out of the list.
        let desk = self::desk().resize(width, height).type_keys("jgp<enter><esc>");
        assert_eq!((desk.selected(), desk.shown()), ("test-bo", "test-bo"));
        assert_eq!(desk.model.screens.browse.focus, Pane::List);
        // A record that was opened from the list is left for it, whatever was followed before.
        let desk = self::desk().resize(width, height).type_keys("gp<enter>hj<enter><esc>");
        assert_eq!(desk.model.screens.browse.focus, Pane::List);
    }
}

/// On a quote of another record, and on a record that mentions the one shown, Enter does what the status line says.
#[test]
fn enter_in_the_pane_of_quotes_does_what_its_hint_says() {
    let files = [
        (
            "victims/test-ann.toml",
            "title = 'Ann Test'\nname = 'Ann Test'\nhome = 'x'\nexploitation_place = 'test-town'\n[[quote]]\nsource = 'paper'\ntext = 'Ann.'\nsupports = ['name']\n",
        ),
        ("places.toml", "[test-town]\nname = 'Test Town'\n"),
        ("sources.toml", "[paper]\ntitle = 'A Test Paper'\n"),
    ];
    let hint = |desk: &Desk| {
        let screen = desk.screen();
        let last = screen.lines().last().unwrap_or_default().trim_matches('"').trim().to_owned();
        last.split("  ").next().unwrap_or_default().to_owned()
    };
    for (keys, said, opened) in [
        ("/test-ann<enter><enter><tab>", "Enter source", "paper"),
        ("gs<enter><tab>", "Enter open case", "test-ann"),
        ("gp<enter><tab>", "Enter open it", "test-ann"),
    ] {
        let desk = Desk::with(&files).type_keys(keys);
        assert_eq!(hint(&desk), said, "{}", desk.screen());
        assert_eq!(desk.type_keys("<enter>").shown(), opened, "{keys}");
    }
}
