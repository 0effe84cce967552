import * as z from 'zod/mini';
import { logLevels } from './log-line.ts';
import { many, maybe, text } from './schema-parts.ts';

/** What a line of an app's front end says besides. All in the gateway's spelling. */
const frontEndSchema = z.object({
  /** `CONSOLE`, `UNCAUGHT_EXCEPTION` or `UNHANDLED_REJECTION`. */
  source: text,
  browser: maybe(text),
  browserVersion: maybe(text),
  operatingSystem: maybe(text),
  errorType: maybe(text),
  extensionType: maybe(text),
  renderType: maybe(text),
  userAgent: maybe(text),
});

export const logOriginSchema = z.object({
  environmentId: text,
  functionKey: maybe(text),
  moduleKey: maybe(text),
  /** In the gateway's spelling, such as `jira:issuePanel`. */
  moduleType: maybe(text),
  /** Such as `4.111.0`. */
  version: maybe(text),
  /** Cloud id of the site. */
  siteId: maybe(text),
  /** Host name of the site, if the gateway has one. */
  site: maybe(text),
  /** ARI of the installation's context. */
  context: maybe(text),
  installationId: maybe(text),
  /** In the gateway's spelling, such as `JIRA`. */
  atlassianApp: maybe(text),
  /** `ACTIVE`, `INACTIVE`, `TRIAL`, or an unknown spelling. */
  licence: maybe(text),
  /** `STANDARD`, `ADVANCED`, or an unknown spelling. */
  edition: maybe(text),
  container: maybe(text),
  service: maybe(text),
  instance: maybe(text),
  /** Present only for a line of the app's front end. */
  frontEnd: maybe(frontEndSchema),
});

export const logErrorSchema = z.object({
  name: text,
  message: text,
  /** Empty if there is none. Its frames name bundled code. */
  stack: text,
});

export const logLineSchema = z.object({
  /** Unique among the lines of an app, and the same whenever the line is fetched. */
  id: text,
  /** When it was logged, in epoch milliseconds. */
  at: z.number(),
  level: z.enum(logLevels),
  /** The first argument of the log call, as logged. */
  message: text,
  /** Message and arguments as Node prints them: what is shown, searched and copied. */
  text,
  /** The further arguments of the log call as JSON text, or as whatever came in its place; absent if there are none. */
  arguments: maybe(text),
  errors: maybe(many(logErrorSchema)),
  invocation: maybe(text),
  trace: maybe(text),
  origin: logOriginSchema,
});
