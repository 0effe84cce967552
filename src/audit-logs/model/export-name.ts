import type { App } from '../../core/app.ts';
import { fileStem, safeFileName } from '../../files/file-name.ts';
import { appUuid } from '../../core/ids.ts';
import type { DayRange } from './day-range.ts';

export const defaultNamePattern = '{app}_{id}_{from}_{to}';

/** The name of an app in a file or folder name, with the first 8 digits of its id, which make it unique. */
export function appStem({ id, name }: Pick<App, 'id' | 'name'>): string {
  return `${fileStem(name)}_${shortId(id)}`;
}

/**
 * The file name for an app and a range. In the pattern, `{app}` stands for the app's name, `{id}` for the first 8
 * digits of its id, `{from}` and `{to}` for the days. The result is valid on every operating system.
 */
export function exportName(pattern: string, { id, name }: Pick<App, 'id' | 'name'>, { from, to }: DayRange): string {
  const parts = new Map([
    ['app', fileStem(name)],
    ['id', shortId(id)],
    ['from', from],
    ['to', to],
  ]);
  return safeFileName(
    pattern.replace(/\{(\w+)\}/g, (whole, key: string) => parts.get(key) ?? whole),
    '.csv',
  );
}

/** A name that is not taken: `logs.csv`, then `logs (2).csv` and so on. `taken` has lowercase names. */
export function freeName(name: string, taken: ReadonlySet<string>): string {
  const stem = name.replace(/\.csv$/i, '');
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? name : `${stem} (${number}).csv`;
    if (!taken.has(candidate.toLowerCase())) return candidate;
  }
}

function shortId(id: App['id']): string {
  return appUuid(id).slice(0, 8);
}
