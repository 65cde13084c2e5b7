import type { Construct } from 'constructs';
import { WorkloadBudget } from '../../constructs/aws/workload-budget.js';
import { setOrigin } from '../../constructs/origin.js';
import { billingRegionOf } from '../../facts/regions.js';
import { cloudOf } from '../../topology/schema/hosts.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity, hostsNamedBy, sortedEntries } from '../../topology/views.js';
import type { StackContext } from '../context.js';
import { AwsStack } from './aws-stack.js';

/** Where an AWS account's budgets live, or undefined when its partition has no billing of its own. */
export function billingRegion(topology: Topology, account: string): string | undefined {
  return billingRegionOf(entity(topology.accounts.aws, account).partition);
}

/** Budgets of the workloads that an account serves. */
export class FinanceStack extends AwsStack {
  constructor(scope: Construct, context: StackContext, account: string, region: string) {
    const { topology } = context;
    super(scope, context, {
      account,
      region,
      name: ['aws-finance'],
      description: 'Budgets per workload',
      origin: 'finance',
      tags: {},
    });
    for (const [id, workload] of sortedEntries(topology.workloads)) {
      const served = hostsNamedBy(workload).some((named) => {
        const host = entity(topology.hosts, named.host);
        return cloudOf(host) === 'aws' && host.account === account;
      });
      if (!served || workload.budget === undefined) continue;
      const budget = new WorkloadBudget(this, id, {
        name: `${topology.name}-${id}`,
        workload: id,
        usdPerMonth: workload.budget.usdPerMonth,
        notify: topology.finance.notify,
      });
      this.tagAs(budget, { workload: id });
      setOrigin(budget, `workloads.${id}.budget`);
    }
  }
}
