import { l10n } from 'vscode';
import type { AppRef } from '../../apps/model/app-ref.ts';
import { toForgeError } from '../../core/errors.ts';
import { type BitbucketWorkspace, fetchBitbucketWorkspace } from '../../gateway/bitbucket-workspaces.ts';
import type { Shared } from '../../shared.ts';
import { plain } from '../../vscode/text.ts';
import { workspaceNameOf } from '../model/bitbucket-places.ts';
import type { InstallPlace } from '../model/installing.ts';

/** Asks for a workspace of Bitbucket by its name or address; undefined if the user cancelled. */
export async function chooseWorkspace(
  { data, name }: AppRef,
  { prompts, network }: Shared,
): Promise<Pick<InstallPlace, 'hostName' | 'atlassianApp' | 'context'> | undefined> {
  const gateway = new URL(data.account.gateway);
  let found: BitbucketWorkspace | undefined;
  await prompts.input({
    title: l10n.t('Install {0}', plain(name)),
    prompt: l10n.t('The name or address of the Bitbucket workspace. You have to be an admin of it.'),
    placeholder: 'bitbucket.org/my-workspace',
    async check(typed, signal) {
      const workspace = workspaceNameOf(typed);
      if (workspace === undefined)
        return l10n.t('This isn’t the name of a workspace, such as bitbucket.org/my-workspace.');
      try {
        found = await fetchBitbucketWorkspace(network.transport, gateway, workspace, signal);
      } catch (error) {
        return l10n.t(
          'Couldn’t ask Bitbucket for the workspace: {0}. Check your connection, and try again.',
          plain(toForgeError(error).message),
        );
      }
      return found === undefined
        ? l10n.t('Bitbucket has no public workspace {0}. Check its name.', plain(workspace))
        : undefined;
    },
  });
  return found && { hostName: `bitbucket.org/${found.slug}`, atlassianApp: 'bitbucket', context: found.context };
}
