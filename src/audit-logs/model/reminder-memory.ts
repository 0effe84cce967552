import * as z from 'zod/mini';
import { dayMs } from './days.ts';

/** What was told about archives, on this computer. Apps are identified by plain UUID. */
export interface ReminderMemory {
  /** When a reminder was last shown, by the folder of archives. Epoch milliseconds. */
  readonly reminded: Readonly<Record<string, number>>;
  /** Apps of which it was told that they are not archived. */
  readonly offered: readonly string[];
  /** Those of which the user does not want an archive. */
  readonly declined: readonly string[];
  /** Apps that were archived from any window. */
  readonly archived: readonly string[];
}

const memorySchema = () =>
  z.object({
    reminded: z.catch(z.record(z.string(), z.number()), {}),
    offered: z.catch(z.array(z.string()), []),
    declined: z.catch(z.array(z.string()), []),
    archived: z.catch(z.array(z.string()), []),
  });

/** Reads what was kept; nothing for anything else. */
export function parseMemory(kept: unknown): ReminderMemory {
  return memorySchema().safeParse(kept).data ?? { reminded: {}, offered: [], declined: [], archived: [] };
}

/** The folders of archives that may be reminded of at `now`: each once a day. */
export function remindable(folders: Iterable<string>, { reminded }: ReminderMemory, now: Date): string[] {
  return [...new Set(folders)].filter((folder) => {
    const ago = now.getTime() - (reminded[folder] ?? -Infinity);
    // A clock that was ahead does not keep reminders away.
    return ago >= dayMs || ago < 0;
  });
}

/** Notes that folders were reminded of; forgets times that no longer matter. */
export function noteReminded(memory: ReminderMemory, folders: readonly string[], now: Date): ReminderMemory {
  const recent = Object.entries(memory.reminded).filter(([, at]) => now.getTime() - at < dayMs);
  const added = folders.map((folder) => [folder, now.getTime()] as const);
  return { ...memory, reminded: Object.fromEntries([...recent, ...added]) };
}

/** Adds apps to a list of the memory. */
export function noteApps(
  memory: ReminderMemory,
  list: 'offered' | 'declined' | 'archived',
  ids: readonly string[],
): ReminderMemory {
  return { ...memory, [list]: [...new Set([...memory[list], ...ids])] };
}
