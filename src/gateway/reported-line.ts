import { jsonText } from './json-text.ts';
import { parseTime } from './reply-schemas.ts';

/** The texts of a log line that may be absent, by the gateway's names. */
const textFields = [
  'lvl',
  'message',
  'other',
  'error',
  'invocationId',
  'traceId',
  'functionKey',
  'moduleKey',
  'moduleType',
  'appVersion',
  'environmentId',
  'installationContext',
  'installationId',
  'product',
  'licenseState',
  'edition',
  'container',
  'service',
  'instance',
  'cloudwatchId',
  'logSource',
  'browserName',
  'browserVersion',
  'osName',
  'errorType',
  'extensionType',
  'renderType',
  'userAgent',
] as const;

/** A log line as reported: the gateway's own texts, without those that are absent or empty. */
export type ReportedLine = Readonly<Partial<Record<(typeof textFields)[number], string>>> & {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly siteId?: string;
  readonly site?: string;
};

/** Longest text of a field, in characters. An invocation may log 200 KB. */
const longestText = 256 * 1024;

/**
 * Reads a row of a reply, which is anything. Undefined if it has no readable time: such a row costs only itself. A field
 * that isn't text is read as absent, except for a level and further arguments, which may be JSON.
 */
export function reportedLine(row: unknown): ReportedLine | undefined {
  if (!isRecord(row) || typeof row.ts !== 'string') return undefined;
  const at = parseTime(row.ts)?.getTime();
  if (at === undefined) return undefined;
  const line: Record<string, string | number> = { at };
  for (const field of textFields) {
    const text = textIn(row[field]);
    if (text !== '') line[field] = text;
  }
  const site = isRecord(row.tenantContexts) ? row.tenantContexts : {};
  const [siteId, host] = [textIn(site.cloudId), textIn(site.hostName)];
  return { ...line, at, ...(siteId && { siteId }), ...(host && { site: host }) };
}

/** What the attributes of an exported record are called in a query's reply, where that differs. */
const attributeFields: Readonly<Record<string, string>> = { arguments: 'other' };

/**
 * Reads a record of the REST export, which is anything: an OpenTelemetry log record. Undefined if it has no readable time.
 * Its `severityNumber` is not OpenTelemetry's in the documented sample, so only its text counts.
 */
export function exportedLine(record: unknown): ReportedLine | undefined {
  if (!isRecord(record)) return undefined;
  const nanoseconds = textIn(record.timeUnixNano);
  if (!/^\d{7,20}$/.test(nanoseconds)) return undefined;
  const attributes = Array.isArray(record.attributes) ? record.attributes.filter(isRecord) : [];
  const row: Record<string, unknown> = Object.fromEntries(
    attributes.map(({ key, value }) => {
      const name = textIn(key);
      return [attributeFields[name] ?? name, isRecord(value) ? value.stringValue : undefined];
    }),
  );
  const ts = nanoseconds.slice(0, -6);
  const { severityText, body, traceId } = record;
  const message = isRecord(body) ? body.stringValue : undefined;
  return reportedLine({ traceId, ...row, lvl: severityText, message, ts: new Date(Number(ts)).toISOString() });
}

function textIn(value: unknown): string {
  if (typeof value === 'string') return value.length > longestText ? `${value.slice(0, longestText)}…` : value;
  if (typeof value === 'number') return String(value);
  return typeof value === 'object' && value !== null ? textIn(jsonText(value)) : '';
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
