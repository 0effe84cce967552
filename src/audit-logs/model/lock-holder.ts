import { readFileSync, readlinkSync } from 'node:fs';
import { hostname, uptime } from 'node:os';
import * as z from 'zod/mini';
import { errorCode } from '../../files/error-code.ts';

const holderSchema = z.object({
  process: z.number(),
  platform: z.string(),
  /** What tells apart where process numbers are given: the start of the system, and the namespace within it. */
  boot: z.string(),
  namespace: z.string(),
  id: z.string(),
  /** Counts on while the holder lives. */
  beat: z.string(),
});

/** Who holds a lock. */
export type Holder = z.infer<typeof holderSchema>;

let here: Pick<Holder, 'platform' | 'boot' | 'namespace'> | undefined;

/** This process, as its locks name it. */
export function thisProcess(): Omit<Holder, 'id' | 'beat'> {
  here ??= { platform: process.platform, boot: bootId(), namespace: namespaceId() };
  return { process: process.pid, ...here };
}

/** The holder that a lock names; undefined if the text names none. */
export function holderOf(text: string | undefined): Holder | undefined {
  try {
    return holderSchema.safeParse(JSON.parse(text ?? '')).data;
  } catch {
    return undefined;
  }
}

/** Whether the holder's process number means something here: not for another computer or container, or before a restart. */
export function isHere({ platform, boot, namespace }: Holder): boolean {
  const me = thisProcess();
  return platform === me.platform && boot === me.boot && namespace === me.namespace;
}

/** Whether no process here has the holder's number. */
export function isGone(holder: Holder): boolean {
  try {
    process.kill(holder.process, 0);
    return false;
  } catch (error) {
    return errorCode(error) === 'ESRCH';
  }
}

/** Not the host's name: Windows and WSL have the same one, and so may containers. */
function bootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    // Without such an id, the minute of the start; clocks that are set in between make it another, which is safe.
    return `${hostname()} ${Math.round((Date.now() / 1000 - uptime()) / 60)}`;
  }
}

function namespaceId(): string {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return '';
  }
}
