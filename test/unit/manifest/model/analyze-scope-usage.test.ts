import assert from 'node:assert/strict';
import { scanFile } from '../../../../src/manifest/code/scan-file.ts';
import { parseManifest } from '../../../../src/manifest/model/manifest.ts';
import { analyzeScopeUsage } from '../../../../src/manifest/model/analyze-scope-usage.ts';
import { missing, needed, needs, unused } from '../../../support/scope-needs.ts';

const status = "requestJira('/rest/api/3/statuscategory');";

describe('The scopes that an app needs', () => {
  it('are satisfied by the required ones, or by all of the other set', () => {
    for (const declared of ['read:jira-work', 'read:status:jira']) {
      const found = needs([declared], status);
      assert.deepEqual([missing(found), unused(found), found.mixed], [[], [], []]);
      assert.deepEqual(needed(found, declared), ['GET /rest/api/3/statuscategory']);
    }
  });

  it('are missing by the required ones, also where the other set is there in part', () => {
    const search = "requestJira('/rest/api/3/search/jql');";
    const found = needs(['read:status:jira', 'read:issue-details:jira'], status + search);
    assert.deepEqual(
      found.missing.map(({ scope, reasons }) => [scope, reasons.length]),
      [['read:jira-work', 1]],
    );
    assert.deepEqual(needed(found, 'read:jira-work'), ['GET /rest/api/3/search/jql']);
    // A part of the other set serves something, or would.
    assert.deepEqual(needed(found, 'read:issue-details:jira'), ['GET /rest/api/3/search/jql']);
    assert.deepEqual(unused(found), []);
  });

  it('are missing in the order of their names, each with everything that needs it', () => {
    const found = needs(
      [],
      "import { kvs } from '@forge/kvs'; kvs.get('a'); kvs.set('a'); requestJira('/rest/api/3/issue', { method: 'POST' });" +
        status,
    );
    assert.deepEqual(
      found.missing.map(({ scope, reasons }) => [scope, reasons.length]),
      [
        ['read:jira-work', 1],
        ['storage:app', 2],
        ['write:jira-work', 1],
      ],
    );
  });

  it('come from events, merge checks and agents too', () => {
    const found = needs(
      [],
      '',
      `modules:
  trigger:
    - { key: t, function: f, events: ['avi:jira:created:issue', 'avi:confluence:trashed:page', 'avi:none:such'] }
  bitbucket:mergeCheck:
    - { key: c }
  rovo:agentConnector:
    - { key: a, productContexts: [confluence, toString] }
`,
    );
    assert.deepEqual(missing(found), [
      'read:confluence-content.all',
      'read:confluence-content.summary',
      'read:jira-work',
      'read:pullrequest:bitbucket',
      'write:confluence-content',
    ]);
    const [reason] = found.needed.get('read:jira-work') ?? [];
    assert.deepEqual(reason, {
      kind: 'event',
      event: 'avi:jira:created:issue',
      range: { start: { line: 6, character: 38 }, end: { line: 6, character: 62 } },
    });
  });

  it('are the same for code that was judged with another manifest before', () => {
    const notify = "import { NotificationApi } from '@forge/notifications'; NotificationApi.send({});";
    const code = [{ file: 'index.js', ...scanFile('index.js', notify + status) }];
    const judged = (text: string) => missing(analyzeScopeUsage(parseManifest(text), code));
    const [confluence, jira] = ['modules: { macro: [{ key: m }] }', "modules: { 'jira:issuePanel': [{ key: p }] }"];
    for (let time = 0; time < 2; time++) {
      assert.deepEqual(judged(confluence), ['read:jira-work', 'send:app-notification:confluence']);
      assert.deepEqual(judged(jira), ['read:jira-work', 'send:app-notification:jira']);
    }
  });

  it('follow a notification to where the app is', () => {
    const notify = "import { NotificationApi } from '@forge/notifications'; NotificationApi.send({});";
    assert.deepEqual(missing(needs([], notify, 'modules: { macro: [{ key: m }] }')), [
      'send:app-notification:confluence',
    ]);
    assert.deepEqual(missing(needs([], notify, "modules: { 'jira:issuePanel': [{ key: p }] }")), [
      'send:app-notification:jira',
    ]);
    const both = needs(['send:app-notification:jira', 'send:app-notification:confluence'], notify);
    assert.deepEqual([missing(both), unused(both), both.mixed], [[], [], []]);
  });
});

