import * as z from 'zod/mini';
import type { AppAri } from '../../core/ids.ts';
import type { VersionFacts } from '../../core/version-facts.ts';
import { type AppOperation, found, runForApp } from '../app-operation.ts';
import type { GatewayClient } from '../client.ts';
import { listedVersion, toVersion } from '../listed-version.ts';
import { moduleSettings } from '../module-settings.ts';
import { list, nodes, optional } from '../reply-schemas.ts';
import document from './fetch-version-facts.graphql';
import { environmentKey, gatewayEnvironmentKey } from './fetch-environment-list.ts';

/** The modules whole, which `listedVersion` reads only in part. */
const moduleData = () =>
  z.object({ key: z.string(), extensionTypeKey: z.string(), extensionData: z.optional(z.unknown()) });

const deployed = () =>
  z.pipe(
    z.unknown(),
    z.transform((node, { issues }) => {
      const facts = z
        .object({
          migrationKeys: optional(z.object({ jira: optional(z.string()), confluence: optional(z.string()) })),
          extensions: optional(z.object({ nodes: optional(nodes(moduleData())) })),
        })
        .safeParse(node);
      const version = listedVersion().safeParse(node);
      if (facts.success && version.success) return { version: version.data, ...facts.data };
      const [issue] = facts.error?.issues ?? version.error?.issues ?? [];
      issues.push({
        code: 'custom',
        input: undefined,
        message: issue?.message ?? 'not as expected',
        path: issue?.path,
      });
      return z.NEVER;
    }),
  );

const reply = () =>
  z.object({
    app: z.nullable(
      z.object({ environmentByKey: z.nullable(z.object({ versions: z.object({ nodes: list(deployed()) }) })) }),
    ),
  });

interface Variables {
  readonly environmentKey: string;
  readonly majorVersion: number | null;
}

const VersionFacts: AppOperation<Variables, z.infer<ReturnType<typeof reply>>> = {
  name: 'VersionFacts',
  kind: 'query',
  document,
  reply,
  /** As the Forge CLI sends it to `app(id)`. */
  appIdForm: 'ari',
  optionalFields: ['extensions', 'migrationKeys'],
};

/**
 * Returns all that can be compared of a version of an environment (by its key as the Forge CLI writes it): the newest
 * minor of the given major version, as `forge version compare` reads it, or the newest version. Throws `notFound` for an
 * unknown app, environment or version, otherwise like `run`.
 */
export async function fetchVersionFacts(
  client: GatewayClient,
  appId: AppAri,
  { environment, major }: { readonly environment: string; readonly major?: number | undefined },
  signal?: AbortSignal,
): Promise<VersionFacts> {
  const key = gatewayEnvironmentKey(environment);
  const variables = { environmentKey: key, majorVersion: major ?? null };
  const { app } = await runForApp(client, VersionFacts, appId, variables, signal);
  const [first] = found(app?.environmentByKey, VersionFacts, unknownEnvironment).versions.nodes;
  const { version, migrationKeys, extensions } = found(first, VersionFacts, unknownVersion);
  return {
    environmentKey: environmentKey(key),
    version: toVersion(version),
    connectKeys: Object.entries(migrationKeys ?? {}).flatMap(([name, connectKey]) =>
      connectKey === undefined || connectKey === '' ? [] : [[name, connectKey] as const],
    ),
    ...(extensions?.nodes && {
      modules: extensions.nodes.map(({ key, extensionTypeKey, extensionData }) => ({
        key,
        type: extensionTypeKey,
        settings: moduleSettings(extensionData),
      })),
    }),
  };
}

const unknownEnvironment = 'the gateway doesn’t know this environment, or doesn’t show it to this account';
const unknownVersion = 'the environment has no such version';
