import { createHash, randomBytes } from 'node:crypto';
import type { KeysObject, KeysSource } from '../../runtime/gateway/forms/keys.js';

/** Keys of callers of a local run, and the objects that their digests are kept in. */
export class Callers {
  /** Keys by workload, each for that alone. */
  readonly keys: Map<string, string>;
  /** What the bucket of the zone holds, by `bucket/key`. */
  readonly objects = new Map<string, string>();

  constructor(private readonly source: KeysSource) {
    this.keys = new Map(source.workloads.map((workload) => [workload, `sk-local-${randomBytes(18).toString('base64url')}`]));
    for (const [workload, key] of this.keys) {
      const digest = createHash('sha256').update(key).digest('hex');
      const kept = { id: 'local', team: `team-of-${workload}`, created: '2026-01-01T00:00:00.000Z', createdBy: 'local' };
      this.put({ version: 1, zone: source.zone, workload, keys: { [digest]: kept } });
    }
  }

  /** The keys of a workload, as commands read them. */
  object(workload: string): KeysObject {
    return JSON.parse(this.objects.get(this.path(workload)) ?? '') as KeysObject;
  }

  /** Writes them, as commands do. */
  put(object: KeysObject): void {
    this.objects.set(this.path(object.workload), JSON.stringify(object));
  }

  private path(workload: string): string {
    return `${this.source.bucket}/${this.source.prefix}${workload}.json`;
  }
}
