import * as z from 'zod/mini';
import type { Contributor } from '../../core/details.ts';
import { type AppAri, appIdAs, type AppIdForm } from '../../core/ids.ts';
import type { GatewayClient } from '../client.ts';
import type { Operation } from '../operation.ts';
import { nodes, optional } from '../shapes.ts';
import document from './ContributorList.graphql';

/** `appContributors(id)` takes the ARI, as an older Forge CLI sent it. */
const appIdForm: AppIdForm = 'ari';

const reply = () =>
  z.object({
    appContributors: z.array(
      z.object({
        accountId: z.string(),
        publicName: z.string(),
        email: optional(z.string()),
        isOwner: optional(z.boolean()),
        roles: optional(nodes(z.string())),
      }),
    ),
  });

const ContributorList: Operation<{ appId: string }, z.infer<ReturnType<typeof reply>>> = {
  name: 'ContributorList',
  kind: 'query',
  document,
  reply,
};

/** The people who work on an app: the owner first, then by name. Throws `forbidden` where the account may not see them, else as `run` does. */
export async function fetchContributors(client: GatewayClient, appId: AppAri, signal?: AbortSignal): Promise<Contributor[]> {
  const { appContributors } = await client.run(ContributorList, { appId: appIdAs(appIdForm, appId) }, signal);
  return appContributors
    .map(({ accountId, publicName, email, isOwner, roles }) => ({
      accountId,
      name: publicName,
      isOwner: isOwner ?? false,
      roles: roles ?? [],
      ...(email !== undefined && { email }),
    }))
    .sort((a, b) => Number(b.isOwner) - Number(a.isOwner) || a.name.localeCompare(b.name));
}
