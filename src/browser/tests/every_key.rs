//! Every key of the table, in every mode and pane in which it means something: what it changes, as
//! one list to be read against its words.

use std::fmt::Write as _;

use super::desk::Desk;
use crate::browser::keymap::{Binding, Keymap, Meaning};
use crate::browser::model::{
    Command as C, CompletionStep, HistoryStep, MarkedPassage, Mode, Overlay, OwnCommand, Prompt,
    ValueCommand,
};
use crate::browser::screen::browse::command::BrowseCommand;
use crate::browser::screen::browse::panes::Pane;

/// A case whose fields, links, quotes and problems give every key something to do.
fn case(name: &str, date: u16) -> String {
    format!(
        "title = '{name} of the test'\nname = '{name}'\nage = 17\nage_at = 'recruitment'\n\
         citizenship = ['VN']\nrecruitment_date = '{date}'\nrecruitment_place = 'seatown'\n\
         exploitation_place = 'hilltown'\noutcome = 'returned_home'\nhat_colour = 'of the test'\n\n\
         [[quote]]\nsource = 'paper'\ntext = 'She was seventeen, said the test.'\nsupports = ['age']\n\n\
         [[quote]]\nsource = 'web'\ntext = 'From Seatown to Hilltown, by test.'\n\
         supports = ['exploitation_place']\n\n\
         [[quote]]\nsource = 'paper'\ntext = 'A test in Hilltown.'\nsupports = ['exploitation_place']\n\n\
         [[quote]]\nsource = 'paper'\ntext = 'She came home from the test.'\nsupports = ['outcome']\n"
    )
}

fn desk() -> Desk {
    let names = ["Ann", "Bo", "Cy", "Di", "Ed", "Flo", "Gus", "Hal", "Ida", "Jo", "Kim", "Lu"];
    let texts: Vec<(String, String)> = names
        .iter()
        .zip((2000..2012).rev())
        .map(|(name, date)| {
            (
                format!("victims/test-{}.toml", name.to_lowercase()),
                case(&format!("{name} Test"), date),
            )
        })
        .collect();
    let quoted =
        "She was seventeen, said the test.\nA test in Hilltown.\nShe came home from the test.\n";
    let text = quoted.to_owned() + &"One line of the test paper, and no other.\n".repeat(30);
    let mut files: Vec<(&str, &str)> = vec![
        ("casebook.toml", "format = 1\n[views]\n1 = { name = 'Raids', query = 'kind:arrest' }\n"),
        ("arrests/raid.toml", "title = 'A raid of the test'\nplaces = ['hilltown']\ncount = 3\n"),
        ("places.toml", "[hilltown]\nname = 'Hilltown'\n[seatown]\nname = 'Seatown'\n"),
        (
            "sources.toml",
            "[paper]\ntitle = 'A Test Paper'\nurl = 'https://paper.example/1'\n\
             [web]\ntitle = 'A Test Page'\nurl = 'https://web.example/2'\nderived_from = ['paper']\n",
        ),
        ("archive/paper.txt", text.as_str()),
    ];
    files.extend(texts.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    Desk::with(&files).resize(120, 16)
}

/// The keys that open the input of a value that is a list.
const LIST_VALUE: &str = "jjjjlarecruitment m<enter>";
/// The keys that open the input of a text of many lines.
const LINES_VALUE: &str = "jjjjlasummary<enter>";
/// The keys that open a text whose line in the middle is marked from.
const TEXT: &str = "jjjjljjjjjjlj<enter>15G";

/// Returns the keys that lead to a pane, its cursor in the middle of what it shows.
fn to(pane: Pane) -> &'static str {
    match pane {
        Pane::List => "jjjj",
        Pane::Detail => "jjjjljjjjjj",
        Pane::Quotes => "jjjjljjjjjjlj",
    }
}

