//! Whole screens: the words, and for some the roles that style them.

use std::fs;
use std::path::Path;

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Cell;
use ratatui::style::{Color, Style};
use strum::IntoEnumIterator as _;

use super::desk::Desk;
use crate::browser::app::{draw, draw_with, window_title};
use crate::browser::keymap::Keymap;
use crate::browser::model::page::Role;
use crate::browser::model::{Size, Symbols, Theme, WindowTitle};
use crate::collection::Memory;

const FILES: &[(&str, &str)] = &[
    ("casebook.toml", "title = 'Made up for tests'\nformat = 1\n"),
    (
        "victims/thu-mot.toml",
        "title = 'Nguyễn Văn Thử, 17, who was offered work in a kitchen and was held in Thử City'\nsummary = 'Nobody of this name exists. The case is here to be drawn.'\nname = 'Nguyễn Văn Thử'\nname_type = 'pseudonym_by_us'\nage = 17\nage_at = 'recruitment'\ncitizenship = ['VN']\nrecruitment_date = '2022-03~'\nrecruitment_method = ['online_social_network', 'friends_or_social_events']\ntransit_route = ['thu-city', 'by a river']\nexploitation_place = 'thu-city'\noutcome = 'returned_home'\nhat_colour = 'blue'\n\n[[event]]\nkey = 'sale'\ndate = '2022-05'\ntype = 'sale'\nplace = 'thu-city'\nwhat = 'sold on'\n\n[[quote]]\nsource = 'paper'\nspeaker = 'Thử'\nat = 'paragraph 1'\ntext = 'I was seventeen when they took me.'\nsupports = ['age', 'event.sale']\ncredibility = 3\n\n[[quote]]\nsource = 'other'\ntext = 'She was sixteen.'\ndisputes = { age = 16 }\n\n[[quote]]\nsource = 'paper'\ntext = 'These words are nowhere.'\nsupports = ['citizenship']\n",
    ),
    (
        "victims/ceshi.toml",
        "title = '测试者，在试验园区'\nname = '测试者'\nage = 32\nrecruitment_date = '2021'\n",
    ),
    (
        "victims/thai.toml",
        "title = 'ผู้ทดสอบ'\nname = 'ผู้ทดสอบ สมมุติ'\nrecruitment_date = '2020-07-15/2020-08'\n",
    ),
    (
        "victims/khmer.toml",
        "title = 'អ្នកសាកល្បង'\nname = 'អ្នកសាកល្បង ក្រុង'\nrecruitment_date = '2020'\n",
    ),
    ("victims/burmese.toml", "title = 'စမ်းသပ်သူ'\nname = 'စမ်းသပ်သူ ကျော်'\nrecruitment_date = '2019'\n"),
    (
        "rescues/out.toml",
        "title = 'Some got out'\ndate = '2023-01'\ncount = 300\ncount_qualifier = 'more_than'\nvictims = ['thu-mot', 'ceshi']\n",
    ),
    (
        "arrests/raid.toml",
        "title = \"A raid on the \\u001b[31mTest Park\u{202e}\"\ndate = '2023-02-01'\nplaces = ['thu-city']\ncount = 12\n",
    ),
    ("places.toml", "[thu-city]\nname = 'Thử City'\n"),
    (
        "sources.toml",
        "[paper]\ntitle = 'A Test Paper'\npublisher = 'Test Daily'\npublished = '2022-07'\nreliability = 'B'\n[other]\ntitle = 'Another Paper'\n",
    ),
    ("archive/paper.txt", "“I was seventeen when they took me.”\n"),
];

pub(super) fn desk(width: u16, height: u16) -> Desk {
    Desk::with(FILES).resize(width, height)
}

