import { Aspects } from 'cdktf';
import { Construct } from 'constructs';
import { entraAudience } from '../../clouds/azure.js';
import { WorkloadIdentity, type WorkloadIdentityProps } from '../../constructs/azure/identity/workload-identity.js';
import { TagAspect } from '../../constructs/azure/provider/tag-aspect.js';
import { setOrigin } from '../../constructs/origin.js';
import { tagsFor } from '../../derived/tags.js';
import { pathOf } from '../../topology/path.js';
import { workloadsOn } from '../../topology/views.js';
import type { StackContext } from '../context.js';
import { gatewayPrincipal } from '../federation.js';

/** One identity per workload routed to a host: client ids by workload. */
export function workloadIdentities(
  scope: Construct,
  context: StackContext,
  host: string,
  shared: Omit<WorkloadIdentityProps, 'name' | 'trusts'>,
  prefix: string,
): Record<string, string> {
  // Workload ids are the user's: in a scope of their own they meet no construct of the stack.
  const workloads = new Construct(scope, 'Workloads');
  return Object.fromEntries(
    workloadsOn(context.topology, host).map(([workload]) => {
      const { issuer, subject } = gatewayPrincipal(context, workload) ?? {};
      const identity = new WorkloadIdentity(workloads, workload, {
        ...shared,
        name: `${prefix}-for-${workload}`,
        ...(issuer !== undefined && subject !== undefined && { trusts: { issuer, subject, audience: entraAudience } }),
      });
      setOrigin(identity, pathOf('workloads', workload));
      Aspects.of(identity).add(new TagAspect(tagsFor(context.topology, { host, workload })));
      return [workload, identity.clientId];
    }),
  );
}
