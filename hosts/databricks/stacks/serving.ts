import { TerraformOutput } from 'cdktf';
import { Construct } from 'constructs';
import { WorkloadPrincipal } from '../../../constructs/databricks/identity/workload-principal.js';
import { ProvisionedEndpoint } from '../../../constructs/databricks/serving/provisioned-endpoint.js';
import { SpendBudget } from '../../../constructs/databricks/serving/spend-budget.js';
import { SpendPolicy } from '../../../constructs/databricks/serving/spend-policy.js';
import { setOrigin } from '../../../constructs/origin.js';
import { hostBudget } from '../../../derived/budgets.js';
import { principalName, servingName } from '../../../derived/databricks-places.js';
import { tagsFor } from '../../../derived/tags.js';
import type { StackContext } from '../../../stacks/context.js';
import { DatabricksStack } from '../../../stacks/databricks/databricks-stack.js';
import { gatewayPrincipal } from '../../../stacks/federation.js';
import { pathOf } from '../../../topology/path.js';
import { workloadsOn } from '../../../topology/views.js';
import { servedEntity } from '../model.js';
import type { DatabricksHost } from '../schema.js';

/** Who may call a model in a workspace; and, of provisioned throughput, the endpoint and what it is billed under. */
export class ServingStack extends DatabricksStack {
  constructor(scope: Construct, context: StackContext, id: string, host: DatabricksHost) {
    super(scope, context, { account: host.account, name: ['databricks-serving', id], origin: pathOf('hosts', id) });
    const { topology } = context;
    const clientIds = this.principals(context, id);
    if (host.modelUnits !== undefined) {
      const name = servingName(topology, id);
      const tags = tagsFor(topology, { host: id });
      const { policyId } = new SpendPolicy(this, 'Spend', { account: this.accountProvider, name, workspaceId: this.workspaceId, tags });
      const budget = hostBudget(topology, 'databricks', id);
      if (budget !== undefined) {
        const { workload, usdPerMonth, path } = budget;
        const watched = { account: this.accountProvider, name, workspaceId: this.workspaceId, workload, usdPerMonth, notify: topology.finance.notify };
        setOrigin(new SpendBudget(this, 'Watch', watched), path);
      }
      new ProvisionedEndpoint(this, 'Serving', {
        name,
        entity: servedEntity(topology, host),
        modelUnits: host.modelUnits,
        ...(host.tokensPerMinute !== undefined && { tokensPerMinute: host.tokensPerMinute }),
        ...(host.guardrails && {
          guardrails: { safety: host.guardrails.safety, personalData: host.guardrails.personalData === 'block' ? 'BLOCK' : 'NONE' },
        }),
        budgetPolicyId: policyId,
        tags,
        callers: Object.values(clientIds),
      });
    }
    new TerraformOutput(this, 'client_ids', { value: clientIds, description: 'Service principal by workload: client id of the gateway' });
  }

  /** One principal per workload routed here: application ids by workload. */
  private principals(context: StackContext, host: string): Record<string, string> {
    // Workload ids are the user's: in a scope of their own they meet no construct of the stack.
    const workloads = new Construct(this, 'Workloads');
    return Object.fromEntries(
      workloadsOn(context.topology, host).map(([workload]) => {
        const { issuer, subject } = gatewayPrincipal(context, workload) ?? {};
        const principal = new WorkloadPrincipal(workloads, workload, {
          account: this.accountProvider,
          name: principalName(context.topology, host, workload),
          workspaceId: this.workspaceId,
          ...(issuer !== undefined && subject !== undefined && { trusts: { issuer, subject, audience: this.account.accountId } }),
        });
        setOrigin(principal, pathOf('workloads', workload));
        return [workload, principal.applicationId];
      }),
    );
  }
}
