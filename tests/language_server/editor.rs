//! An editor for tests: it opens and changes documents, asks the server, and collects what it is told.

use std::collections::{BTreeMap, VecDeque};
use std::fs;
use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use casebook::collection::Disk;
use casebook::lsp::{CollectionFinder, FoundCollection, ServerEnd, serve};
use lsp_server::{Connection, Message, Notification, Request, RequestId, Response};
use serde_json::{Value, json};
use tempfile::TempDir;

/// Files in a folder, and the place that `$0` marks in one of them.
pub(crate) struct Fixture {
    pub(crate) folder: TempDir,
    pub(crate) texts: BTreeMap<String, String>,
    /// The file with the mark, and the byte where it is.
    pub(crate) cursor: Option<(String, usize)>,
}

impl Fixture {
    /// Reads files out of one text: a line `//- PATH` is above each. A `$0` is taken out, and is the cursor.
    pub(crate) fn of(text: &str) -> Self {
        let mut texts: BTreeMap<String, String> = BTreeMap::new();
        let mut path = None;
        for line in text.split_inclusive('\n') {
            if let Some(name) = line.strip_prefix("//- ") {
                let name = name.trim().to_owned();
                texts.insert(name.clone(), String::new());
                path = Some(name);
            } else if let Some(path) = &path {
                texts.get_mut(path).unwrap().push_str(line);
            }
        }
        texts.entry("casebook.toml".to_owned()).or_insert_with(|| "format = 1\n".to_owned());
        let mut cursor = None;
        for (path, text) in &mut texts {
            if let Some(at) = text.find("$0") {
                text.replace_range(at..at + 2, "");
                cursor = Some((path.clone(), at));
            }
        }
        let folder = TempDir::new().unwrap();
        for (path, text) in &texts {
            put(folder.path(), path, text);
        }
        Self { folder, texts, cursor }
    }
}

pub(crate) fn put(folder: &Path, path: &str, text: &str) {
    let path = folder.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// Finds the collection whose folder is above.
pub(crate) struct FolderAbove;

impl CollectionFinder for FolderAbove {
    fn named(&self) -> Option<FoundCollection> {
        None
    }

    fn find(&self, folder: &Path) -> Option<FoundCollection> {
        let root = folder.ancestors().find(|folder| folder.join("casebook.toml").is_file())?;
        Some(FoundCollection { disk: Disk::new(root), cache: None })
    }
}

/// An editor with a server.
pub(crate) struct Editor {
    pub(crate) root: PathBuf,
    connection: Option<Connection>,
    server: Option<RunningServer>,
    next_request: i32,
    versions: BTreeMap<String, i32>,
    /// The texts as the editor has them; files that are not open, as they are on the disk.
    pub(crate) texts: BTreeMap<String, String>,
    /// The last diagnostics of each file.
    pub(crate) published: BTreeMap<String, Value>,
    /// How often diagnostics were published.
    pub(crate) publications: usize,
    /// What else the server told or asked.
    pub(crate) told: VecDeque<(String, Value)>,
    /// What the server answered to `initialize`.
    pub(crate) started: Value,
    /// Whether a link dangled in any diagnostics that were published.
    pub(crate) dangled: bool,
    encoding: String,
    /// The number of the server's process, where it is one of its own.
    pub(crate) process: Option<u32>,
    /// The folder, which is removed with the editor.
    kept: Option<TempDir>,
}

/// Returns the command that editors start.
pub(crate) fn program() -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_casebook"));
    program.args(["lsp", "--stdio"]).env_remove("CASEBOOK_DIR").env_remove("CASEBOOK_ARCHIVE");
    program.stderr(Stdio::piped());
    program
}

/// Runs a server and passes messages on, until it ends. Its number goes to `process`.
fn run_program(
    mut program: Command,
    editor: Connection,
    process: &Sender<u32>,
) -> std::io::Result<ServerEnd> {
    let mut program = program.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
    _ = process.send(program.id());
    let Connection { sender, receiver } = editor;
    let mut input = program.stdin.take().unwrap();
    std::thread::spawn(move || {
        for message in receiver {
            if message.write(&mut input).is_err() {
                break;
            }
        }
    });
    let mut output = BufReader::new(program.stdout.take().unwrap());
    while let Ok(Some(message)) = Message::read(&mut output) {
        _ = sender.send(message);
    }
    let ended = program.wait_with_output()?;
    assert_eq!(String::from_utf8_lossy(&ended.stderr), "", "clients write it down");
    Ok(if ended.status.success() { ServerEnd::AsAsked } else { ServerEnd::ClientGone })
}

