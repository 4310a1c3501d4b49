//! The keys that mean the same in every view (counts, map, network …): one table, from which each view takes its rows.

use super::super::model::{Command, Mode};
use super::screen_info::{HelpSection, KeyGroup, ScreenInfo};
use super::table::{Binding, key};

/// Goes left: a column, or a part of the map.
pub(crate) const LEFT: &str = "h <left>";
/// Goes right.
pub(crate) const RIGHT: &str = "l <right>";
/// Shows more at once, less closely.
pub(crate) const ZOOM_OUT: &str = "<lt> ,";
/// Shows less at once, more closely.
pub(crate) const ZOOM_IN: &str = "> .";
/// Fits the view to all that is in it.
pub(crate) const FIT: &str = "=";
/// Goes to the other part of the view.
pub(crate) const OTHER_PART: &str = "<tab> <s-tab>";
/// Searches for what is selected alone; the view follows the search.
pub(crate) const ONLY: &str = "*";
/// Searches for all but what is selected.
pub(crate) const WITHOUT: &str = "-";
/// Shows the same in another arrangement.
pub(crate) const OTHER_FORM: &str = "m";
/// Shows the view as a plain table.
pub(crate) const TABLE: &str = "t";
/// Takes what is shown out of the program.
pub(crate) const EXPORT: &str = "x";

/// The general command behind which keys that move are listed.
pub(crate) const MOVES: &str = "last";
/// The general command behind which keys that change what is shown are listed.
pub(crate) const CHANGES: &str = "mask";

/// The general commands that no view has: each number has its list, where these are at home.
const NOT_IN_VIEWS: &[&str] = &[
    "forward",
    "next-match",
    "previous-match",
    "edit",
    "copy-line",
    "copy-id",
    "copy-quote",
    "copy-citation",
    "copy-place",
    "copy-address",
];

/// Returns a row of a view's keys.
pub(crate) const fn view_key(
    keys: &'static str,
    name: &'static str,
    command: Command,
    words: &'static str,
) -> Binding {
    key(keys, &[Mode::Screen], name, command, words)
}

/// Returns what the rest of the browser knows of a view; `way_in` is the row of the key that leads to it.
pub(crate) const fn view_info(
    name: &'static str,
    way_in: &'static [Binding],
    keys: &'static [KeyGroup],
    help: &'static [HelpSection],
) -> ScreenInfo {
    ScreenInfo {
        name,
        way_in: Some(KeyGroup { after: "unsourced", rows: way_in }),
        keys,
        without: NOT_IN_VIEWS,
        help,
        selecting: "",
    }
}
