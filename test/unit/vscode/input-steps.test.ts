import assert from 'node:assert/strict';
import { type InputStep, inputSteps } from '../../../src/vscode/input-steps.ts';
import { createScriptedPrompts } from '../../support/editor/scripted-prompts.ts';

const step =
  (prompt: string, options: { password?: boolean } = {}): InputStep =>
  (typed) => ({ title: 'Steps', prompt: [prompt, ...typed].join(' '), value: `${prompt}?`, ...options });

describe('boxes of several steps', () => {
  const prompts = createScriptedPrompts();
  afterEach(() => {
    prompts.verify();
    prompts.reset();
  });
  const values = () => prompts.inputs.map(({ options }) => options.value);

  it('give what was typed in each, trimmed, and tell later ones of it', async () => {
    prompts.answerInput(' a ');
    prompts.answerInput('b');
    assert.deepEqual(await inputSteps(prompts, [step('first'), step('second')]), ['a', 'b']);
    assert.deepEqual(
      prompts.inputs.map(({ options }) => [options.prompt, options.step, options.onBack !== undefined]),
      [
        ['first', { current: 1, total: 2 }, false],
        ['second a', { current: 2, total: 2 }, true],
      ],
    );
  });

  it('go back to what was typed before, and on with what is typed then', async () => {
    prompts.answerInput('a');
    prompts.goBack();
    prompts.answerInput('c');
    prompts.answerInput('b');
    assert.deepEqual(await inputSteps(prompts, [step('first'), step('second')]), ['c', 'b']);
    assert.deepEqual(values(), ['first?', 'second?', 'a', 'second?']);
  });

  it('keep no password to go back to', async () => {
    prompts.answerInput('secret');
    prompts.goBack();
    prompts.answerInput('other');
    prompts.answerInput('b');
    assert.deepEqual(await inputSteps(prompts, [step('first', { password: true }), step('second')]), ['other', 'b']);
    assert.deepEqual(values(), ['first?', 'second?', 'first?', 'second?']);
  });

  it('give nothing where the person gives up', async () => {
    prompts.answerInput('a');
    prompts.giveUp();
    assert.equal(await inputSteps(prompts, [step('first'), step('second')]), undefined);
  });

  it('lead back from the first to what was asked before, where there is something', async () => {
    let wentBack = 0;
    prompts.answerInput('a');
    prompts.goBack();
    prompts.goBack();
    assert.equal(await inputSteps(prompts, [step('first'), step('second')], () => wentBack++), undefined);
    assert.equal(wentBack, 1);
    prompts.giveUp();
    assert.equal(await inputSteps(prompts, [step('first'), step('second')], () => wentBack++), undefined);
    assert.equal(wentBack, 1);
  });
});
