import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { manifestShape, mapShape, moduleShape, moduleTypes } from '../../../../src/manifest/shapes/built-in-shapes.ts';
import { nearestName } from '../../../../src/manifest/shapes/nearest-name.ts';
import { formatShapeTable, parseShapeTable } from '../../../../src/manifest/shapes/shape-table.ts';
import { shapesOfSchema } from '../../../tools/shapes/schema-shapes.ts';

const text = readFileSync(new URL('../../../../src/manifest/shapes/manifest-shapes.tsv', import.meta.url), 'utf8');

describe('the table of what manifests can say', () => {
  const table = parseShapeTable(text);

  it('is in the form that its tool writes', () => assert.equal(formatShapeTable(table), text.replaceAll('\r\n', '\n')));

  it('says where it comes from, when, and how much it is', () => {
    const [, version, modules, maps] =
      /^@forge\/manifest (\d+\.\d+\.\d+), \d{4}-\d\d-\d\d, (\d+) types of modules, (\d+) maps$/.exec(table.source) ??
      [];
    assert.ok(version);
    assert.deepEqual([Number(modules), Number(maps)], [table.modules.length, table.maps.length]);
    assert.ok(table.modules.length >= 200 && table.maps.length >= 200);
  });

  it('has names and short values only', () => {
    for (const { type, page } of table.modules) {
      assert.match(type, /^[\w-]+(?::\w+)?$/);
      assert.match(page ?? 'none', /^[a-z-]+$/);
    }
    for (const { keys, required } of table.maps) {
      for (const [key, { values }] of keys) {
        assert.match(key, /^[\w$.-]+$/);
        for (const value of values ?? []) assert.match(value, /^[\w:@.*+/-]{0,60}$/);
      }
      for (const key of required.flat()) assert.ok(keys.has(key), key);
    }
  });

  it('knows the keys of modules and of the whole manifest', () => {
    assert.ok(manifestShape()?.keys.has('permissions'));
    const panel = mapShape(moduleShape('jira:issuePanel')?.map);
    assert.deepEqual(panel?.required, [
      ['function', 'icon', 'key', 'title'],
      ['icon', 'key', 'resource', 'title'],
    ]);
    assert.deepEqual(panel.keys.get('title')?.kinds, ['text', 'map']);
    assert.equal(moduleShape('jira:issuePanel')?.page, 'jira-issue-panel');
    assert.ok(moduleTypes().every(({ type }) => !type.startsWith('connect-')));
  });

  it('takes limits of a schema where all forms of a value have them', () => {
    const text = { type: 'string', maxLength: 23, pattern: '^[a-zA-Z0-9-_]+$' };
    const { maps } = shapesOfSchema(
      {
        properties: {
          app: {
            type: 'object',
            properties: {
              key: text,
              either: { anyOf: [text, { type: 'string', maxLength: 30 }] },
              open: { anyOf: [text, { type: 'string' }] },
              size: { type: 'integer', minimum: 1, maximum: 900 },
              half: { type: 'number', minimum: 0.5, maximum: 24 },
              one: { type: 'string', maxLength: 5, enum: ['a'] },
            },
          },
        },
        definitions: { ModuleSchema: { properties: {} } },
      },
      [],
    );
    const table = { source: 'x', modules: [], maps };
    const keys = parseShapeTable(formatShapeTable(table)).maps.at(-1)?.keys;
    assert.deepEqual(Object.fromEntries(keys ?? []), {
      key: { kinds: ['text'], maxLength: 23, form: 'name' },
      either: { kinds: ['text'], maxLength: 30 },
      open: { kinds: ['text'] },
      size: { kinds: ['number'], range: { min: 1, max: 900 } },
      half: { kinds: ['number'] },
      one: { kinds: ['text'], values: ['a'] },
    });
  });

  it('is made of names, types, required keys and allowed values of a schema', () => {
    const { maps, modules } = shapesOfSchema(
      {
        properties: {
          modules: { $ref: '#/definitions/ModuleSchema' },
          app: { type: 'object', additionalProperties: false, properties: { size: { type: ['integer', 'null'] } } },
        },
        required: ['app'],
        definitions: {
          ModuleSchema: {
            properties: {
              'jira:new': {
                type: 'array',
                items: {
                  oneOf: [
                    { $ref: '#/definitions/One' },
                    {
                      type: 'object',
                      required: ['key', 'more'],
                      additionalProperties: false,
                      properties: {
                        key: { type: 'string' },
                        more: { enum: ['a', 'b'] },
                        own: { type: 'array', items: { type: 'boolean' } },
                        hidden__i18n: {},
                      },
                    },
                  ],
                },
              },
            },
          },
          One: { type: 'object', required: ['key'], properties: { key: { type: 'string' }, more: { const: 'c' } } },
        },
      },
      ['jira:new', 'jira:undescribed'],
    );
    assert.deepEqual(
      modules.map(({ type, map }) => [type, map === undefined]),
      [
        ['jira:new', false],
        ['jira:undescribed', true],
      ],
    );
    const map = maps[modules[0]?.map ?? -1];
    assert.deepEqual([map?.isOpen, map?.required], [true, [['key']]]);
    assert.deepEqual(
      [...(map?.keys ?? [])],
      [
        ['key', { kinds: ['text'] }],
        ['more', { kinds: ['text'], values: ['c', 'a', 'b'] }],
        ['own', { kinds: ['list'], item: { kinds: ['boolean'] }, isLoose: true }],
      ],
    );
    assert.deepEqual(maps[0]?.required, [['app']]);
  });
});

describe('the name that is meant', () => {
  it('is near, whatever its case, or none', () => {
    const known = ['title', 'icon', 'resource', 'resolver'];
    assert.deepEqual(
      ['titel', 'Icon', 'resorce', 'colour', 'ico', 'x'].map((name) => nearestName(name, known)),
      ['title', 'icon', 'resource', undefined, 'icon', undefined],
    );
  });
});
