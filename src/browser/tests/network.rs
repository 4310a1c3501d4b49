//! The network: what it draws, what each key does, what others may see, and the way to another record.

use super::desk::Desk;
use crate::browser::model::{Mode, Symbols, Theme};

/// A helper who is charged, a group that was helped, a source that has it all, and a confidential case.
const FILES: &[(&str, &str)] = &[
    ("casebook.toml", "title = 'Made up for tests'\nformat = 1\n"),
    (
        "people.toml",
        "[test-helper]\nname = 'Hela Testhelper'\nroles = ['rescuer', 'defendant']\nmember_of = ['test-team']\n\n\
         [test-driver]\nname = 'Dora Testdriver'\nroles = ['witness']\nmember_of = ['test-team']\n\n\
         [test-stranger]\nname = 'Stan Teststranger'\nroles = ['other']\n",
    ),
    (
        "organisations.toml",
        "[test-team]\nname = 'The Test Team'\ntype = 'ngo'\n[test-embassy]\nname = 'The Test Embassy'\ntype = 'embassy'\n",
    ),
    (
        "places.toml",
        "[seatown]\nname = 'Seatown'\ntype = 'city'\nwithin = 'testland'\n[testland]\nname = 'Testland'\ntype = 'country'\n",
    ),
    (
        "sources.toml",
        "[paper]\ntitle = 'A Test Paper'\npublisher = 'Test Daily'\npublished = '2022-07~'\nreliability = 'B'\n",
    ),
    (
        "rescues/six-go-home.toml",
        "title = 'Six go home by the test'\ndate = '2022-03-05'\nvictims = ['test-ann', 'test-bo']\nrequested_from = ['test-helper']\n\
         intervening_parties = ['test-helper', 'test-embassy']\nplaces = ['seatown']\n\
         [[quote]]\nsource = 'paper'\nat = 'paragraph 9'\ntext = 'The helper spoke with the captor.'\nsupports = ['intervening_parties']\n\
         [[quote]]\nsource = 'paper'\ntext = 'Two of them were sold.'\nsupports = ['victims']\n",
    ),
    (
        "rescues/plea.toml",
        "title = 'A plea to the test embassy'\nrequested_from = ['test-embassy']\nrequested_by = ['test-stranger']\nsuccess = 'none'\n",
    ),
    (
        "arrests/charged.toml",
        "title = 'Charged over the help of the test'\ndate = '2022?-02'\npersons = ['test-helper']\ncharges = ['Incitement to test']\n\
         legal_status = 'facing_charges_detained'\n\
         [[quote]]\nsource = 'paper'\ntext = 'In February the helper was charged.'\nsupports = ['persons']\n",
    ),
    ("victims/test-ann.toml", "title = 'Ann Test, sold twice'\nname = 'Ann Test'\nminor = true\n"),
    ("victims/test-bo.toml", "title = 'Bo Test'\nname = 'Bo Test'\nrelated = ['test-zed']\n"),
    (
        "victims/test-zed.toml",
        "title = 'Zed Testname, hidden'\nname = 'Zed Testname'\nconfidentiality = 'confidential'\nrelated = ['six-go-home']\n",
    ),
];

/// Opens the network of the helper.
fn desk() -> Desk {
    Desk::with(FILES).type_keys("gPhela<enter>gn")
}

#[test]
fn the_tree_has_each_tie_with_its_field_and_beside_it_the_words() {
    let desk = desk();
    insta::assert_snapshot!("network-120x32", desk.screen());
    let on_tie = desk.clone().type_keys("jjj");
    insta::assert_snapshot!("network-why-120x32", on_tie.screen());
    for (width, height) in [(60, 20), (80, 24), (200, 60)] {
        let name = format!("network-{width}x{height}");
        insta::assert_snapshot!(name, on_tie.clone().resize(width, height).screen());
    }
}

#[test]
fn one_who_helps_and_is_charged_is_said_to_be_both_at_every_size() {
    for (width, height) in [(60, 20), (80, 24), (120, 32), (200, 60)] {
        let screen = desk().resize(width, height).type_keys("P").type_keys("P").screen();
        for said in ["rescuer", "alleged", "not convicted"] {
            assert!(screen.contains(said), "{said} at {width}×{height}\n{screen}");
        }
    }
}

#[test]
fn without_colour_and_in_ascii_the_same_is_said() {
    let mut plain = desk().type_keys("jjjj");
    let coloured = plain.screen();
    plain.model.shared.about.theme = Theme::Plain;
    assert_eq!(plain.screen(), coloured);
    let mut ascii = desk().type_keys("jjjj");
    ascii.model.shared.about.symbols = Symbols::Ascii;
    let screen = ascii.screen();
    assert!(screen.is_ascii(), "{screen}");
    for said in ["helpers <", "affiliations >", "alleged", "not convicted", "%1"] {
        assert!(screen.contains(said), "{said}\n{screen}");
    }
}

