import * as z from 'zod/mini';
import { flag, text } from '../core/schema-parts.ts';

/*
 * What the tab Variables shows, and what its page asks for. The state has no values: the page asks for those of plain
 * variables while they are shown, and keeps them no longer.
 */

/** What can be done with the variables of an environment. */
export const variableActions = ['set', 'remove', 'import', 'compare', 'copyTo', 'copyForTunnel'] as const;

export type VariableAction = (typeof variableActions)[number];

export const variablesState = z.object({
  environments: z.array(
    z.object({
      id: text,
      /** As the Forge CLI writes it. */
      key: text,
      kindName: text,
      /** Whether the gateway returns its variables to this account. */
      isKnown: flag,
      /** How many there are of each kind. */
      plain: z.number(),
      encrypted: z.number(),
      /** How many were changed here since the last deployment. */
      waiting: z.number(),
    }),
  ),
  rows: z.array(
    z.object({
      key: text,
      /** In the order of the environments. */
      cells: z.array(z.object({ state: z.enum(['value', 'encrypted', 'missing', 'unknown']), isWaiting: flag })),
    }),
  ),
});
export type VariablesView = z.infer<typeof variablesState>;

const environment = text.check(z.maxLength(200));

export const variableRequests = {
  /** The values of plain variables, by environment id and key. */
  variableValues: { params: z.object({}), reply: z.record(text, z.record(text, text)) },
  /** Runs an action on an environment, by its key, and a variable of it if `key` is given. Replies when it has ended. */
  variableAction: {
    params: z.object({
      action: z.enum(variableActions),
      environment,
      key: z.optional(text.check(z.maxLength(1000))),
    }),
    reply: z.null(),
  },
  /** Deploys the app to an environment by the Forge CLI. */
  deployForVariables: { params: z.object({ environment }), reply: z.null() },
} as const;
