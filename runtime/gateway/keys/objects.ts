import { GetObjectCommand, ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';
import { type KeysObject, type KeysSource, keysObjectForm } from '../forms/keys.js';
import { log } from '../process/log.js';

/** An object as it was read last. */
interface Seen {
  readonly etag: string;
  readonly object: KeysObject;
}

/** Objects of a zone's keys. Each is read again only when it has changed; one that cannot be used leaves what it held before. */
export class KeyObjects {
  private readonly seen = new Map<string, Seen>();

  constructor(
    private readonly source: KeysSource,
    private readonly storage: S3Client,
  ) {}

  /** All objects of the zone's workloads as they are now. Rejects when the list or an object cannot be fetched. */
  async read(): Promise<readonly KeysObject[]> {
    const found = await this.list();
    for (const [key, etag] of found) if (this.seen.get(key)?.etag !== etag) await this.fetch(key);
    for (const key of this.seen.keys()) if (!found.has(key)) this.seen.delete(key);
    return [...this.seen.values()].map(({ object }) => object);
  }

  private async list(): Promise<ReadonlyMap<string, string>> {
    const { bucket: Bucket, prefix: Prefix, workloads } = this.source;
    const wanted = new Set(workloads.map((workload) => `${Prefix}${workload}.json`));
    const found = new Map<string, string>();
    let ContinuationToken: string | undefined;
    do {
      const page = await this.storage.send(new ListObjectsV2Command({ Bucket, Prefix, ...(ContinuationToken !== undefined && { ContinuationToken }) }));
      for (const { Key = '', ETag = '' } of page.Contents ?? []) if (wanted.has(Key)) found.set(Key, ETag);
      ContinuationToken = page.NextContinuationToken;
    } while (ContinuationToken !== undefined);
    return found;
  }

  private async fetch(key: string): Promise<void> {
    const { Body, ETag = '' } = await this.storage.send(new GetObjectCommand({ Bucket: this.source.bucket, Key: key }));
    const object = this.objectOf(key, (await Body?.transformToString()) ?? '');
    if (object !== undefined) this.seen.set(key, { etag: ETag, object });
  }

  /** What an object says, if it is one of this zone and of the workload that it is named after. */
  private objectOf(key: string, text: string): KeysObject | undefined {
    const { zone, prefix } = this.source;
    const parsed = keysObjectForm.safeParse(jsonOf(text));
    if (parsed.success && parsed.data.zone === zone && key === `${prefix}${parsed.data.workload}.json`) return parsed.data;
    log('error', 'keys not read', { object: key, reason: parsed.success ? 'of another zone or workload' : 'has another form' });
    return undefined;
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
