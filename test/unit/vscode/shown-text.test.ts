import assert from 'node:assert/strict';
import { isVisible, spelledOut, spelledOutLine } from '../../../src/vscode/shown-text.ts';

describe('a name that is shown', () => {
  it('has its marks of direction and its hidden characters spelled out', () => {
    assert.equal(spelledOut('Team\u202Elived'), 'Team⟨U+202E⟩lived');
    assert.equal(spelledOut('a\u200Bb\u200Dc\u2060d\u00ADe'), 'a⟨U+200B⟩b⟨U+200D⟩c⟨U+2060⟩d⟨U+00AD⟩e');
  });

  it('keeps the joiners of emoji, which are seen as one picture', () => {
    for (const emoji of ['👩‍🚀', '👩🏽‍🚀', '🏳️‍🌈', '👨‍👩‍👧']) assert.equal(spelledOut(`${emoji} Launch`), `${emoji} Launch`);
    assert.equal(spelledOut('👩\u200Dx'), '👩⟨U+200D⟩x');
  });

  it('stays on one line', () => assert.equal(spelledOutLine('a\r\nb\u0007\u2028c'), 'a b c'));

  it('is visible with one character that people can see', () => {
    for (const name of ['a', '東', 'ـ', '🎉', '\u200Bx']) assert.equal(isVisible(name), true, name);
    for (const name of ['', ' ', '\u00A0', '\u200B\u202E', '\u3164', '\u2800', '\uFE0F', '\u{E0041}'])
      assert.equal(isVisible(name), false, JSON.stringify(name));
  });
});
