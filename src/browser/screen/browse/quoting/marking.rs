//! Selecting a passage of an archived text: starting, extending, and following text changes.

use std::sync::Arc;

use crate::browser::model::Wrap;
use crate::browser::model::edit::marked_passage::{MarkStage, MarkedPassage};
use crate::browser::model::input::command::{Motion, Step};
use crate::browser::model::page::{LaidOutText, QuoteItem, RowCell, UNREADABLE};
use crate::browser::screen::browse::navigation::reading;
use crate::browser::screen::browse::panes::Pane;
use crate::browser::screen::browse::state::{BrowseMut, BrowseRef};
use crate::record::{Id, Kind};
use crate::text::ByteRange;

const MASKED: &str = "this line is masked (P shows it)";
const NO_FURTHER: &str = "nothing more to select in that direction";

/// Starts a selection at the cursor; if there is one, ends it, or extends it further if the cursor has
/// not moved since.
pub(crate) fn toggle(model: &mut BrowseMut<'_>) {
    let Some((reading, source)) = text(model) else { return };
    let at_head =
        |mark: &MarkedPassage| model.own.quotes.spot() == Some(&QuoteItem::At(mark.head().start()));
    let stage = model.view().mark_here().map(|mark| (mark.stage, at_head(mark)));
    match stage {
        Some((MarkStage::Growing, _)) => fix(model),
        Some((MarkStage::Fixed, true)) => grow(model),
        Some((MarkStage::Fixed | MarkStage::Sent | MarkStage::Written, _)) | None => {
            begin(model, &reading, source);
        }
    }
}

/// Starts a selection at the cursor, in place of another.
pub(crate) fn start(model: &mut BrowseMut<'_>) {
    if let Some((reading, source)) = text(model) {
        begin(model, &reading, source);
    }
}

/// Moves the end of the selection by a motion, repeated `times` times.
pub(crate) fn extend(model: &mut BrowseMut<'_>, motion: Motion, times: usize) {
    let Some((reading, head)) = head(model.view()) else { return };
    let mut there = Some(head).filter(|_| times == 0);
    let mut from = head;
    for _ in 0..times {
        let Some(next) = reading.moved(from.start(), motion).filter(|next| *next != from) else {
            break;
        };
        (there, from) = (Some(next), next);
    }
    reach(model, there, None);
}

/// Moves the end of the selection by rows.
pub(crate) fn step(model: &mut BrowseMut<'_>, step: Step) {
    let Some((reading, head)) = head(model.view()) else { return };
    let rows = model.view().room(Pane::Quotes).rows;
    let column = model.own.mark.as_ref().and_then(|mark| mark.cell);
    let cell = column.unwrap_or_else(|| reading.cell_of(head.start()).cell);
    let there = reading.stepped(head.start(), step, cell, rows);
    reach(model, there.filter(|there| *there != head), Some(cell));
}

/// Moves the end of the selection to a cell of a row.
pub(crate) fn point(model: &mut BrowseMut<'_>, at: RowCell) {
    let Some((reading, _)) = head(model.view()) else { return };
    reach(model, reading.at_cell(at), None);
}

/// Makes the other end of the selection the one that keys move.
pub(crate) fn other_end(model: &mut BrowseMut<'_>) {
    let Some(mark) = &mut model.own.mark else { return };
    mark.swap_ends();
    mark.cell = None;
    show_head(model);
}

/// Restarts the selection at the cursor.
pub(crate) fn restart(model: &mut BrowseMut<'_>) {
    let Some(mark) = &mut model.own.mark else { return };
    mark.restart();
}

/// Clears the selection in the text that is shown; returns whether there was one.
pub(crate) fn drop_mark(model: &mut BrowseMut<'_>) -> bool {
    let is_here = model.own.focus == Pane::Quotes && model.view().mark_here().is_some();
    if is_here {
        model.own.mark = None;
        model.shared.say("selection cleared");
    }
    is_here
}

/// Jumps to the start of a selection.
pub(crate) fn go_to(model: &mut BrowseMut<'_>, mark: &MarkedPassage) {
    reading::go_to(model, QuoteItem::At(mark.range().start()));
}

