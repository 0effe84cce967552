import { l10n } from 'vscode';
import type { Environment } from '../core/environment.ts';
import type { Consequence } from '../manifest/model/consequence.ts';
import { consequenceTable, consequenceVerdict } from '../vscode/consequence-words.ts';
import type { Review } from '../vscode/review.ts';
import { exactTime } from '../vscode/text.ts';
import type { GitState } from './model/git-state.ts';

/** What is known before a deployment. */
export interface DeploymentFacts {
  readonly app: string;
  readonly environment: string;
  /** What is deployed there; undefined where the account that is signed in here can't see it. */
  readonly deployed: Environment | undefined;
  /** What the manifest on disk changes; undefined along with `deployed`. */
  readonly consequence: Consequence | undefined;
  /** The name and e-mail address of the CLI's login. */
  readonly deployer: string;
  readonly git: GitState | undefined;
  readonly folder: string;
  readonly cli: { readonly path: string; readonly version: string };
}

/** Files that are listed; the rest is counted. */
const mostFiles = 20;

/** The page that is read before a deployment to production. */
export function deploymentReview(facts: DeploymentFacts): Review<'confirm'> {
  const { app, environment } = facts;
  const table = consequenceTable(facts.consequence, environment);
  return {
    title: l10n.t('Deploy {0} to {1}', app, environment),
    subjects: [
      {
        name: app,
        verdict: verdict(facts),
        facts: factRows(facts),
        parts: uncommitted(facts.git),
        ...(table && { table }),
      },
    ],
    choices: [
      {
        label: l10n.t('Deploy to {0}…', environment),
        consequence: l10n.t(
          'Asks for the environment’s name, checks again, and starts forge deploy in the terminal. Close this page to deploy nothing.',
        ),
        primary: true,
        value: 'confirm',
      },
    ],
  };
}

function verdict({ deployed, consequence, environment }: DeploymentFacts): string {
  if (deployed === undefined || consequence === undefined)
    return l10n.t(
      'What is deployed to {0} isn’t known here, so what changes can’t be shown. Sign in with an account that has this app to see it.',
      environment,
    );
  return consequenceVerdict(consequence, environment);
}

function factRows({ deployed, environment, deployer, git, folder, cli }: DeploymentFacts): [string, string][] {
  const latest = deployed?.latest;
  const never = l10n.t('never deployed');
  const version = latest
    ? l10n.t('{0}, deployed {1}', latest.version, exactTime(latest.deployedAt))
    : deployed && never;
  return [
    [l10n.t('Version in {0}', environment), version ?? l10n.t('Not available')],
    [l10n.t('Deployed by'), deployer],
    [
      l10n.t('Branch'),
      git === undefined
        ? l10n.t('Not known: the folder is in no Git repository, or Git couldn’t be run')
        : (git.branch ?? l10n.t('No branch')),
    ],
    ...(git?.commit ? [[l10n.t('Commit'), `${git.commit.hash} ${git.commit.subject}`] satisfies [string, string]] : []),
    ...(git ? [[l10n.t('Uncommitted changes'), changedFiles(git)] satisfies [string, string]] : []),
    [l10n.t('Folder'), folder],
    [l10n.t('Forge CLI'), `${cli.version} (${cli.path})`],
  ];
}

function changedFiles({ changed }: GitState): string {
  if (changed.length === 0) return l10n.t('None');
  return changed.length === 1 ? l10n.t('1 file') : l10n.t('{0} files', changed.length);
}

function uncommitted(git: GitState | undefined): Review<'confirm'>['subjects'][number]['parts'] {
  if (git === undefined || git.changed.length === 0) return [];
  const more = git.changed.length - mostFiles;
  return [
    {
      heading: l10n.t('Deployed, but in no commit'),
      paragraphs: [
        l10n.t('The Forge CLI deploys the files of the folder as they are, with what isn’t committed.'),
        git.changed.slice(0, mostFiles).join('\n'),
        ...(more > 0 ? [more === 1 ? l10n.t('and 1 other file') : l10n.t('and {0} other files', more)] : []),
      ],
      choices: [],
    },
  ];
}
