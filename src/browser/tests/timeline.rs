//! The timeline: its strip and rows, the keys that move and zoom it, and what others may see of it.

use super::desk::Desk;
use crate::browser::model::{Gesture, Symbols, Theme};
use crate::browser::screen::timeline::state::TimelinePart;
use crate::text::width;
use crate::views::timeline::BarSign;

const FILES: &[(&str, &str)] = &[
    ("casebook.toml", "title = 'Made up for tests'\nformat = 1\n"),
    (
        "victims/test-ann.toml",
        "title = 'Ann Test, held in Seatown'\nname = 'Ann Test'\nrecruitment_date = '2021-12~'\nexploitation_place = 'seatown'\n[[event]]\nkey = 'sale'\nwhat = 'sold on'\ndate = '2022-05-03'\n[[quote]]\nsource = 'paper'\ntext = 'Ann went in winter.'\nsupports = ['recruitment_date']\n[[quote]]\nsource = 'wire'\ntext = 'Ann left home in March.'\ndisputes = { recruitment_date = '2021-03' }\n",
    ),
    ("victims/test-bo.toml", "title = 'Bo Test'\nname = 'Bo Test'\nrecruitment_date = '2020'\n"),
    (
        "victims/test-zed.toml",
        "title = 'Zed Testname, hidden'\nname = 'Zed Testname'\nrecruitment_date = '2022-11'\nconfidentiality = 'confidential'\n",
    ),
    (
        "rescues/test-out.toml",
        "title = 'Helpers of Testland since 2020'\ndate = '2020/..'\n[[quote]]\nsource = 'paper'\ntext = 'They have helped since 2020.'\nsupports = ['date']\n",
    ),
    (
        "rescues/test-two.toml",
        "title = 'Two dates of one way out'\ndate = '{2021-11-02,2022-08-05}'\n",
    ),
    ("rescues/test-one.toml", "title = 'One of two dates'\ndate = '[2021-02,2022-05]'\n"),
    ("arrests/test-raid.toml", "title = 'A raid that went on'\ndate = '2021/2022-08'\n"),
    (
        "arrests/test-day.toml",
        "title = 'A raid of one day'\ndate = '2022-08-02'\nplaces = ['inland']\n",
    ),
    ("arrests/test-doubt.toml", "title = 'A doubtful raid'\ndate = '2022-06?'\n"),
    ("arrests/test-before.toml", "title = 'Some time before'\ndate = '../2021-08'\n"),
    ("arrests/test-none.toml", "title = 'A raid without a date'\n"),
    ("places.toml", "[seatown]\nname = 'Seatown'\n[inland]\nname = 'Inland Test'\n"),
    (
        "sources.toml",
        "[paper]\ntitle = 'A Test Paper'\npublisher = 'Test Daily'\npublished = '2022-07-01'\nreliability = 'B'\n[wire]\ntitle = 'A Test Wire'\npublisher = 'Test Wire'\npublished = '2023-01-05'\n",
    ),
    ("archive/paper.txt", "Ann went in winter.\n"),
];

fn desk() -> Desk {
    Desk::with(FILES).type_keys("gt")
}

#[test]
fn four_sizes_with_and_without_colour_and_in_ascii() {
    for (width, height) in [(60, 20), (80, 24), (120, 32), (200, 60)] {
        let mut desk = desk().resize(width, height);
        insta::assert_snapshot!(format!("timeline-{width}x{height}"), desk.screen());
        insta::assert_snapshot!(format!("timeline-colours-{width}x{height}"), desk.looks());
        let coloured = desk.screen();
        desk.model.shared.about.theme = Theme::Plain;
        let looks = desk.looks();
        let mut styles = looks.lines().filter(|line| line.contains(" on "));
        assert!(styles.all(|style| style.contains("Reset on Reset")), "{looks}");
        assert_eq!(desk.screen(), coloured, "colour only repeats what a sign says");
        desk.model.shared.about.symbols = Symbols::Ascii;
        let desk = desk.resize(width - 1, height).resize(width, height);
        insta::assert_snapshot!(format!("timeline-ascii-{width}x{height}"), desk.screen());
        assert!(desk.screen().is_ascii(), "{}", desk.screen());
    }
}

