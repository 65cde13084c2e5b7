import { EventEmitter } from 'node:events';
import threads from 'node:worker_threads';
import { evaluated } from './evaluated.mjs';

/** Has every thread that bundles start from now on do its work here instead, where the frameworks are loaded already. */
export function inSameThread() {
  threads.Worker = class extends EventEmitter {
    constructor(file, { workerData }) {
      super();
      // After the caller has asked to be told.
      setImmediate(() => {
        try {
          threads.workerData = structuredClone(workerData);
          // What the thread starts with keeps compiled code for the next process.
          evaluated(file.replace(/terraform-worker\.cjs$/, 'terraform-thread.cjs'));
          this.emit('exit', 0);
        } catch (error) {
          this.emit('error', error);
        }
      });
    }
  };
}
