//! Draws the network: the tree or the matrix, and beside it why the selected line is there.

use crate::browser::model::FrameAreas;
use crate::browser::model::page::{Role, StyledRun};
use crate::browser::screen::network::areas;
use crate::browser::screen::network::page::counted_records;
use crate::browser::screen::network::state::{NetworkScreen, onlooker_of};
use crate::browser::view::DrawContext;
use crate::browser::view::canvas::{Border, Canvas};
use crate::browser::view::page::{PageAt, PaneArea, page};
use crate::search::Query;
use crate::text::{counted, squeezed, visible};

/// Draws the screen.
pub(super) fn draw(network: &NetworkScreen, context: DrawContext<'_>, canvas: &mut Canvas<'_>) {
    let shared = context.shared;
    let places = areas(shared.areas().body);
    let inside = FrameAreas::inside(places.tree);
    let name = match (network.centre(), shared.masked()) {
        (Some(id), Some(masked)) => visible(&squeezed(&masked.heading_of(id))).into_owned(),
        (None, _) | (_, None) => String::new(),
    };
    let steps = counted(network.steps(), "step");
    let aside = match network.tree() {
        Some(tree) => {
            let others = if onlooker_of(shared) == crate::views::network::graph::Onlooker::Others {
                "as others may see it · "
            } else {
                ""
            };
            let records = counted_records(tree.records, onlooker_of(shared));
            format!("{others}{steps} · {records}")
        }
        None if network.is_waiting() => "…".to_owned(),
        None => String::new(),
    };
    let title = match (network.is_matrix(), name.is_empty()) {
        (_, true) => "Network".to_owned(),
        (true, false) => format!("Matrix · {name}"),
        (false, false) => format!("Network · {name}"),
    };
    let border = Border { title: &title, aside: &aside, focused: true, marked: true };
    let at = PageAt { page: network.page(), cursor: network.cursor() };
    page(canvas, PaneArea { whole: places.tree, inside }, &border, &at, &Query::default());
    if network.page().lines().is_empty() {
        let said = match (shared.masked(), network.centre()) {
            (None, _) => "reading files …",
            (Some(_), None) => "No record is selected: select one in the list, then gn.",
            (Some(_), Some(_)) if network.is_waiting() => "looking at all ties …",
            (Some(_), Some(_)) => "This record is not there, or others may not see it.",
        };
        let room = usize::from(inside.width).saturating_sub(2);
        for (row, run) in StyledRun::wrapped(Role::Quiet, said, room).iter().enumerate() {
            canvas.run(inside, 1, row, run);
        }
    }
    let title = match (&shared.find_line, network.way()) {
        (Some(_), _) => "Linked with …",
        (None, Some(_)) => "The way",
        (None, None) => "Why this line",
    };
    let inside = FrameAreas::inside(places.why);
    let rows = usize::from(inside.height);
    let below = network.beside().len().saturating_sub(rows);
    let aside = if below > 0 { format!("{below} more ↓ J") } else { String::new() };
    canvas.border(places.why, &Border { title, aside: &aside, focused: false, marked: false });
    for (row, line) in network.beside().iter().take(rows).enumerate() {
        canvas.line(inside, row, line);
    }
}
