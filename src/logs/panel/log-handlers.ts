import { env } from 'vscode';
import { ForgeError } from '../../core/errors.ts';
import type { LogLine } from '../../core/log-line.ts';
import type { HandlersOf } from '../../core/page-protocol.ts';
import type { LogCommand, logRequests } from '../log-protocol.ts';
import { lineAsMarkdown, linesAsMarkdown, linesAsText } from '../model/copy-lines.ts';
import { emptyFilter, notThis, onlyThis, valuesOf } from '../model/log-filter.ts';
import { typicalText } from './common-text.ts';
import { detailsView } from './log-details-view.ts';
import { withChoice } from './log-menus.ts';
import type { LinePlaces } from './line-places.ts';
import type { ShownLogs } from './shown-logs.ts';

export type LogHandlers = HandlersOf<typeof logRequests>;

export interface LogHandlersOptions {
  readonly shown: ShownLogs;
  readonly places: LinePlaces;
  /** Does what a button asks for. */
  readonly run: (command: LogCommand) => Promise<void>;
}

/** How much is shown around a line, in minutes before and after it. */
const aroundMinutes = 1;

/** Most characters that are copied at once. */
const mostCopied = 10_000_000;

/** Handlers of a page's requests about the logs that it shows. */
export function logHandlers({ shown, places, run }: LogHandlersOptions): LogHandlers {
  const keys = () => shown.session?.environmentKeys ?? new Map<string, string>();

  /** Throws `notFound` if the line is gone. */
  function lineOf(id: string): LogLine {
    const line = shown.line(id);
    if (line === undefined) throw new ForgeError('notFound', 'the line was dropped to make room for newer ones');
    return line;
  }

  return {
    logRows: ({ from, count, anchor }) => shown.rows(from + (anchor === undefined ? 0 : shown.shiftOf(anchor)), count),
    async logDetails({ id, whole }) {
      const [line, app] = [shown.line(id), shown.app];
      if (line === undefined || app === undefined) return null;
      return detailsView(line, {
        environments: keys(),
        isWhole: whole,
        places: await places.find(app.id, line.text.split('\n')),
        hasHandler: places.hasHandler(app.id, line.origin.functionKey),
      });
    },
    openInvocation({ id, isOpen }) {
      shown.openInvocation(id, isOpen);
      return null;
    },
    setLogFilter({ filter }) {
      shown.type(filter);
      return null;
    },
    chooseInLogMenu({ menu, value }) {
      if (shown.session) shown.setFilter(withChoice(shown.session.filter, menu, value));
      return null;
    },
    zoomLogs({ from, to }) {
      shown.zoom({ kind: 'between', from, ...(to !== undefined && { to }) });
      return null;
    },
    narrowLogs({ id, fact, not }) {
      const [value] = valuesOf(lineOf(id), fact, keys());
      const { session } = shown;
      if (session && value !== undefined) shown.setFilter((not ? notThis : onlyThis)(session.filter, fact, value));
      return null;
    },
    narrowLogsToText({ id, selected, not }) {
      const wanted = selected ?? typicalText(lineOf(id));
      const { session } = shown;
      if (session === undefined || wanted.trim() === '') return null;
      const texts = session.filter.texts.filter((one) => !('text' in one) || one.text !== wanted);
      shown.setFilter({ ...session.filter, texts: [...texts, { text: wanted, isExcluded: not }] });
      return null;
    },
    showLogContext({ id, of }) {
      const line = lineOf(id);
      shown.arrange({ shows: 'lines' });
      shown.setFilter(contextFilter(line, of, keys()));
      shown.seek(line);
      return null;
    },
    showErrorLines({ id }) {
      const group = shown.groups().get(id);
      if (group === undefined) return null;
      shown.arrange({ shows: 'lines' });
      shown.showGroup(group);
      return null;
    },
    arrangeLogs(change) {
      shown.arrange(change);
      return null;
    },
    keepLogPlace(place) {
      shown.arrangement.place = place;
      return null;
    },
    async copyLogFact({ id, fact }) {
      await env.clipboard.writeText(valuesOf(lineOf(id), fact, keys())[0] ?? '');
      return null;
    },
    async copyLogs({ id, as }) {
      const lines = shown.linesOf(id);
      const [first] = lines;
      const markdown =
        first !== undefined && lines.length === 1 ? lineAsMarkdown(first, keys()) : linesAsMarkdown(lines);
      await env.clipboard.writeText((as === 'text' ? linesAsText(lines) : markdown).slice(0, mostCopied));
      return null;
    },
    async openLogPlace({ id, place }) {
      if (place !== 'function') await places.open(place);
      else if (shown.app) await places.openHandler(shown.app.id, lineOf(id).origin.functionKey);
      return null;
    },
    async logCommand({ command }) {
      await run(command);
      return null;
    },
  };
}

/** The filter for the lines around a line, or of its invocation or trace. */
function contextFilter(line: LogLine, of: 'around' | 'invocation' | 'trace', keys: ReadonlyMap<string, string>) {
  const time = { kind: 'around', at: line.at, minutes: of === 'around' ? aroundMinutes : 60 } as const;
  const filter = { ...emptyFilter, time };
  const field = of === 'around' ? 'env' : of;
  const [value] = valuesOf(line, field, keys);
  return value === undefined ? filter : onlyThis(filter, field, value);
}