#[test]
fn the_quote_of_the_selected_date_is_below_and_a_rival_date_has_a_row_of_its_own() {
    let desk = desk();
    let rows = |desk: &Desk| desk.model.screens.timeline.row_words();
    let at = |words: &str| {
        let mut desk = desk.clone().type_keys("gg");
        for _ in 0..30 {
            if rows(&desk).is_some_and(|(id, is_rival)| format!("{id} {is_rival}") == words) {
                return desk.screen();
            }
            desk = desk.type_keys("j");
        }
        panic!("no row {words}");
    };
    let own = at("test-ann false");
    assert!(own.contains("Ann went in winter.") && own.contains("2021-12~"), "{own}");
    let rival = at("test-ann true");
    assert!(rival.contains("Ann left home in March.") && rival.contains("⚔"), "{rival}");
    assert!(rival.contains("according to Test Wire"), "{rival}");
}

#[test]
fn enter_on_a_row_opens_its_case_and_backspace_comes_back_to_it() {
    let mut desk = desk().type_keys("gg");
    let mut seen = 0;
    for _ in 0..12 {
        let Some((id, _)) = desk.model.screens.timeline.row_words() else { break };
        let (before, query) = (desk.screen(), desk.model.shared.query.text.clone());
        for key in ["<enter>", "o"] {
            let opened = desk.clone().type_keys(key);
            assert_eq!((opened.model.active, opened.shown()), (0, id.as_str()));
            assert_eq!(opened.model.shared.query.text, query);
            let back = opened.type_keys("<backspace>");
            assert_eq!(below(&back.screen()), below(&before));
        }
        seen += 1;
        desk = desk.type_keys("jh");
    }
    assert!(seen > 8, "{}", desk.screen());
    let undated = desk.type_keys("<tab><enter>");
    assert_eq!((undated.model.active, undated.shown()), (0, "test-none"));
}

/// Returns the lines of a screen below those that say where the list is.
fn below(screen: &str) -> Vec<String> {
    screen.lines().skip(2).map(str::to_owned).collect()
}

#[test]
fn the_cursor_of_the_columns_covers_no_figure_of_a_year() {
    for (width, height) in [(40, 10), (60, 20), (80, 24), (120, 32), (200, 60)] {
        let years = |desk: &Desk| -> Vec<String> {
            let screen = desk.screen();
            let figures = |line: &&str| line.contains('╵') && !line.contains("Timeline ·");
            let words = screen.lines().filter(figures).flat_map(|line| line.split('╵').skip(1));
            let ticks = words.map(|words| words.chars().take_while(char::is_ascii_digit).collect());
            ticks.collect()
        };
        let mut desk = desk().resize(width, height);
        let mut marked = 0;
        for _ in 0..60 {
            let screen = desk.screen();
            marked += usize::from(screen.matches('▾').count() > 1);
            let years = years(&desk);
            assert!(years.iter().all(|year| year.len() == 4), "{screen}");
            desk = desk.type_keys("h");
        }
        assert!(marked > 50 || height < 12, "{}", desk.screen());
    }
}

#[test]
fn no_date_and_no_number_is_cut_at_any_size() {
    for (width, height) in [(44, 16), (56, 18), (60, 20), (70, 20), (80, 24), (100, 30), (120, 32)]
    {
        let mut desk = desk().resize(width, height).type_keys("gg");
        for key in ["j"; 11].into_iter().chain([">", ">", ">", "b", "b", "<lt>", "<lt>", "<lt>"]) {
            desk = desk.type_keys(key);
            let screen = desk.screen();
            let mut before = ' ';
            for sign in screen.lines().skip(2).flat_map(str::chars) {
                let is_cut = sign == '…' && (before.is_ascii_digit() || "-/,~?".contains(before));
                assert!(!is_cut, "{width}×{height} {key}\n{screen}");
                before = sign;
            }
            let foot = screen.lines().find(|line| line.contains('└')).unwrap_or_default();
            assert!(!foot.contains('…'), "{width}×{height} {key}\n{screen}");
        }
    }
    // A date that has no room in its row is below, once the row is selected.
    let narrow = desk().resize(60, 20).type_keys("gg");
    for keys in 0..12 {
        let screen = narrow.clone().type_keys(&"j".repeat(keys)).screen();
        let mut rows = screen.lines().filter(|line| line.contains('▌'));
        if rows.any(|line| line.contains("Two dates")) {
            assert!(screen.contains("{2021-11-02,2022-08-05}"), "{screen}");
            return;
        }
    }
    panic!("no row of two dates");
}

