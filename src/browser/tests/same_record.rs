//! Whatever gets another id, another place in the list, or goes and comes back: the record that is looked at stays the same
//! one, and the next key is about no other.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::desk::Desk;
use crate::browser::model::shared::Displaced;
use crate::browser::model::{Mode, Size};
use crate::browser::screen::browse::link_history::QuotesFrom;
use crate::browser::screen::browse::panes::Pane;
use crate::collection::{FileSource as _, Memory};
use crate::record::Id;

/// How many people there are at the start.
const PEOPLE: usize = 5;

/// Returns the file of a person, who is known by the name.
fn text(number: usize, title: char, age: u8) -> String {
    format!(
        "title = '{title} Test'\nname = 'Person {number} Test'\nage = {age}\nhome = 'test-town'\n\
         related = ['test-{}']\n\n\
         [[quote]]\nsource = 'test-paper'\ntext = 'A test.'\nsupports = ['age']\n",
        (number + 1) % PEOPLE
    )
}

fn path_of(id: &str) -> String {
    format!("victims/{id}.toml")
}

fn desk(query: &str) -> Desk {
    let mut files = Memory::default();
    for number in 0..PEOPLE {
        let title = "dbeac".chars().nth(number).unwrap_or('x');
        files.put(path_of(&format!("test-{number}")), text(number, title, 17));
    }
    files.put("sources.toml", "[test-paper]\n# By this it is known, as a person is by the name.\nname = 'Paper'\ntitle = 'Test Paper'\n");
    files.put("places.toml", "[test-town]\nname = 'Test Town'\n");
    let desk = Desk::over(files, Size { width: 100, height: 30 });
    if query.is_empty() { desk } else { desk.type_keys(&format!("/{query}<enter>")) }
}

/// Returns which person a record is about; `None` where there is no such record.
fn person(desk: &Desk, id: &Id) -> Option<String> {
    let all = desk.model.shared.collection.as_deref()?;
    let located = all.get(id.as_str())?;
    let text = located.file.now().text().to_string();
    let name = text.lines().find_map(|line| line.strip_prefix("name = '"));
    Some(name.unwrap_or(id.as_str()).to_owned())
}

fn shown(desk: &Desk) -> Option<String> {
    person(desk, desk.model.screens.browse.shown.as_ref()?)
}

fn people(desk: &Desk) -> BTreeSet<String> {
    let all = desk.model.shared.collection.clone().unwrap();
    all.ids().filter_map(|id| person(desk, id)).collect()
}

fn marked(desk: &Desk) -> BTreeSet<String> {
    let ids = desk.model.shared.marked.in_order(&desk.model.shared.listing);
    ids.iter().filter_map(|id| person(desk, id)).collect()
}

/// Returns who is gone back to, one after the other; going from a quote back to its field leads to no one else.
fn way_back(desk: &Desk) -> Vec<String> {
    let mut desk = desk.clone();
    let mut way = Vec::new();
    while way.len() < 12 {
        let is_in_record = desk.model.screens.browse.quotes_from == QuotesFrom::Field;
        desk = desk.type_keys("<c-o>");
        if desk.model.shared.notice.as_deref() == Some("nothing to go back to") {
            break;
        }
        way.extend(shown(&desk).filter(|_| !is_in_record));
    }
    way
}

