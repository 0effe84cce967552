import * as l10n from '@vscode/l10n';
import type { TemplateResult } from 'lit';
import type { InstallationView } from '../../src/installations/installations-protocol.ts';
import { grid, type GridColumn, growing } from '../components/grid.ts';
import type { Cell } from '../components/grid-row.ts';
import { exactTime, relativeTime } from '../components/page-time.ts';
import { language } from '../components/page-words.ts';
import type { Page } from '../shell/page.ts';
import { menuContext } from '../shell/menu-context.ts';
import type { Column } from './installation-columns.ts';
import { sortBy } from './sort-installations.ts';

const symbols: Record<InstallationView['status'], string> = {
  upToDate: 'check',
  permissionsOutdated: 'shield',
  appOutdated: 'arrow-circle-up',
  unknown: 'question',
};

/** Draws the installations table. Enter and Ctrl+C copy the id of the active row. */
export function installationTable(page: Page, rows: readonly InstallationView[]): TemplateResult {
  const { installations } = page.memory;
  return grid({
    name: 'installations',
    tab: 'installations',
    label: l10n.t('Installations; Enter copies the ID of the row'),
    columns: columnsOf(page),
    minWidth: 1240,
    sorting: installations.sorting,
    sort: (column) =>
      page.remember({ installations: { ...installations, sorting: sortBy(column, installations.sorting) } }),
    rows,
    activeRow: page.view.activeRow,
    rowId: ({ id }) => `row-${id}`,
    rowContext: ({ id, site, isMine = false }) =>
      menuContext({ section: 'installation', installationId: id, site, mine: isMine }),
    select: (_, activeRow) => page.show({ activeRow }),
    copy: ({ id }) => page.copy(id),
    press(key, { id }) {
      if (key !== 'Enter') return false;
      page.copy(id);
      return true;
    },
  });
}

/** Translates the words used in cells once for all of them. */
function cellWords() {
  return { notTold: l10n.t('Not available'), yes: l10n.t('yes'), no: l10n.t('no'), justNow: l10n.t('just now') };
}

type CellWords = ReturnType<typeof cellWords>;

function columnsOf(page: Page): GridColumn<InstallationView, Column>[] {
  const { now, copied } = page.view;
  const words = cellWords();
  return [
    { sortKey: 'site', title: l10n.t('Site'), width: growing, cell: siteCell },
    { sortKey: 'atlassianApps', title: l10n.t('Atlassian app'), width: '118px', cell: appsCell },
    {
      sortKey: 'environment',
      title: l10n.t('Environment'),
      width: '108px',
      cell: ({ environmentKey }) => maybeTold(environmentKey, words),
    },
    { sortKey: 'version', title: l10n.t('Version'), width: '160px', cell: (row) => versionCell(row, words) },
    { sortKey: 'status', title: l10n.t('Status'), width: '176px', cell: statusCell },
    { sortKey: 'licence', title: l10n.t('Licence'), width: '112px', cell: ({ licence }) => maybeTold(licence, words) },
    { sortKey: 'edition', title: l10n.t('Edition'), width: '86px', cell: ({ edition }) => maybeTold(edition, words) },
    {
      sortKey: 'installedAt',
      title: l10n.t('Installed'),
      width: '112px',
      cell: ({ installedAt: at }) => ({
        text: relativeTime(at, now, language(), words.justNow),
        tooltip: exactTime(at),
      }),
    },
    { sortKey: 'sharesLogs', title: l10n.t('Logs'), width: '62px', cell: (row) => consent(row.sharesLogs, words) },
    {
      sortKey: 'permitsAnalytics',
      title: l10n.t('Analytics'),
      width: '84px',
      cell: (row) => consent(row.permitsAnalytics, words),
    },
    {
      title: l10n.t('ID'),
      width: '38px',
      cell: ({ id }) => idCell(id, copied === id),
      act: ({ id }) => page.copy(id),
    },
  ];
}

function siteCell({ site, isMine }: InstallationView): Cell {
  return { text: site, tooltip: site, ...(isMine === true && { note: ` ${l10n.t('my site')}` }) };
}

function maybeTold(value: string | undefined, { notTold }: CellWords): Cell {
  return { text: value ?? '–', tooltip: value ?? notTold };
}

function appsCell({ atlassianApps }: InstallationView): Cell {
  const apps = atlassianApps.join(', ');
  return { text: apps, tooltip: apps };
}

function versionCell({ version, codeVersion }: InstallationView, { notTold }: CellWords): Cell {
  const text = version ?? '–';
  if (codeVersion === undefined) return { text, tooltip: version ?? notTold };
  return {
    text,
    tooltip: l10n.t('Permissions of {0}, code of {1}', version ?? '?', codeVersion),
    note: ` ${l10n.t('code {0}', codeVersion)}`,
  };
}

function statusCell({ status, statusName }: InstallationView): Cell {
  return { text: statusName, tooltip: statusName, className: `status-${status}`, icon: { name: symbols[status] } };
}

function consent(given: boolean | undefined, { notTold, yes, no }: CellWords): Cell {
  if (given === undefined) return { text: '–', tooltip: notTold };
  const text = given ? yes : no;
  return { text, tooltip: text };
}

function idCell(id: string, isCopied: boolean): Cell {
  const label = l10n.t('Copy installation ID {0}', id);
  return { text: '', tooltip: '', action: { icon: isCopied ? 'check' : 'copy', label } };
}
