import * as l10n from '@vscode/l10n';
import { render } from 'lit';
import { type PanelMemory, type Reply, requests, tabs } from '../src/app-panel/protocol.ts';
import { type Ask, createClient } from './shell/page-client.ts';
import { defineComponents } from './components/toolkit.ts';
import { noAnswer, unexpectedAnswer } from './shell/request-client.ts';
import { recall } from './shell/page-memory.ts';
import { createPage } from './shell/page.ts';
import { menuContext } from './shell/menu-context.ts';
// The page of the view Forge Logs, which is in the same file.
import './logs/logs-main.ts';
import { keepScroll } from './shell/keep-scroll.ts';
import { panel } from './shell/panel-view.ts';
import { notStarted, starting } from './shell/start-view.ts';

declare function acquireVsCodeApi(): {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
};

const minuteMs = 60_000;

/** Returns the panel's identity, which the host wrote into the page. */
function opened({ dataset }: HTMLElement): PanelMemory {
  return {
    account: dataset.account ?? '',
    app: dataset.app ?? '',
    tab: tabs.find((tab) => tab === dataset.tab) ?? 'overview',
  };
}

/** Returns a function that schedules `work`; several calls before it runs count as one. */
function soon(work: () => void): () => void {
  let asked = false;
  return () => {
    if (asked) return;
    asked = true;
    queueMicrotask(() => {
      asked = false;
      work();
    });
  };
}

function start(root: HTMLElement): void {
  const api = acquireVsCodeApi();
  const me = opened(root);
  document.body.dataset.vscodeContext = menuContext({ section: 'app', account: me.account, app: me.app });
  let memory = recall(api.getState(), me);
  let page: ReturnType<typeof createPage> | undefined;

  const keepNow = (): void => api.setState(memory);
  let keepTimer: ReturnType<typeof setTimeout> | undefined;
  const client = createClient({
    post: (message) => api.postMessage(message),
    onEvent(event) {
      if (event.event === 'changed') page?.receive(event.state);
      else page?.showTab(event.tab);
    },
    onNoise: (problem) => console.warn('A message could not be understood.', problem),
    timedOut: noAnswer,
    misunderstood: () =>
      unexpectedAnswer(l10n.t('This panel is from another version of Forge Console. Close it and open it again.')),
  });

  const scroll = keepScroll(root, () => page);
  const draw = soon(() => {
    if (!page) return;
    document.title = page.state.header.name;
    render(panel(page), root);
    scroll.afterDraw();
  });

  window.addEventListener('message', (event) => client.receive(event.data));
  window.addEventListener('pagehide', () => {
    scroll.flush();
    page?.logs.keepPlace();
    keepNow();
  });
  setInterval(() => page?.show({ now: Date.now() }), minuteMs);

  void begin(client.ask);

  /** Draws the state that came with the page, if it is new, and requests the current one. */
  async function begin(ask: Ask): Promise<void> {
    const atFirst = api.getState() === undefined ? cameAlong() : undefined;
    if (atFirst) open(atFirst, ask);
    else render(starting(), root);
    const answer = await ask('ready', {});
    if ('reply' in answer) {
      if (page) page.receive(answer.reply.state);
      else open(answer.reply, ask);
    }
    if (page) page.showTab(('reply' in answer && answer.reply.tab) || memory.tab);
    else if ('failure' in answer)
      render(
        notStarted(answer.failure, () => void begin(ask)),
        root,
      );
  }

  function open({ state, translations }: Reply<'ready'>, ask: Ask): void {
    l10n.config({ contents: translations });
    page = createPage({
      state,
      memory,
      ask,
      changed: draw,
      keep(changed) {
        memory = changed;
        // Save at once, because the page may be hidden the next moment; saves that follow closely (scrolling) are
        // combined.
        if (keepTimer !== undefined) return;
        keepNow();
        keepTimer = setTimeout(() => {
          keepTimer = undefined;
          keepNow();
        }, 100);
      },
    });
    keepNow();
    draw();
  }
}

/** Returns the state the host wrote into the page; undefined if it is missing or invalid. */
function cameAlong(): Reply<'ready'> | undefined {
  const text = document.getElementById('known')?.textContent;
  return text ? requests.ready.reply.safeParse(JSON.parse(text)).data : undefined;
}

const root = document.getElementById('panel');
if (root) {
  defineComponents();
  start(root);
}
