//! The screen of counts: its numbers, where they lead, the way back, and what others may see.

use super::desk::Desk;
use crate::browser::model::{Size, Symbols, Theme};
use crate::collection::sample;
use crate::redaction::Mask;

const FILES: &[(&str, &str)] = &[
    ("casebook.toml", "title = 'Made up for tests'\nformat = 1\n"),
    ("places.toml", "[seatown]\nname = 'Seatown'\n[hilltown]\nname = 'Hilltown'\n"),
    (
        "victims/test-ann.toml",
        "title = 'A'\nexploitation_place = 'seatown'\nrecruitment_date = '2021'\n",
    ),
    (
        "victims/test-bea.toml",
        "title = 'B'\nexploitation_place = 'seatown'\nrecruitment_date = '2022?'\n",
    ),
    (
        "rescues/test-way.toml",
        "title = 'C'\nplace = 'hilltown'\ndate = '2021-12~'\ncount = 300\ncount_qualifier = 'more_than'\n",
    ),
    ("arrests/test-raid.toml", "title = 'D'\n"),
];

fn desk() -> Desk {
    Desk::with(FILES)
}

fn shipped(width: u16, height: u16) -> Desk {
    Desk::over(sample(), Size { width, height })
}

/// Returns the line of the screen that has the words.
fn line_with(desk: &Desk, words: &str) -> String {
    let screen = desk.screen();
    let is_row =
        |line: &&str| line.trim_start_matches('"').starts_with('│') && line.contains(words);
    screen.lines().find(is_row).unwrap_or_default().to_owned()
}

#[test]
fn cases_are_counted_by_kind_and_year_with_what_is_not_stated() {
    let desk = desk().type_keys("gc");
    let screen = desk.screen();
    assert!(screen.contains("kind × date by year"), "{screen}");
    for (row, numbers) in [
        ("victims", ["1", "0–1", "0", "2"]),
        ("rescues", ["0–1", "0–1", "0", "1"]),
        ("arrests", ["0", "0", "1", "1"]),
    ] {
        let line = line_with(&desk, row).replace(['"', '[', ']', '│', '▌'], " ");
        let words: Vec<&str> = line.split_whitespace().collect();
        assert_eq!(words, [&[row][..], &numbers[..]].concat(), "{screen}");
    }
    assert!(screen.contains("more than 300") && screen.contains("not added up"), "{screen}");
}

#[test]
fn enter_lists_exactly_the_cases_of_a_cell_and_backspace_or_esc_leads_back_to_it() {
    let desk = desk().type_keys("gcgg");
    assert!(desk.screen().contains("kind:=victim date:2022"), "{}", desk.screen());
    let list = desk.type_keys("<enter>");
    assert_eq!(
        (list.model.active, list.model.shared.query.text.as_str()),
        (0, "kind:=victim date:2022")
    );
    assert_eq!(list.model.shared.listing.ids().len(), 1);
    for key in ["<backspace>", "<esc>", "<enter><esc><esc>"] {
        let back = list.clone().type_keys(key);
        assert_ne!(back.model.active, 0);
        assert_eq!(back.model.shared.query.text, "");
        assert!(back.screen().contains("kind:=victim date:2022"), "{}", back.screen());
    }
    // The cell of all cases too, whose list has no query.
    let all = list.type_keys("<esc>G99l<enter>");
    assert_eq!((all.model.active, all.model.shared.query.text.as_str()), (0, ""));
    let back = all.type_keys("<esc>");
    assert_ne!(back.model.active, 0, "{}", back.screen());
    let home = back.type_keys("<esc><esc><esc>");
    assert_eq!(home.model.active, 0);
    let list = home.type_keys("gcgg99h<enter>");
    // With another search in force, there is no way back.
    let other = list.type_keys("/seatown<enter><backspace>");
    assert_eq!(other.model.active, 0);
}

