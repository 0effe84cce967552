import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import * as vscode from 'vscode';
import { dayMs } from '../../../../src/audit-logs/model/days.ts';
import { exportChunks } from '../../../../src/audit-logs/model/export-csv.ts';
import { fetchWindows } from '../../../../src/audit-logs/model/fetch-windows.ts';
import { presetRange } from '../../../../src/audit-logs/model/day-range.ts';
import { toForgeError } from '../../../../src/core/errors.ts';
import { appAri } from '../../../../src/core/ids.ts';
import { auditHandlers } from '../../../../src/audit-logs/panel/audit-handlers.ts';
import { requests } from '../../../../src/app-panel/protocol.ts';
import type { AuditRowsView } from '../../../../src/audit-logs/audit-logs-protocol.ts';
import { viewWords } from '../../../../src/app-panel/view-words.ts';
import { sampleAppIds } from '../../../../src/sandbox/world/world-ids.ts';
import { useFolder } from '../../../support/folder.ts';
import { useConsole } from '../../../support/editor/console.ts';
import { type SourceUnderTest, useSources } from '../../../support/editor/panel-source.ts';

const vault = 'Customer Notes Vault';
const [workspaceFolder] = vscode.workspace.workspaceFolders ?? [];
assert.ok(workspaceFolder, 'no folder is open');
const logs = join(workspaceFolder.uri.fsPath, 'forge-audit-logs');

async function set(key: string, value: unknown): Promise<void> {
  await vscode.workspace
    .getConfiguration('forgeConsole.auditLogs')
    .update(key, value, vscode.ConfigurationTarget.Global);
}

