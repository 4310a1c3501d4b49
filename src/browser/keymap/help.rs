//! The help screen and the command palette, made from the active key bindings.

use super::super::model::{
    Choice, Command, ListedWhen, Mode, Overlay, OverlayLine, RecordAction, Step, Theme,
};
use super::active::ScreenKeys;
use super::screen_info::ScreenInfo;
use super::synonyms::{ABSENT, command_sought_as, sought_as};
use super::table::{Binding, Meaning};
use crate::collection::{
    QUERY_EXAMPLES, QueryExample, RecordState, SHORT_FORM_EXAMPLES, SavedView, SavedViews,
};
use crate::record::{Kind, RowKind};
use crate::text::visible;

/// The headings of the list of keys, each with the command whose row it is above.
const SECTIONS: [(&str, &str); 8] = [
    ("down", "Moving"),
    ("search", "Searching, filtering, sorting, marking"),
    ("edit", "Editing and quoting"),
    ("sources", "Going to"),
    ("copy-line", "Copying"),
    ("mask", "What the screen shows"),
    ("problems", "Problems, links, doubts"),
    ("reload", "Files, help, leaving"),
];

/// The word that lists what the signs of a screen mean, when it is typed into the help.
const SIGNS_TYPED: &str = "signs";

/// Returns the list of all keys in force; those of the screen can be chosen. The keys of the mode come first.
pub fn help(keys: &ScreenKeys, mode: Mode, views: &SavedViews) -> Overlay {
    let in_force = |is_of: fn(&Binding) -> bool| {
        keys.rows().filter(move |row| is_of(row) && !keys.written(row).is_empty())
    };
    let of_screen = in_force(is_of_screen).flat_map(|binding| {
        let section = SECTIONS.iter().find(|(first, _)| *first == binding.name);
        let heading = section.into_iter().flat_map(|(_, heading)| headed(heading));
        let line = OverlayLine { choice: choice(binding), ..entry(keys, binding) };
        // The keys that move come before those that search.
        let count = count_of(keys).filter(|_| binding.name == "search");
        count.into_iter().chain(heading).chain([line])
    });
    let below = |heading: &'static str, is_of| {
        let lines = in_force(is_of).map(|binding| entry(keys, binding));
        let lines = lines.map(move |line| OverlayLine { section: heading, ..line });
        headed(heading).into_iter().chain(lines)
    };
    let selecting = below(keys.info().selecting, is_of_selection);
    let selecting: Vec<OverlayLine> = if mode == Mode::Selecting {
        selecting.map(|line| OverlayLine { section: "", ..line }).collect()
    } else {
        selecting.collect()
    };
    let (first, last) = match mode {
        Mode::Selecting => (selecting, Vec::new()),
        Mode::Screen
        | Mode::Query
        | Mode::Find
        | Mode::Completion
        | Mode::Overlay
        | Mode::Picker
        | Mode::Review
        | Mode::Value
        | Mode::ValueLines => (Vec::new(), selecting),
    };
    let of_views = views
        .iter()
        .map(|(digit, view)| OverlayLine { term: digit.to_string(), ..of_view(digit, view) });
    let of_views: Vec<OverlayLine> = of_views.collect();
    let views = if of_views.is_empty() { Vec::new() } else { headed("Views").into() };
    let colon = keys.key_of_palette(Mode::Screen).unwrap_or_default();
    let by_name = by_name().map(|line| OverlayLine {
        term: format!("{colon} {}", line.names.first().map_or("", String::as_str)),
        ..line
    });
    let entries = signs_line(mode)
        .into_iter()
        .chain(first)
        .chain(of_screen)
        .chain(views)
        .chain(of_views)
        .chain(last);
    let entries = entries.chain(below("In the search line", is_of_query));
    let entries = entries.chain(below("In the suggestions of the search line", is_of_offers));
    let entries = entries.chain(below("Searching in a record or a text", is_of_finding));
    let entries = entries.chain(below("In any line that is typed", is_of_typing));
    let entries = entries.chain(below("Typing a value", is_of_value));
    let entries = entries.chain(below("In a list to choose from", is_of_list));
    let entries = entries.chain(below("Before many files are changed", is_of_review));
    let entries = entries.chain(headed("By name")).chain(by_name);
    let entries = entries.chain(sections(keys.info())).chain(language());
    Overlay::of("Keys", entries.collect()).filterable().as_help()
}