/// Returns one letter a cell, for the role that styles it; a dot where nothing does.
fn roles(desk: &Desk) -> String {
    let letters: Vec<(Role, char)> = Role::iter().zip('a'..).collect();
    let style = |role: Role| {
        let number = letters.iter().position(|(known, _)| *known == role).unwrap_or_default();
        Style::new().fg(Color::Indexed(u8::try_from(number).unwrap()))
    };
    let Size { width, height } = desk.model.shared.size;
    let keymap = Keymap::default();
    let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
    terminal.draw(|frame| draw_with(&desk.model, &keymap, frame, &style)).unwrap();
    let cells = terminal.backend().buffer().content().chunks(usize::from(width));
    let rows = cells.map(|row| {
        let letter = |cell: &Cell| {
            if let Color::Indexed(number) = cell.fg { letters[usize::from(number)].1 } else { '.' }
        };
        row.iter().map(letter).collect::<String>()
    });
    let legend = letters.iter().map(|(role, letter)| format!("{letter} {role:?}"));
    format!("{}\n\n{}", rows.collect::<Vec<_>>().join("\n"), legend.collect::<Vec<_>>().join(", "))
}

#[test]
fn four_sizes_of_screen() {
    for (width, height) in [(60, 20), (80, 24), (120, 32), (200, 60)] {
        let screen = desk(width, height).screen();
        insta::assert_snapshot!(format!("{width}x{height}"), screen);
    }
}

#[test]
fn a_disputed_field_and_its_quotes() {
    let desk = desk(120, 32).type_keys("<enter>jjj");
    insta::assert_snapshot!("disputed", desk.screen());
    insta::assert_snapshot!("disputed-roles", roles(&desk));
}

#[test]
fn the_lower_part_of_a_case() {
    insta::assert_snapshot!("lower-part", desk(120, 32).type_keys("<enter>G").screen());
}

#[test]
fn a_source_shows_what_was_quoted_from_it() {
    let desk = desk(120, 32).type_keys("/kind:source paper<enter>");
    insta::assert_snapshot!("source", desk.screen());
}

#[test]
fn a_place_shows_who_mentions_it() {
    let desk = desk(80, 24).type_keys("/kind:place<enter><enter>");
    insta::assert_snapshot!("place", desk.screen());
}

#[test]
fn one_pane_at_a_time_on_a_narrow_screen() {
    insta::assert_snapshot!("narrow-detail", desk(60, 20).type_keys("l").screen());
    insta::assert_snapshot!("narrow-quotes", desk(60, 20).type_keys("ll").screen());
}

#[test]
fn a_search_lights_up_what_it_found() {
    let desk = desk(80, 24).type_keys("/thu city");
    insta::assert_snapshot!("search", desk.screen());
    insta::assert_snapshot!("search-roles", roles(&desk));
    insta::assert_snapshot!("search-empty", desk.type_keys("<c-u>zzzz").screen());
    let wrong = Desk::with(FILES).resize(80, 24).type_keys("/plaace:x");
    insta::assert_snapshot!("search-wrong", wrong.screen());
}

#[test]
fn the_title_of_the_window_cannot_steer_the_terminal() {
    let mut desk = desk(80, 24).type_keys("/kind:arrest<enter>");
    assert_eq!(window_title(&desk.model), "casebook");
    desk.model.shared.about.title = WindowTitle::Collection;
    assert_eq!(window_title(&desk.model), "Made up for tests · casebook");
    desk.model.shared.about.title = WindowTitle::Case;
    let title = window_title(&desk.model);
    assert_eq!(title, "A raid on the ␛[31mTest Park‹U+202E› · Made up for tests · casebook");
}

#[test]
fn long_lines_are_cut_where_that_is_wanted() {
    insta::assert_snapshot!("cut", desk(80, 24).type_keys("w<enter>jjj").screen());
}

#[test]
fn names_and_quotes_are_masked() {
    insta::assert_snapshot!("masked", desk(120, 32).type_keys("P<enter>jjj").screen());
}

