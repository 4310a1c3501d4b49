//! The update function: the only place where a message changes the state.

use std::sync::Arc;

use ratatui::layout::Rect;

use super::seen::{self, RecordInView, is_for_record};
use super::state::{HOME, Model, ScreenAndShared};
use crate::browser::model::destination::{Destination, WantedScreen};
use crate::browser::model::overlay::list::FileWay;
use crate::browser::model::overlay::problem_ref::JumpTarget;
use crate::browser::model::page::DetailItem;
use crate::browser::model::query::find_line::{FindLine, FindStep};
use crate::browser::model::shared::Displaced;
use crate::browser::model::update::overlay::Chosen;
use crate::browser::model::update::query::{
    completion, filter, history, save_view, search, sorting, view_list, views,
};
use crate::browser::model::update::reload::LoadedFiles;
use crate::browser::model::update::{
    bulk_edit, change_list, change_review, copied, export, impact_overlay, masking, overlay,
    problems, record_action, record_ids, reload, value_draft, value_input, value_place,
    value_preview,
};
use crate::browser::model::{
    Choice, Command, Effect, Gesture, Input, Message, Overlay, Pointing, ProbedFile, Prompt,
    RecordAction, Report, Shared, Slip, Theme,
};
use crate::browser::screen::contract::{Screen, ScreenSet};
use crate::browser::view::bars;
use crate::collection::{Collection, Touched};
use crate::diagnostic::Severity;
use crate::record::Id;

/// Changes the model as a message asks, and returns what is to be done.
pub(crate) fn update<S: ScreenSet>(
    model: &mut Model<S>,
    message: impl Into<Message>,
) -> Vec<Effect> {
    let message = message.into();
    let mut before = None;
    let mut effects = match message {
        Message::Input(input) => on_input(model, input),
        Message::Report(report) => {
            before = Some(RecordInView::before(model, &report));
            on_report(model, report)
        }
    };
    // Where the user asked to go to a record, it is the one that was meant.
    before.take_if(|_| model.shared.destination.is_some());
    go_where_wanted(model);
    let ScreenAndShared { screen, shared } = model.screen_mut();
    screen.settle(shared);
    if shared.displaced == Displaced::Unsaid {
        shared.displaced = Displaced::Said;
        let record = screen.record(shared).cloned();
        reload::report_displaced(shared, record.as_ref());
    }
    overlay::settle(shared);
    if let Some(before) = before {
        before.compare(model);
    }
    let ScreenAndShared { screen, shared } = model.screen_mut();
    effects.extend(screen.asks(shared));
    effects.extend(masking::find_names(shared));
    effects.extend(shared.discarded.take().map(Effect::Discard));
    effects
}

/// Handles an input of the user. A notice is cleared by it, since the user has read it by then.
fn on_input<S: ScreenSet>(model: &mut Model<S>, input: Input) -> Vec<Effect> {
    if let Input::Do(command) = input
        && model.shared.displaced == Displaced::Said
        && is_for_record(model, command)
    {
        return ask_for_displaced(model);
    }
    if let Input::Do(command) = input
        && let Some(effects) = seen::refuse(model, command)
    {
        return effects;
    }
    let shared = &mut model.shared;
    if shared.mode_above().is_none() {
        // The user has seen which record it is.
        shared.displaced = Displaced::No;
    }
    shared.notice = None;
    shared.pending.clear();
    shared.listing.keep_selection();
    if shared.unseen.is_none() && shared.mode_above().is_none() {
        // It was seen, and the key may be meant for it: what is found later does not replace it.
        shared.query.keep_best();
    }
    // Any key goes on from the welcome, and does what it means.
    shared.overlay.take_if(|overlay| overlay.is_welcome());
    let slip = std::mem::take(&mut shared.slip);
    shared.slip = slip_after(slip, &input);
    let armed = std::mem::take(&mut shared.interrupted);
    // Esc takes back what is looked for by itself.
    if !matches!(input, Input::Do(Command::BackOut | Command::Interrupt)) {
        let ScreenAndShared { screen, .. } = model.screen_mut();
        screen.interrupted();
    }
    let shared = &mut model.shared;
    let unmasked = if unmasks(&input) { masking::unmask_on_key(shared) } else { Vec::new() };
    let mut effects = match input {
        Input::Do(Command::Interrupt) => interrupt(model, armed),
        Input::Do(command) => perform(model, command),
        Input::Show(mut overlay) => {
            let ScreenAndShared { screen, shared } = model.screen_mut();
            if let Some(why_not) = value_place::why_never(shared) {
                overlay.without_writing(why_not, &|choice| writes(screen, choice));
            }
            // The keys that extend a selection have a section of their own.
            let keys = if screen.is_selecting(shared) { Vec::new() } else { screen.hints(shared) };
            shared.overlay = Some(overlay.beginning_with(screen.here(shared), &keys));
            Vec::new()
        }
        Input::Type(c) => insert(model, c.encode_utf8(&mut [0; 4])),
        Input::Paste(text) => insert(model, &text),
        Input::Pending(keys) => {
            shared.pending = keys;
            Vec::new()
        }
        Input::Unknown(words) => {
            shared.say(words);
            Vec::new()
        }
        // A click beside the input must not take away what is typed.
        Input::Point(_) if shared.overlay.is_none() && shared.value_input.is_some() => Vec::new(),
        Input::Point(pointing) if shared.overlay.is_some() => {
            overlay::scroll(shared, pointing.gesture);
            Vec::new()
        }
        // There is the query of the list, whatever keys go to.
        Input::Point(pointing) if is_click_at(shared.areas().query, pointing) => {
            if shared.find_line.is_none() {
                search_list(model);
            }
            Vec::new()
        }
        Input::Point(pointing)
            if bars::problems_area(shared).is_some_and(|area| is_click_at(area, pointing)) =>
        {
            perform(model, Command::Problems)
        }
        Input::Point(pointing) => {
            let ScreenAndShared { screen, shared } = model.screen_mut();
            screen.point(shared, pointing)
        }
    };
    effects.extend(unmasked);
    effects
}