type RunningServer = JoinHandle<std::io::Result<ServerEnd>>;

/// Starts a server in this process; with `CASEBOOK_OVER_STDIO=1` the built program, as editors do.
fn connect() -> (Connection, RunningServer, Option<u32>) {
    let (own, other) = Connection::memory();
    if std::env::var_os("CASEBOOK_OVER_STDIO").is_some() {
        let (process, started) = channel();
        let server = std::thread::spawn(move || run_program(program(), other, &process));
        return (own, server, started.recv().ok());
    }
    (own, std::thread::spawn(move || serve(other, Arc::new(FolderAbove))), None)
}

/// What most editors can do.
pub(crate) fn able() -> Value {
    json!({
        "general": { "positionEncodings": ["utf-16"] },
        "window": { "workDoneProgress": true },
        "workspace": {
            "workspaceEdit": { "documentChanges": true, "resourceOperations": ["create", "rename", "delete"] },
            "applyEdit": true,
        },
        "textDocument": {
            "publishDiagnostics": { "relatedInformation": true },
            "codeAction": { "codeActionLiteralSupport": { "codeActionKind": { "valueSet": ["quickfix"] } } },
            "documentSymbol": { "hierarchicalDocumentSymbolSupport": true },
            "hover": { "contentFormat": ["markdown", "plaintext"] },
        },
    })
}

impl Editor {
    /// Opens a folder of files, and waits until the server has read them.
    pub(crate) fn with(fixture: Fixture) -> Self {
        let root = fixture.folder.path().to_owned();
        let mut editor = Self::start(&root, able());
        editor.texts = fixture.texts;
        editor.kept = Some(fixture.folder);
        editor.wait_until_read();
        editor
    }

    /// Starts a server for an editor that can do some things.
    pub(crate) fn start(root: &Path, capabilities: Value) -> Self {
        Self::start_with(root, capabilities, Value::Null)
    }

    /// Keeps the folder of a fixture as long as the editor is there, and its texts.
    pub(crate) fn keep(&mut self, fixture: Fixture) {
        self.texts = fixture.texts;
        self.kept = Some(fixture.folder);
    }

    /// Starts a server with options of the user.
    pub(crate) fn start_with(root: &Path, capabilities: Value, options: Value) -> Self {
        let (own, server, process) = connect();
        Self { process, ..Self::over(own, server, root, capabilities, options) }
    }

    /// Starts a server for an editor that works in some folders.
    pub(crate) fn start_in(root: &Path, capabilities: Value, folders: Value) -> Self {
        let started = json!({ "processId": null, "rootUri": null, "workspaceFolders": folders, "capabilities": capabilities });
        Self::start_as(root, started)
    }

    /// Starts a server for an editor that says something of its own when it starts.
    pub(crate) fn start_as(root: &Path, started: Value) -> Self {
        let (own, server, process) = connect();
        Self { process, ..Self::initialized(own, server, root, started) }
    }

    /// Starts the built program, as editors do.
    pub(crate) fn of_program(root: &Path, capabilities: Value) -> Self {
        Self::of_command(program(), root, capabilities)
    }

    /// Starts a server, which may be another one.
    pub(crate) fn of_command(command: Command, root: &Path, capabilities: Value) -> Self {
        let (own, other) = Connection::memory();
        let (process, started) = channel();
        let server = std::thread::spawn(move || run_program(command, other, &process));
        let mut editor = Self::over(own, server, root, capabilities, Value::Null);
        editor.process = started.recv().ok();
        editor
    }

    fn over(
        connection: Connection,
        server: RunningServer,
        root: &Path,
        capabilities: Value,
        options: Value,
    ) -> Self {
        let folder = format!("file://{}", root.display());
        let folders = json!([{ "uri": folder, "name": "cases" }]);
        let started = json!({ "processId": null, "rootUri": folder, "workspaceFolders": folders, "capabilities": capabilities, "initializationOptions": options });
        Self::initialized(connection, server, root, started)
    }

