import { createHash } from 'node:crypto';
import { type KMSClient, VerifyCommand } from '@aws-sdk/client-kms';
import { GetObjectCommand, HeadObjectCommand, paginateListObjectsV2, type S3Client } from '@aws-sdk/client-s3';

/** Where weights lie, and what proves that they are the approved ones. */
export interface Weights {
  readonly Bucket: string;
  /** Account that the bucket must belong to. */
  readonly BucketOwner: string;
  /** Ends with a slash: an import takes everything below it. */
  readonly Prefix: string;
  /** SHA-256 of the approved `MANIFEST.sha256`, 64 hex digits. */
  readonly ManifestSha256: string;
  /** SHA-256 of the statement of provenance of a fine-tune, 64 hex digits; `none` for weights that are none. */
  readonly ProvenanceSha256: string;
  /** Key whose signature says that ingest compared every file and finished. */
  readonly SigningKeyArn: string;
}

const manifestName = 'MANIFEST.sha256';
const signatureName = `${manifestName}.sig`;
const licenceFiles = ['LICENSE', 'NOTICE', 'USE_POLICY.md'];
/** One of the files that the manifest of a fine-tune lists. */
const provenanceName = 'PROVENANCE.json';
/** Longer ones are no manifest, no signature and no statement. */
const longest = { [manifestName]: 1_000_000, [signatureName]: 1_000, [provenanceName]: 1_000_000 };

/**
 * Proves weights as nodes do at start: the manifest has the approved digest and a valid signature, and what lies beside it is
 * exactly what it lists. Nodes hash what they fetch; here S3's own SHA-256 of each object stands for it, which it checked when
 * the object came in and which no later request changes.
 */
export class ApprovedWeights {
  constructor(
    private readonly s3: S3Client,
    private readonly kms: KMSClient,
    private readonly weights: Weights,
    private readonly abortSignal: AbortSignal,
  ) {}

  /** Digest of the versions that were proved; another one means that something was written since. Throws what is wrong. */
  async prove(): Promise<string> {
    const text = await this.read(manifestName);
    const digest = createHash('sha256').update(text).digest();
    if (digest.toString('hex') !== this.weights.ManifestSha256) {
      throw new Refused(`${manifestName} is ${digest.toString('hex')}, approved is ${this.weights.ManifestSha256}`);
    }
    await this.verifySignature(digest, await this.read(signatureName));
    const listed = entries(text.toString('utf8'));
    const without = licenceFiles.find((name) => !listed.has(name));
    if (without !== undefined) throw new Refused(`${manifestName} lacks ${without}, which the licence wants beside every copy of the weights`);
    const present = await this.names();
    const extra = present.find((name) => !listed.has(name) && name !== manifestName && name !== signatureName);
    if (extra !== undefined) throw new Refused(`${extra} is not in the manifest, and an import takes whatever lies beside it`);
    const missing = [...listed.keys()].find((name) => !present.includes(name));
    if (missing !== undefined) throw new Refused(`${missing} is in the manifest and not in the bucket`);
    const versions: string[] = [];
    for (const [name, sha256] of listed) versions.push(`${name} ${await this.version(name, sha256)}`);
    await this.verifyProvenance(listed);
    return createHash('sha256').update(versions.join('\n')).digest('hex');
  }

  /** The statement is the one that the topology names, and speaks of every file of weights. */
  private async verifyProvenance(listed: ReadonlyMap<string, string>): Promise<void> {
    const { ProvenanceSha256 } = this.weights;
    if (ProvenanceSha256 === 'none') return;
    if (listed.get(provenanceName) !== ProvenanceSha256) throw new Refused(`${manifestName} lists no ${provenanceName} of digest ${ProvenanceSha256}`);
    const statement = (await this.read(provenanceName)).toString('utf8');
    if (createHash('sha256').update(statement).digest('hex') !== ProvenanceSha256) throw new Refused(`${provenanceName} does not match the manifest`);
    for (const [name, sha256] of listed) {
      const besides = name === provenanceName || /^(LICENSE|NOTICE|USE_POLICY\.md)$/.test(name);
      if (!besides && !statement.includes(`"sha256": "${sha256}"`)) throw new Refused(`${provenanceName} does not speak of ${name}`);
    }
  }

