import * as z from 'zod/mini';
import type { AppAri } from '../../core/ids.ts';
import { appAriText } from '../../core/schema-parts.ts';
import { type AppOperation, foundApp, runForApp } from '../app-operation.ts';
import type { GatewayClient } from '../client.ts';
import document from './fetch-app-existence.graphql';

const reply = () => z.object({ app: z.nullable(z.object({ id: appAriText })) });

const AppExistence: AppOperation<object, z.infer<ReturnType<typeof reply>>> = {
  name: 'AppExistence',
  kind: 'query',
  document,
  reply,
  /** As the Forge CLI sends it to `app(id)`. */
  appIdForm: 'ari',
  retriedByCaller: true,
};

/** Whether the gateway knows an app and shows it to this account. Never retried; throws like `run`. */
export async function appExists(client: GatewayClient, id: AppAri, signal?: AbortSignal): Promise<boolean> {
  const { app } = await runForApp(client, AppExistence, id, {}, signal);
  if (app !== null) foundApp(app, id, AppExistence);
  return app !== null;
}