/// Asks for the key again that would change a record which has come into the place of one that is gone.
fn ask_for_displaced<S: ScreenSet>(model: &mut Model<S>) -> Vec<Effect> {
    let record = model.screen().record(&model.shared).cloned();
    let shared = &mut model.shared;
    shared.displaced = Displaced::No;
    shared.pending.clear();
    let name = record.zip(shared.masked()).map(|(id, masked)| masked.name_of(&id));
    shared.notify_of(&name.unwrap_or_default(), |name| {
        format!("the record you were at is gone; press it again to change {name}")
    });
    Vec::new()
}

/// Returns whether a line of the lists of commands changes a file.
fn writes(screen: &dyn Screen, choice: &Choice) -> bool {
    if let Choice::Run(Command::Own(own)) = choice {
        return screen.writes(*own);
    }
    matches!(
        choice,
        Choice::New(_) | Choice::Record(_) | Choice::Run(Command::EditMarked | Command::SaveView)
    )
}

/// Returns whether an input proves that the user is at the keyboard. The mouse and a paste do not: both
/// can reach a window without the focus.
fn unmasks(input: &Input) -> bool {
    match input {
        Input::Do(Command::Mask | Command::BlankAndQuit) | Input::Paste(_) | Input::Point(_) => {
            false
        }
        Input::Do(_) | Input::Show(_) | Input::Type(_) | Input::Pending(_) | Input::Unknown(_) => {
            true
        }
    }
}

/// Returns what an input says about whether letters are meant as commands.
fn slip_after(before: Slip, input: &Input) -> Slip {
    let Input::Do(command) = input else {
        return if matches!(input, Input::Unknown(_)) { Slip::Unknown } else { before };
    };
    let is_capital = matches!(
        command,
        Command::Mask
            | Command::Reverse
            | Command::Reload
            | Command::ClearSearch
            | Command::PreviousMatch
    );
    let is_certain = matches!(
        command,
        Command::Open
            | Command::Search
            | Command::Choose
            | Command::AcceptSearch
            | Command::CancelSearch
    );
    match before {
        _ if is_certain => Slip::None,
        Slip::Unknown => Slip::Unknown,
        // The editor asks for it.
        Slip::Capital if *command == Command::OpenEditor => Slip::Capital,
        Slip::None | Slip::Capital if is_capital => Slip::Capital,
        Slip::None | Slip::Capital => Slip::None,
    }
}

fn is_click_at(area: Rect, pointing: Pointing) -> bool {
    let Pointing { gesture, column, row } = pointing;
    gesture == Gesture::Click && area.contains((column, row).into())
}

