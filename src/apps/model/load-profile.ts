import type { AppAri } from '../../core/ids.ts';
import type { AppProfile, DeveloperSpace } from '../../core/app-profile.ts';
import type { GatewayClient } from '../../gateway/client.ts';
import { fetchAppProfile } from '../../gateway/operations/fetch-app-profile.ts';
import { fetchDeveloperSpace } from '../../gateway/operations/fetch-developer-space.ts';

/**
 * Loads an app's profile and its developer space, at the same time if the space's id is known beforehand. `soFar` gets
 * the profile without the space. If only the space fails, that is in `failedParts`. Throws as `fetchAppProfile` does.
 */
export async function loadProfile(
  client: GatewayClient,
  id: AppAri,
  knownSpaceId: string | undefined,
  signal: AbortSignal,
  soFar: (profile: AppProfile) => void,
): Promise<AppProfile> {
  const early =
    knownSpaceId === undefined ? undefined : { id: knownSpaceId, space: spaceOrNone(client, knownSpaceId, signal) };
  const profile = await fetchAppProfile(client, id, signal);
  const spaceId = profile.developerSpace?.id;
  if (spaceId === undefined) return profile;
  soFar(profile);
  const space = await (early?.id === spaceId ? early.space : spaceOrNone(client, spaceId, signal));
  return space === undefined
    ? { ...profile, failedParts: [...profile.failedParts, 'developerSpace'] }
    : { ...profile, developerSpace: space };
}

function spaceOrNone(client: GatewayClient, spaceId: string, signal: AbortSignal): Promise<DeveloperSpace | undefined> {
  return fetchDeveloperSpace(client, spaceId, signal).catch(() => undefined);
}
