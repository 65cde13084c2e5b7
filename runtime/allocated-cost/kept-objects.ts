import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';

/** Objects of the job's bucket. */
export class KeptObjects {
  constructor(
    private readonly s3: S3Client,
    private readonly bucket: string,
    private readonly account: string,
  ) {}

  async read(key: string): Promise<string | undefined> {
    try {
      return await (await this.s3.send(new GetObjectCommand({ ...this.place, Key: key }))).Body?.transformToString();
    } catch (error) {
      if (error instanceof Error && error.name === 'NoSuchKey') return undefined;
      throw error;
    }
  }

  async keep(key: string, text: string): Promise<void> {
    const type = key.endsWith('.json') ? 'application/json' : key.endsWith('.md') ? 'text/markdown' : 'text/csv';
    await this.s3.send(new PutObjectCommand({ ...this.place, Key: key, Body: text, ContentType: `${type}; charset=utf-8` }));
  }

  async stream(key: string): Promise<NodeJS.ReadableStream> {
    const { Body } = await this.s3.send(new GetObjectCommand({ ...this.place, Key: key }));
    if (Body === undefined) throw new Error(`${key}: the object has no body`);
    return Body as NodeJS.ReadableStream & typeof Body;
  }

  async keys(prefix: string): Promise<string[]> {
    const keys: string[] = [];
    for (let token: string | undefined; ; ) {
      const page = await this.s3.send(new ListObjectsV2Command({ ...this.place, Prefix: prefix, ...(token !== undefined && { ContinuationToken: token }) }));
      keys.push(...(page.Contents ?? []).flatMap(({ Key }) => (Key === undefined ? [] : [Key])));
      if (page.IsTruncated !== true || page.NextContinuationToken === undefined) return keys.sort();
      token = page.NextContinuationToken;
    }
  }

  /** A bucket that another account has taken over is not written to. */
  private get place() {
    return { Bucket: this.bucket, ExpectedBucketOwner: this.account };
  }
}
