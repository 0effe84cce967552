import type { Environment } from '../core/environment.ts';
import type { ConsolePage } from '../core/console-links.ts';
import type { AppAri } from '../core/ids.ts';
import type { AppRef } from '../apps/model/app-ref.ts';
import type { Installation } from '../core/installation.ts';
import type { AccountData } from '../apps/model/account-data.ts';
import type { Tab } from '../app-panel/tabs.ts';

export type Target =
  | { readonly kind: 'account'; readonly data: AccountData }
  | ({ readonly kind: 'app' } & AppRef)
  /** A part of an app that has its own page, such as the row *Installations*. */
  | ({ readonly kind: 'section'; readonly page: ConsolePage | Tab } & AppRef)
  | ({ readonly kind: 'environment'; readonly page: ConsolePage; readonly environment: Environment } & AppRef)
  /** A function of the version that an environment has, by its key in the manifest. */
  | ({
      readonly kind: 'function';
      readonly page: ConsolePage;
      readonly environment: Environment;
      readonly functionKey: string;
    } & AppRef)
  | ({ readonly kind: 'installation'; readonly page: ConsolePage; readonly installation: Installation } & AppRef)
  /** An app that no account lists. */
  | { readonly kind: 'unlisted'; readonly id: AppAri };

/** What a command was invoked on, with the clicked item first; undefined if it came from the command palette. */
export type Targets = readonly Target[] | undefined;
