//! Whatever messages come, in whatever order, what is selected is listed and can be drawn.

use proptest::prelude::*;

use super::flows::desk;
use super::{large, reading};
use crate::browser::model::{
    Command, CompletionStep, CopyTarget, Gesture, HistoryStep, Input, LineEdit, Message, Motion,
    Pane, Pointing, Report, Size, Step,
};

fn any_message() -> impl Strategy<Value = Message> {
    use Command as C;
    let steps = [
        Step::Down,
        Step::Up,
        Step::HalfDown,
        Step::HalfUp,
        Step::PageDown,
        Step::PageUp,
        Step::First,
        Step::Last,
        Step::Nth(3),
        Step::By(2),
        Step::By(-2),
    ];
    let edits = [
        LineEdit::Left,
        LineEdit::WordLeft,
        LineEdit::DeleteBefore,
        LineEdit::DeleteWord,
        LineEdit::Start,
    ];
    let others = [
        C::Left,
        C::Right,
        C::NextPane,
        C::PreviousPane,
        C::BesideDown,
        C::BesideUp,
        C::Open,
        C::Back,
        C::Forward,
        C::Search,
        C::ClearSearch,
        C::View(1),
        C::Everything,
        C::NextMatch,
        C::PreviousMatch,
        C::Mask,
        C::Mark,
        C::Extend(Motion::NextWord, 1),
        C::Extend(Motion::Left, 3),
        C::Extend(Motion::LineEnd, 1),
        C::OtherEnd,
        C::MarkAnew,
        C::AddQuote,
        C::TakeBack,
        C::OpenSource,
        C::Wrap,
        C::AcceptSearch,
        C::CancelSearch,
        C::Complete(CompletionStep::Ask),
        C::Complete(CompletionStep::Next),
        C::Complete(CompletionStep::Previous),
        C::Complete(CompletionStep::Take),
        C::Complete(CompletionStep::Leave),
        C::Recall(HistoryStep::Earlier),
        C::Recall(HistoryStep::Later),
        C::Recall(HistoryStep::List),
        C::OpenEditor,
        C::OpenEditorAtProblem,
        C::Zoom,
        C::QuotePane,
        C::SortBy,
        C::Copy(CopyTarget::Line),
        C::Copy(CopyTarget::Quote),
        C::Copy(CopyTarget::Address),
        C::Filter,
        C::OnlySame,
        C::ExcludeSame,
        C::Tick,
        C::Reverse,
        C::Problems,
        C::NextProblem,
        C::PreviousProblem,
        C::Choose,
        C::Reload,
        C::BackOut,
        C::Interrupt,
    ];
    let size = (1..140_u16, 1..50_u16);
    let gesture =
        prop_oneof![Just(Gesture::Click), Just(Gesture::WheelUp), Just(Gesture::WheelDown)];
    let mouse = (gesture, 0u16..130, 0u16..40)
        .prop_map(|(gesture, column, row)| Input::Point(Pointing { gesture, column, row }).into());
    prop_oneof![
        4 => proptest::sample::select(steps.to_vec()).prop_map(|step| Input::Do(C::Move(step)).into()),
        1 => proptest::sample::select(edits.to_vec()).prop_map(|edit| Input::Do(C::Edit(edit)).into()),
        4 => proptest::sample::select(others.to_vec()).prop_map(|command| Input::Do(command).into()),
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
            let listing = &desk.model.listing;
            prop_assert_eq!(listing.position().is_some(), !listing.ids().is_empty());
            let (_, rows) = desk.model.room(Pane::List);
            let seen = listing.selected().is_none_or(|id| listing.window(rows).1.contains(id));
            prop_assert!(seen || rows == 0);
            let page = desk.model.detail_page();
            let found = desk.model.detail.spot().is_some_and(|spot| !page.lines_about(spot).is_empty());
            prop_assert_eq!(found, !page.blocks().is_empty());
            let page = desk.model.quotes_page().page;
            let found = desk.model.quotes.spot().is_some_and(|spot| !page.lines_about(spot).is_empty());
            prop_assert_eq!(found, !page.blocks().is_empty());
            large::expect_pages_as_laid_out_anew(&desk);
        }
        desk.screen();
    }
}
