import type { Event } from '../../core/emitter.ts';
import type { AppAri } from '../../core/ids.ts';

// What other features add to the view *Apps*.

/** Which apps stand on top: those that have a manifest in the workspace. */
export interface Pins {
  has(id: AppAri): boolean;
  readonly onDidChange: Event<undefined>;
}

/** A line above the rows, while there is something to say. */
export interface ViewNotice {
  readonly text: string | undefined;
  readonly onDidChange: Event<undefined>;
}

/** What the rows of environments say of the Forge CLI. */
export interface EnvironmentNotes {
  of(id: AppAri, environment: string): EnvironmentNote;
  readonly onDidChange: Event<undefined>;
}

export interface EnvironmentNote {
  /** Shown behind the version. */
  readonly text?: string;
  /** Added to the context value of the row. */
  readonly context: readonly string[];
}

/** The number at the view's icon; undefined while there is none. */
export interface ViewBadgeSource {
  readonly badge: () => { readonly value: number; readonly tooltip: string } | undefined;
  readonly onDidChange: Event<undefined>;
}
