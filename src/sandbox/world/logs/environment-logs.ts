import { versionNumberAt } from '../app-builder.ts';
import { hexOf, pick, seededRandom, uuidOf } from '../seeded-random.ts';
import type { TriggerInvocation } from '../web-triggers.ts';
import type { Clock } from '../world-clock.ts';
import { sampleAppIds } from '../world-ids.ts';
import type { App, Environment, Installation, Version } from '../world-types.ts';
import { type InvocationScript, type ScriptLine, scripts, writeScript } from './invocation-scripts.ts';
import type { LogEntry } from './log-entry.ts';

/** How long lines are kept, in milliseconds. */
export const logsKeptFor = 30 * 86_400_000;

const hour = 3_600_000;
const second = 1000;

/** The app that logs a line every second in production, so that following can be watched. */
const busyAppId = sampleAppIds.timesheets;
/** How long before the start of the world that began, in milliseconds. */
const busyBefore = 10 * 60 * second;

/** Invocations an hour on average, by app and key of the environment. */
const rates: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  [sampleAppIds.releaseNotes]: { production: 1.6, staging: 0.2, default: 0.8 },
  [sampleAppIds.hostileName]: { default: 0.1 },
  [sampleAppIds.teamPoll]: {},
};
const usualRates: Readonly<Record<string, number>> = { production: 0.3, default: 0.1 };

/** The lines of all environments of a world. They depend on the ids of app and environment and on the hour alone. */
export interface WorldLogs {
  /** The lines between two times, both included, that can be asked for now; in the order of time. Epoch milliseconds. */
  between(app: App, environment: Environment, from: number, to: number): LogEntry[];
}

/**
 * Creates the logs of a world; an hour's lines are made when they are first asked for. Each of `calls` of web triggers
 * adds one.
 */
export function createWorldLogs(clock: Clock, calls: () => readonly TriggerInvocation[]): WorldLogs {
  const start = clock.now();
  const made = new Map<string, readonly LogEntry[]>();
  const linesOf = (app: App, environment: Environment, hourIndex: number) => {
    const key = `${environment.id} ${hourIndex}`;
    const lines = made.get(key) ?? hourOf({ app, environment, start }, hourIndex);
    if (made.size > 20_000) made.clear();
    made.set(key, lines);
    return lines;
  };
  return {
    between(app, environment, from, to) {
      const now = clock.now();
      const earliest = Math.max(from, now - logsKeptFor);
      const latest = Math.min(to, now);
      const found: LogEntry[] = [];
      for (let index = Math.floor(earliest / hour); index <= Math.floor(latest / hour); index++)
        for (const line of linesOf(app, environment, index))
          if (line.at >= earliest && line.at <= latest && line.visibleAt <= now) found.push(line);
      for (const call of calls())
        if (call.environmentId === environment.id && call.at >= earliest && call.at <= latest)
          found.push(lineOfCall(call, app, environment));
      return found.sort((a, b) => a.at - b.at);
    },
  };
}

interface Place {
  readonly app: App;
  readonly environment: Environment;
  /** When the world began. */
  readonly start: number;
}

/** The lines of the invocations that began in an hour since 1970, in the order of time. */
function hourOf(place: Place, index: number): LogEntry[] {
  const { app, environment } = place;
  const random = seededRandom(`logs of ${environment.id} in hour ${index}`);
  const rate = (rates[app.uuid] ?? usualRates)[environment.key] ?? 0;
  const lines = Array.from({ length: Math.floor(rate + random()) }, () => Math.floor(random() * hour)).flatMap(
    (after) => invocationAt(place, index * hour + after, random),
  );
  const isBusy = app.uuid === busyAppId && environment.key === 'production';
  return [...lines, ...(isBusy ? busyLines(place, index, random) : [])].sort((a, b) => a.at - b.at);
}

