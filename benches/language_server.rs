//! A benchmark of the language server as a whole process, over a folder of cases: what an editor waits for.
//!
//! `cargo bench --bench language_server -- DIR`. `CASEBOOK=PROGRAM` measures another build. It changes no file; the cache
//! is the user's own. `benches/README.md` says how to make such a folder, and has a table of results.
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a benchmark prints")]
#![expect(clippy::string_slice, reason = "places in texts are found by searching them")]

use std::fs;
use std::io::{BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use lsp_server::{Message, Notification, Request, RequestId, Response};
use serde_json::{Value, json};

/// How often each thing is asked.
const ROUNDS: usize = 200;
/// How often what takes longer is asked.
const FEW_ROUNDS: usize = 9;
/// How fast someone types, in the test of the backlog.
const KEYS_PER_SECOND: u32 = 40;
const SECONDS: u32 = 10;
/// What is looked for among the symbols.
const NAMES: &[&str] = &["nguyen", "m", "myawaddy", "zhangwei", "shnkvl"];
/// How long nothing happens.
const IDLE: Duration = Duration::from_mins(1);

fn main() {
    let mut named = std::env::args().skip(1).filter(|arg| !arg.starts_with("--"));
    let Some(folder) = named.next().map(PathBuf::from) else {
        println!("name a folder of made-up cases: cargo bench --bench language_server -- DIR");
        return;
    };
    let folder = folder.canonicalize().unwrap();
    println!("| what | median | p95 | at most | processor time of each |\n|---|---|---|---|---|");
    let mut client = BenchClient::start(&folder);
    let case = a_case(&folder);
    let text = fs::read_to_string(&case).unwrap();
    let uri = format!("file://{}", case.display());
    client.tell("initialized", json!({}));
    let begun = client.started;
    client.open(&uri, &text);
    let opened = Instant::now();
    client.wait_for_publication(&uri, 1);
    client.line("own findings after the file is opened", &mut [opened.elapsed()]);
    client.wait_until_read();
    client.line("all findings, from the start", &mut [begun.elapsed()]);
    client.settle();
    println!("| memory, all read | {} MB | | | |", client.memory());
    thread::sleep(Duration::from_secs(5));
    client.typing(&uri, &text);
    client.questions(&uri, &text);
    client.fixes(&uri, &text);
    client.references(&folder);
    client.backlog(&uri, &text);
    println!("| memory, at most | {} MB | | | |", client.most_memory());
    client.idle();
}

/// Returns the case in the middle of those with a link to a place, which is closed in a file of its own.
fn a_case(folder: &Path) -> PathBuf {
    case_below(&folder.join("victims")).unwrap()
}

/// Looks for it from the middle of a folder on, which may have folders.
fn case_below(folder: &Path) -> Option<PathBuf> {
    let files = fs::read_dir(folder).unwrap();
    let mut files: Vec<PathBuf> = files.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let middle = files.len() / 2;
    files.rotate_left(middle);
    files.into_iter().find_map(|file| {
        if file.is_dir() {
            return case_below(&file);
        }
        link(&fs::read_to_string(&file).unwrap()).map(|_| file)
    })
}

/// Returns the first and the last byte of the id of the place that a case links to.
fn link(text: &str) -> Option<(usize, usize)> {
    let key = text.find("_place")?;
    let start = key + text[key..].find('"')? + 1;
    Some((start, start + text[start..].find('"')?))
}

/// A client that measures.
struct BenchClient {
    program: Child,
    input: ChildStdin,
    output: Receiver<Message>,
    requests: i32,
    version: i32,
    /// When the server was started.
    started: Instant,
    /// The last version that was published of the open file.
    published: Option<i64>,
    is_read: bool,
    /// How long the server had computed when the last row was printed.
    computed: Duration,
}

impl BenchClient {
    fn start(folder: &Path) -> Self {
        let program = std::env::var("CASEBOOK");
        let program = program.unwrap_or_else(|_| env!("CARGO_BIN_EXE_casebook").to_owned());
        let started = Instant::now();
        let mut program = Command::new(program)
            .arg("lsp")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let input = program.stdin.take().unwrap();
        let mut from = BufReader::new(program.stdout.take().unwrap());
        let (send, output) = channel();
        thread::spawn(move || {
            while let Ok(Some(message)) = Message::read(&mut from) {
                if send.send(message).is_err() {
                    break;
                }
            }
        });
        let mut client = Self {
            program,
            input,
            output,
            requests: 0,
            version: 1,
            started,
            published: None,
            is_read: false,
            computed: Duration::ZERO,
        };
        let folders = json!([{ "uri": format!("file://{}", folder.display()), "name": "cases" }]);
        let capabilities = json!({
            "window": { "workDoneProgress": true },
            "workspace": { "workspaceEdit": { "documentChanges": true, "resourceOperations": ["rename"] } },
            "textDocument": {
                "publishDiagnostics": { "relatedInformation": true },
                "codeAction": { "codeActionLiteralSupport": { "codeActionKind": { "valueSet": ["quickfix"] } } },
            },
        });
        client.ask(
            "initialize",
            json!({ "processId": std::process::id(), "workspaceFolders": folders, "capabilities": capabilities }),
        );
        client.line("initialize, from the start of the process", &mut [started.elapsed()]);
        client
    }

    fn send(&mut self, message: impl Into<Message>) {
        message.into().write(&mut self.input).unwrap();
        self.input.flush().unwrap();
    }

    fn tell(&mut self, method: &str, params: Value) {
        self.send(Notification { method: method.to_owned(), params });
    }

    fn ask(&mut self, method: &str, params: Value) -> Value {
        let id = self.send_request(method, params);
        loop {
            if let Some(Response { id: answered, response_result }) = self.receive()
                && answered == id
            {
                return response_result.unwrap_or_default();
            }
        }
    }

    fn send_request(&mut self, method: &str, params: Value) -> RequestId {
        self.requests += 1;
        let id = RequestId::from(self.requests);
        self.send(Request { id: id.clone(), method: method.to_owned(), params });
        id
    }

    fn receive(&mut self) -> Option<Response> {
        match self.output.recv_timeout(Duration::from_mins(5)).unwrap() {
            Message::Response(response) => return Some(response),
            Message::Notification(Notification { method, params }) => {
                if method == "textDocument/publishDiagnostics" {
                    self.published = params["version"].as_i64().or(self.published);
                }
                self.is_read |= method == "$/progress" && params["value"]["kind"] == "end";
            }
            Message::Request(_) => {}
        }
        None
    }

    fn wait_for_publication(&mut self, _: &str, version: i64) {
        while self.published != Some(version) {
            self.receive();
        }
    }

    fn wait_until_read(&mut self) {
        while !self.is_read {
            self.receive();
        }
        self.settle();
    }

    fn settle(&mut self) {
        self.ask("casebook/isThere", Value::Null);
    }

    fn open(&mut self, uri: &str, text: &str) {
        let document = json!({ "uri": uri, "languageId": "toml", "version": 1, "text": text });
        self.tell("textDocument/didOpen", json!({ "textDocument": document }));
    }

    fn change(&mut self, uri: &str, text: &str) {
        self.version += 1;
        let document = json!({ "uri": uri, "version": self.version });
        self.tell(
            "textDocument/didChange",
            json!({ "textDocument": document, "contentChanges": [{ "text": text }] }),
        );
    }

    /// Changes the link of the case, so that it dangles and leads to a place by turns.
    fn typing(&mut self, uri: &str, text: &str) {
        let (start, end) = link(text).unwrap();
        self.begin();
        let mut times = Vec::new();
        for round in 0..ROUNDS {
            let cut = start + (end - start) * (round % 5) / 4;
            let changed = format!("{}{}", &text[..cut], &text[end..]);
            let begun = Instant::now();
            self.change(uri, &changed);
            self.wait_for_publication(uri, i64::from(self.version));
            times.push(begun.elapsed());
            thread::sleep(Duration::from_millis(5));
        }
        self.line("a key to its findings", &mut times);
        self.change(uri, text);
        self.settle();
    }

    fn questions(&mut self, uri: &str, text: &str) {
        let (start, end) = link(text).unwrap();
        for (what, method) in [
            ("completion of an id", "textDocument/completion"),
            ("hover on a link", "textDocument/hover"),
            ("definition of a link", "textDocument/definition"),
        ] {
            self.begin();
            let mut times = Vec::new();
            for round in 0..ROUNDS {
                let at = start + round % (end - start).max(1);
                let begun = Instant::now();
                let answer = self.ask(method, place(uri, text, at));
                times.push(begun.elapsed());
                assert!(!answer.is_null(), "{method} has no answer");
            }
            self.line(what, &mut times);
        }
        self.begin();
        let mut times = Vec::new();
        for round in 0..ROUNDS {
            let begun = Instant::now();
            self.ask("workspace/symbol", json!({ "query": NAMES[round % NAMES.len()] }));
            times.push(begun.elapsed());
        }
        self.line("symbols of the collection for a word", &mut times);
    }

    /// Asks what can be done about a link that leads nowhere: the nearest of all ids are looked for.
    fn fixes(&mut self, uri: &str, text: &str) {
        let (start, end) = link(text).unwrap();
        self.begin();
        let mut times = Vec::new();
        for round in 0..ROUNDS {
            // Each time another id.
            let changed = format!("{}x{round}{}", &text[..end], &text[end..]);
            self.change(uri, &changed);
            self.settle();
            let at = |offset: usize| place(uri, &changed, offset)["position"].clone();
            let asked = json!({
                "textDocument": { "uri": uri },
                "range": { "start": at(start), "end": at(start) },
                "context": { "diagnostics": [] },
            });
            let begun = Instant::now();
            let answer = self.ask("textDocument/codeAction", asked);
            times.push(begun.elapsed());
            assert!(answer.is_array(), "there are fixes: {answer}");
        }
        self.line("fixes of a link that dangles", &mut times);
        self.change(uri, text);
        self.settle();
    }

    /// Asks for all links to the places of the collection, and for the plan of another id of each.
    fn references(&mut self, folder: &Path) {
        let file = folder.join("places.toml");
        let text = fs::read_to_string(&file).unwrap_or_default();
        let uri = format!("file://{}", file.display());
        let headers = text.match_indices("\n[").map(|(at, _)| at + 2);
        let headers: Vec<usize> = headers.filter(|at| !text[*at..].starts_with('[')).collect();
        let mut found: Vec<(usize, Value)> = Vec::new();
        for at in headers {
            let mut asked = place(&uri, &text, at);
            asked["context"] = json!({ "includeDeclaration": false });
            asked["newName"] = json!("another-test-name");
            let links = self.ask("textDocument/references", asked.clone());
            found.push((links.as_array().map_or(0, Vec::len), asked));
        }
        found.sort_by_key(|(links, _)| *links);
        // The one with about a thousand links, and the one with the most.
        let near = found.iter().min_by_key(|(links, _)| links.abs_diff(1_000));
        let last = found.last().filter(|last| Some(*last) != near);
        for (links, asked) in near.into_iter().chain(last) {
            for (what, method) in
                [("references", "textDocument/references"), ("rename plan", "textDocument/rename")]
            {
                self.begin();
                let mut times = Vec::new();
                for _ in 0..FEW_ROUNDS {
                    let begun = Instant::now();
                    self.ask(method, asked.clone());
                    times.push(begun.elapsed());
                }
                self.line(&format!("{what} of {links} links"), &mut times);
            }
        }
    }

    /// Types for ten seconds, and asks for completions with each key; how long after the last all is answered.
    fn backlog(&mut self, uri: &str, text: &str) {
        let (start, end) = link(text).unwrap();
        let keys = KEYS_PER_SECOND * SECONDS;
        self.begin();
        let begun = Instant::now();
        for key in 0..keys {
            let cut = start + (end - start) * (key as usize % 5) / 4;
            let changed = format!("{}{}", &text[..cut], &text[end..]);
            self.change(uri, &changed);
            self.send_request("textDocument/completion", place(uri, &changed, cut));
            let next = begun + Duration::from_secs(1) * (key + 1) / KEYS_PER_SECOND;
            thread::sleep(next.saturating_duration_since(Instant::now()));
        }
        let last = Instant::now();
        self.settle();
        self.line(
            &format!("{KEYS_PER_SECOND} keys a second for {SECONDS} s: backlog"),
            &mut [last.elapsed()],
        );
    }

    /// Prints a row: the middle of some times, that of nineteen in twenty, and the longest; and how long the server
    /// computed for each since the row before, which other programs on the machine change less.
    fn line(&mut self, what: &str, times: &mut [Duration]) {
        times.sort();
        let written = |time: Duration| format!("{:.1} ms", time.as_secs_f64() * 1e3);
        let at = |part: usize| written(times[(times.len() - 1) * part / 100]);
        let computed = self.computed();
        let each = computed.saturating_sub(self.computed) / u32::try_from(times.len()).unwrap();
        self.computed = computed;
        println!("| {what} | {} | {} | {} | {} |", at(50), at(95), at(100), written(each));
    }

    /// Begins to count how long the server computes for the next row.
    fn begin(&mut self) {
        self.computed = self.computed();
    }

    /// Returns how long the server has computed, on all processors together.
    fn computed(&self) -> Duration {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.program.id()));
        let stat = stat.unwrap_or_default();
        let of_program = stat.rsplit(')').next().unwrap_or_default().split_whitespace();
        let ticks = of_program.skip(11).take(2).filter_map(|part| part.parse::<u64>().ok());
        // A tick is a hundredth of a second wherever Linux runs.
        Duration::from_millis(10 * ticks.sum::<u64>())
    }

    fn status(&self, name: &str) -> u64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.program.id()));
        let status = status.unwrap_or_default();
        let line = status.lines().find(|line| line.starts_with(name)).unwrap_or_default();
        line.split_whitespace().nth(1).and_then(|number| number.parse().ok()).unwrap_or_default()
    }

    fn memory(&self) -> u64 {
        self.status("VmRSS:") / 1024
    }

    fn most_memory(&self) -> u64 {
        self.status("VmHWM:") / 1024
    }

    fn switches(&self) -> u64 {
        let tasks = fs::read_dir(format!("/proc/{}/task", self.program.id()));
        let status = tasks.into_iter().flatten().flatten();
        let status = status.filter_map(|task| fs::read_to_string(task.path().join("status")).ok());
        let of_task = |status: String| -> u64 {
            let lines = status.lines().filter(|line| line.contains("ctxt_switches"));
            lines.filter_map(|line| line.split_whitespace().last()?.parse::<u64>().ok()).sum()
        };
        status.map(of_task).sum()
    }

    fn idle(&self) {
        thread::sleep(Duration::from_secs(5));
        let before = self.switches();
        thread::sleep(IDLE);
        println!(
            "| wake-ups in {} s of nothing | {} | | | |",
            IDLE.as_secs(),
            self.switches() - before
        );
    }
}

impl Drop for BenchClient {
    fn drop(&mut self) {
        // What has ended needs no end.
        _ = self.program.kill();
        _ = self.program.wait();
    }
}

/// Returns a place as the parameters of a request; positions are counted in UTF-16.
fn place(uri: &str, text: &str, at: usize) -> Value {
    let head = &text[..at];
    let start = head.rfind('\n').map_or(0, |newline| newline + 1);
    let column = head[start..].encode_utf16().count();
    let position = json!({ "line": head.matches('\n').count(), "character": column });
    json!({ "textDocument": { "uri": uri }, "position": position })
}
