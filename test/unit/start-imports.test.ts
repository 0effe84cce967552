import assert from 'node:assert/strict';
import { join } from 'node:path';
import { run } from '../support/host/processes.ts';
import { root } from '../support/paths.ts';

describe('what is loaded when the extension starts', () => {
  it('is our own code alone, without tables, schemas and the gateway’s operations', async () => {
    const loaded = JSON.parse(
      await run(process.execPath, [join(root, 'test/support/bench/start-imports.mjs')]),
    ) as string[];
    assert.ok(loaded.includes('src/start.ts'));
    assert.deepEqual([...new Set(loaded.filter((name) => !name.startsWith('src/')))], [], 'no package is loaded');
    assert.deepEqual(
      loaded.filter((name) => /\.(tsv|graphql)$|^src\/gateway\/operations\/|^src\/sandbox\//.test(name)),
      [],
    );
  }).timeout(30_000);
});
