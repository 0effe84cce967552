import * as vscode from 'vscode';
import type { RestOperation } from '../scopes/rest-operations.ts';
import type { ScopeCatalogue } from '../scopes/scope-catalogue.ts';
import type { Prompts } from '../../vscode/prompts.ts';
import { plain } from '../../vscode/text.ts';

/**
 * Shows the REST operations that a scope allows and copies the one that the user picks. Without a scope the user picks
 * that first.
 */
export async function showScopeOperations(
  given: string | undefined,
  scopes: () => Promise<ScopeCatalogue>,
  prompts: Prompts,
): Promise<void> {
  // The table of operations is loaded only when it is needed.
  const { operationsOf } = await import('../scopes/rest-operations.ts');

  async function pickScope(): Promise<string | undefined> {
    const items = (await scopes())
      .all()
      .filter(({ key }) => operationsOf(key).length > 0)
      .map(({ key, label, api }) => ({ label: plain(key), description: plain(api), detail: plain(label), value: key }));
    return prompts.pick(items, {
      title: vscode.l10n.t('Show REST Operations of a Scope'),
      placeholder: vscode.l10n.t('Choose a scope'),
    });
  }

  const scope = given ?? (await pickScope());
  if (scope === undefined) return;
  const operations = operationsOf(scope);
  if (operations.length === 0) {
    await prompts.message(vscode.l10n.t('No known REST operation needs {0}.', plain(scope)), [], {
      severity: 'info',
    });
    return;
  }
  const items = operations.map((operation) => {
    const name = `${operation.method} ${operation.path}`;
    const detail = operationDetail(operation, scope);
    return { label: name, description: operation.api, ...(detail !== undefined && { detail }), value: name };
  });
  const chosen = await prompts.pick(items, {
    title: vscode.l10n.t('REST Operations of {0}', plain(scope)),
    placeholder: vscode.l10n.t('Choose one to copy it'),
  });
  if (chosen === undefined) return;
  await vscode.env.clipboard.writeText(chosen);
  vscode.window.setStatusBarMessage(`$(check) ${vscode.l10n.t('{0} copied', plain(chosen))}`, 3000);
}

/** What an operation needs beside a scope; undefined where that is all. */
function operationDetail({ needs, scopes, granular }: RestOperation, scope: string): string | undefined {
  if (needs === 'none') return vscode.l10n.t('also works without a scope');
  const others = (scopes.includes(scope) ? scopes : granular).filter((key) => key !== scope);
  return others.length > 0 ? vscode.l10n.t('also needs {0}', others.join(', ')) : undefined;
}
