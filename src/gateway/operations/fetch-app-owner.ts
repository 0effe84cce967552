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
 * Returns the current owner of an app; undefined if nobody is marked as the owner. A separate request, so that the
 * answer is never shared with an earlier one. Throws `forbidden` if the account may not see the contributors, otherwise
 * like `run`.
 */
export async function fetchOwner(
  client: GatewayClient,
  appId: AppAri,
  signal?: AbortSignal,
): Promise<Contributor | undefined> {
  const { appContributors } = await runForApp(client, AppOwner, appId, {}, signal);
  return appContributors.map(toContributor).find(({ isOwner }) => isOwner);
}