#[test]
fn c_lists_the_cases_of_the_column_and_backspace_or_esc_comes_back_to_it() {
    let desk = desk().type_keys("l".repeat(40).as_str());
    let (before, foot) = (desk.screen(), desk.model.screens.timeline.mark_words().unwrap());
    let listed = desk.type_keys("c");
    assert_eq!(listed.model.active, 0);
    assert_eq!(listed.model.shared.query.text, foot.0);
    assert_eq!(listed.model.shared.listing.ids().len(), foot.1, "{}", foot.0);
    assert!(listed.screen().contains("Esc back to view"), "{}", listed.screen());
    // From a case in the list too, and from a case that one in the list leads to.
    for keys in ["<backspace>", "<esc>", "<enter><esc><esc>", "j<enter><tab><esc><esc><esc>"] {
        let back = listed.clone().type_keys(keys);
        assert_ne!(back.model.active, 0, "{keys}");
        // Where the list is, is another thing.
        assert_eq!(below(&back.screen()), below(&before), "{keys}");
        let home = back.type_keys("<esc>");
        assert_eq!((home.model.active, home.model.shared.query.text.as_str()), (0, ""));
    }
    // A list that was narrowed is first as it was.
    let narrowed = listed.type_keys("/ bo<enter>");
    assert_ne!(narrowed.model.shared.query.text, foot.0);
    let wider = narrowed.clone().type_keys("<esc>");
    assert_eq!((wider.model.active, &wider.model.shared.query.text), (0, &foot.0));
    assert_eq!(below(&wider.type_keys("<esc>").screen()), below(&before));
    // Another search is left for all cases, as everywhere.
    let other = narrowed.type_keys("/<c-u>raid<enter><esc>");
    assert_eq!((other.model.active, other.model.shared.query.text.as_str()), (0, ""));
}

#[test]
fn zooming_and_panning_keep_the_column_and_fit_shows_everything() {
    let desk = desk();
    let start = desk.screen();
    let unit = |desk: &Desk| {
        desk.screen().lines().find_map(|line| {
            Some(line.split_once("a cell is a ")?.1.split_whitespace().next()?.to_owned())
        })
    };
    let first = unit(&desk).unwrap();
    let wide = desk.clone().type_keys("<lt>");
    assert_ne!(unit(&wide).unwrap(), first);
    let there = wide.type_keys(">");
    assert_eq!(unit(&there).unwrap(), first);
    let day = there.clone().type_keys(">>>>>>>>");
    assert_eq!(unit(&day).as_deref(), Some("day"));
    assert!(day.screen().contains("there is no shorter unit to show"), "{}", day.screen());
    assert_eq!(
        day.type_keys("=").model.screens.timeline.cell_count(),
        desk.model.screens.timeline.cell_count()
    );
    let panned = desk.clone().type_keys("LLLLLLLLLLLLHHHHHHHHHHHH=");
    assert_eq!(title(&panned), title(&desk));
    assert!(start.contains("Timeline"), "{start}");
    // The years end at 9999: no panic, and the window stays inside.
    let far = desk.type_keys("<lt><lt><lt><lt>").type_keys(&"L".repeat(80));
    assert!(far.screen().contains("9999"), "{}", far.screen());
    let far = far.type_keys(&"H".repeat(160));
    assert!(far.screen().contains("-9999"), "{}", far.screen());
}

