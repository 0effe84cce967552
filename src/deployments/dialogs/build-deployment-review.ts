import { l10n } from 'vscode';
import { accountLabel } from '../../accounts/authentication-provider.ts';
import { consequenceOfVersion } from '../../manifest/model/consequence.ts';
import { consequenceTable, consequenceVerdict } from '../../vscode/consequence-words.ts';
import type { Review } from '../../vscode/review.ts';
import { exactTime } from '../../vscode/text.ts';
import type { BuildFacts, PlannedDeployment } from '../model/build-deployment.ts';

/** The page that is read before a build is deployed to production. */
export function buildDeploymentReview(plan: PlannedDeployment, facts: BuildFacts): Review<'confirm'> {
  const { app, environment, tag } = plan;
  const { source, environment: there } = facts;
  const consequence = source && there && consequenceOfVersion(there, source.version);
  const table = consequenceTable(consequence, environment.key);
  return {
    title: l10n.t('Deploy {0} to {1}', app.name, environment.key),
    subjects: [
      {
        name: app.name,
        verdict: consequence
          ? consequenceVerdict(consequence, environment.key)
          : l10n.t(
              'What this build changes isn’t known: it was not deployed anywhere in the last 30 days. It makes a major version if its permissions differ from those in {0}.',
              environment.key,
            ),
        facts: factRows(plan, facts),
        parts: [],
        ...(table && { table }),
      },
    ],
    choices: [
      {
        label: l10n.t('Deploy Build to {0}…', environment.key),
        consequence: l10n.t('Asks for the environment’s name, checks again, and deploys the build {0}.', tag),
        primary: true,
        value: 'confirm',
      },
    ],
  };
}

function factRows(
  { app, environment, tag }: PlannedDeployment,
  { build, source, environment: there }: BuildFacts,
): [string, string][] {
  const latest = there?.latest;
  const notAvailable = l10n.t('Not available');
  return [
    [l10n.t('Build'), tag],
    [l10n.t('Built'), build ? builtText(build.at, build.by?.name) : notAvailable],
    [
      l10n.t('Permissions of the build'),
      source ? l10n.t('As of version {0} in {1}', source.version.version, source.environment) : notAvailable,
    ],
    [
      l10n.t('Version in {0}', environment.key),
      latest ? l10n.t('{0}, deployed {1}', latest.version, exactTime(latest.deployedAt)) : l10n.t('never deployed'),
    ],
    [l10n.t('Deployed by'), accountLabel(app.data.account)],
  ];
}

function builtText(at: Date, by: string | undefined): string {
  return by === undefined || by === '' ? exactTime(at) : l10n.t('{0} by {1}', exactTime(at), by);
}
