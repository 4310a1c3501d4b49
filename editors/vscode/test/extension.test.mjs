// The bundled extension in a stand-in for the editor, with the real server: `CASEBOOK` names the program, else it is
// the one that cargo built.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import Module, { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import test from "node:test";

const require = createRequire(import.meta.url);
const { editor, document, Position } = require("./editor.cjs");
const casebook = process.env.CASEBOOK ?? resolve("../../target/debug/casebook");
const bundle = resolve("dist/extension.js");

const ANN = "victims/test-ann.toml";
const FILES = {
  "casebook.toml": "format = 1\n",
  "places.toml": "[test-town]\ntitle = 'Test Town'\ncountry = 'KH'\n",
  [ANN]: "title = 'Ann Test'\ngender = 'femal'\n",
};

function collection() {
  const folder = mkdtempSync(join(tmpdir(), "casebook-vscode-"));
  mkdirSync(join(folder, "victims"));
  for (const [file, text] of Object.entries(FILES)) writeFileSync(join(folder, file), text);
  return folder;
}

/** Activates the extension in an editor of its own. */
async function activated(folder, settings, opened = []) {
  const api = editor(folder, settings);
  api.workspace.textDocuments.push(...opened);
  const load = Module._load;
  Module._load = (name, ...rest) => (name === "vscode" ? api : load(name, ...rest));
  delete require.cache[bundle];
  const extension = require(bundle);
  Module._load = load;
  const context = { subscriptions: [], extensionPath: resolve(".") };
  await extension.activate(context);
  return { api, extension };
}

async function until(what, found) {
  const end = Date.now() + 20_000;
  for (;;) {
    const value = await found();
    if (value) return value;
    assert.ok(Date.now() < end, `${what} never came`);
    await new Promise((soon) => setTimeout(soon, 20));
  }
}

test("the manifest has the version of the program, and a workspace cannot choose what is run", () => {
  const manifest = JSON.parse(readFileSync("package.json", "utf8"));
  const cargo = /^version = "(.*)"$/m.exec(readFileSync("../../Cargo.toml", "utf8"));
  assert.equal(manifest.version, cargo[1]);
  const settings = manifest.contributes.configuration.properties;
  assert.equal(settings["casebook.server.path"].scope, "machine");
});

test("a program that is not there is reported in a message, and nothing is thrown", async () => {
  const folder = collection();
  const missing = join(folder, "no-such-program");
  const { api, extension } = await activated(folder, { "casebook.server.path": missing });
  assert.ok(api.test.messages.some((text) => text.includes(`"${missing} lsp"`)), api.test.messages.join("\n"));
  await extension.deactivate();
  rmSync(folder, { recursive: true });
});

const knowsLsp = existsSync(casebook) && execFileSync(casebook, ["--help"], { encoding: "utf8" }).includes("lsp");
const skip = knowsLsp ? false : `there is no ${casebook} with a language server; cargo build makes it`;

test("mistakes are shown, words are completed, and the server ends with the editor", { skip }, async () => {
  const folder = collection();
  const ann = document(join(folder, ANN), FILES[ANN]);
  const { api, extension } = await activated(folder, { "casebook.server.path": casebook }, [ann]);
  try {
    const found = await until("the mistake", () => api.test.diagnostics.get(ann.uri.toString())?.find(
      (one) => one.message.includes("femal")));
    assert.equal(found.source, "casebook");
    assert.equal(found.range.start.line, 1);
    const [provider] = api.test.providers.get("registerCompletionItemProvider");
    const cancel = { isCancellationRequested: false, onCancellationRequested: () => ({ dispose() {} }) };
    const answer = await provider.provideCompletionItems(ann, new Position(1, 15), cancel, { triggerKind: 0 });
    const items = answer.items ?? answer;
    const label = (item) => item.label.label ?? item.label;
    assert.ok(items.some((item) => label(item).includes("female")), JSON.stringify(items));
    // A restart, as after a changed setting.
    api.test.diagnostics.clear();
    await api.commands.executeCommand("casebook.restart");
    await until("the mistake after a restart", () => api.test.diagnostics.get(ann.uri.toString())?.length);
  } finally {
    await extension.deactivate();
  }
  assert.deepEqual(api.test.messages, []);
  for (const text of api.test.output) assert.ok(!text.includes("Ann Test"), text);
  rmSync(folder, { recursive: true });
});
