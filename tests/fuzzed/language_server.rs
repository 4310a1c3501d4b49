//! Any stream of messages to the language server: texts that are opened, changed and closed, places and ranges beyond the
//! ends of texts, and messages that are cut off. Each request is answered once, and the server ends as it is asked.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use casebook::collection::Disk;
use casebook::lsp::{CollectionFinder, FoundCollection, ServerEnd, serve};
use lsp_server::{Connection, ErrorCode, Message, Notification, Request, RequestId, Response};
use serde_json::{Value, json};
use tempfile::TempDir;

const FILES: [(&str, &str); 5] = [
    ("casebook.toml", "format = 1\n[vocabulary]\nscam_type = ['test']\n"),
    (
        "places.toml",
        "[test-town]\nname = 'Test Town'\n[test-port]\nname = 'Test Port'\nwithin = 'test-town'\n",
    ),
    ("sources.toml", "[test-paper]\ntitle = 'Test Paper'\n"),
    ("archive/test-paper.txt", "Ann said: “I was sold” for a lot of money.\nOn 3 May.\n"),
    (
        "victims/test-ann.toml",
        "title = 'Ann Test'\nage = 17\nhome = 'test-town'\n[[quote]]\nsource = 'test-paper'\ntext = 'I was sold'\nsupports = ['age']\n",
    ),
];

/// So many of the steps of an input are made.
const MOST_STEPS: usize = 40;

/// What asks about a place.
const AT_PLACE: [&str; 7] = [
    "textDocument/hover",
    "textDocument/completion",
    "textDocument/definition",
    "textDocument/references",
    "textDocument/documentHighlight",
    "textDocument/prepareRename",
    "textDocument/rename",
];

/// What asks about a range.
const OF_RANGE: [&str; 2] = ["textDocument/codeAction", "textDocument/inlayHint"];

/// What asks about a whole document.
const OF_DOCUMENT: [&str; 3] =
    ["textDocument/documentSymbol", "textDocument/foldingRange", "textDocument/documentLink"];

struct FixedFolder;

impl CollectionFinder for FixedFolder {
    fn named(&self) -> Option<FoundCollection> {
        None
    }

    fn find(&self, folder: &Path) -> Option<FoundCollection> {
        let here = folder.starts_with(collection());
        here.then(|| FoundCollection { disk: Disk::new(collection()), cache: None })
    }
}

/// The folder of the collection, which no run changes.
fn collection() -> &'static Path {
    static FOLDER: OnceLock<TempDir> = OnceLock::new();
    let folder = FOLDER.get_or_init(|| {
        let folder = tempfile::tempdir().expect("there is room for a folder");
        for (path, text) in FILES {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().expect("it lies in a folder"))
                .expect("it can be made");
            fs::write(path, text).expect("it can be written");
        }
        folder
    });
    folder.path()
}

/// A byte for the encoding of positions, then steps with a NUL between two: a letter that says what is done, a byte that
/// says to which file, and what is done with.
pub(crate) fn hold(input: &[u8]) {
    let Some((head, steps)) = input.split_first() else { return };
    let encoding = ["utf-8", "utf-16", "utf-32"][usize::from(head % 3)];
    let mut editor = FuzzedEditor::start(encoding, head & 0x80 == 0);
    for step in steps.split(|byte| *byte == 0).take(MOST_STEPS) {
        editor.perform(step);
    }
    editor.end();
}

/// An editor that does whatever the input says.
struct FuzzedEditor {
    connection: Connection,
    server: std::thread::JoinHandle<std::io::Result<ServerEnd>>,
    requests: i32,
    /// The requests that are not answered yet.
    waiting: BTreeSet<RequestId>,
    versions: BTreeMap<usize, i32>,
    /// The version that was last published of each open file.
    published: BTreeMap<String, i64>,
}

