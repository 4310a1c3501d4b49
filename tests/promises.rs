//! The pages that promise something: every command by which a promise is tested tests something.
#![expect(clippy::unwrap_used, reason = "a test that cannot read its files has failed")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// The tests of one target, each by the name that cargo filters.
fn tests_below(folder: &Path, file: &Path, into: &mut BTreeSet<String>) {
    let text = fs::read_to_string(file).unwrap();
    let module = file.strip_prefix(folder).unwrap().with_extension("");
    let mut module: Vec<&str> = module.iter().map(|part| part.to_str().unwrap()).collect();
    if module.last().is_some_and(|last| ["mod", "main", "lib"].contains(last)) {
        module.pop();
    }
    let mut inner: Vec<(usize, &str)> = Vec::new();
    let mut is_test = false;
    for line in text.lines() {
        let indent = line.len() - line.trim_start().len();
        let line = line.trim_start();
        if line == "}" {
            inner.retain(|(of, _)| *of < indent);
        }
        if let Some(name) = line.strip_prefix("mod ").and_then(|line| line.strip_suffix(" {")) {
            inner.push((indent, name));
        } else if line == "#[test]" {
            is_test = true;
        } else if let Some(rest) = line.strip_prefix("fn ").filter(|_| is_test) {
            let name = rest.split('(').next().unwrap();
            let inner = inner.iter().map(|(_, name)| *name);
            let path: Vec<&str> = module.iter().copied().chain(inner).chain([name]).collect();
            into.insert(path.join("::"));
            is_test = false;
        }
    }
}

fn files_below(folder: &Path) -> Vec<std::path::PathBuf> {
    // A target that is one file has no folder.
    let walk = walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok);
    let files = walk.map(walkdir::DirEntry::into_path);
    files.filter(|file| file.extension().is_some_and(|extension| extension == "rs")).collect()
}

/// Returns the names of the tests of a target; `None` where there is no such target.
fn tests_of(target: &[&str]) -> Option<BTreeSet<String>> {
    let home = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = BTreeSet::new();
    match target {
        ["--lib"] => {
            let src = home.join("src");
            for file in files_below(&src) {
                tests_below(&src, &file, &mut found);
            }
        }
        ["--test", name] => {
            let file = home.join(format!("tests/{name}.rs"));
            let folder = home.join("tests").join(name);
            let sample = |file: &Path| file.components().any(|part| part.as_os_str() == "found");
            if file.is_file() {
                tests_below(&home.join("tests"), &file, &mut found);
                // Its tests are not below its own name.
                found =
                    found.iter().filter_map(|test| Some(test.split_once("::")?.1.into())).collect();
            } else if !folder.join("main.rs").is_file() {
                return None;
            }
            for file in files_below(&folder).iter().filter(|file| !sample(file)) {
                tests_below(&folder, file, &mut found);
            }
        }
        _ => return None,
    }
    Some(found)
}

/// Returns the commands in a page that run tests, as the words behind `cargo test`.
fn commands(page: &str) -> Vec<Vec<&str>> {
    let code = page.split('`').skip(1).step_by(2);
    let commands = code.map(|code| code.split_whitespace().collect::<Vec<_>>());
    commands.filter_map(|words| Some(words.strip_prefix(&["cargo", "test"])?.to_vec())).collect()
}

/// Says what is wrong with a command; nothing where it runs a test.
fn mistake(words: &[&str]) -> Option<String> {
    if words.is_empty() {
        return None;
    }
    let at = if words.first() == Some(&"--lib") { 1 } else { 2 };
    let (target, filters) = words.split_at_checked(at)?;
    let Some(tests) = tests_of(target) else { return Some(format!("no target {target:?}")) };
    let ([] | [_]) = filters else { return Some(format!("more than one filter in {words:?}")) };
    let filter = filters.first().copied().unwrap_or_default();
    (!tests.iter().any(|test| test.contains(filter))).then(|| format!("no test for {words:?}"))
}

#[test]
fn every_command_that_is_named_runs_a_test() {
    for (page, least) in [("SECURITY.md", 20), ("README.md", 0), ("CONTRIBUTING.md", 0)] {
        let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(page)).unwrap();
        let commands = commands(&text);
        assert!(commands.len() >= least, "{page} names {commands:?}");
        let mistakes: Vec<String> = commands.iter().filter_map(|words| mistake(words)).collect();
        assert_eq!(mistakes, [] as [String; 0], "in {page}");
    }
}

#[test]
fn a_command_without_a_test_is_noticed() {
    for command in [
        "--lib no_such_test_at_all",
        "--test no-such-file",
        "--test terminal no_such_module",
        "--test supply terminal",
        "--lib one two",
    ] {
        assert!(mistake(&command.split(' ').collect::<Vec<_>>()).is_some(), "{command}");
    }
    for command in ["--lib visible", "--test terminal watching", "--test supply", "--test cli"] {
        assert_eq!(mistake(&command.split(' ').collect::<Vec<_>>()), None);
    }
}

/// Links between the pages and to their headings lead somewhere.
#[test]
fn every_link_to_a_page_of_ours_leads_there() {
    let home = Path::new(env!("CARGO_MANIFEST_DIR"));
    let anchor = |heading: &str| -> String {
        let letters = heading.chars().filter(|c| c.is_alphanumeric() || " -_".contains(*c));
        letters.collect::<String>().to_lowercase().replace(' ', "-")
    };
    let pages = ["SECURITY.md", "README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"];
    let docs = fs::read_dir(home.join("docs")).unwrap();
    let docs = docs.map(|entry| format!("docs/{}", entry.unwrap().file_name().display()));
    let docs = docs.filter(|page| Path::new(page).extension().is_some_and(|end| end == "md"));
    for page in pages.into_iter().map(str::to_owned).chain(docs) {
        let page = page.as_str();
        let text = fs::read_to_string(home.join(page)).unwrap();
        for link in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            if link.contains("://") {
                continue;
            }
            let (file, place) = link.split_once('#').unwrap_or((link, ""));
            let folder = home.join(page).parent().unwrap().to_owned();
            let target = if file.is_empty() { home.join(page) } else { folder.join(file) };
            assert!(target.exists(), "{page}: {link}");
            if !place.is_empty() {
                let text = fs::read_to_string(target).unwrap();
                let mut headings = text.lines().filter(|line| line.starts_with('#'));
                let found =
                    headings.any(|line| anchor(line.trim_start_matches('#').trim()) == place);
                assert!(found, "{page}: {link}");
            }
        }
    }
}
