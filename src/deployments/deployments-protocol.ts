import * as z from 'zod/mini';
import { buildFields, deploymentFields, stageSchema } from '../core/deployment-schema.ts';
import { documentationPages } from '../core/documentation.ts';
import { flag, many, maybe, text } from '../core/schema-parts.ts';

/*
 * What the tab Deployments shows, and what its page asks for. Times are epoch milliseconds; what has a name is display
 * text. Texts from elsewhere are spelled out and cut.
 */

const number = z.number();

/** Who did something, as display text. */
const by = maybe(text);

const deployment = z.extend(z.omit(z.object(deploymentFields(number)), { by: true, failure: true }), {
  statusName: text,
  by,
  /** Why it failed. */
  failure: maybe(
    z.object({
      code: text,
      /** What the code means, and what to do. */
      explanation: text,
      /** In Atlassian's words; absent where they say no more than the code. */
      message: maybe(text),
      /** The part of the manifest that it names, such as `modules.trigger`, if the manifest is in this workspace. */
      place: maybe(text),
      learnMore: maybe(z.enum(documentationPages)),
    }),
  ),
  /** How far it is; absent until it is known, and once it has ended. */
  stages: maybe(many(z.omit(stageSchema, { key: true, messages: true }))),
  /** What happened last, while it runs. */
  lastMessage: maybe(text),
  /** That Atlassian refused to say how far it is. */
  isRefused: maybe(flag),
  /** That it runs for much longer than deployments do. */
  isOverdue: maybe(flag),
});
export type DeploymentView = z.infer<typeof deployment>;

const build = z.extend(z.omit(z.object(buildFields(number)), { by: true }), {
  /** Tells it from builds whose tags look the same. */
  id: text,
  statusName: text,
  by,
  /** The environments that it was the last to be deployed to, as far as is known. */
  deployedTo: many(text),
  /** Why it can't be deployed. */
  obstacle: maybe(text),
});
export type BuildView = z.infer<typeof build>;

export const deploymentsState = z.object({
  rows: z.array(deployment),
  /** The day from which on they are shown. */
  since: number,
  isCut: flag,
});
export type DeploymentsView = z.infer<typeof deploymentsState>;

export const buildsState = z.object({ rows: z.array(build), isCut: flag });
export type BuildsView = z.infer<typeof buildsState>;

const deploymentId = text.check(z.maxLength(200));

export const deploymentRequests = {
  /** Opens the app's manifest at the place that the failure of a deployment names. */
  openFailedPlace: { params: z.object({ deployment: deploymentId }), reply: z.null() },
  /** Runs *Deploy Build…* for a build. Replies when the command has ended. */
  deployBuild: { params: z.object({ build: text.check(z.maxLength(100)) }), reply: z.null() },
  /** Shows the app's logs of the environment of a deployment. */
  showDeploymentLogs: { params: z.object({ deployment: deploymentId }), reply: z.null() },
} as const;
