import { createEmitter, type Event } from '../../../src/core/emitter.ts';
import type { Uri } from 'vscode';
import type {
  InputOptions,
  MessageOptions,
  PickItem,
  PickOptions,
  Prompts,
  SaveOptions,
} from '../../../src/vscode/prompts.ts';
import { choicesOf, type OpenReview, type Review } from '../../../src/vscode/review.ts';

export interface AskedInput {
  readonly kind: 'input';
  readonly options: InputOptions;
  /** The submitted texts, in order. */
  readonly submitted: string[];
  /** The messages returned by `check`, in order. */
  readonly objections: string[];
}

export interface AskedPick {
  readonly kind: 'pick';
  readonly options: PickOptions;
  readonly items: readonly PickItem<unknown>[];
}

export interface AskedMessage {
  readonly kind: 'message';
  readonly text: string;
  readonly actions: readonly string[];
  readonly options: MessageOptions;
}

export interface AskedSave {
  readonly kind: 'save';
  readonly options: SaveOptions;
}

export interface AskedReview {
  readonly kind: 'review';
  readonly review: Review<unknown>;
}

export type Asked = AskedInput | AskedPick | AskedMessage | AskedSave | AskedReview;

/** A scripted user who follows the test's steps and records every question. */
export interface ScriptedPrompts extends Prompts {
  /** Submits a text in the open box. If it is rejected, the box stays open for the next step. */
  answerInput(text: string): void;
  /** Submits a text, and closes the box during validation, once `when` settles. */
  closeWhileChecking(text: string, when: Promise<unknown>): void;
  /** Types a text in the open box without submitting it. */
  type(text: string): void;
  /** Presses *Back* in the open box. */
  goBack(): void;
  /** Presses the button in the title of the open box. */
  pressButton(): void;
  /** Chooses the item with this label, or the first that matches. */
  answerPick(which: string | ((item: PickItem<unknown>) => boolean)): void;
  /** Selects the items with these labels. */
  answerPickMany(...labels: readonly string[]): void;
  /** Enters the file to save to. */
  answerSaveAs(uri: Uri): void;
  /** Chooses an action of a message. */
  answerMessage(action: string): void;
  /** Chooses what has this label, or the first that starts with it, on the open review. */
  choose(label: string): void;
  /** Closes the open review, as its tab's button does. */
  closeReview(): void;
  /** Dismisses whatever is open. */
  giveUp(): void;
  /** Runs something while a question is open. */
  meanwhile(run: () => unknown): void;
  readonly asked: readonly Asked[];
  readonly inputs: readonly AskedInput[];
  readonly picks: readonly AskedPick[];
  readonly messages: readonly AskedMessage[];
  readonly saves: readonly AskedSave[];
  readonly reviews: readonly Review<unknown>[];
  /** Pages that were opened in the browser. */
  readonly opened: readonly string[];
  /** The progress messages, in order. */
  readonly reports: readonly string[];
  /** Presses the button that cancels the progress. */
  cancelProgress(): void;
  /** Presses that button of the next progress with this title, as soon as it is shown. */
  cancelNext(title: string): void;
  readonly onDidAsk: Event<Asked>;
  /** Throws if a question had no step, or a step was not used. */
  verify(): void;
  /** Discards all steps and recorded questions. */
  reset(): void;
}

type Step =
  | { readonly kind: 'submit'; readonly text: string; readonly closedWhen?: Promise<unknown> }
  | { readonly kind: 'type'; readonly text: string }
  | { readonly kind: 'press' }
  | { readonly kind: 'back' }
  | { readonly kind: 'pick'; readonly which: string | ((item: PickItem<unknown>) => boolean) }
  | { readonly kind: 'pickMany'; readonly labels: readonly string[] }
  | { readonly kind: 'save'; readonly uri: Uri }
  | { readonly kind: 'message'; readonly action: string }
  | { readonly kind: 'choose'; readonly label: string }
  | { readonly kind: 'giveUp' }
  | { readonly kind: 'meanwhile'; readonly run: () => unknown };

