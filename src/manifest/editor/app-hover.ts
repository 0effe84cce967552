import * as vscode from 'vscode';
import { commandLink } from '../../contributions.ts';
import type { Environment } from '../../core/environment.ts';
import type { AppAri } from '../../core/ids.ts';
import type { Installation } from '../../core/installation.ts';
import { appTypeName, distributionName, roleName } from '../../vscode/domain-names.ts';
import type { ManifestAnalysis } from './manifest-analysis.ts';
import type { LiveApp, LiveApps } from './live-apps.ts';
import { code, linksHover, escapeHoverText, plainHover } from './markdown.ts';
import { installationCount, formatList } from './manifest-labels.ts';

/** The hover of `app.id`: facts about the app that it names. */
export function appHover(
  id: AppAri,
  { live }: ManifestAnalysis,
  apps: LiveApps,
  isSignedIn: boolean,
): vscode.MarkdownString[] {
  if (live) return [plainHover(aboutApp(live)), linksHover(appLinks(live))];
  if (!isSignedIn)
    return [
      plainHover([vscode.l10n.t('Sign in to see the app’s name, its environments and what is deployed there.')]),
      linksHover([{ label: vscode.l10n.t('Sign in'), ...commandLink('forgeConsole.account.signIn') }]),
    ];
  const text = apps.hasCompleteLists()
    ? vscode.l10n.t('None of your accounts has this app.')
    : vscode.l10n.t('The list of apps is still loading.');
  return [
    plainHover([text]),
    linksHover([{ label: vscode.l10n.t('Copy app ID'), ...commandLink('forgeConsole.app.copyId', id) }]),
  ];
}

function appLinks({ app, data }: LiveApp): Parameters<typeof linksHover>[0] {
  const all = [
    { label: vscode.l10n.t('Open app'), ...commandLink('forgeConsole.app.open', app.id) },
    {
      label: vscode.l10n.t('Open in the developer console'),
      ...commandLink('forgeConsole.app.openInConsole', app.id),
    },
    { label: vscode.l10n.t('Copy app ID'), ...commandLink('forgeConsole.app.copyId', app.id) },
  ];
  // The developer console does not have sample apps.
  return data.account.kind === 'sample'
    ? all.filter(({ command }) => command !== 'forgeConsole.app.openInConsole')
    : all;
}

function aboutApp({ app, data, details }: LiveApp): string[] {
  const { environments, installations, contributors } = details;
  const owner = contributors.state?.value?.find(({ isOwner }) => isOwner)?.name ?? app.owner?.name;
  const self = contributors.state?.value?.find(({ accountId }) => accountId === data.account.id);
  const role = self && [
    ...(self.isOwner ? [vscode.l10n.t('Owner')] : []),
    ...self.roles.map((word) => escapeHoverText(roleName(word))),
  ];
  const people = [
    ...(owner === undefined ? [] : [vscode.l10n.t('Owner: {0}', escapeHoverText(owner))]),
    ...(role && role.length > 0 ? [vscode.l10n.t('Your role: {0}', formatList(role))] : []),
  ];
  const known = installations.state?.value;
  const rows = environments.state?.value?.map(
    (environment) => `- ${environmentLine(environment, known?.complete === true ? known.rows : undefined)}`,
  );
  return [
    `**${escapeHoverText(app.name)}**`,
    [appTypeName(app.type), escapeHoverText(distributionName(app.distribution, app.distributionStatus))].join(' · '),
    ...(people.length > 0 ? [people.join(' · ')] : []),
    ...(rows === undefined ? [] : [rows.join('\n')]),
    ...(environments.state?.status === 'failed' ? [vscode.l10n.t('Couldn’t load the environments.')] : []),
  ];
}

function environmentLine({ key, id, latest }: Environment, installations: readonly Installation[] | undefined): string {
  if (latest === undefined) return vscode.l10n.t('{0}: never deployed', code(key));
  const here =
    installations && installationCount(installations.filter(({ environmentId }) => environmentId === id).length);
  return [`${code(key)} ${escapeHoverText(latest.version)}`, ...(here === undefined ? [] : [here])].join(' · ');
}

/** The hover of a module's title. */
export function titleHover(
  type: string,
  isTranslated: boolean,
  text: string,
  deployed: readonly { readonly environment: string; readonly title: string }[],
): vscode.MarkdownString[] {
  const other = deployed.filter(({ title }) => !isTranslated && title !== text);
  return [
    plainHover([
      isTranslated
        ? vscode.l10n.t(
            'The translation key of the name that users see for this {0}. Its texts are in the files under `translations`.',
            code(type),
          )
        : vscode.l10n.t('The name that users see for this {0}.', code(type)),
      ...(other.length > 0
        ? [
            other
              .map(
                ({ environment, title }) =>
                  `- ${vscode.l10n.t('In {0}, users see “{1}”.', escapeHoverText(environment), escapeHoverText(title))}`,
              )
              .join('\n'),
          ]
        : []),
    ]),
  ];
}
