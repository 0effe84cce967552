import assert from 'node:assert/strict';
import { readmeTexts, withTables, type Contributions } from '../../tools/readme-tables.ts';

const readme = [
  '# Product',
  '<!-- settings: written by npm run format -->',
  'old',
  '<!-- end of settings -->',
  'between',
  '<!-- commands: written by npm run format -->',
  '<!-- end of commands -->',
  'after',
].join('\n');
const contributions: Contributions = {
  configuration: [
    {
      title: '%first%',
      properties: {
        'p.size': { default: 5, minimum: 1, maximum: 9, markdownDescription: '%size%' },
        'p.parts': {
          default: {},
          properties: { a: { enum: ['on', 'off'] }, b: { enum: ['off'] } },
          description: 'Parts',
        },
      },
    },
    { title: 'Second', properties: { 'p.mode': { default: 'x', enum: ['x', 'y'], markdownDescription: 'Mode' } } },
  ],
  commands: [
    { command: 'p.go', title: '%go%' },
    { command: 'p.row', title: 'Row' },
    { command: 'p.end', title: 'End' },
  ],
  menus: { commandPalette: [{ command: 'p.row', when: 'false' }] },
  keybindings: [
    { command: 'p.end', key: 'delete', mac: 'cmd+backspace' },
    { command: 'p.end', key: 'delete', mac: 'cmd+backspace' },
  ],
};
const words = { first: 'First', size: 'One | two.\nSee `#p.mode#` or [go](command:p.go).', go: 'Go…' };

describe('the tables of the README', () => {
  it('are those of package.json (npm run format writes them)', () => {
    const { now, fresh } = readmeTexts();
    assert.equal(now, fresh);
  });

  it('stand in their places, and the rest stays', () => {
    assert.equal(
      withTables(readme, contributions, words),
      [
        '# Product',
        '<!-- settings: written by npm run format -->',
        '',
        '### First',
        '',
        '| Setting | What it does | Default |',
        '| --- | --- | --- |',
        '| `p.size` | One \\| two.<br>See `p.mode` or go. (1 to 9) | `5` |',
        '| `p.parts` | Parts (`a`, `b`; each `on`, `off`) | |',
        '',
        '### Second',
        '',
        '| Setting | What it does | Default |',
        '| --- | --- | --- |',
        '| `p.mode` | Mode (`x`, `y`) | `"x"` |',
        '',
        '<!-- end of settings -->',
        'between',
        '<!-- commands: written by npm run format -->',
        '',
        '| Command | ID | Key |',
        '| --- | --- | --- |',
        '| Go… | `p.go` | |',
        '| End | `p.end` | `delete` (macOS: `cmd+backspace`) |',
        '',
        '<!-- end of commands -->',
        'after',
      ].join('\n'),
    );
  });

  it('are the same when they are written again', () => {
    const once = withTables(readme, contributions, words);
    assert.equal(withTables(once, contributions, words), once);
  });

  it('are refused where a word or their place is missing', () => {
    assert.throws(() => withTables(readme, contributions, {}), /package\.nls\.json has no size/);
    assert.throws(() => withTables('# Product', contributions, words), /no place for settings/);
  });
});
