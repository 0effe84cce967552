import { l10n } from 'vscode';
import { zipFile } from '../../files/zip-file.ts';
import { createManifestUploadUrl } from '../../gateway/operations/create-app-manifest-upload-url.ts';
import { fetchPreDeploymentCheck } from '../../gateway/operations/fetch-app-pre-deployment-check.ts';
import type { UploadTransport } from '../../gateway/transport.ts';
import { parseUploadUrl, uploadZip } from '../../gateway/upload.ts';
import { type CheckVerdict, verdictOf } from '../model/check-verdict.ts';
import type { CheckSubject } from './check-subject.ts';

/**
 * Uploads the text of a manifest, and waits for what Atlassian says of it; null if that is nothing. `report` gets what is
 * done meanwhile. Throws the errors of uploads and of the gateway.
 */
export async function fetchVerdict(
  { app: { data, id }, environment: { key } }: CheckSubject,
  text: string,
  transport: UploadTransport,
  report: (message: string) => void,
  signal: AbortSignal,
): Promise<CheckVerdict | null> {
  const { client, account } = data;
  const manifestUrl = await createManifestUploadUrl(client, id, key, signal);
  report(l10n.t('Uploading the manifest'));
  const url = parseUploadUrl(manifestUrl, new URL(account.gateway));
  await uploadZip(url, zipFile('manifest.yml', text), transport, signal);
  report(l10n.t('Waiting for Atlassian’s answer'));
  const outcomes = await fetchPreDeploymentCheck(client, id, { environmentKey: key, manifestUrl }, signal);
  return outcomes && verdictOf(outcomes);
}
