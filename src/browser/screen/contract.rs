//! What every screen implements, and what its functions work on.

use std::fmt::Debug;

use ratatui::layout::Position;

use crate::browser::keymap::{KeyHint, ScreenInfo};
use crate::browser::model::OwnCommand;
use crate::browser::model::destination::Destination;
use crate::browser::model::query::find_line::FindStep;
use crate::browser::model::renamed_ids::RenamedIds;
use crate::browser::model::{Choice, Command, Effect, Pointing, Shared};
use crate::browser::view::DrawContext;
use crate::browser::view::bars::FilePlace;
use crate::browser::view::canvas::Canvas;
use crate::browser::view::spoken::Spoken;
use crate::collection::{Collection, TextSearchPart};
use crate::record::Id;
use crate::session::WriteOutcome;
use crate::views::ViewAnswer;
use crate::views::network::request::TieAnswer;

/// A screen: its own state, and how keys, reports and new files change it.
///
/// The frame around it (title, query line, status line), the overlay over it, help, palette and general
/// commands such as searching and masking need nothing of it. Only the active screen gets input and is
/// drawn; every screen hears of a new collection and of new results.
pub(crate) trait Screen {
    /// Returns its name, its keys and its part of the help.
    fn info(&self) -> &'static ScreenInfo;

    /// Returns whether keys move the end of a selection on it, so that [`Mode::Selecting`] is in force.
    ///
    /// [`Mode::Selecting`]: crate::browser::model::Mode::Selecting
    fn is_selecting(&self, shared: &Shared) -> bool {
        _ = shared;
        false
    }

    /// Returns the most useful keys where the user is now, the most useful first; none if those of the tables
    /// are to be shown.
    fn hints(&self, shared: &Shared) -> Vec<KeyHint> {
        _ = shared;
        Vec::new()
    }

    /// Returns what the help calls the place where these keys are useful.
    fn here(&self, shared: &Shared) -> &'static str {
        _ = shared;
        self.info().name
    }

    /// Performs a command that is not the same on every screen: one that moves, opens or copies what is
    /// under the cursor, or one of its own.
    fn perform(&mut self, shared: &mut Shared, command: Command) -> Vec<Effect>;

    /// Returns whether one of its own commands changes a file.
    fn writes(&self, own: OwnCommand) -> bool {
        _ = own;
        false
    }

    /// Returns whether it is a view: whether it counts cases, of which others may see no few.
    fn is_view(&self) -> bool {
        false
    }

    /// Returns the record whose file a command is to change, where that is known before.
    fn edited_record<'s>(&'s self, shared: &'s Shared, own: OwnCommand) -> Option<&'s Id> {
        _ = (shared, own);
        None
    }

    /// Returns whether one of its own commands takes something of the record that is shown or selected.
    fn takes_record(&self, own: OwnCommand) -> bool {
        _ = own;
        false
    }

    /// Returns whether one of its own commands is for all records that are listed, those too that are still to come.
    fn takes_all(&self, own: OwnCommand) -> bool {
        _ = own;
        false
    }

    /// Returns whether one of its own commands can do nothing before the first records are read.
    fn needs_records(&self, own: OwnCommand) -> bool {
        _ = own;
        false
    }

    /// Gives up what it still looks for on behalf of the user, who has pressed another key meanwhile.
    fn interrupted(&mut self) {}

    /// Handles the mouse, which no overlay covers.
    fn point(&mut self, shared: &mut Shared, pointing: Pointing) -> Vec<Effect> {
        _ = (shared, pointing);
        Vec::new()
    }

    /// Closes or leaves what was opened last on it; returns whether there was anything.
    fn back_out(&mut self, shared: &mut Shared) -> bool {
        _ = shared;
        false
    }

    /// Goes back to what it showed before; returns whether there was anything. Without, [`Command::Back`] leaves it.
    fn goes_back(&mut self, shared: &mut Shared) -> bool {
        _ = shared;
        false
    }

    /// Is shown from now on.
    fn entered(&mut self, shared: &mut Shared) {
        _ = shared;
    }

    /// Opens its own search line, [`Shared::find_line`], where searching means what it shows and not the
    /// list; returns whether it has.
    fn open_find(&mut self, shared: &mut Shared) -> bool {
        _ = shared;
        false
    }

    /// Follows its own search line.
    fn find(&mut self, shared: &mut Shared, step: FindStep) -> Vec<Effect> {
        _ = (shared, step);
        Vec::new()
    }

    /// Shows the list of what is found, because the user searches or opens a saved view.
    fn show_list(&mut self, shared: &mut Shared) {
        _ = shared;
    }

    /// Gives keys back to where they went before the query line was opened, which was closed without a search.
    fn search_cancelled(&mut self, shared: &mut Shared) {
        _ = shared;
    }

    /// Does what a line of an overlay is for that it has shown itself.
    fn choose(&mut self, shared: &mut Shared, choice: Choice) -> Vec<Effect> {
        _ = (shared, choice);
        Vec::new()
    }

    /// Takes from the overlay on top what is to be remembered, before a key closes it.
    fn overlay_closes(&mut self, shared: &Shared) {
        _ = shared;
    }

    /// Shows a place, whichever screen asked for it; only the home screen is asked to. `from` is the name of the
    /// screen that is left for it, where that is another.
    fn go_to(&mut self, shared: &mut Shared, destination: Destination, from: Option<&'static str>) {
        _ = (shared, destination, from);
    }

    /// Puts the ids that records have now in the place of those that they had, before it is shown what has changed.
    fn ids_renamed(&mut self, renamed: &RenamedIds) {
        _ = renamed;
    }

    /// Compares the collection before, which `shared` still has, with the one that takes its place.
    fn collection_changes(&mut self, shared: &Shared, now: &Collection) {
        _ = (shared, now);
    }

    /// Forgets what it knew of the collection before, and finds its place in the new one.
    fn collection_changed(&mut self, shared: &mut Shared) -> Vec<Effect> {
        _ = shared;
        Vec::new()
    }

    /// Follows the list of what is found, which has changed.
    fn results_changed(&mut self, shared: &mut Shared) {
        _ = shared;
    }

    /// Takes an answer to a search in the archived texts, to the search with this number.
    fn texts_found(&mut self, generation: u64, is_first: bool, part: &TextSearchPart) {
        _ = (generation, is_first, part);
    }

    /// Returns what has to be found out for what it shows, after a message, while it is the active screen.
    fn asks(&mut self, shared: &Shared) -> Vec<Effect> {
        _ = shared;
        Vec::new()
    }

    /// Takes what a record is tied to, or a way between two, in answer to the request with this number.
    fn tied(&mut self, generation: u64, answer: &TieAnswer) {
        _ = (generation, answer);
    }

    /// Takes the records that words find, in answer to the request with this number.
    fn ends_found(&mut self, generation: u64, ids: &[Id]) {
        _ = (generation, ids);
    }

    /// Takes an answer to a request for a view with this number, which may be another screen's.
    fn viewed(&mut self, generation: u64, answer: &ViewAnswer) {
        _ = (generation, answer);
    }

    /// Takes what became of writing a file; only the home screen writes today.
    fn rewritten(&mut self, shared: &mut Shared, outcome: WriteOutcome) -> Vec<Effect> {
        _ = (shared, outcome);
        Vec::new()
    }

    /// Makes every cursor and scroll position valid after a message: the only place that does.
    fn settle(&mut self, shared: &mut Shared) {
        _ = shared;
    }

    /// Returns the record that the user looks at, which the window title names.
    fn record<'s>(&'s self, shared: &'s Shared) -> Option<&'s Id> {
        _ = shared;
        None
    }

    /// Returns the place in a file that is under the cursor, which the status line names.
    fn place<'s>(&'s self, shared: &'s Shared) -> Option<FilePlace<'s>> {
        _ = shared;
        None
    }

    /// Draws it into its area, [`FrameAreas::body`].
    ///
    /// [`FrameAreas::body`]: crate::browser::model::FrameAreas::body
    fn draw(&self, context: DrawContext<'_>, canvas: &mut Canvas<'_>);

    /// Returns the selected line in words, and its cell, for a screen reader.
    fn spoken(&self, shared: &Shared) -> Option<Spoken> {
        _ = shared;
        None
    }

    /// Returns where the caret of the terminal goes, unless something over the screen has it.
    fn caret(&self, shared: &Shared) -> Option<Position> {
        _ = shared;
        None
    }
}

