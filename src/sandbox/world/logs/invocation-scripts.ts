import { pick } from '../seeded-random.ts';
import type { FrontEnd } from './log-entry.ts';

/** A line of a script: milliseconds after the invocation began, level, message, further arguments. */
export interface ScriptLine {
  readonly after: number;
  readonly lvl: string | undefined;
  readonly message: string;
  readonly other?: readonly unknown[];
  /** Further arguments as they stand, for those that are no JSON. */
  readonly rawOther?: string;
  readonly error?: string;
}

/** What an invocation logs, and where it runs. */
export interface InvocationScript {
  readonly functionKey?: string;
  readonly moduleKey?: string;
  readonly moduleType?: string;
  readonly frontEnd?: FrontEnd;
  /** It belongs to no site and no version, as what the platform itself runs. */
  readonly isPlaceless?: boolean;
  readonly lines: readonly ScriptLine[];
}

type Write = (random: () => number) => InvocationScript;

const issueKey = (random: () => number) => `${pick(random, ['PLAT', 'WEB', 'OPS'])}-${Math.floor(random() * 4000) + 1}`;
const milliseconds = (random: () => number) => 40 + Math.floor(random() * 900);

const panel = { functionKey: 'resolver', moduleKey: 'release-notes-panel', moduleType: 'jira:issuePanel' };

const opened: Write = (random) => {
  const key = issueKey(random);
  const ms = milliseconds(random);
  return {
    ...panel,
    lines: [
      { after: 0, lvl: 'DEBUG', message: 'Loading issue %s', other: [key] },
      {
        after: ms,
        lvl: 'INFO',
        message: 'Issue loaded',
        other: [{ key, status: 200, ms, fields: ['summary', 'fixVersions'] }],
      },
      { after: ms + 12, lvl: 'TRACE', message: `Rendered ${key} in ${12 + Math.floor(random() * 30)} ms` },
    ],
  };
};

const retried: Write = (random) => ({
  ...panel,
  lines: [
    { after: 0, lvl: '20', message: 'Saving the draft' },
    {
      after: 800,
      lvl: pick(random, ['WARN', 'WARNING', '40', 'warn']),
      message: 'Jira answered 429, waiting %d ms',
      other: [2000],
    },
    {
      after: 2900,
      lvl: pick(random, ['30', 'info', '']) || undefined,
      message: 'Draft saved',
      other: [issueKey(random)],
    },
  ],
});

const failed: Write = (random) => {
  const key = issueKey(random);
  const message = `Issue ${key} does not exist or you do not have permission to see it.`;
  return {
    ...panel,
    lines: [
      { after: 0, lvl: 'INFO', message: 'Loading issue %s', other: [key] },
      {
        after: 310,
        lvl: 'ERROR',
        message: 'Couldn’t load the issue',
        other: [thrown('Error', message, 'loadIssue (index.js:214:11)')],
      },
    ],
  };
};

/** Began with the newest version. */
const broken: Write = (random) => {
  const message = `Cannot read properties of undefined (reading 'sprint')`;
  return {
    ...panel,
    lines: [
      { after: 0, lvl: 'INFO', message: `Grouping by sprint for ${issueKey(random)}` },
      {
        after: 25,
        lvl: 'ERROR',
        message: 'Couldn’t group the issues',
        other: [thrown('TypeError', message, 'groupBySprint (index.js:381:29)')],
      },
      { after: 26, lvl: pick(random, ['FATAL', '60']), message: 'The panel stays empty' },
    ],
  };
};

const nightly: Write = (random) => {
  const count = 3 + Math.floor(random() * 60);
  return {
    functionKey: 'draft-nightly',
    moduleKey: 'nightly',
    moduleType: 'core:scheduledTrigger',
    lines: [
      { after: 0, lvl: 'INFO', message: 'Nightly draft begins' },
      ...Array.from({ length: 4 }, (_, index) => ({
        after: 400 + index * 350,
        lvl: 'DEBUG',
        message: 'Batch %d of 4',
        other: [index + 1, { size: Math.ceil(count / 4), cursor: index === 3 ? null : `c${index}` }],
      })),
      {
        after: 2100,
        lvl: 'INFO',
        message: 'Drafted %d release notes for %o',
        other: [count, { project: 'PLAT', version: '2026.11' }],
      },
    ],
  };
};