/// Returns the keys behind which a key of the table has something to do, or why it never has.
fn beginning(binding: &Binding, mode: Mode, pane: Pane) -> Result<String, &'static str> {
    let there = to(pane);
    match mode {
        Mode::Query => {
            return Ok(match binding.meaning {
                Meaning::Do(C::Recall(HistoryStep::Earlier | HistoryStep::List)) => {
                    "/raid<enter>F/"
                }
                Meaning::Do(C::Recall(HistoryStep::Later)) => "/raid<enter>F/<up>",
                Meaning::Do(C::Complete(_)) => "/kind:<left><left>",
                Meaning::Do(_) | Meaning::Help | Meaning::Palette => "/the test<a-b>",
            }
            .to_owned());
        }
        Mode::Completion => {
            return Ok(match binding.meaning {
                Meaning::Do(C::Complete(CompletionStep::Leave)) => "/name: of<a-b><left><tab><tab>",
                Meaning::Do(_) | Meaning::Help | Meaning::Palette => "/name: of<a-b><left><tab>",
            }
            .to_owned());
        }
        Mode::Find => return Ok(format!("{TEXT}/one line<a-b>")),
        Mode::Selecting => return Ok(format!("{TEXT}vwww")),
        Mode::Overlay => {
            return Ok(match binding.meaning {
                Meaning::Do(C::WithDerived) => "gw",
                Meaning::Do(_) | Meaning::Help | Meaning::Palette => "!jjjjjjjjjjjjjjjjjjjj",
            }
            .to_owned());
        }
        Mode::Picker => {
            return Ok(match binding.meaning {
                Meaning::Do(C::Edit(_)) => ":zoom this pane<a-b>".to_owned(),
                Meaning::Do(C::Select) => "f<down>".to_owned(),
                Meaning::Do(_) | Meaning::Help | Meaning::Palette => {
                    format!("?{}", "<down>".repeat(20))
                }
            });
        }
        Mode::Review => return Ok("*Itags<enter><enter>of test<enter>jjjjjjjjjj".to_owned()),
        Mode::Value => return Ok(beginning_of_value(binding)),
        Mode::ValueLines => {
            let lines = format!("{LINES_VALUE}the test<enter>of two<a-b>");
            return Ok(match binding.meaning {
                Meaning::Do(C::Value(ValueCommand::Redo)) => format!("{lines}<c-_>"),
                Meaning::Do(C::Value(ValueCommand::Down | ValueCommand::LineDown)) => {
                    format!("{lines}<up>")
                }
                Meaning::Do(_) | Meaning::Help | Meaning::Palette => lines,
            });
        }
        Mode::Screen => {}
    }
    let Meaning::Do(command) = binding.meaning else { return Ok(there.to_owned()) };
    Ok(match (command, pane) {
        (C::Own(own), Pane::List) if is(own, BrowseCommand::Left) => {
            return Err("no pane is left of the list");
        }
        (C::Own(own), Pane::Quotes) if is(own, BrowseCommand::Right) => {
            return Err("no pane is right of the quotes");
        }
        (C::NextMatch | C::PreviousMatch, _) => format!("/test<enter>{there}"),
        (C::ClearSearch | C::Everything | C::SaveView, _) => format!("/a test<enter>S{there}"),
        (C::Back, _) => format!("gp<enter>hh{there}"),
        (C::Forward, _) => format!("gp<enter><backspace>hhgg{there}<backspace>"),
        (C::BackOut, Pane::List) => format!("{there}z"),
        (C::Own(own), Pane::Quotes) if is(own, BrowseCommand::WindowMiddle) => there.to_owned(),
        (C::Own(own), _)
            if is(own, BrowseCommand::WindowMiddle) || is(own, BrowseCommand::WindowBottom) =>
        {
            format!("{there}gg")
        }
        (C::Own(own), _) if is(own, BrowseCommand::Redo) => {
            format!("jjjjljji18<enter>hh{there}u")
        }
        (C::Own(own), _) if is(own, BrowseCommand::LineUp) => format!("{there}G"),
        (C::Own(own), _) if is(own, BrowseCommand::BesideUp) => format!("{there}JJ"),
        (C::Own(own), _) if is(own, BrowseCommand::PreviousProblem) => format!("{there}]p]p]p"),
        _ => there.to_owned(),
    })
}

