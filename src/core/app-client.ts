import type { appClientSchema } from './app-client-schema.ts';
import type { Domain } from './schema-parts.ts';

export type AppClient = Domain<typeof appClientSchema>;
