import type { LogSession } from '../model/log-session.ts';

/** The index of the row of a line or of an invocation's head; -1 if it isn't there. */
export function rowOf({ store, view }: Pick<LogSession, 'store' | 'view'>, id: string): number {
  const line = store.get(id);
  if (line !== undefined) return view.rows.indexOf(line);
  const first = view.lines.find(({ invocation }) => invocation === id);
  const row = first === undefined ? -1 : view.rows.indexOf(first);
  const [above] = row > 0 ? view.rows.window(row - 1, 1) : [];
  return above?.kind === 'invocation' && above.invocation === id ? row - 1 : row;
}
