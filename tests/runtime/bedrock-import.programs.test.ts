import { describe, expect, it } from 'vitest';
import { approved, bedrock, bin, calls, finish, jobs, models, prefix, send, tags, useBedrock } from './bedrock-importer.js';

useBedrock();

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
    bedrock.look = (job) => void (++looks > 2 && finish(job));
    expect(await send('Create', { seconds: 32 })).toMatchObject({ answer: { Status: 'SUCCESS' }, attempts: 2 });
    expect(jobs).toHaveLength(1);
  });

  it('gives up, with an answer, before CloudFormation does', async () => {
    bedrock.look = (job) => void (job.created = new Date(Date.now() - 41 * 60_000));
    expect(await send('Create', { seconds: 31 })).toMatchObject({
      answer: { Status: 'FAILED', Reason: expect.stringContaining('still running after 41 minutes') },
      attempts: 1,
    });
  });

  it('says why an import failed, and a new request starts a new job', async () => {
    bedrock.look = (job) => void (job.status = 'Failed');
    expect((await send('Create')).answer).toMatchObject({
      Status: 'FAILED',
      PhysicalResourceId: 'acme-eu-1',
      Reason: expect.stringContaining('unknown architecture'),
    });
    expect((await send('Delete', { request: 'second', physical: 'acme-eu-1' })).answer).toMatchObject({ Status: 'SUCCESS' });
    bedrock.look = finish;
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
    bedrock.instead = (call) => (call === 'POST model-import-jobs' && refusals-- > 0 ? { status: 429, error: 'ThrottlingException' } : undefined);
    expect((await send('Create')).answer).toMatchObject({ Status: 'SUCCESS' });
    expect(jobs).toHaveLength(1);
  });
});
