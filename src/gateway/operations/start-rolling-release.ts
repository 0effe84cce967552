import * as z from 'zod/mini';
import { type AppAri, appIdAs, type AppIdForm } from '../../core/ids.ts';
import type { GatewayClient } from '../client.ts';
import type { Operation } from '../operation.ts';
import { payloadFields, succeeded } from '../payload.ts';
import { optional } from '../reply-schemas.ts';
import type { Receipt } from '../payload.ts';
import document from './start-rolling-release.graphql';

const reply = () =>
  z.object({
    ecosystem: z.nullable(
      z.object({
        createRollingRelease: z.nullable(z.object({ ...payloadFields(), rolloutId: optional(z.string()) })),
      }),
    ),
    requestId: optional(z.string()),
  });

interface Variables {
  readonly appId: string;
  readonly environmentId: string;
  readonly limit: number | null;
}

const StartRollingRelease: Operation<Variables, z.infer<ReturnType<typeof reply>>> = {
  name: 'StartRollingRelease',
  kind: 'mutation',
  document,
  reply,
};

/** A rolling release of the newest version of an environment; `limit` stops it after that many installations. */
export interface NewRollingRelease {
  readonly appId: AppAri;
  readonly form: AppIdForm;
  readonly environmentId: string;
  readonly limit?: number | undefined;
}

/** Starts a rolling release; never retried. Throws like `startBulkUpgrade`. */
export async function startRollingRelease(
  client: GatewayClient,
  { appId, form, environmentId, limit }: NewRollingRelease,
  signal?: AbortSignal,
): Promise<Receipt & { readonly id: string | undefined }> {
  const variables = { appId: appIdAs(form, appId), environmentId, limit: limit ?? null };
  const { ecosystem, requestId } = await client.run(StartRollingRelease, variables, signal);
  const { rolloutId } = succeeded(ecosystem?.createRollingRelease ?? null, StartRollingRelease.name, requestId);
  return { requestId, id: rolloutId };
}
