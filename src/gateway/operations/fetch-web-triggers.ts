import * as z from 'zod/mini';
import { type AppAri, appIdAs, type AppIdForm } from '../../core/ids.ts';
import type { GatewayClient } from '../client.ts';
import type { Operation } from '../operation.ts';
import { found } from '../app-operation.ts';
import { list, optional } from '../reply-schemas.ts';
import document from './fetch-web-triggers.graphql';

/** `webTriggerUrlsByAppContext(appId)` and the filter take the UUID, as the Forge CLI sends it. */
const appIdForm: AppIdForm = 'uuid';

/** The type of a web trigger's module, as deployed. */
const deployedType = 'core:webtrigger';

const reply = () =>
  z.object({
    webTriggerUrlsByAppContext: z.nullable(list(z.object({ id: z.string(), triggerKey: z.string(), url: z.string() }))),
    extensionContext: optional(z.object({ extensions: list(z.object({ key: z.string() })) })),
  });

interface Variables {
  readonly appId: string;
  readonly envId: string;
  readonly contextId: string;
  readonly filter: readonly { readonly type: string; readonly value: readonly string[] }[];
}

const WebTriggers: Operation<Variables, z.infer<ReturnType<typeof reply>>> = {
  name: 'WebTriggers',
  kind: 'query',
  document,
  reply,
  optionalFields: ['extensionContext'],
};

/** Where web triggers are called: an app in an environment, in the context of an installation. */
export interface TriggerContext {
  readonly appId: AppAri;
  readonly environmentId: string;
  readonly context: string;
}

/** A web trigger's URL. The URL is a secret: whoever knows it can call the app. */
export interface WebTriggerUrl {
  readonly id: string;
  readonly triggerKey: string;
  readonly url: string;
}

/**
 * Returns the URLs of an installation's web triggers and the keys of the web triggers that are deployed there; undefined
 * where the gateway doesn't tell these. Throws `notFound` if the gateway sends no list, otherwise like `run`.
 */
export async function fetchWebTriggers(
  client: GatewayClient,
  { appId, environmentId, context }: TriggerContext,
  signal?: AbortSignal,
): Promise<{ readonly urls: readonly WebTriggerUrl[]; readonly deployed: readonly string[] | undefined }> {
  const id = appIdAs(appIdForm, appId);
  const filter = [
    { type: 'APP_ID_ENVIRONMENT_ID', value: [`${id}:${environmentId}`] },
    { type: 'EXTENSION_TYPE', value: [deployedType] },
  ];
  const variables = { appId: id, envId: environmentId, contextId: context, filter };
  const { webTriggerUrlsByAppContext: urls, extensionContext } = await client.run(WebTriggers, variables, signal);
  return { urls: found(urls, WebTriggers), deployed: extensionContext?.extensions.map(({ key }) => key) };
}
