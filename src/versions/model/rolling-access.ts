import type { AccountData } from '../../apps/model/account-data.ts';
import { type ForgeError, toForgeError } from '../../core/errors.ts';
import type { AppAri, AppIdForm } from '../../core/ids.ts';
import { fetchRollingReleases, type RollingReleaseList } from '../../gateway/operations/fetch-rolling-releases.ts';

/** The rolling releases of an environment, and how the gateway wants the app to be named. */
export interface FoundReleases extends RollingReleaseList {
  readonly form: AppIdForm;
}

/** Which accounts may see rolling releases: nothing shows that an API token may, so each is asked once a session. */
export interface RollingAccess {
  /**
   * Returns the rolling releases of an environment. Throws the refusal that this account got before, without asking
   * again; otherwise like `fetchRollingReleases`.
   */
  list(
    data: Pick<AccountData, 'account' | 'client'>,
    appId: AppAri,
    environmentId: string,
    signal?: AbortSignal,
  ): Promise<FoundReleases>;
  /** The refusal that the account got; undefined if it got none. */
  refusalOf(accountKey: string): ForgeError | undefined;
}

/** Creates the memory of a session. */
export function createRollingAccess(): RollingAccess {
  const refusals = new Map<string, ForgeError>();
  const forms = new Map<string, AppIdForm>();
  return {
    refusalOf: (accountKey) => refusals.get(accountKey),
    async list({ account, client }, appId, environmentId, signal) {
      const refused = refusals.get(account.key);
      if (refused) throw refused;
      const ask = async (form: AppIdForm): Promise<FoundReleases> => ({
        ...(await fetchRollingReleases(client, { appId, form, environmentId }, signal)),
        form,
      });
      try {
        const found = await inEitherForm(ask, forms.get(account.key));
        forms.set(account.key, found.form);
        return found;
      } catch (thrown) {
        const error = toForgeError(thrown);
        // An account that was let in before is refused one app or environment, not all of them.
        if (isRefusal(error) && !forms.has(account.key)) refusals.set(account.key, error);
        throw error;
      }
    },
  };
}

/**
 * Asks with the UUID first, which the console's own address of a rollout needs; with the ARI if the gateway knows no
 * such app. A form that worked is the only one.
 */
async function inEitherForm(
  ask: (form: AppIdForm) => Promise<FoundReleases>,
  known: AppIdForm | undefined,
): Promise<FoundReleases> {
  if (known !== undefined) return ask(known);
  try {
    return await ask('uuid');
  } catch (thrown) {
    const { kind } = toForgeError(thrown);
    if (kind !== 'notFound' && kind !== 'refused') throw thrown;
    return ask('ari');
  }
}

/** Whether the answer holds for the session: another try would get the same. */
function isRefusal({ kind }: ForgeError): boolean {
  return kind === 'forbidden' || kind === 'refused' || kind === 'notFound';
}
