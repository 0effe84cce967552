import * as z from 'zod/mini';
import { forEachInPool } from '../../core/pool.ts';
import type { GatewayClient } from '../client.ts';
import type { InstallationContext } from '../installation-contexts.ts';
import type { Operation } from '../operation.ts';
import { list, optional } from '../reply-schemas.ts';
import document from './fetch-host-names.graphql';

/** Most ids the gateway accepts per call. */
const maxIds = 20;

/** Concurrent calls: enough to name a page of installations in one round trip. */
const atOnce = 5;

const name = () => z.object({ cloudId: optional(z.string()), hostName: optional(z.string()) });
const names = () => optional(list(z.nullable(name())));
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
 * Returns host names by cloud id or activation id. The gateway's reply is positional, and says itself for which
 * cloud ids; ids without a name are absent.
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

/** Where the reply says for which id a name is, its place doesn't count: people uninstall by names. */
function pair(
  ids: readonly string[],
  contexts: z.infer<ReturnType<typeof names>> = [],
  found: Map<string, string>,
): void {
  const isWhole = contexts.length === ids.length;
  contexts.forEach((context, index) => {
    const said = context?.cloudId?.toLowerCase();
    const byPlace = isWhole ? ids[index] : undefined;
    const id = said === undefined ? byPlace : ids.find((one) => one.toLowerCase() === said);
    if (id !== undefined && context?.hostName) found.set(id, context.hostName);
  });
}
