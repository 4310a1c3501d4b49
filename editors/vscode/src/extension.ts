/** The extension: starts `casebook lsp` and connects the editor with it. All answers are the server's. */

import { commands, ExtensionContext, window, workspace } from "vscode";
import {
  Executable,
  LanguageClient,
  LanguageClientOptions,
  RevealOutputChannelOn,
} from "vscode-languageclient/node";

let client: LanguageClient | undefined;
/** Starts and stops follow one another, however fast they are asked for. */
let queue: Promise<void> = Promise.resolve();

export function activate(context: ExtensionContext): Promise<void> {
  const again = () => inOrder(() => restart(context));
  context.subscriptions.push(
    commands.registerCommand("casebook.restart", again),
    workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("casebook")) void again();
    }),
  );
  return again();
}

export function deactivate(): Promise<void> {
  return inOrder(stop);
}

function inOrder(step: () => Promise<void>): Promise<void> {
  queue = queue.then(step, step);
  return queue;
}

async function restart(context: ExtensionContext): Promise<void> {
  await stop();
  const settings = workspace.getConfiguration("casebook");
  const command = settings.get<string>("server.path", "casebook");
  const server: Executable = {
    command,
    args: ["lsp"],
    // Not the workspace: Windows looks for a program in the current folder first, and a stranger's folder may hold one.
    options: { cwd: context.extensionPath },
  };
  const options: LanguageClientOptions = {
    documentSelector: [
      { scheme: "file", pattern: "**/*.toml" },
      // Archived texts, from which passages are quoted.
      { scheme: "file", pattern: "**/archive/**/*.txt" },
    ],
    initializationOptions: {
      masked: settings.get<boolean>("masked", false),
      hints: settings.get<boolean>("hints", true),
    },
    revealOutputChannelOn: RevealOutputChannelOn.Never,
  };
  const started = new LanguageClient("casebook", "Casebook", server, options);
  client = started;
  try {
    await started.start();
  } catch {
    client = undefined;
    offerSettings(command);
  }
}

async function stop(): Promise<void> {
  const running = client;
  client = undefined;
  // One that ended by itself cannot be stopped, and nothing is left of it.
  await running?.dispose().catch(() => undefined);
}

/** Says that the server did not start, without holding up the extension until someone answers. */
function offerSettings(command: string): void {
  const settings = "Open the Setting";
  const message = `Casebook could not be started as "${command} lsp". Is it installed, and its version recent enough?`;
  void window.showErrorMessage(message, settings).then((choice) => {
    if (choice === settings) {
      void commands.executeCommand("workbench.action.openSettings", "casebook.server.path");
    }
  });
}