#[test]
fn the_sample_is_known_at_every_width() {
    let mut desk = desk(60, 20);
    desk.model.shared.about.sample = true;
    for width in [60, 80, 100, 200] {
        desk = desk.resize(width, 20);
        assert!(desk.screen().contains("sample, read-only"), "{width}");
    }
}

#[test]
fn the_list_of_keys() {
    insta::assert_snapshot!("keys", desk(80, 24).type_keys("?").screen());
    insta::assert_snapshot!(
        "keys-end",
        desk(80, 24).type_keys("?<pagedown><pagedown><pagedown>").screen()
    );
}

#[test]
fn keys_are_found_by_words_and_by_key() {
    insta::assert_snapshot!("keys-found", desk(80, 24).type_keys("?record").screen());
    let nothing = desk(80, 24).type_keys("?qqqq").screen();
    assert!(nothing.contains("No matches."));
    insta::assert_snapshot!("palette", desk(80, 24).type_keys(":sort").screen());
}

#[test]
fn what_can_follow_a_key() {
    insta::assert_snapshot!("following", desk(80, 24).type_keys("2g").screen());
}

#[test]
fn what_could_stand_at_the_cursor() {
    insta::assert_snapshot!("offers-fields", desk(120, 32).type_keys("/x <tab>").screen());
    let values = desk(120, 32).type_keys("/kind:victim recruitment_method:<tab><tab>");
    insta::assert_snapshot!("offers-values", values.screen());
    insta::assert_snapshot!("offers-roles", roles(&values));
    insta::assert_snapshot!("offers-narrow", desk(60, 20).type_keys("/is:<tab><s-tab>").screen());
    let words = desk(60, 20).type_keys("/kind:victim thu rel:<tab><tab>");
    insta::assert_snapshot!("offers-ids", words.screen());
}

#[test]
fn the_list_of_queries_asked_before() {
    let asked = desk(80, 24).type_keys("/thu city<enter>/<c-u>kind:victim age:17<enter>/<c-r>");
    insta::assert_snapshot!("asked-before", asked.screen());
}

#[test]
fn the_list_of_disputed_fields() {
    insta::assert_snapshot!("disputed-fields", desk(80, 24).type_keys("gd").screen());
}

#[test]
fn the_list_of_problems() {
    insta::assert_snapshot!("problems", desk(100, 24).type_keys("!").screen());
}

#[test]
fn the_menu_of_orders() {
    insta::assert_snapshot!("sort", desk(80, 24).type_keys("s<down>").screen());
}

#[test]
fn the_menu_of_values() {
    insta::assert_snapshot!("filter", desk(80, 24).type_keys("f<space>").screen());
    insta::assert_snapshot!("filter-narrowed", desk(60, 20).type_keys("fthu").screen());
}

#[test]
fn every_size_can_be_drawn() {
    // All small sizes, and a share of the others: a screen takes its time.
    let small = (1..26).flat_map(|width| (1..10).map(move |height| (width, height)));
    let others = (1..=200).step_by(11).flat_map(|w| (1..=60).step_by(7).map(move |h| (w, h)));
    let sizes: Vec<(u16, u16)> = small.chain(others).chain([(200, 60)]).collect();
    for keys in ["", "<enter>jjj", "ll", "/thu", "/<tab><tab>", "?", "s", "fthu", "g"] {
        let mut desk = desk(120, 32).type_keys(keys);
        for (width, height) in &sizes {
            desk = desk.resize(*width, *height);
            desk.screen();
        }
    }
}

