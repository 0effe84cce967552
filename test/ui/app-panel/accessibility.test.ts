import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tabs } from '../../../src/app-panel/protocol.ts';
import { appPanel, type AppPanel } from '../../support/workbench/app-panel-page.ts';
import { eventually, useForgeConsole } from '../../support/workbench/forge-console.ts';
import { findBarriers } from '../../support/workbench/in-page.mjs';

const themes = ['light', 'high-contrast-light', 'high-contrast', 'dark'] as const;
const names: Record<(typeof tabs)[number], string> = {
  overview: 'Overview',
  environments: 'Environments',
  variables: 'Variables',
  deployments: 'Deployments',
  permissions: 'Permissions',
  installations: 'Installations',
  contributors: 'Contributors',
  logs: 'Logs',
  auditLogs: 'Audit logs',
};

/** Has a manifest, outdated installations and several environments. */
const notes = 'Release Notes Composer';
/** Has audit logs. */
const vault = 'Customer Notes Vault';

describe('the panel of an app, for everybody', () => {
  const forge = useForgeConsole({ viewport: { width: 1440, height: 900 } });
  let axe: string;

  before(async () => {
    axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
    await forge.signIn();
    await forge.allShown();
  });

  for (const theme of themes)
    describe(theme, () => {
      let shown: AppPanel;

      /** Opens an app with everything on its tabs that a click opens. */
      async function open(app: string): Promise<void> {
        await forge.apps.select(app);
        shown = await appPanel(forge.workbench.page, app);
        await shown.frame.locator(`body.${bodyClasses[theme]}`).waitFor();
        for (const [tab, button] of [
          ['Environments', 'Versions'],
          ['Contributors', 'Contributor history'],
        ] as const) {
          await shown.tab(tab);
          const history = shown.frame.getByRole('button', { name: button }).first();
          if ((await history.getAttribute('aria-expanded')) === 'false') await history.click();
        }
      }

      before(async () => {
        await forge.workbench.theme(theme);
        await open(notes);
      });

      for (const tab of tabs)
        it(`has no barrier that axe finds in ${names[tab]}`, async () => {
          if (tab === 'auditLogs') await open(vault);
          await shown.tab(names[tab]);
          await eventually(
            () => shown.frame.locator('[aria-busy="true"], [role="progressbar"], vscode-progress-ring').count(),
            (loading) => assert.equal(loading, 0),
          );
          assert.ok(await shown.frame.locator('#panel table, #panel .facts, #panel [role$="grid"]').count());
          await shown.frame.evaluate(axe);
          assert.deepEqual(await shown.frame.evaluate(findBarriers), []);
        });
    });
});

/** The class by which a webview knows the theme. */
const bodyClasses: Record<(typeof themes)[number], string> = {
  light: 'vscode-light',
  'high-contrast-light': 'vscode-high-contrast-light',
  'high-contrast': 'vscode-high-contrast:not(.vscode-high-contrast-light)',
  dark: 'vscode-dark',
};
