import { GetObjectCommand, PutObjectCommand, S3Client, type S3ServiceException } from '@aws-sdk/client-s3';
import { type KeysObject, keysObjectForm } from '../../runtime/gateway/forms/keys.js';
import { InputError } from '../../topology/error.js';
import { type Edited, noKeys } from './edits.js';

/** Where the keys of one workload are. */
export interface KeysPlace {
  readonly region: string;
  readonly bucket: string;
  readonly key: string;
  readonly zone: string;
  readonly workload: string;
}

/** Times that a change is made again because somebody else was faster. */
const tries = 5;

/** The keys of a workload in S3. Every write names what was read before it, so that of two writers one reads again and none loses anything. */
export class KeysStore {
  private readonly storage: S3Client;

  constructor(private readonly place: KeysPlace) {
    this.storage = new S3Client({ region: place.region });
  }

  async read(): Promise<KeysObject> {
    return (await this.seen()).object;
  }

  /** Changes what is there now. `edit` is called again with what another writer left. */
  async change(edit: (object: KeysObject) => Edited): Promise<Edited> {
    for (let attempt = 1; ; attempt++) {
      const { object, etag } = await this.seen();
      const edited = edit(object);
      try {
        await this.write(edited.object, etag);
        return edited;
      } catch (error) {
        if (!isOverwritten(error)) throw told(error, this.place);
        if (attempt === tries)
          throw new InputError([
            { message: `s3://${this.place.bucket}/${this.place.key} changed ${tries} times while it was edited. Nothing was written; try again.` },
          ]);
      }
    }
  }

  private async seen(): Promise<{ readonly object: KeysObject; readonly etag: string | undefined }> {
    const { bucket: Bucket, key: Key, zone, workload } = this.place;
    try {
      const { Body, ETag } = await this.storage.send(new GetObjectCommand({ Bucket, Key }));
      return { object: this.parsed((await Body?.transformToString()) ?? ''), etag: ETag };
    } catch (error) {
      if ((error as S3ServiceException).name === 'NoSuchKey') return { object: noKeys(zone, workload), etag: undefined };
      throw told(error, this.place);
    }
  }

  private parsed(text: string): KeysObject {
    const { bucket, key, zone, workload } = this.place;
    const parsed = keysObjectForm.safeParse(JSON.parse(text));
    if (parsed.success && parsed.data.zone === zone && parsed.data.workload === workload) return parsed.data;
    throw new InputError([{ message: `s3://${bucket}/${key} holds no keys of ${workload} in ${zone}. Nothing was written; take the version before back.` }]);
  }

  private async write(object: KeysObject, etag: string | undefined): Promise<void> {
    const { bucket: Bucket, key: Key } = this.place;
    const Body = `${JSON.stringify(object, null, 2)}\n`;
    const only = etag === undefined ? { IfNoneMatch: '*' } : { IfMatch: etag };
    await this.storage.send(new PutObjectCommand({ Bucket, Key, Body, ContentType: 'application/json', ...only }));
  }
}

/** Another writer was there in between, or is there at the same moment. */
function isOverwritten(error: unknown): boolean {
  return ['PreconditionFailed', 'ConditionalRequestConflict'].includes((error as S3ServiceException).name);
}

/** What S3 refuses is for whoever called to mend; what is not S3's word is a fault. */
function told(error: unknown, { bucket, key }: KeysPlace): unknown {
  const { name, $metadata } = error as S3ServiceException;
  if (error instanceof InputError || $metadata?.httpStatusCode === undefined) {
    return name === 'CredentialsProviderError'
      ? new InputError([{ message: 'There are no credentials of AWS. Sign in to the account of the gateway first.' }])
      : error;
  }
  return new InputError([
    {
      message: `s3://${bucket}/${key}: ${name}, HTTP ${$metadata.httpStatusCode}. Needed: s3:GetObject, s3:ListBucket and s3:PutObject there, kms:Decrypt and kms:GenerateDataKey of its key, and a deployed aws-gateway stack.`,
    },
  ]);
}
