import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bundleHandler } from '../../runtime/bundle.js';
import { invoke, type Reply, type Request, serve } from './lambda.js';

interface Job {
  readonly arn: string;
  readonly request: any;
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
let look: (job: Job) => void;
let instead: (call: string) => Reply | undefined;

beforeAll(async () => {
  cloud = await serve(answer);
});
afterAll(() => cloud.stop());
beforeEach(() => {
  [calls, jobs, models, answers, look, instead] = [[], [], {}, [], finish, () => undefined];
});

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

function answer({ method, path, text }: Request): Reply {
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
      look(job);
      return { status: 200, body: described(job) };
    }
    case 'GET imported-models': {
      const model = models[id];
      return model === undefined ? { status: 404, error: 'ResourceNotFoundException' } : { status: 200, body: { modelArn: model.arn, modelName: id } };
    }
    case 'DELETE imported-models':
      delete models[id];
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
      WeightsUri: 's3://weights/llama/',
      KeyArn: 'arn:aws:kms:eu-central-1:111122223333:key/1',
      Tags: options.tags ?? tags,
    },
  };
  const attempts = await invoke(bundleHandler('bedrock-import'), 'eu-central-1', { AWS_ENDPOINT_URL: cloud.address }, event, options.seconds);
  expect(answers).toHaveLength(1);
  return { answer: answers[0] ?? {}, attempts };
}

describe('imported model', () => {
  it('is imported with its role, key and tags, and waited for', async () => {
    expect((await send('Create')).answer).toMatchObject({
      Status: 'SUCCESS',
      PhysicalResourceId: 'acme-eu-1',
      Data: { ModelArn: 'arn:aws:bedrock:eu-central-1:111122223333:imported-model/1' },
    });
    expect(jobs[0]?.request).toMatchObject({
      importedModelName: 'acme-eu-1',
      roleArn: 'arn:aws:iam::111122223333:role/import',
      modelDataSource: { s3DataSource: { s3Uri: 's3://weights/llama/' } },
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
