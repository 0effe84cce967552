import { homedir } from 'node:os';
import * as vscode from 'vscode';
import type { OpenReview, Review } from './review.ts';

export interface InputOptions {
  readonly title: string;
  readonly prompt: string;
  readonly placeholder?: string;
  readonly value?: string;
  /** Masks the input. */
  readonly password?: boolean;
  /** Position among several steps, both counted from 1. */
  readonly step?: { readonly current: number; readonly total: number };
  /** Shows the button *Back*, which closes the box and calls this. */
  readonly onBack?: () => void;
  /** An extra button in the title bar. */
  readonly button?: { readonly icon: string; readonly tooltip: string; readonly run: () => unknown };
  /** Called at each change while the user types. */
  readonly onChange?: (value: string) => void;
  /** Checks the value at each change: a returned message is shown under the box and keeps it open. */
  readonly validate?: (value: string) => string | undefined;
  /**
   * Checks the value when it is submitted: a returned message keeps the box open. The signal aborts if the box is
   * closed meanwhile.
   */
  readonly check?: (value: string, signal: AbortSignal) => Promise<string | undefined>;
}

export interface PickOptions {
  readonly title: string;
  readonly placeholder?: string;
}

export interface PickItem<T> extends vscode.QuickPickItem {
  readonly value: T;
}

export interface SaveOptions {
  readonly title: string;
  /**
   * The proposed name: in the first workspace folder if there is one and it is trusted, otherwise in the home folder.
   */
  readonly fileName: string;
  /** The name of the file type in the dialog, and its extension without the dot. */
  readonly kind: string;
  readonly extension: string;
}

export interface MessageOptions {
  readonly severity: 'info' | 'warning' | 'error';
  readonly modal?: boolean;
  readonly detail?: string;
}

/**
 * All interaction with the user that expects an answer. Tests replace this interface to give the answers. Texts from
 * elsewhere must have gone through `plain`.
 */
export interface Prompts {
  /** The typed value; undefined if the user cancelled. */
  input(options: InputOptions): Promise<string | undefined>;
  /** The chosen item's value; undefined if the user cancelled. */
  pick<T>(
    items: readonly PickItem<T>[] | Promise<readonly PickItem<T>[]>,
    options: PickOptions,
  ): Promise<T | undefined>;
  /**
   * The chosen items' values, at least one; undefined if the user cancelled. Items that are `picked` are selected
   * initially.
   */
  pickMany<T>(
    items: readonly PickItem<T>[] | Promise<readonly PickItem<T>[]>,
    options: PickOptions,
  ): Promise<readonly T[] | undefined>;
  /**
   * Shows progress while `run` runs, with a button that aborts the signal. Returns what `run` returns, throws what it
   * throws.
   */
  progress<T>(title: string, run: (report: (message: string) => void, signal: AbortSignal) => Promise<T>): Promise<T>;
  /**
   * The chosen action; undefined if the message was dismissed. A message that asks nothing is not waited for: it may be
   * read for as long as one likes, while what showed it goes on.
   */
  message(text: string, actions: readonly string[], options: MessageOptions): Promise<string | undefined>;
  /** Opens a page to read, with choices on it, that stays open while other questions are asked. */
  review<T>(review: Review<T>): Promise<OpenReview<T>>;
  /** Where to save a file; the dialog asks before it replaces one. Undefined if the user cancelled. */
  saveAs(options: SaveOptions): Promise<vscode.Uri | undefined>;
  openExternal(url: string): Promise<void>;
}

function showMessage(
  text: string,
  actions: readonly string[],
  { severity, modal = false, detail }: MessageOptions,
): Thenable<string | undefined> {
  const shown = { modal, ...(detail !== undefined && { detail }) };
  if (severity === 'error') return vscode.window.showErrorMessage(text, shown, ...actions);
  if (severity === 'warning') return vscode.window.showWarningMessage(text, shown, ...actions);
  return vscode.window.showInformationMessage(text, shown, ...actions);
}

