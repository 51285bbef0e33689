import { commands, type ExtensionContext, Uri, window, workspace } from 'vscode';
import { LanguageClient, type LanguageClientOptions } from 'vscode-languageclient/node';
import { findServer } from './server';

const output = window.createOutputChannel('staunch', { log: true });

let client: LanguageClient | undefined;
/** Starting and stopping take turns: a restart that comes during a start waits for its end. */
let turn: Promise<void> = Promise.resolve();

export function activate(context: ExtensionContext): Promise<void> {
  const restart = () =>
    inTurn(async () => {
      await stop();
      await start(context);
    });
  context.subscriptions.push(
    output,
    commands.registerCommand('staunch.restart', restart),
    commands.registerCommand('staunch.showOutput', () => output.show()),
    // Granting trust is such a change too, if the workspace has a path.
    workspace.onDidChangeConfiguration((event) => event.affectsConfiguration('staunch.path') && restart()),
  );
  return restart();
}

export function deactivate(): Promise<void> {
  return inTurn(stop);
}

function inTurn(work: () => Promise<void>): Promise<void> {
  turn = turn.then(work).catch((error: unknown) => output.error(String(error)));
  return turn;
}

async function start(context: ExtensionContext): Promise<void> {
  const server = await findServer(workspace.getConfiguration('staunch').get('path', ''), context.extensionPath);
  if ('missing' in server) {
    output.error(server.missing);
    void offerHelp(server.missing, context);
    return;
  }
  output.info(`server: ${server.program}`);
  // Without `transport` the client speaks over stdio.
  client = new LanguageClient('staunch', 'staunch', { command: server.program, args: ['lsp'] }, options());
  await client.start(); // a failure is shown by the client itself
}

async function stop(): Promise<void> {
  const stopping = client;
  client = undefined;
  if (!stopping?.needsStop()) return;
  try {
    await stopping.start(); // the client restarts a server that died, and cannot be stopped meanwhile
    await stopping.stop();
  } catch (error) {
    output.warn(`the server did not stop in time: ${String(error)}`);
  }
}

function options(): LanguageClientOptions {
  const languages = ['javascript', 'javascriptreact', 'typescript', 'typescriptreact', 'json', 'jsonc'];
  return {
    documentSelector: [
      ...languages.map((language) => ({ scheme: 'file', language })),
      // By name: the language of these files has other ids in older versions and in other extensions.
      { scheme: 'file', pattern: '**/.env*' },
    ],
    outputChannel: output,
  };
}

async function offerHelp(message: string, context: ExtensionContext): Promise<void> {
  const settings = 'Open Settings';
  const install = 'How to Install';
  const details = 'Show Output';
  const choice = await window.showErrorMessage(message, settings, install, details);
  if (choice === settings) await commands.executeCommand('workbench.action.openSettings', 'staunch.path');
  if (choice === install) await commands.executeCommand('markdown.showPreview', Uri.joinPath(context.extensionUri, 'README.md'));
  if (choice === details) output.show();
}
