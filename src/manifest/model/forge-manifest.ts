import { appAriPrefix } from '../../core/ids.ts';
import type { LocatedNode, ManifestReader } from './manifest-reader.ts';
import { variablesIn } from './manifest-variables.ts';

/** Types of modules that have the name of an Atlassian app, or of a part of the platform, before a colon. */
const prefixedModule =
  /^(?:connect-)?(?:jira|confluence)\w*:|^(?:jiraServiceManagement|customerServiceManagement|bitbucket|compass|rovo|graph|devops|automation|dashboards|global|migration):/;

/** Keys at the margin that manifests of Forge have, and some of other tools. */
const topLevelKey = /^["']?(?:app|modules|connectModules)["']?[ \t]*:/m;

/** Whether a text may be a manifest of Forge: a look at it, before it is parsed. */
export function mayBeForgeManifest(text: string): boolean {
  return text.includes(appAriPrefix) || topLevelKey.test(text);
}

/**
 * Whether a manifest.yml is that of a Forge app, not of another tool: the form of its `app.id`, or a variable in it, or
 * keys that only Forge has.
 */
export function isForgeManifest(reader: ManifestReader): boolean {
  const { root } = reader;
  const [app, modules] = [reader.field(root, 'app'), reader.field(root, 'modules')];
  const id = reader.text(reader.field(app, 'id')) ?? '';
  if (id.startsWith(appAriPrefix) || variablesIn(id).length > 0) return true;
  const runtime = reader.text(reader.field(reader.field(app, 'runtime'), 'name')) ?? '';
  return (
    /^nodejs\d+\.x$|^sandbox$/.test(runtime) ||
    reader.isMap(reader.field(root, 'connectModules')) ||
    hasFunction(reader, reader.field(modules, 'function')) ||
    reader.entries(modules).some(({ key, value }) => prefixedModule.test(key) && reader.isList(value))
  );
}

function hasFunction(reader: ManifestReader, functions: LocatedNode | undefined): boolean {
  return reader.items(functions).some((item) => reader.text(reader.field(item, 'handler')) !== undefined);
}