#[test]
fn rows_columns_and_periods_are_chosen() {
    let desk = desk().type_keys("gcrplace<enter>");
    assert!(desk.screen().contains("place × date by year"), "{}", desk.screen());
    let desk = desk.type_keys(">");
    assert!(desk.screen().contains("date by quarter"), "{}", desk.screen());
    let desk = desk.type_keys("<lt><lt>");
    assert!(desk.screen().contains("date by decade"), "{}", desk.screen());
    let desk = desk.type_keys("cno columns<enter>");
    let line = line_with(&desk, "Seatown");
    assert!(line.contains('2') && line.contains('█'), "{}", desk.screen());
    let desk = desk.type_keys(">");
    assert!(desk.screen().contains("neither rows nor columns are dates"), "{}", desk.screen());
}

/// Returns the query of the selected cell, which is in the lower border.
fn selected(desk: &Desk) -> String {
    let screen = desk.screen();
    let border = screen.lines().find(|line| line.trim_start_matches('"').starts_with('└'));
    let words = border.unwrap_or_default().trim_matches(['"', '└', '┘', '─', ' ']);
    words.to_owned()
}

#[test]
fn another_period_or_another_axis_keeps_what_is_selected_on_the_other() {
    let desk = desk().type_keys("gcgg");
    assert_eq!(selected(&desk), "kind:=victim date:2022");
    // The case is of some day of 2022: of all its quarters the first.
    let quarters = desk.clone().type_keys(">");
    assert!(quarters.screen().contains("date by quarter"), "{}", quarters.screen());
    assert_eq!(selected(&quarters), "kind:=victim date:2022-01..2022-03");
    assert_eq!(selected(&quarters.clone().type_keys("<lt>")), "kind:=victim date:2022");
    assert_eq!(selected(&quarters.type_keys("<lt><lt>")), "kind:=victim date:2020..2029");
    // A rescue of about December 2021 is not in the first quarter of that year.
    let rescue = desk.clone().type_keys("hj");
    assert_eq!(selected(&rescue), "kind:=rescue date:2021");
    let month = rescue.type_keys(">>");
    assert!(selected(&month).starts_with("kind:=rescue date:2021-1"), "{}", selected(&month));
    // Other rows leave the column, other columns the row.
    let rows = desk.clone().type_keys("hrplace<enter>");
    assert_eq!(selected(&rows), "place:=seatown date:2021");
    let columns = desk.type_keys("jcplace<enter>");
    assert!(selected(&columns).starts_with("kind:=rescue place:="), "{}", selected(&columns));
}

#[test]
fn the_numbers_follow_the_query_and_the_files() {
    let desk = desk().type_keys("gc/kind:victim<enter>");
    assert!(line_with(&desk, "rescues").is_empty() && !line_with(&desk, "victims").is_empty());
    let desk = desk.write("victims/test-cid.toml", "title = 'E'\n").notice_files();
    assert!(line_with(&desk, "victims").contains('3'), "{}", desk.screen());
    let desk = desk.type_keys("/<c-u>kind:person<enter>");
    assert!(desk.screen().contains("all"), "{}", desk.screen());
}

#[test]
fn others_see_no_small_number_no_name_and_no_list() {
    let desk = desk().type_keys("gcrplace<enter>cno columns<enter>P");
    let screen = desk.screen();
    assert_eq!(desk.model.shared.mask, Mask::All);
    assert!(screen.contains("<11") && !screen.contains("more than 300"), "{screen}");
    let list = desk.clone().type_keys("<enter>");
    assert_ne!(list.model.active, 0);
    assert!(list.screen().contains("P shows it first"), "{}", list.screen());
    let own = desk.type_keys("P");
    assert!(own.screen().contains("Seatown") && !own.screen().contains("<11:"), "{}", own.screen());
}

#[test]
fn every_sentence_below_the_table_is_whole_or_not_there() {
    for (width, height) in [(50, 16), (60, 20), (60, 24), (80, 20), (80, 24), (120, 32)] {
        for keys in ["", "gg", "G99l", "cplace<enter>", "%", ">>"] {
            let screen = shipped(width, height).type_keys("gc").type_keys(keys).screen();
            let below = screen.lines().skip_while(|line| !line.contains(" all ")).skip(1);
            assert!(below.clone().all(|line| !line.contains('…')), "{width}×{height}\n{screen}");
            let words: Vec<String> = below.map(|line| line.replace(['│', '"'], " ")).collect();
            let words = words.join(" ");
            let words: Vec<&str> = words.split_whitespace().collect();
            let words = words.join(" ");
            for (first, last) in [
                ("A case with several values", "do not add up."),
                ("people, as", "without a number: 45"),
            ] {
                assert!(!words.contains(first) || words.contains(last), "{first}\n{screen}");
            }
        }
    }
    let narrow = shipped(60, 20).type_keys("gc").screen();
    assert!(narrow.contains("15 cases state a number of people, not added up: m"), "{narrow}");
}

