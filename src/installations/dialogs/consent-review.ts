import { l10n } from 'vscode';
import type { Version } from '../../core/environment.ts';
import type { Review, ReviewTable } from '../../vscode/review.ts';
import { exactTime } from '../../vscode/text.ts';

/** What a site agrees to. */
export interface Consent {
  readonly title: string;
  readonly app: string;
  readonly environment: string;
  readonly version: Version;
  /** Host names with the Atlassian apps there. */
  readonly places: readonly string[];
  /** The button that goes on, and what it does. */
  readonly label: string;
  readonly consequence: string;
}

/** The page with the permissions of a version that is read before it is installed; its only choice goes on. */
export function consentReview(consent: Consent): Review<'confirm'> {
  const { title, app, environment, version, places, label, consequence } = consent;
  const table = permissionsTable(version);
  return {
    title,
    subjects: [
      {
        name: app,
        verdict: table
          ? l10n.t('Whoever installs this version agrees to what it may do, listed below.')
          : l10n.t('This version asks for no permissions.'),
        facts: [
          [l10n.t('Environment'), environment],
          [l10n.t('Version'), l10n.t('{0}, deployed {1}', version.version, exactTime(version.deployedAt))],
          [places.length === 1 ? l10n.t('Site') : l10n.t('Sites'), places.join(', ')],
          [l10n.t('Licence'), version.requiresLicense ? l10n.t('required') : l10n.t('not required')],
        ],
        parts: [],
        ...(table && { table }),
      },
    ],
    choices: [{ label, consequence, primary: true, value: 'confirm' }],
  };
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
