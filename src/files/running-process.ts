import { readFileSync, readlinkSync } from 'node:fs';
import { hostname, uptime } from 'node:os';
import * as z from 'zod/mini';
import { errorCode } from './error-code.ts';

/** The fields of a process as it is written down for others to look at. */
export const processFields = {
  process: z.number(),
  platform: z.string(),
  /** What tells apart where process numbers are given: the start of the system, and the namespace within it. */
  boot: z.string(),
  namespace: z.string(),
};

/** A process of this or another computer. */
export type WrittenProcess = z.infer<z.ZodMiniObject<typeof processFields>>;

let here: Omit<WrittenProcess, 'process'> | undefined;

/** This process, as others see it. */
export function thisProcess(): WrittenProcess {
  here ??= { platform: process.platform, boot: bootId(), namespace: namespaceId() };
  return { process: process.pid, ...here };
}

/** Whether the process's number means something here: not for another computer or container, or before a restart. */
export function isHere({ platform, boot, namespace }: WrittenProcess): boolean {
  const me = thisProcess();
  return platform === me.platform && boot === me.boot && namespace === me.namespace;
}

/** Whether no process here has that number. */
export function isGone(written: WrittenProcess): boolean {
  try {
    process.kill(written.process, 0);
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
