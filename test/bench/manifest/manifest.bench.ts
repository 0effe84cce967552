// What a person waits for in a manifest of 5,000 lines whose app has 500 files: what is done on the editor's main path
// for a hover, and for a completion and the diagnostics right after a keystroke. The baseline parses the same text with
// `yaml`.
import { parseDocument } from 'yaml';
import { collectFindings } from '../../../src/manifest/model/findings.ts';
import { createManifestParser } from '../../../src/manifest/model/manifest.ts';
import { analyzeScopeUsage } from '../../../src/manifest/model/analyze-scope-usage.ts';
import { rankScopes } from '../../../src/manifest/model/rank-scopes.ts';
import { completionTargetAt, otherScopes } from '../../../src/manifest/model/completion-target.ts';
import { suggestionsAt } from '../../../src/manifest/model/suggestions.ts';
import { placeAt } from '../../../src/manifest/model/text-place.ts';
import { allScopes, nearestScopes, scopeFacts } from '../../../src/manifest/scopes/built-in-scopes.ts';
import { operationsOf } from '../../../src/manifest/scopes/rest-operations.ts';
import { largeApp, largeManifest } from '../../support/large-app.ts';
import type { Figure } from '../../support/bench/figure.ts';

const rounds = 100;
const lines = 5_000;

/** The 95th percentile of how long something takes, in milliseconds, once it is warmed up. */
function p95(run: (round: number) => unknown): number {
  const times = Array.from({ length: rounds + 10 }, (_, round) => {
    const start = performance.now();
    run(round);
    return performance.now() - start;
  });
  return times.slice(10).sort((a, b) => a - b)[Math.floor(rounds * 0.95)] ?? Number.NaN;
}

/** Figures of hovers, completions and diagnostics. */
export default function manifest(): Promise<Figure[]> {
  const text = largeManifest(lines);
  const code = largeApp(500);
  /** The text with some letters more, in the middle of the scopes and far below them. */
  const typed = (round: number) =>
    text
      .replace('read:thing-150:jira', `read:thing-150-${round}:jira`)
      .replace('title: Panel 300', `title: Panel ${round}`);
  const at = { line: text.slice(0, text.indexOf('read:thing-150')).split('\n').length - 1, character: 12 };
  const parse = createManifestParser();
  const judged = (round: number) => {
    const read = parse(typed(round));
    return { read, usage: analyzeScopeUsage(read, code) };
  };

  const baseline = p95((round) => parseDocument(typed(round)));
  const parsing = p95((round) => parse(typed(round)));
  const still = judged(0);
  const lookedUp = ({ read, usage }: ReturnType<typeof judged>) => {
    const scope = read.scopes.find(({ range }) => range.start.line === at.line - 145);
    return [scope && scopeFacts(scope.key), scope && operationsOf(scope.key), scope && usage.needed.get(scope.key)];
  };
  // What was typed last is parsed and judged by the diagnostics; hovers and they share it.
  const hover = p95(() => [parse(typed(0)), lookedUp(still)]);
  const hoverAtOnce = p95((round) => lookedUp(judged(round)));
  const completion = p95((round) => {
    const now = typed(round);
    const place = completionTargetAt(now, at);
    const { read, usage } = judged(round);
    return place && rankScopes(read, usage, allScopes, otherScopes(now, place));
  });
  const inModules = { line: text.slice(0, text.indexOf('title: Panel 300')).split('\n').length - 1, character: 8 };
  const keys = p95((round) => {
    const now = typed(round);
    const place = placeAt(now, inModules);
    return place && suggestionsAt(place, parse(now));
  });
  const diagnostics = p95((round) => {
    const { read, usage } = judged(round);
    const deployed = new Set(read.scopes.map(({ key }) => key));
    return collectFindings(read, {
      facts: scopeFacts,
      nearest: (scope) => nearestScopes(scope).map(({ key }) => key),
      usage,
      deployed,
    });
  });
  const first = p95(() => createManifestParser()(text));
  return Promise.resolve([
    { name: 'manifest of 5,000 lines, parsed again after a keystroke, p95', value: parsing, unit: 'ms', baseline },
    { name: 'hover on a scope, p95', value: hover, unit: 'ms', baseline, aim: { atMost: 5 } },
    {
      name: 'hover on a scope before the diagnostics after a keystroke, p95',
      value: hoverAtOnce,
      unit: 'ms',
      baseline,
    },
    {
      name: 'completion of a scope after a keystroke, p95',
      value: completion,
      unit: 'ms',
      baseline,
      aim: { atMost: 10 },
    },
    { name: 'completion of a key after a keystroke, p95', value: keys, unit: 'ms', baseline, aim: { atMost: 10 } },
    { name: 'diagnostics after a keystroke, p95', value: diagnostics, unit: 'ms', baseline, aim: { atMost: 30 } },
    { name: 'manifest of 5,000 lines, parsed for the first time, p95', value: first, unit: 'ms', baseline },
  ]);
}
