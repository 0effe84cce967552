import { editDistance } from '../scopes/edit-distance.ts';

/** The known name that is likely meant by an unknown one; undefined where none is near. Case does not count. */
export function nearestName(name: string, known: Iterable<string>): string | undefined {
  let limit = Math.min(2, Math.floor(name.length / 3));
  let nearest: string | undefined;
  for (const one of known) {
    const distance = editDistance(name.toLowerCase(), one.toLowerCase(), limit);
    if (distance > limit || (nearest !== undefined && distance === limit)) continue;
    [nearest, limit] = [one, distance];
  }
  return nearest;
}
