import type { Change, ChangeOptions, ChangeOutcome } from '../../../src/changes/model/change.ts';
import { makeChange } from '../../../src/changes/model/make-change.ts';
import type { Receipt } from '../../../src/gateway/payload.ts';
import type { World } from '../../../src/sandbox/world/world.ts';
import type { StagedWindow } from '../two-windows.ts';

/** What is told of a change. */
export type Told = ChangeOutcome<unknown, unknown>['status'];

/** A mutation under random faults, made in two windows at once. */
export interface ChangeMaker {
  /** What is done, such as "renaming an app". */
  readonly title: string;
  /** The GraphQL operation that changes something, and those that are asked before and after it. */
  readonly mutation: string;
  readonly reads: readonly string[];
  /**
   * Loads what a person confirms, and returns the change that follows. Throws the gateway's errors: then the person can't
   * confirm anything.
   */
  readonly prepare: (window: StagedWindow) => Promise<(options: ChangeOptions) => Promise<Told>>;
  /** Puts into the world what is to be changed, where it isn't there. */
  readonly begin?: (world: World) => void;
  /** Whether the world shows that the change was made. */
  readonly isMade: (world: World) => boolean;
  /** Whether the same done by somebody else is another thing, such as a deployment of theirs, and never told as done. */
  readonly isPersonal?: boolean;
  /** Somebody else changes the same thing. */
  readonly meddle?: (world: World) => void;
}

/** The change that a maker prepared. */
export function ready<Facts, Difference, Reply extends Receipt>(change: Change<Facts, Difference, Reply>) {
  return async (options: ChangeOptions): Promise<Told> => (await makeChange(change, options)).status;
}