impl FuzzedEditor {
    fn start(encoding: &str, waits: bool) -> Self {
        let (connection, other) = Connection::memory();
        let server = std::thread::spawn(move || serve(other, Arc::new(FixedFolder)));
        let mut editor = Self {
            connection,
            server,
            requests: 0,
            waiting: BTreeSet::new(),
            versions: BTreeMap::new(),
            published: BTreeMap::new(),
        };
        let capabilities = json!({
            "general": { "positionEncodings": [encoding] },
            "window": { "workDoneProgress": true },
            "workspace": { "workspaceEdit": { "documentChanges": waits, "resourceOperations": ["rename"] } },
            "textDocument": {
                "publishDiagnostics": { "relatedInformation": true },
                "codeAction": { "codeActionLiteralSupport": { "codeActionKind": { "valueSet": [] } } },
                "completion": { "completionItem": { "snippetSupport": waits } },
                "hover": { "contentFormat": ["markdown"] },
            },
        });
        let folders =
            json!([{ "uri": format!("file://{}", collection().display()), "name": "cases" }]);
        editor.ask(
            "initialize",
            json!({ "processId": null, "workspaceFolders": folders, "capabilities": capabilities }),
        );
        editor.settle();
        editor.tell("initialized", json!({}));
        while waits && !editor.receive() {}
        editor
    }

    fn perform(&mut self, step: &[u8]) {
        let Some((what, rest)) = step.split_first() else { return };
        if *what == b'm' {
            return self.send_stream(rest);
        }
        let Some((file, rest)) = rest.split_first() else { return };
        let file = usize::from(*file) % FILES.len();
        let document = json!({ "uri": uri(file) });
        let text = String::from_utf8_lossy(rest);
        match what {
            b'o' | b'c' => self.put(file, &text),
            b'x' => {
                self.versions.remove(&file);
                self.tell("textDocument/didClose", json!({ "textDocument": document }));
            }
            b's' => self.tell("textDocument/didSave", json!({ "textDocument": document })),
            b'r' => {
                let range = json!({ "start": position(rest), "end": position(rest.get(4..).unwrap_or_default()) });
                for method in OF_RANGE {
                    self.ask(
                        method,
                        json!({ "textDocument": document, "range": range, "context": { "diagnostics": [] } }),
                    );
                }
            }
            b'd' => {
                for method in OF_DOCUMENT {
                    self.ask(method, json!({ "textDocument": document }));
                }
                self.ask("workspace/symbol", json!({ "query": text }));
            }
            _ => {
                let name = String::from_utf8_lossy(rest.get(4..).unwrap_or_default());
                for method in AT_PLACE {
                    self.ask(
                        method,
                        json!({ "textDocument": document, "position": position(rest), "newName": name, "context": { "includeDeclaration": true } }),
                    );
                }
            }
        }
        self.settle();
    }

    fn put(&mut self, file: usize, text: &str) {
        let version = self.versions.get(&file).map_or(1, |version| version + 1);
        let is_open = self.versions.insert(file, version).is_some();
        if is_open {
            let document = json!({ "uri": uri(file), "version": version });
            let changes = json!([{ "text": text }]);
            self.tell(
                "textDocument/didChange",
                json!({ "textDocument": document, "contentChanges": changes }),
            );
        } else {
            let document =
                json!({ "uri": uri(file), "languageId": "toml", "version": version, "text": text });
            self.tell("textDocument/didOpen", json!({ "textDocument": document }));
        }
    }

    /// Sends what can be read of a stream of bytes, up to where it is cut off; nothing that ends the server.
    fn send_stream(&mut self, mut bytes: &[u8]) {
        while let Ok(Some(message)) = Message::read(&mut bytes) {
            let method = match &message {
                Message::Request(request) => request.method.as_str(),
                Message::Notification(notification) => notification.method.as_str(),
                Message::Response(_) => "",
            };
            if ["initialize", "initialized", "shutdown", "exit", "$/cancelRequest"]
                .contains(&method)
                || method.starts_with("textDocument/did")
            {
                continue;
            }
            match message {
                Message::Request(Request { method, params, .. }) => self.ask(&method, params),
                other @ (Message::Notification(_) | Message::Response(_)) => {
                    self.connection.sender.send(other).expect("the server runs");
                }
            }
        }
        self.settle();
    }

