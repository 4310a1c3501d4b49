//! The keys in force as lists to search and to choose from: the help and the palette.

use super::super::model::page::SIGNS;
use super::super::model::{Choice, Command, Entry, Mode, Sheet};
use super::in_force::Keymap;
use super::names::name_of;
use super::table::{Binding, Meaning, TABLE};
use crate::collection::{FORMS, Flag, Form, SHORT_FORMS, View, Views};
use crate::text::visible;

/// Returns the list of all keys in force; those of the panes can be chosen.
pub fn help(keymap: &Keymap, views: &Views) -> Sheet {
    let in_force = |is_of: fn(&Binding) -> bool| {
        TABLE.iter().filter(move |row| is_of(row) && !keymap.written(row).is_empty())
    };
    let of_panes = in_force(is_of_panes)
        .map(|binding| Entry { choice: choice(binding), ..entry(keymap, binding) });
    let views =
        views.iter().map(|(digit, view)| Entry { term: digit.to_string(), ..of_view(digit, view) });
    let below = |heading: &str, is_of| {
        let heading = Entry { term: heading.to_owned(), ..Entry::default() };
        let rows = in_force(is_of).map(|binding| entry(keymap, binding));
        [Entry::default(), heading].into_iter().chain(rows)
    };
    let entries = of_panes.chain(views).chain(signs());
    let entries = entries.chain(below("While marking", is_of_marking));
    let entries = entries.chain(below("While searching", is_of_query));
    Sheet::of("Keys", entries.chain(language()).collect()).narrowing()
}

/// Returns what the signs of the panes mean.
fn signs() -> impl Iterator<Item = Entry> {
    let heading = Entry { term: "What the signs mean".to_owned(), ..Entry::default() };
    let told = SIGNS.iter().map(|(sign, meaning)| Entry {
        term: (*sign).to_owned(),
        meaning: (*meaning).to_owned(),
        ..Entry::default()
    });
    [Entry::default(), heading].into_iter().chain(told)
}

/// Returns what can be typed into the query line.
fn language() -> impl Iterator<Item = Entry> {
    let heading = Entry { term: "What can be searched for".to_owned(), ..Entry::default() };
    let told = |term: String, meaning: &str| Entry {
        term,
        meaning: meaning.to_owned(),
        ..Entry::default()
    };
    let forms = FORMS.iter().chain(SHORT_FORMS);
    let forms = forms.map(move |Form { typed, finds }| told((*typed).to_owned(), finds));
    let states = Flag::all().map(move |flag| told(format!("is:{}", flag.name()), flag.meaning()));
    [Entry::default(), heading].into_iter().chain(forms).chain(states)
}

/// Returns every command that the panes know, by its words, and the saved views.
pub fn palette(keymap: &Keymap, views: &Views) -> Sheet {
    let commands = TABLE.iter().filter(|binding| is_of_panes(binding));
    let commands = commands.filter_map(|binding| {
        Some(Entry {
            meaning: binding.words.to_owned(),
            note: keymap.written(binding).join("  "),
            found_by: name_of(binding.meaning).unwrap_or_default().to_owned(),
            choice: Some(choice(binding)?),
            ..Entry::default()
        })
    });
    let views =
        views.iter().map(|(digit, view)| Entry { note: digit.to_string(), ..of_view(digit, view) });
    let entries = views.chain(commands);
    Sheet::of("Commands", entries.collect()).as_popup().narrowing()
}

fn entry(keymap: &Keymap, binding: &Binding) -> Entry {
    let term = keymap.written(binding).join("  ");
    Entry { term, meaning: binding.words.to_owned(), ..Entry::default() }
}

fn of_view(digit: u8, view: &View) -> Entry {
    Entry {
        meaning: format!("view: {}", visible(view.title())),
        found_by: view.query.clone(),
        choice: Some(Choice::Run(Command::View(digit))),
        ..Entry::default()
    }
}

fn choice(binding: &Binding) -> Option<Choice> {
    match binding.meaning {
        Meaning::Do(command) => Some(Choice::Run(command)),
        // The lists of keys are at hand already.
        Meaning::Help | Meaning::Palette => None,
    }
}

fn is_of_panes(binding: &Binding) -> bool {
    binding.modes.contains(&Mode::Panes)
}

/// Tells whether keys mean this while a passage is marked and not in the panes.
fn is_of_marking(binding: &Binding) -> bool {
    binding.modes.contains(&Mode::Marking) && !is_of_panes(binding)
}

/// Tells whether keys mean this on the query line and not in the panes.
fn is_of_query(binding: &Binding) -> bool {
    let of_line = [Mode::Query, Mode::Offers].iter().any(|mode| binding.modes.contains(mode));
    of_line && !is_of_panes(binding)
}

#[cfg(test)]
mod tests {
    use super::super::chord::Chord;
    use super::super::names::meaning_of;
    use super::*;
    use crate::collection::Settings;

    #[test]
    fn the_list_of_keys_names_every_binding_outside_of_itself() {
        let written = format!("{:?}", help(&Keymap::default(), &Views::default()));
        for binding in TABLE.iter().filter(|binding| is_of_panes(binding) || is_of_query(binding)) {
            assert!(written.contains(binding.words), "{}", binding.words);
        }
    }

    #[test]
    fn the_palette_has_every_command_of_the_panes_and_its_keys() {
        let written = format!("{:?}", palette(&Keymap::default(), &Views::default()));
        let commands = TABLE.iter().filter(|binding| is_of_panes(binding));
        for binding in commands.filter(|binding| choice(binding).is_some()) {
            assert!(written.contains(binding.words), "{}", binding.words);
            assert!(binding.written().iter().all(|key| written.contains(key.as_str())));
        }
    }

    #[test]
    fn lists_tell_the_keys_in_force_and_the_views_there_are() {
        let mut keymap = Keymap::default();
        let chords = |keys| Chord::parse(keys).unwrap();
        keymap.bind(&chords("<c-n>"), meaning_of("down").unwrap()).unwrap();
        keymap.unbind(&chords("z")).unwrap();
        let views = Settings::read("[views]\n4 = { name = 'Mine', query = 'x' }\n".into()).0.views;
        let told = format!("{:?}", help(&keymap, &views));
        assert!(told.contains("Ctrl-n  j  ↓") && told.contains("view: Mine"), "{told}");
        assert!(!told.contains("whole screen"), "{told}");
        let told = format!("{:?}", palette(&keymap, &views));
        assert!(told.contains("whole screen") && told.contains("Run(View(4))"), "{told}");
    }
}
