import type { Clock } from '../../core/clock.ts';
import type { LogLine } from '../../core/log-line.ts';
import { slicesOf } from '../../core/slices.ts';
import { exportWindowMs, mostExportContexts } from '../../gateway/fetch-exported-logs.ts';
import type { ReportedLine } from '../../gateway/reported-line.ts';
import { createExportPace } from './export-pace.ts';
import {
  exportReader,
  type ExportSource,
  type LinePiece,
  queryReader,
  readPieces,
  type SavedRange,
} from './line-pieces.ts';
import type { ExpressionSearch } from './line-view.ts';
import type { LogFilter } from './log-filter.ts';
import type { LogSource } from './log-source.ts';
import { exportRetentionMs, timeRangeOf } from './log-time.ts';
import { createMatcher, expressionsOf } from './match-line.ts';
import { patiently, type Patience } from './patient-request.ts';
import { createLineReader } from './read-line.ts';
import { type LogEnvironment, serverPart, type ServerPart } from './server-query.ts';

/** How lines are fetched to be saved, which is told before. */
export interface SavePlan {
  /** With the query that they are looked at with, or with the REST export. */
  readonly by: 'query' | 'export';
  readonly range: SavedRange;
  readonly part: ServerPart;
  /** Lines before what is filtered here; undefined if the gateway doesn't say. */
  readonly lines: number | undefined;
  /** The shortest time that it takes, in milliseconds. */
  readonly shortestMs: number;
}

export interface SaveSource {
  readonly source: LogSource;
  readonly exported: ExportSource;
  readonly clock: Clock;
}

/** Above this number of lines the REST export is used where it reaches: the query's pages have no documented limits. */
const manyLines = 50_000;

/** The export's days pass while it runs. */
const marginMs = 5 * 60_000;

/** Asks how many lines there are, and decides how to fetch them. Throws a ForgeError. */
export async function planSave(
  { source }: SaveSource,
  filter: LogFilter,
  environments: readonly LogEnvironment[],
  patience: Patience,
): Promise<SavePlan> {
  const now = source.now();
  const { from, to = now } = timeRangeOf(filter.time, now);
  const part = serverPart(filter, environments, source.sites());
  let lines: number | undefined = 0;
  for (const { id } of part.environments) {
    const request = { environmentId: id, query: { ...part.conditions, from, to }, offset: 0, limit: 1 };
    const { total } = await patiently(() => source.page(request, patience.signal), patience);
    lines = lines === undefined || total === undefined ? undefined : lines + total;
  }
  const reaches = from >= now - exportRetentionMs + marginMs;
  const contexts = part.conditions.installationContexts ?? [];
  const by = (lines ?? 0) > manyLines && reaches && contexts.length <= mostExportContexts ? 'export' : 'query';
  const calls = Math.ceil((to - from) / exportWindowMs) * part.environments.length;
  const shortestMs = by === 'export' ? createExportPace(patience.clock).shortest(calls) : 0;
  return { by, range: { from, to }, part, lines, shortestMs };
}

export interface SaveProgress {
  /** Lines that were found so far. */
  readonly lines: number;
  /** Everything before is fetched, in epoch milliseconds. */
  readonly upTo: number;
}

export interface SaveOptions {
  readonly filter: LogFilter;
  readonly search: ExpressionSearch;
  readonly environments: readonly LogEnvironment[];
  readonly patience: Patience;
  /** Whether to ask again for a piece that failed: what came before stays. */
  readonly goesOn: (error: unknown) => Promise<boolean>;
  readonly onProgress: (progress: SaveProgress) => void;
}

/** The lines that a filter finds, in the order of time, fetched piece by piece as the plan says. Throws a ForgeError. */
export async function* linesToSave(
  plan: SavePlan,
  { source, exported, clock }: SaveSource,
  { filter, search, environments, patience, goesOn, onProgress }: SaveOptions,
): AsyncGenerator<LogLine[], void, undefined> {
  const { part, range } = plan;
  const reader =
    plan.by === 'export' ? exportReader(exported, part, { clock, patience }) : queryReader(source, part, patience);
  const keys = new Map(environments.map(({ id, key }) => [id, key]));
  const matches = createMatcher(filter, range, keys);
  const expressions = expressionsOf(filter);
  let count = 0;
  const ids = part.environments.map(({ id }) => id);
  for await (const piece of readPieces(reader, ids, range, goesOn)) {
    const found = (await linesOf(piece)).filter(matches);
    const texts = found.map(({ text }) => text);
    const met = expressions.length === 0 ? undefined : await search(texts, expressions, patience.signal);
    const lines = met === undefined ? found : found.filter((_, index) => met[index] === true);
    count += lines.length;
    onProgress({ lines: count, upTo: piece.to });
    yield lines;
  }
}

/** The lines of a piece, each once, in the order of time. */
async function linesOf({ lines }: LinePiece): Promise<LogLine[]> {
  const reader = createLineReader();
  const once = new Map<string, LogLine>();
  for (const [id, some] of Map.groupBy(lines, ({ environmentId }) => environmentId)) {
    const read = reader.read(inOrder(some.map(({ line }) => line)), id);
    for await (const slice of slicesOf(read, 1))
      for (const line of slice) once.set(`${line.origin.environmentId} ${line.at} ${line.id}`, line);
  }
  return [...once.values()].sort((a, b) => a.at - b.at);
}

/** Lines of the same time stay as they were logged: the newest may come first. */
function inOrder(lines: readonly ReportedLine[]): readonly ReportedLine[] {
  return (lines[0]?.at ?? 0) > (lines.at(-1)?.at ?? 0) ? lines.toReversed() : lines;
}
