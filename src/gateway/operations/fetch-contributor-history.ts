import * as z from 'zod/mini';
import { personSchema } from '../../core/contributor-schema.ts';
import type { ContributorEvent } from '../../core/contributor.ts';
import type { AppAri } from '../../core/ids.ts';
import { type AppOperation, runForApp } from '../app-operation.ts';
import type { GatewayClient } from '../client.ts';
import { nextCursor, type Page } from '../paging.ts';
import { answered, orQueryError } from '../query-error.ts';
import { nodes, optional, pageInfo, time } from '../reply-schemas.ts';
import document from './fetch-contributor-history.graphql';

/** The size of the page that a public script asks the sibling log for. */
const pageSize = 50;

const listedEvent = () =>
  z.object({
    action: z.string(),
    actorId: z.string(),
    actorName: z.string(),
    contributor: optional(personSchema),
    role: optional(z.string()),
    timestamp: time(),
  });

const reply = () =>
  z.object({
    ecosystem: optional(
      z.object({
        forgeAuditLogs: optional(
          z.object({
            auditLogs: orQueryError(
              z.object({
                __typename: z.literal('ForgeAuditLogsConnection'),
                nodes: nodes(listedEvent()),
                pageInfo: pageInfo(),
              }),
            ),
          }),
        ),
      }),
    ),
  });

interface Variables {
  readonly actions: readonly string[] | null;
  readonly first: number;
  readonly after: string | null;
}

const ContributorHistory: AppOperation<Variables, z.infer<ReturnType<typeof reply>>> = {
  name: 'ContributorHistory',
  kind: 'query',
  document,
  reply,
  /** As a public script sends it to `forgeAuditLogs(appId)`. */
  appIdForm: 'uuid',
  optionalFields: ['contributor'],
};

/**
 * Returns one page of the contributor history of an app, newest first; only the given actions, or all if none is given.
 * For admins of the app: throws `forbidden` for others, `notFound` if the gateway returns nothing, otherwise like
 * `run`.
 */
export async function fetchContributorHistory(
  client: GatewayClient,
  appId: AppAri,
  actions: readonly string[],
  after: string | undefined,
  signal?: AbortSignal,
): Promise<Page<ContributorEvent>> {
  const variables = {
    actions: actions.length === 0 ? null : actions,
    first: pageSize,
    after: after ?? null,
  };
  const { ecosystem } = await runForApp(client, ContributorHistory, appId, variables, signal);
  const answer = answered(
    ecosystem?.forgeAuditLogs?.auditLogs,
    ContributorHistory,
    'the gateway doesn’t show the history of this app to this account',
  );
  return { nodes: answer.nodes.map(toEvent), next: nextCursor(answer.pageInfo) };
}

function toEvent({
  action,
  actorId,
  actorName,
  contributor,
  role,
  timestamp,
}: z.infer<ReturnType<typeof listedEvent>>): ContributorEvent {
  return {
    action,
    at: timestamp,
    actor: { accountId: actorId, name: actorName },
    ...(contributor && { contributor }),
    ...(role !== undefined && { role }),
  };
}