/** What the sample apps log when one of their web triggers is called. */
function lineOfCall(call: TriggerInvocation, app: App, environment: Environment): LogEntry {
  const installation = app
    .details()
    .installations.find(({ environment: own, context }) => own.id === environment.id && context === call.context);
  return {
    at: call.at,
    visibleAt: call.at,
    lvl: 'INFO',
    message: `Web trigger ${call.triggerKey} was called with ${call.method}`,
    other: undefined,
    error: undefined,
    invocationId: call.invocationId,
    traceId: call.traceId,
    functionKey: functionOf(installation, call.triggerKey),
    moduleKey: call.triggerKey,
    moduleType: 'core:webtrigger',
    appVersion: installation?.computeVersion.version,
    installation,
    frontEnd: undefined,
    cloudwatchId: hexOf(`line of ${call.invocationId}`, 56),
  };
}

function functionOf(installation: Installation | undefined, triggerKey: string): string | undefined {
  const found = installation?.computeVersion.manifest.modules?.find(({ key }) => key === triggerKey);
  return typeof found?.data?.function === 'string' ? found.data.function : undefined;
}

/** A line every second since shortly before the world began. */
function busyLines(place: Place, index: number, random: () => number): LogEntry[] {
  const from = Math.max(index * hour, place.start - busyBefore);
  const lines: LogEntry[] = [];
  for (let at = Math.ceil(from / second) * second; at < (index + 1) * hour; at += second) {
    const lvl = random() < 0.05 ? 'WARN' : 'INFO';
    const script: InvocationScript = {
      functionKey: 'rates',
      lines: [
        {
          after: 0,
          lvl,
          message: 'Rate of %s is %d',
          other: [pick(random, ['EUR', 'SEK', 'JPY']), random().toFixed(4)],
        },
      ],
    };
    lines.push(...entriesOf(place, at, script, random));
  }
  return lines;
}

function invocationAt(place: Place, at: number, random: () => number): LogEntry[] {
  const { app, environment } = place;
  const version = versionAt(environment, at);
  if (version === undefined) return [];
  return entriesOf(place, at, writeScript(random, scriptsOf(app, environment, version)), random);
}

function scriptsOf({ uuid }: App, environment: Environment, version: Version) {
  if (uuid === sampleAppIds.hostileName) return scripts.hostile;
  if (uuid !== sampleAppIds.releaseNotes) return scripts.usual;
  if (environment.key === 'staging') return [...scripts.usual, ...scripts.cut];
  return version === environment.versions[0] ? [...scripts.usual, ...scripts.newest] : scripts.usual;
}

/** The version that ran at a time; undefined before the first deployment. */
function versionAt({ versions }: Environment, at: number): Version | undefined {
  return versions.find(({ createdAt, deployedAt }) => deployedAt.length > 0 && createdAt <= at);
}

function entriesOf(place: Place, at: number, script: InvocationScript, random: () => number): LogEntry[] {
  const { app, environment } = place;
  const version = versionAt(environment, at);
  const name = `${environment.id} ${at} ${random()}`;
  const installation = script.isPlaceless === true ? undefined : siteOf(app, environment, at, random);
  // Nothing runs where the app is not installed.
  if (script.isPlaceless !== true && installation === undefined) return [];
  const delay = random() < 0.04 ? Math.floor(5_000 + random() * 40_000) : Math.floor(random() * 1_500);
  const shared = {
    invocationId: uuidOf(`invocation ${name}`),
    traceId: random() < 0.9 ? hexOf(`trace ${name}`, 32) : undefined,
    functionKey: script.functionKey,
    moduleKey: script.moduleKey,
    moduleType: script.moduleType,
    appVersion: version && script.isPlaceless !== true ? versionNumberAt(version, at) : undefined,
    installation,
    frontEnd: script.frontEnd,
  };
  const isStored = random() < 0.9;
  return script.lines.map((line, index) => ({
    ...shared,
    ...textsOf(line),
    at: at + line.after,
    visibleAt: at + line.after + delay,
    cloudwatchId: isStored ? hexOf(`line ${index} of ${name}`, 56) : undefined,
  }));
}

function textsOf({ lvl, message, other, rawOther, error }: ScriptLine) {
  return { lvl, message, other: rawOther ?? (other && JSON.stringify(other)), error };
}

function siteOf(app: App, environment: Environment, at: number, random: () => number): Installation | undefined {
  const installed = app
    .details()
    .installations.filter(
      ({ environment: own, createdAt, context }) =>
        own.id === environment.id && createdAt <= at && !context.includes(':identity:'),
    );
  return installed.length === 0 ? undefined : pick(random, installed);
}
