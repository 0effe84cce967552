import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { sampleAppIds } from '../../../../src/sandbox/world/world-ids.ts';
import { useConsole } from '../../../support/editor/console.ts';
import { useMemoryFiles } from '../../../support/editor/memory-files.ts';
import { openManifest, readableHover, useManifests } from '../../../support/editor/manifest-editing.ts';
import { until } from '../../../support/editor/until.ts';

/** A manifest of an app with these lines below `scopes`. */
const manifest = (uuid: string, scopes: string, more = '') =>
  `app:\n  id: ari:cloud:ecosystem::app/${uuid}\npermissions:\n  scopes:\n${scopes}${more}`;

describe('hovering in a manifest', () => {
  const forge = useConsole();
  const open = useManifests();
  /** Waits until the environments of the app of a manifest are known. */
  const loaded = async (uuid: keyof typeof sampleAppIds) => {
    const { app, environments } = await detailsOf(uuid);
    await until('the environments are there', () => environments.state?.status === 'ready', environments.onDidChange);
    return app;
  };
  async function detailsOf(uuid: keyof typeof sampleAppIds) {
    const [data] = forge.services.data.list;
    assert.ok(data);
    await data.start();
    const app = `ari:cloud:ecosystem::app/${sampleAppIds[uuid]}` as const;
    const details = data.details(app);
    for (const part of [details.environments, details.installations, details.contributors]) {
      part.ensure();
      await until('it is loaded', () => part.state?.status === 'ready', part.onDidChange);
    }
    return { app, ...details };
  }

  describe('signed out', () => {
    it('tells of a scope what is known without an account', async () => {
      const { at, hover } = await open(manifest(sampleAppIds.releaseNotes, '    - read:jira-work\n'));
      const parts = await hover(at('read:jira-work', 3));
      const text = readableHover(parts);
      assert.match(
        text,
        /^\*\*View projects, issues and the data that goes with them\*\* {2}\n`read:jira-work` · Jira · classic\n/,
      );
      assert.match(text, /Unlocks \d+ REST operations: `[A-Z]+ \/rest\/.* and \d+ more/);
      assert.match(
        text,
        /Adding or removing a scope makes a major version, which an admin of each site has to approve\./,
      );
      assert.doesNotMatch(text, /production|Restricted|Open app/);
    });

    for (const [title, scopes] of [
      ['quoted', '    - "read:issue:jira"\n'],
      ['in single quotes', "    - 'read:issue:jira' # why\n"],
      ['in a map', '    read:issue:jira:\n      allowImpersonation: true\n'],
      ['quoted in a map', '    "read:issue:jira": {}\n'],
    ] as const) {
      it(`tells of a scope ${title}`, async () => {
        const { at, hover } = await open(manifest(sampleAppIds.releaseNotes, scopes));
        assert.match(readableHover(await hover(at('issue:jira', 2))), /`read:issue:jira` · Jira · granular/);
      });
    }

    it('tells of brackets and CRLF too', async () => {
      const { at, hover } = await open(
        manifest(sampleAppIds.releaseNotes, '')
          .replace('scopes:\n', 'scopes: [storage:app, read:jira-user]\n')
          .replaceAll('\n', '\r\n'),
      );
      assert.match(readableHover(await hover(at('read:jira-user', 14))), /`read:jira-user`/);
    });

    it('says which variable an id or a scope depends on, and which scope one stands for', async () => {
      const variables = 'environment:\n  variables:\n    - key: WHAT\n      default: work\n';
      const { at, hover } = await open(
        manifest('${NO_ID}', "    - 'read:${SCOPE}'\n    - 'read:jira-${WHAT}'\n", variables),
      );
      for (const name of ['NO_ID', 'SCOPE'])
        assert.match(readableHover(await hover(at(name))), new RegExp(`^Depends on \`\\$\\{${name}\\}\`, whose value`));
      assert.match(
        readableHover(await hover(at('jira-${WHAT}'))),
        /`read:jira-work` · Jira · classic[^]*Written as `read:jira-\$\{WHAT\}` in the manifest\./,
      );
    });

    it('says that a scope is not known', async () => {
      const { at, hover } = await open(manifest(sampleAppIds.releaseNotes, '    - read:no-such-thing\n'));
      assert.match(readableHover(await hover(at('read:no'))), /Unknown scope\. It may be misspelt, or newer/);
    });

    it('offers to sign in at the id of the app', async () => {
      const { at, hover } = await open(manifest(sampleAppIds.releaseNotes, ''));
      const parts = await hover(at('ari:cloud'));
      assert.match(readableHover(parts), /^Sign in to see the app’s name/);
      assert.deepEqual(
        parts.map(({ isTrusted }) => isTrusted),
        [false, { enabledCommands: ['forgeConsole.account.signIn'] }],
      );
    });

    it('says nothing elsewhere, in other files and in manifests of something else', async () => {
      const { at, hover } = await open(manifest(sampleAppIds.releaseNotes, '    - read:jira-work # note\n', 'mine:\n'));
      for (const position of [at('note'), at('mine')]) assert.deepEqual(await hover(position), []);
      const other = await open('app: web\npermissions:\n  scopes:\n    - read:jira-work\n', 'sprint-forecast');
      assert.deepEqual(await other.hover(other.at('read:jira-work')), []);
    });

    it('tells of a type of module and of keys what they take, with the page about them', async () => {
      const { at, hover } = await open(
        manifest(
          sampleAppIds.releaseNotes,
          '',
          'modules:\n  jira:issuePanel:\n    - key: p\n      viewportSize: small\n',
        ),
      );
      const page = 'https://developer.atlassian.com/platform/forge/manifest-reference/modules/jira-issue-panel/';
      assert.equal(
        readableHover(await hover(at('jira:issuePanel', 4))),
        `**\`jira:issuePanel\`** · a type of module\n\nNeeds \`icon\`, \`key\`, and \`title\`.\n\n[Learn more](${page})`,
      );
      assert.equal(
        readableHover(await hover(at('viewportSize', 2))),
        `**\`viewportSize\`** · a text\n\nOne of \`large\`, \`max\`, \`medium\`, \`small\`, \`xlarge\`.\n\n[Learn more](${page})`,
      );
      assert.match(readableHover(await hover(at('app:', 1))), /^\*\*`app`\*\* · a map · required$/);
    });

    it('tells of the title of a module that users see it', async () => {
      const { at, hover } = await open(
        manifest(
          sampleAppIds.releaseNotes,
          '',
          'modules:\n  jira:issuePanel:\n    - key: p\n      title: Release notes\n',
        ),
      );
      assert.match(
        readableHover(await hover(at('Release notes', 2))),
        /^The name that users see for this `jira:issuePanel`\.$/,
      );
    });
  });

  describe('signed in', () => {
    beforeEach(() => forge.signIn('main'));

    it('tells which environments have a scope, and what adding or removing it means', async () => {
      const { at, hover } = await open(
        manifest(sampleAppIds.releaseNotes, '    - read:jira-work\n    - manage:jira-project\n'),
      );
      await loaded('releaseNotes');
      const everywhere = readableHover(await hover(at('read:jira-work')));
      assert.match(everywhere, /\$\(check\) production 4\.3\.0 · staging 5\.1\.0 · /);
      assert.match(everywhere, /Removing it makes a major version in every environment\./);
      const waiting = readableHover(await hover(at('manage:jira-project')));
      assert.match(waiting, /\$\(circle-slash\) production 4\.3\.0/);
      assert.match(waiting, /The next deployment to production.* adds it: a major version/);
    });

    it('tells which calls need a scope', async () => {
      const { at, document, hover } = await open(manifest(sampleAppIds.releaseNotes, '    - read:jira-work\n'));
      const { appScans } = forge.services;
      await until('the code is read', () => appScans.of(document.uri)?.status === 'ready', appScans.onDidChange);
      const parts = await hover(at('read:jira-work'));
      assert.match(readableHover(parts), /Used by `src\/[\w/]+\.jsx?:\d+`, .* and \d+ more/);
      assert.match(parts[1]?.value ?? '', /command:forgeConsole\.manifest\.showScopeUsage\?/);
    });

    it('tells of the app its name, owner, role and environments', async () => {
      const { at, hover } = await open(manifest(sampleAppIds.releaseNotes, ''));
      await loaded('releaseNotes');
      const parts = await hover(at('ari:cloud'));
      const text = readableHover(parts);
      assert.match(text, /^\*\*Release Notes Composer\*\*\n\nForge · /);
      assert.match(text, /Owner: Mara Lindqvist · Your role: Owner(,| and) Admin/);
      assert.match(text, /- `production` 4\.3\.0 · \d+ installations?\n- `staging` 5\.1\.0/);
      assert.deepEqual(parts[1]?.isTrusted, {
        enabledCommands: ['forgeConsole.app.open', 'forgeConsole.app.openInConsole', 'forgeConsole.app.copyId'],
      });
    });

    it('says that no account lists an app', async () => {
      const { at, hover } = await open(manifest('00000000-0000-4000-8000-000000000000', ''));
      const [data] = forge.services.data.list;
      await data?.start();
      assert.match(readableHover(await hover(at('ari:cloud'))), /^None of your accounts has this app\./);
    });

    it('shows hostile names letter by letter, and runs nothing that they say', async () => {
      const { at, hover, document } = await open(
        manifest(
          sampleAppIds.hostileName,
          '    - read:jira-work\n',
          "modules:\n  jira:issuePanel:\n    - key: <b>panel</b>\n      title: '[x](command:y) ![i](http://e)'\n",
        ),
      );
      await loaded('hostileName');
      const parts = [
        ...(await hover(at('ari:cloud'))),
        ...(await hover(at('read:jira-work'))),
        ...(await hover(at('[x](command'))),
      ];
      assert.ok(parts.length >= 4);
      for (const { value, isTrusted, supportHtml } of parts) {
        assert.notEqual(isTrusted, true);
        assert.ok(supportHtml !== true);
        const commands = [...value.matchAll(/\]\(command:([\w.]+)/g)].map(([, command]) => command ?? '');
        const enabled = typeof isTrusted === 'object' ? isTrusted.enabledCommands : [];
        assert.ok(
          commands.every((command) => enabled.includes(command)),
          value,
        );
        if (enabled.length > 0) assert.doesNotMatch(value, /Quoted|onerror/);
        else assert.doesNotMatch(value, /(?<!\\)[[<]|command:(?!y)/, value);
      }
      assert.ok(readableHover(parts).includes(`<img src=x onerror=alert(1)> "Quoted" & 'Co' [link](command:x)`));
      await document.save();
    });

    it('shows a hostile scope letter by letter', async () => {
      const scope = 'read:x](command:workbench.action.quit)<img>`$(alert)';
      const { at, hover } = await open(manifest(sampleAppIds.releaseNotes, `    - '${scope}'\n`));
      await loaded('releaseNotes');
      const [about, ...links] = await hover(at('read:x'));
      assert.equal(about?.value.split('  \n')[0]?.replaceAll('\u2060', ''), `\`\`${scope}\`\``);
      // VS Code draws icons wherever it finds this, in code too.
      assert.ok(!about.value.includes('$(alert)'));
      assert.ok(links.every(({ value }) => !value.includes('quit')));
    });
  });

  describe('in a virtual file system', () => {
    const memory = useMemoryFiles();

    it('tells the same, beside completion and fixes', async () => {
      const document = await vscode.workspace.openTextDocument(
        await memory.write('app/manifest.yml', manifest(sampleAppIds.releaseNotes, '    - read:jira-work\n    - \n')),
      );
      const { at, hover, complete, fix } = openManifest(document);
      assert.match(readableHover(await hover(at('read:jira-work'))), /View projects/);
      assert.ok((await complete(at('- \n', 2))).length > 400);
      assert.match(await fix(at('read:jira-work'), 'Convert the scopes to a map'), /    read:jira-work: \{\}\n/);
    });
  });

  it('is switched off by its setting, at once', async () => {
    const { at, hover } = await open(manifest(sampleAppIds.releaseNotes, '    - read:jira-work\n'));
    const position = at('read:jira-work');
    assert.ok((await hover(position)).length > 0);
    const configuration = vscode.workspace.getConfiguration('forgeConsole.manifest');
    await configuration.update('hover', false, vscode.ConfigurationTarget.Global);
    try {
      assert.deepEqual(await hover(position), []);
    } finally {
      await configuration.update('hover', undefined, vscode.ConfigurationTarget.Global);
    }
  });
});
