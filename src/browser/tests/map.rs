//! The map: what it shows at each size, where keys lead, and what others may see of it.

use super::desk::Desk;
use crate::browser::model::Symbols;
use crate::browser::model::{Gesture, Size};
use crate::collection::Memory;

const PLACES: &str = "[test-land]\nname = 'Test Land'\ntype = 'country'\n\
    [test-province]\nname = 'Test Province'\ntype = 'province'\nwithin = 'test-land'\niso = 'KH-17'\n\
    [test-city]\nname = 'Test City'\ntype = 'city'\nwithin = 'test-land'\nlatitude = 10.6\nlongitude = 103.5\n\
    coord_precision = 'city'\ncoord_source = 'A list'\n\
    [test-house]\nname = 'Test House'\ntype = 'hotel'\nlatitude = 11.5\nlongitude = 104.9\n\
    coord_precision = 'building'\ncoord_source = 'A map'\n\
    [test-camp]\nname = 'Test Camp'\ntype = 'compound'\nwithin = 'test-land'\n";

const PROVINCES: &str = r#"{"type":"FeatureCollection","features":[{"type":"Feature","id":"KH-17","geometry":
    {"type":"Polygon","coordinates":[[[102,12],[104,12],[104,14],[102,14],[102,12]]]}}]}"#;

const SETTINGS: &str = "title = 'Made up for tests'\nformat = 1\n[map]\nborders = 'provinces.geojson'\n\
    source = 'Test Office'\n";

/// Cases at each of the places, one whose date is in doubt, and one without a place.
fn files() -> Memory {
    let mut files = Memory::default();
    files.put("casebook.toml", SETTINGS);
    files.put("places.toml", PLACES);
    files.put("provinces.geojson", PROVINCES);
    let cases = [
        ("a", "2021", "'test-city'"),
        ("b", "[2021..2023]", "'test-city', 'test-house'"),
        ("c", "2022", "'test-province'"),
        ("d", "2022", "'test-land'"),
        ("e", "2022", "'test-camp'"),
        ("f", "2022", ""),
    ];
    for (id, date, places) in cases {
        let text = format!("title = 'Test {id}'\ndate = '{date}'\nplaces = [{places}]\n");
        files.put(format!("rescues/test-{id}.toml"), text);
    }
    files
}

fn desk(width: u16, height: u16) -> Desk {
    Desk::over(files(), Size { width, height }).type_keys("gm")
}

#[track_caller]
fn expect(desk: &Desk, words: &[&str]) {
    let screen = desk.screen();
    for words in words {
        assert!(screen.contains(words), "{words}\n{screen}");
    }
}

#[test]
fn the_map_at_four_sizes() {
    for (width, height) in [(60, 20), (80, 24), (120, 32), (200, 60)] {
        insta::assert_snapshot!(format!("map-{width}x{height}"), desk(width, height).screen());
    }
}

#[test]
fn the_map_in_ascii_has_the_same_facts() {
    for (width, height) in [(60, 20), (80, 24), (120, 32), (200, 60)] {
        let mut desk = desk(width, height);
        let unicode = desk.screen();
        desk.model.shared.about.symbols = Symbols::AsciiAlone;
        let ascii = desk.screen();
        let drawn = ascii.lines().map(|line| line.trim_matches('"'));
        assert!(drawn.clone().all(str::is_ascii), "{ascii}");
        let numbers = |screen: &str| -> Vec<String> {
            let digits = screen.split(|c: char| !c.is_ascii_digit());
            digits.filter(|digits| !digits.is_empty()).map(str::to_owned).collect()
        };
        assert_eq!(numbers(&unicode), numbers(&ascii));
        insta::assert_snapshot!(format!("map-ascii-{width}x{height}"), ascii);
    }
}

