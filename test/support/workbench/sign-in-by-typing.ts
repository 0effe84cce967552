import type { SandboxAccount } from '../../../src/sandbox/sandbox-server.ts';
import type { Workbench } from './open-workbench.ts';

/** Signs in by command, typing the e-mail address and token, and waits until the box is closed. */
export async function signIn(workbench: Workbench, account: SandboxAccount): Promise<void> {
  await workbench.runCommand('Forge Console: Sign In…');
  await typeCredentials(workbench, account);
}

/** Types the e-mail address and token into the boxes of signing in, and waits until they are closed. */
export async function typeCredentials(
  { quickInput }: Workbench,
  { email, token }: Pick<SandboxAccount, 'email' | 'token'>,
): Promise<void> {
  await quickInput.opened('Sign In to Atlassian (1/2)');
  await quickInput.type(email);
  await quickInput.accept();
  await quickInput.opened('Sign In to Atlassian (2/2)');
  await quickInput.type(token);
  await quickInput.accept();
  await quickInput.closed();
}
