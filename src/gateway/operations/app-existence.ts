import * as z from 'zod/mini';
import { ForgeError } from '../../core/errors.ts';
import { type AppAri, appIdAs, type AppIdForm } from '../../core/ids.ts';
import type { GatewayClient } from '../client.ts';
import type { Operation } from '../operation.ts';
import { appId } from '../shapes.ts';
import document from './app-existence.graphql';

/** `app(id)` takes the ARI, as the Forge CLI sends it. */
const appIdForm: AppIdForm = 'ari';

const reply = () => z.object({ app: z.nullable(z.object({ id: appId() })) });

const AppExistence: Operation<{ appId: string }, z.infer<ReturnType<typeof reply>>> = {
  name: 'AppExistence',
  kind: 'query',
  document,
  reply,
  retriedByCaller: true,
};

/** Whether the gateway knows an app and shows it to this account. Asks once; throws as `run` does. */
export async function appExists(client: GatewayClient, id: AppAri, signal?: AbortSignal): Promise<boolean> {
  const { app } = await client.run(AppExistence, { appId: appIdAs(appIdForm, id) }, signal);
  if (app !== null && app.id !== id)
    throw new ForgeError('badReply', 'the gateway answered about another app', { operation: AppExistence.name });
  return app !== null;
}
