import * as z from 'zod/mini';
import type { Contributor } from '../../core/contributor.ts';
import { type AppAri, appIdAs, type AppIdForm } from '../../core/ids.ts';
import type { GatewayClient } from '../client.ts';
import { contributorShape, ownerFirst, toContributor } from '../contributor-shape.ts';
import type { Operation } from '../operation.ts';
import { list } from '../shapes.ts';
import document from './contributor-list.graphql';

/** `appContributors(id)` takes the ARI, as an older Forge CLI sent it. */
const appIdForm: AppIdForm = 'ari';

const reply = () => z.object({ appContributors: list(contributorShape()) });

const ContributorList: Operation<{ appId: string }, z.infer<ReturnType<typeof reply>>> = {
  name: 'ContributorList',
  kind: 'query',
  document,
  reply,
};

/**
 * The people who work on an app: the owner first, then by name. Throws `forbidden` where the account may not see them,
 * else as `run` does.
 */
export async function fetchContributors(
  client: GatewayClient,
  appId: AppAri,
  signal?: AbortSignal,
): Promise<Contributor[]> {
  const { appContributors } = await client.run(ContributorList, { appId: appIdAs(appIdForm, appId) }, signal);
  return appContributors.map(toContributor).sort(ownerFirst);
}
