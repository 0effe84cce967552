import { contextOf } from '../world/app-builder.ts';
import type { Installation } from '../world/world-types.ts';

/** The product of an installation context: the owner segment of its ARI. */
export const ownerOf = (context: string): string => context.split(':')[2] ?? '';

/** Technical rows are Atlassian's own: they belong to no product of the customer. */
export const isTechnical = ({ context }: Installation): boolean => ownerOf(context) === 'identity';

/** Whether `context` is one of the installation's, in either form that the gateway accepts. */
export function isOn(installation: Installation, context: string): boolean {
  const own = [installation.context, ...installation.secondaryContexts];
  const product = ownerOf(context);
  const { site } = installation;
  return (
    own.includes(context) ||
    (site !== undefined &&
      own.some((one) => ownerOf(one) === product) &&
      [contextOf(site, product), contextOf(site, product, true)].includes(context))
  );
}
