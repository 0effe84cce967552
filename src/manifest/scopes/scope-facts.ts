/** Classic (`read:jira-work`), granular (`read:issue:jira`) or for apps with Connect modules (`read:connect-jira`). */
export type ScopeKind = 'classic' | 'granular' | 'connect';

export interface ScopeFacts {
  readonly key: string;
  /** The name of its API, like `Jira Software`. */
  readonly api: string;
  readonly kind: ScopeKind;
  /** Whether Forge's manifest validation accepts it. */
  readonly accepted: boolean;
  /** The text of the consent screen, else a short sentence by `defaultLabel`. Never empty. */
  readonly label: string;
  /** Only from the gateway. */
  readonly description?: string;
  /** Whether Atlassian restricts who may use it. Only from the gateway. */
  readonly restricted?: boolean;
}