#[test]
fn steps_hubs_and_shut_records_change_what_is_drawn() {
    let one = desk().type_keys("<lt>");
    let screen = one.screen();
    assert!(screen.contains("1 step · 4 records") && !screen.contains("Bo Test"), "{screen}");
    let same = one.type_keys("<lt>").screen();
    assert!(same.contains("a tree goes one to three steps"), "{same}");
    let screen = desk().screen();
    assert!(screen.contains("Not drawn, because hubs join nearly everything"), "{screen}");
    assert!(!screen.contains("The Test Embassy"), "{screen}");
    let hubs = desk().type_keys(".").screen();
    assert!(hubs.contains("The Test Embassy") && hubs.contains("hub, 2"), "{hubs}");
    let shut = desk().type_keys("jjj<space>");
    let screen = shut.screen();
    assert!(screen.contains("shut") && !screen.contains("Ann Test"), "{screen}");
    assert!(shut.type_keys("<space>").screen().contains("Ann Test"));
}

#[test]
fn enter_puts_a_record_in_the_middle_and_backspace_comes_back_to_line_and_steps() {
    let desk = desk().type_keys(">jjj<enter>");
    let screen = desk.screen();
    assert!(screen.contains("Network · Six go home by the test"), "{screen}");
    let back = desk.type_keys("<backspace>");
    let screen = back.screen();
    assert!(screen.contains("Network · Hela Testhelper") && screen.contains("3 steps"), "{screen}");
    assert!(
        screen.lines().any(|line| line.contains("▌") && line.contains("Six go home")),
        "{screen}"
    );
    let home = back.type_keys("<backspace>");
    assert_eq!(home.model.active, 0);
    let opened = self::desk().type_keys("jjjo");
    assert_eq!((opened.model.active, opened.shown()), (0, "six-go-home"));
}

#[test]
fn a_record_opened_from_the_network_leads_back_to_the_line_it_was_opened_on() {
    let desk = desk().type_keys("jjj<enter>jj");
    let before = desk.screen();
    assert!(before.contains("Network · Six go home by the test"), "{before}");
    let opened = desk.type_keys("o");
    assert_eq!(opened.model.active, 0);
    for keys in ["<esc>", "<backspace>", "<tab><esc><esc>"] {
        let back = opened.clone().type_keys(keys);
        assert_ne!(back.model.active, 0, "{keys}");
        assert_eq!(tree_of(&back.screen()), tree_of(&before), "{keys}");
        let line = |screen: &str| screen.lines().find(|line| line.contains('▌')).map(str::to_owned);
        assert_eq!(line(&back.screen()), line(&before), "{keys}");
    }
    // The key of the network begins anew, at the record that is shown.
    let anew = opened.type_keys("gn").screen();
    assert!(!anew.contains("Network · Six go home by the test"), "{anew}");
}

#[test]
fn fewer_steps_and_no_hubs_select_what_led_to_the_line() {
    let two = desk();
    for keys in 0..12 {
        let two = two.clone().type_keys(&"j".repeat(keys));
        let line = |desk: &Desk| {
            let screen = desk.screen();
            screen.lines().find(|line| line.contains('▌')).unwrap_or_default().to_owned()
        };
        let here = line(&two);
        let one = line(&two.clone().type_keys("<lt>"));
        if here.contains("Ann Test") || here.contains("Bo Test") {
            assert!(one.contains("Six go home"), "{here}\n{one}");
        }
        assert!(here.contains("Hela") || !one.contains("▌Hela"), "{here}\n{one}");
        // The same line again, since the record that it leads to is drawn again.
        let hubs = two.clone().type_keys("..");
        assert_eq!(line(&hubs), here);
    }
}

#[test]
fn the_matrix_has_the_same_records() {
    let desk = desk().type_keys("m");
    insta::assert_snapshot!("network-matrix-120x32", desk.screen());
    let back = desk.type_keys("jjm");
    assert!(back.screen().contains("Network · Hela Testhelper"), "{}", back.screen());
}

#[test]
fn a_way_is_looked_for_by_the_programs_own_search_and_has_the_words() {
    let desk = desk().type_keys("gl");
    assert_eq!(desk.model.mode(), Mode::Find);
    let typed = desk.type_keys("id:test-bo");
    assert!(
        typed.screen().contains("1 record") && typed.screen().contains("V Bo Test"),
        "{}",
        typed.screen()
    );
    let found = typed.type_keys("<enter>");
    insta::assert_snapshot!("network-way-120x32", found.screen());
    let left = found.type_keys("<esc>");
    assert!(left.screen().contains("Why this line"), "{}", left.screen());
    // Only an embassy joins these two.
    let hubs = self::desk().type_keys("glkind:person stan<enter>");
    let screen = hubs.screen();
    for said in ["No way without hubs", "Hubs join them, in 4 steps", "hub"] {
        assert!(screen.contains(said), "{said}\n{screen}");
    }
    let nothing = self::desk().type_keys("glqwertz<enter>").screen();
    assert!(nothing.contains("no other record is found"), "{nothing}");
    let several = self::desk().type_keys("gltest<enter>").screen();
    assert!(several.contains("Linked with …") && several.contains("victim"), "{several}");
}