/// Returns the line that says how to find what the signs mean, since their sections are far below the keys; while a passage is
/// selected, the keys that extend it are wanted.
fn signs_line(mode: Mode) -> Option<OverlayLine> {
    (mode != Mode::Selecting).then(|| OverlayLine {
        term: format!("type {SIGNS_TYPED}"),
        meaning: "what the letters, signs and numbers on the screen mean".to_owned(),
        listed: ListedWhen::Unfiltered,
        ..OverlayLine::default()
    })
}

/// Returns an empty line and a heading.
fn headed(heading: &str) -> [OverlayLine; 2] {
    let line = OverlayLine { meaning: heading.to_owned(), ..OverlayLine::default() };
    [OverlayLine::default(), line]
}

/// Returns the sections of a screen.
fn sections(info: &'static ScreenInfo) -> impl Iterator<Item = OverlayLine> {
    info.help.iter().flat_map(|section| {
        let lines = section.lines.iter().map(|(term, meaning)| OverlayLine {
            term: (*term).to_owned(),
            meaning: (*meaning).to_owned(),
            found_by: format!("{} {SIGNS_TYPED}", sought_as(term)),
            ..OverlayLine::default()
        });
        headed(section.heading).into_iter().chain(lines)
    })
}

/// Returns what can be typed into the query line.
fn language() -> impl Iterator<Item = OverlayLine> {
    let lines = |term: String, meaning: &str| OverlayLine {
        found_by: sought_as(&term).to_owned(),
        term,
        meaning: meaning.to_owned(),
        ..OverlayLine::default()
    };
    // Each state has a line of its own below.
    let is_state = |form: &&QueryExample| form.typed.starts_with("is:");
    let forms =
        QUERY_EXAMPLES.iter().chain(SHORT_FORM_EXAMPLES).filter(move |form| !is_state(form));
    let forms = forms.map(move |QueryExample { typed, finds }| lines((*typed).to_owned(), finds));
    let states = RecordState::all().map(move |flag| OverlayLine {
        found_by: also_called(flag).to_owned(),
        ..lines(format!("is:{}", flag.name()), flag.meaning())
    });
    headed("Search syntax").into_iter().chain(forms).chain(states)
}

/// Returns other words by which people look for a state of records.
fn also_called(state: RecordState) -> &'static str {
    if state == RecordState::Minor { "child children juvenile underage" } else { "" }
}

/// Returns what a number before a key does, with the keys that move down and to the end.
fn count_of(keys: &ScreenKeys) -> Option<OverlayLine> {
    let [down, last] =
        [Step::Down, Step::Last].map(|step| keys.key_of(Mode::Screen, Command::Move(step)));
    let (down, last) = (down?, last?);
    Some(OverlayLine {
        term: format!("5{down}  12{last}"),
        meaning: "a number before a key: move by 5 lines, go to line 12".to_owned(),
        found_by: "count repeat times digit".to_owned(),
        ..OverlayLine::default()
    })
}

/// Returns every command that the screen knows, by its words, and the saved views.
pub fn palette(keys: &ScreenKeys, views: &SavedViews) -> Overlay {
    let commands = keys.rows().filter(|binding| is_of_screen(binding));
    let commands = commands.filter_map(|binding| {
        Some(OverlayLine {
            meaning: binding.words.to_owned(),
            note: keys.written(binding).join("  "),
            names: binding.all_names(),
            choice: Some(match binding.meaning {
                Meaning::Do(command) => Choice::Run(command),
                Meaning::Help => Choice::Show,
                // It is open already.
                Meaning::Palette => return None,
            }),
            ..OverlayLine::default()
        })
    });
    let of_views = views
        .iter()
        .map(|(digit, view)| OverlayLine { note: digit.to_string(), ..of_view(digit, view) });
    let entries = of_views.chain(commands).chain(by_name());
    let commands = Overlay::of("Commands", entries.collect()).as_popup().filterable();
    commands.carrying(help(keys, Mode::Screen, views))
}

