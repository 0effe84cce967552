import { l10n } from 'vscode';
import type { Prompts } from '../../vscode/prompts.ts';
import { defaultSpreadMinutes, type LogTime, type Moment, parseMoment, timeRangeOf } from '../model/log-time.ts';

/** Asks for the time around which lines are looked at, in UTC or this computer's time. Undefined if the user cancelled. */
export async function chooseAround(prompts: Prompts, isUtc: boolean): Promise<LogTime | undefined> {
  const text = await prompts.input({
    title: l10n.t('Lines Around a Time'),
    prompt: zonePrompt(isUtc),
    placeholder: examples(),
    validate: (value) => (readMoment(value, isUtc) === undefined ? notATime() : undefined),
  });
  const at = text === undefined ? undefined : readMoment(text, isUtc);
  return at === undefined ? undefined : { kind: 'around', at, minutes: defaultSpreadMinutes };
}

/** Asks for two times between which lines are looked at; see `chooseAround`. The second may be left empty. */
export async function chooseBetween(prompts: Prompts, isUtc: boolean, now: number): Promise<LogTime | undefined> {
  const first = await prompts.input({
    title: l10n.t('Lines from a Time On'),
    prompt: zonePrompt(isUtc),
    placeholder: examples(),
    step: { current: 1, total: 2 },
    validate: (value) => (readMoment(value, isUtc) === undefined ? notATime() : undefined),
  });
  const from = first === undefined ? undefined : readMoment(first, isUtc);
  if (from === undefined) return undefined;
  const second = await prompts.input({
    title: l10n.t('Lines up to a Time'),
    prompt: l10n.t('{0} Leave it empty to go on to the present.', zonePrompt(isUtc)),
    placeholder: examples(),
    step: { current: 2, total: 2 },
    validate: (value) => (value.trim() === '' ? undefined : mistakeInEnd(from, readMoment(value, isUtc), now)),
  });
  if (second === undefined) return undefined;
  const to = readMoment(second, isUtc);
  return { kind: 'between', from, ...(to !== undefined && { to }) };
}

function mistakeInEnd(from: Moment, to: Moment | undefined, now: number): string | undefined {
  if (to === undefined) return notATime();
  const range = timeRangeOf({ kind: 'between', from, to }, now);
  return range.to !== undefined && range.to <= range.from
    ? l10n.t('This is not after the first time, or older than the 30 days that Atlassian keeps.')
    : undefined;
}

/** A time as people write it, with a space between day and time, in UTC if it says so or `isUtc`. */
function readMoment(text: string, isUtc: boolean): Moment | undefined {
  const written = text
    .trim()
    .replace(/\s+(?=\d)/, 'T')
    .replace(/\s*(?:z|utc)$/i, 'Z');
  return parseMoment(isUtc && !written.endsWith('Z') ? `${written}Z` : written);
}

function zonePrompt(isUtc: boolean): string {
  return isUtc
    ? l10n.t('A time of day, a day, or both. Times are in UTC.')
    : l10n.t('A time of day, a day, or both. Times are in the time zone of this computer.');
}

function examples(): string {
  return l10n.t('For example {0} or {1}', '10:42', '2026-11-28 10:42');
}

function notATime(): string {
  return l10n.t('Write it like {0} or {1}.', '10:42', '2026-11-28 10:42');
}