    fn initialized(
        connection: Connection,
        server: RunningServer,
        root: &Path,
        started: Value,
    ) -> Self {
        let mut editor = Self {
            root: root.to_owned(),
            connection: Some(connection),
            server: Some(server),
            next_request: 0,
            versions: BTreeMap::new(),
            texts: BTreeMap::new(),
            published: BTreeMap::new(),
            publications: 0,
            told: VecDeque::new(),
            started: Value::Null,
            dangled: false,
            encoding: String::new(),
            process: None,
            kept: None,
        };
        editor.started = editor.ask("initialize", started).unwrap();
        let encoding = editor.started["capabilities"]["positionEncoding"].as_str();
        encoding.unwrap_or("utf-16").clone_into(&mut editor.encoding);
        editor.tell("initialized", json!({}));
        editor
    }

    /// Waits until the server has read all files, and until all is published.
    pub(crate) fn wait_until_read(&mut self) {
        while !self
            .told
            .iter()
            .any(|(method, told)| method == "$/progress" && told["value"]["kind"] == "end")
        {
            self.receive();
        }
        self.settle();
    }

    /// Waits until something is so, which the messages of the server bring about.
    pub(crate) fn wait_until(&mut self, mut is_so: impl FnMut(&Self) -> bool) {
        while !is_so(self) {
            self.receive();
        }
    }

    /// Returns whether the last diagnostics of a file have one of a rule.
    pub(crate) fn shows(&self, path: &str, rule: &str) -> bool {
        let published = self.published.get(path).map(|file| &file["diagnostics"]);
        let each = published.and_then(Value::as_array).into_iter().flatten();
        each.clone().any(|one| one["code"] == rule)
    }

    /// Waits until the server has done all that it was told.
    pub(crate) fn settle(&mut self) {
        let refused = self.ask("casebook/isThere", Value::Null).unwrap_err();
        assert_eq!(refused["code"], -32601);
    }

    /// Returns the URI of a file.
    pub(crate) fn uri(&self, path: &str) -> String {
        format!("file://{}/{path}", self.root.display())
    }

    /// Returns the file that a URI names.
    pub(crate) fn path(&self, uri: &Value) -> String {
        let home = format!("file://{}/", self.root.display());
        let uri = uri.as_str().unwrap();
        uri.strip_prefix(&home).unwrap_or_else(|| panic!("{uri} is not in the folder")).to_owned()
    }

    /// Opens a file as it is on the disk.
    pub(crate) fn open(&mut self, path: &str) {
        let text = fs::read_to_string(self.root.join(path)).unwrap();
        self.open_with(path, &text);
    }

    /// Opens a file with a text of the editor's.
    pub(crate) fn open_with(&mut self, path: &str, text: &str) {
        self.versions.insert(path.to_owned(), 1);
        self.texts.insert(path.to_owned(), text.to_owned());
        let document =
            json!({ "uri": self.uri(path), "languageId": "toml", "version": 1, "text": text });
        self.tell("textDocument/didOpen", json!({ "textDocument": document }));
    }

    /// Changes the text of an open file.
    pub(crate) fn change(&mut self, path: &str, text: &str) {
        let version = self.versions.get_mut(path).unwrap();
        *version += 1;
        let version = *version;
        self.texts.insert(path.to_owned(), text.to_owned());
        let document = json!({ "uri": self.uri(path), "version": version });
        self.tell(
            "textDocument/didChange",
            json!({ "textDocument": document, "contentChanges": [{ "text": text }] }),
        );
    }

    /// Closes a file without saving it.
    pub(crate) fn close(&mut self, path: &str) {
        self.versions.remove(path);
        let text = fs::read_to_string(self.root.join(path)).unwrap_or_default();
        self.texts.insert(path.to_owned(), text);
        self.tell("textDocument/didClose", json!({ "textDocument": { "uri": self.uri(path) } }));
    }

