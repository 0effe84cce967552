import assert from 'node:assert/strict';
import { appAri } from '../../../../src/core/ids.ts';
import type { Environment } from '../../../../src/core/environment.ts';
import { fetchEnvironments } from '../../../../src/gateway/operations/fetch-environment-list.ts';
import { analyzeScopeUsage } from '../../../../src/manifest/model/analyze-scope-usage.ts';
import { compareManifest } from '../../../../src/manifest/model/compare-manifest.ts';
import { consequences } from '../../../../src/manifest/model/consequence.ts';
import { createManifestParser, parseManifest } from '../../../../src/manifest/model/manifest.ts';
import { sampleAppIds } from '../../../../src/sandbox/world/world-ids.ts';
import { useGateway } from '../../../support/use-gateway.ts';

const uuid = '5e2f1c84-7a3b-4d90-9c61-2b8e4f70a1d3';
const ari = `ari:cloud:ecosystem::app/${uuid}`;

/** A manifest with variables, each as YAML of an item. */
const withVariables = (variables: readonly string[], rest: string) =>
  `environment:\n  variables:\n${variables.map((one) => `    - ${one}\n`).join('')}${rest}`;

describe('variables in a manifest', () => {
  it('have their default, or the value of the environment, wherever a text is', () => {
    const text = withVariables(
      ['{key: APP, default: nothing}', 'HOST', '{key: WHAT, default: work}', '{key: NAME, default: Board}'],
      `app:
  id: ari:cloud:ecosystem::app/\${APP}
permissions:
  scopes: ['read:jira-\${WHAT}', storage:app]
  external:
    fetch:
      backend: ['https://\${HOST}/\${WHAT}']
remotes:
  - key: back
    baseUrl: https://\${HOST}
modules:
  jira:issuePanel:
    - key: panel
      title: \${NAME} of \${NAME}
`,
    );
    const manifest = parseManifest(text, { APP: uuid, HOST: 'api.example.com', PATH: '/bin' });
    assert.equal(manifest.app?.id, ari);
    assert.deepEqual(
      manifest.scopes.map(({ key, written }) => [key, written]),
      [
        ['read:jira-work', 'read:jira-${WHAT}'],
        ['storage:app', undefined],
      ],
    );
    assert.equal(manifest.egress[0]?.address, 'https://api.example.com/work');
    assert.equal(manifest.remotes[0]?.baseUrl, 'https://api.example.com');
    assert.equal(manifest.modules[0]?.title?.text, 'Board of Board');
    assert.deepEqual(manifest.gaps, []);
  });

  it('stay as they are where the manifest does not name them, or nothing gives them a value', () => {
    const text = withVariables(['HOST'], 'permissions:\n  scopes: ["${HOST}", "${HOME}", "$HOME", "${}"]\n');
    assert.deepEqual(
      parseManifest(text, { HOME: '/root' }).scopes.map(({ key }) => key),
      ['${HOST}', '${HOME}', '$HOME', '${}'],
    );
  });

  it('are filled in once: a value is no text to fill in', () => {
    const text = withVariables(['{key: A, default: "${B}"}', '{key: B, default: "${A}${A}"}'], 'app:\n  id: ${A}\n');
    assert.deepEqual(parseManifest(text).appIdVariables, ['B']);
  });

  it('show no secret of the environment', () => {
    const text = withVariables(['FORGE_API_TOKEN'], 'permissions:\n  scopes: ["${FORGE_API_TOKEN}"]\n');
    assert.deepEqual(
      parseManifest(text, { FORGE_API_TOKEN: 'hush' }).scopes.map(({ key }) => key),
      ['${FORGE_API_TOKEN}'],
    );
  });

  it('follow a changed default while the rest of the text stays', () => {
    const parse = createManifestParser();
    const titles = (value: string) =>
      parse(
        withVariables(
          [`{key: NAME, default: ${value}}`],
          `app:\n  id: ${ari}\nmodules:\n  jira:issuePanel:\n    - key: p\n      title: \${NAME}\n`,
        ),
      ).modules.map(({ title }) => title?.text);
    assert.deepEqual([titles('One'), titles('Two')], [['One'], ['Two']]);
  });

  it('can’t make a short text huge', () => {
    const text = withVariables([`{key: A, default: ${'x'.repeat(500)}}`], `app:\n  id: "${'${A}'.repeat(50_000)}"\n`);
    assert.ok((parseManifest(text).app?.id ?? '').length < 300_000);
    assert.deepEqual(parseManifest(text).appIdVariables, ['A']);
  });
});

describe('a manifest that depends on variables', () => {
  const gateway = useGateway();
  const environmentsOf = (name: keyof typeof sampleAppIds): Promise<Environment[]> =>
    fetchEnvironments(gateway.connect().client, appAri(sampleAppIds[name]));
  const production = async (text: string, name: keyof typeof sampleAppIds = 'releaseNotes') => {
    const environments = await environmentsOf(name);
    const manifest = parseManifest(text);
    const [first] = consequences(manifest, environments);
    assert.ok(first);
    const comparison = compareManifest(manifest, environments);
    const cells = [...comparison.scopes, ...comparison.egress].flatMap(({ rows }) =>
      rows.map(({ label, cells: [cell] }) => `${label} ${cell ?? ''}`),
    );
    return { consequence: first, cells };
  };
  const scopes = 'scopes: [storage:app, read:jira-user, read:jira-work, write:jira-work]';

  it('claims nothing added, removed or major that its variables may be', async () => {
    const { consequence, cells } = await production(
      `permissions:\n  ${scopes}\n  external: { fetch: { backend: ["\${HOST}", "*.hooks.example.com"] } }\n`,
    );
    assert.deepEqual(consequence.unknown, ['HOST']);
    assert.deepEqual([consequence.changes?.egressAdded, consequence.changes?.egressRemoved], [[], []]);
    assert.equal(consequence.makesMajorVersion, false);
    assert.ok(cells.includes('${HOST} mayChange'));
    assert.ok(cells.includes('api.changelog.example.com mayChange'));
    assert.ok(cells.includes('*.hooks.example.com present'));
  });

  it('still says what is certain', async () => {
    const { consequence } = await production(
      'permissions:\n  scopes: [storage:app, read:jira-user, manage:jira-project, "${MORE}"]\n',
    );
    assert.deepEqual(consequence.changes?.scopesAdded, ['manage:jira-project']);
    assert.deepEqual(consequence.changes.scopesRemoved, []);
    assert.deepEqual(
      consequence.reasons.map(({ rule }) => rule),
      ['scopesAdded'],
    );
  });

  it('has no scope called missing that a variable may hold', () => {
    const text = (scope: string) =>
      `permissions:\n  scopes: ["${scope}"]\nmodules:\n  trigger:\n    - key: t\n      function: f\n      events: [avi:jira:created:issue]\n`;
    const missing = (scope: string) => analyzeScopeUsage(parseManifest(text(scope)), undefined).missing.length;
    assert.ok(missing('storage:app') > 0);
    assert.equal(missing('${SCOPE}'), 0);
  });
});
