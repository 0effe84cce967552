import { type ExtraColumn, headings, toRow } from './csv-columns.ts';
import { byteOrderMark, csvChunks, type CsvForm } from './csv-lines.ts';
import type { Batch } from './fetch-windows.ts';

export interface ExportForm extends CsvForm {
  readonly extraColumns: readonly ExtraColumn[];
}

/** How far an export is. */
export interface Progress {
  /** Events so far. */
  readonly events: number;
  /** The instant up to which everything is fetched. */
  readonly upTo: Date;
}

/**
 * The text of a CSV file with the events of the batches, chunk by chunk; a header alone where there are none. Says
 * after each batch how far it is. Throws what the batches throw.
 */
export async function* exportChunks(
  batches: AsyncIterable<Batch>,
  form: ExportForm,
  onProgress: (progress: Progress) => void = () => undefined,
): AsyncGenerator<string, void, undefined> {
  const { extraColumns, formulaSafe } = form;
  if (form.byteOrderMark) yield byteOrderMark;
  yield* csvChunks([headings(extraColumns)], formulaSafe);
  let events = 0;
  for await (const batch of batches) {
    yield* csvChunks(rowsOf(batch, extraColumns), formulaSafe);
    events += batch.events.length;
    onProgress({ events, upTo: batch.window.end });
  }
}

/** The text of a CSV file with rows of the ten columns, chunk by chunk. */
export async function* rowChunks(
  rows: Iterable<readonly string[]>,
  { formulaSafe, byteOrderMark: withMark }: CsvForm,
): AsyncGenerator<string, void, undefined> {
  if (withMark) yield byteOrderMark;
  yield* csvChunks([headings()], formulaSafe);
  yield* csvChunks(rows, formulaSafe);
}

function* rowsOf({ events }: Batch, extraColumns: readonly ExtraColumn[]): Generator<string[], void, undefined> {
  for (const event of events) yield toRow(event, extraColumns);
}
