// A language client: what an editor does around one code action.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const PATIENCE_MS = 30_000;

const CAPABILITIES = {
  general: { positionEncodings: ['utf-16'] },
  textDocument: {
    synchronization: {},
    publishDiagnostics: { relatedInformation: true, codeDescriptionSupport: true, dataSupport: true, versionSupport: true },
    codeAction: {
      codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix', 'refactor', 'refactor.move'] } },
      dataSupport: true,
      disabledSupport: true,
      isPreferredSupport: true,
      resolveSupport: { properties: ['edit'] },
    },
  },
  workspace: {
    applyEdit: true,
    workspaceEdit: { documentChanges: true, resourceOperations: ['create', 'rename', 'delete'], failureHandling: 'transactional' },
  },
};

export class LanguageClient {
  #server;
  #pending = new Map();
  #published = new Map();
  #waiting = [];
  #nextId = 1;

  constructor(binary, folder) {
    this.folder = folder;
    this.#server = spawn(binary, ['lsp', '--stdio'], { cwd: folder, stdio: ['pipe', 'pipe', 'inherit'] });
    let buffered = Buffer.alloc(0);
    this.#server.stdout.on('data', (chunk) => {
      buffered = Buffer.concat([buffered, chunk]);
      for (;;) {
        const end = buffered.indexOf('\r\n\r\n');
        if (end < 0) return;
        const length = Number(/content-length: *(\d+)/i.exec(buffered.subarray(0, end).toString())[1]);
        if (buffered.length < end + 4 + length) return;
        this.#receive(JSON.parse(buffered.subarray(end + 4, end + 4 + length).toString()));
        buffered = buffered.subarray(end + 4 + length);
      }
    });
  }

  async initialize() {
    const uri = pathToFileURL(this.folder).href;
    const result = await this.#request('initialize', {
      processId: process.pid,
      rootUri: uri,
      workspaceFolders: [{ uri, name: 'app' }],
      capabilities: CAPABILITIES,
    });
    this.#notify('initialized', {});
    return result;
  }

  open(path, languageId) {
    this.#notify('textDocument/didOpen', {
      textDocument: { uri: pathToFileURL(path).href, languageId, version: 1, text: readFileSync(path, 'utf8') },
    });
  }

  /** The diagnostics of a file, once there are some that `wanted` accepts. */
  diagnostics(path, wanted) {
    const uri = pathToFileURL(path).href;
    return this.#within(`diagnostics of ${path}`, (done) => {
      const look = () => {
        const found = this.#published.get(uri)?.filter(wanted) ?? [];
        if (found.length > 0) done(found);
        return found.length > 0;
      };
      if (!look()) this.#waiting.push(look);
    });
  }

  codeActions(path, diagnostic) {
    return this.#request('textDocument/codeAction', {
      textDocument: { uri: pathToFileURL(path).href },
      range: diagnostic.range,
      context: { diagnostics: [diagnostic], triggerKind: 1 },
    });
  }

  resolve(action) {
    return this.#request('codeAction/resolve', action);
  }

  /** Leaves as an editor does; the exit code of the server. */
  async close() {
    const ended = new Promise((done) => this.#server.once('exit', done));
    await this.#request('shutdown', null);
    this.#notify('exit', null);
    return this.#within('the end of the server', (done) => ended.then(done));
  }

  kill() {
    this.#server.kill('SIGKILL');
  }

  #receive(message) {
    if (message.method && message.id !== undefined) {
      const nothing = message.method === 'workspace/configuration' ? message.params.items.map(() => null) : null;
      this.#send({ id: message.id, result: nothing });
    } else if (message.method === 'textDocument/publishDiagnostics') {
      this.#published.set(decodeURI(message.params.uri), message.params.diagnostics);
      this.#waiting = this.#waiting.filter((look) => !look());
    } else if (message.id !== undefined) {
      const { done, fail } = this.#pending.get(message.id);
      this.#pending.delete(message.id);
      if (message.error) fail(new Error(`the server answered: ${message.error.message}`));
      else done(message.result);
    }
  }

  #request(method, params) {
    const id = this.#nextId++;
    return this.#within(method, (done, fail) => {
      this.#pending.set(id, { done, fail });
      this.#send({ id, method, params });
    });
  }

  #notify(method, params) {
    this.#send({ method, params });
  }

  #send(message) {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message });
    this.#server.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  }

  async #within(what, start) {
    let timer;
    const late = new Promise((_, fail) => {
      timer = setTimeout(() => fail(new Error(`no ${what} within ${PATIENCE_MS / 1000} s`)), PATIENCE_MS);
    });
    try {
      return await Promise.race([new Promise(start), late]);
    } finally {
      clearTimeout(timer);
    }
  }
}
