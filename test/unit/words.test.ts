import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { root } from '../support/paths.ts';

/** A text that people read, with where it stands. */
interface Text {
  readonly where: string;
  readonly text: string;
}

/** What people should not have to read, each with what would catch their eye. */
const forbidden: readonly (readonly [string, RegExp])[] = [
  ['a straight apostrophe', /[a-z]'[a-z]/i],
  ['a straight quotation mark', /"/],
  ['three dots for an ellipsis', /\.\.\./],
  ['“could not”: Couldn’t', /\bcould not\b/i],
  ['“can not”: can’t', /\bcan ?not\b/i],
  ['“not told”: Not available', /\bnot told\b|can[’']t be told|nothing is told|is told to\b/i],
  ['“grave”: severity', /\bgrave\b/i],
  ['“is no …”: isn’t a …', /(?<!there )\b(?:is|are) no (?:Forge|known|admin|app|owner|scope|folder|file|day)\b/i],
  ['“It is no … but”', /\bis no [^.]* but\b/i],
  ['“way out”: what would you like to do?', /\bways? out\b/i],
  ['“anew”: again', /\banew\b/i],
  ['“there twice”: duplicate', /\bthere twice\b/i],
  ['“looked for”: searched for', /\blooked for\b/i],
  ['“1 others”', /\b1 (?:others|apps|sites|files|installations|scopes|events|days|rows|lines)\b/i],
];

/** Every literal of a call of `l10n.t`, and the texts of package.nls.json. */
function texts(): Text[] {
  const contributed = JSON.parse(readFileSync(join(root, 'package.nls.json'), 'utf8')) as Record<string, string>;
  const ofContributions = Object.entries(contributed).map(([where, text]) => ({ where, text }));
  const files = globSync('{src,webview-ui}/**/*.ts', { cwd: root });
  return [...ofContributions, ...files.flatMap(textsOfFile)];
}

function textsOfFile(file: string): Text[] {
  const source = ts.createSourceFile(file, readFileSync(join(root, file), 'utf8'), ts.ScriptTarget.Latest, true);
  const found: Text[] = [];
  const collect = (node: ts.Node) => {
    if (ts.isStringLiteralLike(node)) {
      const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
      found.push({ where: `${file}:${line}`, text: node.text });
    }
    node.forEachChild(collect);
  };
  const visit = (node: ts.Node) => {
    const first =
      ts.isCallExpression(node) && /\bl10n\.t$/.test(node.expression.getText()) ? node.arguments[0] : undefined;
    if (first) collect(first);
    node.forEachChild(visit);
  };
  visit(source);
  return found;
}

describe('the words that people read', () => {
  const all = texts();

  it('are found in the code and in the contributions', () => {
    assert.ok(all.length > 1_000, `${all.length} texts`);
    assert.ok(all.some(({ where }) => where === 'command.app.delete'));
    assert.ok(all.some(({ where }) => where.startsWith('webview-ui/')));
  });

  for (const [name, form] of forbidden)
    it(`have no ${name}`, () => {
      const wrong = all.filter(({ text }) => form.test(text.replaceAll(/\{\w+\}|`[^`]*`|\(command:[^)]*\)/g, '…')));
      assert.deepEqual(
        wrong.map(({ where, text }) => `${where}: ${text}`),
        [],
      );
    });
});
