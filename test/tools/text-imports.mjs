// Lets Node import .graphql, .tsv and .css files as text, as the bundle does.
import { registerHooks } from 'node:module';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readDocument } from './graphql-documents.mjs';

registerHooks({
  load(url, context, nextLoad) {
    if (!/\.(graphql|tsv|css)$/.test(url)) return nextLoad(url, context);
    const file = fileURLToPath(url);
    const text = file.endsWith('.graphql') ? readDocument(file).text : readFileSync(file, 'utf8');
    return { format: 'module', shortCircuit: true, source: `export default ${JSON.stringify(text)};` };
  },
});
