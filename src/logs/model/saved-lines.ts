import { byteOrderMark, csvChunks, type CsvForm } from '../../audit-logs/model/csv-lines.ts';
import type { LogLine } from '../../core/log-line.ts';
import { lineAsText } from './copy-lines.ts';
import type { EnvironmentKeys } from './log-filter.ts';

/** The forms in which lines are saved. */
export const savedForms = ['csv', 'jsonl', 'log'] as const;
export type SavedForm = (typeof savedForms)[number];

export interface SavedFormOptions {
  readonly form: SavedForm;
  readonly environments: EnvironmentKeys;
  readonly csv: CsvForm;
}

/** The columns of a CSV file, and the keys of a line as JSON. Times are in UTC. */
const columns = {
  Time: ({ at }) => new Date(at).toISOString(),
  Level: ({ level }) => level,
  Message: ({ text }) => text,
  Environment: ({ origin }, environments) => environments.get(origin.environmentId) ?? origin.environmentId,
  Site: ({ origin }) => origin.site ?? origin.siteId,
  Function: ({ origin }) => origin.functionKey,
  Module: ({ origin }) => origin.moduleKey,
  'Module type': ({ origin }) => origin.moduleType,
  Version: ({ origin }) => origin.version,
  'Atlassian app': ({ origin }) => origin.atlassianApp,
  License: ({ origin }) => origin.licence,
  Edition: ({ origin }) => origin.edition,
  'Invocation ID': ({ invocation }) => invocation,
  'Trace ID': ({ trace }) => trace,
  'Front end': ({ origin }) => origin.frontEnd?.source,
  Browser: ({ origin: { frontEnd } }) => [frontEnd?.browser, frontEnd?.browserVersion].filter(Boolean).join(' '),
  Arguments: (line) => line.arguments,
} as const satisfies Readonly<Record<string, (line: LogLine, environments: EnvironmentKeys) => string | undefined>>;

/** Formats lines as the text of a file, in chunks; of none, a CSV file has only its header. */
export async function* savedText(
  pieces: AsyncIterable<readonly LogLine[]>,
  { form, environments, csv }: SavedFormOptions,
): AsyncGenerator<string, void, undefined> {
  const cells = (line: LogLine) => Object.values(columns).map((cell) => cell(line, environments) ?? '');
  if (form === 'csv') {
    if (csv.byteOrderMark) yield byteOrderMark;
    yield* csvChunks([Object.keys(columns)], csv.formulaSafe, csv.separator);
  }
  for await (const lines of pieces) {
    if (form === 'csv') yield* csvChunks(lines.map(cells), csv.formulaSafe, csv.separator);
    else for (const some of inHundreds(lines)) yield some.map((line) => asText(line, form, environments)).join('');
  }
}

function asText(line: LogLine, form: 'jsonl' | 'log', environments: EnvironmentKeys): string {
  return form === 'log' ? `${spelledOut(lineAsText(line))}\n` : `${jsonOf(line, environments)}\n`;
}

/** Arguments that are nested too deep to be written as JSON stay the text that they are. */
function jsonOf(line: LogLine, environments: EnvironmentKeys): string {
  const record = asRecord(line, environments);
  try {
    return JSON.stringify(record);
  } catch {
    return JSON.stringify({ ...record, arguments: line.arguments });
  }
}

/** A line as JSON: what was logged as it was, and what the console shows of it. */
function asRecord(line: LogLine, environments: EnvironmentKeys): object {
  const { at, level, message, text, errors, invocation, trace, origin } = line;
  return {
    time: new Date(at).toISOString(),
    level,
    message,
    ...(line.arguments !== undefined && { arguments: jsonOrText(line.arguments), text }),
    ...(errors && { errors }),
    ...(invocation !== undefined && { invocation }),
    ...(trace !== undefined && { trace }),
    environment: environments.get(origin.environmentId) ?? origin.environmentId,
    ...origin,
  };
}

function jsonOrText(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return json;
  }
}

/** Control characters but tabs and line breaks as `\x1b`: a terminal that shows the file would obey them. */
function spelledOut(text: string): string {
  return text.replace(
    /(?![\t\n])\p{Cc}/gu,
    (character) => `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
}

function* inHundreds(lines: readonly LogLine[]): Generator<readonly LogLine[]> {
  for (let start = 0; start < lines.length; start += 100) yield lines.slice(start, start + 100);
}
