import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { type CommandId, commands } from '../../src/contributions.ts';
import { sampleAppIds } from '../../src/sandbox/world/world-ids.ts';
import { useConsole } from '../support/editor/console.ts';
import { rowAt } from '../support/editor/tree-rows.ts';

/** Start something of their own, whatever they are called with. */
const alone: readonly string[] = [
  'forgeConsole.sampleApps.explore',
  'forgeConsole.gateway.openSetting',
  'forgeConsole.connection.test',
  'forgeConsole.workspace.manageTrust',
];

describe('commands that other extensions and links run with whatever they like', () => {
  const forge = useConsole();
  const item = () => ({});
  const subject = (value: unknown) => ({ id: 'x', item, subject: () => value });
  const garbage = (accountKey: string): readonly unknown[] => [
    null,
    0,
    -1,
    Number.NaN,
    '',
    'x'.repeat(100_000),
    '__proto__',
    true,
    [],
    [[]],
    {},
    Symbol.iterator.description,
    new Date(Number.NaN),
    /x/,
    JSON.parse('{"__proto__":{"account":"x","app":"y"}}'),
    { id: 'x' },
    { id: 'x', item: 1 },
    { id: 7, item },
    { id: 'x', item, subject: 5 },
    { id: 'x', item, refresh: 5, consolePage: '../../x' },
    { id: 'x', item, showMore: 5 },
    subject(undefined),
    subject(null),
    subject('app'),
    subject({}),
    subject({ kind: 'app' }),
    subject({ kind: 'app', account: {} }),
    subject({ kind: 'app', account: { key: accountKey } }),
    subject({ kind: 'app', account: { key: accountKey }, app: { id: 'ari:cloud:ecosystem::app/x', name: 'x' } }),
    subject({ kind: 'installation', account: { key: 'nobody' }, app: {} }),
    subject({ kind: 'nothing', account: { key: accountKey } }),
    { account: accountKey, app: 'x' },
    { account: accountKey, app: { toString: () => sampleAppIds.teamPoll } },
    { account: {}, app: `ari:cloud:ecosystem::app/${sampleAppIds.teamPoll}` },
    { account: '__proto__', app: `ari:cloud:ecosystem::app/${sampleAppIds.teamPoll}` },
    { account: accountKey, app: `ari:cloud:ecosystem::app/${sampleAppIds.teamPoll}`, installationId: 'no such' },
    { id: 'x', kind: 'app', parent: undefined, item, target: () => assert.fail('a forged row was asked') },
    vscode.Uri.parse('command:forgeConsole.app.delete'),
    { $mid: 1, path: '/x', scheme: 'file' },
    { line: -1, uri: 7 },
  ];

  for (const id of (Object.keys(commands) as CommandId[]).filter((one) => !alone.includes(one))) {
    it(`${id} ends in a question, a message or nothing, and changes nothing`, async () => {
      const key = await forge.signIn('main');
      await rowAt(forge.services.tree, 'Release Notes Composer');
      const apps = [...forge.sandbox.world.apps.keys()];
      const said: string[] = [];
      for (const argument of garbage(key)) {
        for (let question = 0; question < 4; question++) forge.prompts.giveUp();
        await vscode.commands.executeCommand(id, argument, [argument, argument]);
        said.push(...forge.prompts.messages.map(({ text }) => text));
        forge.prompts.reset();
      }
      assert.doesNotMatch(said.join('\n'), /unexpected error in this extension|TypeError|undefined|\[object/);
      assert.deepEqual([...forge.sandbox.world.apps.keys()], apps);
      assert.ok(
        !forge.sandbox.requests.some(({ operation }) => operation === 'DeleteApp' || operation === 'UninstallApp'),
      );
      assert.equal(forge.services.data.list.length, 1, 'somebody was signed out');
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    });
  }
});
