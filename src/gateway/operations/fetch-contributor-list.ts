import * as z from 'zod/mini';
import type { Contributor } from '../../core/contributor.ts';
import type { AppAri } from '../../core/ids.ts';
import { type AppOperation, runForApp } from '../app-operation.ts';
import type { GatewayClient } from '../client.ts';
import { listedContributor, ownerFirst, toContributor } from '../listed-contributor.ts';
import { list } from '../reply-schemas.ts';
import document from './fetch-contributor-list.graphql';

const reply = () => z.object({ appContributors: list(listedContributor()) });

const ContributorList: AppOperation<object, z.infer<ReturnType<typeof reply>>> = {
  name: 'ContributorList',
  kind: 'query',
  document,
  reply,
  /** As an older Forge CLI sent it to `appContributors(id)`. */
  appIdForm: 'ari',
};

/**
 * Returns the contributors of an app: the owner first, then by name. Throws `forbidden` if the account may not see
 * them, otherwise like `run`.
 */
export async function fetchContributors(
  client: GatewayClient,
  appId: AppAri,
  signal?: AbortSignal,
): Promise<Contributor[]> {
  const { appContributors } = await runForApp(client, ContributorList, appId, {}, signal);
  return appContributors.map(toContributor).sort(ownerFirst);
}