/// Returns the keys behind which a key that is pressed while a value is typed has something to do.
fn beginning_of_value(binding: &Binding) -> String {
    match binding.meaning {
        Meaning::Do(C::Value(ValueCommand::Accept | ValueCommand::Write)) => {
            "jjjjljji18".to_owned()
        }
        Meaning::Do(C::Value(ValueCommand::WriteAsItIs)) => "jjjjljjix<enter>".to_owned(),
        Meaning::Do(C::Value(ValueCommand::Redo)) => "jjjjljjjix<c-_>".to_owned(),
        Meaning::Do(C::Value(ValueCommand::PreviousSuggestion)) => {
            format!("{LIST_VALUE}<tab><tab>")
        }
        Meaning::Do(C::Value(ValueCommand::Up | ValueCommand::LineUp)) => {
            format!("{LIST_VALUE}<a-enter>x")
        }
        Meaning::Do(C::Value(ValueCommand::LineDown)) => {
            format!("{LIST_VALUE}<a-enter>x<up>")
        }
        Meaning::Do(C::Value(ValueCommand::NextSuggestion | ValueCommand::Down)) => {
            LIST_VALUE.to_owned()
        }
        Meaning::Do(C::Value(_)) => format!("{LIST_VALUE}x"),
        Meaning::Do(_) | Meaning::Help | Meaning::Palette => "jjjjljji the test<a-b>".to_owned(),
    }
}

fn is(own: OwnCommand, command: BrowseCommand) -> bool {
    BrowseCommand::from_repr(own.number()) == Some(command)
}

/// Returns what keys mean, as the list has it.
fn mode_name(mode: Mode) -> &'static str {
    match mode {
        Mode::Screen => "Panes",
        Mode::Selecting => "Marking",
        Mode::Query => "Query",
        Mode::Find => "Search in a text",
        Mode::Completion => "Completion",
        Mode::Overlay => "Overlay",
        Mode::Picker => "Picker",
        Mode::Review => "Review",
        Mode::Value => "Value",
        Mode::ValueLines => "Value of many lines",
    }
}

/// Everything that keys can change, each by its name.
fn facts(desk: &Desk) -> Vec<(&'static str, String)> {
    let model = &desk.model;
    let typed = |prompt: &Prompt| format!("{}▏{}", prompt.before(), prompt.after());
    let query = model.shared.query.editing.as_ref().map(|editing| typed(&editing.prompt));
    let find = model.shared.find_line.as_ref().map(|line| typed(&line.prompt));
    let overlay = |overlay: &Overlay| {
        let ticks = overlay.ticks().filter(|(_, ticked)| *ticked).count();
        let typed = overlay.prompt().map(typed).unwrap_or_default();
        let at = overlay.cursor().spot().map_or_else(|| "nothing".to_owned(), ToString::to_string);
        format!("{} at {at}, {ticks} ticked, typed {typed:?}", overlay.title())
    };
    let value = model.shared.value_input.as_ref().map(|input| {
        let said = input.said.clone().unwrap_or_default();
        format!("{:?}, suggestion {:?}, {said}", typed(input.prompt()), input.suggestion())
    });
    let mark =
        |mark: &MarkedPassage| format!("{:?}, {} characters", mark.stage, mark.words().len());
    let quote =
        model.screens.browse.quotes.spot().map(|pick| format!("{pick:?}").replace("Id(", "("));
    vec![
        ("mode", mode_name(model.mode()).to_owned()),
        ("focus", format!("{:?}", model.screens.browse.focus)),
        ("selected", desk.selected().to_owned()),
        ("list from line", model.shared.listing.window(0).0.to_string()),
        ("shown", desk.shown().to_owned()),
        (
            "field",
            model.screens.browse.detail.spot().map(|spot| format!("{spot:?}")).unwrap_or_default(),
        ),
        ("fields from line", model.screens.browse.detail.first().to_string()),
        ("quote", quote.unwrap_or_default()),
        ("quotes from line", model.screens.browse.quotes.first().to_string()),
        ("query", query.unwrap_or_else(|| model.shared.query.text.clone())),
        ("searched in the text", find.unwrap_or_default()),
        ("listed", model.shared.listing.ids().len().to_string()),
        (
            "order",
            format!(
                "{:?}, reversed {}",
                model.shared.query.sort.order, model.shared.query.sort.reversed
            ),
        ),
        ("zoomed", model.screens.browse.zoomed.to_string()),
        ("quote pane put away", model.screens.browse.without_quotes.to_string()),
        ("wrap", format!("{:?}", model.screens.browse.wrap)),
        ("mask", format!("{:?}", model.shared.mask)),
        ("sheet", model.shared.overlay.as_ref().map(overlay).unwrap_or_default()),
        (
            "left out of the change",
            model.shared.review.as_ref().map_or(0, |review| review.left_out.len()).to_string(),
        ),
        ("marked", model.screens.browse.mark.as_ref().map(mark).unwrap_or_default()),
        ("value", value.unwrap_or_default()),
        ("edited", desk.edited.join(", ")),
        ("records marked", model.shared.marked.count(&model.shared.listing).to_string()),
        ("lines of a record", format!("{:?}", model.shared.about.list_rows)),
        ("copied", desk.copied.clone().unwrap_or_default()),
        ("opened", format!("{:?}", desk.opened)),
        ("drawn again", desk.redrawn.to_string()),
        ("suspended", desk.suspended.to_string()),
        ("quit", desk.quit.to_string()),
        ("screen", model.screen().info().name.to_owned()),
        ("notice", model.shared.notice.clone().unwrap_or_default()),
    ]
}

