import { l10n } from 'vscode';
import type { DocumentationPage } from '../../core/documentation.ts';
import type { DeploymentFailure } from '../../core/deployment.ts';
import { type FailureCode, knownCode } from '../model/failure-kind.ts';

/** What a failure's code means and what to do, in a sentence or two. */
export function failureExplanation(failure: DeploymentFailure): string {
  const code = knownCode(failure);
  if (code !== undefined) return explanations[code]();
  return l10n.t(
    'The deployment failed, and the environment stays as it was. Forge Console doesn’t know this error code.',
  );
}

const explanations: Record<FailureCode, () => string> = {
  ENVIRONMENT_UPDATE_VALIDATION_FAILED: () =>
    l10n.t(
      'Atlassian checked what the deployment would change in the environment, and rejected it. Fix the cause and deploy again.',
    ),
  MANIFEST_VALIDATION_FAILED: () => l10n.t('The manifest isn’t valid. Fix it and deploy again.'),
  MANIFEST_PERMISSIONS_VALIDATION_FAILED: () =>
    l10n.t('The permissions in the manifest aren’t valid. Fix them and deploy again.'),
  ENTITY_VALIDATION_ERROR: () =>
    l10n.t(
      'The custom entities in the manifest aren’t valid, or can’t be changed like this. Fix them and deploy again.',
    ),
  HOSTED_RESOURCE_TOO_MANY_FILES: () =>
    l10n.t('A resource has too many files. Leave out what the app doesn’t load, or bundle it, and deploy again.'),
  HOSTED_RESOURCE_ZIP_TOO_BIG: () =>
    l10n.t('A resource is too large. Leave out what the app doesn’t load, and deploy again.'),
  HOSTED_RESOURCE_FILE_PATH_REFERS_TO_PARENT: () =>
    l10n.t('A file of a resource is outside the resource’s folder. Move it inside, and deploy again.'),
  HOSTED_RESOURCE_INVALID_EGRESS_PERMISSIONS: () =>
    l10n.t(
      'A resource needs egress that the manifest doesn’t allow, or not like this. Fix the manifest and deploy again.',
    ),
  HOSTED_RESOURCE_ICON_RESOURCE_MISSING: () =>
    l10n.t(
      'An icon refers to a resource that the manifest doesn’t have. Add the resource or change the icon, and deploy again.',
    ),
  HOSTED_RESOURCE_INVALID_I18N_RESOURCE: () => l10n.t('A translation file isn’t valid. Fix it and deploy again.'),
  HOSTED_RESOURCE_FAILED_TO_FETCH: () =>
    l10n.t('Atlassian couldn’t read the uploaded resources. This isn’t the app’s fault: deploy again.'),
  HOSTED_RESOURCE_FAILED_TO_COPY: () =>
    l10n.t('Atlassian couldn’t store the uploaded resources. This isn’t the app’s fault: deploy again.'),
  HOSTED_RESOURCE_UPLOAD_ID_MISSING: () =>
    l10n.t('Atlassian doesn’t have the resources that belong to this deployment. Deploy again from the app’s folder.'),
  HOSTED_RESOURCES_LAMBDA_TIMEOUT: () =>
    l10n.t(
      'Atlassian took too long with the app’s resources. Deploy again; if that fails too, make the resources smaller.',
    ),
  CUSTOM_SCOPES_NOT_AVAILABLE: () =>
    l10n.t('This app can’t use custom scopes. Remove them from the manifest and deploy again.'),
  PRIVATE_APP_MISSING_DEVELOPER_SPACE: () =>
    l10n.t('The app belongs to no developer space. Assign it to one in the developer console, and deploy again.'),
  MARKETPLACE_APP_MISSING_DEVELOPER_SPACE: () =>
    l10n.t(
      'The app is on the Marketplace, but its developer space lacks billing details or isn’t linked to the partner. Complete it in the developer console, and deploy again.',
    ),
  RATE_LIMITED: () => l10n.t('There were too many deployments in a short time. Wait a few minutes and deploy again.'),
};

/** The page of the documentation about the part of the manifest that a failure is about. */
export function failurePage(failure: DeploymentFailure): DocumentationPage | undefined {
  const pages: Partial<Record<FailureCode, DocumentationPage>> = {
    ENVIRONMENT_UPDATE_VALIDATION_FAILED: 'environmentsAndVersions',
    MANIFEST_VALIDATION_FAILED: 'manifest',
    MANIFEST_PERMISSIONS_VALIDATION_FAILED: 'scopes',
    HOSTED_RESOURCE_TOO_MANY_FILES: 'resources',
    HOSTED_RESOURCE_ZIP_TOO_BIG: 'resources',
    HOSTED_RESOURCE_FILE_PATH_REFERS_TO_PARENT: 'resources',
    HOSTED_RESOURCE_INVALID_EGRESS_PERMISSIONS: 'scopes',
    HOSTED_RESOURCE_ICON_RESOURCE_MISSING: 'resources',
  };
  const code = knownCode(failure);
  return code && pages[code];
}