function quickPickOptions({ title, placeholder = '' }: PickOptions): vscode.QuickPickOptions {
  return {
    title,
    placeHolder: placeholder,
    matchOnDescription: true,
    matchOnDetail: true,
    // A page gets the focus back when the palette or another pick closes, and may get it when the next is open already.
    ignoreFocusOut: true,
  };
}

/** Prompts with VS Code's own input boxes, quick picks, messages and dialogs. */
export const windowPrompts: Prompts = {
  input: showInput,
  async pick(items, options) {
    return (await vscode.window.showQuickPick(items, quickPickOptions(options)))?.value;
  },
  async pickMany(items, options) {
    const chosen = await vscode.window.showQuickPick(items, { ...quickPickOptions(options), canPickMany: true });
    return chosen === undefined || chosen.length === 0 ? undefined : chosen.map(({ value }) => value);
  },
  async progress(title, run) {
    return vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title, cancellable: true },
      async (progress, token) => {
        const stop = new AbortController();
        const subscription = token.onCancellationRequested(() => stop.abort());
        try {
          return await run((message) => progress.report({ message }), stop.signal);
        } finally {
          subscription.dispose();
        }
      },
    );
  },
  async message(text, actions, options) {
    const answer = showMessage(text, actions, options);
    return actions.length === 0 && options.modal !== true ? undefined : answer;
  },
  async review(review) {
    const { showReview } = await import('./review-page.ts');
    return showReview(review);
  },
  async saveAs({ title, fileName, kind, extension }) {
    const folder = vscode.workspace.isTrusted ? vscode.workspace.workspaceFolders?.[0]?.uri : undefined;
    return vscode.window.showSaveDialog({
      title,
      filters: { [kind]: [extension] },
      defaultUri: vscode.Uri.joinPath(folder ?? vscode.Uri.file(homedir()), fileName),
    });
  },
  async openExternal(url) {
    await vscode.env.openExternal(vscode.Uri.parse(url, true));
  },
};

async function showInput({
  title,
  prompt,
  placeholder,
  value,
  password,
  step,
  onBack,
  button,
  onChange,
  validate,
  check,
}: InputOptions): Promise<string | undefined> {
  const box = vscode.window.createInputBox();
  box.title = title;
  box.prompt = prompt;
  box.placeholder = placeholder ?? '';
  box.value = value ?? '';
  box.password = password ?? false;
  box.step = step?.current;
  box.totalSteps = step?.total;
  box.ignoreFocusOut = true;
  box.buttons = [
    ...(onBack ? [vscode.QuickInputButtons.Back] : []),
    ...(button ? [{ iconPath: new vscode.ThemeIcon(button.icon), tooltip: button.tooltip }] : []),
  ];

  const closed = new AbortController();
  const result = Promise.withResolvers<string | undefined>();
  box.onDidTriggerButton((pressed) => {
    if (pressed === vscode.QuickInputButtons.Back) {
      onBack?.();
      box.hide();
    } else button?.run();
  });
  box.onDidChangeValue((typed) => {
    box.validationMessage = validate?.(typed);
    onChange?.(typed);
  });
  box.onDidHide(() => {
    closed.abort();
    result.resolve(undefined);
  });
  box.onDidAccept(async () => {
    if (box.busy) return;
    const typed = box.value;
    box.validationMessage = validate?.(typed);
    if (box.validationMessage !== undefined) return;
    box.busy = true;
    try {
      const objection = await check?.(typed, closed.signal);
      if (objection === undefined) result.resolve(typed);
      else box.validationMessage = objection;
    } catch (error) {
      result.reject(error instanceof Error ? error : new Error(String(error)));
    } finally {
      box.busy = false;
    }
  });
  box.show();
  try {
    return await result.promise;
  } finally {
    box.dispose();
  }
}