/// Handles a report of the runtime. A notice stays, and so does the first Ctrl-c of two.
fn on_report<S: ScreenSet>(model: &mut Model<S>, report: Report) -> Vec<Effect> {
    let shared = &mut model.shared;
    match report {
        Report::Resize(size) => shared.size = size,
        Report::Unattended(reason) => return masking::mask_unattended(shared, reason),
        Report::NamesFound => masking::names_found(shared),
        Report::Notify(words) => shared.notice = Some(words),
        Report::MaybeOutdated(why) => shared.doubt = why,
        Report::Changed(changes) => return reload::changed(shared, changes),
        Report::Edited(file) => return reload::edited(shared, &file),
        Report::Arriving { progress, part } => {
            shared.progress = Some(progress);
            let Some(part) = part else { return Vec::new() };
            return open(model, part, Touched::Everything);
        }
        Report::Loaded { generation, collection, changed, touched } => {
            if !shared.reloads.accept(generation) {
                return Vec::new();
            }
            let before = model.screen().record(&model.shared).cloned();
            let shared = &mut model.shared;
            let renamed = record_ids::renamed(shared, generation, &collection, &touched);
            if !renamed.is_empty() {
                record_ids::follow(shared, &renamed);
                for screen in model.screens.each_mut().all() {
                    screen.ids_renamed(&renamed);
                }
            }
            let record = before.as_ref().map(|id| renamed.now(id).unwrap_or(id)).cloned();
            let loaded =
                LoadedFiles { now: &collection, changed, touched: &touched, renamed: &renamed };
            let shared = &mut model.shared;
            if record.as_ref().is_some_and(|id| collection.kind_of(id).is_none()) {
                shared.displaced = Displaced::Unsaid;
            }
            shared
                .written
                .is_read(generation)
                .into_iter()
                .for_each(|texts| shared.discarded.add(texts));
            reload::announce(shared, loaded, record.as_ref());
            return open(model, collection, touched);
        }
        Report::Copied { what, text, clipboard } => copied::copied(shared, what, &text, clipboard),
        Report::Rewritten(outcome) => {
            return model.screens.each_mut().home.rewritten(shared, outcome);
        }
        Report::Found { generation, of, answer } => {
            if search::found(shared, generation, &of, *answer) {
                // What was created is selected by the first list that could have it.
                if let Some(record) = shared.awaited_in_list.take() {
                    shared.listing.select(&record);
                }
                results_changed(model);
            }
        }
        Report::TextsFound { generation, is_first, part } => {
            for screen in model.screens.each_mut().all() {
                screen.texts_found(generation, is_first, &part);
            }
        }
        Report::Tied { generation, answer } => {
            for screen in model.screens.each_mut().all() {
                screen.tied(generation, &answer);
            }
        }
        Report::EndsFound { generation, ids } => {
            for screen in model.screens.each_mut().all() {
                screen.ends_found(generation, &ids);
            }
        }
        Report::Viewed { generation, answer } => {
            for screen in model.screens.each_mut().all() {
                screen.viewed(generation, &answer);
            }
        }
        Report::Probed { file, why_not, then } => {
            shared.probed = Some(ProbedFile { file, why_not });
            let effects = perform(model, then);
            model.shared.probed = None;
            return effects;
        }
        Report::Doubted { generation, fields } => {
            if let Some(before) = shared.value_changes.found(generation, fields) {
                shared.discarded.add(before);
            }
        }
        Report::ExportSeen { generation, outlook } => export::seen(shared, generation, *outlook),
        Report::Exported { generation, outcome } => export::written(shared, generation, outcome),
        Report::Planned { generation, proposal } => {
            change_review::planned(shared, generation, proposal);
        }
        Report::Previewed { generation, preview } => {
            if !bulk_edit::suggested(shared, generation, &preview) {
                value_preview::previewed(shared, generation, *preview);
            }
        }
        Report::Completions { generation, offers } => {
            return completion::offered(shared, generation, offers);
        }
    }
    Vec::new()
}

