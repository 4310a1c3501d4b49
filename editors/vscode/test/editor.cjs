// A stand-in for the module `vscode`, as much of it as the client library uses: it keeps what is registered, so that
// a test can ask as the editor would. Whatever is not here is a class or an event that does nothing.
"use strict";
const path = require("node:path");
const { pathToFileURL, fileURLToPath } = require("node:url");

class Disposable {
  constructor(end = () => {}) { this.end = end; }
  dispose() { this.end(); }
  static from(...all) { return new Disposable(() => all.forEach((one) => one.dispose())); }
}
class Emitter {
  constructor() {
    this.listeners = new Set();
    this.event = (listener, self) => {
      const bound = self ? listener.bind(self) : listener;
      this.listeners.add(bound);
      return new Disposable(() => this.listeners.delete(bound));
    };
  }
  fire(value) { for (const listener of [...this.listeners]) listener(value); }
  dispose() { this.listeners.clear(); }
}
class Uri {
  constructor(text) { this.text = text; }
  static parse(text) { return new Uri(text); }
  static file(file) { return new Uri(pathToFileURL(file).href); }
  get scheme() { return this.text.slice(0, this.text.indexOf(":")); }
  get fsPath() { return fileURLToPath(this.text); }
  get path() { return this.fsPath; }
  with() { return this; }
  toString() { return this.text; }
}
class Position {
  constructor(line, character) { this.line = line; this.character = character; }
}
class Range {
  constructor(start, end, line, character) {
    [this.start, this.end] = line === undefined ? [start, end] : [new Position(start, end), new Position(line, character)];
  }
}
class Location { constructor(uri, range) { this.uri = uri; this.range = range; } }
class Diagnostic {
  constructor(range, message, severity) { this.range = range; this.message = message; this.severity = severity; }
}
class CompletionItem { constructor(label, kind) { this.label = label; this.kind = kind; } }
class CompletionList { constructor(items, isIncomplete) { this.items = items; this.isIncomplete = isIncomplete; } }
class TextEdit {
  constructor(range, newText) { this.range = range; this.newText = newText; }
  static replace(range, text) { return new TextEdit(range, text); }
  static insert(at, text) { return new TextEdit(new Range(at, at), text); }
}
class WorkspaceEdit {
  constructor() { this.steps = []; }
  set(uri, edits) { this.steps.push({ uri, edits: edits.map((edit) => (Array.isArray(edit) ? edit[0] : edit)) }); }
  renameFile(from, to) { this.steps.push({ from, to }); }
}
class MarkdownString { constructor(value = "") { this.value = value; } }
class Hover { constructor(contents, range) { this.contents = contents; this.range = range; } }
class CodeAction { constructor(title, kind) { this.title = title; this.kind = kind; } }
class CodeActionKind {
  constructor(value) { this.value = value; }
  static Empty = new CodeActionKind("");
  append(more) { return new CodeActionKind(this.value ? `${this.value}.${more}` : more); }
  contains(other) { return other.value === this.value || other.value.startsWith(`${this.value}.`); }
}
for (const name of ["QuickFix", "Refactor", "Source"]) CodeActionKind[name] = new CodeActionKind(name.toLowerCase());
class CancellationError extends Error {}
class CancellationTokenSource {
  constructor() {
    this.token = { isCancellationRequested: false, onCancellationRequested: () => new Disposable() };
  }
  cancel() { this.token.isCancellationRequested = true; }
  dispose() {}
}
class TabInputText { constructor(uri) { this.uri = uri; } }
class TabInputTextDiff {}
class TabInputCustom {}
class TabInputNotebook {}

/** Other names that the client library reads: it derives classes from them, or looks constants up. */
const OTHERS = `
  CallHierarchyIncomingCall CallHierarchyItem CallHierarchyOutgoingCall CodeActionTriggerKind
  CodeLens Color ColorInformation ColorPresentation CompletionItemKind CompletionItemTag CompletionTriggerKind
  DiagnosticRelatedInformation DocumentHighlight DocumentHighlightKind DocumentLink DocumentSymbol FileType FoldingRange
  FoldingRangeKind InlayHint InlayHintLabelPart InlineCompletionItem InlineCompletionList InlineCompletionTriggerKind
  InlineValueEvaluatableExpression InlineValueText InlineValueVariableLookup LinkedEditingRanges NotebookCellKind
  ParameterInformation RelativePattern SelectionRange SemanticTokens SemanticTokensEdit SemanticTokensEdits
  SignatureHelp SignatureHelpTriggerKind SignatureInformation SnippetString SnippetTextEdit SymbolInformation SymbolKind
  SymbolTag TextDocumentSaveReason TypeHierarchyItem
`.trim().split(/\s+/);

