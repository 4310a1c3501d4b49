//! The command names that a configuration uses for key bindings.

use super::super::model::{
    Command as C, CompletionStep, CopyTarget, GotoList, HistoryStep, LineEdit, Motion, Step,
};
use super::table::Meaning;

/// Every meaning of the table of keys, in its order, and its one name.
const NAMES: &[(&str, Meaning)] = &[
    ("down", Meaning::Do(C::Move(Step::Down))),
    ("up", Meaning::Do(C::Move(Step::Up))),
    ("first", Meaning::Do(C::Move(Step::First))),
    ("last", Meaning::Do(C::Move(Step::Last))),
    ("half-page-down", Meaning::Do(C::Move(Step::HalfDown))),
    ("half-page-up", Meaning::Do(C::Move(Step::HalfUp))),
    ("page-down", Meaning::Do(C::Move(Step::PageDown))),
    ("page-up", Meaning::Do(C::Move(Step::PageUp))),
    ("open", Meaning::Do(C::Open)),
    ("back", Meaning::Do(C::Back)),
    ("forward", Meaning::Do(C::Forward)),
    ("next-pane", Meaning::Do(C::NextPane)),
    ("previous-pane", Meaning::Do(C::PreviousPane)),
    ("right", Meaning::Do(C::Right)),
    ("left", Meaning::Do(C::Left)),
    ("beside-down", Meaning::Do(C::BesideDown)),
    ("beside-up", Meaning::Do(C::BesideUp)),
    ("search", Meaning::Do(C::Search)),
    ("clear-search", Meaning::Do(C::ClearSearch)),
    ("everything", Meaning::Do(C::Everything)),
    ("next-match", Meaning::Do(C::NextMatch)),
    ("previous-match", Meaning::Do(C::PreviousMatch)),
    ("filter", Meaning::Do(C::Filter)),
    ("only-same", Meaning::Do(C::OnlySame)),
    ("exclude-same", Meaning::Do(C::ExcludeSame)),
    ("sort", Meaning::Do(C::SortBy)),
    ("reverse", Meaning::Do(C::Reverse)),
    ("edit", Meaning::Do(C::OpenEditor)),
    ("edit-problem", Meaning::Do(C::OpenEditorAtProblem)),
    ("sources", Meaning::Do(C::List(GotoList::Sources))),
    ("places", Meaning::Do(C::List(GotoList::Places))),
    ("disputed", Meaning::Do(C::List(GotoList::Disputed))),
    ("unsourced", Meaning::Do(C::List(GotoList::Unsourced))),
    ("impact", Meaning::Do(C::Withdrawn)),
    ("with-derived", Meaning::Do(C::WithDerived)),
    ("mark", Meaning::Do(C::Mark)),
    ("add-quote", Meaning::Do(C::AddQuote)),
    ("undo-quote", Meaning::Do(C::TakeBack)),
    ("mark-left", Meaning::Do(C::Extend(Motion::Left, 1))),
    ("mark-right", Meaning::Do(C::Extend(Motion::Right, 1))),
    ("mark-next-word", Meaning::Do(C::Extend(Motion::NextWord, 1))),
    ("mark-word-before", Meaning::Do(C::Extend(Motion::WordBefore, 1))),
    ("mark-word-end", Meaning::Do(C::Extend(Motion::WordEnd, 1))),
    ("mark-line-start", Meaning::Do(C::Extend(Motion::LineStart, 1))),
    ("mark-line-end", Meaning::Do(C::Extend(Motion::LineEnd, 1))),
    ("other-end", Meaning::Do(C::OtherEnd)),
    ("restart-mark", Meaning::Do(C::MarkAnew)),
    ("open-source", Meaning::Do(C::OpenSource)),
    ("copy-line", Meaning::Do(C::Copy(CopyTarget::Line))),
    ("copy-id", Meaning::Do(C::Copy(CopyTarget::Id))),
    ("copy-quote", Meaning::Do(C::Copy(CopyTarget::Quote))),
    ("copy-citation", Meaning::Do(C::Copy(CopyTarget::Citation))),
    ("copy-place", Meaning::Do(C::Copy(CopyTarget::Place))),
    ("copy-address", Meaning::Do(C::Copy(CopyTarget::Address))),
    ("zoom", Meaning::Do(C::Zoom)),
    ("quote-pane", Meaning::Do(C::QuotePane)),
    ("wrap", Meaning::Do(C::Wrap)),
    ("mask", Meaning::Do(C::Mask)),
    ("problems", Meaning::Do(C::Problems)),
    ("next-problem", Meaning::Do(C::NextProblem)),
    ("previous-problem", Meaning::Do(C::PreviousProblem)),
    ("reload", Meaning::Do(C::Reload)),
    ("back-out", Meaning::Do(C::BackOut)),
    ("select", Meaning::Do(C::Tick)),
    ("choose", Meaning::Do(C::Choose)),
    ("help", Meaning::Help),
    ("palette", Meaning::Palette),
    ("quit", Meaning::Do(C::Quit)),
    ("accept-search", Meaning::Do(C::AcceptSearch)),
    ("restore-search", Meaning::Do(C::CancelSearch)),
    ("complete", Meaning::Do(C::Complete(CompletionStep::Ask))),
    ("next-suggestion", Meaning::Do(C::Complete(CompletionStep::Next))),
    ("previous-suggestion", Meaning::Do(C::Complete(CompletionStep::Previous))),
    ("accept-suggestion", Meaning::Do(C::Complete(CompletionStep::Take))),
    ("cancel-suggestions", Meaning::Do(C::Complete(CompletionStep::Leave))),
    ("earlier-query", Meaning::Do(C::Recall(HistoryStep::Earlier))),
    ("later-query", Meaning::Do(C::Recall(HistoryStep::Later))),
    ("search-history", Meaning::Do(C::Recall(HistoryStep::List))),
    ("character-left", Meaning::Do(C::Edit(LineEdit::Left))),
    ("character-right", Meaning::Do(C::Edit(LineEdit::Right))),
    ("word-left", Meaning::Do(C::Edit(LineEdit::WordLeft))),
    ("word-right", Meaning::Do(C::Edit(LineEdit::WordRight))),
    ("line-start", Meaning::Do(C::Edit(LineEdit::Start))),
    ("line-end", Meaning::Do(C::Edit(LineEdit::End))),
    ("delete-before", Meaning::Do(C::Edit(LineEdit::DeleteBefore))),
    ("delete-after", Meaning::Do(C::Edit(LineEdit::DeleteUnder))),
    ("delete-word", Meaning::Do(C::Edit(LineEdit::DeleteWord))),
    ("delete-to-start", Meaning::Do(C::Edit(LineEdit::DeleteToStart))),
    ("delete-to-end", Meaning::Do(C::Edit(LineEdit::DeleteToEnd))),
    ("redraw", Meaning::Do(C::Redraw)),
    ("suspend", Meaning::Do(C::Suspend)),
    ("interrupt", Meaning::Do(C::Interrupt)),
    ("blank-and-quit", Meaning::Do(C::BlankAndQuit)),
];