#[test]
fn others_see_no_name_no_confidential_case_no_day_and_no_place_below_a_province() {
    let mine = desk().type_keys(">").screen();
    assert!(mine.contains("5 Mar 2022") && mine.contains("Seatown"), "{mine}");
    let desk = desk().type_keys(">P");
    let screen = desk.screen();
    assert!(screen.contains("as others may see it") && screen.contains("Mar 2022"), "{screen}");
    for hidden in ["Hela", "Ann", "Zed", "5 Mar", "Seatown", "spoke with", "▒▒▒▒, hidden"] {
        assert!(!screen.contains(hidden), "{hidden}\n{screen}");
    }
    assert!(screen.contains("not convicted"), "{screen}");
    let all = desk.type_keys(".");
    for steps in ["", "j", "jj", "jjj", "jjjj"] {
        let screen = all.clone().type_keys(steps).screen();
        for hidden in ["Zed", "Testname", "Helper", "spoke with", "Seatown"] {
            assert!(!screen.contains(hidden), "{hidden}\n{screen}");
        }
    }
    // Nor is a confidential case in the middle.
    let held = Desk::with(FILES).type_keys("/zed<enter>gnP").screen();
    assert!(!held.contains("Zed") && !held.contains("Six go home"), "{held}");
}

#[test]
fn a_reload_keeps_the_record_the_line_and_what_is_shut() {
    let desk = desk().type_keys("jjj<space>");
    let before = desk.screen();
    let same = desk.write("victims/test-new.toml", "title = 'New Test'\n").notice_files();
    assert_eq!(tree_of(&same.screen()), tree_of(&before));
    let more = same
        .write(
            "rescues/more.toml",
            "title = 'More help of the test'\nintervening_parties = ['test-helper']\n",
        )
        .notice_files();
    let screen = more.screen();
    assert!(screen.contains("More help of the test"), "{screen}");
    assert!(
        screen.lines().any(|line| line.contains('▌') && line.contains("Six go home")),
        "{screen}"
    );
    let gone = more.remove("rescues/six-go-home.toml").notice_files().screen();
    assert!(gone.contains("Network · Hela Testhelper"), "{gone}");
    assert!(!tree_of(&gone).iter().any(|line| line.contains("Six go home")), "{gone}");
}

/// Returns the lines of the tree.
fn tree_of(screen: &str) -> Vec<String> {
    let lines = screen.lines().filter(|line| line.contains('├') || line.contains('└'));
    lines.map(|line| line.chars().take(64).collect()).collect()
}

#[test]
fn at_any_size_and_with_nothing_to_draw_it_says_so() {
    for (width, height) in [(1, 1), (4, 3), (40, 10), (60, 20), (300, 90)] {
        _ = desk().resize(width, height).type_keys(".>mjjmglx<esc>P").screen();
    }
    let empty = Desk::with(&[]).type_keys("gn").screen();
    assert!(empty.contains("No record is selected"), "{empty}");
    let alone =
        Desk::with(&[("victims/test-a.toml", "title = 'Alone'\n")]).type_keys("gn").screen();
    assert!(alone.contains("It is tied to nothing else."), "{alone}");
}

#[test]
fn a_tie_has_its_query_for_the_owner_alone_and_exports_name_no_one_to_others() {
    let desk = desk().type_keys("jjj");
    let screen = desk.screen();
    assert!(screen.contains("casebook list 'id:="), "{screen}");
    let others = desk.clone().type_keys("P").screen();
    assert!(!others.contains("casebook list"), "{others}");
    let command = desk.type_keys("Px").screen();
    let command = command.lines().find(|line| line.contains("casebook links")).unwrap().to_owned();
    assert!(!command.contains("test-helper"), "{command}");
}

#[test]
fn any_key_gives_up_the_search_for_a_way() {
    for keys in ["j", "?", "P", "g", "z", "3", "<right>"] {
        let mut desk = desk().type_keys("glkind:person stan<enter>");
        assert!(desk.screen().contains("Linked with"), "{}", desk.screen());
        // As if the way had not come yet.
        desk.model.screens.network.way = None;
        let desk = desk.type_keys(keys);
        let network = &desk.model.screens.network;
        assert!(network.sought().is_none(), "{keys} goes on looking");
        assert!(network.way.is_none(), "{keys} has found the way");
    }
}

#[test]
fn a_way_that_was_found_stays_until_esc() {
    for keys in ["j", "?<esc>", "P", "z"] {
        let desk = desk().type_keys("glkind:person stan<enter>").type_keys(keys);
        let sought = desk.model.screens.network.sought().map(ToString::to_string);
        assert_eq!(sought.as_deref(), Some("test-stranger"), "{keys}");
        assert!(desk.type_keys("<esc>").model.screens.network.sought().is_none(), "{keys}");
    }
}
