import * as z from 'zod/mini';
import { forEachInPool } from '../../core/pool.ts';
import type { GatewayClient } from '../client.ts';
import type { InstallationContext } from '../installation-contexts.ts';
import type { Operation } from '../operation.ts';
import { list } from '../reply-schemas.ts';
import document from './fetch-host-names.graphql';

/** Most ids the gateway accepts per call. */
const maxIds = 20;

/** Concurrent calls: enough to name a page of installations in one round trip. */
const atOnce = 5;

const names = () =>
  z.optional(z.nullable(list(z.nullable(z.object({ hostName: z.optional(z.nullable(z.string())) })))));
const reply = () => z.object({ byCloudId: names(), byActivationId: names() });

interface Variables {
  readonly cloudIds: readonly string[];
  readonly withCloudIds: boolean;
  readonly activationIds: readonly string[];
  readonly withActivationIds: boolean;
}

const HostNames: Operation<Variables, z.infer<ReturnType<typeof reply>>> = {
  name: 'HostNames',
  kind: 'query',
  document,
  reply,
  optionalFields: ['byCloudId', 'byActivationId'],
};

/**
 * Returns host names by cloud id or activation id. The gateway's reply is positional; ids without a name are absent.
 * Throws like `run`.
 */
export async function fetchHostNames(
  client: GatewayClient,
  contexts: readonly InstallationContext[],
  signal?: AbortSignal,
): Promise<Map<string, string>> {
  const cloudIds = [...new Set(contexts.flatMap(({ cloudId }) => cloudId ?? []))];
  const activationIds = [...new Set(contexts.flatMap(({ activationId }) => activationId ?? []))];
  const found = new Map<string, string>();
  const fetchSlice = async (start: number) => {
    const slice = (ids: readonly string[]) => ids.slice(start, start + maxIds);
    const asked = { cloudIds: slice(cloudIds), activationIds: slice(activationIds) };
    const flags = { withCloudIds: asked.cloudIds.length > 0, withActivationIds: asked.activationIds.length > 0 };
    const { byCloudId, byActivationId } = await client.run(HostNames, { ...asked, ...flags }, signal);
    pair(asked.cloudIds, byCloudId, found);
    pair(asked.activationIds, byActivationId, found);
  };
  const longest = Math.max(cloudIds.length, activationIds.length);
  const starts = Array.from({ length: Math.ceil(longest / maxIds) }, (_, index) => index * maxIds);
  await forEachInPool(starts, atOnce, fetchSlice);
  return found;
}

function pair(ids: readonly string[], contexts: z.infer<ReturnType<typeof names>>, found: Map<string, string>): void {
  ids.forEach((id, index) => {
    const hostName = contexts?.[index]?.hostName;
    if (hostName) found.set(id, hostName);
  });
}