/// Shows a collection; what was searched for is searched for in it.
fn open<S: ScreenSet>(
    model: &mut Model<S>,
    collection: Arc<Collection>,
    touched: Touched,
) -> Vec<Effect> {
    let shared = &mut model.shared;
    reload::mask_as_set(shared, &collection);
    for screen in model.screens.each_mut().all() {
        screen.collection_changes(shared, &collection);
    }
    shared.has_errors =
        collection.diagnostics().iter().any(|found| found.problem.severity() == Severity::Error);
    shared.marked.retain(|id| collection.kind_of(id).is_some());
    shared.collection = Some(collection);
    let mut effects: Vec<Effect> = shared.value_changes.ask(touched).into_iter().collect();
    for screen in model.screens.each_mut().all() {
        effects.extend(screen.collection_changed(shared));
    }
    let shown = model.screens.each().numbered(model.active).record(shared).cloned();
    show_created(shared, shown.as_ref());
    show_added_field(shared);
    effects.extend(record_action::show_added_row(shared));
    problems::renew(shared);
    impact_overlay::renew(shared);
    effects.extend(value_input::collection_changed(shared));
    effects.push(search::again(shared));
    effects
}

/// Shows the record that was created, once it is read.
fn show_created(shared: &mut Shared, shown: Option<&Id>) {
    let is_there =
        |id: &Id| shared.collection.as_deref().is_some_and(|all| all.kind_of(id).is_some());
    if let Some(record) = shared.awaited.clone().filter(is_there) {
        shared.awaited = None;
        shared.awaited_in_list = Some(record.clone());
        if shown == Some(&record) {
            return;
        }
        shared.destination = Some(Destination::Made(record));
    }
}

/// Goes to the field that was added, once it is read.
fn show_added_field(shared: &mut Shared) {
    let Some(place) = shared.awaited_field.take() else { return };
    let located = shared.collection.as_deref().and_then(|all| all.get(place.record.as_str()));
    let Some(located) = located.filter(|_| place.row.is_none()) else { return };
    let record = place.record.clone();
    let target = JumpTarget {
        record,
        spot: Some(DetailItem::of_field(place.field, located.record)),
        quote: None,
    };
    shared.destination = Some(Destination::Record { target, list: None });
}

fn results_changed<S: ScreenSet>(model: &mut Model<S>) {
    for screen in model.screens.each_mut().all() {
        screen.results_changed(&mut model.shared);
    }
}

/// Returns the question whether the file can be written that a command is to change, unless it was just answered.
fn probe<S: ScreenSet>(model: &Model<S>, command: Command) -> Option<Effect> {
    let (screen, shared) = (model.screen(), &model.shared);
    let choice = shared.overlay.as_ref().and_then(Overlay::choice);
    let record = match (command, choice) {
        (Command::Own(own), _) => screen.edited_record(shared, own)?,
        (Command::Choose, Some(Choice::Case(case))) => case,
        // A copy is a file of its own.
        (Command::Choose, Some(Choice::Record(RecordAction::Copy | RecordAction::CopyTo(_)))) => {
            return None;
        }
        (Command::Choose, Some(Choice::Record(_))) => screen.record(shared)?,
        (Command::Choose, Some(Choice::EditField(place) | Choice::RemoveField(place))) => {
            &place.record
        }
        // No other command or line changes the record that is shown.
        _ => return None,
    };
    let file = &shared.collection.as_deref()?.get(record.as_str())?.file.path;
    let is_known = shared.probed.as_ref().is_some_and(|probed| probed.file == *file);
    let is_asked = !is_known && value_place::why_never(shared).is_none();
    is_asked.then(|| Effect::Probe { file: file.clone(), then: command })
}

