import assert from 'node:assert/strict';
import { groupConsequences } from '../../../../webview-ui/overview/group-consequences.ts';

describe('consequences of a deployment', () => {
  const grouped = (...list: readonly (readonly [label: string, message: string, needsApproval?: boolean])[]) =>
    groupConsequences(list.map(([label, message, needsApproval = false]) => ({ label, message, needsApproval }))).map(
      ({ labels, message, needsApproval }) => [labels.join(', '), message, needsApproval],
    );

  it('are said once for all environments that have them, where the first one stands', () => {
    assert.deepEqual(
      grouped(
        ['production', '1 scope added.', true],
        ['staging', 'No changes.'],
        ['dev', 'First.'],
        ['mara', 'No changes.'],
      ),
      [
        ['production', '1 scope added.', true],
        ['staging, mara', 'No changes.', false],
        ['dev', 'First.', false],
      ],
    );
  });

  it('stay apart where only one needs approval', () => {
    assert.equal(grouped(['production', 'Changes.', true], ['staging', 'Changes.', false]).length, 2);
    assert.deepEqual(grouped(), []);
  });
});
