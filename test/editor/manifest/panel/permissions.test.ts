import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { appAri } from '../../../../src/core/ids.ts';
import type { PermissionsView } from '../../../../src/manifest/permissions-protocol.ts';
import { sampleAppIds } from '../../../../src/sandbox/world/world-ids.ts';
import { useConsole } from '../../../support/editor/console.ts';
import { type SourceUnderTest, useSources } from '../../../support/editor/panel-source.ts';
import { workspaceFile } from '../../../support/editor/test-workspace.ts';

/** What production of Release Notes Composer was deployed with. */
const deployed = {
  scopes: ['read:jira-work', 'write:jira-work', 'read:jira-user', 'storage:app'],
  backend: ['api.changelog.example.com', '"*.hooks.example.com"'],
  client: ['{ address: stats.example.com, category: analytics, inScopeEUD: false }'],
  images: ['cdn.example.com'],
  styles: ['unsafe-inline'],
  remotes: [] as string[],
  modules: ['function: [{ key: main, handler: index.run }]'],
  licensing: false,
};

/** A manifest of an app, saying what is deployed but for what is given. */
function manifest(uuid: string, change: Partial<typeof deployed> = {}): string {
  const { scopes, backend, client, images, styles, remotes, modules, licensing } = { ...deployed, ...change };
  return `app:
  id: ari:cloud:ecosystem::app/${uuid}
  licensing: { enabled: ${String(licensing)} }
permissions:
  scopes:
${scopes.map((scope) => `    - ${scope}\n`).join('')}  external:
    fetch: { backend: [${backend.join(', ')}], client: [${client.join(', ')}] }
    images: [${images.join(', ')}]
  content: { styles: [${styles.join(', ')}] }
remotes: [${remotes.join(', ')}]
modules:
${modules.map((module) => `  ${module}\n`).join('')}`;
}

const production = ({ consequences }: PermissionsView) => consequences.find(({ label }) => label === 'production');
const rowOf = ({ groups }: PermissionsView, key: string) =>
  groups.flatMap(({ rows }) => rows).find((row) => row.key === key) ?? assert.fail(`no row ${key}`);
const cellsOf = (view: PermissionsView, key: string) => rowOf(view, key).cells.map(({ state }) => state);

