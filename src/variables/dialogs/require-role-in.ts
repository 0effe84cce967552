import { requireRole } from '../../changes/dialogs/require-role.ts';
import type { Prompts } from '../../vscode/prompts.ts';
import { nothingDone } from './edit-words.ts';
import type { KnownPlace } from './variable-place.ts';

/** Returns whether the account’s role allows changing the variables of an environment, as far as it is known; says if not. */
export function requireRoleIn(place: KnownPlace, prompts: Prompts): Promise<boolean> {
  return requireRole(place.app, place.environment.kind, nothingDone(place), prompts);
}