/// Something that happens.
#[derive(Clone, Debug)]
enum Event {
    /// Keys that go to another record.
    Keys(&'static str),
    /// The record that is shown gets this id here.
    Rename(u8),
    /// It is deleted here.
    Delete,
    /// A value of it is changed here.
    Age(u8),
    Undo,
    Redo,
    /// All is undone, and all of it is made again.
    ThereAndBack,
    /// Another program gives a file another name.
    Move(usize, u8),
    /// It does so in two steps.
    MoveSlowly(usize, u8),
    /// It changes a title, and so the order of the list.
    Title(usize, char),
    /// It changes an age, and so what the search finds.
    OtherAge(usize, u8),
    /// It creates a file.
    Create(u8),
    /// It deletes a file.
    Remove(usize),
    /// It deletes a file and writes it again.
    Rewrite(usize),
}

fn any_key() -> impl Strategy<Value = Event> {
    let keys = proptest::sample::select(vec![
        "j", "k", "gg", "G", "<enter>", "<esc>", "<tab>", "h", "l", "<space>", "<c-o>", "]l",
    ]);
    keys.prop_map(Event::Keys)
}

/// Something that the user does here.
fn any_own_event() -> impl Strategy<Value = Event> {
    prop_oneof![
        8 => any_key(),
        2 => (0..4_u8).prop_map(Event::Rename),
        1 => Just(Event::Delete),
        1 => (16..20_u8).prop_map(Event::Age),
        4 => Just(Event::Undo),
        2 => Just(Event::Redo),
        1 => Just(Event::ThereAndBack),
    ]
}

/// Something that another program does, while the user goes about.
fn any_event_of_others() -> impl Strategy<Value = Event> {
    let (id, at) = (0..4_u8, 0..PEOPLE);
    prop_oneof![
        8 => any_key(),
        2 => (at.clone(), id.clone()).prop_map(|(at, id)| Event::Move(at, id)),
        1 => (at.clone(), id.clone()).prop_map(|(at, id)| Event::MoveSlowly(at, id)),
        2 => (at.clone(), proptest::char::range('a', 'h')).prop_map(|(at, c)| Event::Title(at, c)),
        2 => (at.clone(), 16..20_u8).prop_map(|(at, age)| Event::OtherAge(at, age)),
        1 => id.prop_map(Event::Create),
        1 => at.clone().prop_map(Event::Remove),
        1 => at.prop_map(Event::Rewrite),
    ]
}

/// Returns the path of a file of a victim and its text.
fn file(desk: &Desk, at: usize) -> Option<(String, String)> {
    let paths: Vec<String> = desk
        .files
        .list_below("victims".as_ref())?
        .into_iter()
        .filter_map(|path| Some(path.ok()?.to_str()?.to_owned()))
        .collect();
    let path = paths.get(at % paths.len().max(1))?;
    Some((path.clone(), desk.file(path)))
}

fn moved(desk: Desk, at: usize, id: u8, is_slow: bool) -> Desk {
    let Some((path, text)) = file(&desk, at) else { return desk };
    let to = path_of(&format!("moved-{id}"));
    if desk.files.read(to.as_ref()).is_ok() {
        return desk;
    }
    let desk = desk.remove(&path);
    let desk = if is_slow { desk.notice_files() } else { desk };
    desk.write(&to, &text).notice_files()
}

/// Puts another value in the place of that of a field.
fn changed(desk: Desk, at: usize, field: &str, value: &str) -> Desk {
    let Some((path, text)) = file(&desk, at) else { return desk };
    let is_field = |line: &str| line.starts_with(&format!("{field} = "));
    let line = |line: &str| {
        if is_field(line) { format!("{field} = {value}\n") } else { format!("{line}\n") }
    };
    let text: String = text.lines().map(line).collect();
    desk.write(&path, &text).notice_files()
}

fn happen(desk: Desk, event: &Event) -> Desk {
    let desk = match event {
        Event::Keys(keys) => desk.type_keys(keys),
        Event::Rename(id) => desk.type_keys(&format!(":rename new-{id}<enter>y")),
        Event::Delete => desk.type_keys(":delete<enter>yes<enter>"),
        Event::Age(age) if desk.model.screens.browse.focus == Pane::Detail => {
            let desk = desk.type_keys("ggjj");
            let is_age = desk.screen().contains("▌age");
            if is_age { desk.type_keys(&format!("i<c-u>{age}<enter>")) } else { desk }
        }
        Event::Age(_) => desk,
        Event::Undo => desk.type_keys("u"),
        Event::Redo => desk.type_keys("<c-r>"),
        Event::ThereAndBack if desk.clone().type_keys("U").model.mode() == Mode::Screen => desk,
        Event::ThereAndBack => closed(closed(desk.type_keys("UG<enter>")).type_keys("Ugg<enter>")),
        Event::Move(at, id) => moved(desk, *at, *id, false),
        Event::MoveSlowly(at, id) => moved(desk, *at, *id, true),
        Event::Title(at, title) => changed(desk, *at, "title", &format!("'{title} Test'")),
        Event::OtherAge(at, age) => changed(desk, *at, "age", &age.to_string()),
        Event::Create(id) => {
            let path = path_of(&format!("created-{id}"));
            let text = text(usize::from(*id) + PEOPLE, 'a', 17);
            let is_new = |name: &str| !people(&desk).contains(name);
            let name = text.lines().find_map(|line| line.strip_prefix("name = '"));
            // Of two files with the same text, none can say which is which.
            if name.is_some_and(is_new) { desk.write(&path, &text).notice_files() } else { desk }
        }
        Event::Remove(at) => match file(&desk, *at) {
            Some((path, _)) => desk.remove(&path).notice_files(),
            None => desk,
        },
        Event::Rewrite(at) => match file(&desk, *at) {
            Some((path, text)) => {
                desk.remove(&path).notice_files().write(&path, &text).notice_files()
            }
            None => desk,
        },
    };
    closed(desk)
}

/// Closes a refusal, or the question for another id.
fn closed(desk: Desk) -> Desk {
    let close = |desk: Desk| {
        if desk.model.mode() == Mode::Screen { desk } else { desk.type_keys("<esc>") }
    };
    (0..3).fold(desk, |desk, _| close(desk))
}

/// What is to stay the same.
struct Looked {
    shown: Option<String>,
    people: BTreeSet<String>,
    way_back: Vec<String>,
    marked: BTreeSet<String>,
}

impl Looked {
    fn of(desk: &Desk) -> Self {
        Self {
            shown: shown(desk),
            people: people(desk),
            way_back: way_back(desk),
            marked: marked(desk),
        }
    }
}

fn check(
    before: &Looked,
    desk: &Desk,
    event: &Event,
    has_deleted: bool,
) -> Result<(), TestCaseError> {
    let now = Looked::of(desk);
    let Looked { shown, people, .. } = &now;
    let stays = |person: &&String| now.people.contains(*person);
    let is_new = shown.as_ref().is_some_and(|shown| !before.people.contains(shown));
    let may_come_back =
        matches!(event, Event::Undo | Event::Redo | Event::ThereAndBack | Event::Create(_));
    let is_shown_anew = is_new && may_come_back;
    if desk.model.screens.browse.focus == Pane::List {
        prop_assert_eq!(desk.selected(), desk.shown());
    }
    let is_there = before.shown.as_ref().is_some_and(|shown| people.contains(shown));
    // A deletion that is undone shows the record, and one that is made again leaves it.
    let may_leave = has_deleted && matches!(event, Event::ThereAndBack);
    if is_there && !is_shown_anew && !may_leave {
        prop_assert_eq!(shown, &before.shown);
        let way: Vec<&String> = before.way_back.iter().filter(stays).collect();
        let was_there = |person: &&String| before.people.contains(*person);
        let way_now: Vec<&String> = now.way_back.iter().filter(was_there).collect();
        prop_assert_eq!(way_now, way);
    } else if !is_there && before.shown.is_some() && !is_shown_anew {
        prop_assert_eq!(desk.model.shared.displaced, Displaced::Said);
        for keys in ["i", "a", "<delete>", "e"] {
            let typed = desk.clone().type_keys(keys);
            prop_assert_eq!(typed.model.mode(), Mode::Screen, "{} {}", keys, typed.screen());
            prop_assert_eq!(&typed.edited, &desk.edited);
        }
    }
    let kept: BTreeSet<&String> = before.marked.iter().filter(stays).collect();
    prop_assert!(kept.iter().all(|person| now.marked.contains(*person)), "{:?}", kept);
    Ok(())
}

fn check_all(query: &str, events: &[Event]) -> Result<(), TestCaseError> {
    let mut desk = desk(query).type_keys("gg");
    for (number, event) in events.iter().enumerate() {
        let mut earlier = events.iter().take(number);
        let has_deleted = earlier.any(|event| matches!(event, Event::Delete));
        let before = Looked::of(&desk);
        desk = happen(desk, event);
        if !matches!(event, Event::Keys(_)) {
            check(&before, &desk, event, has_deleted)?;
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_same_record_stays_whatever_is_renamed_deleted_undone_and_made_again(
        query in proptest::sample::select(vec!["", "person", "age:17"]),
        events in proptest::collection::vec(any_own_event(), 1..25),
    ) {
        check_all(query, &events)?;
    }

    #[test]
    fn the_same_record_stays_whatever_other_programs_do(
        query in proptest::sample::select(vec!["", "person", "age:17"]),
        events in proptest::collection::vec(any_event_of_others(), 1..25),
    ) {
        check_all(query, &events)?;
    }
}

#[track_caller]
fn said(desk: &Desk, words: &str) {
    let screen = desk.screen();
    assert!(screen.contains(words), "{words} is not on\n{screen}");
}

#[test]
fn a_rename_that_is_undone_leaves_esc_and_i_at_the_same_person() {
    for keys in ["<enter>", ""] {
        let desk = desk("").type_keys("jj").type_keys(keys);
        let id = desk.shown().to_owned();
        let desk = desk.type_keys(":rename new-id<enter>y");
        assert_eq!((desk.selected(), desk.shown()), ("new-id", "new-id"));
        let desk = desk.type_keys("u");
        assert_eq!((desk.selected(), desk.shown()), (&*id, &*id));
        let listed = desk.clone().type_keys("<esc>");
        assert_eq!((listed.selected(), listed.shown()), (&*id, &*id));
        let redone = desk.type_keys("<c-r><esc><enter>ji");
        assert_eq!(redone.model.shared.value_input.unwrap().place.record.as_str(), "new-id");
    }
}

#[test]
fn a_file_that_another_program_renames_is_followed_by_its_text() {
    let desk = desk("").type_keys("j<enter>");
    let id = desk.shown().to_owned();
    let text = desk.file(&path_of(&id));
    let desk = desk.remove(&path_of(&id)).write(&path_of("moved"), &text).notice_files();
    assert_eq!((desk.selected(), desk.shown()), ("moved", "moved"));
    said(&desk, "another program renamed this record: its id is moved now");
    // Another person of the same name is another one.
    let other = text.replace("age = 17", "age = 40");
    let desk = desk.remove(&path_of("moved")).write(&path_of("other"), &other).notice_files();
    assert_ne!(desk.shown(), "other");
    said(&desk, "was removed: its file was deleted; now at");
}

#[test]
fn a_record_that_gets_the_id_of_one_that_is_gone_is_another_one() {
    let desk = desk("").type_keys("gg<enter>");
    let gone = desk.shown().to_owned();
    let desk = desk.type_keys("<esc><space>gg<enter>]l]l<enter>");
    let shown = desk.shown().to_owned();
    assert_ne!(gone, shown);
    assert_eq!(way_back(&desk).len(), 1);
    assert_eq!(marked(&desk).len(), 1);
    let desk = desk.remove(&path_of(&gone)).notice_files();
    // The record that is looked at gets its id.
    let text = desk.file(&path_of(&shown));
    let desk = desk.remove(&path_of(&shown)).write(&path_of(&gone), &text).notice_files();
    assert_eq!(desk.shown(), gone.as_str());
    assert_eq!(way_back(&desk), [""; 0]);
    assert!(marked(&desk).is_empty(), "{}", desk.screen());
}

#[test]
fn where_a_record_is_gone_the_first_key_changes_no_other() {
    let desk = desk("").type_keys("j<enter>");
    let id = desk.shown().to_owned();
    let text = desk.file(&path_of(&id));
    let gone = desk.remove(&path_of(&id)).notice_files();
    said(&gone, "now at");
    assert_eq!(gone.model.screens.browse.focus, Pane::List);
    let asked = gone.clone().type_keys("e");
    said(&asked, "the record you were at is gone; press it again to change");
    assert!(asked.edited.is_empty());
    assert_eq!(asked.type_keys("e").edited.len(), 1);
    // It comes back as it was left.
    let back = gone.write(&path_of(&id), &text).notice_files();
    assert_eq!((back.selected(), back.shown()), (&*id, &*id));
    assert_eq!(back.model.screens.browse.focus, Pane::Detail);
}

#[test]
fn a_command_that_is_being_typed_does_nothing_to_the_neighbour_of_a_record_that_goes() {
    let desk = desk("").type_keys("j<enter>:delete");
    let id = desk.shown().to_owned();
    let gone = desk.remove(&path_of(&id)).notice_files();
    let asked = gone.type_keys("<backspace>e<enter>");
    said(&asked, "the record you were at is gone; press it again to change");
    assert_eq!(people(&asked).len(), PEOPLE + 1);
}
