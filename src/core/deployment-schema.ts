import * as z from 'zod/mini';
import { flag, many, maybe, text } from './schema-parts.ts';

/** Who deployed or built something. */
export const deployerSchema = z.object({
  accountId: text,
  name: text,
  /** Whether the account is closed. */
  isClosed: flag,
});

/** Why a deployment failed, in the gateway's words. */
export const deploymentFailureSchema = z.object({
  /** Such as `MANIFEST_VALIDATION_FAILED`. */
  code: text,
  message: text,
  /** What the environment's own validation said, where there is something. */
  cause: maybe(text),
});

export const deploymentFields = <Time extends z.ZodMiniType>(time: Time) => ({
  id: text,
  /** The key as the Forge CLI writes it: `development` for the gateway's `default`. */
  environment: text,
  /** `unknown`: a status that this version doesn't recognise. */
  status: z.enum(['running', 'done', 'failed', 'unknown']),
  at: time,
  /** Absent if not reported. */
  by: maybe(deployerSchema),
  /** The tag of the build that was deployed; absent for deployments before there were builds. */
  tag: maybe(text),
  /** The major version that it went into; absent until it is done. */
  major: maybe(z.number()),
  failure: maybe(deploymentFailureSchema),
});

export const stageSchema = z.object({
  key: text,
  description: text,
  done: z.number(),
  total: z.number(),
  /** What happened in it, in the gateway's order. Marks for styles and control characters are removed. */
  messages: many(z.object({ text, level: z.enum(['error', 'warning', 'info']) })),
});

export const buildFields = <Time extends z.ZodMiniType>(time: Time) => ({
  tag: text,
  /** `unknown`: not reported, or a status that this version doesn't recognise. */
  status: z.enum(['processing', 'ready', 'failed', 'unknown']),
  at: time,
  by: maybe(deployerSchema),
});