const inBrowser: Write = (random) => {
  const browser = pick(random, [
    ['Chrome', '142.0', 'macOS', 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Chrome/142.0'],
    ['Firefox', '145.0', 'Windows', 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Firefox/145.0'],
  ] as const);
  const [browserName, browserVersion, osName, userAgent] = browser;
  const isUncaught = random() < 0.4;
  const frontEnd: FrontEnd = {
    logSource: isUncaught ? pick(random, ['UNCAUGHT_EXCEPTION', 'UNHANDLED_REJECTION'] as const) : 'CONSOLE',
    browserName,
    browserVersion,
    osName,
    userAgent,
    extensionType: 'jira:issuePanel',
    renderType: pick(random, ['default', 'native']),
    ...(isUncaught && { errorType: 'TypeError' }),
  };
  const { moduleKey, moduleType } = panel;
  return {
    moduleKey,
    moduleType,
    frontEnd,
    lines: [
      isUncaught
        ? {
            after: 0,
            lvl: 'ERROR',
            message: 'Uncaught TypeError: draft.sections is not iterable',
            error: 'TypeError: draft.sections is not iterable\n    at Preview (main.4f1c.js:1:20934)',
          }
        : { after: 0, lvl: 'INFO', message: 'Preview opened', other: [{ sections: 4, width: 1280 }] },
    ],
  };
};

const placeless: Write = () => ({
  isPlaceless: true,
  lines: [{ after: 0, lvl: 'WARN', message: 'The invocation was throttled by the platform' }],
});

/** Further arguments that were cut on their way, which are no JSON. */
const cut: Write = (random) => ({
  ...panel,
  lines: [
    { after: 0, lvl: 'INFO', message: 'Changelog answered', rawOther: `[{"issue":"${issueKey(random)}","body":"…` },
  ],
});

const hostile: Write = (random) => ({
  functionKey: '<b>panel</b>',
  lines: [
    { after: 0, lvl: 'INFO', message: '<img src=x onerror=alert(1)> [link](command:x) ${jndi:x}' },
    {
      after: 1,
      lvl: 'notice',
      message: '\u001b[31mred\u001b[0m \u0000\u0007\r\u202Etxt.exe\u202C',
      other: [{ ['__proto__']: 'x', constructor: 1, toString: 'y' }],
    },
    {
      after: 2,
      lvl: 'ERROR',
      message: "=cmd|' /C calc'!A0",
      other: Array.from({ length: 10_000 }, (_, index) => index),
    },
    { after: 3, lvl: 'WARN', message: 'x'.repeat(random() < 0.5 ? 200 * 1024 : 500) },
    { after: 4, lvl: 'INFO', message: 'Authorization: Bearer ATATT3xFfGF0-not-a-token' },
  ],
});

function thrown(name: string, message: string, frame: string): object {
  const stack = `${name}: ${message}\n    at ${frame}\n    at async Runtime.handler (index.js:1:53012)`;
  return name === 'Error' ? { name: 'FUNCTION_ERR', message, stack } : { name, message, stack };
}

/** Scripts with how often they run beside the others. */
export const scripts = {
  usual: [
    [opened, 12],
    [retried, 4],
    [failed, 2],
    [nightly, 2],
    [inBrowser, 3],
    [placeless, 1],
  ],
  /** What only the newest version does. */
  newest: [[broken, 3]],
  cut: [[cut, 1]],
  hostile: [[hostile, 1]],
} as const satisfies Readonly<Record<string, readonly (readonly [Write, number])[]>>;

/** Writes what an invocation logs: one of weighted scripts. */
export function writeScript(random: () => number, weighted: readonly (readonly [Write, number])[]): InvocationScript {
  let at = random() * weighted.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [write, weight] of weighted) {
    at -= weight;
    if (at < 0) return write(random);
  }
  return opened(random);
}
