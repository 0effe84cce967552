import * as z from 'zod/mini';
import { unlessAborted } from '../../gateway/network/unless-aborted.ts';
import { readIndex } from './archive-folder.ts';
import { archiveState } from './archive-state.ts';

const seenSchema = () =>
  z.object({
    /** Plain UUID. */
    appId: z.string(),
    /** The folder of the app's archive. */
    folder: z.string(),
    /** The workspace folder around it, as a URI. */
    workspace: z.string(),
    /** The computer on which it was seen: what is kept is shared with remote windows. */
    machine: z.string(),
    /** Days after an archive run until the next one is due there. */
    reminderDays: z.number(),
  });

/** An archive as a window saw it, for windows in which its folder is not open. */
export type SeenArchive = z.infer<ReturnType<typeof seenSchema>>;

/** The most archives that are kept in mind. */
const mostSeen = 200;

/** How long a disk is waited for, in milliseconds: a share may not answer for minutes. */
const longestWaitMs = 5000;

/** Reads what was kept; nothing for anything else. */
export function parseSeen(kept: unknown): readonly SeenArchive[] {
  return z.array(seenSchema()).safeParse(kept).data ?? [];
}

/** Notes archives that are there now, and forgets the oldest beyond a limit. */
export function noteSeen(seen: readonly SeenArchive[], found: readonly SeenArchive[]): readonly SeenArchive[] {
  const keyOf = ({ machine, folder }: SeenArchive) => `${machine} ${folder}`;
  const again = new Set(found.map(keyOf));
  return [...seen.filter((one) => !again.has(keyOf(one))), ...found].slice(-mostSeen);
}

/** What has become of an archive. */
export type Fate =
  | 'due'
  | 'notDue'
  /** There is no archive of that app. */
  | 'gone'
  | 'unreadable'
  /** The disk did not answer in time. */
  | 'noAnswer';

/** Finds out what has become of an archive. Never throws. */
export async function lookAgain(
  { appId, folder, reminderDays }: SeenArchive,
  now: Date,
  waitMs = longestWaitMs,
): Promise<Fate> {
  const late = AbortSignal.timeout(waitMs);
  try {
    const index = await unlessAborted(readIndex(folder), late);
    if (index?.appId !== appId) return 'gone';
    return archiveState(index, now, reminderDays).isDue ? 'due' : 'notDue';
  } catch {
    return late.aborted ? 'noAnswer' : 'unreadable';
  }
}
