import * as vscode from 'vscode';
import type { Disposable } from '../core/emitter.ts';
import type { ForgeError } from '../core/errors.ts';
import { redact } from '../core/redaction.ts';
import type { RequestLog } from '../gateway/account-sender.ts';

/**
 * The output channel *Forge Console*: requests to the gateway, and failures with their reasons. Never contains a
 * credential.
 */
export interface Output extends Disposable {
  /** Logs a request on one line. */
  readonly request: (entry: RequestLog) => void;
  /** Logs what was done, on one line without secrets. */
  readonly info: (text: string) => void;
  /** Logs a failure with its details; `doing` says what was being done. */
  readonly error: (doing: string, error: unknown) => void;
  readonly show: () => void;
}

/** Creates the channel; the user sets its level with *Developer: Set Log Level*. */
export function createOutput(name: string): Output {
  const channel = vscode.window.createOutputChannel(name, { log: true });
  return {
    request({ operation, ms, requestId, error, retryInMs, tolerated = [] }) {
      const id = requestId === undefined ? '' : ` [request ${requestId}]`;
      if (error === undefined) channel.debug(`${operation}: ok in ${ms} ms${id}`);
      else if (retryInMs === undefined) channel.warn(redact(`${operation}: ${describe(error)} after ${ms} ms${id}`));
      else channel.info(redact(`${operation}: ${describe(error)}; trying again in ${retryInMs} ms${id}`));
      for (const message of tolerated) channel.warn(redact(`${operation}: a part is missing: ${message}${id}`));
    },
    info: (text) => channel.info(redact(text)),
    error(doing, error) {
      channel.error(redact(`${doing}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`));
    },
    show: () => channel.show(true),
    dispose: () => channel.dispose(),
  };
}

function describe({ kind, message, details }: ForgeError): string {
  return `${kind}: ${message}${details.errorType === undefined ? '' : ` (${details.errorType})`}`;
}
