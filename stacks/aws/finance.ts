import type { Construct } from 'constructs';
import { WorkloadBudget } from '../../constructs/aws/finance/workload-budget.js';
import { setOrigin } from '../../constructs/origin.js';
import { type Part, partSuffix } from '../../derived/parts.js';
import { billingRegionOf } from '../../facts/regions.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity } from '../../topology/views.js';
import type { StackContext } from '../context.js';
import { AwsStack } from './aws-stack.js';

/** Where an AWS account's budgets live, or undefined when its partition has no billing of its own. */
export function billingRegion(topology: Topology, account: string): string | undefined {
  return billingRegionOf(entity(topology.accounts.aws, account).partition);
}

/** Budgets of the workloads that an account serves. */
export class FinanceStack extends AwsStack {
  constructor(scope: Construct, context: StackContext, account: string, region: string, part: Part) {
    const { topology } = context;
    super(scope, context, {
      account,
      region,
      name: ['aws-finance', ...partSuffix(part.number)],
      description: 'Budgets per workload',
      origin: 'finance',
      tags: {},
    });
    for (const [id, { budget: limit }] of part.workloads) {
      if (limit === undefined) continue;
      const budget = new WorkloadBudget(this, id, {
        name: `${topology.name}-${id}`,
        workload: id,
        usdPerMonth: limit.usdPerMonth,
        notify: topology.finance.notify,
      });
      this.tagAs(budget, { workload: id });
      setOrigin(budget, `workloads.${id}.budget`);
    }
  }
}
