import * as z from 'zod/mini';
import type { Licence } from '../core/installation.ts';
import { optional, time } from './reply-schemas.ts';

/** An installation's licence; a date in an unknown format counts as absent. */
export const listedLicence = () =>
  z.object({
    active: z.boolean(),
    isEvaluation: optional(z.boolean()),
    capabilitySet: optional(z.string()),
    type: optional(z.string()),
    billingPeriod: optional(z.string()),
    trialEndDate: z.catch(optional(time()), undefined),
    subscriptionEndDate: z.catch(optional(time()), undefined),
  });

const editions: ReadonlyMap<string, string> = new Map([
  ['capabilityStandard', 'standard'],
  ['capabilityAdvanced', 'advanced'],
]);

/** Converts a licence from the gateway's form to the domain's. */
export function toLicence(listed: z.infer<ReturnType<typeof listedLicence>>): Licence {
  const { active, isEvaluation, capabilitySet, type, billingPeriod, trialEndDate, subscriptionEndDate } = listed;
  return {
    active,
    evaluation: isEvaluation ?? false,
    ...(capabilitySet !== undefined && { edition: editions.get(capabilitySet) ?? capabilitySet }),
    ...(type !== undefined && { type }),
    ...(billingPeriod !== undefined && { billingPeriod }),
    ...(trialEndDate && { trialEnd: trialEndDate }),
    ...(subscriptionEndDate && { subscriptionEnd: subscriptionEndDate }),
  };
}
