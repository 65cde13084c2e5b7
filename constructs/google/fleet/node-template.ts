import { ComputeRegionInstanceTemplate } from '@cdktf/provider-google/lib/compute-region-instance-template/index.js';
import type { Construct } from 'constructs';
import type { UsableKey } from '../encryption/usable-key.js';

/** What every node of a group is: machine, image, first boot and rights. */
export interface GpuNode {
  /** Compute Engine machine type, such as `a3-highgpu-8g`. */
  readonly machineType: string;
  /** Full name of the image: a new image is a visible change, never a surprise. */
  readonly image: string;
  /** Cloud-init of the node, in clear text. */
  readonly userData: string;
  /** E-mail address of the service account that the node runs as. */
  readonly serviceAccount: string;
  /** Key of the boot disk. */
  readonly key: UsableKey;
}

export interface NodeTemplateProps {
  /** Project of the nodes. */
  readonly project: string;
  /** Region of the nodes. */
  readonly region: string;
  /** At most 36 characters: the provider completes it. */
  readonly name: string;
  /** What each node is. */
  readonly node: GpuNode;
  /** Name of the reservation in the zone that nodes come from, and from nowhere else. */
  readonly reservation: string;
  /**
   * Self link of the subnet.
   * @default - none: an existing network that was declared without subnets
   */
  readonly subnet?: string | undefined;
  /** Labels of nodes and their disks. */
  readonly labels: Readonly<Record<string, string>>;
}

/** Driver, vLLM's image of about 20 GB twice during an update, and room. Weights lie on local SSDs. */
const bootDiskGb = 200;

/** Adds the instance template of a node to the scope. A change makes a new one before the old one goes. */
export function nodeTemplate(scope: Construct, props: NodeTemplateProps): ComputeRegionInstanceTemplate {
  const { node } = props;
  const labels = { ...props.labels };
  return new ComputeRegionInstanceTemplate(scope, 'Template', {
    project: props.project,
    region: props.region,
    namePrefix: `${props.name}-`,
    machineType: node.machineType,
    disk: [
      {
        boot: true,
        autoDelete: true,
        sourceImage: node.image,
        diskType: 'pd-ssd',
        diskSizeGb: bootDiskGb,
        diskEncryptionKey: { kmsKeySelfLink: node.key.name },
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
    serviceAccount: { email: node.serviceAccount, scopes: ['https://www.googleapis.com/auth/cloud-platform'] },
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
      'user-data': literal(node.userData),
    },
    labels,
    dependsOn: [...node.key.grants],
    lifecycle: { createBeforeDestroy: true },
  });
}

/** Text in which Terraform must not look for expressions of its own. */
function literal(text: string): string {
  return text.replace(/([$%])\{/g, (_, sign: string) => `${sign}${sign}{`);
}