#[test]
fn every_case_stays_selected_through_all_units_and_lanes() {
    let words = |desk: &Desk| desk.model.screens.timeline.row_words();
    let mut desk = desk().type_keys("gg");
    let mut seen = 0;
    loop {
        let here = words(&desk);
        assert!(here.is_some(), "{}", desk.screen());
        let mut zoomed = desk.clone();
        for key in [">", ">", ">", ">", "<lt>", "<lt>", "<lt>", "<lt>", "<lt>", "<lt>", ">"] {
            zoomed = zoomed.type_keys(key);
            assert_eq!(words(&zoomed), here, "{key}\n{}", zoomed.screen());
        }
        let mut lanes = desk.clone();
        for _ in 0..4 {
            lanes = lanes.type_keys("b");
            let id = words(&lanes).map(|(id, _)| id);
            assert_eq!(id, here.clone().map(|(id, _)| id), "{}", lanes.screen());
        }
        seen += 1;
        let next = desk.clone().type_keys("j");
        if words(&next) == here {
            break;
        }
        desk = next;
    }
    assert!(seen > 8);
}

#[test]
fn a_case_that_a_window_leaves_out_is_selected_again_when_it_is_back() {
    let words = |desk: &Desk| desk.model.screens.timeline.row_words();
    let desk = desk().type_keys("gg");
    let first = words(&desk);
    // The column is another one, and a zoom there leaves the case out.
    let away = desk.type_keys(">>").type_keys(&"l".repeat(200));
    assert_ne!(words(&away), first, "{}", away.screen());
    let back = away.clone().type_keys(&"h".repeat(200));
    assert_eq!(words(&back), first, "{}", back.screen());
    // Who goes to another row means that.
    let other = away.type_keys("gg");
    let there = words(&other);
    let back = other.type_keys("=");
    assert_eq!(words(&back), there, "{}", back.screen());
}

#[test]
fn of_a_heading_that_goes_the_first_date_below_it_stays_selected() {
    let desk = desk().type_keys("bgg");
    assert!(desk.model.screens.timeline.row_words().is_none(), "{}", desk.screen());
    let below = desk.clone().type_keys("j").model.screens.timeline.row_words();
    assert!(below.is_some());
    assert_eq!(desk.type_keys("bbb").model.screens.timeline.row_words(), below);
}

fn title(desk: &Desk) -> String {
    let screen = desk.screen();
    let line = screen.lines().find(|line| line.contains("Timeline ·")).unwrap_or_default();
    line.split(" ──").next().unwrap_or_default().to_owned()
}

#[test]
fn only_and_without_this_stretch_change_the_query() {
    let desk = desk().type_keys("<lt>=");
    let (query, _) = desk.model.screens.timeline.mark_words().unwrap();
    let only = desk.clone().type_keys("*");
    assert_eq!(only.model.shared.query.text, query);
    let without = desk.type_keys("-");
    assert_eq!(without.model.shared.query.text, format!("-{query}"));
    assert_ne!(without.model.active, 0);
}

#[test]
fn tab_lists_what_has_no_date_and_t_the_columns() {
    let desk = desk().type_keys("<tab>");
    assert_eq!(desk.model.screens.timeline.part(), TimelinePart::Undated);
    assert!(desk.screen().contains("A raid without a date"), "{}", desk.screen());
    let listed = desk.clone().type_keys("c");
    assert_eq!(listed.model.shared.query.text, "-has:date");
    assert_eq!(listed.model.shared.listing.ids().len(), 1);
    let table = desk.type_keys("<esc>t");
    assert_eq!(table.model.screens.timeline.part(), TimelinePart::Table);
    insta::assert_snapshot!("timeline-table", table.type_keys("jj").screen());
}

#[test]
fn lanes_divide_the_rows_by_kind_place_and_source() {
    let desk = desk().type_keys("b");
    insta::assert_snapshot!("timeline-by-kind", desk.screen());
    let desk = desk.type_keys("b");
    assert!(desk.screen().contains("Inland Test  1 case"), "{}", desk.screen());
    let desk = desk.type_keys("b");
    assert!(desk.screen().contains("A Test Paper"), "{}", desk.screen());
    assert_eq!(desk.type_keys("b").screen(), self::desk().screen());
}

