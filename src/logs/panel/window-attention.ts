import * as vscode from 'vscode';
import type { Disposable } from '../../core/emitter.ts';
import type { Attention } from '../model/follow-pace.ts';

/** Follows how much somebody sees of a page that shows logs. */
export interface WindowAttention extends Disposable {
  /** To be called when the page was shown or hidden. */
  update(): void;
}

/**
 * Tells `watch` whether a page is seen, is in a window in the background, or is hidden: at once, and whenever that may have
 * changed.
 */
export function followAttention(
  isVisible: () => boolean,
  watch: (attention: Attention) => void,
  window: Pick<typeof vscode.window, 'state' | 'onDidChangeWindowState'> = vscode.window,
): WindowAttention {
  function update(): void {
    if (!isVisible()) watch('hidden');
    else watch(window.state.focused ? 'visible' : 'background');
  }
  const following = window.onDidChangeWindowState(update);
  update();
  return { update, dispose: () => void following.dispose() };
}
