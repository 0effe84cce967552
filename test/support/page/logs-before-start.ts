import type { LogsState } from '../../../src/logs/log-protocol.ts';

/** The logs of a page that has not asked for any. */
export const noLogs: LogsState = {
  phase: 'loading',
  app: 'App',
  filter: '',
  menus: [],
  isGrouped: false,
  isWrapped: false,
  isUtc: true,
  shows: 'lines',
  isFollowing: false,
  isLoading: true,
  hasOlder: false,
  isLoadingOlder: false,
  summary: '0 lines',
  rows: 0,
  arrived: 0,
  place: { open: [] },
  version: 1,
};
