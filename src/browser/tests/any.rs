//! Whatever messages come, in whatever order, what is selected is listed and can be drawn.

use proptest::prelude::*;

use super::flows::desk;
use super::{large, reading};
use crate::browser::app::bindings;
use crate::browser::keymap::Meaning;
use crate::browser::model::{Command, Gesture, Input, Message, Pointing, Report, Size, Step};
use crate::browser::screen::browse::command::BrowseCommand;
use crate::browser::screen::browse::panes::Pane;

fn any_message() -> impl Strategy<Value = Message> {
    // Every command of the table of keys, and those that keys give with a number.
    let commands = bindings().into_iter().filter_map(|binding| match binding.meaning {
        Meaning::Do(command) => Some(command),
        Meaning::Help | Meaning::Palette => None,
    });
    let is_move = |command: &Command| matches!(command, Command::Move(_));
    let (mut steps, mut others): (Vec<_>, Vec<_>) = commands.partition(is_move);
    steps.extend([Step::Nth(3), Step::By(2), Step::By(-2)].map(Command::Move));
    others.extend([Command::View(1), BrowseCommand::MarkLeft.command().times(Some(3))]);
    let size = (1..140_u16, 1..50_u16);
    let gesture =
        prop_oneof![Just(Gesture::Click), Just(Gesture::WheelUp), Just(Gesture::WheelDown)];
    let mouse = (gesture, 0u16..130, 0u16..40)
        .prop_map(|(gesture, column, row)| Input::Point(Pointing { gesture, column, row }).into());
    prop_oneof![
        4 => proptest::sample::select(steps).prop_map(|command| Input::Do(command).into()),
        5 => proptest::sample::select(others).prop_map(|command| Input::Do(command).into()),
        2 => "[abortz :\"-]".prop_map(|c| Input::Type(c.chars().next().unwrap_or(' ')).into()),
        1 => "[ -~ấ妙]{0,6}".prop_map(|text| Input::Paste(text).into()),
        1 => size.prop_map(|(width, height)| Report::Resize(Size { width, height }).into()),
        1 => mouse,
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn whatever_happens_the_selection_is_listed(
        msgs in proptest::collection::vec(any_message(), 0..40),
        reads in any::<bool>(),
    ) {
        let mut desk = if reads { reading::desk().type_keys("<enter>") } else { desk() };
        for msg in msgs {
            desk.send(msg);
            if desk.model.active != 0 {
                // The panes are settled when they are shown again.
                continue;
            }
            let listing = &desk.model.shared.listing;
            prop_assert_eq!(listing.position().is_some(), !listing.ids().is_empty());
            let rows = desk.model.browse().room(Pane::List).rows;
            let seen = listing.selected().is_none_or(|id| listing.window(rows).1.contains(id));
            prop_assert!(seen || rows == 0);
            let page = desk.model.browse().detail_page();
            let found = desk.model.screens.browse.detail.spot().is_some_and(|spot| !page.lines_about(spot).is_empty());
            prop_assert_eq!(found, !page.blocks().is_empty());
            let page = desk.model.browse().quotes_page().page;
            let found = desk.model.screens.browse.quotes.spot().is_some_and(|spot| !page.lines_about(spot).is_empty());
            prop_assert_eq!(found, !page.blocks().is_empty());
            large::expect_pages_as_laid_out_anew(&desk);
        }
        desk.screen();
    }
}
