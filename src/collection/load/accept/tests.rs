//! Taking changes in is reading everything again, but for the time it takes.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use proptest::prelude::*;

use crate::collection::load::accept::any::{Bytes, Write, any_write};
use crate::collection::load::accept::*;
use crate::collection::{Loader, Lookup, Memory, OpenBuffers, load};
use crate::evidence::ArchivedText;
use crate::record::{Id, Kind};
use crate::search::Query;

/// The ids that any of the files may have or link to.
const IDS: &[&str] = &[
    "a", "b", "c", "bb", "bad-name", "r", "s", "t", "rr", "raid", "wire", "copy", "other", "wires",
    "town", "tow", "sea", "land", "ann", "bo", "org", "orgs", "x",
];

const QUERIES: &[&str] = &[
    "",
    "ann",
    "kind:place sea",
    "place:town",
    "guard",
    "source:wire",
    "kind:source",
    "date:2022",
    "rel:ann",
    "rel:town kind:place,person",
    "is:problem",
    "kind:source,place,person,organisation is:unused",
    "is:broken",
    "is:disputed",
    "is:unsourced",
    "sources:<2",
    "sources:2",
    "has:quote",
];

/// Returns all that a collection says, piece by piece.
fn said(collection: &Collection) -> Vec<String> {
    let mut said = Vec::new();
    for file in collection.files() {
        said.push(format!("{:?} {:?} {:?}", file.path, file.freshness, file.contents));
    }
    for located in collection.records() {
        said.push(format!("{:?} {:?}", located.file.path, located.record));
    }
    for kind in Kind::all() {
        said.push(format!("{kind}: {}", collection.count_of(kind)));
    }
    for id in IDS.iter().filter_map(|id| Id::new(id)) {
        let found = collection.get(id.as_str()).map(|located| (&located.file.path, located.record));
        let archived = collection.archive().get(&id).map(ArchivedText::text);
        said.push(format!("{id} {found:?} {archived:?}"));
        said.push(format!("{id} {:?} {:?}", collection.mentions(&id), collection.evidence(&id)));
        said.push(format!("{id} {:?}", collection.rival_mentions(&id)));
    }
    said.extend(collection.diagnostics().iter().map(|diagnostic| format!("{diagnostic:?}")));
    said.push(format!("{} {:?}", collection.diagnostics().len(), collection.index.sizes()));
    said.push(format!("{:?}", collection.status_counts()));
    said.push(format!("{:?}", collection.settings()));
    let named = "Ann, Bo and the Guard said that three left and four left";
    said.push(collection.confidential_terms().without_names_and_quotes(named, "#"));
    said
}

fn first_difference(one: &[String], other: &[String]) -> Option<String> {
    let longest = one.len().max(other.len());
    let differing = (0..longest).find(|at| one.get(*at) != other.get(*at))?;
    Some(format!("{:#?}\nagainst\n{:#?}", one.get(differing), other.get(differing)))
}

fn found(lookup: &Lookup) -> Vec<String> {
    let of = |typed: &&str| {
        let (query, _) = Query::read(typed, lookup.catalogue());
        format!("{typed}: {:?}", lookup.find(&query))
    };
    QUERIES.iter().map(of).collect()
}

fn write(memory: &mut Memory, (path, bytes): &Write) {
    match bytes {
        Some(Bytes(bytes)) => memory.put(*path, bytes.clone()),
        None => memory.remove(path),
    }
}

