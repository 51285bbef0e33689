import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';

export type Server = { program: string } | { missing: string };

const executable = process.platform === 'win32' ? 'staunch.exe' : 'staunch';

/** Where `staunch` is: as `setting` says, in the extension (a platform's own package), on the PATH. */
export async function findServer(setting: string, extension: string): Promise<Server> {
  if (setting !== '') {
    const program = setting.startsWith('~') ? path.join(homedir(), setting.slice(1)) : setting;
    // A relative path would be looked up in whatever folder the editor was started in.
    if (!path.isAbsolute(program)) return { missing: `The setting "staunch.path" needs an absolute path: ${setting}` };
    if (await runs(program)) return { program };
    return { missing: `There is no program at the path in the setting "staunch.path": ${program}` };
  }
  // Relative entries of the PATH could point into the workspace: nothing there is ever run.
  const folders = (process.env['PATH'] ?? '').split(path.delimiter).filter((folder) => path.isAbsolute(folder));
  for (const program of [path.join(extension, 'server', executable), ...folders.map((folder) => path.join(folder, executable))])
    if (await runs(program)) return { program };
  return { missing: 'The program "staunch" was not found on the PATH. Install it, or name it in the setting "staunch.path".' };
}

async function runs(program: string): Promise<boolean> {
  try {
    await access(program, constants.X_OK);
    return (await stat(program)).isFile();
  } catch {
    return false;
  }
}
