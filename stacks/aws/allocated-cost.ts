import type { Construct } from 'constructs';
import { EncryptionKey } from '../../constructs/aws/encryption/encryption-key.js';
import { AllocatedCost } from '../../constructs/aws/finance/allocated-cost.js';
import { CostBucket } from '../../constructs/aws/finance/cost-bucket.js';
import { FocusExport } from '../../constructs/aws/finance/focus-export.js';
import type { CostJobPlace } from '../../derived/cost-job.js';
import { costRules } from '../../derived/cost-rules.js';
import { awsFocusExport, costSchedule } from '../../facts/exports.js';
import type { CostJob } from '../../runtime/allocated-cost/job.js';
import { bundleHandler } from '../../runtime/bundle.js';
import { pathOf } from '../../topology/path.js';
import { sortedEntries } from '../../topology/views.js';
import type { StackContext } from '../context.js';
import { AwsStack } from './aws-stack.js';

/** What workloads cause: the bill in FOCUS form, the job that divides it, its statements and its alarms. */
export class AllocatedCostStack extends AwsStack {
  constructor(scope: Construct, context: StackContext, { account, region, logs }: CostJobPlace) {
    super(scope, context, {
      account,
      region,
      name: ['aws-allocated-cost'],
      description: 'What each workload causes, and statements by cost centre',
      origin: pathOf('finance', 'allocation'),
      tags: {},
      terminationProtection: true,
    });
    const { topology } = this;
    const key = new EncryptionKey(this, 'Key', { description: 'Costs: bills, statements, logs, notices, schedule', forLogs: true });
    const { bucket } = new CostBucket(this, 'Store', { key });
    new FocusExport(this, 'Bill', { name: `${topology.name}-focus`, ...awsFocusExport(), bucket });
    const job: Omit<CostJob, 'store'> = { namespace: 'LlamaAllocatedCost', rules: costRules(topology), logs, ...costSchedule() };
    new AllocatedCost(this, 'Job', {
      handlerDirectory: bundleHandler('allocated-cost'),
      key,
      bucket,
      job,
      logGroups: logs.map((log) => `arn:${this.partition}:logs:${log.region}:${this.account}:log-group:${log.logGroup}`),
      budgets: Object.fromEntries(sortedEntries(topology.workloads).flatMap(([id, { budget }]) => (budget === undefined ? [] : [[id, budget.usdPerMonth]]))),
      notify: topology.finance.notify,
    });
  }
}
