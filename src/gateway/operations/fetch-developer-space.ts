import * as z from 'zod/mini';
import type { DeveloperSpace as Space } from '../../core/app-profile.ts';
import type { GatewayClient } from '../client.ts';
import type { Operation } from '../operation.ts';
import { found } from '../app-operation.ts';
import { queryError, queryErrorSchema } from '../query-error.ts';
import { list, optional } from '../reply-schemas.ts';
import document from './fetch-developer-space.graphql';

const reply = () =>
  z.object({
    ecosystem: optional(
      z.object({
        devConsole: optional(
          z.object({
            getDeveloperSpaceDetails: optional(
              z.object({
                results: list(
                  z.object({
                    developerSpaceId: z.string(),
                    details: optional(z.object({ name: z.string(), publishStatus: z.string() })),
                    error: optional(queryErrorSchema()),
                  }),
                ),
              }),
            ),
          }),
        ),
      }),
    ),
  });

const DeveloperSpace: Operation<{ developerSpaceId: string }, z.infer<ReturnType<typeof reply>>> = {
  name: 'DeveloperSpace',
  kind: 'query',
  document,
  reply,
};

/**
 * Returns the name of a developer space, and whether it is public. Throws the gateway's reason if it gives one,
 * `notFound`, or like `run`.
 */
export async function fetchDeveloperSpace(client: GatewayClient, id: string, signal?: AbortSignal): Promise<Space> {
  const { ecosystem } = await client.run(DeveloperSpace, { developerSpaceId: id }, signal);
  const result = ecosystem?.devConsole?.getDeveloperSpaceDetails?.results.find(
    ({ developerSpaceId }) => developerSpaceId === id,
  );
  if (result?.error) throw queryError(result.error, DeveloperSpace.name);
  const { name, publishStatus } = found(
    result?.details,
    DeveloperSpace,
    'the gateway has no details of this developer space',
  );
  return { id, name, isPublic: publishStatus === 'PUBLIC' };
}
