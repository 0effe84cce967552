// The texts of .graphql files as the gateway gets them: the build and the tests load them here.
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** Names a file whose fragments the document uses, in the notation of the GraphQL loaders. */
const importLine = /^#import "(.+)"$/gm;

/**
 * A document with the fragments that it imports, directly or by way of others, each once; and the files it is made of.
 */
export function readDocument(file) {
  const parts = new Map();
  function add(path) {
    if (parts.has(path)) return;
    const source = readFileSync(path, 'utf8');
    parts.set(path, source.replace(importLine, '').trim());
    for (const [, imported] of source.matchAll(importLine)) add(resolve(dirname(path), imported));
  }
  add(resolve(file));
  return { text: `${[...parts.values()].join('\n\n')}\n`, files: [...parts.keys()] };
}

/** For esbuild: gives .graphql files as such texts. */
export const graphqlDocuments = {
  name: 'graphql-documents',
  setup(build) {
    build.onLoad({ filter: /\.graphql$/ }, ({ path }) => {
      const { text, files } = readDocument(path);
      return { contents: text, loader: 'text', watchFiles: [...files] };
    });
  },
};
