//! Every sign that is drawn is in the legend.

use super::desk::Desk;
use super::{disputes, impact, reading, screens};
use crate::browser::model::page::{FRAME_SIGNS, LIST_SIGNS, SIGNS};
use crate::record::Kind;

fn legend() -> impl Iterator<Item = &'static str> {
    [SIGNS, LIST_SIGNS, FRAME_SIGNS].into_iter().flatten().map(|(sign, _)| *sign)
}

/// Returns whether a character is no letter and no punctuation of texts, so that only a legend explains it;
/// arrows other than → are keys.
fn is_sign(c: char) -> bool {
    let is_text = c.is_ascii() || c.is_alphabetic() || "“”‘’—–·，←↑↓".contains(c);
    // Marks of Thai, Khmer and Burmese letters, and the lines of borders.
    let is_mark = matches!(c, '\u{300}'..='\u{36f}' | '\u{e00}'..='\u{e7f}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}');
    let is_border = matches!(c, '\u{2500}'..='\u{257f}') && c != '│';
    !is_text && !is_mark && !is_border
}

#[track_caller]
fn expect_explained(desk: &Desk) {
    let screen = desk.screen();
    for c in screen.chars().filter(|c| is_sign(*c)) {
        assert!(legend().any(|known| known.contains(c)), "{c:?} of\n{screen}");
    }
}

#[test]
fn every_sign_of_every_screen_is_in_the_legend() {
    for (width, height) in [(80, 24), (200, 60)] {
        let screens = [screens::desk(width, height), reading::desk().resize(width, height)];
        let more = [disputes::desk().resize(width, height), impact::desk().resize(width, height)];
        for desk in screens.into_iter().chain(more) {
            let all = ["", "l", "<enter>", "ll", "P", "!", "f", "s", ":", "gs", "gp", "gd", "gw"];
            for keys in
                all.into_iter().chain(["/thu", "/date:2022", "/zzzz", "/kind:source<enter>"])
            {
                expect_explained(&desk.clone().type_keys(keys));
            }
        }
    }
}

#[test]
fn the_letter_of_every_kind_is_in_the_legend() {
    for kind in Kind::all() {
        let letter = kind.letter().to_string();
        assert!(LIST_SIGNS.iter().any(|(sign, _)| sign.split("  ").any(|one| one == letter)));
    }
}

#[test]
fn the_legend_is_in_the_help() {
    let help = format!("{:?}", Desk::with(&[]).type_keys("?").model.shared.overlay);
    for (_, meaning) in [SIGNS, LIST_SIGNS, FRAME_SIGNS].into_iter().flatten() {
        assert!(help.contains(&format!("{meaning:?}")), "{meaning}");
    }
}

#[test]
fn the_help_says_first_how_the_signs_are_listed() {
    let help = Desk::with(&[]).resize(80, 24).type_keys("?");
    assert!(help.screen().contains("type signs "), "{}", help.screen());
    let listed = help.resize(120, 200).type_keys("signs").screen();
    // Long signs go over two lines.
    for sign in legend().filter_map(|sign| sign.split(' ').next()) {
        assert!(listed.contains(&format!("{sign} ")), "{sign}\n{listed}");
    }
}

#[test]
fn every_number_of_a_border_and_of_the_bars_is_in_the_legend() {
    for said in [
        "1 problem",
        "3 of 60",
        "lines below",
        "2/8 quotes",
        "39.9 % of the text is quoted",
        "quoted passage 6 of 57",
        "line 27",
        "locator: ",
        "7 records",
        "B  B2",
    ] {
        assert!(legend().any(|sign| sign.contains(said)), "{said}");
    }
    let desk = reading::desk().type_keys("<enter>");
    assert!(desk.screen().contains(" · line "), "{}", desk.screen());
}

#[test]
fn the_help_is_found_by_what_is_seen_and_sought() {
    for (typed, found) in [("B4", "B2"), ("B", "B2"), ("●", "●2"), ("exploited", "place:")] {
        let desk = reading::desk().resize(120, 40).type_keys("?").type_keys(typed);
        assert!(desk.screen().contains(found), "{typed}: {}", desk.screen());
    }
}