/// Returns the commands that have a name and no key, and what is said of those that do not exist.
fn by_name() -> impl Iterator<Item = OverlayLine> {
    let themes = Theme::NAMED.iter().map(|(name, theme)| OverlayLine {
        meaning: format!("theme: {name}"),
        names: ["theme", "set theme", "colorscheme"].map(|word| format!("{word} {name}")).into(),
        found_by: "colours colors background look".to_owned(),
        choice: Some(Choice::Run(Command::Theme(*theme))),
        ..OverlayLine::default()
    });
    let creating = Kind::all().map(|kind| OverlayLine {
        meaning: format!("new {} ID: create a file and edit it", kind.name()),
        names: vec![format!("new {}", kind.name()), format!("create {}", kind.name())],
        takes: true,
        choice: Some(Choice::New(kind)),
        ..OverlayLine::default()
    });
    let absent = ABSENT.iter().map(|absent| OverlayLine {
        meaning: absent.words.to_owned(),
        note: "not here".to_owned(),
        names: absent.names.iter().map(ToString::to_string).collect(),
        listed: ListedWhen::Named,
        choice: Some(Choice::Explain(absent.instead)),
        ..OverlayLine::default()
    });
    let record = [
        (
            RecordAction::Rename,
            "rename NEW-ID: another id for this record, everywhere",
            &["rename", "mv", "move", "rename id"][..],
        ),
        (
            RecordAction::Copy,
            "copy NEW-ID: a new record from this one, without its quotes",
            &["copy", "duplicate", "clone", "cp"],
        ),
        (
            RecordAction::Delete,
            "delete: this record, after you saw what links to it",
            &["delete", "del", "rm", "bd", "d", "delete record"],
        ),
    ];
    let record = record.map(|(action, meaning, names)| OverlayLine {
        meaning: meaning.to_owned(),
        names: names.iter().map(ToString::to_string).collect(),
        takes: action != RecordAction::Delete,
        choice: Some(Choice::Record(action)),
        ..OverlayLine::default()
    });
    let rows = RowKind::ALL.map(|kind| OverlayLine {
        meaning: format!("add {}: to this record, its first field to be typed", kind.name()),
        names: ["add", "new"].map(|word| format!("{word} {}", kind.name())).into(),
        choice: Some(Choice::Record(RecordAction::AddRow(kind))),
        ..OverlayLine::default()
    });
    creating.chain(record).chain(rows).chain(themes).chain(absent)
}

fn entry(keys: &ScreenKeys, binding: &Binding) -> OverlayLine {
    let term = keys.written(binding).join("  ");
    let names = binding.all_names();
    OverlayLine {
        term,
        meaning: binding.words.to_owned(),
        found_by: command_sought_as(binding.name).to_owned(),
        names,
        ..OverlayLine::default()
    }
}

fn of_view(digit: u8, view: &SavedView) -> OverlayLine {
    OverlayLine {
        meaning: format!("view: {}", visible(view.title())),
        found_by: view.query.clone(),
        names: vec![format!("view {digit}"), format!("view {}", view.title())],
        choice: Some(Choice::Run(Command::View(digit))),
        ..OverlayLine::default()
    }
}

fn choice(binding: &Binding) -> Option<Choice> {
    match binding.meaning {
        Meaning::Do(command) => Some(Choice::Run(command)),
        // The lists of keys are at hand already.
        Meaning::Help | Meaning::Palette => None,
    }
}

fn is_of_screen(binding: &Binding) -> bool {
    binding.modes.contains(&Mode::Screen)
}

/// Returns whether keys mean this while something is selected, and not otherwise.
fn is_of_selection(binding: &Binding) -> bool {
    binding.modes.contains(&Mode::Selecting) && !is_of_screen(binding)
}

/// Returns whether keys mean this in one of these modes, and neither on the screen nor in one of those.
fn is_only_of(binding: &Binding, modes: &[Mode], but: &[Mode]) -> bool {
    let is_of = |modes: &[Mode]| modes.iter().any(|mode| binding.modes.contains(mode));
    is_of(modes) && !is_of_screen(binding) && !is_of(but)
}

/// Returns whether keys mean this on the query line alone.
fn is_of_query(binding: &Binding) -> bool {
    is_only_of(binding, &[Mode::Query], &[Mode::Find])
}

/// Returns whether keys mean this while suggestions of the query line are listed.
fn is_of_offers(binding: &Binding) -> bool {
    is_only_of(binding, &[Mode::Completion], &[Mode::Query, Mode::Find])
}