#[test]
fn whose_borders_these_are_and_every_name_of_a_place_is_whole_at_every_size() {
    let world = Desk::over(crate::collection::sample(), Size { width: 80, height: 24 });
    let world = world.type_keys("gm");
    for width in [44, 50, 60, 70, 80, 100, 120] {
        for height in [14, 20, 24, 40] {
            let said = |desk: &Desk| desk.clone().resize(width, height).screen();
            let lowest = |screen: &str| -> String {
                let lines: Vec<&str> = screen.lines().collect();
                lines[lines.len().saturating_sub(7)..].join(" ")
            };
            let (own, shipped) = (said(&desk(width, height)), said(&world));
            for (screen, source) in [
                (&own, "Test Office; countries: Natural Earth, de facto"),
                (&shipped, "Natural Earth, de facto; no view on borders"),
            ] {
                let below = lowest(screen);
                for word in source.split(' ') {
                    assert!(below.contains(word), "{word} {width}×{height}\n{screen}");
                }
                let list = screen.lines().skip(3);
                assert!(list.clone().all(|line| !line.contains('…')), "{width}×{height}\n{screen}");
            }
        }
    }
}

#[test]
fn a_place_is_drawn_as_coarsely_as_it_is_known() {
    let desk = desk(120, 32);
    expect(
        &desk,
        &["◎2 Test City", "✚1 Test House", "░", "Test Land, no more said", "5 of 6 name a place"],
    );
    expect(&desk, &["Test Camp, in Test Land, no point", "no place named", "Test Office"]);
}

#[test]
fn enter_lists_exactly_these_records_and_back_leads_to_the_map_as_it_was() {
    let desk = desk(120, 32).type_keys("j");
    let desk = desk.type_keys("<enter>");
    assert_eq!((desk.model.active, desk.model.shared.query.text.as_str()), (0, "place:=test-city"));
    assert_eq!(desk.model.shared.listing.ids().len(), 2);
    for keys in ["<backspace>", "<esc>", "<enter><esc><esc>"] {
        let desk = desk.clone().type_keys(keys);
        assert_ne!(desk.model.active, 0);
        assert_eq!(desk.model.shared.query.text, "");
        expect(&desk, &["▌◎ 2  Test City", "place:=test-city"]);
    }
}

#[test]
fn a_place_stays_selected_through_every_form_of_the_map_and_after_others_have_looked() {
    let desk = desk(120, 32).type_keys("j");
    expect(&desk, &["▌◎ 2  Test City"]);
    for keys in [">", "<lt>", "=", "t", "tt", "b", "L", "<tab>jl<tab>", "PP", "P>P"] {
        expect(&desk.clone().type_keys(keys), &["▌◎ 2  Test City"]);
    }
    // Others see no city; who goes elsewhere meanwhile means that.
    let others = desk.clone().type_keys("P");
    assert!(!others.screen().contains("Test City"), "{}", others.screen());
    let elsewhere = others.type_keys("GP").screen();
    assert!(!elsewhere.contains("▌◎ 2  Test City"), "{elsewhere}");
    // A search that does not find its cases, and back.
    expect(&desk.type_keys("/date:2022 id:test-c<enter>gmF"), &["▌◎ 2  Test City"]);
}

#[test]
fn the_map_follows_the_search_line_with_both_bounds() {
    let desk = desk(120, 32).type_keys("/date:2021<enter>");
    expect(&desk, &["1–2  Test City", "0–1  Test House", "date:2021 place:=test-house"]);
}

#[test]
fn the_map_follows_files_that_change() {
    let place = "title = 'New'\nplaces = ['test-city']\n";
    let desk = desk(120, 32).write("rescues/test-g.toml", place).notice_files();
    expect(&desk, &["◎3 Test City", "6 of 7 name a place"]);
    // Another outline, at another place.
    let desk = desk.write("provinces.geojson", "no GeoJSON").notice_files();
    expect(&desk, &["the borders in provinces.geojson cannot be read"]);
}

#[test]
fn keys_move_zoom_and_fit_and_the_selection_stays() {
    let start = desk(120, 32);
    let fitted = start.screen();
    let moved = start.clone().type_keys("lll");
    assert_ne!(moved.screen(), fitted);
    assert_eq!(moved.type_keys("=").screen(), fitted);
    let near = start.clone().type_keys("><lt>>>");
    assert_ne!(near.screen(), fitted);
    // In the map, j moves the map; in the list, the selection.
    let panned = start.clone().type_keys("<tab>j");
    assert_eq!(panned.model.screens.map.cursor().spot(), start.model.screens.map.cursor().spot());
    let stepped = start.clone().type_keys("j");
    assert_ne!(stepped.model.screens.map.cursor().spot(), start.model.screens.map.cursor().spot());
    // However far, it says something and draws no nonsense.
    for keys in [
        "hhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhh",
        "<lt><lt><lt><lt><lt><lt><lt><lt><lt><lt><lt><lt>",
    ] {
        expect(&start.clone().type_keys("<tab>").type_keys(keys), &["Places", "km"]);
    }
}

