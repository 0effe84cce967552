import { contextOf } from '../world/build.ts';
import type { Installation } from '../world/model.ts';

/** The product an installation context belongs to: the owner segment of its ARI. */
export const ownerOf = (context: string): string => context.split(':')[2] ?? '';

/** Technical rows are Atlassian's own: no product of the customer's. */
export const isTechnical = ({ context }: Installation): boolean => ownerOf(context) === 'identity';

/** Whether `context` names where the installation is, in either form that the gateway takes. */
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
