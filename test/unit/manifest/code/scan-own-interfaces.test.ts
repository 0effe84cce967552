import assert from 'node:assert/strict';
import { callsIn } from '../../../support/scanned-calls.ts';

describe('The scan of a file finds Forge’s own interfaces', () => {
  const cases: readonly (readonly [what: string, text: string, expected: readonly string[]])[] = [
    [
      'the key-value store',
      "import { kvs, WhereConditions } from '@forge/kvs'; kvs.set('a', 1); kvs.entity('e').query().where(WhereConditions.beginsWith('a')).getMany();",
      ['kvs.set', 'kvs.entity'],
    ],
    ['the key-value store by default', "import store from '@forge/kvs'; store.get('a');", ['kvs.get']],
    [
      'the older store',
      "import api, { storage as db } from '@forge/api'; db.get('a'); api.storage.query();",
      ['storage.get', 'storage.query'],
    ],
    [
      'after require',
      "const { storage } = require('@forge/api'); storage.get('a'); require('@forge/kvs').kvs.get('a');",
      ['storage.get', 'kvs.get'],
    ],
    [
      'after a dynamic import',
      "async () => { const { storage } = await import('@forge/api'); storage.get('a'); }",
      ['storage.get'],
    ],
    [
      'what is imported and handed on',
      "import { kvs } from '@forge/kvs'; export const store = createStore(kvs);",
      ['kvs'],
    ],
    [
      'not what is imported as a type, or for queries only',
      "import type { kvs } from '@forge/kvs'; import { WhereConditions } from '@forge/kvs'; WhereConditions.beginsWith('a');",
      [],
    ],
    [
      'hooks for properties',
      "import { useIssueProperty, useSpaceProperty as space } from '@forge/react'; function f() { useIssueProperty('a', 1); space('b'); }",
      ['useIssueProperty', 'useSpaceProperty'],
    ],
    [
      'checks of permissions',
      "import { authorize } from '@forge/api'; await authorize().onConfluenceContent(id).canRead(); authorize().somethingElse();",
      ['authorize.onConfluenceContent', 'authorize', 'authorize'],
    ],
    ['SQL', "import sql from '@forge/sql'; sql.prepare('select 1');", ['sql.prepare']],
    [
      'the object store',
      "import { objectStore } from '@forge/object-store'; objectStore.get('a');",
      ['objectStore.get'],
    ],
    [
      'reports of personal data',
      "import { privacy } from '@forge/api'; privacy.reportPersonalData([]);",
      ['privacy.reportPersonalData'],
    ],
    [
      'notifications',
      "import { NotificationApi } from '@forge/notifications'; NotificationApi.send({});",
      ['NotificationApi.send'],
    ],
  ];
  for (const [what, text, expected] of cases) it(what, () => assert.deepEqual(callsIn(text, 'a.ts'), expected));
});
