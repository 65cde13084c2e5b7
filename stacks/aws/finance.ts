import type { Construct } from 'constructs';
import { WorkloadBudget } from '../../constructs/aws/finance/workload-budget.js';
import { setOrigin } from '../../constructs/origin.js';
import { type AwsBudgets, sharedBudgetPath } from '../../derived/budgets.js';
import { sharedTag } from '../../derived/shared-costs.js';
import { partSuffix } from '../../hosts/shared/workload-parts.js';
import { pathOf } from '../../topology/path.js';
import type { StackContext } from '../context.js';
import { AwsStack } from './aws-stack.js';

/** Budgets of the workloads that an account serves, and of what they share in it. */
export class FinanceStack extends AwsStack {
  constructor(scope: Construct, context: StackContext, { account, region, part, shared }: AwsBudgets) {
    const { topology } = context;
    super(scope, context, {
      account,
      region,
      name: ['aws-finance', ...partSuffix(part.number)],
      description: 'Budgets per workload',
      origin: 'finance',
      tags: {},
    });
    const { notify } = topology.finance;
    const budget = (id: string, workload: string, usdPerMonth: number, origin: string) => {
      const made = new WorkloadBudget(this, id, { name: `${topology.name}-${workload}`, workload, usdPerMonth, notify });
      setOrigin(made, origin);
      return made;
    };
    for (const [id, { budget: limit }] of part.workloads) {
      if (limit !== undefined) this.tagAs(budget(id, id, limit.usdPerMonth, pathOf('workloads', id, 'budget')), { workload: id });
    }
    if (shared !== undefined) budget('Shared', sharedTag, shared, sharedBudgetPath('aws', account));
  }
}
