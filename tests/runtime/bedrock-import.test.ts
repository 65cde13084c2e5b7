import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { manifestText } from '../../facts/weights.js';
import { bundleHandler } from '../../runtime/bundle.js';
import type { Json } from '../support/documents.js';
import { Cloud } from './cloud.js';
import { type Emulator, emulatorOfRun, emulatorPrograms } from './emulator.js';
import { commit, files, manifestOf } from './fixtures.js';
import { invoke, type Reply, type Request, serve } from './lambda.js';

const python = emulatorPrograms();
const bin = 'bin' in python ? python.bin : '';
if ('reason' in python) process.stderr.write(`tests/runtime/bedrock-import.test.ts: skipped, ${python.reason}\n`);

interface Job {
  readonly arn: string;
  readonly request: Json;
  created: Date;
  status: 'InProgress' | 'Completed' | 'Failed';
}

/** Bedrock's import API in the shapes of its SDK, and CloudFormation's answer box. */
let cloud: Awaited<ReturnType<typeof serve>>;
let calls: string[];
let jobs: Job[];
let models: Record<string, { arn: string; tags: unknown }>;
let answers: Record<string, unknown>[];
/** What happens at each look at a job. */
let look: (job: Job) => void | Promise<void>;
let instead: (call: string) => Reply | undefined;

/** S3 and KMS, with a key that signs and a bucket of approved weights. */
let emulator: Emulator;
let store: Cloud;
let signingKey: string;
let approved: string;
let count = 0;

const prefix = `llama-3.3-70b-instruct/bf16/${commit}/`;
const manifest = manifestText(manifestOf());
const sha256 = (content: string | Buffer) => createHash('sha256').update(content).digest('hex');

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
  [calls, jobs, models, answers, look, instead] = [[], [], {}, [], finish, () => undefined];
});

/** A versioned bucket of the made-up weights with their signed manifest, but for what the case changes; `undefined` leaves a name out. */
async function bucketWith(change: Readonly<Record<string, string | Buffer | undefined>>): Promise<string> {
  const bucket = `import-${++count}`;
  await store.bucket(bucket);
  await store.versioned(bucket);
  const signed = { 'MANIFEST.sha256': manifest, 'MANIFEST.sha256.sig': await store.sign(signingKey, manifest) };
  for (const [name, content] of Object.entries({ ...files, ...signed, ...change })) {
    if (content !== undefined) await store.putWhole(`${bucket}/${prefix}${name}`, content);
  }
  return bucket;
}

function finish(job: Job): void {
  job.status = 'Completed';
  models[job.request.importedModelName] ??= {
    arn: `arn:aws:bedrock:eu-central-1:111122223333:imported-model/${jobs.length}`,
    tags: job.request.importedModelTags,
  };
}

const described = (job: Job) => ({
  jobArn: job.arn,
  jobName: job.request.jobName,
  status: job.status,
  creationTime: job.created.toISOString(),
  ...(job.status === 'Completed' && { importedModelArn: models[job.request.importedModelName]?.arn }),
  ...(job.status === 'Failed' && { failureMessage: 'unknown architecture' }),
});