describe('Scopes that nothing is known to need', () => {
  it('are those with operations, rules or storage that nothing calls', () => {
    const found = needs(
      [
        'manage:jira-project',
        'read:jira-work',
        'storage:app',
        'read:me',
        'read:app-user-token',
        'act-as-user:connect-jira',
        'no:such:scope',
      ],
      status,
    );
    assert.deepEqual(unused(found), ['manage:jira-project', 'storage:app']);
  });

  it('leave a doubt where a call of their API, or a file, could not be read', () => {
    const found = needs(['manage:jira-project', 'write:page:confluence'], 'requestJira(path);');
    assert.deepEqual(unused(found), ['manage:jira-project (1)', 'write:page:confluence']);
    assert.deepEqual(unused(needs(['write:page:confluence'], 'requestGraph(query);')), ['write:page:confluence (1)']);
    assert.deepEqual(unused(needs(['write:page:confluence'], 'requestJira(')), ['write:page:confluence (1)']);
  });

  it('are not those that a call may need whose method is not known', () => {
    const found = needs(
      ['write:jira-work', 'manage:jira-project'],
      "requestJira('/rest/api/3/issue/A-1', { method: window.method });",
    );
    assert.deepEqual(unused(found), ['manage:jira-project']);
  });

  it('are not told while the code is not known, or where other code may use them', () => {
    const manifest = parseManifest("permissions: { scopes: ['manage:jira-project'] }");
    assert.deepEqual(analyzeScopeUsage(manifest, undefined).unused, []);
    assert.equal(analyzeScopeUsage(manifest, []).unused.length, 1);
    const elsewhere = [
      'connectModules: { jira:webhooks: [{ key: w }] }',
      'services: [{ key: s }]',
      'remotes: [{ key: r, baseUrl: x, auth: { appSystemToken: { enabled: true } } }]',
      'modules: { endpoint: [{ key: e, remote: r, auth: { appUserToken: { enabled: true } } }] }',
      'resources: [{ key: page, path: ../page/build }]',
    ];
    for (const rest of elsewhere) assert.deepEqual(unused(needs(['manage:jira-project'], '', rest)), [], rest);
    assert.deepEqual(
      unused(
        needs(
          ['manage:jira-project'],
          '',
          'remotes: [{ key: r, baseUrl: x, auth: { appSystemToken: { enabled: false } } }]',
        ),
      ),
      ['manage:jira-project'],
    );
  });

  it('are not the scope for whole pages where summaries of them are read', () => {
    const found = needs(
      ['read:confluence-content.summary', 'read:confluence-content.all'],
      "requestConfluence('/wiki/rest/api/content/1?expand=body.storage');",
    );
    assert.deepEqual([missing(found), unused(found)], [[], []]);
  });

  it('do not stand for a narrower scope that is asked for', () => {
    const found = needs(['read:confluence-content.all'], "requestConfluence('/wiki/rest/api/content/1');");
    assert.deepEqual([missing(found), unused(found)], [['read:confluence-content.summary'], []]);
  });

  it('are not told of storage where a module stores', () => {
    assert.deepEqual(unused(needs(['storage:app'], '', 'modules: { sql: [{ key: s, engine: mysql }] }')), []);
  });
});

