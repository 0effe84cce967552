import { l10n } from 'vscode';
import type { Prompts } from '../../vscode/prompts.ts';
import { plain } from '../../vscode/text.ts';
import type { UploadedText } from '../model/uploaded-text.ts';
import type { CheckSubject } from './check-subject.ts';

/** Asks whether the manifest may be uploaded: says where to, as whom, for what, and with which values. */
export async function askToUpload(
  { path, app, environment }: CheckSubject,
  { filled, unknown }: UploadedText,
  isUnsaved: boolean,
  prompts: Prompts,
): Promise<boolean> {
  const { account } = app.data;
  const upload = l10n.t('Upload and Check');
  const detail = [
    l10n.t(
      'The manifest is uploaded to a place that {0} names, as {1}, and judged as for a deployment of {2} to {3}. Nothing is deployed, and none of your code is sent.',
      new URL(account.gateway).host,
      plain(account.email),
      plain(app.name),
      plain(environment.key),
    ),
    ...(isUnsaved ? [l10n.t('It’s sent as it is in the editor, with changes that aren’t saved.')] : []),
    ...(filled.length > 0 ? [l10n.t('It’s sent with the values of these variables: {0}.', filled.join(', '))] : []),
    ...(unknown.length > 0
      ? [
          l10n.t(
            'These variables have no value here or may be secrets, and are sent as they are written: {0}.',
            unknown.join(', '),
          ),
        ]
      : []),
  ];
  const question = l10n.t('Upload {0} to have Atlassian check it?', path);
  const options = { severity: 'info', modal: true, detail: detail.join('\n\n') } as const;
  return (await prompts.message(question, [upload], options)) === upload;
}
