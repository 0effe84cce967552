import { createHash } from 'node:crypto';
import { readLogLevel, type LogLine, type LogOrigin } from '../../core/log-line.ts';
import type { ReportedLine } from '../../gateway/reported-line.ts';
import { formatArguments, readArguments } from './format-arguments.ts';

/** Reads reported lines. Lines of the same origin share one object, and of the same invocation one text. */
export interface LineReader {
  /**
   * Reads a page, line by line as they are taken, without those that are known. Equal lines of a page are as many lines as
   * they come, unless their store gave them the same id, and have the same ids in any page.
   */
  read(page: readonly ReportedLine[], environmentId: string, isKnown?: IsKnown): Iterable<LogLine>;
}

/** Whether a line was read before. */
export type IsKnown = (line: Pick<LogLine, 'id' | 'at'>) => boolean;

/** Origins and invocations that are remembered: enough for a long look, bounded for a hostile one. */
const mostShared = 2_000;

/** Creates a reader that has read nothing. */
export function createLineReader(): LineReader {
  const origins = new Map<string, LogOrigin>();
  const texts = new Map<string, string>();
  const shared = <T>(known: Map<string, T>, key: string, make: () => T): T => {
    const value = known.get(key) ?? make();
    if (known.size >= mostShared) known.clear();
    known.set(key, value);
    return value;
  };
  return {
    *read(page, environmentId, isKnown) {
      const seen = new Map<string, number>();
      for (const reported of page) {
        const identity = identityOf(reported);
        const times = (seen.get(identity) ?? 0) + 1;
        seen.set(identity, times);
        const id = times === 1 || reported.cloudwatchId !== undefined ? identity : `${identity}.${times}`;
        if (isKnown?.({ id, at: reported.at }) === true) continue;
        const origin = originOf(reported, environmentId);
        yield readLine(reported, {
          id,
          origin: shared(origins, JSON.stringify(origin), () => origin),
          text: (text) => shared(texts, text, () => text),
        });
      }
    },
  };
}

interface Shared {
  readonly id: string;
  readonly origin: LogOrigin;
  readonly text: (text: string) => string;
}

type OpenLine = { -readonly [Key in keyof LogLine]: LogLine[Key] };

function readLine(reported: ReportedLine, { id, origin, text }: Shared): LogLine {
  const { at, lvl, message = '', other, error, invocationId, traceId } = reported;
  const { values, errors } = readArguments(other);
  const formatted = formatArguments(message, values);
  const printed = error === undefined || formatted.includes(error) ? formatted : `${formatted}\n${error}`.trimStart();
  const level = readLogLevel(lvl) ?? 'INFO';
  const line = openLine({ id, at, level, message, text: inOnePiece(printed), origin }, other, {
    invocation: invocationId && text(invocationId),
    trace: traceId && text(traceId),
  });
  if (errors.length > 0) line.errors = errors;
  return line;
}

/**
 * A line with what it has. There are 100,000 of them, and an object of spread parts, or that gets its fields one by one,
 * takes up to twice the memory of one that is written out: so the usual ones are.
 */
function openLine(
  { id, at, level, message, text, origin }: Omit<OpenLine, 'arguments' | 'errors' | 'invocation' | 'trace'>,
  others: string | undefined,
  { invocation, trace }: { readonly invocation: string | undefined; readonly trace: string | undefined },
): OpenLine {
  if (invocation !== undefined && trace !== undefined)
    return others === undefined
      ? { id, at, level, message, text, invocation, trace, origin }
      : { id, at, level, message, text, arguments: others, invocation, trace, origin };
  const line: OpenLine = { id, at, level, message, text, origin };
  if (invocation !== undefined) line.invocation = invocation;
  if (trace !== undefined) line.trace = trace;
  if (others !== undefined) line.arguments = others;
  return line;
}

/** The same text in memory of its own: V8 keeps one that was joined with all its parts until it is read as a whole. */
function inOnePiece(text: string): string {
  return text.split('\n').join('\n');
}

/**
 * What tells a line from others of its time: the id of its store, else when, where and what was logged. Of 100,000 lines
 * two are taken for one with a probability of 1 to 50,000, if they are of the same millisecond at all.
 */
function identityOf({ cloudwatchId, at, invocationId = '', message = '', other = '' }: ReportedLine): string {
  const parts = cloudwatchId === undefined ? [String(at), invocationId, message, other] : [cloudwatchId];
  return createHash('sha1').update(parts.join('\n')).digest().subarray(0, 6).toString('base64url');
}

function originOf(line: ReportedLine, environmentId: string): LogOrigin {
  return {
    environmentId: line.environmentId ?? environmentId,
    ...defined({
      functionKey: line.functionKey,
      moduleKey: line.moduleKey,
      moduleType: line.moduleType,
      version: line.appVersion,
      siteId: line.siteId ?? siteIn(line.installationContext),
      site: line.site,
      context: line.installationContext,
      installationId: line.installationId,
      atlassianApp: line.product?.toUpperCase(),
      licence: line.licenseState?.toUpperCase(),
      edition: line.edition?.toUpperCase(),
      container: line.container,
      service: line.service,
      instance: line.instance,
    }),
    ...(line.logSource !== undefined && {
      frontEnd: {
        source: line.logSource,
        ...defined({
          browser: line.browserName,
          browserVersion: line.browserVersion,
          operatingSystem: line.osName,
          errorType: line.errorType,
          extensionType: line.extensionType,
          renderType: line.renderType,
          userAgent: line.userAgent,
        }),
      },
    }),
  };
}

/** The fields that have a value. */
function defined<T extends object>(fields: T): { [Key in keyof T]?: Exclude<T[Key], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [Key in keyof T]?: Exclude<T[Key], undefined>;
  };
}

/** The cloud id in a site's ARI, such as `ari:cloud:jira::site/<cloudId>`. */
function siteIn(context: string | undefined): string | undefined {
  return /^ari:cloud:[^:]*:[^:]*:(?:site|workspace)\/([^/]+)/.exec(context ?? '')?.[1];
}
