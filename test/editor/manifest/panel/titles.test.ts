import assert from 'node:assert/strict';
import { appAri } from '../../../../src/core/ids.ts';
import { sampleAppIds } from '../../../../src/sandbox/world/world-ids.ts';
import { useConsole } from '../../../support/editor/console.ts';
import { useSources } from '../../../support/editor/panel-source.ts';
import { workspaceFile } from '../../../support/editor/test-workspace.ts';

const uuid = sampleAppIds.releaseNotes;
const manifest = (path: string) => `app:
  id: ${appAri(uuid)}
modules:
  jira:issuePanel:
    - { key: panel, title: { i18n: panel.title } }
    - { key: other, title: { i18n: panel.missing } }
    - { key: plain, title: As written }
translations:
  resources: [{ key: en-US, path: ${path} }]
  fallback: { default: en-US }
`;

describe('the titles of an app’s panel', () => {
  const forge = useConsole();
  const sourceOf = useSources(forge);
  beforeEach(() => forge.signIn('main'));

  const shown = (titles: readonly { title: string; translationKey?: string | undefined }[]) =>
    titles.map(({ title, translationKey }) => [title, translationKey]);

  it('are those of the translation file that the manifest names, or keys', async () => {
    await workspaceFile('release-notes', 'en.json').write('{"panel":{"title":"Release notes <b>"}}');
    await workspaceFile('release-notes', 'manifest.yml').write(manifest('en.json'));
    const { source, settles } = await sourceOf(uuid);
    await settles('the translation is read', ({ titles }) => titles[0]?.title === 'Release notes <b>');
    assert.deepEqual(shown(source.all().titles), [
      ['Release notes <b>', 'panel.title'],
      ['panel.missing', 'panel.missing'],
      ['As written', undefined],
    ]);
    assert.deepEqual(
      source.all().titles.map(({ line }) => line),
      [4, 5, 6],
    );
  });

  for (const path of ['../en.json', '/etc/en.json', 'src', 'en.txt', '.'])
    it(`are keys where the file is not one of the app: ${path}`, async () => {
      await workspaceFile('en.json').write('{"panel":{"title":"From elsewhere"}}');
      await workspaceFile('release-notes', 'en.txt').write('{"panel":{"title":"From elsewhere"}}');
      await workspaceFile('release-notes', 'manifest.yml').write(manifest(path));
      const { source, settles } = await sourceOf(uuid);
      await settles('the manifest is read', ({ titles }) => titles.length === 3);
      await source.parts.manifest.refresh?.();
      assert.deepEqual(shown(source.all().titles)[0], ['panel.title', 'panel.title']);
    });

  it('are those deployed to production without the manifest', async () => {
    const { source, data, settles } = await sourceOf(sampleAppIds.customerVault);
    await data.details(appAri(sampleAppIds.customerVault)).environments.refresh();
    await settles('they are there', ({ titles }) => titles.length > 0);
    for (const { environment, line, title } of source.all().titles) {
      assert.equal(environment, 'production');
      assert.equal(line, undefined);
      assert.notEqual(title, '');
    }
  });
});
