// Rebuilds the tables of scopes and REST operations in src/manifest/scopes from what Atlassian publishes, prints what
// changed, and writes down what they were built from (sources.tsv):
//
//   npm run rebuild-scopes                                    everything, from Atlassian's addresses
//   npm run rebuild-scopes -- manifest                        scopes that manifests may hold, and events, from npm
//   npm run rebuild-scopes -- manifest=<folder> Jira=<file>   a package or document that lies here; also <address>
//   npm run rebuild-scopes -- Jira=<file>,<address>,<date>    a file, where it came from, and of when it is
//
// `manifest` is the package of Forge's manifest validation: it is looked at in a temporary folder, and never installed.
// The other names are those of APIs. Their documents replace all operations of the API; a name that is given twice has
// an older document, which adds what the newer one lacks. What documentation says beyond these documents is kept by hand
// in documented-operations.tsv. Read the changes before you commit them: a new scope may need a label in
// src/manifest/scopes/label-overrides.ts, and an API a name.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { formatEventTable, parseEventTable } from '../../src/manifest/scopes/event-table.ts';
import { formatOperationTable, parseOperationTable } from '../../src/manifest/scopes/operation-table.ts';
import { formatScopeTable, parseScopeTable } from '../../src/manifest/scopes/scope-table.ts';
import { root } from '../support/paths.ts';
import { progress, step } from '../support/step.mjs';
import { parseDocumentedOperations } from './scopes/documented-operations.ts';
import { mergeDocuments, withDocumented, withoutUnknownScopes } from './scopes/merge-operations.ts';
import { mergeScopes } from './scopes/merge-tables.ts';
import { labelsOfDocument, operationsOfDocument } from './scopes/open-api.ts';
import { published, readDocument, readValidation, sourceArgument } from './scopes/scope-sources.ts';
import { formatSourceTable, parseSourceTable, type TableSource } from './scopes/source-table.ts';
import { eventChanges, operationChanges, scopeChanges } from './scopes/table-changes.ts';

const file = (name: string) => join(root, `src/manifest/scopes/${name}.tsv`);
const read = (name: string) => readFile(file(name), 'utf8');

const asked = process.argv.slice(2);
const given = (asked.length > 0 ? asked : ['manifest', ...Object.keys(published)]).map(sourceArgument);

const known = {
  scopes: parseScopeTable(await read('scopes')),
  operations: parseOperationTable(await read('operations')),
};
const documented = parseDocumentedOperations(await read('documented-operations'));
let sources = parseSourceTable(await read('sources'));
const addSources = (name: string, added: readonly TableSource[]) =>
  (sources = [...sources.filter((source) => source.name !== name), ...added]);

let accepted: ReadonlySet<string> = new Set(known.scopes.filter((row) => row.accepted).map(({ key }) => key));
const manifest = given.find(({ name }) => name === 'manifest');
if (manifest !== undefined) {
  const { scopes, events, provenance } = await step(`Reading ${manifest.from}`, () => readValidation(manifest));
  accepted = scopes;
  addSources('manifest', [{ ...provenance.scopes, rows: scopes.size }]);
  addSources('events', [{ ...provenance.events, rows: events.size }]);
  for (const line of eventChanges(parseEventTable(await read('events')), events)) process.stdout.write(`${line}\n`);
  await writeFile(file('events'), formatEventTable(events));
}
const keys = new Set([...known.scopes.map(({ key }) => key), ...accepted]);

const labels = new Map<string, string>();
let operations = known.operations;
const byApi = Map.groupBy(
  given.filter(({ name }) => name !== 'manifest'),
  ({ name }) => name,
);
for (const [api, documents] of byApi) {
  const found = [];
  for (const argument of documents) {
    const { document, provenance } = await step(`Reading ${argument.from}`, () => readDocument(argument));
    for (const [key, label] of labelsOfDocument(document)) if (!labels.has(key)) labels.set(key, label);
    found.push({ provenance, operations: operationsOfDocument(document, api, (scope) => keys.has(scope)) });
  }
  const merged = mergeDocuments(found.map((one) => one.operations));
  const current = withDocumented(
    merged.flat(),
    documented.filter((row) => row.api === api),
  );
  operations = [...operations.filter((operation) => operation.api !== api), ...current];
  addSources(
    api,
    found.map(({ provenance }, index) => ({ ...provenance, rows: merged[index]?.length ?? 0 })),
  );
}
const scopes = mergeScopes(known.scopes, accepted, labels);

const needed = new Set(operations.flatMap((operation) => [...operation.scopes, ...operation.granular]));
const strange = [...needed].filter((scope) => !keys.has(scope)).sort();
if (strange.length > 0) progress(`Needed by operations and not among the scopes: ${strange.join(', ')}`);
operations = withoutUnknownScopes(operations, (scope) => keys.has(scope));
for (const line of [...scopeChanges(known.scopes, scopes), ...operationChanges(known.operations, operations)])
  process.stdout.write(`${line}\n`);
await writeFile(file('scopes'), formatScopeTable(scopes));
await writeFile(file('operations'), formatOperationTable(operations));
await writeFile(file('sources'), formatSourceTable(sources));
progress(
  `${scopes.length} scopes (${known.scopes.length} before), ${operations.length} operations (${known.operations.length} before).`,
);