#[test]
fn a_screen_of_any_size_has_the_selected_cell() {
    for (width, height) in [(1, 1), (40, 10), (60, 20), (80, 24), (120, 32), (200, 60)] {
        let desk = shipped(width, height).type_keys("gc>>hhhhhhGggll");
        let screen = desk.screen();
        assert!(width < 60 || screen.contains('['), "{width}×{height}\n{screen}");
        // The last column has room for both brackets.
        let last = desk.type_keys("99l").screen();
        assert!(width < 60 || last.contains(']'), "{width}×{height}\n{last}");
    }
}

#[test]
fn the_shipped_cases_are_counted_at_four_sizes_in_ascii_and_without_colours() {
    for (width, height) in [(60, 20), (80, 24), (120, 32), (200, 60)] {
        let desk = shipped(width, height).type_keys("gc");
        insta::assert_snapshot!(format!("counts-{width}x{height}"), desk.screen());
        let mut plain = desk.clone();
        plain.model.shared.about.symbols = Symbols::Ascii;
        insta::assert_snapshot!(format!("counts-ascii-{width}x{height}"), plain.screen());
        // The same signs without colours: they only repeat what signs say.
        let mut without = desk.clone();
        without.model.shared.about.theme = Theme::Plain;
        assert_eq!(without.screen(), desk.screen());
    }
    insta::assert_snapshot!("counts-others", shipped(120, 32).type_keys("gcP").screen());
    insta::assert_snapshot!(
        "counts-bars",
        shipped(80, 24).type_keys("gcrplace<enter>cno col<enter>").screen()
    );
}

#[test]
fn a_cell_is_searched_for_alone_or_left_out_and_the_table_follows() {
    let desk = desk().type_keys("gcgg");
    let only = desk.clone().type_keys("*");
    assert_eq!(only.model.shared.query.text, "kind:=victim date:2022");
    assert_ne!(only.model.active, 0);
    let without = desk.type_keys("-");
    assert_eq!(without.model.shared.query.text, "-(kind:=victim date:2022)");
    assert_eq!(
        without.model.shared.listing.ids().len(),
        4,
        "what is only possibly there may be elsewhere"
    );
    let all = without.type_keys("FG99l*");
    assert!(all.screen().contains("this is all that is listed"), "{}", all.screen());
}

#[test]
fn the_table_is_copied_as_csv_and_for_others_without_names_small_numbers_or_queries() {
    let desk = desk().type_keys("gcrplace<enter>cno columns<enter>");
    let own = desk.clone().type_keys("x").copied.unwrap();
    assert!(own.starts_with("row,column,at_least,at_most,suppressed,query\n"), "{own}");
    assert!(own.contains("Seatown,all,2,2,,place:=seatown\n"), "{own}");
    let others = desk.type_keys("Px").copied.unwrap();
    assert!(!others.contains("place:"), "{others}");
    for line in others.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        assert!(matches!(cells[2..5], ["", "", "yes"] | ["0", "0", ""]), "{line}");
    }
}

#[test]
fn people_are_statements_with_their_cases_and_no_sum() {
    let desk = desk().type_keys("gcm");
    let screen = desk.screen();
    for words in ["more than 300  C", "not added up", "has:count", "as cases state them"] {
        assert!(screen.contains(words), "{words}\n{screen}");
    }
    let list = desk.clone().type_keys("<enter>");
    assert_eq!(list.model.shared.query.text, "has:count");
    assert_eq!(list.model.shared.listing.ids().len(), 1);
    let copied = desk.clone().type_keys("x").copied.unwrap();
    assert!(copied.starts_with("number,case,id,query\nmore than 300,C"), "{copied}");
    assert!(copied.lines().nth(1).unwrap().contains(",id:="), "{copied}");
    assert_eq!(copied.lines().count(), 2);
    let others = desk.clone().type_keys("P").screen();
    assert!(!others.contains("300"), "{others}");
    let others = desk.clone().type_keys("Px");
    assert!(others.copied.is_none() && others.screen().contains("hidden from others"));
    assert!(desk.type_keys("m").screen().contains("kind × date by year"));
}

