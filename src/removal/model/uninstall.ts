import type { ChangeOptions } from '../../changes/model/change.ts';
import { makeChange } from '../../changes/model/make-change.ts';
import { ForgeError } from '../../core/errors.ts';
import type { AppDifference } from './blockers.ts';
import type { ConfirmedApp } from './confirmed-app.ts';
import type { NamedRow } from './named-rows.ts';
import { uninstallationOf } from './uninstallation.ts';
import { contextsOf, type PlannedUninstall } from './uninstall-plan.ts';

/** The Forge CLI's pace: minimum time between the starts of two uninstallations, in milliseconds. */
const paceMs = 1500;

/** What happened to an installation that was to be removed. */
export type UninstallOutcome =
  | { readonly status: 'uninstalled' }
  /** It had been removed before anything was sent. */
  | { readonly status: 'gone' }
  /** The same request was sent at that time, here or in another window, and its outcome is pending; nothing was sent. */
  | { readonly status: 'pending'; readonly since: Date }
  | { readonly status: 'refused' | 'failed' | 'kept' | 'unknown'; readonly error: ForgeError }
  /** Something changed since the confirmation; nothing was sent. */
  | { readonly status: 'changed'; readonly changes: readonly AppDifference[] }
  | { readonly status: 'notStarted' };

export interface UninstallResult {
  readonly planned: PlannedUninstall;
  readonly outcome: UninstallOutcome;
}

export interface UninstallOptions extends ChangeOptions {
  readonly stopAtFailure: boolean;
  /** Called before each installation; `done` is the number of installations before it. */
  readonly onProgress?: (planned: PlannedUninstall, done: number) => void;
  /** Called after each installation that was started. */
  readonly onResult?: (result: UninstallResult) => void;
}

/**
 * Removes installations one after another, at the Forge CLI's pace. Each request is sent at most once, and only if the
 * installation is still as it was confirmed. Never throws. Cancelling takes effect between installations. After a
 * failure the rest is still removed unless `stopAtFailure` is set; a change since the confirmation and a rejected token
 * always stop the run.
 */
export async function uninstallAll(
  app: ConfirmedApp,
  plan: readonly PlannedUninstall[],
  options: UninstallOptions,
): Promise<UninstallResult[]> {
  const { timing, signal, stopAtFailure, onProgress, onResult } = options;
  const results: UninstallResult[] = [];
  let stopped = false;
  let startedAt: number | undefined;
  for (const planned of plan) {
    let outcome: UninstallOutcome = { status: 'notStarted' };
    if (!stopped && startedAt !== undefined)
      await timing.wait(Math.max(0, startedAt + paceMs - timing.now()), signal).catch(() => undefined);
    if (!stopped && !signal.aborted) {
      startedAt = timing.now();
      onProgress?.(planned, results.length);
      outcome = await uninstallOne(app, planned, options);
    }
    const result = { planned, outcome };
    results.push(result);
    if (outcome.status !== 'notStarted') onResult?.(result);
    stopped ||=
      outcome.status === 'changed' || ('error' in outcome && (stopAtFailure || outcome.error.kind === 'signedOut'));
  }
  return results;
}

async function uninstallOne(
  app: ConfirmedApp,
  { row, technical }: PlannedUninstall,
  options: UninstallOptions,
): Promise<UninstallOutcome> {
  let outcome = await uninstallRow(app, row, options);
  for (const technicalRow of technical) {
    if (outcome.status !== 'uninstalled' && outcome.status !== 'gone') return outcome;
    const removed = await uninstallRow(app, technicalRow, options, true);
    // `gone` is fine: the gateway may have removed its technical row itself.
    if (removed.status !== 'gone' && removed.status !== 'uninstalled') outcome = removed;
  }
  return outcome;
}

/** Removes all contexts of an installation; `isStarted` as in `UninstallRequest`. */
async function uninstallRow(
  app: ConfirmedApp,
  row: NamedRow,
  options: UninstallOptions,
  isStarted = false,
): Promise<UninstallOutcome> {
  let expected = row;
  let outcome: UninstallOutcome = { status: 'gone' };
  for (const context of contextsOf(row)) {
    outcome = await uninstallContext(app, expected, context, options, isStarted || expected !== row);
    if (outcome.status !== 'uninstalled') return outcome;
    expected = {
      ...expected,
      secondaryContexts: expected.secondaryContexts.filter((secondary) => secondary !== context),
    };
  }
  return outcome;
}

async function uninstallContext(
  app: ConfirmedApp,
  row: NamedRow,
  context: string | undefined,
  options: UninstallOptions,
  isStarted: boolean,
): Promise<UninstallOutcome> {
  const { environmentKey } = row;
  if (environmentKey === undefined)
    return {
      status: 'failed',
      error: new ForgeError('refused', 'the gateway does not tell which environment is installed there'),
    };
  const request = { app, row, environmentKey, context, isStarted };
  const outcome = await makeChange(uninstallationOf(request), options);
  switch (outcome.status) {
    case 'done':
      return { status: 'uninstalled' };
    case 'alreadyDone':
    case 'gone':
      return { status: 'gone' };
    case 'changed':
      return { status: 'changed', changes: outcome.differences };
    case 'outOfSight':
      return { status: 'unknown', error: outcome.error };
    default:
      return outcome;
  }
}