/** Returns an editor with a folder open. `settings` are those of the user. */
function editor(folder, settings) {
  const events = new Map();
  const event = (name) => {
    if (!events.has(name)) events.set(name, new Emitter());
    return events.get(name);
  };
  const providers = new Map();
  const commands = new Map();
  const diagnostics = new Map();
  const messages = [];
  const output = [];
  const registered = (kind) => (selector, provider) => {
    const all = providers.get(kind) ?? [];
    all.push(provider);
    providers.set(kind, all);
    return new Disposable(() => all.splice(all.indexOf(provider), 1));
  };
  const channel = () => ({
    append: (text) => output.push(text), appendLine: (text) => output.push(text), show() {}, dispose() {}, clear() {},
    trace() {}, debug() {}, info() {}, warn() {}, error() {}, logLevel: 0, onDidChangeLogLevel: () => new Disposable(),
  });
  // Events of a part of the editor are made when they are first asked for; other names are what `own` has.
  const part = (own) => new Proxy(own, {
    get: (target, name) => (name in target ? target[name] : /^on(Did|Will)/.test(String(name)) ? event(name).event : undefined),
  });
  const languages = part({
    match: () => 10,
    createDiagnosticCollection: () => ({
      set: (uri, found) => diagnostics.set(uri.toString(), found ?? []),
      delete: (uri) => diagnostics.delete(uri.toString()),
      clear: () => diagnostics.clear(), dispose() {}, forEach() {}, has: () => false, get: () => undefined,
    }),
  });
  const api = {
    version: "1.91.0", Disposable, EventEmitter: Emitter, Uri, Position, Range, Location, Diagnostic, CompletionItem,
    CompletionList, TextEdit, WorkspaceEdit, MarkdownString, Hover, CodeAction, CodeActionKind, CancellationError, CancellationTokenSource,
    TabInputText, TabInputTextDiff, TabInputCustom, TabInputNotebook,
    DiagnosticSeverity: { Error: 0, Warning: 1, Information: 2, Hint: 3 },
    LogLevel: { Off: 0, Trace: 1, Debug: 2, Info: 3, Warning: 4, Error: 5 },
    DiagnosticTag: { Unnecessary: 1, Deprecated: 2 },
    ProgressLocation: { Window: 10 },
    env: { language: "en", appName: "test", machineId: "", uiKind: 1, onDidChangeLogLevel: () => new Disposable() },
    extensions: { all: [], getExtension: () => undefined, onDidChange: () => new Disposable() },
    lm: {},
    commands: {
      registerCommand: (name, run) => { commands.set(name, run); return new Disposable(() => commands.delete(name)); },
      executeCommand: async (name, ...given) => commands.get(name)?.(...given),
    },
    languages: new Proxy(languages, {
      get: (target, name) => target[name] ?? (/^register/.test(String(name)) ? registered(name) : undefined),
    }),
    notebooks: part({}),
    window: part({
      visibleTextEditors: [], activeTextEditor: undefined,
      tabGroups: part({ all: [], activeTabGroup: { tabs: [] } }),
      createOutputChannel: channel,
      withProgress: (options, task) => task({ report() {} }, { isCancellationRequested: false, onCancellationRequested: () => new Disposable() }),
      showErrorMessage: async (text) => { messages.push(text); },
      showWarningMessage: async (text) => { messages.push(text); },
      showInformationMessage: async (text) => { messages.push(text); },
    }),
    workspace: part({
      textDocuments: [], notebookDocuments: [], isTrusted: true,
      workspaceFolders: [{ uri: Uri.file(folder), name: path.basename(folder), index: 0 }],
      getWorkspaceFolder: () => api.workspace.workspaceFolders[0],
      getConfiguration: (section) => {
        const key = (name) => (section ? `${section}.${name}` : name);
        return { get: (name, other) => settings[key(name)] ?? other, inspect: () => undefined };
      },
      createFileSystemWatcher: () => ({
        onDidCreate: () => new Disposable(), onDidChange: () => new Disposable(), onDidDelete: () => new Disposable(), dispose() {},
      }),
      applyEdit: async (edit) => { api.test.applied.push(edit); return true; },
    }),
    test: { event, providers, commands, diagnostics, messages, output, applied: [] },
  };
  for (const name of OTHERS) api[name] ??= class {};
  return api;
}

/** Returns a document of the editor, as the client library reads it. */
function document(file, text) {
  return {
    uri: Uri.file(file), fileName: file, languageId: "toml", version: 1, isClosed: false, isDirty: false, eol: 1,
    getText: () => text, lineCount: text.split("\n").length,
  };
}

module.exports = { editor, document, Position };
