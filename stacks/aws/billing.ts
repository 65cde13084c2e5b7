import type { Construct } from 'constructs';
import { CostAnomalies } from '../../constructs/aws/finance/cost-anomalies.js';
import { CostCentres } from '../../constructs/aws/finance/cost-centres.js';
import { setOrigin } from '../../constructs/origin.js';
import type { billingPlace } from '../../derived/cost-job.js';
import { workloadsByCostCentre } from '../../derived/cost-rules.js';
import { unattributed } from '../../runtime/allocated-cost/rules.js';
import { pathOf } from '../../topology/path.js';
import type { StackContext } from '../context.js';
import { AwsStack } from './aws-stack.js';

/** What only the account that receives the bill can have: cost centres over all accounts, and who is told of unusual cost. */
export class BillingStack extends AwsStack {
  constructor(scope: Construct, context: StackContext, { account, region }: NonNullable<ReturnType<typeof billingPlace>>) {
    super(scope, context, {
      account,
      region,
      name: ['aws-billing'],
      description: 'Cost centres and anomalies of costs',
      origin: pathOf('finance'),
      tags: {},
    });
    const { name, finance } = this.topology;
    const centres = new CostCentres(this, 'CostCentres', {
      name: `${name}-cost-centre`,
      workloads: workloadsByCostCentre(this.topology),
      otherwise: unattributed,
    });
    const anomalies = new CostAnomalies(this, 'Anomalies', { name, costCentres: centres.category, usd: finance.anomalyUsd, notify: finance.notify });
    setOrigin(anomalies, pathOf('finance', 'anomalyUsd'));
  }
}