#[test]
fn names_are_masked_and_others_see_no_small_numbers_or_days() {
    let desk = desk();
    assert!(!desk.screen().contains("Zed"), "{}", desk.screen());
    let masked = desk.clone().type_keys("P");
    let screen = masked.screen();
    for words in ["Ann", "Bo Test", "Helpers", "winter", "2022-08-02", "2022-05-03"] {
        assert!(!screen.contains(words), "{words}\n{screen}");
    }
    assert!(screen.contains("<11") && !screen.contains("test-"), "{screen}");
    insta::assert_snapshot!("timeline-as-others-see-it", screen);
    // Rows could be counted.
    for keys in ["b", "t", "<tab>"] {
        let kept = masked.clone().type_keys(keys);
        assert!(kept.screen().contains("others see these numbers and no rows"), "{keys}");
    }
    // A list would tell what is hidden.
    for keys in ["<enter>", "c", "*", "-"] {
        let kept = masked.clone().type_keys(keys);
        assert!(kept.model.active != 0 && kept.screen().contains("P shows it first"), "{keys}");
        assert_eq!(kept.model.shared.query.text, "");
    }
    // No key shows units below a month.
    let deeper = masked.type_keys(">>>>");
    assert!(deeper.screen().contains("a cell is a month"), "{}", deeper.screen());
    let shown = deeper.type_keys("P=");
    assert!(title(&shown) == title(&desk) && shown.screen().contains("2022-08-02"));
}

/// Many cases of one month: no number is small, yet rows would say how many there are of each kind and day.
#[test]
fn others_see_numbers_and_never_rows() {
    let files: Vec<(String, String)> = (10..32)
        .map(|day| {
            let name = format!("Ann Testname {day}");
            let text =
                format!("title = '{name}'\nname = '{name}'\nrecruitment_date = '2024-03-{day}'\n");
            (format!("victims/test-{day}.toml"), text)
        })
        .collect();
    let files: Vec<_> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let screen = Desk::with(&files).type_keys("gtP").screen();
    assert!(screen.contains("a cell is a month") && screen.contains(" 22 "), "{screen}");
    assert!(!screen.contains("2024-03-") && !screen.contains("Testname"), "{screen}");
    assert!(!screen.contains('◇') && !screen.contains(" V "), "{screen}");
}

#[test]
fn a_reload_keeps_query_window_and_row() {
    let desk = desk().type_keys("/kind:rescue<enter>gt>jl");
    let before = desk.model.screens.timeline.row_words();
    assert!(before.is_some());
    let desk = desk
        .write("rescues/test-new.toml", "title = 'A new one'\ndate = '2019-05'\n")
        .notice_files();
    assert_eq!(desk.model.screens.timeline.row_words(), before);
    assert_eq!(desk.model.shared.query.text, "kind:rescue");
    let title = title(&desk);
    assert_eq!(title, self::title(&desk.remove("rescues/test-new.toml").notice_files()));
}

#[test]
fn nothing_is_said_in_words_at_every_size() {
    let none = Desk::with(&[("casebook.toml", "format = 1\n")]).type_keys("gt");
    assert!(none.screen().contains("No case matches this query."), "{}", none.screen());
    let undated = Desk::with(&[("rescues/test-a.toml", "title = 'A'\n")]).type_keys("gt");
    assert!(undated.screen().contains("None of these cases has a date"), "{}", undated.screen());
    for keys in ["", "lj><lt>HL=bt<tab><enter>", "P", "t", "<tab>", "b"] {
        for (width, height) in [(1, 1), (2, 5), (10, 3), (40, 10), (300, 4), (20, 80)] {
            for desk in [&none, &undated, &desk()] {
                _ = desk.clone().resize(width, height).type_keys(keys).screen();
            }
        }
    }
    let ends = Desk::with(&[
        ("rescues/test-a.toml", "title = 'A'\ndate = '-9999'\n"),
        ("rescues/test-b.toml", "title = 'B'\ndate = '9999-12-31'\n"),
    ]);
    let ends = ends.type_keys("gt");
    assert!(ends.screen().contains("a cell is a decade"), "{}", ends.screen());
    for keys in ["HHHHHHHHHHHHHHHHHHHHHHHH", "LLLLLLLLLLLLLLLLLLLLLLL", ">>>>>>", "h", "l"] {
        _ = ends.clone().type_keys(keys).screen();
    }
}

