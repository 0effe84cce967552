/**
 * How a scope is named: classic (`read:jira-work`), granular (`read:issue:jira`) or of an app with Connect modules
 * (`read:connect-jira`).
 */
export type ScopeKind = 'classic' | 'granular' | 'connect';

/** What is known of a scope. */
export interface ScopeFacts {
  readonly key: string;
  /** Name of the API that it belongs to, like `Jira Software`. */
  readonly api: string;
  readonly kind: ScopeKind;
  /** Whether Forge's manifest validation takes it. */
  readonly accepted: boolean;
  /** What the consent screen says, else a short sentence of ours. Always there. */
  readonly label: string;
  /** What the gateway tells about it; known only from there. */
  readonly description?: string;
  /** Whether Atlassian restricts who may use it; known only from the gateway. */
  readonly restricted?: boolean;
}
