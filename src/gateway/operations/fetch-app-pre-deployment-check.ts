import * as z from 'zod/mini';
import { ForgeError } from '../../core/errors.ts';
import { type AppAri, appIdAs, type AppIdForm } from '../../core/ids.ts';
import type { GatewayClient } from '../client.ts';
import type { Operation } from '../operation.ts';
import { list, optional } from '../reply-schemas.ts';
import document from './fetch-app-pre-deployment-check.graphql';

/** As the Forge CLI sends it. */
const appIdForm: AppIdForm = 'ari';

const change = () =>
  z.object({ key: z.string(), added: optional(list(z.string())), removed: optional(list(z.string())) });
const problem = () =>
  z.object({
    key: z.string(),
    message: optional(z.string()),
    line: optional(z.number()),
    column: optional(z.number()),
  });
const outcome = () =>
  z.object({
    /** `MAJOR_VERSION_RULE`, `MANIFEST_INVALID_RULE`, `SYSTEM_USER_CHANGE_RULE`, or one that is new. */
    rule: z.string(),
    /** `APPROVAL` or `ERROR`. */
    category: z.string(),
    /** Whether the rule applies to this manifest: otherwise the rest says nothing. */
    value: z.boolean(),
    reason: z.string(),
    changes: optional(list(change())),
    errors: optional(list(problem())),
  });
const reply = () => z.object({ appPreDeploymentCheck: z.nullable(z.object({ outcome: z.nullable(list(outcome())) })) });

/** What one of the gateway's rules says of a manifest. */
export type CheckOutcome = z.infer<ReturnType<typeof outcome>>;

const AppPreDeploymentCheck: Operation<
  { readonly input: { readonly appId: string; readonly environmentKey: string; readonly manifestUrl: string } },
  z.infer<ReturnType<typeof reply>>
> = { name: 'AppPreDeploymentCheck', kind: 'query', document, reply };

/**
 * Has the gateway judge an uploaded manifest as it would before a deployment to an environment. Returns null if it says
 * that the manifest is not valid, without saying why. Throws `refused` if it has no manifest at that address.
 */
export async function fetchPreDeploymentCheck(
  client: GatewayClient,
  id: AppAri,
  { environmentKey, manifestUrl }: { readonly environmentKey: string; readonly manifestUrl: string },
  signal?: AbortSignal,
): Promise<readonly CheckOutcome[] | null> {
  const input = { appId: appIdAs(appIdForm, id), environmentKey, manifestUrl };
  const { appPreDeploymentCheck } = await client.run(AppPreDeploymentCheck, { input }, signal);
  if (appPreDeploymentCheck !== null) return appPreDeploymentCheck.outcome;
  throw new ForgeError('refused', 'the uploaded manifest was not found', { operation: AppPreDeploymentCheck.name });
}
