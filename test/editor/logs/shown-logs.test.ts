import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { pinnedLogsType } from '../../../src/contributions.ts';
import { createEmitter } from '../../../src/core/emitter.ts';
import { appAri } from '../../../src/core/ids.ts';
import type { LogHandlers } from '../../../src/logs/panel/log-handlers.ts';
import type { LogsDesk } from '../../../src/logs/panel/logs-desk.ts';
import type { ShownLogs } from '../../../src/logs/panel/shown-logs.ts';
import { followAttention } from '../../../src/logs/panel/window-attention.ts';
import { sampleAppIds } from '../../../src/sandbox/world/world-ids.ts';
import { useConsole } from '../../support/editor/console.ts';
import { isReady, month, past, useLogs } from '../../support/editor/logs-on-page.ts';
import { useManifests } from '../../support/editor/manifest-editing.ts';
import { until } from '../../support/editor/until.ts';

describe('the logs that a page shows', () => {
  const forge = useConsole();
  const open = useManifests();
  const logs = useLogs(forge);
  const { show, settles, allRows, lineWith } = logs;
  let desk: LogsDesk;
  let shown: ShownLogs;
  let handlers: LogHandlers;
  beforeEach(() => ({ desk, shown, handlers } = logs));

  it('say to sign in, and then to choose an app, before there are any', async () => {
    assert.equal(shown.state().phase, 'signedOut');
    await forge.signIn('main');
    assert.equal(shown.state().phase, 'noApp');
  });

  it('are those of all environments, and of one that a menu chooses', async () => {
    await show(sampleAppIds.releaseNotes);
    const environments = () => new Set(shown.session?.view.lines.map(({ origin }) => origin.environmentId));
    assert.ok(environments().size >= 3);
    await handlers.chooseInLogMenu({ menu: 'environment', value: 'production' });
    await settles('one environment is left', (state) => isReady(state) && environments().size === 1);
    const { filter, menus } = shown.state();
    assert.equal(filter, 'last:30d env:production');
    assert.deepEqual(
      menus.map(({ value }) => value),
      ['production', 'any', '43200'],
    );
    await handlers.chooseInLogMenu({ menu: 'level', value: 'ERROR' });
    await settles('errors are left', isReady);
    assert.equal(shown.state().filter, 'last:30d level:error,fatal env:production');
  });

  it('come back as they were, in this place and in others', async () => {
    await show(sampleAppIds.releaseNotes, `${past} level:error`);
    await handlers.arrangeLogs({ isGrouped: true, isWrapped: true, isUtc: false });
    const { app } = shown;
    assert.ok(app);
    await forge.restart();
    const later = (await forge.services.logs.desk()).newLogs(() => undefined);
    try {
      const [data] = forge.services.data.list;
      assert.ok(data);
      later.show({ ...app, data });
      const { filter, isGrouped, isWrapped, isUtc } = later.state();
      assert.deepEqual([filter, isGrouped, isWrapped, isUtc], [`${past} level:error`, true, true, false]);
      later.show({ ...app, data, id: appAri(sampleAppIds.timesheets) });
      assert.equal(later.state().filter, '');
    } finally {
      later.dispose();
    }
  });

  it('of a window in the background are asked for more rarely', () => {
    const focus = createEmitter<vscode.WindowState>();
    const seen: string[] = [];
    let [focused, isVisible] = [true, true];
    const window = {
      get state() {
        return { focused, active: true };
      },
      onDidChangeWindowState: focus.event,
    };
    const attention = followAttention(
      () => isVisible,
      (how) => seen.push(how),
      window,
    );
    focused = false;
    focus.fire(window.state);
    isVisible = false;
    attention.update();
    focused = true;
    focus.fire(window.state);
    attention.dispose();
    isVisible = true;
    focus.fire(window.state);
    assert.deepEqual(seen, ['visible', 'background', 'hidden', 'hidden']);
  });

  it('say what of a filter can’t be read, and use the rest', async () => {
    await show(sampleAppIds.releaseNotes, `${month} level:loud Draft`);
    const { filterProblem } = shown.state();
    assert.equal(filterProblem, 'Unknown level: level:loud. Use trace, debug, info, warn, error or fatal.');
    assert.ok(shown.session?.view.lines.every(({ text }) => /draft/i.test(text)));
  });

  it('meet regular expressions, which run elsewhere', async () => {
    await show(sampleAppIds.releaseNotes, `${month} /^Draft\\ssaved\\s[A-Z]+-\\d+$/`);
    await settles('they are found', isReady);
    const texts = (await allRows()).map(({ text }) => text);
    assert.ok(texts.length > 0 && texts.every((text) => /^Draft saved [A-Z]+-\d+$/.test(text)));
  });

  it('unfold to all facts, each of which narrows the filter or is copied', async () => {
    await show(sampleAppIds.releaseNotes);
    const { id } = await lineWith('Draft saved');
    const details = await handlers.logDetails({ id, whole: false });
    const facts = new Map(details?.facts.map(({ fact, value }) => [fact, value]));
    for (const fact of ['level', 'env', 'site', 'function', 'version', 'invocation'] as const)
      assert.ok(facts.has(fact), fact);
    await handlers.copyLogFact({ id, fact: 'invocation' });
    assert.equal(await vscode.env.clipboard.readText(), facts.get('invocation'));
    await handlers.copyLogs({ id, as: 'text' });
    assert.match(await vscode.env.clipboard.readText(), /^\d{4}-.*Z INFO {2}Draft saved /);
    await handlers.narrowLogs({ id, fact: 'function', not: true });
    assert.equal(shown.state().filter, `last:30d -function:${facts.get('function') ?? ''}`);
  });

  it('are shown literally whatever they hold, and cut until all is asked for', async () => {
    await show(sampleAppIds.hostileName);
    const texts = (await allRows()).map(({ text }) => text);
    for (const text of [
      '<img src=x onerror=alert(1)> [link](command:x) ${jndi:x}',
      'Authorization: Bearer ATATT3xFfGF0-not-a-token',
    ])
      assert.ok(texts.includes(text), text);
    assert.ok(
      texts.some((text) => text.startsWith('⟨U+001B⟩[31mred⟨U+001B⟩[0m ⟨U+0000⟩⟨U+0007⟩⟨U+000D⟩⟨U+202E⟩txt.exe')),
    );
    assert.ok(texts.every((text) => text.length <= 2_001 && !/(?![\n\t])[\p{Cc}\p{Cf}]/u.test(text)));
    const { id } = await lineWith('xxxxxxxxxxxxxxxxxxxx…');
    const cut = await handlers.logDetails({ id, whole: false });
    assert.deepEqual([cut?.length, cut?.text[0]?.text.length], [200 * 1024, 10_001]);
    const whole = await handlers.logDetails({ id, whole: true });
    assert.deepEqual([whole?.length, whole?.text[0]?.text.length], [undefined, 200 * 1024]);
  });

  it('stand below their invocations, which open and close', async () => {
    await show(sampleAppIds.releaseNotes, past);
    await handlers.arrangeLogs({ isGrouped: true });
    const [head, first] = await allRows();
    assert.ok(head?.kind === 'invocation' && head.isOpen && first?.kind === 'line' && first.isInside);
    await handlers.openInvocation({ id: head.id, isOpen: false });
    const [closed, next] = await allRows();
    assert.ok(closed?.kind === 'invocation' && !closed.isOpen && next?.kind === 'invocation');
  });

  it('are grouped by similar errors, which lead to their lines', async () => {
    await show(sampleAppIds.releaseNotes);
    await handlers.arrangeLogs({ shows: 'errors' });
    const [most] = await allRows();
    assert.ok(most?.kind === 'errors' && most.count > 1);
    await handlers.showErrorLines({ id: most.id });
    await settles('its lines are there', (state) => isReady(state) && state.shows === 'lines');
    assert.ok((shown.session?.view.lines.length ?? 0) >= most.count);
  });

  it('open as a document, with folding and an outline by invocation', async () => {
    await show(sampleAppIds.releaseNotes, 'last:7d');
    await handlers.logCommand({ command: 'openAsText' });
    const document = vscode.window.activeTextEditor?.document;
    assert.ok(document);
    assert.ok(document.uri.path.endsWith('/Logs of Release Notes Composer.log'), document.uri.path);
    const folds = await vscode.commands.executeCommand<vscode.FoldingRange[]>(
      'vscode.executeFoldingRangeProvider',
      document.uri,
    );
    const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
      'vscode.executeDocumentSymbolProvider',
      document.uri,
    );
    const heads = document
      .getText()
      .split('\n')
      .filter((line) => line.startsWith('Invocation '));
    assert.ok(heads.length > 0);
    assert.deepEqual([folds.length, symbols.length], [heads.length, heads.length]);
    assert.ok(document.lineAt(symbols[0]?.range.start.line ?? -1).text.startsWith('Invocation '));
  });

  it('are found again by filters that are saved by name', async () => {
    await show(sampleAppIds.releaseNotes, `${month} level:error`);
    forge.prompts.answerPick((item) => item.label.includes('Save This Filter…'));
    forge.prompts.answerInput('errors');
    await handlers.logCommand({ command: 'chooseFilter' });
    await handlers.setLogFilter({ filter: '' });
    try {
      forge.prompts.answerPick('errors');
      await handlers.logCommand({ command: 'chooseFilter' });
      assert.equal(shown.state().filter, `${month} level:error`);
      forge.prompts.answerPick((item) => item.label.includes('Edit Saved Filters…'));
      await handlers.logCommand({ command: 'chooseFilter' });
      const { tabGroups } = vscode.window;
      await until(
        'the settings are open',
        () => tabGroups.activeTabGroup.activeTab?.label === 'Settings',
        tabGroups.onDidChangeTabs,
      );
    } finally {
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
      const { Global } = vscode.ConfigurationTarget;
      await vscode.workspace.getConfiguration('forgeConsole').update('logs.filters', undefined, Global);
    }
  });

  it('are pinned in a tab of their own, which goes its own way', async () => {
    await show(sampleAppIds.releaseNotes, `${past} level:error`);
    await handlers.arrangeLogs({ isWrapped: true, isUtc: false });
    desk.pinned.open(shown);
    const [pinned] = desk.pinned.all;
    const { tabGroups } = vscode.window;
    await until(
      'the tab is shown',
      () => tabGroups.activeTabGroup.activeTab?.label === 'Logs of Release Notes Composer',
      tabGroups.onDidChangeTabs,
    );
    assert.equal(pinned?.text, shown.text);
    const { isWrapped, isUtc } = pinned.arrangement;
    assert.deepEqual([isWrapped, isUtc], [true, false]);
    pinned.type(month);
    assert.equal(shown.text, `${past} level:error`);
  });

  it('come back in a tab after a reload of the window, but not without their account', async () => {
    await forge.signIn('main');
    const [data] = forge.services.data.list;
    assert.ok(data);
    const kept = {
      account: data.account.key,
      app: appAri(sampleAppIds.releaseNotes),
      name: 'Release Notes Composer',
      filter: `${past} level:error`,
      isGrouped: true,
      isWrapped: false,
      isUtc: false,
      shows: 'lines',
    };
    const restore = (state: unknown) => {
      const panel = vscode.window.createWebviewPanel(pinnedLogsType, 'Logs', vscode.ViewColumn.Active);
      let isClosed = false;
      panel.onDidDispose(() => (isClosed = true));
      desk.pinned.restore(panel, state);
      return { panel, isClosed: () => isClosed };
    };
    const { panel } = restore(kept);
    const [pinned] = desk.pinned.all;
    assert.equal(pinned?.text, kept.filter);
    assert.deepEqual([pinned.app?.id, pinned.arrangement.isGrouped], [kept.app, true]);
    await until('its lines are there', () => isReady(pinned.state()), pinned.session?.onDidChange ?? assert.fail());
    panel.dispose();
    for (const state of [{ ...kept, account: 'gone' }, { ...kept, app: 'x' }, undefined])
      assert.ok(restore(state).isClosed(), JSON.stringify(state));
    assert.equal(desk.pinned.all.length, 0);
  });

  it('are none of an app that is no Forge app', async () => {
    await forge.signIn('main');
    await forge.services.data.list[0]?.start();
    await vscode.commands.executeCommand('forgeConsole.logs.show', appAri(sampleAppIds.assetBridge));
    assert.equal(
      forge.prompts.messages.at(-1)?.text,
      'Asset Bridge Cloud isn’t a Forge app (Connect), and Atlassian keeps logs of Forge apps only.',
    );
  });

  it('are shown by a link, and narrowed by the lens of a function, in the view', async () => {
    await forge.signIn('main');
    await forge.services.data.list[0]?.start();
    const id = appAri(sampleAppIds.releaseNotes);
    const path = `/app/${sampleAppIds.releaseNotes}/logs`;
    const link = { scheme: vscode.env.uriScheme, authority: 'forge-console.forge-console', path };
    await vscode.commands.executeCommand('vscode.open', vscode.Uri.from(link));
    await until('the app is shown', () => desk.main.app?.id === id, desk.onDidChange);
    await vscode.commands.executeCommand('forgeConsole.logs.showFunction', id, 'resolver');
    assert.equal(desk.main.text, 'function:resolver');
    await vscode.commands.executeCommand('workbench.action.closePanel');
  });

  it('are saved as the filter finds them', async () => {
    await show(sampleAppIds.releaseNotes, `${past} level:fatal`);
    const file = vscode.Uri.joinPath(forge.extension.context.globalStorageUri, 'saved.jsonl');
    await vscode.workspace.fs.createDirectory(vscode.Uri.joinPath(file, '..'));
    forge.prompts.answerPick((item) => item.label.includes('JSON'));
    forge.prompts.answerSaveAs(file);
    forge.prompts.giveUp();
    await handlers.logCommand({ command: 'save' });
    const saved = new TextDecoder()
      .decode(await vscode.workspace.fs.readFile(file))
      .trim()
      .split('\n');
    assert.ok(saved.length > 1);
    assert.equal(saved.length, shown.session?.view.lines.length);
    assert.ok(saved.every((line) => (JSON.parse(line) as { level: string }).level === 'FATAL'));
  });

  it('say before they are saved what the limits mean for so many', async () => {
    await show(sampleAppIds.releaseNotes, 'last:13d');
    const counted = (body: unknown) => {
      const { data } = body as { data: { appLogsWithMetaData: object } };
      return { data: { appLogsWithMetaData: { ...data.appLogsWithMetaData, totalLogs: 25_000 } } };
    };
    const planned = async () => {
      forge.prompts.giveUp();
      await handlers.logCommand({ command: 'save' });
      return forge.prompts.picks.at(-1)?.options.placeholder ?? '';
    };
    assert.match(
      await planned(),
      /^About [\d,]+ lines from .* to .*, before text filters\. Atlassian keeps log lines for 30 days\.$/,
    );
    forge.sandbox.faults.set('AppLogPage', { kind: 'reply', change: counted });
    assert.match(
      await planned(),
      /goes 14 days back and takes 30 requests a minute\. That takes at least \d+ minutes\.$/,
    );
  });

  it('go on being saved where a failure stopped it, or are not saved at all', async () => {
    await show(sampleAppIds.releaseNotes, `${past} level:fatal`);
    const file = vscode.Uri.joinPath(forge.extension.context.globalStorageUri, 'resumed.csv');
    await vscode.workspace.fs.createDirectory(vscode.Uri.joinPath(file, '..'));
    const fail = () => forge.sandbox.faults.set('AppLogPage', { kind: 'status', status: 403 });
    const save = async (answer: () => void) => {
      forge.prompts.answerPick('CSV');
      forge.prompts.meanwhile(fail);
      forge.prompts.answerSaveAs(file);
      answer();
      await handlers.logCommand({ command: 'save' });
      forge.sandbox.faults.clear();
    };
    await save(() => {
      forge.prompts.giveUp();
      forge.prompts.giveUp();
    });
    await assert.rejects(async () => vscode.workspace.fs.stat(file));
    await save(() => {
      forge.prompts.meanwhile(() => forge.sandbox.faults.clear());
      forge.prompts.answerMessage('Resume');
      forge.prompts.giveUp();
    });
    const rows = new TextDecoder()
      .decode(await vscode.workspace.fs.readFile(file))
      .trim()
      .split('\r\n');
    assert.equal(rows.length, (shown.session?.view.lines.length ?? 0) + 1);
  });

  it('lead from a function to its code, and from its place in the manifest to what it logs', async () => {
    await show(sampleAppIds.releaseNotes);
    const { document, lensesBecome } = await open(
      `app:\n  id: ${appAri(sampleAppIds.releaseNotes)}\nmodules:\n  function:\n    - key: resolver\n      handler: index.handler\n`,
      'release-notes',
    );
    await lensesBecome('the function has its logs', (lenses) =>
      lenses.some((lens) => lens.endsWith('- key: resolver Show Logs')),
    );
    const { id } = await lineWith('Draft saved');
    await until(
      'the handler is known',
      async () => {
        const details = await handlers.logDetails({ id, whole: false });
        return details?.facts.some(({ hasPlace }) => hasPlace) === true;
      },
      (listener) => forge.services.tree.onDidUpdate(listener),
    );
    await handlers.openLogPlace({ id, place: 'function' });
    const code = vscode.window.activeTextEditor?.document.uri;
    assert.equal(code?.path, vscode.Uri.joinPath(document.uri, '../src/index.js').path);
  });
});
