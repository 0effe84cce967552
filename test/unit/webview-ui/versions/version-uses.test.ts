import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import { mock } from 'node:test';
import type { VersionUse } from '../../../../src/versions/versions-protocol.ts';
import { codeDrift } from '../../../../webview-ui/versions/code-drift.ts';
import { pollMs, VersionUses } from '../../../../webview-ui/versions/version-uses.ts';
import { installation } from '../../../support/page/installation-view.ts';

const idle: VersionUse = { bars: [], upgrades: [], rolling: { status: 'unused' } };
const row = { status: 'Running', from: '2.0.0', to: '3.0.0', startedAt: 0, completed: 0, failed: 0, pending: 3 };
const running: VersionUse = { ...idle, upgrades: [{ id: 'u', isRunning: true, ...row }] };

describe('the versions in use on the page', () => {
  let answers: (VersionUse | 'failed')[];
  let asked: number;
  let shown: boolean;
  let uses: VersionUses;

  beforeEach(() => {
    mock.timers.enable({ apis: ['setTimeout'] });
    [answers, asked, shown] = [[], 0, true];
    const fetch = () => {
      asked++;
      const answer = answers.shift() ?? idle;
      const failure = { short: 'Offline', reason: 'no network', message: '', signedOut: false };
      return Promise.resolve(answer === 'failed' ? { failure } : { reply: answer });
    };
    uses = new VersionUses({ fetch, isShown: () => shown, changed: () => undefined });
  });
  afterEach(() => mock.timers.reset());

  async function later(): Promise<void> {
    mock.timers.tick(pollMs);
    await turn();
  }

  it('are fetched once, and again while an upgrade runs, until it has ended', async () => {
    answers = [running, running, idle];
    uses.ensure('e');
    await turn();
    assert.equal(uses.of('e')?.value, running);
    await later();
    await later();
    await later();
    assert.equal(asked, 3);
    assert.equal(uses.of('e')?.value, idle);
    uses.ensure('e');
    assert.equal(asked, 3);
  });

  it('are not fetched while nobody looks, and are again when somebody does', async () => {
    answers = [running, idle];
    uses.ensure('e');
    await turn();
    shown = false;
    await later();
    await later();
    assert.equal(asked, 1);
    shown = true;
    uses.ensure('e');
    await later();
    assert.equal(asked, 2);
  });

  it('stay when they can’t be fetched again, and are asked for again while something runs', async () => {
    answers = [running, 'failed', idle];
    uses.ensure('e');
    await turn();
    await later();
    assert.deepEqual([uses.of('e')?.status, uses.of('e')?.value], ['failed', running]);
    await later();
    assert.equal(uses.of('e')?.status, 'ready');
  });
});

describe('code and permissions of installations', () => {
  it('differ where the one is newer or older than the other, by environment', () => {
    const rows = [
      { version: '2.0.0', codeVersion: '3.0.0' },
      { version: '2.0.0', codeVersion: '10.0.0' },
      { version: '2.0.0' },
      { version: '3.0.0', codeVersion: '2.0.0' },
    ].map((versions) => ({ ...installation(versions), environmentId: 'e' }));
    const other = { ...installation({ version: '2.0.0', codeVersion: '3.0.0' }), environmentId: 'other' };
    assert.deepEqual(
      [...codeDrift([...rows, other], 'e')],
      [
        ['2.0.0', { ahead: 2, behind: 0 }],
        ['3.0.0', { ahead: 0, behind: 1 }],
      ],
    );
  });
});
