//! A hundred changes of the shipped collection, drawn by chance, taken back and made again: each time the folder is what
//! it was, to the byte.

#![expect(clippy::unwrap_used, reason = "a test that cannot set up its folder has failed")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use casebook::collection::{Collection, Disk};
use casebook::exchange::{Change, ChangedFile};
use casebook::record::edit::TypedValue;
use casebook::record::{FieldId, Id, Kind, RowKind};
use casebook::session::{
    BulkAction, BulkEdit, BulkPlan, CollectionReader, EditPlan, NewRecord, RecordEdit,
    RecordEditKind, RenamePlan, Session,
};

const CHANGES: usize = 100;

/// Numbers by chance, the same in each run (Marsaglia's xorshift).
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % end as u64).unwrap()
    }

    fn of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}

/// Returns the bytes of all files of a folder.
fn tree(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut all = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            all.extend(tree(&path));
        } else {
            let bytes = fs::read(&path).unwrap();
            all.insert(path, bytes);
        }
    }
    all
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().flatten() {
        let (path, to) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() { copy(&path, &to) } else { _ = fs::copy(&path, &to).unwrap() }
    }
}

/// Draws a change; it may come to nothing.
fn drawn(collection: &Collection, chance: &mut Chance, number: usize) -> Option<Change> {
    let ids: Vec<Id> = collection.ids().cloned().collect();
    let id = chance.of(&ids).clone();
    let value = TypedValue::text(format!("made up {number}: «ភ្នំពេញ»\nin two lines"));
    let bulk = |chance: &mut Chance, action| {
        let some: Vec<Id> = (0..=chance.below(40)).map(|_| chance.of(&ids).clone()).collect();
        let edit = BulkEdit { field: FieldId::Tags, action };
        Some(BulkPlan::of(collection, &some, &[edit]).plan.change)
    };
    let edit = |kind| {
        let edit = RecordEdit { id: id.clone(), kind };
        Some(EditPlan::of(collection, "edit", &[edit]).change)
    };
    match chance.below(8) {
        0 => bulk(chance, BulkAction::Add(vec![TypedValue::text(format!("made-up-{number}"))])),
        1 => bulk(chance, BulkAction::Set(TypedValue::text("made-up"))),
        2 => bulk(chance, BulkAction::TakeOut(vec![TypedValue::text("made-up")])),
        3 => bulk(chance, BulkAction::Clear),
        4 => RenamePlan::of(collection, &id, &format!("made-up-{number}"))
            .ok()
            .map(|plan| plan.change),
        5 => {
            let fields = vec![(FieldId::Text, value)];
            edit(RecordEditKind::AddRow { kind: RowKind::Quote, fields })
        }
        6 => {
            let new = NewRecord::of(collection, Kind::Victim, &format!("made-up-new-{number}"));
            let text = format!("title = 'Made up {number}'\n");
            let file = ChangedFile::create(new.unwrap().file(), text);
            Some(Change { label: "new".to_owned(), files: vec![file] })
        }
        _ => {
            let file = &collection.get(id.as_str())?.file;
            let text = file.now().text();
            let file = ChangedFile::delete(file.path.clone(), &text);
            Some(Change { label: "delete".to_owned(), files: vec![file] })
        }
    }
}

#[test]
fn a_hundred_changes_are_taken_back_and_made_again_to_the_byte() {
    let folder = tempfile::tempdir().unwrap();
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("cases"), folder.path());
    let mut session = Session::open(CollectionReader::of(Arc::new(Disk::new(folder.path()))));
    let mut chance = Chance(0x9e37_79b9_7f4a_7c15);
    let mut trees = vec![tree(folder.path())];
    let mut number = 0;
    while trees.len() <= CHANGES {
        number += 1;
        let collection = Arc::clone(session.collection());
        let Some(drawn_change) = drawn(&collection, &mut chance, number) else { continue };
        if drawn_change.files.is_empty() {
            continue;
        }
        session.commit(&drawn_change).unwrap();
        trees.push(tree(folder.path()));
        // Now and then one is taken back and made again in between.
        if number % 7 == 0 {
            session.take_back().unwrap().unwrap();
            assert!(tree(folder.path()) == trees[trees.len() - 2]);
            session.make_again().unwrap().unwrap();
            assert!(tree(folder.path()) == trees[trees.len() - 1]);
        }
    }
    let distinct: std::collections::BTreeSet<_> = trees.iter().collect();
    assert_eq!(distinct.len(), trees.len(), "each drawn_change changes something");
    for before in trees.iter().rev().skip(1) {
        session.take_back().unwrap().unwrap();
        assert!(tree(folder.path()) == *before);
    }
    assert!(session.take_back().is_none());
    for after in trees.iter().skip(1) {
        session.make_again().unwrap().unwrap();
        assert!(tree(folder.path()) == *after);
    }
    assert!(session.make_again().is_none());
}