/// Names of earlier versions, which configurations may still use, each with the name of today.
const FORMER: &[(&str, &str)] = &[
    ("none-such", "exclude-same"),
    ("withdrawn", "impact"),
    ("take-back", "undo-quote"),
    ("mark-anew", "restart-mark"),
    ("tick", "select"),
    ("keep-search", "accept-search"),
    ("next-offer", "next-suggestion"),
    ("previous-offer", "previous-suggestion"),
    ("take-offer", "accept-suggestion"),
    ("leave-offers", "cancel-suggestions"),
    ("asked-before", "search-history"),
];

/// Returns what a configuration calls a meaning; `None` only for what no key has.
pub fn name_of(meaning: Meaning) -> Option<&'static str> {
    NAMES.iter().find(|(_, known)| *known == meaning).map(|(name, _)| *name)
}

/// Returns all names of a meaning, those of earlier versions included.
pub(super) fn all_names_of(meaning: Meaning) -> String {
    let name = name_of(meaning).unwrap_or_default();
    let former = FORMER.iter().filter(|(_, now)| *now == name).map(|(former, _)| *former);
    std::iter::once(name).chain(former).collect::<Vec<_>>().join(" ")
}

/// Returns the meaning with this name, or with this name in an earlier version.
pub fn meaning_of(name: &str) -> Option<Meaning> {
    let former = FORMER.iter().find(|(former, _)| *former == name);
    let name = former.map_or(name, |(_, now)| now);
    NAMES.iter().find(|(known, _)| *known == name).map(|(_, meaning)| *meaning)
}

/// Returns every name.
pub fn names() -> impl Iterator<Item = &'static str> {
    NAMES.iter().map(|(name, _)| *name)
}

#[cfg(test)]
mod tests {
    use super::super::table::TABLE;
    use super::*;

    #[test]
    fn names_of_earlier_versions_keep_their_meaning() {
        for (former, now) in FORMER {
            assert!(names().all(|name| name != *former), "{former}");
            assert!(meaning_of(former).is_some(), "{former}");
            assert_eq!(meaning_of(former), meaning_of(now), "{former}");
        }
    }

    #[test]
    fn every_meaning_of_the_table_has_one_name_and_every_name_one_meaning() {
        for binding in TABLE {
            let names = NAMES.iter().filter(|(_, meaning)| *meaning == binding.meaning).count();
            assert_eq!(names, 1, "{:?} needs a name in NAMES", binding.meaning);
        }
        for (index, (name, meaning)) in NAMES.iter().enumerate() {
            assert!(NAMES[index + 1..].iter().all(|(other, _)| other != name), "{name} twice");
            assert!(TABLE.iter().any(|binding| binding.meaning == *meaning), "{name} has no key");
            assert!(name.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{name}");
        }
    }
}
