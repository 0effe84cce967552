import { mock } from 'node:test';

/**
 * Puts an end to real time limits: those that begin from here on are over when `pass` is called, and never before. A
 * busy computer may need longer for anything than the few milliseconds that a test would wait.
 */
export function holdDeadlines(): { readonly pass: () => void; readonly release: () => void } {
  const open: AbortController[] = [];
  const held = mock.method(AbortSignal, 'timeout', () => {
    const controller = new AbortController();
    open.push(controller);
    return controller.signal;
  });
  return {
    pass() {
      for (const controller of open.splice(0)) controller.abort(new DOMException('The time is over', 'TimeoutError'));
    },
    release: () => held.mock.restore(),
  };
}
