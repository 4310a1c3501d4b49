//! The table of keys as lists to search and to choose from: the help and the palette.

use crate::collection::{FORMS, Flag, Form, SHORT_FORMS};

use super::super::model::{Choice, Entry, Mode, Sheet};
use super::table::{Binding, Meaning, TABLE};

/// Returns the list of all keys; those of the panes can be chosen.
pub fn help() -> Sheet {
    let (query, panes): (Vec<&Binding>, Vec<&Binding>) = TABLE
        .iter()
        .filter(|binding| is_of_panes(binding) || is_of_query(binding))
        .partition(|binding| is_of_query(binding));
    let of_panes = panes.into_iter().map(|binding| entry(binding, choice(binding)));
    let of_query = query.into_iter().map(|binding| entry(binding, None));
    let heading = Entry { term: "While searching".to_owned(), ..Entry::default() };
    let entries = of_panes.chain([Entry::default(), heading]).chain(of_query);
    Sheet::of("Keys", entries.chain(language()).collect()).narrowing()
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

/// Returns every command that the panes know, by its words.
pub fn palette() -> Sheet {
    let commands = TABLE.iter().filter(|binding| is_of_panes(binding));
    let entries = commands.filter_map(|binding| {
        Some(Entry {
            meaning: binding.words.to_owned(),
            note: binding.written().join("  "),
            choice: Some(choice(binding)?),
            ..Entry::default()
        })
    });
    Sheet::of("Commands", entries.collect()).as_popup().narrowing()
}

fn entry(binding: &Binding, choice: Option<Choice>) -> Entry {
    let term = binding.written().join("  ");
    Entry { term, meaning: binding.words.to_owned(), choice, ..Entry::default() }
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

/// Tells whether keys mean this on the query line and not in the panes.
pub(super) fn is_of_query(binding: &Binding) -> bool {
    binding.modes.contains(&Mode::Query) && !is_of_panes(binding)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_of_keys_names_every_binding_outside_of_itself() {
        let written = format!("{:?}", help());
        for binding in TABLE.iter().filter(|binding| is_of_panes(binding) || is_of_query(binding)) {
            assert!(written.contains(binding.words), "{}", binding.words);
        }
    }

    #[test]
    fn the_palette_has_every_command_of_the_panes_and_its_keys() {
        let written = format!("{:?}", palette());
        let commands = TABLE.iter().filter(|binding| is_of_panes(binding));
        for binding in commands.filter(|binding| choice(binding).is_some()) {
            assert!(written.contains(binding.words), "{}", binding.words);
            assert!(binding.written().iter().all(|key| written.contains(key.as_str())));
        }
    }
}
