import type { Reply } from './execute-graphql.ts';
import { workspaces } from './world/sites.ts';

/** The path below which Bitbucket tells its workspaces, which the sandbox does in its place. */
export const workspacesPath = '/2.0/workspaces/';

/** Bitbucket's answer about the workspace of a path, by its name or its id in braces; 404 for an unknown one. */
export function describeWorkspace(path: string): Reply {
  const asked = decoded(path.slice(workspacesPath.length));
  const workspace = Object.values(workspaces).find(({ hostName, cloudId }) =>
    [hostName, `{${cloudId}}`].includes(asked),
  );
  if (workspace === undefined)
    return { status: 404, body: JSON.stringify({ type: 'error', error: { message: 'No workspace with that name.' } }) };
  const { hostName, cloudId } = workspace;
  const body = { type: 'workspace', uuid: `{${cloudId}}`, slug: hostName, name: hostName };
  return { status: 200, body: JSON.stringify(body) };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