    /// Asks the server, and waits for the answer.
    pub(crate) fn ask(&mut self, method: &str, parameters: Value) -> Result<Value, Value> {
        let id = self.send(method, parameters);
        loop {
            if let Some(Response { id: answered, response_result }) = self.receive()
                && answered == id
            {
                return response_result.map_err(|error| serde_json::to_value(error).unwrap());
            }
        }
    }

    /// Waits until the server asks the user something; returns the number of the question, and what is asked.
    pub(crate) fn wait_for_question(&mut self) -> (RequestId, Value) {
        loop {
            let receiver = &self.connection.as_ref().unwrap().receiver;
            let message = receiver.recv_timeout(Duration::from_mins(1)).unwrap();
            if let Message::Request(Request { id, method, params }) = message
                && method == "window/showMessageRequest"
            {
                return (id, params);
            }
        }
    }

    /// Answers what the server asked.
    pub(crate) fn answer(&mut self, id: RequestId, result: Value) {
        let response = Response { id, response_result: Ok(result) };
        // A server that has just ended needs none.
        _ = self.connection.as_ref().unwrap().sender.send(response.into());
    }

    /// Waits for the answer to a request.
    pub(crate) fn wait_for(&mut self, id: &RequestId) -> Result<Value, Value> {
        loop {
            if let Some(Response { id: answered, response_result }) = self.receive()
                && answered == *id
            {
                return response_result.map_err(|error| serde_json::to_value(error).unwrap());
            }
        }
    }

    /// Counts the requests so far.
    pub(crate) fn requests(&self) -> i32 {
        self.next_request
    }

    /// Asks the server without waiting.
    pub(crate) fn send(&mut self, method: &str, params: Value) -> RequestId {
        self.next_request += 1;
        let id = RequestId::from(self.next_request);
        let request = Request { id: id.clone(), method: method.to_owned(), params };
        self.connection.as_ref().unwrap().sender.send(request.into()).unwrap();
        id
    }

    /// Asks something about a place.
    pub(crate) fn ask_at(&mut self, method: &str, path: &str, offset: usize) -> Value {
        let parameters = self.place(path, offset);
        self.ask(method, parameters).unwrap()
    }

    /// Returns a place as the parameters of a request.
    pub(crate) fn place(&self, path: &str, offset: usize) -> Value {
        json!({ "textDocument": { "uri": self.uri(path) }, "position": self.position(path, offset) })
    }

    /// Tells the server something.
    pub(crate) fn tell(&mut self, method: &str, params: Value) {
        let notification = Notification { method: method.to_owned(), params };
        self.connection.as_ref().unwrap().sender.send(notification.into()).unwrap();
    }

    /// Takes the next message of the server; returns it where it is an answer.
    pub(crate) fn receive(&mut self) -> Option<Response> {
        let receiver = &self.connection.as_ref().unwrap().receiver;
        match receiver.recv_timeout(Duration::from_mins(1)).unwrap() {
            Message::Response(response) => return Some(response),
            Message::Notification(Notification { method, params })
                if method == "textDocument/publishDiagnostics" =>
            {
                self.publications += 1;
                let found = params["diagnostics"].as_array().unwrap();
                self.dangled |= found.iter().any(|one| one["code"] == "dangling-link");
                let path = self.path(&params["uri"]);
                self.published.insert(path, params);
            }
            Message::Notification(Notification { method, params }) => {
                self.told.push_back((method, params));
            }
            Message::Request(Request { id, method, params }) => {
                // Other servers wait for an answer.
                self.answer(id, Value::Null);
                self.told.push_back((method, params));
            }
        }
        None
    }

    /// Returns the last diagnostics of a file, each as its place, rule and first line.
    pub(crate) fn diagnostics(&mut self, path: &str) -> Vec<String> {
        self.settle();
        let published = self.published.get(path).cloned().unwrap_or_default();
        let each = published["diagnostics"].as_array().into_iter().flatten();
        let each = each.map(|diagnostic| {
            let message =
                diagnostic["message"].as_str().unwrap().lines().next().unwrap().to_owned();
            let (start, code) = (&diagnostic["range"]["start"], diagnostic["code"].as_str());
            format!("{}:{} {}: {message}", start["line"], start["character"], code.unwrap_or("-"))
        });
        each.collect()
    }

