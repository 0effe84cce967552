import * as z from 'zod/mini';
import type { AppAri } from '../../core/ids.ts';
import type { Contributor } from '../../core/contributor.ts';
import { type AppOperation, runForApp } from '../app-operation.ts';
import type { GatewayClient } from '../client.ts';
import { listedContributor, toContributor } from '../listed-contributor.ts';
import { list } from '../reply-schemas.ts';
import document from './fetch-app-owner.graphql';

const reply = () => z.object({ appContributors: list(listedContributor()) });

const AppOwner: AppOperation<object, z.infer<ReturnType<typeof reply>>> = {
  name: 'AppOwner',
  kind: 'query',
  document,
  reply,
  /** As an older Forge CLI sent it to `appContributors(id)`. */
  appIdForm: 'ari',
};

/**
 * Who owns an app now, undefined where nobody is marked as the owner. A request of its own, so that its answer is never
 * one that was asked for earlier. Throws `forbidden` where the account may not see the contributors, else as `run`
 * does.
 */
export async function fetchOwner(
  client: GatewayClient,
  appId: AppAri,
  signal?: AbortSignal,
): Promise<Contributor | undefined> {
  const { appContributors } = await runForApp(client, AppOwner, appId, {}, signal);
  return appContributors.map(toContributor).find(({ isOwner }) => isOwner);
}
