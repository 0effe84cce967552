import type { ForgeError } from '../../core/errors.ts';

/**
 * It stopped at `at` (epoch milliseconds): nothing came for 15 minutes (`quiet`), the times that are looked at are over
 * (`range`), or it was stopped (`stopped`). `resume` goes on.
 */
interface Ended {
  readonly kind: 'ended';
  readonly why: 'quiet' | 'range' | 'stopped';
  readonly at: number;
}

/** `resume` tries again. The lines that came stay. */
interface Failed {
  readonly kind: 'failed';
  readonly error: ForgeError;
  readonly at: number;
}

/** New lines appear by themselves. `trouble` is why the last request failed; it is tried again. */
interface Following {
  readonly kind: 'following';
  readonly trouble?: ForgeError;
}

/** What a session does. */
export type LogStatus =
  /** Nothing was asked for yet. */
  | { readonly kind: 'idle' }
  /** Lines of the past, or those that came meanwhile, are fetched. */
  | { readonly kind: 'loading' }
  | Following
  /** Nobody sees the lines. Goes on when `watch` says that somebody does. */
  | { readonly kind: 'paused' }
  | Ended
  | Failed;

/** What a session is to do, whether or not anybody looks. */
export type LogCourse =
  | { readonly kind: 'idle' }
  /** To fetch what is missing up to now, and then to follow. */
  | { readonly kind: 'catchingUp' }
  | Following
  | Ended
  | Failed;

/** Whether requests are sent by themselves as long as somebody looks. */
export function isAtWork({ kind }: LogCourse): boolean {
  return kind === 'catchingUp' || kind === 'following';
}

/** What a session does that is to do something. */
export function statusOf(course: LogCourse, isHidden: boolean): LogStatus {
  if (isAtWork(course) && isHidden) return { kind: 'paused' };
  return course.kind === 'catchingUp' ? { kind: 'loading' } : course;
}
