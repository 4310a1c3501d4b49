//! What is said in the answers about a file has no name of a confidential case or a child of another file, and under the mask no name at all,
//! whatever is asked, where the files are valid, broken or in another place.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use super::editor::{Editor, Fixture, able};
use super::silence::{AT_PLACES, OF_FILES};

/// A part of each name and text of the confidential cases; no id has it.
const SECRET: &str = "wren";
/// The same of the other names and quotes.
const NAMED: &str = "sedge";

/// Confidential cases: valid, with a second file, broken, and in other places.
const SECRETS: &str = "\
//- victims/zq.toml
title = 'Case of Wrenfield'
name = 'Wrenfield Aster'
aliases = ['Wrenling']
identifiers = ['x:wren-1']
confidentiality = 'confidential'
tags = ['wrentag']
occupation = 'wrenmaker'
home = 'Wrenton'
promised = 'wrenwork'
hat = 'Wrenhat'
gender = 'wrenish'
# Wren
[[event]]
key = 'wren-event'
what = 'Wren sold'
[[group]]
key = 'wren-group'
[[quote]]
source = 'wire'
at = 'page Wren'
speaker = 'Wren Speaker'
text = 'Wren said one two three four five'
supports = ['home']
disputes = { name = 'Wrenrival' }
//- victims/zq-2.toml
title = 'Case of Wrenfield
confidentiality = 'confidential'
name = Wrenbroken Aster
occupation = 'wrenmaker
//- victims/zq-3.toml
title = 'Case of Wrenfield'
confidental = 'yes'
name = 'Wrenthree'
occupation = 'wrenmaker'
//- victim/zq-4.toml
title = 'Case of Wrenfield'
confidentiality = 'confidential'
name = 'Wrenfour'
occupation = 'wrenmaker'
//- victims/zq-5.TOML
title = 'Case of Wrenfield'
confidentiality = 'confidential'
name = 'Wrenfive'
//- rescues/zq-6.toml
title = 'Out of Wrenhouse'
confidentiality = 'confidential'
requested_by = ['p']
victims = ['zq', 'zq-2']
tags = ['wrentag']
//- arrests/zq-7.toml
title = 'Wren raid'
confidentiality = 'confidential'
charges = ['wrentheft']
related = ['none-of-it']
";

/// Other records, named and with a child, and the files that are asked about.
const OTHERS: &str = "\
//- people.toml
[p]
name = 'Sedgewick'
roles = ['wittness']
[q]
name = 'Sedgeling'
aliases = ['Sedgy']
note = 'Met Sedgewick'
//- people/kid.toml
title = 'Girl, 15-year-old'
name = 'Sedgekid'
roles = ['minor']
//- victims/child.toml
title = 'A child'
name = 'Sedgechild'
age = 15
nmae = 'Sedgeother'
[[quote]]
source = 'wire'
text = 'Sedge said six seven eight nine ten'
supports = ['age']
//- places.toml
[town]
name = 'Seatown'
//- sources.toml
[wire]
title = 'Of it'
//- rescues/tells.toml
title = 'Met Wrenfield Aster'
summary = 'Wrenling said one two three four five'
success = 'Wrenfield'
related = ['Wrenling']
//- rescues/mentions.toml
title = 'Out'
summary = 'Met Sedgewick and Sedgechild.'
tags = ['sedgechild']
persons = ['p']
//- rescues/names.toml
title = 'Out with Sedgechild'
";

/// What is asked about: a file that links to all of it, has words being typed in every field, and names none of them.
const ASKED: &[(&str, &str)] = &[
    (
        "rescues/open.toml",
        "title = 'Open'\nsummary = 'x'\nvictims = ['zq', 'zq-2', 'zq-3', 'zq-4', 'zq-5', 'child', '']\nrelated = ['zq-6', 'zq-7', 'mentions', 'names', 'tells']\n\
         requested_by = ['p', 'q', 'kid']\nplaces = ['town']\ntags = ['', 'w']\n\n[[quote]]\nsource = 'wire'\ntext = 'one two three four'\nsupports = ['']\nspeaker = ''\n",
    ),
    (
        "victims/open-2.toml",
        "title = ''\nname = ''\naliases = ['']\noccupation = ''\npromised = ''\nhome = ''\ntags = ['']\nidentifiers = ['']\ngender = ''\nrelated = ['zq']\n\
         hat = ''\n[[event]]\nkey = ''\nplace = ''\nwhat = ''\n",
    ),
    (
        "arrests/open-3.toml",
        "title = 'Open'\npersons = ['zq', 'kid', 'p']\ncharges = ['']\nrelated = ['zq\n",
    ),
    ("sources.toml", "[wire]\ntitle = 'Of it'\nauthor = ['']\npublisher = ''\n[w"),
    ("places.toml", "[town]\nname = 'Seatown'\nwithin = ''\n"),
    ("casebook.toml", "format = 1\n[vocabulary]\ngender = ['']\n[views]\n1 = 'name:'\n"),
    ("archive/wire.txt", "He said one two three four five, and six seven eight nine ten.\n"),
];