describe('the permissions of an app’s panel', () => {
  const forge = useConsole();
  const sourceOf = useSources(forge);
  const file = () => workspaceFile('app', 'manifest.yml');
  beforeEach(() => forge.signIn('main'));

  async function compared(uuid: string, text?: string): Promise<SourceUnderTest> {
    if (text !== undefined) await file().write(text);
    const one = await sourceOf(uuid);
    await one.data.details(appAri(uuid)).environments.refresh();
    return one;
  }
  const viewOf = async (uuid: string, text?: string) => (await compared(uuid, text)).permissions();
  const releaseNotes = (change?: Partial<typeof deployed>) =>
    viewOf(sampleAppIds.releaseNotes, manifest(sampleAppIds.releaseNotes, change));

  it('have a column for the manifest and one for each environment’s newest version', async () => {
    const { columns, manifests, manifest: chosen } = await releaseNotes();
    assert.deepEqual(
      columns.map(({ label, version, isManifest }) => [label, version, isManifest]),
      [
        ['Manifest', undefined, true],
        ['production', '4.3.0', false],
        ['staging', '5.1.0', false],
        ['development', '6.4.0', false],
        ['feature-sprint-view', '2.2.0', false],
        ['mara-dev', '2.10.0', false],
      ],
    );
    assert.equal(new Set(columns.map(({ id }) => id)).size, 6);
    assert.deepEqual([manifests, chosen], [[{ path: 'app/manifest.yml', problems: 0 }], 0]);
  });

  it('come as scopes by API, then egress, remotes and content security', async () => {
    const { groups } = await releaseNotes({
      remotes: ['{ key: far, baseUrl: "https://far.example.com" }'],
      scopes: [...deployed.scopes, 'read:brand-new'],
    });
    assert.deepEqual(
      groups.map(({ kind, title, rows }) => [kind, title, rows.map(({ key }) => key)]),
      [
        ['scopes', 'Forge storage', ['storage:app']],
        ['scopes', 'Jira API', ['manage:jira-project', 'read:jira-user', 'read:jira-work', 'write:jira-work']],
        ['scopes', 'Jira Software API', ['read:sprint:jira-software']],
        ['scopes', 'Scopes not deployed yet', ['read:brand-new']],
        ['egress', 'Egress: backend fetch', ['api.changelog.example.com', '*.hooks.example.com']],
        ['egress', 'Egress: client fetch', ['stats.example.com']],
        ['egress', 'Egress: images', ['cdn.example.com']],
        ['remotes', 'Remotes', ['far']],
        ['csp', 'Content security policy: styles', ['unsafe-inline']],
      ],
    );
  });

  it('say in cells what is there, what is missing, and what the next deployment adds, removes and changes', async () => {
    const view = await releaseNotes({
      scopes: ['read:jira-work', 'write:jira-work', 'storage:app', 'read:sprint:jira-software'],
      client: ['stats.example.com'],
    });
    assert.deepEqual(cellsOf(view, 'read:jira-work'), [
      'present',
      'present',
      'present',
      'present',
      'present',
      'present',
    ]);
    assert.deepEqual(cellsOf(view, 'read:jira-user'), [
      'missing',
      'removed',
      'removed',
      'removed',
      'removed',
      'removed',
    ]);
    assert.deepEqual(cellsOf(view, 'read:sprint:jira-software'), [
      'present',
      'added',
      'present',
      'present',
      'present',
      'present',
    ]);
    assert.deepEqual(cellsOf(view, 'manage:jira-project'), [
      'missing',
      'missing',
      'removed',
      'removed',
      'removed',
      'removed',
    ]);
    assert.deepEqual(cellsOf(view, 'stats.example.com').slice(0, 2), ['present', 'changed']);
    assert.deepEqual(rowOf(view, 'read:jira-work'), {
      ...rowOf(view, 'read:jira-work'),
      name: 'View Jira issue data',
      restricted: false,
    });
  });

  it('lead from a cell of the manifest, and only from there, to its line', async () => {
    const text = manifest(sampleAppIds.releaseNotes);
    const view = await releaseNotes();
    for (const { rows } of view.groups) {
      for (const {
        key,
        cells: [first, ...others],
      } of rows) {
        assert.ok(
          others.every(({ line }) => line === undefined),
          key,
        );
        if (first?.state === 'present') assert.ok(text.split('\n')[first.line ?? -1]?.includes(key), key);
        else assert.equal(first?.line, undefined);
      }
    }
  });

  it('show scopes that are written as a map, with what they allow', async () => {
    const text = manifest(sampleAppIds.releaseNotes).replace(
      / {4}- (.*)\n/g,
      (_, scope: string) => `    "${scope}": { allowImpersonation: ${String(scope === 'read:jira-work')} }\n`,
    );
    const view = await viewOf(sampleAppIds.releaseNotes, text);
    assert.equal(rowOf(view, 'read:jira-work').cells[0]?.allowsImpersonation, true);
    assert.equal(rowOf(view, 'storage:app').cells[0]?.allowsImpersonation, false);
    assert.equal(view.consequences[0]?.needsApproval, false);
  });

  const major = (why: string) => `This makes a major version (${why}): admins must approve it.`;
  const byThemselves = 'No major version: installations get it by themselves.';
  const more = (scopes: readonly string[]) => ({ scopes: [...deployed.scopes, ...scopes] });
  const cases: readonly [what: string, change: Partial<typeof deployed>, message: string, needsApproval: boolean][] = [
    ['nothing new', {}, 'No changes: the manifest has the permissions of version 4.3.0.', false],
    ['a scope more', more(['read:me']), `1 scope added. ${major('scopes added')}`, true],
    [
      'two scopes more',
      more(['read:me', 'read:sprint:jira-software']),
      `2 scopes added. ${major('scopes added')}`,
      true,
    ],
    ['a scope less', { scopes: deployed.scopes.slice(1) }, `1 scope removed. ${major('scopes removed')}`, true],
    [
      'other scopes',
      { scopes: [...deployed.scopes.slice(2), 'read:me'] },
      `1 scope added · 2 scopes removed. ${major('scopes added, scopes removed')}`,
      true,
    ],
    [
      'an address more',
      { images: ['cdn.example.com', 'more.example.com'] },
      `1 egress address added. ${major('egress added')}`,
      true,
    ],
    ['an address less', { images: [] }, `1 egress address removed. ${byThemselves}`, false],
    ['two addresses less', { images: [], client: [] }, `2 egress addresses removed. ${byThemselves}`, false],
    [
      'an address without its category',
      { client: ['{ address: stats.example.com, inScopeEUD: false }'] },
      '1 egress address changed. This probably makes a major version (category of egress changed): admins must approve it then.',
      true,
    ],
    [
      'a remote',
      { remotes: ['{ key: far, baseUrl: "https://far.example.com" }'] },
      `1 remote changed. ${major('remotes added')}`,
      true,
    ],
    [
      'a content security exception',
      { styles: ['unsafe-inline', '"sha256-abc"'] },
      `1 content security exception changed. ${major('content security exceptions added')}`,
      true,
    ],
    [
      'a module that needs consent',
      { modules: [...deployed.modules, 'sql: [{ key: db, engine: mysql }]'] },
      `1 module added that needs consent. ${major('modules that need consent added')}`,
      true,
    ],
    ['a variable', { images: ['"${HOST}"'] }, 'Depends on ${HOST}, whose value isn’t known here.', false],
    [
      'two variables',
      { images: ['"${HOST}"', '"${CDN}"'] },
      'Depends on ${HOST}, ${CDN}, whose values aren’t known here.',
      false,
    ],
    [
      'a variable and a scope more',
      { images: ['"${HOST}"'], ...more(['read:me']) },
      `1 scope added. ${major('scopes added')} The rest depends on \${HOST}, whose value isn’t known here.`,
      true,
    ],
    [
      'YAML that can’t be read',
      { images: ['"open'] },
      'Not known: the manifest has errors. Fix them to see what the next deployment means.',
      false,
    ],
    ['licensing', { licensing: true }, `Licensing turned on. ${major('licensing turned on')}`, true],
  ];
  for (const [what, change, message, needsApproval] of cases) {
    it(`say in words what a manifest with ${what} means for production`, async () => {
      assert.deepEqual(production(await releaseNotes(change)), { label: 'production', message, needsApproval });
    });
  }

  it('say what a first deployment means, and that production was never deployed', async () => {
    const view = await viewOf(sampleAppIds.standupDigest, manifest(sampleAppIds.standupDigest));
    assert.deepEqual(production(view), {
      label: 'production',
      message: 'First deployment: admins approve all permissions when they install the app.',
      needsApproval: false,
    });
    assert.deepEqual(view.notes, [
      'Not in production yet. Permissions appear in the developer console after the first deployment to production.',
    ]);
    assert.deepEqual(cellsOf(view, 'storage:app'), ['present', ...view.columns.slice(1).map(() => 'none')]);
  });

  it('say that there is no manifest, and have neither its column nor consequences', async () => {
    const view = await viewOf(sampleAppIds.releaseNotes);
    assert.deepEqual(view.notes, ['Open the app’s folder to see what the next deployment will change.']);
    assert.deepEqual(
      [view.manifests, view.manifest, view.consequences, view.columns.some(({ isManifest }) => isManifest)],
      [[], undefined, [], false],
    );
    assert.deepEqual(cellsOf(view, 'manage:jira-project'), ['missing', 'present', 'present', 'present', 'present']);
  });

  it('say both where there is neither', async () => {
    assert.equal((await viewOf(sampleAppIds.standupDigest)).notes.length, 2);
  });

  it('tell how many parts of a manifest could not be read', async () => {
    const { manifests } = await viewOf(
      sampleAppIds.releaseNotes,
      manifest(sampleAppIds.releaseNotes).replace('    - read:jira-work\n', '    - 7\n    - [x]\n'),
    );
    assert.ok((manifests[0]?.problems ?? 0) > 0);
  });

  describe('with several manifests', () => {
    const inFolder = (folder: string) => workspaceFile(folder, 'src', 'manifest.yml');
    const [inA, inB, inC] = [inFolder('decision-register'), inFolder('release-notes'), inFolder('sprint-forecast')];

    async function two(): Promise<SourceUnderTest> {
      await inB.write(manifest(sampleAppIds.releaseNotes, more(['read:me'])));
      await inA.write(manifest(sampleAppIds.releaseNotes));
      await inC.write(manifest(sampleAppIds.standupDigest));
      const one = await compared(sampleAppIds.releaseNotes);
      // A file that is made and deleted within one batch of the watcher's events is never told to be deleted.
      await one.settles('both manifests are known', ({ permissions }) => permissions.value?.manifests.length === 2);
      return one;
    }

    it('compare the first by path, until another is chosen', async () => {
      const { choose, compared, permissions, told } = await two();
      assert.deepEqual(
        permissions().manifests.map(({ path }) => path),
        ['decision-register/src/manifest.yml', 'release-notes/src/manifest.yml'],
      );
      assert.deepEqual([permissions().manifest, production(permissions())?.needsApproval], [0, false]);
      told();
      choose(1);
      assert.deepEqual(told(), ['permissions', 'titles']);
      assert.deepEqual([permissions().manifest, production(permissions())?.needsApproval], [1, true]);
      assert.ok(compared()?.uri.path.endsWith('/release-notes/src/manifest.yml'));
      choose(0);
      assert.equal(permissions().manifest, 0);
    });

    it('compare the first where one is chosen that is not there', async () => {
      const { choose, permissions } = await two();
      choose(7);
      assert.equal(permissions().manifest, 0);
    });

    it('keep the chosen one when others come, and go back to the first when it is deleted', async () => {
      const { choose, compared, permissions, settles } = await two();
      choose(1);
      await inA.remove();
      await settles('the first is gone', () => permissions().manifests.length === 1);
      assert.deepEqual(
        [permissions().manifest, compared()?.uri.path.endsWith('/release-notes/src/manifest.yml')],
        [0, true],
      );
      await inA.write(manifest(sampleAppIds.releaseNotes));
      await settles('the first is back', () => permissions().manifests.length === 2);
      assert.equal(permissions().manifest, 1);
      await inB.remove();
      await settles('the chosen one is gone', () => permissions().manifests.length === 1);
      assert.ok(compared()?.uri.path.endsWith('/decision-register/src/manifest.yml'));
    });
  });

  describe('follow the manifest', () => {
    afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

    async function typed(change: (edit: vscode.WorkspaceEdit, uri: vscode.Uri) => void): Promise<void> {
      const edit = new vscode.WorkspaceEdit();
      change(edit, file().uri);
      assert.ok(await vscode.workspace.applyEdit(edit));
    }

    it('as it is typed, without being saved, and back when the editor is closed unsaved', async () => {
      const { permissions, settles, source } = await compared(
        sampleAppIds.releaseNotes,
        manifest(sampleAppIds.releaseNotes),
      );
      const { document } = await file().show();
      const line = document
        .getText()
        .split('\n')
        .findIndex((text) => text.includes('storage:app'));
      assert.equal(rowOf(permissions(), 'storage:app').cells[0]?.line, line);

      await typed((edit, uri) => edit.insert(uri, new vscode.Position(line, 0), '    - read:me\n'));
      await settles(
        'the typed scope is there',
        () => production(permissions())?.message === `1 scope added. ${major('scopes added')}`,
      );
      assert.equal(rowOf(permissions(), 'storage:app').cells[0]?.line, line + 1);
      assert.equal(document.isDirty, true);

      await typed((edit, uri) =>
        edit.insert(
          uri,
          new vscode.Position(document.lineCount, 0),
          '  jira:issuePanel: [{ key: p, title: Typed title }]\n',
        ),
      );
      await settles('the typed title is there', ({ titles }) => titles[0]?.title === 'Typed title');
      assert.deepEqual(source.all().titles, [
        { module: 'jira:issuePanel', key: 'p', title: 'Typed title', line: document.lineCount - 2 },
      ]);

      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
      await settles(
        'what was typed is gone',
        ({ titles }) =>
          titles.length === 0 &&
          production(permissions())?.message === 'No changes: the manifest has the permissions of version 4.3.0.',
      );
    });

    it('when it is saved on disk by another program', async () => {
      const { permissions, settles } = await compared(sampleAppIds.releaseNotes, manifest(sampleAppIds.releaseNotes));
      await file().write(manifest(sampleAppIds.releaseNotes, more(['read:me'])));
      await settles('the new scope is there', () => production(permissions())?.needsApproval === true);
    });

    it('when it gets the id of another app while it is typed', async () => {
      const { permissions, settles } = await compared(sampleAppIds.releaseNotes, manifest(sampleAppIds.releaseNotes));
      await file().show();
      await typed((edit, uri) =>
        edit.replace(uri, new vscode.Range(1, 0, 2, 0), `  id: ari:cloud:ecosystem::app/${sampleAppIds.teamPoll}\n`),
      );
      await settles('it is no manifest of the app', () => permissions().manifests.length === 0);
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
      await settles('it is one again', () => permissions().manifests.length === 1);
    });

    it('through text that is no YAML', async () => {
      const { permissions, settles } = await compared(sampleAppIds.releaseNotes, manifest(sampleAppIds.releaseNotes));
      await file().show();
      await typed((edit, uri) => edit.insert(uri, new vscode.Position(4, 0), '  : [ {{ "\n'));
      await settles('the manifest can not be read any more', () => permissions().manifests[0]?.problems !== 0);
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
      await settles('it is as before', () => permissions().manifests[0]?.problems === 0);
    });

    it('but not one that a build wrote, wherever that lies', async () => {
      const { manifests, settles } = await compared(sampleAppIds.releaseNotes);
      for (const folder of ['dist', 'out', 'node_modules', '.git'])
        await workspaceFile('build', folder, 'manifest.yml').write(manifest(sampleAppIds.releaseNotes));
      await file().write(manifest(sampleAppIds.releaseNotes));
      await settles('the app’s own is found', () =>
        manifests.of(appAri(sampleAppIds.releaseNotes)).some(({ uri }) => uri.path.endsWith('/app/manifest.yml')),
      );
      assert.deepEqual(
        manifests.of(appAri(sampleAppIds.releaseNotes)).map(({ uri }) => vscode.workspace.asRelativePath(uri)),
        ['app/manifest.yml'],
      );
      await workspaceFile('build').remove();
    });
  });
});
