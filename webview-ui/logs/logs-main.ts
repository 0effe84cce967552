import * as l10n from '@vscode/l10n';
import { html, nothing, render } from 'lit';
import { logPageEvent, logPageRequests, type PinnedLogsMemory } from '../../src/logs/log-protocol.ts';
import { icon } from '../components/parts.ts';
import { defineComponents } from '../components/toolkit.ts';
import { createRequestClient, noAnswer, unexpectedAnswer } from '../shell/request-client.ts';
import { notStarted, starting } from '../shell/start-view.ts';
import { LogsPage } from './logs-page.ts';
import { logsView } from './logs-view.ts';

declare function acquireVsCodeApi(): { postMessage(message: unknown): void; setState(state: unknown): void };

/** Timeouts in milliseconds; what shows a dialog of the editor waits for a person. */
const limits = { usual: 60_000, atLeisure: 15 * 60_000 } as const;

function start(root: HTMLElement): void {
  const api = acquireVsCodeApi();
  let page: LogsPage | undefined;
  let waiting: string | null = null;
  let isAsked = false;
  let kept = '';

  /** Keeps what brings the page back after a reload of the window. */
  function keep(memory: PinnedLogsMemory | null): void {
    const text = JSON.stringify(memory);
    if (memory === null || text === kept) return;
    kept = text;
    api.setState(memory);
  }

  const client = createRequestClient({
    requests: logPageRequests,
    event: logPageEvent,
    saysWaiting: (event) => event.waiting !== null,
    timeLimitMs: (name) => (name === 'logCommand' ? limits.atLeisure : limits.usual),
    post: (message) => api.postMessage(message),
    onEvent(event) {
      waiting = event.waiting;
      keep(event.memory);
      page?.receive(event.state);
    },
    onNoise: (problem) => console.warn('A message could not be understood.', problem),
    timedOut: noAnswer,
    misunderstood: () =>
      unexpectedAnswer(l10n.t('This view is from another version of Forge Console. Reload the window.')),
  });

  const draw = (): void => {
    if (isAsked) return;
    isAsked = true;
    queueMicrotask(() => {
      isAsked = false;
      if (page) render(html`${heading(page)} ${waitingBar(page)} ${logsView(page, { showsApp: true })}`, root);
    });
  };

  function heading({ state: { app } }: LogsPage) {
    return html`<h1 class="spoken">${app === undefined ? l10n.t('Forge Logs') : l10n.t('Logs of {0}', app)}</h1>`;
  }

  function waitingBar(shown: LogsPage) {
    if (waiting === null) return nothing;
    return html`<div class="notice waiting">
      ${icon('watch')}
      <p>${waiting}</p>
      <button type="button" class="link" @click=${() => shown.run('stopWaiting')}>${l10n.t('Stop Waiting')}</button>
    </div>`;
  }

  async function begin(): Promise<void> {
    render(starting(), root);
    const answer = await client.ask('ready', {});
    if ('failure' in answer) {
      render(
        notStarted(answer.failure, () => void begin()),
        root,
      );
      return;
    }
    l10n.config({ contents: answer.reply.translations });
    waiting = answer.reply.waiting;
    keep(answer.reply.memory);
    page = new LogsPage({ state: answer.reply.state, ask: (name, params) => client.ask(name, params), changed: draw });
    draw();
  }

  window.addEventListener('message', (event) => client.receive(event.data));
  window.addEventListener('pagehide', () => page?.keepPlace());
  void begin();
}

const root = document.getElementById('logs');
if (root) {
  defineComponents();
  start(root);
}
