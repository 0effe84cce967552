import type { Clock } from '../../core/clock.ts';
import { ForgeError } from '../../core/errors.ts';
import { type ExportQuery, type ExportPage, exportWindowMs } from '../../gateway/fetch-exported-logs.ts';
import type { ReportedLine } from '../../gateway/reported-line.ts';
import { mostRows, windowPages } from './fetch-window.ts';
import { createExportPace } from './export-pace.ts';
import type { LogSource } from './log-source.ts';
import { patiently, type Patience } from './patient-request.ts';
import type { ServerPart } from './server-query.ts';

/** Fetches all lines of an environment in a short time. */
export interface PieceReader {
  /** The longest time of a piece, in milliseconds. */
  readonly longestMs: number;
  /**
   * All lines of an environment between two times, both included, in epoch milliseconds. Undefined if there are too many
   * for one piece: a shorter one may do. Throws a ForgeError.
   */
  read(environmentId: string, from: number, to: number): Promise<ReportedLine[] | undefined>;
}

/**
 * Lines of a piece that are held in memory at once (what the export has fetched it fetches slowly again), and the shortest
 * piece that is asked for.
 */
const mostLines = { byQuery: 20_000, byExport: 100_000 } as const;
const shortestMs = 60_000;
const day = 24 * 3_600_000;

/** Reads pieces with the query that the logs are looked at with. */
export function queryReader(source: LogSource, { conditions }: ServerPart, patience: Patience): PieceReader {
  return {
    longestMs: 8 * day,
    async read(environmentId, from, to) {
      const lines: ReportedLine[] = [];
      const query = { ...conditions, from, to };
      const pages = windowPages(environmentId, query, (request) =>
        patiently(() => source.page(request, patience.signal), patience),
      );
      for await (const { lines: some, total = 0 } of pages) {
        for (const line of some) lines.push(line);
        const known = Math.max(total, lines.length);
        if (known > mostLines.byQuery && to - from > shortestMs) return undefined;
      }
      return lines;
    },
  };
}

/** A page of the REST export. */
export type ExportSource = (query: ExportQuery, signal: AbortSignal) => Promise<ExportPage>;

/** Reads pieces with the REST export, at the pace that it allows. */
export function exportReader(
  source: ExportSource,
  { conditions: { installationContexts } }: ServerPart,
  { clock, patience }: { readonly clock: Clock; readonly patience: Patience },
): PieceReader {
  const pace = createExportPace(clock);
  const ask = async (query: ExportQuery) => {
    await pace.turn(patience.signal);
    return source(query, patience.signal);
  };
  return {
    longestMs: exportWindowMs,
    async read(environmentId, from, to) {
      const lines: ReportedLine[] = [];
      const query = { environmentId, from, to, ...(installationContexts && { installationContexts }) };
      const seen = new Set<string>();
      for (let cursor: string | undefined; ;) {
        const page = await patiently(() => ask({ ...query, ...(cursor !== undefined && { cursor }) }), patience);
        for (const line of page.lines) lines.push(line);
        if (lines.length > mostLines.byExport && to - from > shortestMs) return undefined;
        if (lines.length > mostRows) throw new ForgeError('badReply', 'the export of logs doesn’t end');
        cursor = page.cursor;
        if (cursor === undefined) return lines;
        if (seen.has(cursor)) throw new ForgeError('badReply', 'the export of logs goes in circles');
        seen.add(cursor);
      }
    },
  };
}

/** What saving needs beside the lines. */
export interface SavedRange {
  /** Epoch milliseconds, both included. */
  readonly from: number;
  readonly to: number;
}

/** A piece of the saved time, all environments together. */
export interface LinePiece extends SavedRange {
  readonly lines: readonly { readonly environmentId: string; readonly line: ReportedLine }[];
}

/**
 * All lines of some environments between two times, piece by piece in the order of time, the lines of a piece in no
 * order. A piece that fails is asked for again if `goesOn` says so, else its error is thrown: what came before stays.
 */
export async function* readPieces(
  reader: PieceReader,
  environmentIds: readonly string[],
  { from, to }: SavedRange,
  goesOn: (error: unknown) => Promise<boolean>,
): AsyncGenerator<LinePiece, void, undefined> {
  let span = Math.min(day, reader.longestMs);
  for (let start = from; start <= to;) {
    // Both ends are included, so the next piece begins a millisecond later.
    const end = Math.min(to, start + span - 1);
    try {
      const lines = await readAll(reader, environmentIds, start, end);
      if (lines === undefined) span = Math.max(shortestMs, Math.floor(span / 4));
      else {
        yield { from: start, to: end, lines };
        start = end + 1;
        if (lines.length < mostLines.byQuery / 16) span = Math.min(reader.longestMs, span * 2);
      }
    } catch (error) {
      if (!(await goesOn(error))) throw error;
    }
  }
}

async function readAll(reader: PieceReader, environmentIds: readonly string[], from: number, to: number) {
  const all: { environmentId: string; line: ReportedLine }[] = [];
  for (const environmentId of environmentIds) {
    const lines = await reader.read(environmentId, from, to);
    if (lines === undefined) return undefined;
    for (const line of lines) all.push({ environmentId, line });
  }
  return all;
}
