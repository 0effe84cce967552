// The texts of .graphql files as sent to the gateway: the build and the tests load them here.
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** Names a file whose fragments the document uses, in the syntax of the GraphQL loaders. */
const importLine = /^#import "(.+)"$/gm;

/**
 * Returns a document with all fragments it imports, directly or indirectly, each once; and the files it consists of.
 */
export function readDocument(file) {
  const parts = new Map();
  function add(path) {
    if (parts.has(path)) return;
    const source = readFileSync(path, 'utf8').replaceAll('\r\n', '\n');
    parts.set(path, source.replace(importLine, '').trim());
    for (const [, imported] of source.matchAll(importLine)) add(resolve(dirname(path), imported));
  }
  add(resolve(file));
  return { text: `${[...parts.values()].join('\n\n')}\n`, files: [...parts.keys()] };
}

/** esbuild plugin that loads .graphql files as such texts. */
export const graphqlDocuments = {
  name: 'graphql-documents',
  setup(build) {
    build.onLoad({ filter: /\.graphql$/ }, ({ path }) => {
      const { text, files } = readDocument(path);
      return { contents: text, loader: 'text', watchFiles: [...files] };
    });
  },
};
