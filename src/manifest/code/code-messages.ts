import type { AppLayout } from './app-layout.ts';
import type { ReadFile, ReadingPlan } from './app-reading.ts';
import type { FileScan, ScannedFile } from './scan-results.ts';

/** A message to the thread that reads code; `app` names one of the apps that it reads. */
export type CodeRequest = { readonly app: string } & (
  | { readonly kind: 'layout'; readonly layout: AppLayout }
  | { readonly kind: 'file'; readonly file: ReadFile }
  | { readonly kind: 'plan' | 'results' | 'close' }
  | { readonly kind: 'scan'; readonly path: string; readonly failed?: FileScan['failed'] }
);

/** A message from that thread. `lost`: the thread is a new one, and knows nothing of the app. */
export type CodeReply =
  | { readonly kind: 'done' | 'lost' }
  | { readonly kind: 'planned'; readonly plan: ReadingPlan }
  | { readonly kind: 'read'; readonly files: readonly ScannedFile[] };
