import { setTimeout as pause } from 'node:timers/promises';
import type { Task } from '../../../gateway/local/task.js';
import type { Seen } from './client.js';
import { type Subject, times } from './subject.js';

/** Callers that ask again and again. */
export interface UnderLoad {
  /** What they saw so far, once everything that runs now has ended; they go on. */
  take(): Promise<Seen[]>;
  /** How many requests ended since they were last taken. */
  count(): number;
  /** Ends them. What they saw since it was last taken. */
  end(): Promise<Seen[]>;
}

/** Keeps four callers asking, whole answers and streams, until they are told to end. */
export function under(subject: Subject, workload: string, task: () => Task = () => subject.task): UnderLoad {
  let over = false;
  const seen: Seen[] = [];
  const running = new Set<Promise<void>>();
  const callers = times(4, async (index) => {
    while (!over) {
      const one = subject.ask(workload, { stream: index % 2 === 0 }, {}, task()).then((answer) => void seen.push(answer));
      running.add(one);
      await one;
      running.delete(one);
      await pause(20);
    }
  });
  return {
    take: async () => {
      await Promise.all(running);
      return seen.splice(0);
    },
    count: () => seen.length,
    end: async () => {
      over = true;
      await callers;
      return seen;
    },
  };
}
