import { posix, win32 } from 'node:path';

/**
 * Returns where desktop VS Code is installed as a rule, best first: programs that can be started without a shell. On
 * Windows that is `Code.exe` and never `code.cmd`, which only a shell runs.
 */
export function desktopPlaces(platform: string, env: Readonly<Record<string, string | undefined>>): string[] {
  if (platform === 'win32')
    return [env.LOCALAPPDATA && win32.join(env.LOCALAPPDATA, 'Programs'), env.ProgramFiles, env['ProgramFiles(x86)']]
      .filter((folder): folder is string => Boolean(folder))
      .flatMap((folder) => [
        win32.join(folder, 'Microsoft VS Code', 'Code.exe'),
        win32.join(folder, 'Microsoft VS Code Insiders', 'Code - Insiders.exe'),
      ]);
  if (platform === 'darwin')
    return ['/Applications', ...(env.HOME ? [posix.join(env.HOME, 'Applications')] : [])].flatMap((folder) =>
      ['Visual Studio Code', 'Visual Studio Code - Insiders'].map((name) =>
        posix.join(folder, `${name}.app`, 'Contents/Resources/app/bin/code'),
      ),
    );
  return ['/usr/share/code/bin/code', '/snap/bin/code'];
}

/** Returns the program behind a command script of Windows, whose folder `bin` stands beside it; else the command itself. */
export function withoutShell(command: string): string {
  const script = /[\\/](code(?:-insiders)?)\.cmd$/i.exec(command)?.[1]?.toLowerCase();
  if (script === undefined) return command;
  const program = script === 'code' ? 'Code.exe' : 'Code - Insiders.exe';
  return win32.join(win32.dirname(command), '..', program);
}