/// Returns the paths of a batch as a watcher may report them: by file or by folder.
fn changes_of(batch: &[Write], by_folder: bool) -> Changes {
    let paths = batch.iter().map(|(path, _)| {
        let parent = Path::new(path).parent().filter(|parent| *parent != Path::new(""));
        let folder = parent.filter(|_| by_folder);
        folder.unwrap_or(Path::new(path)).to_owned()
    });
    Changes::At(paths.collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn what_is_accepted_bit_by_bit_is_what_is_read_at_once(
        start in prop::collection::vec(any_write(), 0..40),
        batches in prop::collection::vec((prop::collection::vec(any_write(), 1..5), any::<bool>()), 1..14),
    ) {
        let mut memory = Memory::default();
        for one in &start {
            write(&mut memory, one);
        }
        let mut read = load(&memory);
        let mut accepted = read.clone();
        let mut lookup = Lookup::of(&accepted);
        for (batch, by_folder) in batches {
            for one in &batch {
                write(&mut memory, one);
            }
            let before = said(&accepted);
            let next = Loader::after(&accepted).apply(&memory, &changes_of(&batch, by_folder));
            prop_assert_eq!(said(&accepted), before, "the one before is left alone");
            let again = Loader::after(&read).load(&memory).checked();
            prop_assert_eq!(first_difference(&said(&next.collection), &said(&again)), None);
            prop_assert_eq!(next.changed, again.changes_since(&read));
            lookup.renew(&next.collection, &next.touched);
            prop_assert_eq!(first_difference(&found(&lookup), &found(&Lookup::of(&again))), None);
            (accepted, read) = (next.collection, again);
        }
    }
}

/// Returns the problems that one collection has and another does not, or has fewer times, by their files and without their places.
fn problems_beyond(collection: &Collection, other: &Collection) -> Vec<String> {
    let all = |of: &Collection| -> Vec<String> {
        let found = of.diagnostics().iter();
        let named = found.map(|found| {
            let path = of.file(found.file).map(|file| file.path.clone());
            format!("{path:?} {:?} {}", found.problem.code, found.problem.message)
        });
        named.collect()
    };
    let (mut beyond, others) = (all(collection), all(other));
    for other in &others {
        beyond.iter().position(|one| one == other).map(|same| beyond.remove(same));
    }
    beyond.sort();
    beyond
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn where_nothing_was_checked_the_same_problems_come_and_go_with_a_change(
        start in prop::collection::vec(any_write(), 0..40),
        batch in prop::collection::vec(any_write(), 1..5),
    ) {
        let mut memory = Memory::default();
        for one in &start {
            write(&mut memory, one);
        }
        let unchecked = Loader::default().load(&memory);
        let checked = unchecked.clone().checked();
        for one in &batch {
            write(&mut memory, one);
        }
        let changes = changes_of(&batch, false);
        let after = Loader::after(&checked).apply(&memory, &changes).collection;
        let paths = batch.iter().map(|(path, _)| Path::new(*path)).collect();
        let accepted = Loader::after(&unchecked).apply(&memory, &changes);
        let [was, is] = accepted.checked_where_touched(&unchecked, &paths);
        prop_assert_eq!(problems_beyond(&is, &was), problems_beyond(&after, &checked));
        prop_assert_eq!(problems_beyond(&was, &is), problems_beyond(&checked, &after));
        // Nothing is reported that is not so.
        prop_assert_eq!(problems_beyond(&is, &after), Vec::<String>::new());
        prop_assert_eq!(problems_beyond(&was, &checked), Vec::<String>::new());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_is_open_in_an_editor_is_read_as_if_it_were_saved(
        start in prop::collection::vec(any_write(), 0..30),
        edits in prop::collection::vec((any_write(), any::<bool>()), 1..12),
    ) {
        let mut memory = Memory::default();
        for one in &start {
            write(&mut memory, one);
        }
        let overlay = OpenBuffers::over(memory.clone());
        let mut saved = memory.clone();
        let mut accepted = load(&overlay);
        for ((path, bytes), is_closed) in &edits {
            let text = bytes.as_ref().and_then(|bytes| String::from_utf8(bytes.0.clone()).ok());
            if let Some(text) = text.filter(|_| !is_closed) {
                saved.put(*path, text.clone());
                overlay.open(*path, text);
            } else {
                overlay.close(Path::new(path));
                match memory.read(Path::new(path)) {
                    Ok(bytes) => saved.put(*path, bytes),
                    Err(_) => saved.remove(path),
                }
            }
            let at_once = Loader::after(&accepted).load(&saved).checked();
            accepted = Loader::after(&accepted).apply(&overlay, &Changes::at(*path)).collection;
            prop_assert_eq!(first_difference(&said(&accepted), &said(&at_once)), None);
        }
    }
}

#[test]
fn what_others_look_at_is_looked_at_again_only_if_a_value_changed() {
    let part = |count: usize, comment: &str| {
        format!("{comment}title = 'Test Part'\ncount = {count}\npart_of = 'test-whole'\n")
    };
    let mut memory = Memory::default();
    memory.put("rescues/test-whole.toml", "title = 'Test Whole'\ncount = 3\n");
    memory.put("rescues/test-part.toml", part(3, ""));
    let before = load(&memory);
    let touched = |text: String| {
        let mut memory = memory.clone();
        memory.put("rescues/test-part.toml", text);
        let changes = Changes::at("rescues/test-part.toml");
        match Loader::after(&before).apply(&memory, &changes).touched {
            Touched::Only { records, .. } => {
                let mut ids: Vec<String> = records.iter().map(ToString::to_string).collect();
                ids.sort();
                ids
            }
            Touched::Everything => Vec::new(),
        }
    };
    assert_eq!(touched(part(3, "# a comment\n")), ["test-part"]);
    assert_eq!(touched(part(2, "")), ["test-part", "test-whole"]);
}

#[test]
fn what_did_not_change_is_shared() {
    let mut memory = Memory::default();
    memory.put("victims/a.toml", "title = 'A'\n");
    memory.put("victims/b.toml", "title = 'B'\n");
    let before = load(&memory);
    memory.put("victims/b.toml", "title = 'Bo'\n");
    let after = Loader::after(&before).apply(&memory, &Changes::at("victims/b.toml"));
    let file = |collection: &Collection, at| Arc::clone(&collection.files.get(at).unwrap().file);
    assert!(Arc::ptr_eq(&file(&before, 0), &file(&after.collection, 0)));
    assert!(!Arc::ptr_eq(&file(&before, 1), &file(&after.collection, 1)));
    let b = HashSet::from([Id::new("b").unwrap()]);
    assert_eq!(after.touched, Touched::Only { records: b.clone(), named: b });
}

#[test]
fn a_folder_that_is_moved_is_taken_in_at_once() {
    let mut memory = Memory::default();
    for number in 0..9 {
        memory.put(format!("victims/old/n{number}.toml"), "title = 'A'\n");
    }
    let before = load(&memory);
    for number in 0..9 {
        memory.remove(format!("victims/old/n{number}.toml"));
        memory.put(format!("victims/new/n{number}.toml"), "title = 'A'\n");
    }
    let folders = ["victims/old", "victims/new"].map(PathBuf::from);
    let after = Loader::after(&before).apply(&memory, &Changes::At(BTreeSet::from(folders)));
    assert_eq!(said(&after.collection), said(&load(&memory)));
    assert_eq!(after.changed, 18);
}

#[test]
fn changes_are_added_up() {
    let mut changes = Changes::at("a");
    changes.add(Changes::at("b"));
    assert_eq!(changes, Changes::At(BTreeSet::from(["a", "b"].map(PathBuf::from))));
    changes.add(Changes::Everything);
    changes.add(Changes::at("c"));
    assert_eq!(changes, Changes::Everything);
}

/// The table of people comes after the cases that name them, and so many that not each is compared with each.
#[test]
fn very_many_ids_that_come_at_once_are_taken_in_as_if_they_had_been_there() {
    let count = 5_000;
    let list = |of: &dyn Fn(usize) -> String| (0..count).map(of).collect::<String>();
    let mut memory = Memory::default();
    let links = list(&|n| format!("'p{n:06}x', "));
    let case = format!("title = 'T'\nintervening_parties = [{links}]\n");
    memory.put("rescues/raid.toml", case);
    let before = load(&memory);
    memory.put("people.toml", list(&|n| format!("[p{n:06}y]\nname = 'Test'\n")));
    let accepted = Loader::after(&before).apply(&memory, &Changes::at("people.toml")).collection;
    let said = |collection: &Collection| -> Vec<String> {
        collection.diagnostics().iter().map(|diagnostic| format!("{diagnostic:?}")).collect()
    };
    assert_eq!(said(&accepted), said(&load(&memory)));
    assert!(said(&accepted).iter().any(|said| said.contains("did you mean `p000007y`")));
}
