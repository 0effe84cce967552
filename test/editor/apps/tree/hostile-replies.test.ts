import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { sampleAppIds } from '../../../../src/sandbox/world/world-ids.ts';
import { hostileTexts } from '../../../support/fuzz/json.ts';
import { useConsole } from '../../../support/editor/console.ts';
import { type Row, readable, settledRows, tooltipOf } from '../../../support/editor/tree-rows.ts';
import { until } from '../../../support/editor/until.ts';

describe('rows of what a gateway makes up', () => {
  const forge = useConsole();

  /** A reply in which every list holds each of its entries twice. */
  const doubled = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.concat(value).map(doubled);
    return typeof value === 'object' && value !== null
      ? Object.fromEntries(Object.entries(value).map(([key, part]) => [key, doubled(part)]))
      : value;
  };

  async function visit(
    rows: readonly Row[],
    look: (row: Row, siblings: readonly Row[]) => Promise<void>,
  ): Promise<void> {
    for (const row of rows) {
      await look(row, rows);
      await visit(row.children, look);
    }
  }

  it('have one id each, also where it lists things twice: VS Code would show none of them', async () => {
    forge.sandbox.faults.set('*', { kind: 'reply', change: doubled });
    await forge.signIn('main').catch(() => undefined);
    const rows = (await settledRows(forge.services.tree, 4)).filter(({ label }) =>
      ['Release Notes Composer', 'Decision Register'].includes(label),
    );
    assert.equal(rows.length, 2);
    let leaves = 0;
    await visit(rows, (row, siblings) => {
      leaves++;
      assert.equal(new Set(siblings.map(({ node }) => node.id)).size, siblings.length, `${row.node.id} is there twice`);
      assert.equal(row.item.id, row.node.id);
      return Promise.resolve();
    });
    assert.ok(leaves > 30, `${leaves} rows`);
    // The view itself takes them, once it is not drawing its rows anew, which no event tells.
    const [deepest] = rows[0]?.children.flatMap(({ children }) => children) ?? [];
    assert.ok(deepest);
    await until(
      'the view shows them',
      async () => forge.services.view.reveal(deepest.node, { select: false }).then(() => true),
      (listener) => {
        const timer = setInterval(listener, 100);
        return { dispose: () => clearInterval(timer) };
      },
    );
  });

  it('show names as they are, as text, and no more of them than anyone reads', async () => {
    await forge.signIn('main');
    for (const name of hostileTexts.filter((text) => text.isWellFormed())) {
      forge.sandbox.faults.set('AppList', {
        kind: 'reply',
        change(body) {
          const { data } = body as { data: { apps: { nodes: { id: string; name: string; description: string }[] } } };
          return {
            data: {
              apps: {
                ...data.apps,
                nodes: data.apps.nodes.map((node) =>
                  node.id.endsWith(sampleAppIds.releaseNotes) ? { ...node, name, description: name } : node,
                ),
              },
            },
          };
        },
      });
      await vscode.commands.executeCommand('forgeConsole.apps.refresh');
      const row =
        (await settledRows(forge.services.tree)).find(({ node }) => node.id.endsWith(sampleAppIds.releaseNotes)) ??
        assert.fail(`no row for ${name.slice(0, 50)}`);
      assert.ok(
        row.label === name ||
          (row.label.endsWith('…') && row.label.length <= 301 && name.startsWith(row.label.slice(0, -1))),
        row.label.slice(0, 100),
      );
      const tooltip = await tooltipOf(forge.services.tree, row);
      assert.ok(tooltip.isTrusted !== true && tooltip.supportHtml !== true && tooltip.supportThemeIcons !== true);
      // Nothing but our own bold title is markup: every mark of the name is escaped.
      const marks = tooltip.value
        .replace(/^\*\*/, '')
        .replace(/\*\*( {2}\n|$)/, '')
        .replace(/\\[!-/:-@[-`{-~]/g, '');
      assert.doesNotMatch(marks, /[<>[\]`*$]|&[a-z]+;/, tooltip.value.slice(0, 300));
      assert.ok(tooltip.value.length < 20_000, `${tooltip.value.length} characters`);
      assert.ok(
        name.length > 1000 || readable(tooltip).includes(name.replace(/[\s\p{Cc}]+/gu, ' ').trim()),
        readable(tooltip).slice(0, 300),
      );
    }
  });
});
