import { uuidOf } from './seeded-random.ts';
import type { Clock } from './world-clock.ts';

export type TaskState = 'COMPLETE' | 'FAILED' | 'PENDING' | 'RUNNING';

/** The uninstallation of one installation, or of one product of it. */
export interface Task {
  readonly id: string;
  readonly appUuid: string;
  readonly environmentId: string;
  readonly context: string;
  readonly state: TaskState;
  readonly failure: string | undefined;
}

export interface Tasks {
  /** Starts a task; `finish` is called once when it completes. If that throws, the task fails with its message. */
  start(about: { appUuid: string; environmentId: string; context: string }, finish: () => void): Task;
  /** Advances a task by one state, and returns it; undefined if there is none with this id. */
  poll(id: string): Task | undefined;
  /** All tasks of an app, without advancing them. */
  of(appUuid: string): readonly Task[];
  /** Advances all tasks as far as the clock says, for those that nobody polls. */
  advanceAll(): void;
}

const runsAfter = 1000;
const completesAfter = 3000;

/** Tasks go from PENDING to RUNNING to COMPLETE within three polls, or within three seconds. */
export function createTasks(clock: Clock): Tasks {
  interface Running {
    about: Task;
    startedAt: number;
    polls: number;
    finish: () => void;
  }
  const tasks = new Map<string, Running>();

  const advance = (task: Running): void => {
    if (task.about.state === 'COMPLETE' || task.about.state === 'FAILED') return;
    const age = clock.now() - task.startedAt;
    if (task.polls >= 3 || age >= completesAfter) {
      try {
        task.finish();
        task.about = { ...task.about, state: 'COMPLETE' };
      } catch (error) {
        task.about = {
          ...task.about,
          state: 'FAILED',
          failure: error instanceof Error ? error.message : String(error),
        };
      }
    } else if (task.polls >= 2 || age >= runsAfter) {
      task.about = { ...task.about, state: 'RUNNING' };
    }
  };

  return {
    start(about, finish) {
      const id = uuidOf(`task ${tasks.size} ${about.appUuid} ${about.context}`);
      const task: Task = { ...about, id, state: 'PENDING', failure: undefined };
      tasks.set(id, { about: task, startedAt: clock.now(), polls: 0, finish });
      return task;
    },
    poll(id) {
      const task = tasks.get(id);
      if (!task) return undefined;
      task.polls++;
      advance(task);
      return task.about;
    },
    of: (appUuid) => [...tasks.values()].map(({ about }) => about).filter((about) => about.appUuid === appUuid),
    advanceAll: () => tasks.forEach(advance),
  };
}