fn perform<S: ScreenSet>(model: &mut Model<S>, command: Command) -> Vec<Effect> {
    if let Some(question) = probe(model, command) {
        return vec![question];
    }
    let is_home = model.active == HOME;
    let ScreenAndShared { screen, shared } = model.screen_mut();
    match command {
        Command::Move(step) if shared.overlay.is_some() => overlay::step(shared, step),
        Command::Search if screen.open_find(shared) => {}
        Command::Search => search_list(model),
        Command::ClearSearch => return search::clear(shared),
        Command::View(digit) => {
            let Some(effects) = views::show(shared, digit) else { return Vec::new() };
            screen.show_list(shared);
            return effects;
        }
        Command::Everything => {
            screen.show_list(shared);
            return views::everything(shared);
        }
        Command::AcceptSearch if shared.find_line.is_some() => {
            return screen.find(shared, FindStep::Accepted);
        }
        Command::AcceptSearch => search::accept(shared),
        Command::CancelSearch if shared.find_line.is_some() => {
            return screen.find(shared, FindStep::Cancelled);
        }
        Command::CancelSearch => {
            let restored = search::restore(shared);
            if restored.is_other {
                results_changed(model);
            }
            let ScreenAndShared { screen, shared } = model.screen_mut();
            screen.search_cancelled(shared);
            return restored.effects;
        }
        Command::Complete(completion) => return completion::complete(shared, completion),
        Command::Recall(recall) => return history::recall(shared, recall),
        Command::Value(command) => return value_input::perform(shared, command),
        Command::Edit(edit) if takes_value(shared) => return value_input::edit(shared, edit),
        Command::Edit(edit) => {
            let Some(line) = find_line(shared) else { return overlay::edit(shared, edit) };
            line.is_selected = false;
            line.prompt.edit(edit);
            return screen.find(shared, FindStep::Typed);
        }
        Command::Mask => return masking::toggle(shared),
        Command::Problems => problems::list(shared),
        Command::Filter => filter::menu(shared),
        Command::SaveView => save_view::menu(shared),
        Command::Export => return export::open(shared),
        Command::EditMarked => bulk_edit::menu(shared),
        Command::Changes => change_list::list(shared),
        Command::WriteChange => return change_review::write(shared),
        Command::NextFile => overlay::step_file(shared, FileWay::Next),
        Command::PreviousFile => overlay::step_file(shared, FileWay::Previous),
        Command::Select => return overlay::tick_or_space(shared),
        Command::SelectTyped => overlay::tick(shared),
        Command::List(sort) => problems::open_goto_list(shared, sort),
        Command::WithDerived => impact_overlay::toggle_derived(shared),
        Command::SortBy => sorting::menu(shared),
        Command::Reverse => return sorting::reverse(shared),
        Command::Choose => return choose(model),
        Command::Reload => return reload::reload(shared),
        Command::Redraw => return vec![Effect::Redraw],
        Command::Theme(theme) => set_theme(shared, theme),
        Command::Suspend => return vec![Effect::Suspend],
        Command::Show(name) => show(model, name),
        Command::BackOut => return back_out(model),
        Command::Quit => return quit(model),
        Command::BlankAndQuit => return vec![Effect::Quit],
        // Handled above, where it matters whether it is the second in a row.
        Command::Interrupt => {}
        // Of another screen, it could only mean something else here.
        Command::Own(own) if own.screen() != screen.info().name => {}
        Command::Back if !is_home => {
            if !screen.goes_back(shared) {
                model.active = HOME;
            }
        }
        Command::Move(_)
        | Command::Open
        | Command::Back
        | Command::Forward
        | Command::NextMatch
        | Command::PreviousMatch
        | Command::OpenEditor
        | Command::Copy(_)
        | Command::Own(_) => return screen.perform(shared, command),
    }
    Vec::new()
}

/// Opens the query line, which searches the list.
fn search_list<S: ScreenSet>(model: &mut Model<S>) {
    let ScreenAndShared { screen, shared } = model.screen_mut();
    search::open(shared);
    screen.show_list(shared);
}

/// Inserts a text into the line that takes it.
fn insert<S: ScreenSet>(model: &mut Model<S>, text: &str) -> Vec<Effect> {
    let ScreenAndShared { screen, shared } = model.screen_mut();
    if takes_value(shared) {
        return value_input::insert(shared, text);
    }
    let Some(line) = find_line(shared) else { return overlay::insert(shared, text) };
    if std::mem::take(&mut line.is_selected) && text != " " {
        line.prompt = Prompt::default();
    }
    line.prompt.insert(text);
    screen.find(shared, FindStep::Typed)
}

/// Returns whether text goes to the value that is being typed.
fn takes_value(shared: &Shared) -> bool {
    shared.overlay.is_none() && shared.value_input.is_some()
}

/// Returns the search line of the screen, if text goes to it.
fn find_line(shared: &mut Shared) -> Option<&mut FindLine> {
    shared.find_line.as_mut().filter(|_| shared.overlay.is_none())
}

/// Chooses the selected line of the overlay.
fn choose<S: ScreenSet>(model: &mut Model<S>) -> Vec<Effect> {
    let is_home = model.active == HOME;
    let ScreenAndShared { screen, shared } = model.screen_mut();
    match overlay::choose(shared) {
        Chosen::Effects(effects) => effects,
        Chosen::Run(command) => perform(model, command),
        Chosen::OfScreen(Choice::Record(_)) if !is_home => {
            shared.overlay = None;
            shared.say("go back to the records first: Esc leaves this screen");
            Vec::new()
        }
        Chosen::OfScreen(choice) => screen.choose(shared, choice),
    }
}

