import assert from 'node:assert/strict';
import { emptyPanelState } from '../../../support/page/empty-panel-state.ts';
import type { Answer, Ask } from '../../../../webview-ui/shell/page-client.ts';
import { recall } from '../../../../webview-ui/shell/page-memory.ts';
import { shownValue } from '../../../../webview-ui/variables/variable-value.ts';
import { createPage } from '../../../../webview-ui/shell/page.ts';

describe('the values of variables on a page', () => {
  /** A page whose requests a test answers one by one. */
  function start() {
    const answers: ((values: Record<string, Record<string, string>>) => void)[] = [];
    const ask: Ask = (name) => {
      assert.equal(name, 'variableValues');
      const { promise, resolve } = Promise.withResolvers<Answer<typeof name>>();
      answers.push((reply) => resolve({ reply } as Answer<typeof name>));
      return promise;
    };
    const page = createPage({
      state: emptyPanelState({
        id: 'a',
        name: 'App',
        type: 'forge',
        isCloudFortified: false,
        typeName: 'Forge',
        distributionName: '',
        accountLabel: 'Mara',
        isSample: false,
      }),
      memory: recall(undefined, { account: 'a', app: 'b', tab: 'variables' }),
      ask,
      changed: () => undefined,
      keep: (memory) => kept.push(JSON.stringify(memory)),
    });
    const kept: string[] = [];
    return { page, answers, kept };
  }

  it('are shown when asked for, and stored nowhere', async () => {
    const { page, answers, kept } = start();
    const shown = page.showVariableValues();
    answers[0]?.({ e: { KEY: 'a value' } });
    await shown;
    page.remember({ variables: { environment: 'staging' } });
    assert.equal(page.view.variableValues?.e?.KEY, 'a value');
    assert.ok(kept.length > 0 && !kept.some((memory) => memory.includes('a value')));
  });

  it('are only those of variables that have one, whatever their names', async () => {
    const { page, answers } = start();
    const shown = page.showVariableValues();
    answers[0]?.({ e: { KEY: 'a value', toString: 'another' } });
    await shown;
    const found = ['KEY', 'toString', 'constructor'].map((key) => shownValue(page.view, 'e', key));
    assert.deepEqual(found, ['a value', 'another', undefined]);
    assert.equal(shownValue(page.view, 'constructor', 'name'), undefined);
  });

  it('stay hidden if they arrive after they were hidden', async () => {
    const { page, answers } = start();
    const shown = page.showVariableValues();
    page.hideVariableValues();
    answers[0]?.({ e: { KEY: 'a value' } });
    await shown;
    assert.equal(page.view.variableValues, undefined);
  });

  it('are those that were asked for last', async () => {
    const { page, answers } = start();
    const shown = [page.showVariableValues(), page.showVariableValues()];
    answers[1]?.({ e: { KEY: 'new' } });
    answers[0]?.({ e: { KEY: 'old' } });
    await Promise.all(shown);
    assert.equal(page.view.variableValues?.e?.KEY, 'new');
  });
});
