import type { KeyHolder } from './keys.js';
import type { Workload } from './workload.js';

/** Answer to `GET /v1/models`: what the holder of the key may call. `root` is the release behind the name. */
export function modelList({ workloads: allowed }: KeyHolder, workloads: ReadonlyMap<string, Workload>, owner: string): string {
  const data = [...workloads.values()]
    .filter(({ id }) => allowed.includes(id))
    .map(({ id, release }) => ({ id, object: 'model', created: 0, owned_by: owner, root: release }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  return JSON.stringify({ object: 'list', data });
}
