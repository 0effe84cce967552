import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';

/**
 * Finds a path such as `modules.jira:issuePanel[0].function` in a manifest, as deep as the manifest has it. Returns its
 * zero-based line; 0 for a manifest that can't be read.
 */
export function lineOfPath(manifest: string, path: string): number {
  const lines = new LineCounter();
  const document = parseDocument(manifest, { lineCounter: lines, logLevel: 'silent' });
  let node: unknown = document.contents;
  let offset = 0;
  for (const step of path.match(/[^.[\]]+/g) ?? []) {
    const found = stepInto(node, step);
    if (found === undefined) break;
    [node, offset] = found;
  }
  return Math.max(0, lines.linePos(offset).line - 1);
}

/** What is below a key or an index, and where that begins. */
function stepInto(node: unknown, step: string): [node: unknown, offset: number] | undefined {
  if (isSeq(node)) {
    const item = node.items[Number(step)] as Node | undefined;
    return item?.range ? [item, item.range[0]] : undefined;
  }
  if (!isMap(node)) return undefined;
  const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === step);
  return isScalar(pair?.key) && pair.key.range ? [pair.value, pair.key.range[0]] : undefined;
}
