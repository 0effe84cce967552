import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import * as fc from 'fast-check';
import { ForgeError } from '../../../src/core/errors.ts';
import { openChannel } from '../../../src/app-panel/channel.ts';
import type { Handlers } from '../../../src/app-panel/panel-parts.ts';
import {
  hostMessage,
  panelMemory,
  type PanelState,
  type RequestName,
  requests,
} from '../../../src/app-panel/protocol.ts';
import { emptyPanelState } from '../../support/page/empty-panel-state.ts';
import { noAuditRows } from '../../support/page/no-audit-logs.ts';
import { property } from '../../support/fuzz/check-property.ts';
import { anyJson, edit, edited, hostileTexts, jsonText } from '../../support/fuzz/json.ts';
import { webviewOfVsCode } from '../../support/webview.ts';

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
const state: PanelState = emptyPanelState(header);

const names = Object.keys(requests) as RequestName[];
const someParams = fc.oneof(
  anyJson,
  fc.record(
    {
      tab: fc.oneof(anyJson, fc.constant('overview')),
      section: fc.oneof(anyJson, fc.constant('profile')),
      environmentId: fc.oneof(anyJson, fc.constantFrom(...hostileTexts)),
      after: fc.oneof(anyJson, fc.constantFrom(...hostileTexts)),
      actions: fc.oneof(anyJson, fc.array(anyJson, { maxLength: 3 })),
      text: fc.oneof(anyJson, fc.string({ maxLength: 20_000 })),
      page: fc.oneof(anyJson, fc.constantFrom('overview', 'distribution')),
      manifest: fc.oneof(anyJson, fc.double()),
      line: fc.oneof(anyJson, fc.double()),
      days: fc.oneof(
        anyJson,
        fc.record({
          from: fc.oneof(anyJson, fc.constant('2024-02-29')),
          to: fc.oneof(anyJson, fc.constantFrom(...hostileTexts)),
        }),
        fc.record({ preset: fc.constantFrom('days30', 'all', 'never') }),
      ),
      generation: fc.oneof(anyJson, fc.double()),
      key: fc.oneof(anyJson, fc.double()),
      keys: fc.oneof(anyJson, fc.array(fc.double(), { maxLength: 5 })),
      field: fc.oneof(anyJson, fc.constantFrom('event', '__proto__')),
      command: fc.oneof(anyJson, fc.constantFrom('saveAuditLogs', 'deleteApp')),
      ids: fc.oneof(anyJson, fc.array(fc.string(), { maxLength: 5 })),
    },
    { requiredKeys: [] },
  ),
);
const message: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 2, arbitrary: anyJson },
  {
    weight: 8,
    arbitrary: fc.record(
      {
        id: fc.oneof(fc.nat(), anyJson),
        request: fc.oneof(
          { weight: 6, arbitrary: fc.constantFrom<string>(...names) },
          { weight: 2, arbitrary: anyJson },
        ),
        params: someParams,
      },
      { requiredKeys: [] },
    ),
  },
  // What only the extension sends, sent back to it.
  { weight: 1, arbitrary: fc.record({ id: fc.nat(), reply: anyJson }) },
  { weight: 1, arbitrary: fc.record({ event: fc.constantFrom('changed', 'tab'), state: anyJson }) },
);

/** As it comes over the wire; what could not be sent does not come. */
function overTheWire(sent: unknown): unknown {
  return JSON.parse(jsonText(sent));
}

describe('a message that no page of ours sends', function () {
  this.timeout(600_000);
  const surprises: unknown[] = [];
  const onSurprise = (error: unknown) => void surprises.push(error);
  before(() => void process.on('unhandledRejection', onSurprise));
  after(() => void process.off('unhandledRejection', onSurprise));

  /** Handlers that fail with something odd every now and then, and the parameters that they were called with. */
  function stage(mood: number) {
    const page = webviewOfVsCode();
    const called: [RequestName, unknown][] = [];
    const errors: unknown[] = [];
    const answers: Partial<Record<RequestName, unknown>> = {
      ready: { state, translations: {} },
      versions: { versions: [] },
      contributorHistory: { events: [] },
      saveInstallations: 1,
      saveAuditEvents: 1,
      auditRows: noAuditRows,
      auditEvent: null,
    };
    const handler = (name: RequestName) => (params: unknown) => {
      called.push([name, params]);
      const turnOf = (called.length + mood) % 7;
      if (turnOf === 0) throw new ForgeError('refused', 'no');
      if (turnOf === 1) return Promise.reject(new TypeError('a fault of ours'));
      if (turnOf === 2) throw new ForgeError('cancelled', 'Cancelled');
      return answers[name] ?? null;
    };
    const handlers = Object.fromEntries(names.map((name) => [name, handler(name)])) as unknown as Handlers;
    const channel = openChannel(
      page.webview,
      handlers,
      ({ kind, message: text }) => ({ short: kind, reason: kind, message: text, signedOut: false }),
      (_doing, error) => void errors.push(error),
    );
    return { page, called, errors, channel };
  }

  property(
    'calls nothing with parameters that were not parsed, and ends in one answer or none',
    1500,
    fc.record({ messages: fc.array(message, { minLength: 1, maxLength: 6 }), mood: fc.nat(6) }),
    async ({ messages, mood }) => {
      const { page, called, errors, channel } = stage(mood);
      for (const sent of messages) page.receive(overTheWire(sent));
      await turn();
      await turn();
      channel.dispose();
      for (const [name, params] of called)
        assert.deepEqual(requests[name].params.parse(params), params, 'the parameters fit');
      for (const answer of page.posted) {
        const parsed = hostMessage.parse(answer);
        assert.ok('id' in parsed, 'only requests are answered');
      }
      assert.ok(page.posted.length <= messages.length);
      assert.ok(page.posted.length + errors.length >= messages.length, 'nothing came of a message');
      assert.deepEqual(surprises.splice(0), []);
    },
  );

  property(
    'as a flood of them ends with every answer given, and the log readable',
    3,
    fc.record({ sent: message, mood: fc.nat(6) }),
    async ({ sent, mood }) => {
      const { page, errors, channel } = stage(mood);
      const one = overTheWire(sent);
      for (let count = 0; count < 5000; count++) page.receive(one);
      page.receive({ id: 1, request: 'ready', params: {} });
      for (let count = 0; count < 20; count++) await turn();
      channel.dispose();
      assert.ok(page.posted.length >= 1);
      assert.ok(errors.every((error) => String(error).length < 20_000));
      assert.deepEqual(surprises.splice(0), []);
    },
  );

  it('with a million wrong ids is refused without a word for each', async () => {
    const { page, called, errors, channel } = stage(3);
    page.receive({ id: 1, request: 'saveInstallations', params: { ids: Array.from({ length: 1_000_000 }, () => 7) } });
    await turn();
    channel.dispose();
    assert.deepEqual(called, []);
    assert.equal(page.posted.length, 1);
    assert.ok(errors.map(String).join('').length < 2000, `${errors.map(String).join('').length} characters are logged`);
  });

  property(
    'as the memory of a panel is an account, an app and a tab, or none',
    500,
    fc.tuple(anyJson, fc.array(edit, { maxLength: 3 })),
    ([json, edits]) => {
      for (const kept of [json, edited({ account: 'a', app: 'ari:cloud:ecosystem::app/x', tab: 'overview' }, edits)]) {
        const { success, data } = panelMemory.safeParse(overTheWire(kept));
        if (success) assert.deepEqual(Object.keys(data).sort(), ['account', 'app', 'tab']);
      }
    },
  );
});
