import { type ExtensionContext, workspace } from 'vscode';
import type { PanelContext } from '../../../src/app-panel/panel-parts.ts';
import type { AuditPartServices } from '../../../src/audit-logs/panel/audit-handlers.ts';
import { type AuditPart, auditPart } from '../../../src/audit-logs/panel/audit-part.ts';
import { listenerCount } from '../../../src/core/emitter.ts';
import { type Running, start } from '../../../src/start.ts';
import { createScriptedPrompts, type ScriptedPrompts } from './scripted-prompts.ts';

/** What the tests can access: the running product, and scripted user input. */
export interface TestExtension {
  readonly prompts: ScriptedPrompts;
  readonly context: ExtensionContext;
  /** The running product. */
  readonly services: Running;
  /**
   * The *Audit logs* tab from the product's bundle: errors of its gateway client are instances of the classes in that
   * bundle only.
   */
  auditPart(panel: PanelContext, services: AuditPartServices): AuditPart;
  /** Returns how many listeners the product's own emitters have. */
  listeners(): number;
  /** Stops the product, as closing the window does. */
  stop(): void;
  /** Starts it again with the data it left behind. */
  start(): void;
}

/** Starts the product with scripted answers in place of VS Code's dialogs. */
export async function activate(context: ExtensionContext): Promise<TestExtension> {
  // VS Code has read them: from here on, only it knows that network.
  delete process.env.HTTPS_PROXY;
  delete process.env.NODE_EXTRA_CA_CERTS;
  const prompts = createScriptedPrompts();
  let services = start(context, prompts);
  const stop = () => services.dispose();
  context.subscriptions.push({ dispose: stop });
  // An output channel closed before its folder was created stays closed. This request queues behind the product's own.
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