  private async verifySignature(digest: Buffer, signature: Buffer): Promise<void> {
    const { SigningKeyArn } = this.weights;
    const request = new VerifyCommand({
      KeyId: SigningKeyArn,
      SigningAlgorithm: 'ECDSA_SHA_256',
      MessageType: 'DIGEST',
      Message: digest,
      Signature: signature,
    });
    const valid = await this.kms.send(request, this.options).catch((error: unknown) => {
      // KMS answers a wrong signature with an error; a lack of rights or a disabled key is no verdict and goes on as it is.
      if (error instanceof Error && error.name === 'KMSInvalidSignatureException') return undefined;
      throw error;
    });
    if (valid?.SignatureValid !== true) throw new Refused(`the signature of ${manifestName} is not one of ${SigningKeyArn}`);
  }

  /** Version of an object whose content is the approved one. */
  private async version(name: string, sha256: string): Promise<string> {
    const request = new HeadObjectCommand({ ...this.object(name), ChecksumMode: 'ENABLED' });
    const { ChecksumSHA256: stored, VersionId } = await this.s3.send(request, this.options);
    // Of an object in parts it is the digest of their digests, with their number behind it.
    if (stored === undefined || stored.includes('-')) {
      throw new Refused(`${name} was stored without a SHA-256 of the whole object, so S3 cannot say what it holds; run the ingest job again`);
    }
    if (stored !== Buffer.from(sha256, 'hex').toString('base64')) throw new Refused(`${name} does not match the manifest`);
    return VersionId ?? '';
  }

  private async names(): Promise<string[]> {
    const { Bucket, BucketOwner, Prefix } = this.weights;
    const names: string[] = [];
    const pages = paginateListObjectsV2({ client: this.s3 }, { Bucket, Prefix, ExpectedBucketOwner: BucketOwner }, this.options);
    for await (const { Contents = [] } of pages) names.push(...Contents.map(({ Key = '' }) => Key.slice(Prefix.length)));
    return names;
  }

  private async read(name: keyof typeof longest): Promise<Buffer> {
    const found = await this.s3.send(new GetObjectCommand(this.object(name)), this.options).catch((error: unknown) => {
      if (error instanceof Error && error.name === 'NoSuchKey') throw new Refused(`${name} is not in the bucket: ingest has not finished`);
      throw error;
    });
    if ((found.ContentLength ?? 0) > longest[name]) throw new Refused(`${name} has ${found.ContentLength} bytes; allowed are ${longest[name]}`);
    return Buffer.from((await found.Body?.transformToByteArray()) ?? []);
  }

  private object(name: string) {
    const { Bucket, BucketOwner, Prefix } = this.weights;
    return { Bucket, Key: `${Prefix}${name}`, ExpectedBucketOwner: BucketOwner };
  }

  private get options() {
    return { abortSignal: this.abortSignal };
  }
}

/** Weights that nothing proves. */
export class Refused extends Error {
  constructor(reason: string) {
    super(`weights refused: ${reason}`);
  }
}

/** The same names that a node accepts, by name, with their SHA-256. */
function entries(manifest: string): Map<string, string> {
  const listed = new Map<string, string>();
  for (const line of manifest.split('\n').filter((text) => text !== '')) {
    const [, sha256, name] = /^([0-9a-f]{64}) [ *](.+)$/.exec(line) ?? [];
    if (sha256 === undefined || name === undefined || !allowed(name)) throw new Refused(`${manifestName} has the line ${JSON.stringify(line.slice(0, 200))}`);
    listed.set(name, sha256);
  }
  return listed;
}

function allowed(name: string): boolean {
  return /^[A-Za-z0-9_-][A-Za-z0-9._-]*\.(safetensors|json|model|txt|jinja)$/.test(name) || /^(LICENSE|NOTICE|USE_POLICY\.md)$/.test(name);
}