/** Creates prompts without steps: a question fails the test unless the test scripts an answer. */
export function createScriptedPrompts(): ScriptedPrompts {
  const steps: Step[] = [];
  const asked: Asked[] = [];
  const opened: string[] = [];
  const reports: string[] = [];
  const running = new Set<AbortController>();
  const cancelled = new Set<string>();
  const surprises: Error[] = [];
  const asking = createEmitter<Asked>();
  let openReview = false;

  function note<T extends Asked>(question: T): T {
    asked.push(question);
    asking.fire(question);
    return question;
  }

  function surprise(what: string): Error {
    const error = new Error(`No step of the test answers ${what}`);
    surprises.push(error);
    return error;
  }

  /** Returns the next step that answers the question, after running those added by `meanwhile`. */
  async function nextStep(): Promise<Step | undefined> {
    for (let step = steps.shift(); ; step = steps.shift()) {
      if (step?.kind !== 'meanwhile') return step;
      await step.run();
    }
  }

  async function input(options: InputOptions): Promise<string | undefined> {
    const question = note({ kind: 'input', options, submitted: [], objections: [] } satisfies AskedInput as AskedInput);
    const closed = new AbortController();
    for (;;) {
      const step = await nextStep();
      if (step?.kind === 'giveUp') {
        closed.abort();
        return undefined;
      }
      if (step?.kind === 'back' && options.onBack) {
        closed.abort();
        options.onBack();
        return undefined;
      }
      if (step?.kind === 'press' && options.button) {
        await options.button.run();
      } else if (step?.kind === 'type') {
        options.onChange?.(step.text);
      } else if (step?.kind === 'submit') {
        if (step.text !== options.value) options.onChange?.(step.text);
        question.submitted.push(step.text);
        const mistake = options.validate?.(step.text);
        if (mistake !== undefined) {
          question.objections.push(mistake);
          continue;
        }
        const checked = options.check?.(step.text, closed.signal);
        if (step.closedWhen) {
          await step.closedWhen;
          closed.abort();
          await checked;
          return undefined;
        }
        const objection = await checked;
        if (objection === undefined) return step.text;
        question.objections.push(objection);
      } else {
        throw surprise(
          `the box "${options.prompt}" (${step?.kind ?? 'no step left'}; objections: ${question.objections.join(' / ')})`,
        );
      }
    }
  }

  return {
    input,
    async pick(items, options) {
      const shown = await items;
      note({ kind: 'pick', options, items: shown });
      const step = await nextStep();
      if (step?.kind === 'giveUp') return undefined;
      const { which } = step?.kind === 'pick' ? step : { which: undefined };
      const chosen =
        which === undefined
          ? undefined
          : shown.find((item) => (typeof which === 'string' ? item.label === which : which(item)));
      if (chosen === undefined)
        throw surprise(`the pick "${options.title}" of ${shown.map(({ label }) => label).join(', ')}`);
      return chosen.value;
    },
    async pickMany(items, options) {
      const shown = await items;
      note({ kind: 'pick', options, items: shown });
      const step = await nextStep();
      if (step?.kind === 'giveUp') return undefined;
      const labels = step?.kind === 'pickMany' ? step.labels : [];
      const chosen = labels.map((label) => shown.find((item) => item.label === label));
      if (chosen.length === 0 || chosen.includes(undefined))
        throw surprise(`the pick "${options.title}" of ${shown.map(({ label }) => label).join(', ')}`);
      return chosen.flatMap((item) => (item ? [item.value] : []));
    },
    async saveAs(options) {
      note({ kind: 'save', options });
      const step = await nextStep();
      if (step?.kind === 'giveUp') return undefined;
      if (step?.kind !== 'save') throw surprise(`the dialog "${options.title}"`);
      return step.uri;
    },
    async progress(title, run) {
      const stop = new AbortController();
      running.add(stop);
      reports.push(title);
      try {
        const done = run((message) => void reports.push(message), stop.signal);
        if (cancelled.delete(title)) stop.abort();
        return await done;
      } finally {
        running.delete(stop);
      }
    },
    async message(text, actions, options) {
      note({ kind: 'message', text, actions, options });
      if (actions.length === 0) return undefined;
      const step = await nextStep();
      if (step?.kind === 'giveUp') return undefined;
      if (step?.kind === 'message' && actions.includes(step.action)) return step.action;
      throw surprise(`the message "${text}" with ${actions.join(', ')}`);
    },
    review: <T>(review: Review<T>): Promise<OpenReview<T>> => {
      note({ kind: 'review', review });
      openReview = true;
      return Promise.resolve({
        get isOpen() {
          return openReview;
        },
        async next() {
          const step = await nextStep();
          if (step?.kind === 'giveUp') {
            openReview = false;
            return undefined;
          }
          const all = choicesOf(review);
          const wanted = step?.kind === 'choose' ? step.label : undefined;
          const chosen = all.find(({ label }) => wanted !== undefined && label.startsWith(wanted));
          if (chosen) return chosen.value;
          throw surprise(`the review "${review.title}" with ${all.map(({ label }) => label).join(', ')}`);
        },
        close() {
          openReview = false;
        },
      });
    },
    openExternal(url) {
      opened.push(url);
      return Promise.resolve();
    },

    answerInput: (text) => void steps.push({ kind: 'submit', text }),
    closeWhileChecking: (text, closedWhen) => void steps.push({ kind: 'submit', text, closedWhen }),
    type: (text) => void steps.push({ kind: 'type', text }),
    goBack: () => void steps.push({ kind: 'back' }),
    pressButton: () => void steps.push({ kind: 'press' }),
    answerPick: (which) => void steps.push({ kind: 'pick', which }),
    answerPickMany: (...labels) => void steps.push({ kind: 'pickMany', labels }),
    answerSaveAs: (uri) => void steps.push({ kind: 'save', uri }),
    answerMessage: (action) => void steps.push({ kind: 'message', action }),
    choose: (label) => void steps.push({ kind: 'choose', label }),
    closeReview: () => void steps.push({ kind: 'meanwhile', run: () => void (openReview = false) }),
    giveUp: () => void steps.push({ kind: 'giveUp' }),
    meanwhile: (run) => void steps.push({ kind: 'meanwhile', run }),

    asked,
    get inputs() {
      return asked.filter((question) => question.kind === 'input');
    },
    get picks() {
      return asked.filter((question) => question.kind === 'pick');
    },
    get messages() {
      return asked.filter((question) => question.kind === 'message');
    },
    get saves() {
      return asked.filter((question) => question.kind === 'save');
    },
    get reviews() {
      return asked.flatMap((question) => (question.kind === 'review' ? [question.review] : []));
    },
    opened,
    reports,
    cancelProgress() {
      for (const stop of running) stop.abort();
    },
    cancelNext: (title) => void cancelled.add(title),
    onDidAsk: asking.event,
    verify() {
      const [first] = surprises;
      if (first) throw first;
      if (steps.length > 0)
        throw new Error(`Nothing asked for these steps: ${steps.map(({ kind }) => kind).join(', ')}`);
    },
    reset() {
      for (const list of [steps, asked, opened, reports, surprises]) list.length = 0;
      cancelled.clear();
    },
  };
}