describe('the audit logs in an app’s panel', () => {
  const forge = useConsole();
  const sourceOf = useSources(forge);
  const folder = useFolder();
  const asked = () => forge.sandbox.requests.filter(({ operation }) => operation === 'AuditEvents').length;
  const never = () => new AbortController().signal;

  beforeEach(() => forge.signIn('main'));
  afterEach(async () => {
    await rm(logs, { recursive: true, force: true });
    for (const key of ['formulaSafe', 'byteOrderMark', 'extraColumns', 'fileName']) await set(key, undefined);
  });

  /** A panel's source and handlers, with all rows that it has. */
  async function open(name: keyof typeof sampleAppIds = 'customerVault') {
    const under = await sourceOf(sampleAppIds[name]);
    const { source, data, audit } = under;
    const errors: unknown[] = [];
    const handlers = auditHandlers(
      audit,
      { data, appId: appAri(sampleAppIds[name]), name: () => source.name },
      {
        prompts: forge.prompts,
        output: { error: (_doing: string, error: unknown) => void errors.push(error) },
        actions: forge.services.actions,
      },
    );
    const rows = async (): Promise<AuditRowsView> =>
      requests.auditRows.reply.parse(
        await handlers.auditRows({ generation: source.all().auditLogs.generation, after: 0 }),
      );
    return { ...under, handlers, rows, errors, view: () => source.all().auditLogs };
  }
  const ends = ({ settles }: SourceUnderTest, status: string) =>
    settles(`the audit logs are ${status}`, ({ auditLogs }) => auditLogs.status === status);

  it('ask for nothing before they are shown, then for the last 30 days', async () => {
    const panel = await open();
    const before = asked();
    panel.source.ensure('auditLogs');
    assert.deepEqual([asked(), panel.view().changes], [before, 0]);
    panel.audit.show(undefined);
    await ends(panel, 'ready');
    const { from, to, today, keptSince, earliest, archive } = panel.view();
    const expected = presetRange('days30', new Date());
    assert.deepEqual([from, to, today, archive], [expected.from, expected.to, expected.to, undefined]);
    assert.equal(keptSince, presetRange('years2', new Date()).from);
    assert.equal(earliest, keptSince);
    const { days, keys } = await panel.rows();
    assert.ok(keys.length >= 5);
    assert.ok(days.values.every((day) => day >= from && day <= to));
  });

  it('have more for other days, and for typed ones', async () => {
    const panel = await open();
    panel.audit.show({ preset: 'years2' });
    await ends(panel, 'ready');
    const all = (await panel.rows()).keys.length;
    assert.ok(all > 50);
    const before = asked();
    panel.audit.show({ from: panel.view().from, to: panel.view().to });
    await ends(panel, 'ready');
    assert.equal(asked(), before, 'nothing is fetched twice');
  });

  it('name the sites as far as the gateway does', async () => {
    const panel = await open();
    panel.audit.show({ preset: 'years2' });
    await panel.settles('the sites have names', ({ siteNames }) => Object.keys(siteNames).length > 5);
    const { siteNames } = panel.source.all();
    const { sites } = await panel.rows();
    assert.ok(Object.entries(siteNames).every(([id, name]) => sites.values.includes(id) && name.includes('.')));
  });

  it('tell why the gateway would say no, and ask it anyway when they are told to', async () => {
    const panel = await open('releaseNotes');
    await panel.data.details(appAri(sampleAppIds.releaseNotes)).environments.refresh();
    const before = asked();
    panel.audit.show(undefined);
    await ends(panel, 'refused');
    assert.match(panel.view().obstacle ?? '', /use storage hosted by Forge/);
    assert.equal(asked(), before);
    await panel.handlers.showAuditDays({ days: { preset: 'days30' }, anyway: true });
    await ends(panel, 'failed');
    const { failure, advice, obstacle } = panel.view();
    assert.match(failure?.message ?? '', /hosted storage/);
    assert.equal(advice, 'Check that the app uses storage hosted by Forge, or try another range.');
    assert.equal(obstacle, undefined);
  });

  it('say that only admins see them where that is known', async () => {
    const panel = await open();
    const details = panel.data.details(appAri(sampleAppIds.customerVault));
    const app = forge.sandbox.world.apps.get(sampleAppIds.customerVault);
    const mine = app?.contributors.find(({ person }) => person.accountId === panel.data.account.id);
    assert.ok(app && mine);
    const { contributors } = app;
    Object.assign(app, {
      contributors: contributors.map((one) => (one === mine ? { ...one, roles: ['DEVELOPER'], owner: false } : one)),
    });
    try {
      await details.contributors.refresh();
      panel.audit.show(undefined);
      await ends(panel, 'refused');
      assert.equal(panel.view().obstacle, 'Only admins of the app can see its audit logs.');
      panel.audit.show(undefined, true);
      await ends(panel, 'failed');
      assert.equal(panel.view().failure?.short, 'Not allowed');
    } finally {
      Object.assign(app, { contributors });
    }
  });

  it('are asked for once what stood in the way is out of it', async () => {
    const panel = await open();
    const details = panel.data.details(appAri(sampleAppIds.customerVault));
    const app = forge.sandbox.world.apps.get(sampleAppIds.customerVault);
    assert.ok(app);
    const { contributors } = app;
    Object.assign(app, { contributors: contributors.map((one) => ({ ...one, roles: ['DEVELOPER'], owner: false })) });
    try {
      await details.contributors.refresh();
      panel.audit.show(undefined);
      await ends(panel, 'refused');
    } finally {
      Object.assign(app, { contributors });
    }
    await details.contributors.refresh();
    await ends(panel, 'ready');
  });

  describe('with an archive in the workspace', () => {
    async function archived() {
      const panel = await open();
      panel.audit.show({ preset: 'years2' });
      await ends(panel, 'ready');
      forge.prompts.giveUp();
      await panel.handlers.auditCommand({ command: 'archiveAuditLogs' });
      await panel.settles('the archive is read', ({ auditLogs }) => auditLogs.archive !== undefined);
      return panel;
    }

    it('show it once it is made, from the panel too', async () => {
      const panel = await archived();
      const { marks } = await panel.rows();
      assert.ok(marks.length > 50);
      // Archived and at Atlassian, none of them changed.
      assert.deepEqual([...new Set(marks)], [3]);
      assert.ok(Date.now() - (panel.view().archive?.at ?? 0) < 60_000);
    });

    it('show it without a network, and say so', async () => {
      await archived();
      forge.sandbox.faults.set('*', { kind: 'drop' });
      const panel = await open();
      panel.audit.show({ preset: 'all' });
      await ends(panel, 'failed');
      await panel.settles('the archive is read', ({ auditLogs }) => auditLogs.archive !== undefined);
      const { failure, archive } = panel.view();
      assert.deepEqual([failure?.unreachable, archive?.unreadable], [true, []]);
      const { marks } = await panel.rows();
      assert.ok(marks.length > 50 && marks.every((mark) => mark === 1));
    });

    it('show it when the token is not accepted any more, and lead to signing in', async () => {
      await archived();
      const panel = await open();
      forge.sandbox.faults.set('*', { kind: 'status', status: 401 });
      forge.prompts.giveUp();
      panel.audit.show({ preset: 'years2' });
      await ends(panel, 'failed');
      await panel.settles('the archive is read', ({ auditLogs }) => auditLogs.archive !== undefined);
      assert.equal(panel.view().failure?.signedOut, true);
      assert.ok((await panel.rows()).keys.length > 50);
    });

    it('mark what Atlassian tells otherwise since', async () => {
      await archived();
      const app = forge.sandbox.world.apps.get(sampleAppIds.customerVault);
      const details = app?.details();
      assert.ok(details);
      const { dataEvents } = details;
      const late = dataEvents.findLast(({ at }) => at < Date.now() - dayMs);
      assert.ok(late);
      details.dataEvents = dataEvents.map((event) => (event === late ? { ...event, location: 'CH' } : event));
      try {
        const panel = await open();
        panel.audit.show({ preset: 'days90' });
        await ends(panel, 'ready');
        await panel.settles('the change is known', ({ auditLogs }) => auditLogs.archive !== undefined);
        const { marks, keys, ids, generation } = await panel.rows();
        const at = marks.indexOf(7);
        assert.equal(ids[at], late.id);
        const event = await panel.handlers.auditEvent({ generation, key: keys[at] ?? -1 });
        assert.deepEqual(
          event?.fields.find(({ field }) => field === 'location'),
          { field: 'location', text: 'CH', was: [late.location === 'GLOBAL' ? 'Global' : late.location] },
        );
      } finally {
        details.dataEvents = dataEvents;
      }
    });
  });

  describe('are saved as they are shown', () => {
    async function loaded() {
      const panel = await open();
      panel.audit.show({ preset: 'months12' });
      await ends(panel, 'ready');
      const rows = await panel.rows();
      const { from, to } = panel.view();
      return {
        ...panel,
        all: rows,
        save: (keys: readonly number[], isPart = false) =>
          panel.handlers.saveAuditEvents({ generation: rows.generation, keys: [...keys], from, to, isPart }),
      };
    }
    const saved = (name = 'saved.csv') => readFile(join(folder.path, name), 'utf8');
    const toFile = (name = 'saved.csv') => forge.prompts.answerSaveAs(vscode.Uri.file(join(folder.path, name)));

    it('exactly as Save Audit Logs writes them', async () => {
      const panel = await loaded();
      const details = panel.data.details(appAri(sampleAppIds.customerVault));
      const form = { formulaSafe: true, byteOrderMark: false, extraColumns: [] };
      let expected = '';
      const batches = fetchWindows(
        panel.view(),
        (start, end, signal) => details.auditEvents(start, end, signal),
        new Date(),
        never(),
      );
      for await (const chunk of exportChunks(batches, form)) expected += chunk;
      toFile();
      forge.prompts.answerMessage('Copy Path');
      const order = panel.all.keys.toSorted(
        (a, b) => (panel.all.times[panel.all.keys.indexOf(a)] ?? 0) - (panel.all.times[panel.all.keys.indexOf(b)] ?? 0),
      );
      assert.equal(await panel.save(order), panel.all.keys.length);
      // Events of one instant may stand in any order.
      assert.deepEqual((await saved()).split('\r\n').sort(), expected.split('\r\n').sort());
      const { from, to } = panel.view();
      assert.equal(forge.prompts.saves[0]?.options.fileName, `customer-notes-vault_83c0f6d2_${from}_${to}.csv`);
      // The file is outside of the workspace, which a browser can't reveal.
      const reveal = vscode.env.uiKind === vscode.UIKind.Desktop ? ['Reveal'] : [];
      assert.deepEqual(
        forge.prompts.messages.map(({ text, actions }) => [text, actions]),
        [[`${panel.all.keys.length} events of ${vault} saved.`, ['Open', ...reveal, 'Copy Path']]],
      );
      assert.deepEqual(await readdir(folder.path), ['saved.csv']);
    });

    it('in the order of the table; a part of them has a name that says so', async () => {
      const panel = await loaded();
      const keys = panel.all.keys.slice(0, 3).reverse();
      toFile();
      forge.prompts.giveUp();
      assert.equal(await panel.save(keys, true), 3);
      const [, ...rows] = parse(await saved(), { record_delimiter: '\r\n' });
      const dayOf = (key: number) => panel.all.days.values[panel.all.days.codes[panel.all.keys.indexOf(key)] ?? -1];
      assert.deepEqual(
        rows.map((row) => row[7]),
        keys.map(dayOf),
      );
      assert.match(forge.prompts.saves[0]?.options.fileName ?? '', /_selection\.csv$/);
    });

    it('formula-safe or not, and with a byte order mark, as the settings say; without the extra columns', async () => {
      const app = forge.sandbox.world.apps.get(sampleAppIds.customerVault);
      const details = app?.details();
      assert.ok(details);
      const { dataEvents } = details;
      details.dataEvents = dataEvents.map((event) => ({ ...event, location: '=cmd()' }));
      try {
        const panel = await loaded();
        await set('extraColumns', ['eventId']);
        toFile();
        forge.prompts.giveUp();
        await panel.save(panel.all.keys.slice(0, 1));
        const [header, row] = parse(await saved(), { record_delimiter: '\r\n' });
        assert.deepEqual([header?.length, row?.[8]], [10, "'=cmd()"]);
        await set('formulaSafe', false);
        await set('byteOrderMark', true);
        toFile();
        forge.prompts.giveUp();
        await panel.save(panel.all.keys.slice(0, 1));
        const text = await saved();
        assert.ok(text.startsWith('\uFEFFApp ID,'));
        assert.equal(parse(text.slice(1), { record_delimiter: '\r\n' })[1]?.[8], '=cmd()');
      } finally {
        details.dataEvents = dataEvents;
      }
    });

    it('not at all when it is given up, or where the disk says no, which is told', async () => {
      const panel = await loaded();
      forge.prompts.giveUp();
      assert.equal(await panel.save(panel.all.keys), null);
      await mkdir(join(folder.path, 'folder.csv'));
      toFile('folder.csv');
      const failure = await Promise.resolve(panel.save(panel.all.keys)).then(
        () => assert.fail('it was saved'),
        (error: unknown) => viewWords.failure(toForgeError(error)),
      );
      assert.deepEqual([failure.short, failure.reason], ['Not saved', 'a folder is where the file should be']);
      assert.deepEqual([await readdir(folder.path), forge.prompts.messages], [['folder.csv'], []]);
    });

    it('not where they were loaded anew meanwhile', async () => {
      const panel = await loaded();
      panel.audit.refresh();
      await panel.settles('they are loaded anew', ({ auditLogs }) => auditLogs.generation === 1);
      await assert.rejects(async () => panel.save(panel.all.keys), /refreshed in the meantime/);
    });
  });

  it('copy what is told of an event, whole', async () => {
    const app = forge.sandbox.world.apps.get(sampleAppIds.customerVault);
    const details = app?.details();
    assert.ok(details);
    const { dataEvents } = details;
    const long = `\u202E${'x'.repeat(300_000)}`;
    details.dataEvents = dataEvents.map((event) => ({ ...event, target: long }));
    try {
      const panel = await open();
      panel.audit.show(undefined);
      await ends(panel, 'ready');
      const { generation, keys, targets, ids } = await panel.rows();
      assert.ok(targets.values.every((text) => text.length < 300));
      await panel.handlers.copyAuditField({ generation, key: keys[0] ?? -1, field: 'target' });
      assert.equal(await vscode.env.clipboard.readText(), long);
      await panel.handlers.copyAuditField({ generation, key: keys[0] ?? -1, field: 'eventId' });
      assert.equal(await vscode.env.clipboard.readText(), ids[0]);
      await assert.rejects(
        async () => panel.handlers.copyAuditField({ generation: 9, key: 0, field: 'event' }),
        /no longer shown/,
      );
      assert.equal(await panel.handlers.auditEvent({ generation, key: 999_999 }), null);
    } finally {
      details.dataEvents = dataEvents;
    }
  });
});
