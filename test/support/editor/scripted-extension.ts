import { type ExtensionContext, workspace } from 'vscode';
import type { PanelContext } from '../../../src/app-panel/panel-parts.ts';
import type { AuditPartServices } from '../../../src/audit-logs/panel/audit-handlers.ts';
import { type AuditPart, auditPart } from '../../../src/audit-logs/panel/audit-part.ts';
import { listenerCount } from '../../../src/core/emitter.ts';
import { type Running, start } from '../../../src/start.ts';
import { createScriptedPrompts, type ScriptedPrompts } from './scripted-prompts.ts';

/** What the tests get hold of: the product as it runs, and the person in front of it. */
export interface TestExtension {
  readonly prompts: ScriptedPrompts;
  readonly context: ExtensionContext;
  /** The running product. */
  readonly services: Running;
  /**
   * The tab *Audit logs* as the product's bundle makes it: what its gateway client throws is an error of its own
   * classes only there.
   */
  auditPart(panel: PanelContext, services: AuditPartServices): AuditPart;
  /** How many listeners the product's own emitters have. */
  listeners(): number;
  /** Ends the product, as closing the window does. */
  stop(): void;
  /** Starts it again over what it left behind. */
  start(): void;
}

/** The product's own start, with scripted answers in place of VS Code's boxes. */
export async function activate(context: ExtensionContext): Promise<TestExtension> {
  const prompts = createScriptedPrompts();
  let services = start(context, prompts);
  const stop = () => services.dispose();
  context.subscriptions.push({ dispose: stop });
  // An output channel that is closed before its folder was made stays closed for good. This waits behind the product's
  // own request.
  await workspace.fs.createDirectory(context.logUri);
  return {
    prompts,
    context,
    get services() {
      return services;
    },
    auditPart: (panel, parts) => auditPart(panel, parts, services.archives),
    listeners: listenerCount,
    stop,
    start() {
      services = start(context, prompts);
    },
  };
}
