import type { Installation } from '../world-types.ts';

/** What the front end of an app says of itself beside a line. */
export interface FrontEnd {
  readonly logSource: 'CONSOLE' | 'UNCAUGHT_EXCEPTION' | 'UNHANDLED_REJECTION';
  readonly browserName: string;
  readonly browserVersion: string;
  readonly osName: string;
  readonly errorType?: string;
  readonly extensionType: string;
  readonly renderType: string;
  readonly userAgent: string;
}

/** A line of an app's logs. Times are epoch milliseconds. */
export interface LogEntry {
  readonly at: number;
  /** When it can be asked for: some lines arrive late. */
  readonly visibleAt: number;
  /** In any of the spellings that an app may use. */
  readonly lvl: string | undefined;
  readonly message: string;
  /** The further arguments of the log call as JSON text, which may be cut. */
  readonly other: string | undefined;
  readonly error: string | undefined;
  readonly invocationId: string;
  readonly traceId: string | undefined;
  readonly functionKey: string | undefined;
  readonly moduleKey: string | undefined;
  readonly moduleType: string | undefined;
  readonly appVersion: string | undefined;
  readonly installation: Installation | undefined;
  readonly frontEnd: FrontEnd | undefined;
  /** Absent for lines that their store gave no id. */
  readonly cloudwatchId: string | undefined;
}