#[test]
fn in_ascii_the_browser_draws_no_other_sign() {
    let mut desk = Desk::with(&[
        (
            "victims/plain.toml",
            "title = 'Plain Test'\nname = 'Plain Test'\nage = 17\nhome = 'town'\nsummary = 'S.'\n[[quote]]\nsource = 'paper'\ntext = 'She is 17 - no: “16”.'\ndisputes = { age = 16 }\n",
        ),
        ("places.toml", "[town]\nname = 'Town'\n"),
        ("sources.toml", "[paper]\npublisher = 'Test Daily'\npublished = '2022'\n"),
    ]);
    desk.model.shared.about.symbols = Symbols::Ascii;
    let completed = ["q/pl", "<c-u>home:<tab><tab>", "<enter><enter>z", "P"];
    for keys in ["<enter>", "jj", "<tab>", "?"].into_iter().chain(completed) {
        desk = desk.type_keys(keys);
        // The frame around the picture is the test terminal's own.
        assert!(desk.screen().is_ascii(), "{keys}\n{}", desk.screen());
    }
}

#[test]
fn without_colour_nothing_is_coloured() {
    let mut desk = desk(120, 32).type_keys("<enter>jjj");
    desk.model.shared.about.theme = Theme::Plain;
    let mut terminal = Terminal::new(TestBackend::new(120, 32)).unwrap();
    terminal.draw(|frame| draw(&desk.model, &Keymap::default(), frame)).unwrap();
    let plain = |cell: &Cell| cell.fg == Color::Reset && cell.bg == Color::Reset;
    assert!(terminal.backend().buffer().content().iter().all(plain));
}

/// Returns the shipped cases with every character above ASCII replaced, so that the program alone draws such ones.
fn shipped_in_ascii() -> Memory {
    fn add(root: &Path, folder: &Path, files: &mut Memory) {
        for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
            let path = entry.path();
            if entry.file_type().unwrap().is_dir() {
                add(root, &path, files);
            } else if path.extension().is_some_and(|extension| extension == "toml") {
                let text = fs::read_to_string(&path).unwrap();
                let text: String =
                    text.chars().map(|c| if c.is_ascii() { c } else { 'u' }).collect();
                files.put(path.strip_prefix(root).unwrap(), text);
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases");
    let mut files = Memory::default();
    add(&root, &root, &mut files);
    let text = "A test\u{1b} text with the words of no source.\n".repeat(40);
    files.put("archive/sixth-tone-2022.txt", text);
    files
}

#[test]
fn over_the_shipped_cases_no_screen_has_a_sign_above_ascii() {
    let files = shipped_in_ascii();
    for (width, height) in [(60, 20), (80, 24), (120, 32), (200, 60)] {
        let mut desk = Desk::over(files.clone(), Size { width, height });
        desk.model.shared.about.symbols = Symbols::Ascii;
        let lists = [
            "?",
            "?sign",
            ":",
            "s",
            "f",
            "!",
            "gs",
            "gp",
            "go",
            "gP",
            "gd",
            "gu",
            "/yun<enter>V",
            "/yun<enter>V<enter>",
            "X",
            "g",
            "]",
        ];
        let panes =
            ["", "D", "T", "jjjj", "lG", "l]d", "ll", "lli", "lw", "z", "P", "lz", "lzG", "p"];
        let records = [
            "gssixth<enter>",
            "gssixth<enter>ll",
            "gssixth<enter>llv",
            "gssixth<enter>gw",
            "gp<enter>",
            "gP<enter>G",
        ];
        let queries = [
            "/",
            "/yun",
            "/yun<enter>/",
            "/zzzz",
            "/age:>17<enter>",
            "/count:>300<enter>",
            "/kind:<tab>",
            "/date:2022 ",
            "/a:b",
            "g/test",
            "g/test<enter>",
        ];
        let inputs = ["ljjji", "ljjjjjjji", "la", "l<delete>", " v", "l<c-g>"];
        let all = lists.into_iter().chain(panes).chain(records).chain(queries).chain(inputs);
        for keys in all {
            let screen = desk.clone().type_keys(keys).screen();
            let odd: String =
                screen.chars().filter(|c| !c.is_ascii() && !c.is_alphabetic()).collect();
            assert!(odd.is_empty(), "{odd} after {keys} on\n{screen}");
        }
    }
}
