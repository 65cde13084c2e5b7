import type { Construct } from 'constructs';
import { WorkloadBudget } from '../../constructs/aws/finance/workload-budget.js';
import { setOrigin } from '../../constructs/origin.js';
import { type Part, partSuffix } from '../../hosts/shared/workload-parts.js';
import { pathOf } from '../../topology/path.js';
import type { StackContext } from '../context.js';
import { AwsStack } from './aws-stack.js';

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
      setOrigin(budget, pathOf('workloads', id, 'budget'));
    }
  }
}
