//! Hostile files that `casebook set` and `casebook rename` change: only what was to be changed, and taken back to the byte.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::program::{Ran, World};
use super::written::{copy, home, names};

/// Every file below a folder, with its bytes.
fn tree(root: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut all = BTreeMap::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap().flatten() {
            let path = entry.path();
            if path.is_dir() && !path.is_symlink() {
                folders.push(path);
            } else if let Ok(bytes) = fs::read(&path) {
                all.insert(path, bytes);
            }
        }
    }
    all
}

/// Each written file in a collection of its own, each tree, and what a fuzzer found, as a file of a case and as a table of
/// sources.
fn worlds() -> Vec<(String, World)> {
    let mut worlds = Vec::new();
    let mut put = |name: String, path: &str, bytes: Vec<u8>| {
        let world = World::new();
        world.put(path, bytes);
        worlds.push((name, world));
    };
    for name in names(&home("written")) {
        let bytes = fs::read(home("written").join(&name)).unwrap();
        put(name.clone(), &format!("cases/victims/{name}"), bytes.clone());
        put(format!("{name} as sources"), "cases/sources.toml", bytes);
    }
    let found = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzzed/found");
    for (path, bytes) in tree(&found) {
        let name = path.strip_prefix(&found).unwrap().display().to_string();
        put(name.clone(), "cases/arrests/found.toml", bytes.clone());
        put(format!("{name} as places"), "cases/places.toml", bytes);
    }
    for name in names(&home("trees")) {
        let world = World::new();
        fs::remove_dir_all(world.path("cases")).unwrap();
        copy(&home("trees").join(&name), &world.path("cases"));
        worlds.push((name, world));
    }
    worlds
}

fn ids(world: &World) -> Vec<String> {
    let every = "kind:victim,rescue,arrest,place,source,person,organisation";
    let listed = world.run(&["list", every, "--format", "ids", "--with-confidential"]);
    listed.out.lines().map(str::to_owned).collect()
}

fn check(world: &World) -> String {
    world.run(&["check", "--format", "short", "--with-confidential"]).out
}

/// Returns what stands between the longest common start and end of two texts, in the first and in the second.
fn apart<'t>(one: &'t [u8], other: &'t [u8]) -> (&'t [u8], &'t [u8]) {
    let start = one.iter().zip(other).take_while(|(one, other)| one == other).count();
    let (one, other) = (&one[start..], &other[start..]);
    let end = one.iter().rev().zip(other.iter().rev()).take_while(|(one, other)| one == other);
    let end = end.count();
    (&one[..one.len() - end], &other[..other.len() - end])
}

#[test]
fn a_tag_is_added_to_hostile_files_and_taken_out_to_the_byte() {
    let mut changed = 0;
    for (name, world) in worlds() {
        let (before, problems) = (tree(&world.path("cases")), check(&world));
        let every = "kind:victim,rescue,arrest,place,source,person,organisation";
        let all = [every, "--with-confidential", "--yes"];
        let set = |edit: &str| -> Ran { world.run(&["set", all[0], edit, all[1], all[2]]) };
        // A diff has the bytes of the files as they are, to be applied.
        let dry = [all[0], "tags+=test-tag", all[1], "--dry-run"];
        let dry = world.command(&[&["set"], &dry[..]].concat()).output().unwrap();
        assert_eq!(tree(&world.path("cases")), before, "{name}: a dry run writes");
        let ran = set("tags+=test-tag");
        assert_eq!(ran.code, dry.status.code(), "{name}: {}", ran.err);
        let after = tree(&world.path("cases"));
        assert_eq!(before.keys().collect::<Vec<_>>(), after.keys().collect::<Vec<_>>(), "{name}");
        for (path, was) in &before {
            let is = &after[path];
            if was == is {
                continue;
            }
            changed += 1;
            // Nothing is lost: what was there is there, but where a list is closed or a line ends.
            let (lost, _) = apart(was, is);
            assert!(lost.len() <= 2, "{name}: {:?} is lost", String::from_utf8_lossy(lost));
            assert!(
                String::from_utf8_lossy(is).contains("test-tag"),
                "{name}: {} changed and has no tag",
                path.display()
            );
        }
        // No problem is new; some say in which lines others are, and these may be further down.
        assert!(check(&world).lines().count() <= problems.lines().count(), "{name}: more problems");
        set("tags-=test-tag");
        let back = tree(&world.path("cases"));
        for (path, was) in &before {
            // An empty list may stay where there was one, and a line end that the last line lacked.
            let has_tag = String::from_utf8_lossy(&back[path]).contains("test-tag");
            assert!(!has_tag || String::from_utf8_lossy(was).contains("test-tag"), "{name}");
            let (lost, added) = apart(was, &back[path]);
            assert!(lost.is_empty() && added.len() <= 2, "{name}: {added:?} for {lost:?}");
        }
    }
    assert!(changed > 60, "{changed}");
}

#[test]
fn an_id_of_a_hostile_file_is_renamed_there_and_back_to_the_byte() {
    let mut renamed = 0;
    for (name, world) in worlds() {
        let before = tree(&world.path("cases"));
        for id in ids(&world).into_iter().take(3) {
            let there = world.run(&["rename", &id, "test-renamed", "--with-confidential"]);
            if there.code != Some(0) {
                assert_eq!(tree(&world.path("cases")), before, "{name}: {}", there.err);
                continue;
            }
            renamed += 1;
            let listed = ids(&world);
            assert!(listed.iter().any(|id| id == "test-renamed"), "{name}: {id} is lost");
            assert!(!listed.contains(&id), "{name}: {id} is still there");
            let back = world.run(&["rename", "test-renamed", &id, "--with-confidential"]);
            assert_eq!(back.code, Some(0), "{name}: {}", back.err);
            let after = tree(&world.path("cases"));
            assert_eq!(
                after.keys().collect::<Vec<_>>(),
                before.keys().collect::<Vec<_>>(),
                "{name}"
            );
            if name == "ids-with-path-separators" {
                // A header that is no id comes back as the one that it was read as.
                for (path, bytes) in &before {
                    fs::write(path, bytes).unwrap();
                }
                continue;
            }
            for (path, was) in &before {
                let (lost, added) = apart(was, &after[path]);
                assert!(
                    lost.is_empty() && added.is_empty(),
                    "{name}, {}: {:?} became {:?}",
                    path.display(),
                    String::from_utf8_lossy(lost),
                    String::from_utf8_lossy(added)
                );
            }
        }
    }
    assert!(renamed > 60, "{renamed}");
}
