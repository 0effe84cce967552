// Lets Node import .graphql files as text, as the bundle does.
import { registerHooks } from 'node:module';
import { readFileSync } from 'node:fs';

registerHooks({
  load(url, context, nextLoad) {
    if (!url.endsWith('.graphql')) return nextLoad(url, context);
    return { format: 'module', shortCircuit: true, source: `export default ${JSON.stringify(readFileSync(new URL(url), 'utf8'))};` };
  },
});
