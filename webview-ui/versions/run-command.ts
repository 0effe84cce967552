import type { VersionCommand } from '../../src/versions/versions-protocol.ts';
import type { Page } from '../shell/page.ts';

/** Runs a command about an environment's versions. */
export function runCommand(page: Page, command: VersionCommand, environmentId: string, id?: string): void {
  const params = { command, environmentId, ...(id !== undefined && { id }) };
  void page.send('versionCommand', params);
}
