import { join } from 'node:path';
import type { AppActions } from '../app-actions.ts';
import type { Shared } from '../shared.ts';
import type { Journal } from './model/journal.ts';

/** The key of the journal's newest entries in the global state. */
const journalKey = 'journal';

/** Registers the journal of changes and the command that shows it. */
export function registerChanges(shared: Shared): { readonly actions: Pick<AppActions, 'journal'> } {
  let loading: Promise<Journal> | undefined;
  const journal = () => (loading ??= loadJournal(shared));
  shared.commands({
    async 'forgeConsole.journal.show'() {
      const { showJournal } = await import('./dialogs/journal-report.ts');
      await showJournal(await journal(), shared.reports);
    },
  });
  return { actions: { journal } };
}

/** Imports the journal only when something is to be changed. */
async function loadJournal({ context, output }: Shared): Promise<Journal> {
  const [{ createJournal }, { keepJournal }] = await Promise.all([
    import('./model/journal-file.ts'),
    import('./model/kept-journal.ts'),
  ]);
  // In a remote window, the folder is that of the container or host; the state is kept by the editor in front.
  return keepJournal(
    createJournal(join(context.globalStorageUri.fsPath, 'journal.jsonl')),
    {
      load: () => context.globalState.get(journalKey),
      save: (entries) => context.globalState.update(journalKey, entries),
    },
    (error) => output.error('Keeping the journal', error),
  );
}