#[test]
fn a_click_selects_a_row_and_a_column_and_a_second_one_opens_the_row_or_lists_the_column() {
    let desk = desk().point(Gesture::Click, 60, 10);
    let row = desk.model.screens.timeline.row_words();
    let other = desk.point(Gesture::Click, 70, 12);
    let clicked = other.model.screens.timeline.row_words();
    assert!(clicked != row && other.model.active != 0, "{}", other.screen());
    let opened = other.clone().point(Gesture::Click, 70, 12);
    assert_eq!((opened.model.active, opened.shown()), (0, clicked.unwrap().0.as_str()));
    // The strip has the columns alone.
    let column = other.point(Gesture::Click, 71, 4);
    let (query, count) = column.model.screens.timeline.mark_words().unwrap();
    assert!(count > 0 && column.model.active != 0, "{}", column.screen());
    let listed = column.point(Gesture::Click, 71, 4);
    assert_eq!((listed.model.active, &listed.model.shared.query.text), (0, &query));
    assert_eq!(listed.model.shared.listing.ids().len(), count);
}

/// What `▾`, `█` and the bars say in colour and in Unicode, they say in ASCII: each sign has one of its own there.
#[test]
fn the_same_bars_are_drawn_in_ascii() {
    let mut desk = desk();
    let signs: Vec<String> = rows_of(&desk);
    desk.model.shared.about.symbols = Symbols::Ascii;
    let desk = desk.resize(119, 32).resize(120, 32);
    let ascii = rows_of(&desk);
    assert_eq!(signs.len(), ascii.len());
    let twin = |sign: char| {
        let is_sign = |bar: &&BarSign| bar.sign().starts_with(sign);
        ALL_SIGNS.iter().find(is_sign).and_then(|bar| bar.in_ascii().chars().next()).unwrap_or(sign)
    };
    for (line, ascii) in signs.iter().zip(ascii) {
        let bar: String = line.chars().skip(31).take(60).map(twin).collect();
        let drawn: String = ascii.chars().skip(31).take(60).collect();
        assert_eq!(bar, drawn, "{line}");
    }
    for sign in ALL_SIGNS {
        assert_eq!(width(sign.sign()), 1, "{sign:?}");
        assert!(sign.in_ascii().is_ascii() && sign.in_ascii().len() == 1, "{sign:?}");
    }
}

const ALL_SIGNS: &[BarSign] = &[
    BarSign::Day,
    BarSign::WithinCell,
    BarSign::On,
    BarSign::BeganWithin,
    BarSign::EndedWithin,
    BarSign::FirstPossible,
    BarSign::FirstAbout,
    BarSign::Possible,
    BarSign::LastPossible,
    BarSign::LastAbout,
    BarSign::Open,
    BarSign::Before,
    BarSign::After,
    BarSign::AllFrom,
    BarSign::AllTo,
    BarSign::Doubtful,
];

/// Returns the lines of the screen that have a row with a date.
fn rows_of(desk: &Desk) -> Vec<String> {
    let screen = desk.screen();
    let lines = screen.lines().skip(9).take(18);
    lines.map(|line| line.trim_matches('"').to_owned()).collect()
}

#[test]
fn backspace_restores_zoom_cursor_and_query() {
    let mut desk = desk().type_keys("/kind:arrest<enter>gt>>ll");
    let mark = |desk: &Desk| desk.model.screens.timeline.mark_words().unwrap();
    for _ in 0..200 {
        if mark(&desk).1 > 0 {
            break;
        }
        desk = desk.type_keys("h");
    }
    let unit = title(&desk);
    let (row, column) = (desk.model.screens.timeline.row_words(), mark(&desk));
    assert!(column.1 > 0 && row.is_some(), "{}", desk.screen());
    let listed = desk.type_keys("c");
    assert_eq!((listed.model.active, &listed.model.shared.query.text), (0, &column.0));
    let back = listed.type_keys("jk<backspace>");
    assert_eq!(back.model.shared.query.text, "kind:arrest");
    assert_eq!((title(&back), mark(&back)), (unit, column));
    assert_eq!(back.model.screens.timeline.row_words(), row);
}