async function answer({ method, path, text }: Request): Promise<Reply> {
  const url = new URL(path, 'http://cloud');
  const [, kind = '', id = ''] = url.pathname.split('/').map(decodeURIComponent);
  const body = text === '' ? undefined : JSON.parse(text);
  if (kind === 'answer') {
    answers.push(body);
    return { status: 200 };
  }
  calls.push(`${method} ${kind}`);
  const other = instead(`${method} ${kind}`);
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
      await look(job);
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

const tags = [{ key: 'host', value: 'eu-import' }];

interface Sent {
  readonly request?: string;
  readonly model?: string;
  readonly physical?: string;
  readonly tags?: object[];
  readonly bucket?: string;
  readonly manifestSha256?: string;
  readonly seconds?: number;
}

/** Sends an event as CloudFormation does; returns its answer, and how often Lambda had to run the function. */
async function send(RequestType: 'Create' | 'Update' | 'Delete', options: Sent = {}): Promise<{ answer: Record<string, unknown>; attempts: number }> {
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

describe.skipIf(bin === '')('imported model', () => {
  it('is imported with its role, key and tags, and waited for', async () => {
    expect((await send('Create')).answer).toMatchObject({
      Status: 'SUCCESS',
      PhysicalResourceId: 'acme-eu-1',
      Data: { ModelArn: 'arn:aws:bedrock:eu-central-1:111122223333:imported-model/1' },
    });
    expect(jobs[0]?.request).toMatchObject({
      importedModelName: 'acme-eu-1',
      roleArn: 'arn:aws:iam::111122223333:role/import',
      modelDataSource: { s3DataSource: { s3Uri: `s3://${approved}/${prefix}` } },
      importedModelKmsKeyId: 'arn:aws:kms:eu-central-1:111122223333:key/1',
      jobTags: tags,
      importedModelTags: tags,
    });
  });

  it('takes longer than the function runs: the event comes again and finds the same job', async () => {
    let looks = 0;
    look = (job) => void (++looks > 2 && finish(job));
    expect(await send('Create', { seconds: 32 })).toMatchObject({ answer: { Status: 'SUCCESS' }, attempts: 2 });
    expect(jobs).toHaveLength(1);
  });

  it('gives up, with an answer, before CloudFormation does', async () => {
    look = (job) => void (job.created = new Date(Date.now() - 41 * 60_000));
    expect(await send('Create', { seconds: 31 })).toMatchObject({
      answer: { Status: 'FAILED', Reason: expect.stringContaining('still running after 41 minutes') },
      attempts: 1,
    });
  });

  it('says why an import failed, and a new request starts a new job', async () => {
    look = (job) => void (job.status = 'Failed');
    expect((await send('Create')).answer).toMatchObject({
      Status: 'FAILED',
      PhysicalResourceId: 'acme-eu-1',
      Reason: expect.stringContaining('unknown architecture'),
    });
    expect((await send('Delete', { request: 'second', physical: 'acme-eu-1' })).answer).toMatchObject({ Status: 'SUCCESS' });
    look = finish;
    expect((await send('Create', { request: 'third' })).answer).toMatchObject({ Status: 'SUCCESS' });
    expect(new Set(jobs.map(({ request }) => request.jobName)).size).toBe(2);
  });

  it('imports no second time for an event that comes twice or an update of tags', async () => {
    await send('Create');
    await send('Create');
    const other = [{ key: 'host', value: 'renamed' }];
    expect((await send('Update', { request: 'second', physical: 'acme-eu-1', tags: other })).answer).toMatchObject({
      Status: 'SUCCESS',
      PhysicalResourceId: 'acme-eu-1',
    });
    expect(jobs).toHaveLength(1);
    expect(models['acme-eu-1']?.tags).toEqual(other);
  });

  it('imports other weights as another model, and keeps the one before until it is deleted', async () => {
    await send('Create');
    const { answer: updated } = await send('Update', { request: 'second', physical: 'acme-eu-1', model: 'acme-eu-2' });
    expect(updated).toMatchObject({ PhysicalResourceId: 'acme-eu-2' });
    expect(Object.keys(models).sort()).toEqual(['acme-eu-1', 'acme-eu-2']);
    await send('Delete', { request: 'third', physical: 'acme-eu-1', model: 'acme-eu-1' });
    expect(Object.keys(models)).toEqual(['acme-eu-2']);
  });

  it('deletes what a job that still runs would leave behind', async () => {
    jobs.push({
      arn: 'arn:aws:bedrock:eu-central-1:111122223333:model-import-job/1',
      request: { jobName: 'acme-eu-1-x', importedModelName: 'acme-eu-1' },
      created: new Date(),
      status: 'InProgress',
    });
    expect((await send('Delete', { physical: 'acme-eu-1' })).answer).toMatchObject({ Status: 'SUCCESS' });
    expect(calls).toContain('DELETE imported-models');
    expect(models).toEqual({});
  });

  it('deletes what is not there', async () => {
    expect((await send('Delete', { physical: 'acme-eu-1' })).answer).toMatchObject({ Status: 'SUCCESS' });
  });

  it('waits out throttling', async () => {
    let refusals = 2;
    instead = (call) => (call === 'POST model-import-jobs' && refusals-- > 0 ? { status: 429, error: 'ThrottlingException' } : undefined);
    expect((await send('Create')).answer).toMatchObject({ Status: 'SUCCESS' });
    expect(jobs).toHaveLength(1);
  });
});

const tampered = Buffer.from(files['model.safetensors'] as Buffer).fill(8, 200);
const replaced = manifestText(manifestOf({ ...files, 'model.safetensors': tampered }));

describe.skipIf(bin === '')('weights before an import', () => {
  it.each<[string, string, () => Promise<Sent>]>([
    [
      'a manifest that is not the approved one, though validly signed',
      `MANIFEST.sha256 is ${sha256(replaced)}, approved is ${sha256(manifest)}`,
      async () => ({
        bucket: await bucketWith({ 'model.safetensors': tampered, 'MANIFEST.sha256': replaced, 'MANIFEST.sha256.sig': await store.sign(signingKey, replaced) }),
      }),
    ],
    [
      'a signature by another key',
      'the signature of MANIFEST.sha256 is not one of',
      async () => ({ bucket: await bucketWith({ 'MANIFEST.sha256.sig': await store.sign(await store.signingKey(), manifest) }) }),
    ],
    [
      'a signature that is none',
      'the signature of MANIFEST.sha256 is not one of',
      async () => ({ bucket: await bucketWith({ 'MANIFEST.sha256.sig': 'MEUCIQ' }) }),
    ],
    ['no signature', 'MANIFEST.sha256.sig is not in the bucket', async () => ({ bucket: await bucketWith({ 'MANIFEST.sha256.sig': undefined }) })],
    ['nothing approved', 'approved is unapproved', async () => ({ manifestSha256: 'unapproved' })],
    ['a tampered object', 'model.safetensors does not match the manifest', async () => ({ bucket: await bucketWith({ 'model.safetensors': tampered }) })],
    ['an object that is missing', 'LICENSE is in the manifest and not in the bucket', async () => ({ bucket: await bucketWith({ LICENSE: undefined }) })],
    [
      'an object too many',
      'adapter/extra.safetensors is not in the manifest',
      async () => ({ bucket: await bucketWith({ 'adapter/extra.safetensors': tampered }) }),
    ],
    [
      'an object of which S3 keeps no digest',
      'model.safetensors was stored without a SHA-256 of the whole object',
      async () => {
        const bucket = await bucketWith({ 'model.safetensors': undefined });
        await store.put(`${bucket}/${prefix}model.safetensors`, files['model.safetensors']);
        return { bucket };
      },
    ],
    [
      'a name that leaves the directory',
      'has the line',
      async () => {
        const text = `${sha256('x')}  ../other.json\n`;
        return {
          bucket: await bucketWith({ 'MANIFEST.sha256': text, 'MANIFEST.sha256.sig': await store.sign(signingKey, text) }),
          manifestSha256: sha256(text),
        };
      },
    ],
  ])('are refused with %s, and no job is started', async (_, reason, arrange) => {
    const { answer } = await send('Create', await arrange());
    expect(answer).toMatchObject({ Status: 'FAILED', PhysicalResourceId: 'acme-eu-1', Reason: expect.stringContaining('weights refused: ') });
    expect(answer['Reason']).toContain(reason);
    expect(calls).not.toContain('POST model-import-jobs');
  });

  it('that change while they are imported leave no model behind', async () => {
    const bucket = await bucketWith({});
    look = async (job) => {
      // The same content, but another version: something else may have been there in between.
      await store.putWhole(`${bucket}/${prefix}LICENSE`, files['LICENSE'] as Buffer);
      finish(job);
    };
    const { answer } = await send('Create', { bucket });
    expect(answer).toMatchObject({ Status: 'FAILED', Reason: expect.stringContaining('they changed while they were imported') });
    expect(models).toEqual({});
  });

  it('are not asked for again when only tags change, nor for a deletion', async () => {
    await send('Create');
    const gone = { physical: 'acme-eu-1', bucket: 'no-such-bucket' };
    expect((await send('Update', { ...gone, request: 'second', tags: [{ key: 'host', value: 'renamed' }] })).answer).toMatchObject({ Status: 'SUCCESS' });
    expect((await send('Delete', { ...gone, request: 'third' })).answer).toMatchObject({ Status: 'SUCCESS' });
    expect(models).toEqual({});
  });

  it('are proved again for an event that comes again', async () => {
    const bucket = await bucketWith({});
    await send('Create', { bucket });
    await store.putWhole(`${bucket}/${prefix}model.safetensors`, tampered);
    expect((await send('Create', { bucket })).answer).toMatchObject({ Status: 'FAILED', Reason: expect.stringContaining('does not match the manifest') });
    expect(jobs).toHaveLength(1);
  });
});