/// Shows styles in a theme until the program is left, and says how to keep it.
fn set_theme(shared: &mut Shared, theme: Theme) {
    shared.about.theme = theme;
    let name = Theme::NAMED.iter().find(|(_, named)| *named == theme).map(|(name, _)| *name);
    shared.notice = name.map(|name| {
        format!("theme {name} until you quit; theme = \"{name}\" in the configuration keeps it")
    });
}

/// Shows the screen with a name.
fn show<S: ScreenSet>(model: &mut Model<S>, name: &str) {
    model.shared.left_record = model.screen().record(&model.shared).cloned();
    // Who goes to the view by its key needs no way back to it.
    model.shared.left_view.take_if(|left| left.screen == name);
    show_as_left(model, name);
    let ScreenAndShared { screen, shared } = model.screen_mut();
    screen.entered(shared);
}

/// Shows the screen with a name as it was left.
fn show_as_left<S: ScreenSet>(model: &mut Model<S>, name: &str) {
    let number = model.screens.each().all().position(|screen| screen.info().name == name);
    model.active = number.unwrap_or(model.active);
    model.shared.find_line = None;
}

/// Shows the place or the screen that a screen or an overlay wants to go to.
fn go_where_wanted<S: ScreenSet>(model: &mut Model<S>) {
    if let Some(destination) = model.shared.destination.take() {
        let from = (model.active != HOME).then(|| model.screen().info().name);
        model.active = HOME;
        model.shared.find_line = None;
        model.screens.each_mut().home.go_to(&mut model.shared, destination, from);
    }
    match model.shared.wanted_screen.take() {
        Some(WantedScreen::Home) => {
            model.active = HOME;
            model.shared.find_line = None;
        }
        Some(WantedScreen::Left(name)) => show_as_left(model, name),
        None => {}
    }
}

fn interrupt<S: ScreenSet>(model: &mut Model<S>, armed: bool) -> Vec<Effect> {
    if armed {
        return vec![Effect::Quit];
    }
    model.shared.interrupted = true;
    let is_unwritten = |shared: &Shared| {
        let is_typed = shared.value_input.as_ref().is_some_and(|input| input.is_changed());
        is_typed || !shared.drafts.is_empty()
    };
    let said = if is_unwritten(&model.shared) {
        "a value that you typed is not written; press Ctrl-c again to quit without it"
    } else {
        "press Ctrl-c again to quit"
    };
    model.shared.notice = Some(said.to_owned());
    Vec::new()
}

/// Closes the overlay, or goes back from a question to what it was asked over; returns whether there was one.
fn close_overlay<S: ScreenSet>(model: &mut Model<S>) -> bool {
    let ScreenAndShared { screen, shared } = model.screen_mut();
    if export::leaves_question(shared) {
        return true;
    }
    screen.overlay_closes(shared);
    shared.overlay.take().is_some()
}

fn quit<S: ScreenSet>(model: &mut Model<S>) -> Vec<Effect> {
    if close_overlay(model) || value_draft::ask_before_quitting(&mut model.shared) {
        return Vec::new();
    }
    if let Some(files) = model.shared.written.count_long() {
        let said = format!(
            "{} still being written; Esc gives it up, q leaves when it is done",
            if files == 1 { "1 file is".to_owned() } else { format!("{files} files are") }
        );
        model.shared.notice = Some(said);
        return Vec::new();
    }
    vec![Effect::Quit]
}

/// Closes or leaves what was opened last; where there is nothing else to leave, goes back to the view that led to the
/// list, or clears the search.
fn back_out<S: ScreenSet>(model: &mut Model<S>) -> Vec<Effect> {
    if close_overlay(model) {
        return Vec::new();
    }
    if model.shared.written.give_up() {
        model.shared.say("giving it up, unless it is being written already …");
        return Vec::new();
    }
    let ScreenAndShared { screen, shared } = model.screen_mut();
    if screen.back_out(shared) {
        return Vec::new();
    }
    if model.active != HOME {
        model.active = HOME;
        return Vec::new();
    }
    if let Some(effects) = view_list::back_out(&mut model.shared) {
        return effects;
    }
    if model.shared.query.text.is_empty() {
        model.shared.say("nothing to close or to clear; q quits");
        return Vec::new();
    }
    search::clear(&mut model.shared)
}
