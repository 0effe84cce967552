import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { environmentKindName } from '../../vscode/domain-names.ts';
import type { PickItem } from '../../vscode/prompts.ts';
import { count, plain } from '../../vscode/text.ts';
import type { EnvironmentVariables, Variable } from '../../core/variable.ts';
import { envFileLine, tunnelPrefix } from '../model/env-file.ts';
import { isUsualKey } from '../model/variable-rules.ts';
import { takeVariables } from './take-variables.ts';
import { type KnownPlace, placeIn, type VariableServices } from './variable-place.ts';

type PlainVariable = Variable & { readonly value: string };

/** Lets the person choose another environment, and which plain variables it gets. Encrypted ones can't be copied. */
export async function copyToEnvironment(
  from: KnownPlace,
  all: readonly EnvironmentVariables[],
  services: VariableServices,
): Promise<void> {
  const { prompts } = services.shared;
  const key = plain(from.environment.environment);
  const title = l10n.t('Copy Variables of {0}', key);
  const offered = plainOnes(from);
  if (offered.length === 0) {
    const text = l10n.t('{0} has no plain variables. Atlassian gives nobody the value of an encrypted one.', key);
    await prompts.message(text, [], { severity: 'info' });
    return;
  }
  const target = await prompts.pick(
    all
      .filter(({ environmentId }) => environmentId !== from.environment.environmentId)
      .map(({ environment, kind }) => ({
        label: plain(environment),
        description: environmentKindName(kind),
        value: environment,
      })),
    { title, placeholder: l10n.t('Choose the environment that gets them') },
  );
  if (target === undefined) return;
  await takeVariables(offered, placeIn(from.app, all, target), title, services);
}

/** Lets the person choose an environment, and which of its plain variables another one gets. */
export async function copyFromEnvironment(
  to: KnownPlace,
  all: readonly EnvironmentVariables[],
  services: VariableServices,
): Promise<void> {
  const { prompts } = services.shared;
  const title = l10n.t('Copy Variables to {0}', plain(to.environment.environment));
  const items = all.flatMap((from): PickItem<readonly PlainVariable[]>[] => {
    const offered = from.environmentId === to.environment.environmentId ? [] : plainOnes(from);
    if (offered.length === 0) return [];
    const detail =
      offered.length === 1 ? l10n.t('1 plain variable') : l10n.t('{0} plain variables', count(offered.length));
    return [{ label: plain(from.environment), description: environmentKindName(from.kind), detail, value: offered }];
  });
  if (items.length === 0) {
    const text = l10n.t(
      'No other environment of {0} has plain variables. Atlassian gives nobody the value of an encrypted one.',
      plain(to.app.name),
    );
    await prompts.message(text, [], { severity: 'info' });
    return;
  }
  const offered = await prompts.pick(items, { title, placeholder: l10n.t('Choose the environment to copy from') });
  if (offered !== undefined) await takeVariables(offered, to, title, services);
}

/**
 * Copies the variables as lines that `forge tunnel` reads from the shell; encrypted ones without their values, and those
 * whose names a shell can't set not at all.
 */
export async function copyForTunnel(from: KnownPlace, { shared: { prompts } }: VariableServices): Promise<void> {
  const usual = from.variables.filter(({ key }) => isUsualKey(key));
  const hidden = usual.filter(({ encrypted }) => encrypted);
  const unusual = from.variables.filter(({ key }) => !isUsualKey(key));
  const lines = [
    ...plainOnes({ variables: usual }).map((variable) => envFileLine(variable, tunnelPrefix)),
    ...hidden.map(({ key }) => envFileLine({ key, value: '' }, tunnelPrefix)),
  ];
  await vscode.env.clipboard.writeText(lines.map((line) => `${line}\n`).join(''));
  const names = (some: readonly Variable[]) => some.map(({ key }) => plain(key)).join(', ');
  const texts = [
    lines.length === 1
      ? l10n.t('1 line for the tunnel copied.')
      : l10n.t('{0} lines for the tunnel copied.', count(lines.length)),
    ...(hidden.length === 0 ? [] : [l10n.t('Fill in the values of encrypted variables yourself: {0}.', names(hidden))]),
    ...(unusual.length === 0 ? [] : [l10n.t('Left out, because a shell can’t set these names: {0}.', names(unusual))]),
  ];
  await prompts.message(texts.join(' '), [], { severity: 'info' });
}

function plainOnes({ variables }: Pick<EnvironmentVariables, 'variables'>): readonly PlainVariable[] {
  return (variables ?? []).flatMap(({ key, encrypted, value }) =>
    value === undefined ? [] : [{ key, encrypted, value }],
  );
}
