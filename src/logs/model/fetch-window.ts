import { isDeepStrictEqual } from 'node:util';
import { ForgeError } from '../../core/errors.ts';
import type { LogPage, LogPageRequest, LogQuery } from '../../gateway/operations/fetch-app-log-page.ts';

/** Rows asked for at once. No maximum is documented, and the gateway may send fewer. */
const rowsPerPage = 1000;

/** Pages without a new row after which the gateway is not believed that more follow. */
const mostIdlePages = 3;

/** Rows of a time after which neither: no app logs as many within the shortest time that is asked about, a minute. */
export const mostRows = 500_000;

/**
 * All pages of one environment's lines in a time, one request after another. The query is the same for all of them, so
 * that rows don't shift. Throws `badReply` if pages stay empty, or the same, although more should follow, or if there are
 * more than `most` rows, otherwise as `load` does.
 */
export async function* windowPages(
  environmentId: string,
  query: LogQuery,
  load: (request: LogPageRequest) => Promise<LogPage>,
  most = mostRows,
): AsyncGenerator<LogPage, void, undefined> {
  let [offset, idle] = [0, 0];
  let before: LogPage['lines'] = [];
  for (;;) {
    const page = await load({ environmentId, query, offset, limit: rowsPerPage });
    yield page;
    if (!page.hasNextPage) return;
    offset += page.received;
    if (offset > most) throw new ForgeError('badReply', 'the gateway’s log lines of one time don’t end');
    const isSame = page.lines.length > 0 && isDeepStrictEqual(page.lines, before);
    idle = page.received === 0 || isSame ? idle + 1 : 0;
    if (idle >= mostIdlePages)
      throw new ForgeError('badReply', 'the gateway says that more log lines follow, and sends no others');
    before = page.lines;
  }
}
