import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { appAri } from '../../../src/core/ids.ts';
import { statusTooltip } from '../../../src/forge-cli/status-bar.ts';

describe('the tooltip of the status bar', () => {
  it('shows a name literally: no icon, no link and no command is made of it', () => {
    const manifest = {
      uri: vscode.Uri.file('/app/manifest.yml'),
      appId: appAri('00000000-0000-4000-8000-000000000000'),
    };
    const name = '$(verified) [Safe](command:workbench.action.quit) <b>';
    const { value, supportThemeIcons, supportHtml, isTrusted } = statusTooltip(manifest, {
      name,
      environment: 'development',
      version: undefined,
      waiting: 1,
      tunnel: undefined,
    });
    assert.ok(
      value.startsWith(String.raw`**\$\(verified\) \[Safe\]\(command\:workbench\.action\.quit\) \<b\>**`),
      value,
    );
    // VS Code looks for icons in what Markdown makes of the text, where the backslashes are gone.
    assert.deepEqual([supportThemeIcons === true, supportHtml === true], [false, false]);
    assert.deepEqual(isTrusted, {
      enabledCommands: ['forgeConsole.manifest.showScopeUsage', 'forgeConsole.cli.stopTunnel'],
    });
  });
});
