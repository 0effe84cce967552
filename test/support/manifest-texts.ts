import fc from 'fast-check';
import { handMadeId } from './parse-manifest.ts';

/** A generated manifest, and its content. */
export interface MadeManifest {
  readonly text: string;
  readonly scopes: readonly string[];
  /** How the scopes are written. */
  readonly form: ScopesForm;
}

export type ScopesForm = 'list' | 'listAtKey' | 'map' | 'flowList' | 'flowMap' | 'flowLines';

/** A scope's key, known or unknown. */
export const scopeKey = fc
  .tuple(
    fc.constantFrom('read', 'write', 'manage', 'delete', 'storage'),
    fc.stringMatching(/^[a-z]{1,6}(-[a-z]{1,4})?$/),
    fc.constantFrom('', ':jira', ':confluence', ':jira-software'),
  )
  .map(([verb, resource, api]) => `${verb}:${resource}${api}`);

const comment = fc.constantFrom('', '', '', ' # why', "   # it's [needed], see {here}: - yes");
const quote = fc.constantFrom('', '', '', '"', "'");
const otherLines = fc.constantFrom('', '# a comment: of - no [ consequence', '  # indented', '');

interface Written {
  readonly key: string;
  readonly quote: string;
  readonly comment: string;
  readonly before: string;
}

const entry = (key: string): fc.Arbitrary<Written> =>
  fc.record({ key: fc.constant(key), quote, comment, before: otherLines });

function scopesText(form: ScopesForm, entries: readonly Written[]): string[] {
  const quoted = ({ key, quote: mark }: Written) => `${mark}${key}${mark}`;
  const above = ({ before }: Written) => (before === '' ? [] : [before]);
  switch (form) {
    case 'list':
      return ['  scopes:', ...entries.flatMap((one) => [...above(one), `    - ${quoted(one)}${one.comment}`])];
    case 'listAtKey':
      return [
        '  scopes: # all of them',
        ...entries.flatMap((one) => [...above(one), `  -   ${quoted(one)}${one.comment}`]),
      ];
    case 'map':
      return ['  scopes:', ...entries.flatMap((one) => [...above(one), `      ${quoted(one)}: {}${one.comment}`])];
    case 'flowList':
      return [`  scopes: [${entries.map(quoted).join(', ')}] # all of them`];
    case 'flowMap':
      return [`  scopes: { ${entries.map((one) => `${quoted(one)}: {}`).join(', ')} }`];
    case 'flowLines':
      return [
        '  scopes: [',
        ...entries.map((one, index) => `      ${quoted(one)}${index < entries.length - 1 ? ',' : ''}${one.comment}`),
        '    ]',
      ];
  }
}

const forms: readonly ScopesForm[] = ['list', 'listAtKey', 'map', 'flowList', 'flowMap', 'flowLines'];

const title = fc.oneof(
  fc.constantFrom('Release notes', '"quoted: title # no comment"', "'it''s'", 'R & D * 2'),
  fc.stringMatching(/^[a-z][a-z ]{0,12}[a-z]$/),
);

const modules = fc
  .array(
    fc.tuple(
      fc.constantFrom('jira:issuePanel', 'function', 'macro', 'trigger'),
      fc.array(title, { minLength: 1, maxLength: 12 }),
    ),
    { maxLength: 3 },
  )
  .map((groups) => {
    const seen = new Set<string>();
    const unique = groups.filter(([type]) => seen.size !== seen.add(type).size);
    if (unique.length === 0) return [];
    return [
      'modules:',
      ...unique.flatMap(([type, titles]) => [
        `  ${type}:`,
        ...titles.flatMap((one, index) => [
          `    - key: ${type.replace(':', '-')}-${index}`,
          `      title: ${one}`,
          '      # in the item',
          '      text: |',
          '        - no: item',
          '       # no comment',
        ]),
      ]),
    ];
  });

/** Generates valid manifests in many styles, whose scopes have at least `least` entries without duplicates. */
export function madeManifests(least = 0): fc.Arbitrary<MadeManifest> {
  return fc
    .record({
      keys: fc.uniqueArray(scopeKey, { minLength: Math.max(least, 1), maxLength: 30 }),
      form: fc.constantFrom(...forms),
      modules,
      order: fc.boolean(),
      crlf: fc.boolean(),
      end: fc.boolean(),
      external: fc.boolean(),
      gap: otherLines,
    })
    .chain(({ keys, form, modules: moduleLines, order, crlf, end, external, gap }) =>
      fc.tuple(...keys.map(entry)).map((entries): MadeManifest => {
        const app = ['app:', `  id: ${handMadeId} # the app`, '  runtime: { name: nodejs22.x }'];
        const egress = external ? ['  external:', '    images:', "      - '*.example.com'"] : [];
        const permissions = ['permissions:', ...scopesText(form, entries), gap, ...egress];
        const lines = [
          '# A manifest',
          ...app,
          ...(order ? [...permissions, ...moduleLines] : [...moduleLines, ...permissions]),
        ];
        const eol = crlf ? '\r\n' : '\n';
        return { text: lines.join(eol) + (end ? eol : ''), scopes: keys, form };
      }),
    );
}
