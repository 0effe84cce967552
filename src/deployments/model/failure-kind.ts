import type { DeploymentFailure } from '../../core/deployment.ts';

/** The codes of failed deployments that the Forge CLI knows. */
export const failureCodes = [
  'ENVIRONMENT_UPDATE_VALIDATION_FAILED',
  'MANIFEST_VALIDATION_FAILED',
  'MANIFEST_PERMISSIONS_VALIDATION_FAILED',
  'ENTITY_VALIDATION_ERROR',
  'HOSTED_RESOURCE_TOO_MANY_FILES',
  'HOSTED_RESOURCE_ZIP_TOO_BIG',
  'HOSTED_RESOURCE_FILE_PATH_REFERS_TO_PARENT',
  'HOSTED_RESOURCE_INVALID_EGRESS_PERMISSIONS',
  'HOSTED_RESOURCE_ICON_RESOURCE_MISSING',
  'HOSTED_RESOURCE_INVALID_I18N_RESOURCE',
  'HOSTED_RESOURCE_FAILED_TO_FETCH',
  'HOSTED_RESOURCE_FAILED_TO_COPY',
  'HOSTED_RESOURCE_UPLOAD_ID_MISSING',
  'HOSTED_RESOURCES_LAMBDA_TIMEOUT',
  'CUSTOM_SCOPES_NOT_AVAILABLE',
  'PRIVATE_APP_MISSING_DEVELOPER_SPACE',
  'MARKETPLACE_APP_MISSING_DEVELOPER_SPACE',
  'RATE_LIMITED',
] as const;
export type FailureCode = (typeof failureCodes)[number];

/** A failure's code if it is a known one. */
export function knownCode({ code }: Pick<DeploymentFailure, 'code'>): FailureCode | undefined {
  return failureCodes.find((known) => known === code);
}

/** The parts of the manifest that codes are about, where their messages name none. */
const partsByCode: Partial<Record<FailureCode, string>> = {
  MANIFEST_PERMISSIONS_VALIDATION_FAILED: 'permissions',
  CUSTOM_SCOPES_NOT_AVAILABLE: 'permissions.scopes',
  ENTITY_VALIDATION_ERROR: 'app.storage.entities',
  HOSTED_RESOURCE_TOO_MANY_FILES: 'resources',
  HOSTED_RESOURCE_ZIP_TOO_BIG: 'resources',
  HOSTED_RESOURCE_FILE_PATH_REFERS_TO_PARENT: 'resources',
  HOSTED_RESOURCE_INVALID_EGRESS_PERMISSIONS: 'permissions.external',
  HOSTED_RESOURCE_ICON_RESOURCE_MISSING: 'resources',
  HOSTED_RESOURCE_INVALID_I18N_RESOURCE: 'translations',
};

/** A path from one of the manifest's top-level keys, such as `modules.jira:issuePanel[0].function`. */
const path =
  /(?<![\w.-])(?:app|connectModules|environment|modules|permissions|providers|remotes|resources|translations)(?:\.[\w$-]{1,60}(?::[\w$-]{1,60})?|\[\d{1,4}\]){1,12}/;

/** The part of the manifest that a failure names, as a path; otherwise the one that its code is about. */
export function namedPlace(failure: DeploymentFailure): string | undefined {
  const [named] = path.exec(failure.cause ?? '') ?? path.exec(failure.message) ?? [];
  const code = knownCode(failure);
  return named ?? (code && partsByCode[code]);
}
