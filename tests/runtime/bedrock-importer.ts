import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import { manifestText } from '../../facts/weights.js';
import { bundleHandler } from '../../runtime/bundle.js';
import type { Json } from '../support/documents.js';
import { Cloud } from './cloud.js';
import { type Emulator, emulatorOfRun, emulatorPrograms } from './emulator.js';
import { commit, files, manifestOf } from './fixtures.js';
import { invoke, type Reply, type Request, serve } from './lambda.js';

const python = emulatorPrograms();
export const bin = 'bin' in python ? python.bin : '';
if ('reason' in python) process.stderr.write(`tests/runtime/bedrock-import*.test.ts: skipped, ${python.reason}\n`);

export interface Job {
  readonly arn: string;
  readonly request: Json;
  created: Date;
  status: 'InProgress' | 'Completed' | 'Failed';
}

/** Bedrock's import API in the shapes of its SDK, and CloudFormation's answer box. */
export let cloud: Awaited<ReturnType<typeof serve>>;
export let calls: string[];
export let jobs: Job[];
export let models: Record<string, { arn: string; tags: unknown }>;
export let answers: Record<string, unknown>[];
/** What happens at each look at a job, and what is answered instead of what is usual; cases change it. */
export const bedrock: { look: (job: Job) => void | Promise<void>; instead: (call: string) => Reply | undefined } = { look: finish, instead: () => undefined };

/** S3 and KMS, with a key that signs and a bucket of approved weights. */
export let emulator: Emulator;
export let store: Cloud;
export let signingKey: string;
export let approved: string;
/** Processes of a run share the emulator, where a bucket is there once. */
let count = process.pid * 1_000;

/** A number that no other case has. */
export function next(): number {
  return ++count;
}

export const prefix = `llama-3.3-70b-instruct/bf16/${commit}/`;
export const manifest = manifestText(manifestOf());
export const sha256 = (content: string | Buffer) => createHash('sha256').update(content).digest('hex');

/** A versioned bucket of the made-up weights with their signed manifest, but for what the case changes; `undefined` leaves a name out. */
export async function bucketWith(change: Readonly<Record<string, string | Buffer | undefined>>): Promise<string> {
  const bucket = `import-${++count}`;
  await store.bucket(bucket);
  await store.versioned(bucket);
  const signed = { 'MANIFEST.sha256': manifest, 'MANIFEST.sha256.sig': await store.sign(signingKey, manifest) };
  for (const [name, content] of Object.entries({ ...files, ...signed, ...change })) {
    if (content !== undefined) await store.putWhole(`${bucket}/${prefix}${name}`, content);
  }
  return bucket;
}

export function finish(job: Job): void {
  job.status = 'Completed';
  models[job.request.importedModelName] ??= {
    arn: `arn:aws:bedrock:eu-central-1:111122223333:imported-model/${jobs.length}`,
    tags: job.request.importedModelTags,
  };
}

export const described = (job: Job) => ({
  jobArn: job.arn,
  jobName: job.request.jobName,
  status: job.status,
  creationTime: job.created.toISOString(),
  ...(job.status === 'Completed' && { importedModelArn: models[job.request.importedModelName]?.arn }),
  ...(job.status === 'Failed' && { failureMessage: 'unknown architecture' }),
});

