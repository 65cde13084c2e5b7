import { Construct } from 'constructs';
import { setOrigin } from '../../../constructs/origin.js';
import { WorkloadProfile } from '../../../constructs/watsonx/identity/workload-profile.js';
import { IbmResource } from '../../../constructs/watsonx/provider/ibm-resource.js';
import { RuntimeInstance } from '../../../constructs/watsonx/serving/runtime-instance.js';
import { instanceName, profileName } from '../../../derived/ibm-places.js';
import { tagsFor } from '../../../derived/tags.js';
import { watsonxApi, watsonxPlan } from '../../../facts/watsonx.js';
import type { StackContext } from '../../../stacks/context.js';
import { WatsonxStack } from '../../../stacks/watsonx/watsonx-stack.js';
import { pathOf } from '../../../topology/path.js';
import { workloadsOn } from '../../../topology/views.js';
import type { WatsonxHost } from '../schema.js';

/** The instance that calls are counted on, who may call it for each workload, and the service ID whose key the gateway has. */
export class RuntimeStack extends WatsonxStack {
  constructor(scope: Construct, context: StackContext, id: string, host: WatsonxHost) {
    super(scope, context, { account: host.account, region: host.region, name: ['watsonx-runtime', id], origin: pathOf('hosts', id) });
    const { topology } = context;
    const name = instanceName(topology, id);
    const { guid } = new RuntimeInstance(this, 'Runtime', {
      name,
      plan: watsonxPlan(host.plan),
      region: host.region,
      resourceGroup: this.account.resourceGroup,
      tags: tagsFor(topology, { host: id }),
    });
    // Its key is made by hand, so that none is in a state; it opens nothing but the profiles.
    const service = new IbmResource(this, 'Gateway', 'ibm_iam_service_id', {
      name,
      description: `Gateways that call ${id}; its key may take their trusted profiles`,
    });
    const takenBy = service.attribute('id');
    // Workload ids are the user's: in a scope of their own they meet no construct of the stack.
    const workloads = new Construct(this, 'Workloads');
    for (const [workload] of workloadsOn(topology, id)) {
      const description = `Gateway calls on behalf of ${workload}`;
      const profile = new WorkloadProfile(workloads, workload, {
        name: profileName(topology, id, workload),
        description,
        takenBy,
        instance: guid,
        roles: watsonxApi().roles,
      });
      setOrigin(profile, pathOf('workloads', workload));
    }
  }
}
