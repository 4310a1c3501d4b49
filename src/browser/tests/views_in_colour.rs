//! Counts, map and network of the shipped cases at four sizes: in colour, without, and in ASCII.

use std::fmt::Write as _;

use super::desk::Desk;
use crate::browser::model::{Size, Symbols, Theme};
use crate::collection::sample;

const SIZES: [(u16, u16); 4] = [(60, 20), (80, 24), (120, 32), (200, 60)];

/// The keys that lead to each view from the list.
const VIEWS: [(&str, &str); 3] = [("counts", "gc"), ("map", "gm"), ("network", "/yun<enter>gnjj")];

fn view(keys: &str, (width, height): (u16, u16)) -> Desk {
    Desk::over(sample(), Size { width, height }).type_keys(keys)
}

/// Returns the colours of a screen: below each line one letter a cell, each letter a colour and weight, then what the
/// letters are.
fn in_colour(desk: &Desk) -> String {
    let (screen, buffer) = (desk.screen(), desk.buffer());
    let mut known: Vec<String> = Vec::new();
    let mut text = String::new();
    let width = usize::from(buffer.area.width);
    for (line, cells) in screen.lines().zip(buffer.content.chunks(width)) {
        let letters: String = cells
            .iter()
            .map(|cell| {
                let style = format!("{:?} on {:?} {:?}", cell.fg, cell.bg, cell.modifier);
                let at = known.iter().position(|one| *one == style).unwrap_or_else(|| {
                    known.push(style);
                    known.len() - 1
                });
                // The first is that of most cells.
                char::from(b" abcdefghijklmnopqrstuvwxyz"[at])
            })
            .collect();
        _ = writeln!(text, "{}\n {}", line, letters.trim_end());
    }
    for (at, style) in known.iter().enumerate() {
        _ = writeln!(text, "{:?} {style}", char::from(b" abcdefghijklmnopqrstuvwxyz"[at]));
    }
    text
}

#[test]
fn the_views_of_the_shipped_cases_in_colour() {
    for (name, keys) in VIEWS {
        for (width, height) in SIZES {
            let desk = view(keys, (width, height));
            insta::assert_snapshot!(format!("colour-{name}-{width}x{height}"), in_colour(&desk));
        }
    }
}

#[test]
fn colours_only_repeat_what_signs_say() {
    for (name, keys) in VIEWS {
        for size in SIZES {
            let coloured = view(keys, size);
            let mut plain = coloured.clone();
            plain.model.shared.about.theme = Theme::Plain;
            assert_eq!(plain.screen(), coloured.screen(), "{name} {size:?}");
            let has_colour = |desk: &Desk| {
                let reset = ratatui::style::Color::Reset;
                desk.buffer().content.iter().any(|cell| cell.fg != reset || cell.bg != reset)
            };
            assert!(has_colour(&coloured) && !has_colour(&plain), "{name} {size:?}");
            let mut ascii = coloured.clone();
            ascii.model.shared.about.symbols = Symbols::AsciiAlone;
            let screen = ascii.screen();
            assert!(screen.is_ascii(), "{name} {size:?}\n{screen}");
        }
    }
}

#[test]
fn no_size_and_no_collection_is_too_small() {
    for (name, keys) in VIEWS {
        for (width, height) in [(1, 1), (2, 2), (40, 10), (60, 20)] {
            for files in [&[][..], &[("rescues/test-a.toml", "title = 'A'\ndate = '-9999'\n")][..]]
            {
                let desk = Desk::with(files).resize(width, height).type_keys(keys);
                let screen = desk.type_keys("jlk>h<lt>GggP<enter>P").screen();
                assert!(!screen.is_empty(), "{name}");
            }
        }
    }
}

#[test]
fn the_page_about_views_has_the_screens_of_the_shipped_cases() {
    let page = include_str!("../../../docs/views.md");
    for (name, keys) in VIEWS {
        let screen = view(keys, (80, 24)).screen();
        let lines = screen.lines().map(|line| line.trim_matches('"').trim_end());
        let body: Vec<&str> = lines.skip(2).take(21).collect();
        let written = format!("<!-- screen: {name} -->\n```text\n{}\n```\n", body.join("\n"));
        assert!(page.contains(&written), "{name}: put this into docs/views.md\n{written}");
    }
}
