// Lets Node import .graphql and .tsv files as text, as the bundle does.
import { registerHooks } from 'node:module';
import { readFileSync } from 'node:fs';

registerHooks({
  load(url, context, nextLoad) {
    if (!/\.(graphql|tsv)$/.test(url)) return nextLoad(url, context);
    return {
      format: 'module',
      shortCircuit: true,
      source: `export default ${JSON.stringify(readFileSync(new URL(url), 'utf8'))};`,
    };
  },
});
