import { ComputeInstanceGroupManager } from '@cdktf/provider-google/lib/compute-instance-group-manager/index.js';
import { Construct } from 'constructs';
import { type NodeTemplateProps, nodeTemplate } from './node-template.js';

export interface GpuNodesProps {
  /** What each node is, where, and from which reservation. */
  readonly template: NodeTemplateProps;
  /** Zone of the reservation. */
  readonly zone: string;
  /** Nodes at any time, but while one is replaced. */
  readonly count: number;
  /** Port that model servers answer on, by the name under which the load balancer looks for it. */
  readonly port: { readonly name: string; readonly number: number };
  /** Id of the health check by which a node is replaced. */
  readonly healthCheck: string;
}

/**
 * Until a node has its driver, its weights and its graphs, in seconds; the load balancer sends nothing before. The longest there is: a node that loads the largest
 * model must not be replaced while it does, and one that never starts is told by an alarm long before.
 */
const startSeconds = 3_600;

/**
 * GPU nodes of one reservation. There is no spare A3 to launch first, so one goes before one comes, and groups of other zones would not wait: a change takes no node away by
 * itself, people replace one after the other (docs/runbooks/google-fleet.md). A node that is repaired starts from the template of the last apply, since the one it came from may be gone.
 *
 * GPUs and local SSDs come with the machine type. Naming them here as well would be one more thing that has to match the
 * reservation.
 */
export class GpuNodes extends Construct {
  readonly group: ComputeInstanceGroupManager;

  constructor(scope: Construct, id: string, props: GpuNodesProps) {
    super(scope, id);
    const { port } = props;
    const { project, name } = props.template;
    const template = nodeTemplate(this, props.template);
    this.group = new ComputeInstanceGroupManager(this, 'Group', {
      project,
      zone: props.zone,
      name,
      baseInstanceName: name,
      targetSize: props.count,
      version: [{ instanceTemplate: template.selfLink }],
      namedPort: [{ name: port.name, port: port.number }],
      autoHealingPolicies: { healthCheck: props.healthCheck, initialDelaySec: startSeconds },
      instanceLifecyclePolicy: { defaultActionOnFailure: 'REPAIR', forceUpdateOnRepair: 'YES' },
      updatePolicy: {
        type: 'OPPORTUNISTIC',
        minimalAction: 'REPLACE',
        mostDisruptiveAllowedAction: 'REPLACE',
        replacementMethod: 'RECREATE',
        maxSurgeFixed: 0,
        maxUnavailableFixed: 1,
      },
      // An apply that waits for thirty minutes per node tells less than the alarm does.
      waitForInstances: false,
      lifecycle: { preventDestroy: true },
    });
  }
}
