import { refused } from './resolve-errors.ts';
import { hasRole, memberOf, uuidInAri, type Viewer } from './resolve-viewer.ts';

interface DetailsInput {
  readonly appId: string;
  readonly name?: string | null;
  readonly description?: string | null;
}

/** The limits of Atlassian's documentation, in characters. */
const longest = { name: 60, description: 1000 };

/** Changes an app's name or description for its owner and its admins; otherwise the reply says why not. */
export function updateAppDetails({ input }: { input: DetailsInput }, viewer: Viewer): object {
  const member = memberOf(viewer, uuidInAri(input.appId) ?? input.appId);
  if (!member) return refused('The app was not found.', 'APP_NOT_FOUND', 404);
  if (!member.contributor.owner && !hasRole(member, 'ADMIN'))
    return refused('Your role does not allow you to change this app.', 'PERMISSION_DENIED', 403);
  const { name, description } = { ...member.app, ...withoutNulls(input) };
  if (name.trim() === '' || name.length > longest.name)
    return refused('The name must have 1 to 60 characters.', 'INVALID_NAME', 400);
  if (description.length > longest.description)
    return refused('The description must have at most 1,000 characters.', 'INVALID_DESCRIPTION', 400);
  viewer.world.apps.set(member.app.uuid, { ...member.app, name, description });
  return { success: true, errors: null };
}

function withoutNulls({ name, description }: DetailsInput): { name?: string; description?: string } {
  return { ...(typeof name === 'string' && { name }), ...(typeof description === 'string' && { description }) };
}
