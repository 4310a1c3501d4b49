//! A key makes each page at most once: drawing paints the pages that the update has made.

use super::desk::Desk;
use crate::browser::app::update;
use crate::browser::keymap::Chord;
use crate::browser::model::Overlay;

const FILES: &[(&str, &str)] = &[
    ("casebook.toml", "title = 'Made up for tests'\nformat = 1\n"),
    (
        "victims/test-ann.toml",
        "title = 'Ann Test'\nname = 'Ann Test'\nage = 17\nsummary = 'Ann Test was offered work.'\n\n[[quote]]\nsource = 'paper'\ntext = 'She was 17.'\nsupports = ['age']\n\n[[quote]]\nsource = 'paper'\ntext = 'Ann Test'\nsupports = ['name']\n",
    ),
    ("victims/test-bo.toml", "title = 'Bo Test'\nage = 20\nname = \n"),
    ("victims/test-cy.toml", "title = 'Cy Test'\n"),
    ("sources.toml", "[paper]\ntitle = 'A Test Paper'\npublisher = 'Test Daily'\n"),
    (
        "archive/paper.txt",
        "In March, Ann Test was sent.\nShe was 17.\n\n\nOne.\nTwo.\nThree.\nFour.\nFive.\nSix.\nSeven.\nEight.\nNine.\nTen.\nEleven.\nTwelve.\nThirteen.\nFourteen.\nFifteen.\nSixteen.\nSeventeen.\nEighteen.\nNineteen.\nTwenty.\nThe end.\n",
    ),
];

/// Where keys are tried: in each pane, over an archived text, in lists, while typing and marking.
const PLACES: &[&str] = &[
    "",
    "<enter>",
    "<enter>jj",
    "ll",
    "ll<enter>",
    "ll<enter>5j",
    "ll<enter>v",
    "z",
    "p",
    "w",
    "P",
    "/",
    "/ann",
    "/ann<enter>",
    "j",
    "j<enter>",
    "?",
    "f",
    "s",
    "gs",
    "gw",
    "!",
    "ll<enter>vec",
];

const KEYS: &[&str] = &[
    "j",
    "k",
    "G",
    "<c-d>",
    "<c-u>",
    "<pagedown>",
    "<home>",
    "<enter>",
    "<esc>",
    "<tab>",
    "<s-tab>",
    "h",
    "l",
    "J",
    "K",
    "n",
    "N",
    "w",
    "z",
    "p",
    "P",
    "v",
    "e",
    "b",
    "$",
    "o",
    ";",
    "<space>",
    "<backspace>",
    "a",
    "?",
    "!",
    "f",
    "d",
];

#[test]
fn a_key_makes_each_page_at_most_once() {
    for (width, height) in [(60, 20), (80, 24), (120, 32)] {
        for place in PLACES {
            let desk = Desk::with(FILES).resize(width, height).type_keys(place);
            desk.screen();
            for key in KEYS {
                let mut desk = desk.clone();
                let made = |desk: &Desk| {
                    let overlay = desk.model.shared.overlay.as_ref();
                    let overlay = ("overlay", overlay.map_or(0, Overlay::pages_made));
                    desk.model
                        .screens
                        .browse
                        .pages
                        .made()
                        .into_iter()
                        .chain([overlay])
                        .collect::<Vec<_>>()
                };
                let before = made(&desk);
                for chord in Chord::parse(key).unwrap() {
                    let views = desk.model.shared.views();
                    if let Some(input) = desk.keyboard.press(chord, desk.model.mode(), &views) {
                        // The answers to its effects are changes of their own.
                        update(&mut desk.model, input);
                    }
                }
                desk.screen();
                for ((page, before), (_, after)) in before.into_iter().zip(made(&desk)) {
                    let at = format!("{page} after {key} at `{place}`, {width}x{height}");
                    assert!(after <= before + 1, "{at}: {} times", after - before);
                }
            }
        }
    }
}
