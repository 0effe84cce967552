import { l10n } from 'vscode';
import type { Confirmation } from '../../changes/dialogs/run-change.ts';
import type { Environment, Version } from '../../core/environment.ts';
import type { Shared } from '../../shared.ts';
import type { ReviewTable } from '../../vscode/review.ts';
import { exactTime, plain } from '../../vscode/text.ts';
import type { InstallDifference } from '../model/installing.ts';

/** What sites agree to, and what is done once they do. */
export interface Consent {
  readonly verb: 'install' | 'upgrade';
  readonly app: string;
  readonly environment: Environment;
  readonly version: Version;
  /** At least one. */
  readonly places: readonly ConsentPlace[];
  /** Whether permissions stay as they were approved, so that there is nothing to agree to. */
  readonly codeOnly?: boolean;
  /** A licence that the app is to see there in place of the real one, in words. */
  readonly licence?: string;
}

/** A site or workspace, and how it is named on the page, such as with the Atlassian app there. */
export interface ConsentPlace {
  readonly site: string;
  readonly shown: string;
  /** Whether it is a workspace of Bitbucket. */
  readonly isWorkspace: boolean;
}

/**
 * Shows what a version may do on the sites that it goes to. Production’s confirmation, which begins with that page, is
 * returned for the change to ask for; elsewhere the page’s choice is waited for. Undefined if the page was closed.
 */
export async function agree(
  consent: Consent,
  { prompts }: Pick<Shared, 'prompts'>,
): Promise<{ readonly confirmation?: Confirmation } | undefined> {
  const confirmation = confirmationOf(consent);
  if (consent.environment.kind === 'production') return { confirmation };
  const page = await prompts.review(confirmation.review);
  const choice = await page.next();
  page.close();
  return choice && {};
}

function confirmationOf(consent: Consent): Confirmation {
  const { app, environment, version, places } = consent;
  const table = consent.codeOnly ? undefined : permissionsTable(version);
  const { title, label, consequence, warning } = wordsOf(consent);
  return {
    review: {
      title,
      subjects: [
        {
          name: app,
          verdict: verdictOn(consent, table),
          facts: [
            [l10n.t('Environment'), environment.key],
            [l10n.t('Version'), l10n.t('{0}, deployed {1}', version.version, exactTime(version.deployedAt))],
            [placesLabel(places), places.map(({ shown }) => shown).join(', ')],
            [l10n.t('Licence'), licenceText(consent)],
          ],
          parts: [],
          ...(table && { table }),
        },
      ],
      choices: [{ label, consequence, primary: true, value: 'confirm' }],
    },
    typed: {
      title: plain(title),
      warning,
      ...(areWorkspaces(places) ? { workspace: namesOf(places) } : { site: namesOf(places) }),
    },
  };
}

const areWorkspaces = (places: readonly ConsentPlace[]): boolean => places.every(({ isWorkspace }) => isWorkspace);

function placesLabel(places: readonly ConsentPlace[]): string {
  if (areWorkspaces(places)) return places.length === 1 ? l10n.t('Workspace') : l10n.t('Workspaces');
  if (places.some(({ isWorkspace }) => isWorkspace)) return l10n.t('Sites and workspaces');
  return places.length === 1 ? l10n.t('Site') : l10n.t('Sites');
}

const namesOf = (places: readonly ConsentPlace[]): string => places.map(({ site }) => site).join(', ');

function verdictOn({ codeOnly }: Consent, table: ReviewTable | undefined): string {
  if (codeOnly) return l10n.t('Only the code is upgraded. Permissions stay as they were approved.');
  return table
    ? l10n.t('Whoever installs this version agrees to what it may do, listed below.')
    : l10n.t('This version asks for no permissions.');
}

function licenceText({ version: { requiresLicense }, licence }: Consent): string {
  if (licence !== undefined) return l10n.t('required; the app sees {0}', licence);
  return requiresLicense ? l10n.t('required') : l10n.t('not required');
}

/** The page’s title, its button, what that does, and the warning above the name to type. */
function wordsOf({ verb, app, environment: { key, kind }, places, codeOnly }: Consent) {
  const isProduction = kind === 'production';
  const names = namesOf(places);
  if (verb === 'install')
    return {
      title: l10n.t('Install {0} on {1}', app, names),
      label: isProduction ? l10n.t('Agree and Install…') : l10n.t('Agree and Install'),
      consequence: isProduction
        ? l10n.t('Asks you to type {0}. Close this page to install nothing.', names)
        : l10n.t('Installs it at once. Close this page to install nothing.'),
      warning: l10n.t('This installs {0} from {1} for everybody on {2}.', plain(app), plain(key), plain(names)),
    };
  const agreeing = isProduction ? l10n.t('Agree and Upgrade…') : l10n.t('Agree and Upgrade');
  return {
    title: l10n.t('Upgrade {0} in {1}', app, key),
    // Code alone has a page in production only.
    label: codeOnly ? l10n.t('Upgrade Code…') : agreeing,
    consequence: isProduction
      ? l10n.t('Asks you to type {0}. Close this page to upgrade nothing.', names)
      : l10n.t('Upgrades at once. Close this page to upgrade nothing.'),
    warning: l10n.t('This upgrades {0} for everybody on {1}.', plain(app), plain(names)),
  };
}

/** What is no longer as it was agreed to, in a sentence. */
export function differenceText(difference: InstallDifference): string {
  if (difference.kind === 'uninstalled') return l10n.t('It is no longer installed there.');
  return difference.version === undefined
    ? l10n.t('Nothing is deployed to the environment any more.')
    : l10n.t('Version {0} was deployed, which may do other things. Read the page again.', plain(difference.version));
}

function permissionsTable({ scopes, egress, remotes }: Version): ReviewTable | undefined {
  const rows = [
    ...scopes.map(({ key, name }) => [l10n.t('Scope'), key, name]),
    ...egress.map(({ address, kind }) => [l10n.t('Egress'), address, egressMeaning(kind)]),
    ...remotes.map(({ key, baseUrl }) => [l10n.t('Remote'), key, baseUrl ?? '']),
  ];
  if (rows.length === 0) return undefined;
  return {
    caption: l10n.t('What it may do'),
    columns: [l10n.t('Kind'), l10n.t('Permission'), l10n.t('Meaning')],
    rows,
  };
}

/** What an address is for, by its list below `permissions.external` in the manifest; an unknown list by its name. */
function egressMeaning(kind: string): string {
  const meanings = new Map([
    ['fetch.backend', l10n.t('The app’s functions exchange data with it')],
    ['fetch.client', l10n.t('The app’s pages exchange data with it')],
    ['images', l10n.t('The app’s pages show images from it')],
    ['media', l10n.t('The app’s pages play media from it')],
    ['fonts', l10n.t('The app’s pages use fonts from it')],
    ['styles', l10n.t('The app’s pages use styles from it')],
    ['scripts', l10n.t('The app’s pages run scripts from it')],
    ['frames', l10n.t('The app’s pages embed pages from it')],
  ]);
  return meanings.get(kind) ?? kind;
}
