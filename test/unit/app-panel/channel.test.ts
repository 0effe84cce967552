import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import { ForgeError } from '../../../src/core/errors.ts';
import { type Channel, openChannel } from '../../../src/app-panel/channel.ts';
import type { Handlers } from '../../../src/app-panel/panel-parts.ts';
import {
  type Failure,
  hostMessage,
  type Params,
  type PanelState,
  type RequestName,
  requests,
} from '../../../src/app-panel/protocol.ts';
import { webviewOfVsCode } from '../../support/webview.ts';
import { emptyPanelState } from '../../support/page/empty-panel-state.ts';
import { noAuditRows } from '../../support/page/no-audit-logs.ts';

const header: PanelState['header'] = {
  id: 'ari:cloud:ecosystem::app/x',
  name: 'App',
  type: 'forge',
  isCloudFortified: false,
  typeName: 'Forge',
  distributionName: '',
  accountLabel: 'Mara',
  isSample: false,
};
const state = emptyPanelState(header);

const toFailure = ({ kind, message, details }: ForgeError): Failure => ({
  short: kind,
  reason: kind,
  message,
  signedOut: kind === 'signedOut',
  ...(details.requestId !== undefined && { requestId: details.requestId }),
});

describe('the channel of a panel', () => {
  let page: ReturnType<typeof webviewOfVsCode>;
  let channel: Channel;
  let called: [name: string, params: unknown][];
  let errors: [doing: string, error: unknown][];
  const surprises: unknown[] = [];
  const onSurprise = (error: unknown) => void surprises.push(error);

  /** Handlers that note their calls and answer the least that fits; some replaced by the test. */
  function handlers(own: Partial<Handlers>): Handlers {
    const note = (name: RequestName, params: unknown) => void called.push([name, params]);
    const nothing = (name: RequestName) => (params: unknown) => (note(name, params), null);
    return {
      ready: (params) => (note('ready', params), { state, translations: { Refresh: 'Aktualisieren' } }),
      versions: (params) => (note('versions', params), { versions: [] }),
      contributorHistory: (params) => (note('contributorHistory', params), Promise.resolve({ events: [], next: 'x' })),
      saveInstallations: (params) => (note('saveInstallations', params), 7),
      showAuditDays: nothing('showAuditDays'),
      stopAudit: nothing('stopAudit'),
      auditRows: (params) => (note('auditRows', params), noAuditRows),
      auditEvent: (params) => (
        note('auditEvent', params),
        { key: 3, at: 0, marks: 1, fields: [{ field: 'event', text: 'App installed', was: ['Something'] }] }
      ),
      copyAuditField: nothing('copyAuditField'),
      saveAuditEvents: (params) => (note('saveAuditEvents', params), 7),
      auditCommand: nothing('auditCommand'),
      show: nothing('show'),
      refresh: nothing('refresh'),
      copy: nothing('copy'),
      openConsole: nothing('openConsole'),
      openDocumentation: nothing('openDocumentation'),
      editDetail: nothing('editDetail'),
      explainKinds: nothing('explainKinds'),
      openMarketplace: nothing('openMarketplace'),
      chooseManifest: nothing('chooseManifest'),
      openManifest: nothing('openManifest'),
      addScope: nothing('addScope'),
      deleteApp: nothing('deleteApp'),
      environmentCommand: nothing('environmentCommand'),
      installationCommand: nothing('installationCommand'),
      signIn: nothing('signIn'),
      stopWaiting: nothing('stopWaiting'),
      logRows: (params) => (note('logRows', params), { version: 1, from: params.from, rows: [] }),
      logDetails: nothing('logDetails'),
      openInvocation: nothing('openInvocation'),
      setLogFilter: nothing('setLogFilter'),
      chooseInLogMenu: nothing('chooseInLogMenu'),
      narrowLogs: nothing('narrowLogs'),
      zoomLogs: nothing('zoomLogs'),
      narrowLogsToText: nothing('narrowLogsToText'),
      showLogContext: nothing('showLogContext'),
      showErrorLines: nothing('showErrorLines'),
      arrangeLogs: nothing('arrangeLogs'),
      keepLogPlace: nothing('keepLogPlace'),
      copyLogFact: nothing('copyLogFact'),
      copyLogs: nothing('copyLogs'),
      openLogPlace: nothing('openLogPlace'),
      logCommand: nothing('logCommand'),
      variableValues: (params) => (note('variableValues', params), { e: { KEY: 'value' } }),
      variableAction: nothing('variableAction'),
      deployForVariables: nothing('deployForVariables'),
      openFailedPlace: nothing('openFailedPlace'),
      deployBuild: nothing('deployBuild'),
      showDeploymentLogs: nothing('showDeploymentLogs'),
      showVersionUses: nothing('showVersionUses'),
      refreshVersionUse: nothing('refreshVersionUse'),
      versionCommand: nothing('versionCommand'),
      showOutput: nothing('showOutput'),
      ...own,
    };
  }

  function open(own: Partial<Handlers> = {}): void {
    page = webviewOfVsCode();
    called = [];
    errors = [];
    channel = openChannel(page.webview, handlers(own), toFailure, (doing, error) => void errors.push([doing, error]));
  }

  /** Sends what a page might send and gives what came back for it. */
  async function send(message: unknown): Promise<unknown[]> {
    const before = page.posted.length;
    page.receive(message);
    await turn();
    return page.posted.slice(before);
  }

  /** The failure that a request ends in. */
  async function failureOf(message: { id: number; request: string; params: unknown }): Promise<Failure> {
    const [answer, ...rest] = await send(message);
    assert.deepEqual(rest, []);
    const parsed = hostMessage.parse(answer);
    assert.ok('failure' in parsed && parsed.id === message.id, JSON.stringify(answer));
    return parsed.failure;
  }

  before(() => void process.on('unhandledRejection', onSurprise));
  after(() => void process.off('unhandledRejection', onSurprise));
  beforeEach(() => open());
  afterEach(async () => {
    await turn();
    assert.deepEqual(surprises.splice(0), [], 'nothing is left unhandled');
  });

  const good: { readonly [N in RequestName]: readonly Params<N>[] } = {
    ready: [{}],
    deployBuild: [{ build: 'b' }],
    variableValues: [{}],
    variableAction: [{ action: 'set', environment: 'staging', key: 'KEY' }],
    deployForVariables: [{ environment: 'staging' }],
    openFailedPlace: [{ deployment: '10432' }],
    showDeploymentLogs: [{ deployment: '10432' }],
    show: [{ tab: 'overview' }, { tab: 'contributors' }, { tab: 'auditLogs', days: { preset: 'all' } }],
    showAuditDays: [{ days: { preset: 'years2' } }, { days: { from: '2024-02-29', to: '2024-03-01' }, anyway: true }],
    stopAudit: [{}],
    auditRows: [{ generation: 0, after: 10_000 }],
    auditEvent: [{ generation: 0, key: 3 }],
    copyAuditField: [{ generation: 0, key: 3, field: 'siteId' }],
    saveAuditEvents: [
      { generation: 0, keys: [], from: '2026-10-24', to: '2026-11-22', isPart: false },
      { generation: 1, keys: [2, 0], from: '2026-10-24', to: '2026-11-22', isPart: true },
    ],
    auditCommand: [{ command: 'saveAuditLogs' }, { command: 'archiveAuditLogs' }],
    refresh: [{}, { section: 'profile' }],
    versions: [{ environmentId: 'e' }, { environmentId: 'e', after: 'cursor' }],
    contributorHistory: [{ actions: [] }, { actions: ['CONTRIBUTOR_ADDED', 'OWNERSHIP_TRANSFERRED'], after: 'cursor' }],
    copy: [{ text: '' }, { text: 'x'.repeat(10_000) }],
    openConsole: [{ page: 'distribution' }],
    openDocumentation: [{ page: 'kindsOfApps' }],
    editDetail: [{ detail: 'name' }, { detail: 'description' }],
    explainKinds: [{}],
    openMarketplace: [{}],
    chooseManifest: [{ manifest: 0 }],
    openManifest: [{}, { line: 3 }],
    addScope: [{}],
    saveInstallations: [{ ids: [] }, { ids: ['a', 'b'] }],
    deleteApp: [{}],
    environmentCommand: [{ command: 'create' }, { command: 'delete', environmentId: 'e' }],
    installationCommand: [{ command: 'install' }, { command: 'upgradeMySites' }],
    signIn: [{}],
    stopWaiting: [{}],
    logRows: [
      { from: 0, count: 500 },
      { from: 0, count: 1, anchor: { id: 'a', index: 0 } },
    ],
    logDetails: [{ id: 'a', whole: false }],
    openInvocation: [{ id: 'a', isOpen: true }],
    setLogFilter: [{ filter: 'level:error' }, { filter: '' }],
    chooseInLogMenu: [{ menu: 'time', value: '15' }],
    narrowLogs: [{ id: 'a', fact: 'site', not: true }],
    zoomLogs: [{ from: 0 }, { from: 1_000, to: 2_000 }],
    narrowLogsToText: [
      { id: 'a', not: true },
      { id: 'a', selected: 'b', not: false },
    ],
    showLogContext: [{ id: 'a', of: 'trace' }],
    showErrorLines: [{ id: '0' }],
    arrangeLogs: [{}, { isGrouped: true, shows: 'errors' }],
    keepLogPlace: [{ open: [] }, { top: 3, open: ['a'] }],
    copyLogFact: [{ id: 'a', fact: 'invocation' }],
    copyLogs: [{ id: 'a', as: 'markdown' }],
    openLogPlace: [
      { id: 'a', place: 0 },
      { id: 'a', place: 'function' },
    ],
    logCommand: [{ command: 'resume' }],
    showVersionUses: [{ environmentIds: [] }, { environmentIds: ['e', 'f'] }],
    refreshVersionUse: [{ environmentId: 'e' }],
    versionCommand: [
      { command: 'compare', environmentId: 'e' },
      { command: 'upgrade', environmentId: 'e', id: 'v' },
    ],
    showOutput: [{}],
  };

  for (const name of Object.keys(requests) as RequestName[]) {
    it(`answers "${name}" with what its handler gives, as the page's schema has it`, async () => {
      for (const [id, params] of good[name].entries()) {
        const [answer, ...rest] = await send({ id, request: name, params });
        assert.deepEqual(rest, []);
        const message = hostMessage.parse(answer);
        assert.ok('reply' in message && message.id === id, JSON.stringify(answer));
        requests[name].reply.parse(message.reply);
      }
      assert.deepEqual(
        called,
        good[name].map((params) => [name, params]),
      );
      assert.deepEqual(errors, []);
    });
  }

  const bad: Partial<Record<RequestName, readonly unknown[]>> = {
    ready: [null, undefined, 'x', 7, [1]],
    show: [{}, { tab: 'secrets' }, { tab: 'constructor' }, { tab: ['overview'] }],
    refresh: [{ section: 'apps' }, { section: '__proto__' }, { section: 'dispose' }],
    showAuditDays: [
      {},
      { days: { preset: 'ever' } },
      { days: { from: '2023-02-29', to: '2023-03-01' } },
      { days: { from: '2024-99-99', to: '2024-99-99' } },
      { days: { from: '2024-01-01' } },
      { days: { from: '1', to: '2' } },
    ],
    auditRows: [{}, { generation: 0, after: -1 }, { generation: 0, after: 1.5 }, { generation: '0', after: 0 }],
    auditEvent: [{ generation: 0 }, { generation: 0, key: '__proto__' }, { generation: 0, key: -1 }],
    copyAuditField: [
      { generation: 0, key: 0, field: 'constructor' },
      { generation: 0, key: 0 },
    ],
    saveAuditEvents: [
      { generation: 0, keys: ['a'], from: '2024-01-01', to: '2024-01-02', isPart: false },
      { generation: 0, keys: [], from: '../..', to: '2024-01-02', isPart: false },
    ],
    auditCommand: [{}, { command: 'deleteApp' }, { command: 'workbench.action.quit' }],
    logRows: [{}, { from: 0, count: 501 }, { from: -1, count: 1 }],
    narrowLogs: [{ id: 'a', fact: '__proto__', not: false }],
    zoomLogs: [{}, { from: -1 }, { from: 1e300 }, { from: 0, to: '1' }],
    logCommand: [{}, { command: 'workbench.action.quit' }],
    versions: [{}, { environmentId: 7 }, { environmentId: 'e', after: null }],
    contributorHistory: [{}, { actions: 'CONTRIBUTOR_ADDED' }, { actions: ['ANYTHING'] }, { actions: [], after: 1 }],
    copy: [{}, { text: 'x'.repeat(10_001) }, { text: { toString: 'x' } }],
    openConsole: [{}, { page: '../../evil' }, { page: 'toString' }],
    chooseManifest: [
      {},
      { manifest: -1 },
      { manifest: 0.5 },
      { manifest: '0' },
      { manifest: Number.NaN },
      { manifest: Infinity },
    ],
    openManifest: [{ line: -1 }, { line: 1.5 }, { line: '1' }, { line: null }],
    saveInstallations: [{}, { ids: 'a' }, { ids: [1] }, { ids: Array.from({ length: 200_001 }, () => 'a') }],
  };
  for (const [name, paramSets] of Object.entries(bad)) {
    it(`ends "${name}" with wrong parameters in a failure, without calling its handler`, async () => {
      for (const [id, params] of paramSets.entries()) {
        const failure = await failureOf({ id, request: name, params });
        assert.equal(failure.short, 'unexpected');
        assert.ok(failure.message.includes(name), failure.message);
      }
      assert.deepEqual(called, []);
      assert.equal(errors.length, paramSets.length);
    });
  }

  it('hands a handler nothing that the schema does not name', async () => {
    await send({
      id: 1,
      request: 'show',
      params: JSON.parse('{ "tab": "overview", "extra": 1, "__proto__": { "polluted": true } }') as unknown,
    });
    assert.deepEqual(called, [['show', { tab: 'overview' }]]);
    assert.equal('polluted' in {}, false);
  });

  it('reports what is no request, and neither answers nor runs it', async () => {
    const messages: unknown[] = [
      undefined,
      null,
      0,
      'ready',
      [],
      {},
      [{ id: 1, request: 'ready', params: {} }],
      { id: 1 },
      { id: 1, params: {} },
      { request: 'ready', params: {} },
      { id: '1', request: 'ready', params: {} },
      { id: null, request: 'ready', params: {} },
      { id: Number.NaN, request: 'ready', params: {} },
      { id: Infinity, request: 'ready', params: {} },
      { id: 1, request: 'unknown', params: {} },
      { id: 1, request: '', params: {} },
      { id: 1, request: 'Ready', params: {} },
      { id: 1, request: ['ready'], params: {} },
      ...['constructor', '__proto__', 'prototype', 'toString', 'hasOwnProperty', 'valueOf'].map((request) => ({
        id: 1,
        request,
        params: {},
      })),
    ];
    for (const message of messages) {
      errors = [];
      assert.deepEqual(await send(message), [], JSON.stringify(message));
      assert.deepEqual(
        errors.map(([doing]) => doing),
        ['A message of the page'],
        JSON.stringify(message),
      );
    }
    assert.deepEqual(called, []);
    assert.equal((await send({ id: 2, request: 'ready', params: {} })).length, 1, 'the channel goes on');
  });

  it('answers under the id that was sent, whatever number it is', async () => {
    for (const id of [0, -1, 0.5, Number.MAX_SAFE_INTEGER, Number.MAX_VALUE, Number.MIN_VALUE]) {
      const [answer] = await send({ id, request: 'signIn', params: {} });
      assert.deepEqual(answer, { id, reply: null });
    }
  });

  it('answers each of many requests once, in the order in which they are done', async () => {
    const gates = new Map<string, () => void>();
    open({
      versions: ({ environmentId }) =>
        new Promise((done) => gates.set(environmentId, () => done({ versions: [], next: environmentId }))),
    });
    for (const [id, environmentId] of ['a', 'b', 'c'].entries())
      page.receive({ id, request: 'versions', params: { environmentId } });
    await turn();
    assert.deepEqual(page.posted, []);
    for (const environmentId of ['c', 'a', 'b']) {
      gates.get(environmentId)?.();
      await turn();
    }
    assert.deepEqual(
      page.posted,
      [
        ['c', 2],
        ['a', 0],
        ['b', 1],
      ].map(([next, id]) => ({ id, reply: { versions: [], next } })),
    );
  });

  it('ends in a failure whatever a handler throws, at once or later', async () => {
    const thrown: readonly [unknown, short: string, message: string][] = [
      [new ForgeError('forbidden', 'Only admins', { requestId: 'r-1' }), 'forbidden', 'Only admins'],
      [new ForgeError('signedOut', 'HTTP 401'), 'signedOut', 'HTTP 401'],
      [new TypeError('x is not a function'), 'unexpected', 'x is not a function'],
      ['text', 'unexpected', 'text'],
      [undefined, 'unexpected', 'undefined'],
      [null, 'unexpected', 'null'],
    ];
    for (const [error, short, message] of thrown) {
      const ways: Handlers['signIn'][] = [
        () => {
          throw error;
        },
        // What comes of a promise is not ours to choose: anything can be thrown.
        // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors
        () => Promise.reject(error),
      ];
      for (const signIn of ways) {
        open({ signIn });
        const failure = await failureOf({ id: 4, request: 'signIn', params: {} });
        assert.deepEqual([failure.short, failure.message, failure.signedOut], [short, message, short === 'signedOut']);
        assert.equal(failure.requestId, short === 'forbidden' ? 'r-1' : undefined);
        assert.deepEqual(
          errors.map(([doing]) => doing),
          [`The page's request "signIn"`],
        );
      }
    }
  });

  it('keeps quiet in the output about what was given up, and still answers', async () => {
    open({ refresh: () => Promise.reject(new ForgeError('cancelled', 'Cancelled')) });
    assert.equal((await failureOf({ id: 1, request: 'refresh', params: {} })).short, 'cancelled');
    assert.deepEqual(errors, []);
  });

  it('ends in a failure where a reply can not be sent', async () => {
    open({ contributorHistory: () => ({ events: [{ action: 'x', actor: 'a', at: 0n as unknown as number }] }) });
    assert.equal(
      (await failureOf({ id: 1, request: 'contributorHistory', params: { actions: [] } })).short,
      'unexpected',
    );
    assert.equal(errors.length, 1);
  });

  it('tells changes and tabs as the page’s schema has them', () => {
    channel.changed({ header, gone: 'It was deleted.' });
    channel.changed({});
    channel.showTab('permissions');
    assert.deepEqual(
      page.posted.map((message) => hostMessage.parse(message)),
      [
        { event: 'changed', state: { header, gone: 'It was deleted.' } },
        { event: 'changed', state: {} },
        { event: 'tab', tab: 'permissions' },
      ],
    );
  });

  it('reports what can not be told', async () => {
    channel.changed({ header: { ...header, updatedAt: 0n as unknown as number } });
    await turn();
    assert.deepEqual(
      errors.map(([doing]) => doing),
      ['A message to the page'],
    );
  });

  it('is deaf once it is disposed', async () => {
    channel.dispose();
    assert.deepEqual(await send({ id: 1, request: 'signIn', params: {} }), []);
    assert.deepEqual([called, errors, page.listeners], [[], [], 0]);
  });

  it('drops the answer to a page that was closed meanwhile, and what is told to it', async () => {
    const reply = Promise.withResolvers<null>();
    const failing = Promise.withResolvers<null>();
    open({ refresh: ({ section }) => (section === undefined ? reply.promise : failing.promise) });
    page.receive({ id: 1, request: 'refresh', params: {} });
    page.receive({ id: 2, request: 'refresh', params: { section: 'profile' } });
    await turn();
    channel.dispose();
    page.close();
    reply.resolve(null);
    failing.reject(new ForgeError('cancelled', 'Cancelled'));
    channel.changed({ header });
    channel.showTab('overview');
    await turn();
    assert.deepEqual([page.posted, errors], [[], []]);
  });
});
