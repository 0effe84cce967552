import assert from 'node:assert/strict';
import { appendFile, mkdir, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { documentation } from '../../../src/core/documentation.ts';
import { appAri } from '../../../src/core/ids.ts';
import { thisProcess } from '../../../src/files/running-process.ts';
import { sampleAppIds } from '../../../src/sandbox/world/world-ids.ts';
import { useConsole } from '../../support/editor/console.ts';
import { readRows, type Row, settledRows, treeEvent } from '../../support/editor/tree-rows.ts';
import { until } from '../../support/editor/until.ts';

describe('Delete App…', () => {
  // A sandbox for each test: what one deletes the next would miss.
  const forge = useConsole();
  let world = new Map<string, unknown>();
  beforeEach(() => (world = new Map(forge.sandbox.world.apps)));
  afterEach(() => {
    for (const [id, app] of world) forge.sandbox.world.apps.set(id, app as never);
  });

  const exists = (uuid: string) => forge.sandbox.world.apps.has(uuid);
  const sent = () => forge.sandbox.requests.filter(({ operation }) => operation === 'DeleteApp').length;
  const reportText = () =>
    vscode.workspace.textDocuments
      .filter(({ uri }) => uri.scheme === 'forge-console-report')
      .map((document) => document.getText())
      .join('\n');
  const run = (argument?: unknown, selected?: unknown) =>
    vscode.commands.executeCommand('forgeConsole.app.delete', argument, selected);
  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  async function rowOf(name: string): Promise<Row> {
    const row = (await settledRows(forge.services.tree)).find(({ label }) => label === name);
    return row ?? assert.fail(`no row ${name}`);
  }

  it('shows the report, asks for the exact name, and then the app is gone from tree, cache and gateway', async () => {
    const key = await forge.signIn('main');
    const row = await rowOf('Team Poll (old)');
    const before = sent();
    forge.prompts.choose('Delete App…');
    forge.prompts.answerInput('team poll (old)');
    forge.prompts.answerInput('Team Poll (old) ');
    forge.prompts.answerInput('Team Poll (old)');
    await run(row.node);
    assert.equal(sent(), before + 1);
    assert.equal(exists(sampleAppIds.teamPoll), false);
    const asked = forge.prompts.inputs.at(-1);
    assert.equal(asked?.objections.length, 2);
    assert.equal(asked.options.value, undefined, 'nothing is typed beforehand');
    assert.ok(!(await readRows(forge.services.tree)).some(({ label }) => label === 'Team Poll (old)'));
    assert.equal(forge.services.data.get(key)?.apps.state.value?.apps.has(appAri(sampleAppIds.teamPoll)), false);
    assert.equal(forge.prompts.messages.at(-1)?.text, 'Team Poll (old) was deleted.');
  });

  it('sends nothing where the name is not typed', async () => {
    await forge.signIn('main');
    const before = sent();
    forge.prompts.choose('Delete App…');
    forge.prompts.answerInput('Something else');
    forge.prompts.giveUp();
    forge.prompts.choose('Copy Report');
    forge.prompts.giveUp();
    await run((await rowOf('Team Poll (old)')).node);
    assert.equal(sent(), before);
    assert.equal(exists(sampleAppIds.teamPoll), true);
    assert.match(await vscode.env.clipboard.readText(), /Nothing stands in the way of deleting this app/);
    assert.equal(forge.prompts.asked.at(-1)?.kind, 'input', 'the page is still there, and closing it says nothing');
  });

  it('says Deleting… on the row while it runs, and closes its panel afterwards', async () => {
    await forge.signIn('main');
    const row = await rowOf('Team Poll (old)');
    await vscode.commands.executeCommand('forgeConsole.app.open', row.node);
    const panels = () =>
      vscode.window.tabGroups.all
        .flatMap(({ tabs }) => tabs)
        .filter(({ input }) => input instanceof vscode.TabInputWebview).length;
    await until('the panel is open', () => panels() === 1, vscode.window.tabGroups.onDidChangeTabs);
    const seen: string[] = [];
    const watching = treeEvent(forge.services.tree)(() => {
      const { description } = row.node.item();
      if (typeof description === 'string') seen.push(description);
    });
    forge.prompts.choose('Delete App…');
    forge.prompts.answerInput('Team Poll (old)');
    await run(row.node);
    watching.dispose();
    assert.ok(seen.includes('Deleting…'), seen.join());
    await until('the panel is closed', () => panels() === 0, vscode.window.tabGroups.onDidChangeTabs);
  });

  it('deletes several that are selected once their number is typed, and reports each', async () => {
    await forge.signIn('main');
    const rows = await settledRows(forge.services.tree);
    const nodes = rows
      .filter(({ label }) => ['Team Poll (old)', 'Standup Digest', 'Release Notes Composer'].includes(label))
      .map(({ node }) => node);
    const before = sent();
    forge.prompts.choose('Delete 2 Apps…');
    forge.prompts.answerInput('3');
    forge.prompts.answerInput('2');
    forge.prompts.answerMessage('Copy Report');
    await run(nodes[0], nodes);
    assert.equal(sent(), before + 2);
    assert.deepEqual([sampleAppIds.teamPoll, sampleAppIds.standupDigest, sampleAppIds.releaseNotes].map(exists), [
      false,
      false,
      true,
    ]);
    assert.match(
      forge.prompts.inputs.at(-1)?.options.prompt ?? '',
      /1 other app can’t be deleted yet and will be kept/,
    );
    const copied = await vscode.env.clipboard.readText();
    assert.match(copied, /2 of 2 apps were deleted/);
    assert.match(copied, /Standup Digest .*deleted/);
  });

  it('takes the app that a menu in its panel names, and the one picked from the palette', async () => {
    const account = await forge.signIn('main');
    await settledRows(forge.services.tree);
    forge.prompts.choose('Delete App…');
    forge.prompts.answerInput('Team Poll (old)');
    await run({ webviewSection: 'app', account, app: appAri(sampleAppIds.teamPoll) });
    assert.equal(exists(sampleAppIds.teamPoll), false);
    forge.prompts.answerPick('Standup Digest');
    forge.prompts.choose('Delete App…');
    forge.prompts.answerInput('Standup Digest');
    await run();
    assert.equal(exists(sampleAppIds.standupDigest), false);
  });

  it('takes no row under an app for the app', async () => {
    await forge.signIn('main');
    const row = await rowOf('Team Poll (old)');
    const [child] = await settledRows(forge.services.tree, 1, row.node);
    await run(child?.node, [child?.node]);
    assert.deepEqual(forge.prompts.asked.filter(({ kind }) => kind !== 'message').slice(2), []);
    assert.equal(exists(sampleAppIds.teamPoll), true);
  });

  it('offers a way out of each thing that stands in the way, with its consequence', async () => {
    await forge.signIn('main');
    const subject = () => forge.prompts.reviews.at(-1)?.subjects[0] ?? assert.fail();
    const labels = () => subject().parts.map(({ choices }) => choices.map(({ label }) => label));
    const paragraphs = () => subject().parts.flatMap((part) => part.paragraphs);
    const nameOf = (uuid: string) => forge.sandbox.world.apps.get(uuid)?.name ?? '';

    forge.prompts.choose('Copy the Owner’s Name');
    forge.prompts.giveUp();
    await run((await rowOf('Quality Gate for Compass')).node);
    assert.equal(await vscode.env.clipboard.readText(), 'Jonas Berg <jonas.berg@example.com>');
    assert.match(paragraphs().join('\n'), /^Only the owner can delete an app\. The owner is Jonas Berg/);

    forge.prompts.choose('Copy List of Sites');
    forge.prompts.choose('Copy Support Ticket');
    forge.prompts.choose('Open Developer Support');
    forge.prompts.giveUp();
    await run((await rowOf('Decision Register')).node);
    assert.match(
      await vscode.env.clipboard.readText(),
      /^Please uninstall this Forge app from all sites and delete it\.\n\nApp: Decision Register\nApp ID: ari:/,
    );
    assert.equal(forge.prompts.opened.at(-1), 'https://developer.atlassian.com/support');
    const ticket = subject().parts[0]?.choices.find(({ label }) => label === 'Copy Support Ticket');
    assert.match(ticket?.consequence ?? '', /Atlassian then uninstalls the app from all sites and deletes it/);

    forge.prompts.choose('Retire a Paid App');
    forge.prompts.choose('End-of-Life Terms');
    forge.prompts.giveUp();
    await run((await rowOf(nameOf(sampleAppIds.timesheets))).node);
    assert.deepEqual(forge.prompts.opened.slice(-2), [documentation.retiringPaidApps, documentation.retiringApps]);
    assert.deepEqual(labels()[0]?.slice(0, 2), ['Retire a Paid App', 'End-of-Life Terms'], 'retiring comes first');
    assert.ok(!forge.prompts.reviews.at(-1)?.choices.some(({ primary }) => primary === true));
    assert.match(paragraphs().join('\n'), /active customers on \d+ sites, so the end-of-life terms apply/);

    forge.prompts.choose('Retire a Free App');
    forge.prompts.giveUp();
    await run((await rowOf(nameOf(sampleAppIds.diagramPeek))).node);
    assert.equal(forge.prompts.opened.at(-1), documentation.retiringFreeApps);
    assert.ok(labels().flat().includes('Retire a Free App') && !labels().flat().includes('Retire a Paid App'));
    assert.match(paragraphs().join('\n'), /It’s free\.\nIt has active customers on 11 sites/);

    forge.prompts.choose('Open Developer Console');
    forge.prompts.giveUp();
    await run((await rowOf(nameOf(sampleAppIds.reportExporter))).node);
    assert.match(forge.prompts.opened.at(-1) ?? '', new RegExp(`/console/myapps/${sampleAppIds.reportExporter}/`));
  });

  it('counts no site as a customer that the person says is theirs', async () => {
    await forge.signIn('main');
    const peek = forge.sandbox.world.apps.get(sampleAppIds.diagramPeek) ?? assert.fail();
    const { installations } = peek.details();
    const [one] = installations;
    const byMe = { ...(one ?? assert.fail()), createdBy: forge.sandbox.world.accounts.main.person };
    peek.details().installations = [byMe];
    forge.prompts.choose('These Are My Sites');
    forge.prompts.giveUp();
    await run((await rowOf(peek.name)).node);
    peek.details().installations = installations;
    const said = forge.prompts.reviews.slice(-2).map(({ subjects }) => subjects[0]?.parts[1]?.paragraphs.at(-1));
    assert.deepEqual(said, [
      'It has active customers on 1 site, so the end-of-life terms apply.',
      'It has no active customers, so the end-of-life terms don’t apply.',
    ]);
    assert.equal(forge.services.data.list[0]?.mySites.ids.size, 1);
  });

  it('says that nothing was deleted where the review was closed while it asked for the name', async () => {
    await forge.signIn('main');
    const before = sent();
    forge.prompts.choose('Delete App…');
    forge.prompts.closeReview();
    forge.prompts.answerInput('Team Poll (old)');
    await run((await rowOf('Team Poll (old)')).node);
    assert.equal(forge.prompts.messages.at(-1)?.text, 'Nothing was deleted: the review was closed.');
    assert.equal(sent(), before);
    assert.equal(exists(sampleAppIds.teamPoll), true);
  });

  it('says which account an app belongs to that this one is not shown', async () => {
    await forge.signIn('alias');
    await forge.signIn('main');
    await Promise.all(forge.services.data.list.map((one) => one.start()));
    const alias = forge.services.data.list.find(({ account }) => account.email === 'mara+forge@example.com');
    assert.ok(alias);
    forge.prompts.giveUp();
    await run({ account: alias.account.key, app: appAri(sampleAppIds.teamPoll) });
    assert.match(
      forge.prompts.messages.at(-1)?.text ?? '',
      /belongs to .*mara@example\.com.*, not to .*mara\+forge@example\.com/,
    );
    assert.equal(exists(sampleAppIds.teamPoll), true);
  });

  it('hands on a refusal in the gateway’s words with the request id', async () => {
    await forge.signIn('main');
    forge.sandbox.faults.set('DeleteApp', {
      kind: 'reply',
      change: (body) => ({
        ...(body as object),
        data: {
          deleteApp: {
            success: false,
            errors: [{ message: 'Not on a Friday', extensions: { errorType: 'NO', statusCode: 400 } }],
          },
        },
      }),
    });
    forge.prompts.choose('Delete App…');
    forge.prompts.answerInput('Team Poll (old)');
    forge.prompts.giveUp();
    await run((await rowOf('Team Poll (old)')).node);
    assert.match(
      forge.prompts.messages.at(-1)?.text ?? '',
      /^Team Poll \(old\) wasn’t deleted\. Atlassian refused: “Not on a Friday” \(request [0-9a-f-]{36}\)$/,
    );
  });

  it('shows what changed between check and confirmation, and sends nothing', async () => {
    await forge.signIn('main');
    const before = sent();
    forge.prompts.meanwhile(() => {
      const [poll, notes] = [sampleAppIds.teamPoll, sampleAppIds.releaseNotes].map((id) =>
        forge.sandbox.world.apps.get(id),
      );
      const [installation] = notes?.details().installations ?? [];
      assert.ok(poll && installation);
      poll.details().installations = [installation];
    });
    forge.prompts.choose('Delete App…');
    forge.prompts.answerInput('Team Poll (old)');
    await run((await rowOf('Team Poll (old)')).node);
    const poll = forge.sandbox.world.apps.get(sampleAppIds.teamPoll);
    assert.ok(poll);
    poll.details().installations = [];
    assert.equal(sent(), before);
    assert.match(
      forge.prompts.messages.at(-1)?.text ?? '',
      /wasn’t deleted, because it has changed since you confirmed\. It has 1 installation\./,
    );
  });

  it('tells the truth where the answer is lost after the app was deleted', async () => {
    await forge.signIn('main');
    const before = sent();
    forge.sandbox.faults.set('DeleteApp', { kind: 'dropAfterSending' });
    forge.prompts.choose('Delete App…');
    forge.prompts.answerInput('Team Poll (old)');
    forge.prompts.answerMessage('Open Developer Console');
    await run((await rowOf('Team Poll (old)')).node);
    assert.equal(sent(), before + 1);
    assert.match(
      forge.prompts.messages.at(-1)?.text ?? '',
      /^Team Poll \(old\) was probably deleted\. .* this account can’t see the app any more/,
    );
    assert.match(forge.prompts.opened.at(-1) ?? '', new RegExp(`/console/myapps/${sampleAppIds.teamPoll}/`));
    assert.ok(!(await readRows(forge.services.tree)).some(({ label }) => label === 'Team Poll (old)'));
  });

  it('says of a second one in the same window how far the first is, and checks, asks and sends nothing', async () => {
    await forge.signIn('main');
    const row = await rowOf('Team Poll (old)');
    let second: Thenable<unknown> | undefined;
    const before = forge.sandbox.requests.length;
    forge.sandbox.faults.set('DeleteApp', {
      kind: 'reply',
      change(body) {
        second = run(row.node);
        return body;
      },
    });
    forge.prompts.choose('Delete App…');
    forge.prompts.answerInput('Team Poll (old)');
    await run(row.node);
    assert.ok(second);
    await second;
    const { asked, reports } = forge.prompts;
    assert.deepEqual(
      reports.slice(reports.indexOf('Team Poll (old) is already being deleted')),
      ['Team Poll (old) is already being deleted', 'Team Poll (old)'],
      'the progress of the first',
    );
    assert.deepEqual(
      asked.slice(-2).map(({ kind }) => kind),
      ['input', 'message'],
      'nothing was asked but by the first',
    );
    const operations = forge.sandbox.requests.slice(before).map(({ operation }) => operation);
    assert.equal(operations.filter((operation) => operation === 'RemovalFacts').length, 2, 'both by the first');
    assert.equal(operations.filter((operation) => operation === 'DeleteApp').length, 1);
  });

  it('is refused while another window’s deletion of the app is pending', async () => {
    const account = await forge.signIn('main');
    const row = await rowOf('Team Poll (old)');
    const { email, id, gateway } = forge.services.data.get(account)?.account ?? assert.fail();
    const file = join(forge.extension.context.globalStorageUri.fsPath, 'journal.jsonl');
    const entry = {
      at: new Date().toISOString(),
      request: 'another window',
      account: { id, email },
      gateway,
      app: { id: appAri(sampleAppIds.teamPoll), name: 'Team Poll (old)' },
      action: 'delete',
    };
    await mkdir(dirname(file), { recursive: true });
    await appendFile(file, `${JSON.stringify({ ...entry, outcome: 'sent' })}\n`);
    const before = forge.sandbox.requests.length;
    await run(row.node);
    assert.equal(
      forge.prompts.messages.at(-1)?.text,
      'Nothing was sent: Team Poll (old) is already being deleted. That request was sent just now, and its outcome isn’t known yet. If the window that sent it is closed, try again in 15 minutes.',
    );
    assert.deepEqual(forge.sandbox.requests.slice(before), []);
    await appendFile(file, `${JSON.stringify({ ...entry, outcome: 'failed' })}\n`);
    // Of a window that was closed, Atlassian is asked what became of it: there is no such process.
    const left = {
      ...entry,
      request: 'closed window',
      outcome: 'sent',
      sender: { ...thisProcess(), process: 2 ** 22 + 1 },
    };
    await appendFile(file, `${JSON.stringify(left)}\n`);
    forge.prompts.giveUp();
    await run(row.node);
    assert.equal(forge.prompts.reviews.at(-1)?.title, 'Delete Team Poll (old)');
    await appendFile(file, `${JSON.stringify({ ...entry, request: 'closed window', outcome: 'failed' })}\n`);
  });

  it('asks for the ID of an app whose name nobody can see, and spells out marks that nobody can', async () => {
    await forge.signIn('main');
    const poll = forge.sandbox.world.apps.get(sampleAppIds.teamPoll) ?? assert.fail();
    const named = (name: string) =>
      forge.sandbox.world.apps.set(
        sampleAppIds.teamPoll,
        Object.defineProperty(Object.create(poll) as typeof poll, 'name', { value: name }),
      );
    const argument = { account: forge.services.data.list[0]?.account.key, app: appAri(sampleAppIds.teamPoll) };
    await rowOf('Team Poll (old)');
    named('Team\u202Elived');
    forge.prompts.choose('Delete App…');
    forge.prompts.answerInput('Teamlived');
    forge.prompts.giveUp();
    forge.prompts.giveUp();
    await run(argument);
    const box = forge.prompts.inputs.at(-1) ?? assert.fail();
    assert.equal(box.options.title, 'Delete Team⟨U+202E⟩lived');
    assert.equal(box.options.placeholder, 'Team⟨U+202E⟩lived');
    assert.equal(box.objections.length, 1);

    named('\u200B\u3164 ');
    forge.prompts.choose('Delete App…');
    forge.prompts.answerInput('\u200B\u3164 ');
    forge.prompts.answerInput(appAri(sampleAppIds.teamPoll));
    await run(argument);
    const asked = forge.prompts.inputs.at(-1) ?? assert.fail();
    assert.match(asked.options.prompt, /no visible character\. Type its ID to confirm: ari:cloud:ecosystem::app\//);
    assert.equal(asked.objections.length, 1);
    assert.equal(exists(sampleAppIds.teamPoll), false);
  });

  it('shows hostile names as they are, and takes them typed', async () => {
    await forge.signIn('main');
    const app = forge.sandbox.world.apps.get(sampleAppIds.hostileName);
    assert.ok(app);
    const { installations } = app.details();
    app.details().installations = [];
    forge.prompts.choose('Delete App…');
    forge.prompts.answerInput(app.name);
    await run((await rowOf(app.name)).node);
    app.details().installations = installations;
    assert.equal(forge.prompts.reviews.at(-1)?.subjects[0]?.name, app.name);
    assert.equal(exists(sampleAppIds.hostileName), false);
  });

  it('notes everything in the journal, which holds no token', async () => {
    await forge.signIn('main');
    forge.prompts.choose('Delete App…');
    forge.prompts.answerInput('Team Poll (old)');
    await run((await rowOf('Team Poll (old)')).node);
    const file = await readFile(join(forge.extension.context.globalStorageUri.fsPath, 'journal.jsonl'), 'utf8');
    assert.ok(!file.includes(forge.sandbox.accounts.main.token));
    assert.equal(file.trim().split('\n').length, 2);
    await vscode.commands.executeCommand('forgeConsole.journal.show');
    // A journal that was shown before takes its new text a moment later.
    await until(
      'the journal shows it',
      () => /\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC +delete +Team Poll \(old\) +done +mara@example\.com/.test(reportText()),
      vscode.workspace.onDidChangeTextDocument,
    );
  });

  it('keeps the journal where the folder of the extension is lost, as in a container that is built again', async () => {
    await forge.signIn('main');
    forge.prompts.choose('Delete App…');
    forge.prompts.answerInput('Team Poll (old)');
    await run((await rowOf('Team Poll (old)')).node);
    await rm(join(forge.extension.context.globalStorageUri.fsPath, 'journal.jsonl'));
    await vscode.commands.executeCommand('forgeConsole.journal.show');
    await until(
      'the journal shows it',
      () => /UTC +delete +Team Poll \(old\) +done/.test(reportText()),
      vscode.workspace.onDidChangeTextDocument,
    );
  });

  it('offers to save audit logs where the app has hosted storage, and stops where they were not saved', async () => {
    await forge.signIn('main');
    const vault = forge.sandbox.world.apps.get(sampleAppIds.customerVault) ?? assert.fail();
    const { installations } = vault.details();
    vault.details().installations = [];
    const shown = await rowOf(vault.name);
    forge.prompts.choose('Save Audit Logs…');
    forge.prompts.giveUp();
    forge.prompts.giveUp();
    await run(shown.node);
    vault.details().installations = installations;
    assert.deepEqual(
      forge.prompts.reviews.at(-1)?.choices.map(({ label }) => label),
      ['Delete App…', 'Save Audit Logs…', 'Copy Report'],
    );
    assert.equal(
      forge.prompts.messages.at(-1)?.text,
      `Not all audit logs of ${vault.name} were saved, so nothing was deleted or uninstalled.`,
    );
    assert.ok(forge.prompts.inputs.every(({ options }) => !options.title.startsWith('Delete')));
    assert.equal(exists(sampleAppIds.customerVault), true);
  });
});

describe('Clean Up Unused Apps…', () => {
  const forge = useConsole();

  it('lists candidates with their reasons, none ticked, and deletes those chosen after confirmation', async () => {
    await forge.signIn('main');
    forge.prompts.answerPick('12 months');
    forge.prompts.answerPickMany('Team Poll (old)', 'Standup Digest');
    forge.prompts.choose('Delete 2 Apps…');
    forge.prompts.answerInput('2');
    forge.prompts.giveUp();
    await vscode.commands.executeCommand('forgeConsole.apps.cleanUp');
    const pick = forge.prompts.picks.at(-1);
    assert.ok(pick?.items.every(({ picked }) => picked !== true));
    assert.match(
      pick?.items.find(({ label }) => label === 'Standup Digest')?.description ?? '',
      /never deployed · no installations/,
    );
    assert.equal(forge.prompts.messages.at(-1)?.text, '2 of 2 apps were deleted.');
    assert.equal(forge.sandbox.world.apps.has(sampleAppIds.teamPoll), false);
    assert.equal(forge.sandbox.world.apps.has(sampleAppIds.standupDigest), false);
  });
});
