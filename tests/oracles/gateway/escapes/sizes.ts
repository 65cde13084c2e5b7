import { type Attempt, chat } from './attempt.js';

const said = (workload: string, bytes: number) => JSON.stringify(chat(workload, { messages: [{ role: 'user', content: 'x'.repeat(bytes) }] }));

/** Requests that are larger than any that a workload may send. */
export const sizeAttempts: readonly Attempt[] = [4_000_000, 40_000_000].map((bytes) => ({
  name: `size: ${bytes / 1_000_000} MB`,
  expected: 'refused',
  send: async ({ client, key, workload }) => [(await client.ask({ key, body: said(workload, bytes), alone: true })).status],
}));
