import type { Environment, EnvironmentKind } from '../../core/environment.ts';
import type { LogSite } from './server-query.ts';

/** Asks which contexts share the logs of environments of a kind. Throws a ForgeError. */
export type AskAccess = (contexts: readonly string[], kind: EnvironmentKind) => Promise<ReadonlyMap<string, boolean>>;

/** Finds out which sites share logs where their installations don't say. */
export interface LogAccess {
  /**
   * The sites with what is known by now. Those that nothing is known of are asked about, each once; nothing is asked any
   * more once that failed, since it may not be permitted.
   */
  known(sites: readonly LogSite[], environments: readonly Pick<Environment, 'id' | 'kind'>[]): LogSite[];
}

/** Contexts that are asked about at once; no maximum is documented, and the console filters by as many sites. */
const atOnce = 50;

/** Creates access of which nothing is known. */
export function createLogAccess(ask: AskAccess): LogAccess {
  const answers = new Map<string, boolean>();
  const asked = new Set<string>();
  let mayAsk = true;

  async function askAbout(contexts: readonly string[], kind: EnvironmentKind): Promise<void> {
    for (let start = 0; mayAsk && start < contexts.length; start += atOnce) {
      const some = contexts.slice(start, start + atOnce);
      for (const [context, shares] of await ask(some, kind)) answers.set(keyOf(context, kind), shares);
    }
  }

  return {
    known(sites, environments) {
      const kinds = new Map(environments.map(({ id, kind }) => [id, kind]));
      const kindsOf = ({ environmentIds }: LogSite) => [
        ...new Set(environmentIds.flatMap((id) => kinds.get(id) ?? [])),
      ];
      const unknown = sites.filter(({ sharesLogs }) => sharesLogs === undefined);
      const questions = unknown.flatMap((site) =>
        kindsOf(site).flatMap((kind) => site.contexts.map((context) => ({ context, kind }))),
      );
      const fresh = questions.filter(({ context, kind }) => !asked.has(keyOf(context, kind)));
      for (const { context, kind } of fresh) asked.add(keyOf(context, kind));
      for (const [kind, some] of Map.groupBy(fresh, (question) => question.kind))
        void askAbout(
          some.map(({ context }) => context),
          kind,
        ).catch(() => {
          mayAsk = false;
        });
      return sites.map((site) => {
        if (site.sharesLogs !== undefined) return site;
        const said = kindsOf(site)
          .flatMap((kind) => site.contexts.map((context) => answers.get(keyOf(context, kind))))
          .filter((one) => one !== undefined);
        return said.length === 0 ? site : { ...site, sharesLogs: said.every(Boolean) };
      });
    },
  };
}

const keyOf = (context: string, kind: EnvironmentKind) => `${kind} ${context}`;
