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

/** The number at the view's icon; undefined while there is none. */
export interface ViewBadgeSource {
  readonly badge: () => { readonly value: number; readonly tooltip: string } | undefined;
  readonly onDidChange: Event<undefined>;
}
