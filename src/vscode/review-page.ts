import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { reviewHtml } from './review-html.ts';
import { choicesOf, type OpenReview, type Review } from './review.ts';
import { plain } from './text.ts';

const pressed = z.object({ choice: z.int() });

/** Opens a review as a page beside the editors. */
export function showReview<T>(review: Review<T>): OpenReview<T> {
  const panel = vscode.window.createWebviewPanel('forgeConsole.review', plain(review.title), vscode.ViewColumn.Active, {
    enableScripts: true,
    enableCommandUris: false,
    localResourceRoots: [],
  });
  const choices = choicesOf(review);
  let isOpen = true;
  let answer: ((value: T | undefined) => void) | undefined;

  function give(value: T | undefined): void {
    const waiting = answer;
    answer = undefined;
    waiting?.(value);
  }
  panel.webview.onDidReceiveMessage((message: unknown) => {
    const { data } = pressed.safeParse(message);
    const choice = data && choices[data.choice];
    if (choice) give(choice.value);
  });
  panel.onDidDispose(() => {
    isOpen = false;
    give(undefined);
  });
  panel.webview.html = reviewHtml(review, {
    nonce: randomBytes(18).toString('base64'),
    language: vscode.env.language,
  });

  return {
    get isOpen() {
      return isOpen;
    },
    next: () =>
      new Promise<T | undefined>((resolve) => {
        answer = resolve;
        if (!isOpen) give(undefined);
      }),
    close() {
      panel.dispose();
    },
  };
}
