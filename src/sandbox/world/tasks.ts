import { uuidOf } from './seeded-random.ts';
import type { Clock } from './world-clock.ts';

export type TaskState = 'COMPLETE' | 'FAILED' | 'PENDING' | 'RUNNING';

/** The gateway's names of kinds of tasks. */
export type TaskKind = 'AppInstallationCreationTask' | 'AppInstallationDeletionTask' | 'AppInstallationUpgradeTask';

/** Why a task failed, as the gateway says it. */
export interface TaskFailure {
  readonly message: string;
  readonly errorType: string;
  readonly statusCode: number;
}

/** What a task is about. */
interface TaskSubject {
  readonly appUuid: string;
  readonly environmentId: string;
  readonly context: string;
  readonly kind: TaskKind;
}

/** The installation, upgrade or uninstallation of an app in one place, or the uninstallation of one product there. */
export interface Task extends TaskSubject {
  readonly id: string;
  readonly state: TaskState;
  readonly failure: TaskFailure | undefined;
}

export interface Tasks {
  /** Starts a task; `finish` is called once when it completes. If that returns a failure, the task fails with it. */
  start(about: TaskSubject, finish: () => TaskFailure | undefined): Task;
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
    finish: () => TaskFailure | undefined;
  }
  const tasks = new Map<string, Running>();

  const advance = (task: Running): void => {
    if (task.about.state === 'COMPLETE' || task.about.state === 'FAILED') return;
    const age = clock.now() - task.startedAt;
    if (task.polls >= 3 || age >= completesAfter) {
      const failure = task.finish();
      task.about = { ...task.about, state: failure ? 'FAILED' : 'COMPLETE', failure };
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