describe('Classic and granular scopes', () => {
  it('are mixed where both are there for one call', () => {
    const found = needs(['read:jira-work', 'read:status:jira'], status);
    assert.deepEqual(
      found.mixed.map(({ reason, classic, granular }) => [reason.kind, classic, granular]),
      [['call', ['read:jira-work'], ['read:status:jira']]],
    );
    assert.deepEqual(unused(found), []);
    assert.deepEqual(needed(found, 'read:status:jira'), []);
  });

  it('are not where a granular one is required by something else', () => {
    const found = needs(
      ['read:jira-work', 'read:sprint:jira-software', 'read:board-scope:jira-software'],
      `requestJira('/rest/api/3/search/jql'); requestJira(\`/rest/agile/1.0/board/\${id}/sprint\`);`,
    );
    assert.deepEqual(found.mixed, []);
  });

  it('are not where a granular one meets a need whose classic ones are not declared', () => {
    const found = needs(
      ['read:jira-work', 'read:field:jira', 'read:jira-expressions:jira'],
      "requestJira('/rest/api/3/field'); requestJira('/rest/api/3/expression/analyse', { method: 'POST' });",
    );
    assert.deepEqual([missing(found), found.mixed], [[], []]);
  });

  it('are not where code that is not known may need the granular one', () => {
    const declared = ['read:jira-work', 'read:status:jira'];
    assert.deepEqual(needs(declared, `${status} requestJira(somewhere);`).mixed, []);
    assert.equal(needs(declared, `${status} requestConfluence(somewhere);`).mixed.length, 1);
  });

  it('lack what completes the set that the manifest declares most of', () => {
    const project = "requestJira('/rest/api/3/field');";
    const most = ['avatar', 'field-configuration', 'field', 'project-category'].map((name) => `read:${name}:jira`);
    assert.deepEqual(missing(needs(most, project)), ['read:project:jira']);
    assert.deepEqual(missing(needs(most.slice(0, 2), project)), ['read:jira-work']);
    assert.deepEqual(missing(needs([...most, 'write:jira-work'], project)), ['read:project:jira']);
  });

  it('lack classic ones for all that these meet, where something lacks them anyway', () => {
    const most = ['avatar', 'field-configuration', 'field', 'project-category'].map((name) => `read:${name}:jira`);
    const code = "requestJira('/rest/api/3/field'); requestJira('/rest/api/3/search/jql');";
    assert.deepEqual(missing(needs(most, code)), ['read:jira-work']);
  });

  it('lack a granular one in a manifest that goes without the classic ones of that API', () => {
    const both = `${status} requestJira('/rest/api/3/mypermissions');`;
    assert.deepEqual(missing(needs(['read:permission:jira', 'storage:app'], both)), ['read:status:jira']);
    assert.deepEqual(missing(needs(['read:permission:jira', 'write:jira-work'], both)), ['read:jira-work']);
    assert.deepEqual(missing(needs(['read:user:jira'], both)), ['read:jira-work']);
  });
});

describe('The scopes of an Atlassian app that is never called', () => {
  const declared = [
    'read:jira-work',
    'write:confluence-file',
    'read:calendar-info:jira',
    'read:customer:entitlement:jira-service-management',
  ];
  const call = "requestJira('/rest/api/3/project/search');";

  it('are unused, where all calls are known', () => {
    const found = needs([...declared, 'manage:confluence-configuration', 'read:relation:confluence'], call);
    assert.deepEqual(unused(found), [
      'write:confluence-file',
      'manage:confluence-configuration',
      'read:relation:confluence',
    ]);
  });

  it('are not judged, where a call may go there or the app runs there', () => {
    const scopes = ['read:inlinetask:confluence', 'read:confluence-content.permission.unlisted'];
    assert.deepEqual(unused(needs(scopes, 'requestConfluence(path);')), ['read:inlinetask:confluence (1)']);
    const calendar = ['read:calendar-info:jira'];
    assert.deepEqual(unused(needs(calendar, '')), calendar);
    assert.deepEqual(unused(needs(calendar, 'requestJira(path);')), []);
    assert.deepEqual(unused(needs(calendar, 'requestGraph(query);')), []);
    assert.deepEqual(unused(needs(calendar, call)), []);
    for (const modules of [
      'modules:\n  jira:issuePanel:\n    - key: panel\n',
      "modules:\n  trigger:\n    - key: one\n      events: ['avi:jira:some:event']\n",
    ])
      assert.deepEqual(unused(needs(calendar, '', modules)), []);
  });

  it('are unused in Compass, where no GraphQL is called', () => {
    const compass = ['read:component:compass'];
    assert.deepEqual(unused(needs(compass, call)), compass);
    const calling = "import compass from '@atlassian/forge-graphql'; compass.getComponent({});";
    assert.deepEqual(unused(needs(compass, calling)), []);
  });

  it('are unused among those of an API that is called, where that is all that is called', () => {
    assert.deepEqual(unused(needs(['read:servicedesk-request', 'read:jira-work'], call)), ['read:servicedesk-request']);
  });
});
