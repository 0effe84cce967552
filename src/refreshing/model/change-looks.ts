import type { Clock } from '../../core/clock.ts';
import type { Disposable } from '../../core/emitter.ts';
import { isAboutConnection, toForgeError } from '../../core/errors.ts';
import { inBackground } from '../../gateway/priority.ts';
import type { ChangeSource } from './change-sources.ts';
import type { ChangedPart } from './forge-commands.ts';

/** Waits between the looks after a command, in milliseconds: the gateway may show the change only some seconds later. */
const laterLooks = [5_000, 20_000];

/** How old something has to be, in milliseconds, to be looked at by time, on focus, or after a command that is unclear. */
const ageByTime = 10 * 60_000;
const ageOnFocus = 2 * 60_000;
const ageWhenUnclear = 10_000;

/** So many rows are one measure of age: what takes many requests has to be older. */
const rowsPerAge = 250;

/** The most sources of a kind that one look asks about. */
const mostSources = 20;

export interface ChangeLooksOptions {
  /** What is shown at the moment. */
  readonly sources: () => readonly ChangeSource[];
  /** Whether the window has the focus; nothing is asked while it has not. */
  readonly isFocused: () => boolean;
  readonly clock: Clock;
}

/** Looks for changes made elsewhere: one request at a time, in the background, and only while the window has the focus. */
export interface ChangeLooks extends Disposable {
  /** A command that changes these parts has ended. Looks until one of each has changed, three times at most. */
  onRan(parts: Iterable<ChangedPart>): void;
  /** A command that may have changed something has ended. */
  onMaybeRan(): void;
  /** The window got the focus. */
  onFocus(): void;
  /** Resolves once nothing is being asked. */
  idle(): Promise<void>;
}

const parts: readonly ChangedPart[] = ['environments', 'variables', 'deployments', 'builds', 'installations', 'list'];

/** Creates what looks for changes. Nothing is asked for until something calls for it. */
export function createChangeLooks(options: ChangeLooksOptions): ChangeLooks {
  return new ChangeLookout(options);
}

class ChangeLookout implements ChangeLooks {
  readonly #options: ChangeLooksOptions;
  /** The parts to look at, with the age in milliseconds from which on. */
  readonly #wanted = new Map<ChangedPart, number>();
  /** The waits until the next looks after a command. */
  readonly #later = new Map<ChangedPart, readonly number[]>();
  readonly #timers = new Map<ChangedPart | 'time', () => void>();
  /** When something was last looked at; a failure leaves no other trace. */
  readonly #lookedAt = new WeakMap<ChangeSource['shown'], number>();
  #isLooking = false;
  #looking = Promise.resolve();
  #isDisposed = false;

  constructor(options: ChangeLooksOptions) {
    this.#options = options;
    this.#lookByTime();
  }

  onRan(changed: Iterable<ChangedPart>): void {
    for (const part of changed) {
      this.#timers.get(part)?.();
      this.#later.set(part, laterLooks);
      this.#want(part, 0);
    }
  }

  onMaybeRan(): void {
    for (const part of parts) this.#want(part, ageWhenUnclear);
  }

  onFocus(): void {
    for (const part of parts) this.#want(part, ageOnFocus);
  }

  idle(): Promise<void> {
    return this.#looking;
  }

  dispose(): void {
    this.#isDisposed = true;
    for (const cancel of this.#timers.values()) cancel();
  }

  #lookByTime(): void {
    const cancel = this.#options.clock.after(ageByTime, () => {
      if (this.#options.isFocused()) for (const part of parts) this.#want(part, ageByTime);
      this.#lookByTime();
    });
    this.#timers.set('time', cancel);
  }

  #want(part: ChangedPart, age: number): void {
    this.#wanted.set(part, Math.min(age, this.#wanted.get(part) ?? age));
    if (!this.#isLooking) this.#looking = this.#look();
  }

  get #mayLook(): boolean {
    return !this.#isDisposed && this.#options.isFocused();
  }

  async #look(): Promise<void> {
    this.#isLooking = true;
    for (let [next] = this.#wanted; next !== undefined && this.#mayLook; [next] = this.#wanted) {
      const [part, age] = next;
      this.#wanted.delete(part);
      const hasChanged = await this.#lookAt(part, age);
      if (age === 0) this.#lookLater(part, hasChanged);
    }
    this.#isLooking = false;
  }

  /** Schedules the next look after a command, unless its change was found. */
  #lookLater(part: ChangedPart, hasChanged: boolean): void {
    const [wait, ...others] = this.#later.get(part) ?? [];
    if (hasChanged || wait === undefined || this.#wanted.get(part) === 0) return;
    this.#later.set(part, others);
    this.#timers.set(
      part,
      this.#options.clock.after(wait, () => this.#want(part, 0)),
    );
  }

  /** Asks about the sources of a part, one after another; after a command, until something has changed. */
  async #lookAt(part: ChangedPart, age: number): Promise<boolean> {
    let hasChanged = false;
    const cutOff = new Set<string>();
    for (const { shown, account } of this.#due(part, age)) {
      if (!this.#mayLook || (hasChanged && age === 0)) break;
      if (cutOff.has(account)) continue;
      this.#lookedAt.set(shown, this.#options.clock.epoch());
      try {
        hasChanged = (await inBackground(() => shown.refreshQuietly())) || hasChanged;
      } catch (thrown) {
        const error = toForgeError(thrown);
        // The account’s other requests would fail for the same reason. Any other error may be about one app alone.
        if (isAboutConnection(error) || ['rateLimited', 'signedOut'].includes(error.kind)) cutOff.add(account);
      }
    }
    return hasChanged;
  }

  /** The sources that are old enough; by time and on focus the oldest first. */
  #due(part: ChangedPart, age: number): readonly ChangeSource[] {
    const now = this.#options.clock.epoch();
    const seen = ({ shown }: ChangeSource) => Math.max(shown.state?.at?.getTime() ?? 0, this.#lookedAt.get(shown) ?? 0);
    const due = this.#options
      .sources()
      .filter((source) => source.part === part)
      .filter((source) => age === 0 || now - seen(source) > age * Math.ceil((source.size + 1) / rowsPerAge));
    const ordered = age === 0 ? due : due.toSorted((a, b) => seen(a) - seen(b));
    return ordered.slice(0, mostSources);
  }
}