#[test]
fn the_scale_holds_while_moving_and_a_zoom_that_changes_it_says_so() {
    let scale = |desk: &Desk| {
        let screen = desk.screen();
        let line = screen.lines().find(|line| line.contains("at most ░"));
        line.and_then(|line| line.split_once(" at most")?.0.split_whitespace().last()?.parse().ok())
    };
    let desk = desk();
    let first: Option<usize> = scale(&desk);
    assert!(first.is_some());
    for keys in ["l", "h", "LLL", "HHHHHH", "j", "llllllllllllllllllllllllllllllllllllll"] {
        assert_eq!(scale(&desk.clone().type_keys(keys)), first, "{keys}");
    }
    let wide = desk.clone().type_keys("<lt><lt>");
    let now = scale(&wide);
    assert!(now > first);
    let said = format!("the strip now goes up to {}", now.unwrap_or_default());
    assert!(wide.screen().contains(&said), "{}", wide.screen());
    assert!(!wide.type_keys("j").screen().contains("the strip now"));
}

/// A case of six hundred people is one case, and a day has its cell at every zoom.
#[test]
fn a_giant_squeezes_nothing_and_a_day_is_never_invisible() {
    let files = [
        ("arrests/test-giant.toml", "title = 'Giant'\ndate = '2001/2025'\ncount = 600\n"),
        ("arrests/test-day.toml", "title = 'Small'\ndate = '2010-03-04'\n"),
    ];
    let mut desk = Desk::with(&files).type_keys("gt");
    assert!(desk.screen().contains("2 at most"), "{}", desk.screen());
    for _ in 0..5 {
        let screen = desk.screen();
        let line = screen.lines().find(|line| line.contains("Small"));
        assert!(line.is_some_and(|line| line.contains('◆')), "{screen}");
        desk = desk.type_keys("<lt>");
    }
}

#[test]
fn where_and_how_many_without_a_date_are_in_the_title_and_one_key_away() {
    for (width, height) in [(60, 20), (80, 24), (120, 32), (200, 60)] {
        let desk = desk().resize(width, height);
        let screen = desk.screen();
        let title = screen.lines().find(|line| line.contains("Timeline ·")).unwrap();
        assert!(title.contains(" 1 ") && title.contains("Tab"), "{title}");
        let undated = desk.type_keys("<tab>");
        assert!(undated.screen().contains("A raid without a date"), "{}", undated.screen());
    }
    assert!(desk().resize(200, 60).screen().contains("in each column that its dates reach"));
}

#[test]
fn words_claim_no_more_than_sources_do() {
    let screen = |keys: &&str| desk().type_keys(keys).screen();
    let screens: String = ["", "t", "<tab>"].iter().map(screen).collect();
    for word in ["activity", "incidents", "occurred", "exactly", "trend"] {
        assert!(!screens.contains(word), "{word}\n{screens}");
    }
    assert!(screens.contains("at least") && screens.contains("at most"));
}

#[test]
fn a_column_of_three_is_fewer_than_eleven_to_others_in_the_table_too() {
    let files: Vec<(String, String)> = (0..40)
        .map(|number| {
            let year = if number < 3 { 2021 } else { 2024 };
            let text = format!("title = 'T'\ndate = '{year}-05'\n");
            (format!("rescues/test-{number}.toml"), text)
        })
        .collect();
    let files: Vec<_> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let screen = Desk::with(&files).type_keys("gt<lt><lt>P").screen();
    let of = |year: &str| screen.lines().find(|line| line.contains(&format!(" {year} "))).unwrap();
    assert!(of("2021").contains("<11"), "{screen}");
    // From the other column and the whole the three could be worked out.
    assert!(!of("2024").contains("37"), "{screen}");
}

