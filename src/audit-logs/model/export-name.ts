import type { App } from '../../core/app.ts';
import { fileStem, safeFileName } from '../../files/file-name.ts';
import { appUuid } from '../../core/ids.ts';
import type { DayRange } from './day-range.ts';

export const defaultNamePattern = '{app}_{id}_{from}_{to}';

/**
 * An app as part of a file's or folder's name: its name, and the first 8 digits of its id, which tell it from others.
 */
export function appStem({ id, name }: Pick<App, 'id' | 'name'>): string {
  return `${fileStem(name)}_${shortId(id)}`;
}

/**
 * The name of the file for an app and a range. In the pattern, `{app}` stands for the app's name, `{id}` for the first
 * 8 digits of its id, `{from}` and `{to}` for the days. Whatever the pattern holds, every system takes the name.
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

/** A name that is not among those taken: `logs.csv`, then `logs (2).csv`, and so on. */
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