/// Returns whether keys mean this while words are searched for in a text.
fn is_of_finding(binding: &Binding) -> bool {
    is_only_of(binding, &[Mode::Find], &[Mode::Query])
}

/// Returns whether keys mean this wherever a line is typed.
fn is_of_typing(binding: &Binding) -> bool {
    let of_each = [Mode::Query, Mode::Find].iter().all(|mode| binding.modes.contains(mode));
    of_each && !is_of_screen(binding)
}

/// Returns whether keys mean this only while a value is typed.
fn is_of_value(binding: &Binding) -> bool {
    is_only_of(binding, &[Mode::Value, Mode::ValueLines], &[Mode::Query])
}

/// Returns whether keys mean this only in a list to choose from.
fn is_of_list(binding: &Binding) -> bool {
    is_only_of(binding, &[Mode::Picker], &[Mode::Query])
}

/// Returns whether keys mean this only while a change is reviewed.
fn is_of_review(binding: &Binding) -> bool {
    is_only_of(binding, &[Mode::Review], &[Mode::Overlay])
}

#[cfg(test)]
mod tests {
    use super::super::all_screens::Keymap;
    use super::super::chord::Chord;
    use super::*;
    use crate::browser::app::{bindings, meaning_of};
    use crate::browser::screen::Screens;
    use crate::browser::screen::contract::ScreenSet as _;
    use crate::collection::Settings;

    #[test]
    fn the_list_of_keys_names_every_binding_outside_of_itself() {
        for (number, name) in screens() {
            let keymap = Keymap::default();
            let written = help(keymap.of(number), Mode::Screen, &SavedViews::default());
            let written = format!("{written:?}");
            let listed = bindings().into_iter().filter(|one| {
                is_of_screen(one)
                    || is_of_query(one)
                    || is_of_offers(one)
                    || is_of_finding(one)
                    || is_of_typing(one)
            });
            for binding in listed.filter(|binding| is_for(binding, number, name)) {
                assert!(written.contains(binding.words), "{name}: {}", binding.words);
            }
        }
    }

    /// Returns the number and the name of each screen.
    fn screens() -> impl Iterator<Item = (usize, &'static str)> {
        let screens = Screens::default();
        let names: Vec<&str> = screens.each().all().map(|screen| screen.info().name).collect();
        names.into_iter().enumerate()
    }

    /// Returns whether a binding is in force on a screen: its own, and on the home screen those of all.
    fn is_for(binding: &Binding, number: usize, name: &str) -> bool {
        match binding.meaning {
            Meaning::Do(Command::Own(own)) => own.screen() == name,
            Meaning::Do(_) | Meaning::Help | Meaning::Palette => number == 0,
        }
    }

    #[test]
    fn the_palette_has_every_command_of_the_panes_and_its_keys() {
        for (number, name) in screens() {
            let written = palette(Keymap::default().of(number), &SavedViews::default());
            let written = format!("{written:?}");
            let commands = bindings().into_iter().filter(|binding| is_of_screen(binding));
            let commands = commands.filter(|binding| is_for(binding, number, name));
            for binding in commands.filter(|binding| choice(binding).is_some()) {
                assert!(written.contains(binding.words), "{name}: {}", binding.words);
                assert!(binding.written().iter().all(|key| written.contains(key.as_str())));
            }
        }
    }

    #[test]
    fn lists_tell_the_keys_in_force_and_the_views_there_are() {
        let mut keymap = Keymap::default();
        let chords = |keys| Chord::parse(keys).unwrap();
        keymap.bind(&chords("<c-n>"), meaning_of("down").unwrap()).unwrap();
        keymap.unbind(&chords("z")).unwrap();
        let views = Settings::read("[views]\n4 = { name = 'Mine', query = 'x' }\n".into()).0.views;
        let lines = format!("{:?}", help(keymap.of(0), Mode::Screen, &views));
        assert!(lines.contains("Ctrl-n  j  ↓") && lines.contains("view: Mine"), "{lines}");
        assert!(!lines.contains("zoom this pane"), "{lines}");
        let lines = format!("{:?}", palette(keymap.of(0), &views));
        assert!(lines.contains("zoom this pane") && lines.contains("Run(View(4))"), "{lines}");
    }
}
