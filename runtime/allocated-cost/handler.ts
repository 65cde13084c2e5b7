import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { CostExplorerClient } from '@aws-sdk/client-cost-explorer';
import { S3Client } from '@aws-sdk/client-s3';
import { clientOptions, clientTimes } from '../clients.js';
import { billOf } from './bill.js';
import { exportRows } from './export-rows.js';
import { type CostJob, run } from './job.js';
import { KeptObjects } from './kept-objects.js';
import { metricLines } from './metric-lines.js';
import type { Sources } from './sources.js';
import { spendOf } from './spend-query.js';

const options = clientOptions(clientTimes['allocated-cost']);
const s3 = new S3Client(options);
const costs = new CostExplorerClient(options);
const logs = new Map<string, CloudWatchLogsClient>();

/** Computes what each workload costs, keeps the statements and reports metrics to which alarms listen. A run that fails reports nothing: silence has an alarm. */
export async function handler(job: CostJob): Promise<void> {
  const now = Date.now();
  const objects = new KeptObjects(s3, job.store.bucket, job.store.account);
  const sources: Sources = {
    rows: (period) => exportRows(objects, period),
    spend: (log, day) => spendOf(logsIn(log.region), log, day),
    bill: (period) => billOf(costs, period, job.rules.accounts, now),
    read: (key) => objects.read(key),
    keep: (key, text) => objects.keep(key, text),
  };
  for (const line of metricLines(job, await run(job, sources, now), now)) process.stdout.write(line);
}

function logsIn(region: string): CloudWatchLogsClient {
  const client = logs.get(region) ?? new CloudWatchLogsClient({ ...options, region });
  logs.set(region, client);
  return client;
}
