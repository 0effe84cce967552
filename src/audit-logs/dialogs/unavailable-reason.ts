import { l10n } from 'vscode';
import type { AppRef } from '../../apps/model/app-ref.ts';

/** Why the gateway would refuse an app's audit logs, as far as the loaded details show; undefined if they don't. */
export function unavailableReason({ data, id }: Pick<AppRef, 'data' | 'id'>): string | undefined {
  const { contributors, environments } = data.details(id);
  const { account } = data;
  const type = data.apps.state.value?.apps.get(id)?.type;
  if (type === 'connect' || type === 'oauth') return l10n.t('Only Forge apps have audit logs.');
  const me = contributors.state?.value?.find(({ accountId }) => accountId === account.id);
  if (me && !me.isOwner && me.roles.length > 0 && !me.roles.includes('ADMIN'))
    return l10n.t('Only admins of the app can see its audit logs.');
  const versions = environments.state?.value?.flatMap(({ latest }) => latest ?? []) ?? [];
  if (versions.length > 0 && versions.every(({ hostedStorage }) => hostedStorage === undefined)) {
    return l10n.t(
      'The newest versions of this app don’t use storage hosted by Forge. Only apps that use it have audit logs.',
    );
  }
  return undefined;
}