/// The state of a screen and what it shares with others, to be changed.
pub(crate) struct ScreenMut<'a, S> {
    /// The state of the screen.
    pub(crate) own: &'a mut S,
    /// What it shares with other screens.
    pub(crate) shared: &'a mut Shared,
}

/// The state of a screen and what it shares with others, to be read.
pub(crate) struct ScreenRef<'a, S> {
    /// The state of the screen.
    pub(crate) own: &'a S,
    /// What it shares with other screens.
    pub(crate) shared: &'a Shared,
}

impl<S> ScreenMut<'_, S> {
    /// Returns the same, to be read.
    pub(crate) fn view(&self) -> ScreenRef<'_, S> {
        ScreenRef { own: self.own, shared: self.shared }
    }
}

// Derived, these would ask for a state that can be copied.
impl<S> Clone for ScreenRef<'_, S> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<S> Copy for ScreenRef<'_, S> {}

/// The screens of a browser.
pub(crate) trait ScreenSet: Clone + Debug + Default {
    /// Returns each screen.
    fn each(&self) -> EachScreen<&dyn Screen>;
    /// Returns each screen, to be changed.
    fn each_mut(&mut self) -> EachScreen<&mut dyn Screen>;
}

/// The home screen, which is shown at the start and to which others lead back, and the others.
pub(crate) struct EachScreen<S> {
    /// The home screen.
    pub(crate) home: S,
    /// The others.
    pub(crate) others: Vec<S>,
}

impl<S> EachScreen<S> {
    /// Returns the screen with this number, from 0 for the home screen.
    pub(crate) fn numbered(self, number: usize) -> S {
        let other = number.checked_sub(1).and_then(|other| self.others.into_iter().nth(other));
        other.unwrap_or(self.home)
    }

    /// Returns the screens in the order of their numbers.
    pub(crate) fn all(self) -> impl Iterator<Item = S> {
        std::iter::once(self.home).chain(self.others)
    }
}