#[test]
fn no_column_is_there_for_what_an_open_end_alone_reaches() {
    let desk = desk().write("rescues/test-on.toml", "title = 'On'\ndate = '2020/..'\n");
    let screen = desk.notice_files().type_keys("gc").screen();
    // It began in a year that is certain.
    assert!(!screen.contains("after") && screen.contains("before 2021"), "{screen}");
}

#[test]
fn others_see_counts_by_no_place_below_a_province_and_no_two_zooms_that_tell_of_few() {
    let mut files: Vec<(String, String)> = vec![(
        "places.toml".to_owned(),
        "[land]\nname = 'Land Test'\ntype = 'country'\n[town]\nname = 'Town Test'\ntype = 'city'\nwithin = 'land'\n"
            .to_owned(),
    )];
    // Of 25 cases of a year, 5 are of its last quarter.
    for number in 0..40 {
        let date = match number {
            0..20 => "date = '2021-05-01'\n",
            20..25 => "date = '2021-11-01'\n",
            _ => "",
        };
        let text = format!("title = 'T'\n{date}places = ['town']\n");
        files.push((format!("rescues/test-{number}.toml"), text));
    }
    let files: Vec<_> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let desk = Desk::with(&files);
    let own = desk.clone().type_keys("gcrplace<enter>cno columns<enter>");
    assert!(
        line_with(&own, "Town Test").contains("40") && line_with(&own, "Land Test").contains("40")
    );
    let others = own.type_keys("P").screen();
    let places = others.lines().filter(|line| line.contains("▒▒▒▒") && line.contains("40"));
    assert_eq!(places.count(), 1, "the town is not there\n{others}");
    // The year is seen, so its quarters are not.
    let year = desk.clone().type_keys("gcrdate<enter>cno columns<enter>P");
    assert!(line_with(&year, "2021").contains("25"), "{}", year.screen());
    let quarters = year.type_keys(">");
    assert!(line_with(&quarters, "2021 Q2").contains('×'), "{}", quarters.screen());
    assert!(line_with(&quarters, "2021 Q4").contains("<11"), "{}", quarters.screen());
    // The other way round: the quarter is seen, and so the year is not, in the timeline neither.
    let quarter = desk.type_keys("gcrdate<enter>cno columns<enter>>P");
    assert!(line_with(&quarter, "2021 Q2").contains("20"), "{}", quarter.screen());
    let year = quarter.clone().type_keys("<lt>");
    assert!(line_with(&year, "2021").contains("20–40"), "{}", year.screen());
    let timeline = quarter.type_keys("gt<lt><lt>");
    let screen = timeline.screen();
    assert!(screen.contains("a cell is a") && !screen.contains(" 25 "), "{screen}");
}

#[test]
fn nothing_around_a_view_tells_others_how_many_a_query_finds() {
    let files: Vec<(String, String)> = (0..30)
        .map(|number| {
            let folder = if number < 3 { "arrests" } else { "rescues" };
            let text = format!("title = 'T'\ntags = ['t{}']\n", number % 3);
            (format!("{folder}/test-{number}.toml"), text)
        })
        .collect();
    let files: Vec<_> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    for view in ["gc", "gt", "gm", "gn"] {
        let desk = Desk::with(&files).type_keys(&format!("{view}/kind:arrest"));
        let own = desk.clone().type_keys("<enter>").screen();
        assert!(own.contains("1 of 3") && own.contains("3 arrests"), "{own}");
        let others = Desk::with(&files).type_keys(&format!("P{view}/kind:arrest<enter>"));
        let screen = others.screen();
        let bars: Vec<&str> = screen.lines().take(2).collect();
        assert!(
            !bars.concat().contains(" of 3") && !bars.concat().contains("3 arrests"),
            "{screen}"
        );
    }
}