    fn ask(&mut self, method: &str, params: Value) {
        self.requests += 1;
        let id = RequestId::from(self.requests);
        let request = Request { id: id.clone(), method: method.to_owned(), params };
        self.waiting.insert(id);
        self.connection.sender.send(request.into()).expect("the server runs");
    }

    fn tell(&self, method: &str, params: Value) {
        let notification = Notification { method: method.to_owned(), params };
        self.connection.sender.send(notification.into()).expect("the server runs");
    }

    /// Waits until all requests are answered.
    fn settle(&mut self) {
        while !self.waiting.is_empty() {
            self.receive();
        }
    }

    /// Takes the next message; returns whether it says that all files were read.
    fn receive(&mut self) -> bool {
        let message = self.connection.receiver.recv_timeout(Duration::from_mins(1));
        match message.expect("the server answers") {
            Message::Response(Response { id, response_result }) => {
                assert!(self.waiting.remove(&id), "{id} is answered twice, or was never asked");
                match response_result {
                    Ok(answer) => assert_ranges(&answer),
                    Err(error) => {
                        assert_ne!(
                            error.code,
                            ErrorCode::InternalError as i32,
                            "{}",
                            error.message
                        );
                    }
                }
                false
            }
            Message::Notification(Notification { method, params }) => {
                if method == "textDocument/publishDiagnostics" {
                    assert_ranges(&params);
                    let uri = params["uri"].as_str().unwrap_or_default().to_owned();
                    match params["version"].as_i64() {
                        Some(version) => _ = self.published.insert(uri, version),
                        None => _ = self.published.remove(&uri),
                    }
                }
                method == "$/progress" && params["value"]["kind"] == "end"
            }
            Message::Request(_) => false,
        }
    }

    fn end(mut self) {
        // What is open was checked as it is.
        self.ask("casebook/isThere", Value::Null);
        self.settle();
        for (file, version) in &self.versions {
            let published = self.published.get(&uri(*file));
            assert_eq!(published.copied(), Some(i64::from(*version)), "{}", FILES[*file].0);
        }
        self.ask("shutdown", Value::Null);
        self.settle();
        self.tell("exit", Value::Null);
        let end = self.server.join().expect("the server does not panic").expect("it has threads");
        assert_eq!(end, ServerEnd::AsAsked);
    }
}

fn uri(file: usize) -> String {
    format!("file://{}/{}", collection().display(), FILES[file].0)
}

/// Reads a place from four bytes; large numbers are beyond the end of any line.
fn position(bytes: &[u8]) -> Value {
    let byte = |number: usize| u32::from(bytes.get(number).copied().unwrap_or_default());
    // A byte of its own makes a number as large as any that the protocol can say.
    let number =
        |low: u32, high: u32| if high > 0xf0 { u32::MAX >> (low % 2) } else { low + (high << 8) };
    json!({ "line": number(byte(0), byte(1)), "character": number(byte(2), byte(3)) })
}

/// Asserts that no range in an answer ends before it starts.
fn assert_ranges(value: &Value) {
    match value {
        Value::Array(all) => all.iter().for_each(assert_ranges),
        Value::Object(fields) => {
            if let (Some(start), Some(end)) = (fields.get("start"), fields.get("end")) {
                let place = |place: &Value| (place["line"].as_u64(), place["character"].as_u64());
                assert!(place(start) <= place(end), "{value}");
            }
            fields.values().for_each(assert_ranges);
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// Returns steps as a line of seeds has them: `|` between two, `;` for the end of a line.
#[allow(dead_code, reason = "the fuzzer is given bytes")]
pub(crate) fn read(line: &str) -> Vec<u8> {
    line.replace('|', "\0").replace(';', "\n").into_bytes()
}