#[test]
fn the_cursor_begins_where_there_is_something() {
    let of = |desk: &Desk| desk.model.screens.timeline.mark_words().unwrap();
    // At the first date of the case that is selected in the list.
    for case in ["test-day", "test-bo", "test-two"] {
        let mut desk = Desk::with(FILES);
        for _ in 0..20 {
            if desk.model.shared.listing.selected().is_some_and(|id| id.as_str() == case) {
                break;
            }
            desk = desk.type_keys("j");
        }
        let desk = desk.type_keys("gt");
        assert_eq!(desk.model.screens.timeline.row_words(), Some((case.to_owned(), false)));
        let listed = desk.type_keys("c");
        let ids = listed.model.shared.listing.ids();
        assert!(ids.iter().any(|id| id.as_str() == case), "{case}: {ids:?}");
    }
    // Without one, in the first column that has a case, below a mask and at each width too.
    for (width, height) in [(60, 20), (200, 60)] {
        for keys in ["/\"raid without\"<enter>gt/<c-u><enter>", "gtP"] {
            let desk = Desk::with(FILES).resize(width, height).type_keys(keys);
            assert!(of(&desk).1 > 0, "{keys}\n{}", desk.screen());
        }
    }
}

#[test]
fn the_heading_of_a_lane_is_a_mark_of_its_own() {
    let desk = desk().type_keys("bgg");
    assert!(desk.model.screens.timeline.row_words().is_none(), "{}", desk.screen());
    let (query, count) = desk.model.screens.timeline.mark_words().unwrap();
    assert_eq!(query, "kind:=victim");
    let screen = desk.screen();
    assert!(screen.lines().any(|line| line.contains("▌victims")), "{screen}");
    assert!(screen.contains("victims · 3 certainly · Enter lists them"), "{screen}");
    let listed = desk.clone().type_keys("<enter>");
    assert_eq!(listed.model.shared.listing.ids().len(), count);
    let back = listed.type_keys("<backspace>");
    assert_eq!(back.model.screens.timeline.mark_words(), Some((query.clone(), count)));
    assert_eq!(desk.clone().type_keys("*").model.shared.query.text, query);
    // Other columns are those of the same lane, and a date is one line below.
    assert_eq!(desk.clone().type_keys("lll").model.screens.timeline.mark_words().unwrap().0, query);
    assert!(desk.type_keys("j").model.screens.timeline.row_words().is_some());
}

#[test]
fn a_name_goes_on_where_its_bar_has_not_begun_and_who_says_so_is_whole() {
    let quoted = "title = 'Another raid with a title that is rather long'\ndate = '2024-05-06'\n[[quote]]\nsource = 'wire'\ntext = 'It was then.'\nsupports = ['date']\n";
    let desk = Desk::with(&[
        (
            "arrests/test-a.toml",
            "title = 'A raid with a title that is rather long'\ndate = '2001'\n",
        ),
        ("arrests/test-b.toml", quoted),
        (
            "sources.toml",
            "[wire]\npublisher = 'The Quite Long Test Gazette of Testland'\npublished = '2024-05-07/2024-06-08'\nreliability = 'B'\n",
        ),
    ]);
    let screen = desk.clone().resize(80, 24).type_keys("gtj").screen();
    assert!(screen.contains(" Another raid with a title that is rather long "), "{screen}");
    assert!(screen.contains(" A raid with a title that is…"), "{screen}");
    let below = |screen: &str| {
        let line = screen.lines().find(|line| line.contains("2024-05-06 ·"));
        line.unwrap_or_default().to_owned()
    };
    let narrow = below(&screen);
    assert!(narrow.contains("The Quite Long Test Gazette of Testland"), "{screen}");
    assert!(!narrow.contains("grade"), "{screen}");
    let wide = below(&desk.resize(120, 32).type_keys("gtj").screen());
    assert!(wide.contains("Testland, 7 May") && wide.contains("grade B"), "{wide}");
}
