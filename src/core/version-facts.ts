import type { Version } from './environment.ts';

/** A module as it was deployed, with what its manifest says about it. */
export interface ModuleFacts {
  readonly key: string;
  /** As deployed, such as `jira:issuePanel` or `core:function`. */
  readonly type: string;
  /**
   * Its properties, sorted by path: `title` → `Release notes`, `resolver.function` → `resolver`. Paths and values are as
   * the app's author wrote them, without what looks like a credential, and long ones are cut.
   */
  readonly settings: readonly (readonly [path: string, value: string])[];
}

/** All that the gateway tells of a version and that two versions can differ in. */
export interface VersionFacts {
  /** The environment's key as the Forge CLI writes it. */
  readonly environmentKey: string;
  readonly version: Version;
  /** Absent if not reported. */
  readonly modules?: readonly ModuleFacts[];
  /** The keys of the Connect apps that it replaces, by Atlassian app. */
  readonly connectKeys: readonly (readonly [atlassianApp: string, key: string])[];
}