/// Returns what keys change behind others, one fact after the other.
fn changes(desk: &Desk, start: &str, keys: &str) -> String {
    let before = desk.clone().type_keys(start);
    let after = before.clone().type_keys(keys);
    let all = facts(&before).into_iter().zip(facts(&after));
    // Any key removes the message.
    let changed =
        all.filter(|((name, was), (_, is))| was != is && !(*name == "notice" && is.is_empty()));
    let words = changed.map(|((name, _), (_, is))| format!("{name}: {is}"));
    words.collect::<Vec<_>>().join("; ")
}

/// Returns what each of several ways to give a command changes; it must be the same, and something.
fn changed_by_all(desk: &Desk, ways: &str, start: &str) -> String {
    let mut first = String::new();
    for way in ways.split(' ') {
        let changed = changes(desk, start, way);
        assert!(!changed.is_empty(), "{way} changes nothing behind {start}");
        if !first.is_empty() {
            assert_eq!(changed, first, "{way} of {ways}");
        }
        first = changed;
    }
    first
}

#[test]
fn every_key_of_the_table_does_what_its_words_say() {
    let (desk, mut said) = (desk(), String::new());
    for binding in Keymap::default().of(0).rows() {
        writeln!(said, "{}", binding.words).unwrap();
        for mode in binding.modes {
            let panes: &[Pane] = match mode {
                Mode::Screen => &[Pane::List, Pane::Detail, Pane::Quotes],
                Mode::Selecting
                | Mode::Query
                | Mode::Find
                | Mode::Completion
                | Mode::Overlay
                | Mode::Picker
                | Mode::Review
                | Mode::Value
                | Mode::ValueLines => &[Pane::List],
            };
            for pane in panes {
                let place = if *mode == Mode::Screen {
                    format!("{pane:?}")
                } else {
                    mode_name(*mode).to_owned()
                };
                let changed = match beginning(binding, *mode, *pane) {
                    Ok(start) => changed_by_all(&desk, binding.keys, &start),
                    Err(why) => why.to_owned(),
                };
                writeln!(said, "  {place}: {changed}").unwrap();
            }
        }
    }
    insta::assert_snapshot!("every-key", said);
}

#[test]
fn numbers_before_keys_and_keys_that_take_two() {
    let (desk, mut said) = (desk(), String::new());
    let mut record_changes = |pane: Pane, keys: &str| {
        let changed = changes(&desk, to(pane), keys);
        assert!(!changed.is_empty(), "{keys} changes nothing in {pane:?}");
        writeln!(said, "{pane:?} {keys}: {changed}").unwrap();
    };
    for pane in [Pane::List, Pane::Detail, Pane::Quotes] {
        for keys in ["3j", "3k", "3gg", "1G", "2<c-d>", "2<c-u>", "2<pagedown>", "2<pageup>"] {
            record_changes(pane, keys);
        }
        for keys in ["1<enter>", "oo", "<c-c><c-c>", "s<down><enter>", "z<esc>z"] {
            record_changes(pane, keys);
        }
    }
    insta::assert_snapshot!("numbers", said);
}
