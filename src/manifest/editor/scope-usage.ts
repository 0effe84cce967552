import * as vscode from 'vscode';
import { ForgeError } from '../../core/errors.ts';
import type { CommandInputs } from '../../vscode/command-input.ts';
import type { Notify } from '../../vscode/notify.ts';
import type { Prompts } from '../../vscode/prompts.ts';
import { count, plain } from '../../vscode/text.ts';
import { type AppScan, isRetryable, scannedFilesIfComplete } from '../workspace/app-scanner.ts';
import type { AppScans } from '../workspace/app-scans.ts';
import type { FoundManifest, Manifests } from '../workspace/manifests.ts';
import { chooseManifest } from './choose-manifest.ts';
import { type ScopeChoice, scopeItems } from './scope-usage-items.ts';

export interface ScopeUsageOptions {
  readonly manifests: Manifests;
  readonly appScans: AppScans;
  readonly prompts: Prompts;
  readonly notify: Notify;
  /** Opens the setting that turns the code scan on or off. */
  readonly openSetting: () => unknown;
}

/**
 * *Show Scope Usage*: lists an app's scopes with the calls, events and modules that need them, and the scopes without a
 * known need, and opens the chosen location. `uri` is the manifest or another file of the app; `scope` goes straight to
 * the locations of one scope.
 */
export async function showScopeUsage({ uri, scope }: CommandInputs['file'], options: ScopeUsageOptions): Promise<void> {
  const title = vscode.l10n.t('Scope Usage');
  const found = await chooseManifest(uri, { ...options, title });
  if (found === undefined) return;
  const code = await scanned(found, options);
  if (code === undefined) return;

  const [{ analyzeScopeUsage }, { scopeFacts }] = await Promise.all([
    import('../model/analyze-scope-usage.ts'),
    import('../scopes/built-in-scopes.ts'),
  ]);
  const items = scopeItems(
    found.uri,
    found.manifest,
    analyzeScopeUsage(found.manifest, scannedFilesIfComplete(code)),
    (key) => scopeFacts(key)?.label,
  );
  if (items.length === 0) {
    const text =
      code.progress.total === 0
        ? vscode.l10n.t('{0} declares no scopes, and there is no JavaScript or TypeScript code beside it.', name(found))
        : vscode.l10n.t(
            'None of the {0} code files of {1} needs a scope, and the manifest declares none.',
            count(code.progress.total),
            name(found),
          );
    await options.prompts.message(text, [], { severity: 'info' });
    return;
  }
  const unread = code.files.filter(isRetryable).length;
  const again: ScopeChoice = { title: vscode.l10n.t('Read Again'), places: [] };
  if (unread > 0)
    items.push({
      label: again.title,
      description:
        unread === 1
          ? vscode.l10n.t('1 file that couldn’t be read')
          : vscode.l10n.t('{0} files that couldn’t be read', count(unread)),
      iconPath: new vscode.ThemeIcon('refresh'),
      value: again,
    });
  const straight = scope !== undefined ? items.find(({ value }) => value.title === plain(scope))?.value : undefined;
  const chosen =
    straight ??
    (await options.prompts.pick(items, {
      title: vscode.l10n.t('Scope Usage of {0}', name(found)),
      placeholder: vscode.l10n.t('{0} code files read, without packages and remotes', count(code.progress.total)),
    }));
  if (chosen === again) {
    await readAgain(found, options);
    await showScopeUsage({ uri: found.uri, ...(scope !== undefined && { scope }) }, options);
  } else if (chosen) await openPlace(chosen, options.prompts);
}

/** The app's code, once it is scanned; undefined if the user cancelled, or was shown why it is not scanned. */
async function scanned(found: FoundManifest, options: ScopeUsageOptions): Promise<AppScan | undefined> {
  const { appScans, prompts, notify, openSetting } = options;
  const code = appScans.of(found.uri);
  if (code === undefined) {
    const open = vscode.l10n.t('Open Setting');
    const answer = await prompts.message(
      vscode.l10n.t('Forge Console doesn’t read your code: the setting Scan Code is off.'),
      [open],
      { severity: 'info' },
    );
    if (answer === open) openSetting();
    return undefined;
  }
  if (code.status === 'scanning') await waitFor(found, options);
  const known = appScans.of(found.uri);
  if (known?.status !== 'failed') return known;
  const retry = async () => {
    void appScans.rescan(found.uri);
    await showScopeUsage({ uri: found.uri }, options);
  };
  await notify.error(vscode.l10n.t('Couldn’t read the code of {0}', name(found)), known.error, {
    label: vscode.l10n.t('Retry'),
    run: retry,
  });
  return undefined;
}

/** Waits with progress until the code is scanned. Throws `cancelled`. */
async function waitFor({ uri }: FoundManifest, { appScans, prompts }: ScopeUsageOptions): Promise<void> {
  await prompts.progress(vscode.l10n.t('Reading the app’s code'), async (report, signal) => {
    const { promise, resolve, reject } = Promise.withResolvers<undefined>();
    const look = (): void => {
      const code = appScans.of(uri);
      if (code?.status !== 'scanning') resolve(undefined);
      else if (code.progress.done % 25 === 0)
        report(vscode.l10n.t('{0} of {1} files', count(code.progress.done), count(code.progress.total)));
    };
    signal.addEventListener('abort', () => reject(new ForgeError('cancelled', 'Waiting for the code was cancelled')), {
      once: true,
    });
    const subscriptions = [appScans.onDidChange(look), appScans.onDidProgress(look)];
    look();
    await promise.finally(() => subscriptions.forEach((subscription) => subscription.dispose()));
  });
}

/** Retries the files that could not be read, with progress. Throws `cancelled`. */
async function readAgain({ uri }: FoundManifest, { appScans, prompts }: ScopeUsageOptions): Promise<void> {
  await prompts.progress(vscode.l10n.t('Reading the app’s code'), async (_report, signal) => {
    const { promise, resolve, reject } = Promise.withResolvers<undefined>();
    signal.addEventListener('abort', () => reject(new ForgeError('cancelled', 'Waiting for the code was cancelled')), {
      once: true,
    });
    appScans.retry(uri).then(() => resolve(undefined), reject);
    await promise;
  });
}

async function openPlace({ title, places }: ScopeChoice, prompts: Prompts): Promise<void> {
  const [first, ...others] = places;
  const spot =
    others.length === 0
      ? first?.value
      : await prompts.pick(places, { title, placeholder: vscode.l10n.t('Choose where to go') });
  if (spot === undefined) return;
  const { start, end } = spot.range;
  await vscode.window.showTextDocument(spot.uri, {
    selection: new vscode.Range(start.line, start.character, end.line, end.character),
  });
}

function name({ uri }: FoundManifest): string {
  return plain(vscode.workspace.asRelativePath(uri));
}