export async function answer({ method, path, text }: Request): Promise<Reply> {
  const url = new URL(path, 'http://cloud');
  const [, kind = '', id = ''] = url.pathname.split('/').map(decodeURIComponent);
  const body = text === '' ? undefined : JSON.parse(text);
  if (kind === 'answer') {
    answers.push(body);
    return { status: 200 };
  }
  calls.push(`${method} ${kind}`);
  const other = bedrock.instead(`${method} ${kind}`);
  if (other !== undefined) return other;
  switch (`${method} ${kind}`) {
    case 'POST model-import-jobs': {
      const known = jobs.find(({ request }) => request.clientRequestToken === body.clientRequestToken);
      const job: Job = known ?? {
        arn: `arn:aws:bedrock:eu-central-1:111122223333:model-import-job/${jobs.length + 1}`,
        request: body,
        created: new Date(),
        status: 'InProgress',
      };
      if (known === undefined) jobs.push(job);
      return { status: 201, body: { jobArn: job.arn } };
    }
    case 'GET model-import-jobs': {
      if (id === '') {
        const running = jobs.filter(
          ({ status, request }) => status === url.searchParams.get('statusEquals') && request.jobName.includes(url.searchParams.get('nameContains')),
        );
        return { status: 200, body: { modelImportJobSummaries: running.map(described) } };
      }
      const job = jobs.find(({ arn }) => arn === [id, ...url.pathname.split('/').slice(3)].join('/'));
      if (job === undefined) return { status: 404, error: 'ResourceNotFoundException' };
      await bedrock.look(job);
      return { status: 200, body: described(job) };
    }
    case 'GET imported-models': {
      const model = models[id];
      return model === undefined ? { status: 404, error: 'ResourceNotFoundException' } : { status: 200, body: { modelArn: model.arn, modelName: id } };
    }
    case 'DELETE imported-models':
      models = Object.fromEntries(Object.entries(models).filter(([, { arn }]) => arn !== id));
      return { status: 200 };
    case 'POST tagResource': {
      const model = Object.values(models).find(({ arn }) => arn === body.resourceARN);
      if (model !== undefined) model.tags = body.tags;
      return { status: 200 };
    }
    default:
      return { status: 500, error: 'InternalServerException' };
  }
}

export const tags = [{ key: 'host', value: 'eu-import' }];

export interface Sent {
  readonly request?: string;
  readonly model?: string;
  readonly physical?: string;
  readonly tags?: object[];
  readonly bucket?: string;
  readonly manifestSha256?: string;
  readonly provenanceSha256?: string;
  readonly seconds?: number;
}

/** Sends an event as CloudFormation does; returns its answer, and how often Lambda had to run the function. */
export async function send(RequestType: 'Create' | 'Update' | 'Delete', options: Sent = {}): Promise<{ answer: Record<string, unknown>; attempts: number }> {
  answers = [];
  const event = {
    RequestType,
    ResponseURL: `${cloud.address}/answer`,
    StackId: 'arn:aws:cloudformation:eu-central-1:111122223333:stack/acme-import/x',
    RequestId: options.request ?? 'first',
    LogicalResourceId: 'Model',
    ...(options.physical !== undefined && { PhysicalResourceId: options.physical }),
    ResourceProperties: {
      ServiceToken: 't',
      ModelName: options.model ?? 'acme-eu-1',
      RoleArn: 'arn:aws:iam::111122223333:role/import',
      Weights: {
        Bucket: options.bucket ?? approved,
        BucketOwner: '123456789012',
        Prefix: prefix,
        ManifestSha256: options.manifestSha256 ?? sha256(manifest),
        ProvenanceSha256: options.provenanceSha256 ?? 'none',
        SigningKeyArn: signingKey,
      },
      KeyArn: 'arn:aws:kms:eu-central-1:111122223333:key/1',
      Tags: options.tags ?? tags,
    },
  };
  const endpoints = { AWS_ENDPOINT_URL: emulator.endpoint, AWS_ENDPOINT_URL_BEDROCK: cloud.address };
  // The region that the emulator's key and buckets are in.
  const attempts = await invoke(bundleHandler('bedrock-import'), 'eu-north-1', endpoints, event, options.seconds);
  expect(answers).toHaveLength(1);
  return { answer: answers[0] ?? {}, attempts };
}

/** Makes what the cases of a file need, and clears it away. */
export function useBedrock(): void {
  beforeAll(async () => {
    if (bin === '') return;
    cloud = await serve(answer);
    emulator = await emulatorOfRun(bin);
    store = new Cloud(emulator);
    signingKey = await store.signingKey();
    approved = await bucketWith({});
  });
  afterAll(() => {
    if (bin === '') return;
    cloud.stop();
  });
  beforeEach(() => {
    [calls, jobs, models, answers] = [[], [], {}, []];
    Object.assign(bedrock, { look: finish, instead: () => undefined });
  });
}
