//! Draws the search in all archived texts.

use crate::browser::model::FrameAreas;
use crate::browser::model::page::{Role, StyledRun};
use crate::browser::screen::texts::state::TextsScreen;
use crate::browser::view::DrawContext;
use crate::browser::view::canvas::{Border, Canvas};
use crate::browser::view::page::{PageAt, PaneArea, page};
use crate::search::Query;
use crate::text::visible;

/// Draws the matches, or what to do where there are none.
pub(super) fn draw(texts: &TextsScreen, context: DrawContext<'_>, canvas: &mut Canvas<'_>) {
    let shared = context.shared;
    let whole = shared.areas().body;
    let inside = FrameAreas::inside(whole);
    let answer = texts.answer();
    // What is typed is shown in the line above; afterwards, masked where all words are.
    let words = shared.masked_query_words(texts.words());
    let title = match shared.find_line {
        None if !words.is_empty() => format!("Archived texts · {}", visible(&words)),
        Some(_) | None => "Archived texts".to_owned(),
    };
    let border = Border { title: &title, aside: &answer, focused: true, marked: true };
    let at = PageAt { page: texts.page(), cursor: texts.cursor() };
    page(canvas, PaneArea { whole, inside }, &border, &at, &Query::default());
    if !texts.hits().is_empty() {
        return;
    }
    let said = match shared.masked() {
        None => "reading files …",
        Some(masked) if !masked.has_texts() => {
            "No text is archived. Add one with: casebook archive add SOURCE FILE"
        }
        Some(_) if texts.words().trim().is_empty() => {
            "Type words; every archived text that contains them is listed, with the lines. Enter opens the text there."
        }
        Some(_) if answer == "no matches" => "No archived text contains these words.",
        Some(_) => return,
    };
    let room = usize::from(inside.width).saturating_sub(2);
    for (row, run) in StyledRun::wrapped(Role::Quiet, said, room).iter().enumerate() {
        canvas.run(inside, 1, row, run);
    }
}