    /// Returns the position of a byte, counted as the server was told to.
    pub(crate) fn position(&self, path: &str, offset: usize) -> Value {
        let text = &self.texts[path];
        let head = &text[..offset];
        let start = head.rfind('\n').map_or(0, |at| at + 1);
        let column = match self.encoding.as_str() {
            "utf-8" => head[start..].len(),
            "utf-16" => head[start..].encode_utf16().count(),
            _ => head[start..].chars().count(),
        };
        json!({ "line": head.matches('\n').count(), "character": column })
    }

    /// Returns the byte at a position.
    pub(crate) fn offset(&self, path: &str, position: &Value) -> usize {
        let text = &self.texts[path];
        let places = text.char_indices().map(|(at, _)| at).chain([text.len()]);
        let mut places = places.filter(|at| self.position(path, *at) == *position);
        places.next().unwrap_or_else(|| panic!("{position} is no place in {path}"))
    }

    /// Returns what is at a range of a file, behind the file's name.
    pub(crate) fn words_at(&self, uri: &Value, range: &Value) -> String {
        let path = self.path(uri);
        let start = self.offset(&path, &range["start"]);
        let end = self.offset(&path, &range["end"]);
        format!("{path}: {}", &self.texts[&path][start..end])
    }

    /// Makes the edits that the server asked for in the texts of the editor.
    pub(crate) fn apply(&mut self, edit: &Value) {
        let mut edits: Vec<(String, Vec<Value>)> = Vec::new();
        for (uri, all) in edit["changes"].as_object().into_iter().flatten() {
            edits.push((self.path(&json!(uri)), all.as_array().unwrap().clone()));
        }
        for change in edit["documentChanges"].as_array().into_iter().flatten() {
            match change["kind"].as_str() {
                Some("rename") => {
                    let (from, to) = (self.path(&change["oldUri"]), self.path(&change["newUri"]));
                    // Edits above are made first.
                    self.edit(std::mem::take(&mut edits));
                    let text = self.texts.remove(&from).unwrap();
                    assert!(self.texts.insert(to, text).is_none());
                }
                Some(kind) => panic!("{kind} is not known here"),
                None => {
                    let path = self.path(&change["textDocument"]["uri"]);
                    let version = self.versions.get(&path).copied();
                    let named = change["textDocument"]["version"].as_i64();
                    assert_eq!(named, version.map(i64::from), "the version of {path}");
                    edits.push((path, change["edits"].as_array().unwrap().clone()));
                }
            }
        }
        self.edit(edits);
    }

    fn edit(&mut self, edits: Vec<(String, Vec<Value>)>) {
        for (path, edits) in edits {
            let mut splices: Vec<(usize, usize, String)> = Vec::new();
            for edit in edits {
                let start = self.offset(&path, &edit["range"]["start"]);
                let end = self.offset(&path, &edit["range"]["end"]);
                splices.push((start, end, edit["newText"].as_str().unwrap().to_owned()));
            }
            splices.sort();
            assert!(splices.windows(2).all(|pair| pair[0].1 <= pair[1].0), "edits overlap");
            let text = self.texts.get_mut(&path).unwrap();
            for (start, end, new) in splices.into_iter().rev() {
                text.replace_range(start..end, &new);
            }
        }
    }

    /// Ends the server as the protocol says.
    pub(crate) fn end(mut self) -> ServerEnd {
        assert_eq!(self.ask("shutdown", Value::Null), Ok(Value::Null));
        self.tell("exit", Value::Null);
        self.server.take().unwrap().join().unwrap().unwrap()
    }

    /// Waits until the server ends by itself, and takes what it says meanwhile.
    pub(crate) fn wait_for_end(mut self) -> ServerEnd {
        let server = self.server.take().unwrap();
        while !server.is_finished() {
            let receiver = &self.connection.as_ref().unwrap().receiver;
            _ = receiver.recv_timeout(Duration::from_millis(20));
        }
        server.join().unwrap().unwrap()
    }

    /// Ends the connection without a word.
    pub(crate) fn vanish(mut self) -> ServerEnd {
        self.connection = None;
        self.server.take().unwrap().join().unwrap().unwrap()
    }
}
