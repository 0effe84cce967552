import type { Event } from '../../core/emitter.ts';
import type { AppAri } from '../../core/ids.ts';

/** Which apps stand on top of the view *Apps*: those that have a manifest in the workspace. */
export interface Pins {
  has(id: AppAri): boolean;
  readonly onDidChange: Event<undefined>;
}