/// Ends the selection if keys go to another pane now, or if its end is masked.
pub(crate) fn settle(model: &mut BrowseMut<'_>) {
    let hidden = model.own.mark.as_ref().zip(model.own.reading.as_ref());
    let hidden = hidden.is_some_and(|(mark, reading)| reading.hides(mark.head()));
    let marking = model.view().is_marking() && !hidden;
    if let Some(mark) = model.own.mark.as_mut().filter(|mark| mark.stage == MarkStage::Growing)
        && !marking
    {
        mark.stage = MarkStage::Fixed;
    }
}

/// Finds the selected words in the text as it is now.
pub(crate) fn renew(model: &mut BrowseMut<'_>) {
    let Some(mark) = model.own.mark.take() else { return };
    let now = model.shared.collection.as_deref().and_then(|all| all.archive().shared(&mark.source));
    model.own.mark = now.and_then(|now| mark.renewed(&now));
    if model.own.mark.is_none() {
        let said = "the text has changed and no longer contains the selected words";
        model.shared.notice = Some(said.to_owned());
    }
}

/// Returns the text that is shown and its source; if there is none, says how to open one.
fn text(model: &mut BrowseMut<'_>) -> Option<(Arc<LaidOutText>, Id)> {
    let read = model.own.reading.clone().zip(model.view().source_read().cloned());
    if let Some(read) = read.clone().filter(|_| model.own.focus == Pane::Quotes) {
        return Some(read);
    }
    let record = model.view().record().map(|located| located.record);
    let source = record.filter(|record| record.kind == Kind::Source);
    let masked_view = model.shared.masked();
    model.shared.notice = Some(match source.zip(masked_view) {
        Some(_) if read.is_some() => {
            "press Tab to go to the text; v selects a passage there".to_owned()
        }
        Some((source, masked_view)) if masked_view.has_unreadable_text(&source.id) => {
            UNREADABLE.to_owned()
        }
        Some((source, masked_view)) => format!(
            "the text of this source is not archived; add it with: casebook archive add {} FILE",
            masked_view.id(&source.id)
        ),
        None => "v selects a passage of an archived text; Enter on a quote opens it".to_owned(),
    });
    None
}

fn begin(model: &mut BrowseMut<'_>, reading: &LaidOutText, source: Id) {
    let text = model.shared.collection.as_deref().and_then(|all| all.archive().shared(&source));
    let offset = model.own.quotes.spot().and_then(|pick| reading.place(pick));
    let (Some(text), Some(offset)) = (text, offset) else {
        model.shared.say("these words are not in the text above");
        return;
    };
    let Some(cluster) = reading.cluster(offset) else {
        model.shared.notice = Some(MASKED.to_owned());
        return;
    };
    // The selection must be visible as a whole.
    model.own.wrap = Wrap::Broken;
    model.own.mark = Some(MarkedPassage::at(source, text, cluster));
    model.own.quotes.go_to(QuoteItem::At(cluster.start()));
}

fn fix(model: &mut BrowseMut<'_>) {
    let Some(mark) = &mut model.own.mark else { return };
    mark.stage = MarkStage::Fixed;
    model.shared.say("c quotes the passage, v extends it, Esc clears it");
}

fn grow(model: &mut BrowseMut<'_>) {
    let Some((reading, head)) =
        model.own.reading.clone().zip(model.own.mark.as_ref().map(MarkedPassage::head))
    else {
        return;
    };
    if reading.hides(head) {
        model.shared.notice = Some(MASKED.to_owned());
    } else if let Some(mark) = &mut model.own.mark {
        mark.stage = MarkStage::Growing;
    }
}

/// Returns the text in which keys move the end of the selection, and that end.
fn head(model: BrowseRef<'_>) -> Option<(Arc<LaidOutText>, ByteRange)> {
    let mark = model.mark_here().filter(|_| model.is_marking())?;
    Some((model.own.reading.clone()?, mark.head()))
}

fn reach(model: &mut BrowseMut<'_>, there: Option<ByteRange>, cell: Option<usize>) {
    let (Some(mark), Some(there)) = (&mut model.own.mark, there) else {
        model.shared.notice = Some(NO_FURTHER.to_owned());
        return;
    };
    mark.extend_to(there);
    mark.cell = cell;
    show_head(model);
}

fn show_head(model: &mut BrowseMut<'_>) {
    if let Some(head) = model.own.mark.as_ref().map(MarkedPassage::head) {
        model.own.quotes.go_to(QuoteItem::At(head.start()));
    }
}
