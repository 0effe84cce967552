import { type ExtraColumn, headings, toRow } from './csv-columns.ts';
import { byteOrderMark, csvChunks, type CsvForm } from './csv-lines.ts';
import type { Batch } from './fetch-windows.ts';

export interface ExportForm extends CsvForm {
  readonly extraColumns: readonly ExtraColumn[];
}

export interface Progress {
  /** How many events were fetched so far. */
  readonly events: number;
  /** Everything before this time is fetched. */
  readonly upTo: Date;
}

/**
 * Formats the events of the batches as CSV, in chunks; only a header if there are none. Throws what the batches throw.
 * `onProgress` is called after each batch.
 */
export async function* exportChunks(
  batches: AsyncIterable<Batch>,
  form: ExportForm,
  onProgress: (progress: Progress) => void = () => undefined,
): AsyncGenerator<string, void, undefined> {
  const { extraColumns, formulaSafe, separator } = form;
  if (form.byteOrderMark) yield byteOrderMark;
  yield* csvChunks([headings(extraColumns)], formulaSafe, separator);
  let events = 0;
  for await (const batch of batches) {
    yield* csvChunks(rowsOf(batch, extraColumns), formulaSafe, separator);
    events += batch.events.length;
    onProgress({ events, upTo: batch.window.end });
  }
}

/** Formats rows of the console's ten columns as CSV, in chunks. */
export async function* rowChunks(
  rows: Iterable<readonly string[]>,
  { formulaSafe, byteOrderMark: withMark, separator }: CsvForm,
): AsyncGenerator<string, void, undefined> {
  if (withMark) yield byteOrderMark;
  yield* csvChunks([headings()], formulaSafe, separator);
  yield* csvChunks(rows, formulaSafe, separator);
}

function* rowsOf({ events }: Batch, extraColumns: readonly ExtraColumn[]): Generator<string[], void, undefined> {
  for (const event of events) yield toRow(event, extraColumns);
}