#[test]
fn borders_names_and_the_table_can_be_changed() {
    let desk = desk(120, 32);
    expect(&desk.clone().type_keys("b"), &["no borders drawn"]);
    expect(&desk.clone().type_keys("bb"), &["coasts: Natural Earth"]);
    expect(&desk.clone().type_keys("bbb"), &["Natural Earth, de facto; no view on borders"]);
    expect(&desk.clone().type_keys("bbbb"), &["Test Office; countries"]);
    assert!(!desk.clone().type_keys("L").screen().contains("◎2 Test City"));
    let table = desk.type_keys("t");
    expect(&table, &["place:=test-land -place:=test-city,test-province", "is:unplaced"]);
    assert!(!table.screen().contains(" km "));
}

#[test]
fn others_see_provinces_and_no_number_that_is_small() {
    let desk = desk(120, 32).type_keys("P");
    let screen = desk.screen();
    assert!(
        !screen.contains("Test City") && !screen.contains('◎') && !screen.contains('✚'),
        "{screen}"
    );
    assert!(screen.contains("<11"), "{screen}");
    let desk = desk.type_keys("<enter>");
    assert_ne!(desk.model.active, 0);
    expect(&desk, &["the list would show what is hidden here"]);
    // What the map showed before comes back.
    expect(&desk.type_keys("P"), &["◎2 Test City"]);
}

#[test]
fn a_click_selects_a_badge_and_a_second_one_lists_its_records() {
    let desk = desk(120, 32);
    let screen = desk.screen();
    let row = screen.lines().position(|line| line.contains("◎2")).unwrap();
    let line = screen.lines().nth(row).unwrap().trim_start_matches('"');
    let column = line.chars().position(|c| c == '◎').unwrap();
    let (column, row) = (u16::try_from(column).unwrap(), u16::try_from(row).unwrap());
    let desk = desk.point(Gesture::Click, column, row);
    expect(&desk, &["▌◎ 2  Test City"]);
    let desk = desk.point(Gesture::Click, column, row);
    assert_eq!(desk.model.shared.query.text, "place:=test-city");
}

#[test]
fn it_says_what_is_there_at_any_size_and_with_nothing_to_show() {
    for (width, height) in [(1, 1), (40, 10), (44, 9), (10, 40), (300, 5)] {
        _ = desk(width, height).screen();
        _ = desk(width, height).type_keys("<tab>jhlk=><lt>bLt").screen();
    }
    let empty = Desk::with(&[]).type_keys("gm");
    expect(&empty, &["Places"]);
    let one = Desk::with(&[("rescues/test-a.toml", "title = 'A'\n")]).type_keys("gm");
    expect(&one, &["no place named", "0 of 1 name a place", "no place to show"]);
}

#[test]
fn a_place_is_searched_for_alone_or_left_out_and_the_map_stays() {
    let desk = desk(120, 32).type_keys("j");
    let only = desk.clone().type_keys("*");
    assert_eq!(only.model.shared.query.text, "place:=test-city");
    assert_ne!(only.model.active, 0);
    let without = desk.type_keys("-");
    assert_eq!(without.model.shared.query.text, "-place:=test-city");
    assert_eq!(without.model.shared.listing.ids().len(), 4);
    let others = without.type_keys("FP*");
    assert_eq!(others.model.shared.query.text, "");
    assert!(others.screen().contains("P shows it first"), "{}", others.screen());
}

#[test]
fn the_command_that_writes_the_map_has_the_search_as_it_may_be_read() {
    let desk = desk(120, 32).type_keys("/place:=test-city<enter>gmx");
    expect(&desk, &["casebook map --format geojson -- 'place:=test-city'"]);
    let others = desk.type_keys("Px").screen();
    let command = others.lines().find(|line| line.contains("--format geojson")).unwrap();
    assert!(!command.contains("test-city"), "{others}");
}
