import type { SandboxAccount } from '../../../src/sandbox/sandbox-server.ts';
import type { Workbench } from './open-workbench.ts';

/** Signs in by command, typing the e-mail address and token, and waits until the box is closed. */
export async function signIn(workbench: Workbench, { email, token }: SandboxAccount): Promise<void> {
  const { quickInput } = workbench;
  await workbench.runCommand('Forge Console: Sign In…');
  await quickInput.opened('Sign In to Atlassian (1/2)');
  await quickInput.type(email);
  await quickInput.accept();
  await quickInput.opened('Sign In to Atlassian (2/2)');
  await quickInput.type(token);
  await quickInput.accept();
  await quickInput.closed();
}