const WORDS: &[&str] = &[
    "",
    "z",
    "w",
    "wr",
    "aster",
    "case of",
    "title:case",
    "p",
    "kid",
    "name:s",
    "kind:victim",
    "met",
    "tells",
];

/// Asks all that can be asked about a file; returns what is said, each with what was asked.
fn all_said(editor: &mut Editor, path: &str, text: &str) -> Vec<(String, Value)> {
    let mut said = Vec::new();
    editor.open_with(path, text);
    editor.settle();
    for at in (0..=text.len()).filter(|at| text.is_char_boundary(*at)) {
        for method in AT_PLACES {
            let mut asked = editor.place(path, at);
            asked["newName"] = json!("another-id");
            asked["context"] = json!({ "includeDeclaration": true });
            let (Ok(answer) | Err(answer)) = editor.ask(method, asked);
            said.push((format!("{method} {path}:{at}"), answer));
        }
    }
    let end = editor.position(path, text.len());
    let found = editor.published[path]["diagnostics"].clone();
    for method in OF_FILES {
        let range = json!({ "start": { "line": 0, "character": 0 }, "end": end });
        let asked = json!({
            "textDocument": { "uri": editor.uri(path) }, "range": range, "context": { "diagnostics": found },
        });
        let (Ok(answer) | Err(answer)) = editor.ask(method, asked);
        said.push((format!("{method} {path}"), answer));
    }
    let renamed =
        json!({ "oldUri": editor.uri(path), "newUri": editor.uri("victims/another-id.toml") });
    let (Ok(answer) | Err(answer)) =
        editor.ask("workspace/willRenameFiles", json!({ "files": [renamed] }));
    said.push((format!("willRenameFiles {path}"), answer));
    for query in WORDS {
        let answer = editor.ask("workspace/symbol", json!({ "query": query })).unwrap();
        said.push((format!("workspace/symbol {query}"), answer));
    }
    editor.close(path);
    editor.settle();
    said.extend(
        editor.published.iter().map(|(of, all)| (format!("diagnostics of {of}"), all.clone())),
    );
    said.extend(editor.told.drain(..));
    said
}

/// Returns what was asked where one of these words is said, and with what words.
fn with_words(said: &[(String, Value)], words: &[&str]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (asked, answer) in said {
        let text = answer.to_string();
        let small = text.to_lowercase();
        for at in words.iter().filter_map(|word| small.find(word)) {
            let from = small.floor_char_boundary(at.saturating_sub(60));
            let part = &small[from..small.ceil_char_boundary(at + 30)];
            found.insert(format!("{}: …{part}…", asked.split(':').next().unwrap()));
        }
    }
    found
}

fn opened(options: Value) -> Editor {
    let mut fixture = Fixture::of(&format!("{SECRETS}{OTHERS}"));
    for (path, text) in ASKED {
        super::editor::put(fixture.folder.path(), path, text);
        fixture.texts.insert((*path).to_owned(), (*text).to_owned());
    }
    let root = fixture.folder.path().to_owned();
    let mut editor = Editor::start_with(&root, able(), options);
    editor.keep(fixture);
    editor.wait_until_read();
    editor
}

#[test]
fn nothing_that_is_said_of_another_file_names_a_confidential_case_or_a_child() {
    let mut editor = opened(Value::Null);
    let mut said = Vec::new();
    for (path, text) in ASKED {
        said.extend(all_said(&mut editor, path, text));
    }
    assert_eq!(with_words(&said, &[SECRET]), BTreeSet::new());
    assert!(said.len() > 1000 && said.iter().any(|(_, answer)| answer.to_string().contains("zq")));
    // What is found and what is wrong anywhere is said to the owner of the collection.
    said.retain(|(asked, _)| asked.starts_with("textDocument/"));
    assert_eq!(with_words(&said, &["sedgechild", "sedgeother", "sedgekid"]), BTreeSet::new());
    assert!(said.iter().any(|(_, answer)| answer.to_string().contains("Sedgewick")));
}

#[test]
fn under_the_mask_no_name_is_said_of_any_file() {
    let mut editor = opened(json!({ "masked": true }));
    let mut said = Vec::new();
    for (path, text) in ASKED {
        said.extend(all_said(&mut editor, path, text));
    }
    let is_toml = |path: &&String| Path::new(path).extension().is_some_and(|end| end == "toml");
    let own: Vec<String> = editor.texts.keys().filter(is_toml).cloned().collect();
    for path in own.iter().filter(|path| !ASKED.iter().any(|(asked, _)| asked == path)) {
        let text = fs::read_to_string(editor.root.join(path)).unwrap();
        said.extend(all_said(&mut editor, path, &text));
    }
    // What an edit writes is the text of the file.
    for (_, answer) in &mut said {
        for action in answer.as_array_mut().into_iter().flatten() {
            action.as_object_mut().and_then(|action| action.remove("edit"));
        }
    }
    assert_eq!(with_words(&said, &[SECRET, NAMED]), BTreeSet::new());
}
