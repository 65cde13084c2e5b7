import { ComputeInstanceGroupManager } from '@cdktf/provider-google/lib/compute-instance-group-manager/index.js';
import { ComputeRegionInstanceTemplate } from '@cdktf/provider-google/lib/compute-region-instance-template/index.js';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';

export interface GpuNodesProps {
  readonly project: string;
  readonly region: string;
  readonly zone: string;
  /** At most 36 characters: the template's name is completed by the provider. */
  readonly name: string;
  readonly machineType: string;
  readonly count: number;
  /** Full name of the image: a new image is a visible change, never a surprise. */
  readonly image: string;
  /** Cloud-init of the node. */
  readonly userData: string;
  readonly serviceAccount: string;
  /** Name of the reservation in the zone that nodes come from, and from nowhere else. */
  readonly reservation: string;
  /** Self link of the subnet. */
  readonly subnet: string | undefined;
  /** Key of the boot disk, and the grants Compute Engine needs to use it. */
  readonly key: { readonly name: string; readonly grants: readonly ITerraformDependable[] };
  /** Port that model servers answer on, by the name under which the load balancer looks for it. */
  readonly port: { readonly name: string; readonly number: number };
  /** Health check by which a node is replaced. */
  readonly healthCheck: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** Driver, vLLM's image of about 20 GB twice during an update, and room. Weights lie on local SSDs. */
const bootDiskGb = 200;
/** Until a node has its driver, its weights and its graphs; the load balancer sends nothing before. */
const startSeconds = 1_800;

/**
 * GPU nodes of one reservation, replaced one at a time: there is no spare A3 to launch first, so one goes before one comes.
 *
 * GPUs and local SSDs come with the machine type. Naming them here as well would be one more thing that has to match the
 * reservation.
 */
export class GpuNodes extends Construct {
  readonly group: ComputeInstanceGroupManager;

  constructor(scope: Construct, id: string, props: GpuNodesProps) {
    super(scope, id);
    const { project, port } = props;
    const template = this.template(props);
    this.group = new ComputeInstanceGroupManager(this, 'Group', {
      project,
      zone: props.zone,
      name: props.name,
      baseInstanceName: props.name,
      targetSize: props.count,
      version: [{ instanceTemplate: template.selfLink }],
      namedPort: [{ name: port.name, port: port.number }],
      autoHealingPolicies: { healthCheck: props.healthCheck, initialDelaySec: startSeconds },
      updatePolicy: {
        type: 'PROACTIVE',
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

  private template(props: GpuNodesProps): ComputeRegionInstanceTemplate {
    const labels = { ...props.labels };
    return new ComputeRegionInstanceTemplate(this, 'Template', {
      project: props.project,
      region: props.region,
      namePrefix: `${props.name}-`,
      machineType: props.machineType,
      disk: [
        {
          boot: true,
          autoDelete: true,
          sourceImage: props.image,
          diskType: 'pd-ssd',
          diskSizeGb: bootDiskGb,
          diskEncryptionKey: { kmsKeySelfLink: props.key.name },
          labels,
        },
      ],
      // No access_config: without one an instance has no public address.
      networkInterface: [{ subnetwork: props.subnet, nicType: 'GVNIC', stackType: 'IPV4_ONLY' }],
      reservationAffinity: {
        type: 'SPECIFIC_RESERVATION',
        specificReservation: { key: 'compute.googleapis.com/reservation-name', values: [props.reservation] },
      },
      // Instances with GPUs cannot be moved.
      scheduling: { provisioningModel: 'STANDARD', automaticRestart: true, onHostMaintenance: 'TERMINATE' },
      shieldedInstanceConfig: { enableSecureBoot: true, enableVtpm: true, enableIntegrityMonitoring: true },
      // Roles decide; the scope only has to be no narrower.
      serviceAccount: { email: props.serviceAccount, scopes: ['https://www.googleapis.com/auth/cloud-platform'] },
      canIpForward: false,
      metadata: {
        'block-project-ssh-keys': 'TRUE',
        // The image moves by a change of the topology only.
        'cos-update-strategy': 'update_disabled',
        'enable-oslogin': 'TRUE',
        // Health of the operating system, from an agent that the image has.
        'google-monitoring-enabled': 'true',
        'serial-port-enable': 'FALSE',
        // What the units print, without an agent and without a way out.
        'serial-port-logging-enable': 'TRUE',
        'user-data': literal(props.userData),
      },
      labels,
      dependsOn: [...props.key.grants],
      lifecycle: { createBeforeDestroy: true },
    });
  }
}

/** Text in which Terraform must not look for expressions of its own. */
function literal(text: string): string {
  return text.replace(/([$%])\{/g, (_, sign: string) => `${sign}${sign}{`);
}
