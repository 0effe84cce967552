import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { environmentKindName } from '../../vscode/domain-names.ts';
import { count, plain } from '../../vscode/text.ts';
import type { EnvironmentVariables, Variable } from '../../core/variable.ts';
import { envFileLine, tunnelPrefix } from '../model/env-file.ts';
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

/** Copies the variables as lines that `forge tunnel` reads from the shell; encrypted ones without their values. */
export async function copyForTunnel(from: KnownPlace, { shared: { prompts } }: VariableServices): Promise<void> {
  const hidden = from.variables.filter(({ encrypted }) => encrypted);
  const lines = [
    ...plainOnes(from).map((variable) => envFileLine(variable, tunnelPrefix)),
    ...hidden.map(({ key }) => envFileLine({ key, value: '' }, tunnelPrefix)),
  ];
  await vscode.env.clipboard.writeText(lines.map((line) => `${line}\n`).join(''));
  const copied =
    lines.length === 1
      ? l10n.t('1 line for the tunnel copied.')
      : l10n.t('{0} lines for the tunnel copied.', count(lines.length));
  const text =
    hidden.length === 0
      ? copied
      : l10n.t(
          '{0} Fill in the values of encrypted variables yourself: {1}',
          copied,
          hidden.map(({ key }) => plain(key)).join(', '),
        );
  await prompts.message(text, [], { severity: 'info' });
}

function plainOnes({ variables }: KnownPlace): readonly PlainVariable[] {
  return variables.flatMap(({ key, encrypted, value }) => (value === undefined ? [] : [{ key, encrypted, value }]));
}
