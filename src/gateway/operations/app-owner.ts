import * as z from 'zod/mini';
import { type AppAri, appIdAs, type AppIdForm } from '../../core/ids.ts';
import type { Contributor } from '../../core/contributor.ts';
import type { GatewayClient } from '../client.ts';
import { contributorShape, toContributor } from '../contributor-shape.ts';
import type { Operation } from '../operation.ts';
import { list } from '../shapes.ts';
import document from './app-owner.graphql';

/** `appContributors(id)` takes the ARI, as an older Forge CLI sent it. */
const appIdForm: AppIdForm = 'ari';

const reply = () => z.object({ appContributors: list(contributorShape()) });

const AppOwner: Operation<{ appId: string }, z.infer<ReturnType<typeof reply>>> = {
  name: 'AppOwner',
  kind: 'query',
  document,
  reply,
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
  const { appContributors } = await client.run(AppOwner, { appId: appIdAs(appIdForm, appId) }, signal);
  return appContributors.map(toContributor).find(({ isOwner }) => isOwner);
}
