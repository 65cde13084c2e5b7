import { LinuxVirtualMachineScaleSet, type LinuxVirtualMachineScaleSetExtension } from '@cdktf/provider-azurerm/lib/linux-virtual-machine-scale-set/index.js';
import { Construct } from 'constructs';
import { loginKey } from './login-key.js';

/** What every node of a fleet is: machine, image, first boot and rights. */
export interface GpuNode {
  /** Size, such as `Standard_ND96isr_H100_v5`. */
  readonly size: string;
  /** Marketplace image in one version: a new one is a visible change, never a surprise. */
  readonly image: { readonly publisher: string; readonly offer: string; readonly sku: string; readonly version: string };
  /** Cloud-init of the node, in clear text. */
  readonly userData: string;
  /** Resource id of the identity that the node runs as. */
  readonly identityId: string;
  /** Resource id of the disk encryption set of the boot disk. */
  readonly diskEncryptionSetId: string;
  /** What Azure looks at from inside a node, to replace one that does not answer. Seconds. */
  readonly health: { readonly port: number; readonly path: string; readonly interval: number; readonly failures: number };
  /** Version of the agent that sends what units print, such as `1.37`. */
  readonly logAgent: string;
}

export interface GpuNodesProps {
  /** At most 57 characters: machines are called after it. */
  readonly name: string;
  /** Resource group that they are made in. */
  readonly resourceGroupName: string;
  /** Region and availability zone. */
  readonly place: { readonly location: string; readonly zone: string };
  /**
   * How many, and the capacity reservation group that they come from.
   * @default - no group: on demand
   */
  readonly capacity: { readonly nodes: number; readonly groupId: string | undefined };
  /** Resource ids of the subnet, and of the load balancer's pool that nodes join. */
  readonly network: { readonly subnetId: string; readonly poolId: string };
  /** What each node is. */
  readonly node: GpuNode;
}

/** vLLM's image of about 20 GB twice during an update, the image's own programs, and room. Weights are on local disks. */
const bootDiskGb = 256;
/** Until a node has its weights and its graphs: the longest start, and as long again. Azure takes 10 to 90 minutes. */
const repairAfter = 'PT60M';
/** How long Azure waits for a node that is to be deleted, the most that it takes: as long as the longest answer. */
const noticeBeforeEnd = 'PT15M';

/**
 * GPU nodes of one reservation, or of one zone on demand. A node that stops answering is replaced, one at a time; a change of the model reaches a node
 * when somebody rolls it (docs/adr/0140). Secure Boot is off, because that the driver is signed for it is not confirmed.
 */
export class GpuNodes extends Construct {
  /** Resource id of the scale set. */
  readonly id: string;

  constructor(scope: Construct, id: string, props: GpuNodesProps) {
    super(scope, id);
    const { node, capacity, network } = props;
    const set = new LinuxVirtualMachineScaleSet(this, 'Nodes', {
      name: props.name,
      resourceGroupName: props.resourceGroupName,
      location: props.place.location,
      zones: [props.place.zone],
      sku: node.size,
      instances: capacity.nodes,
      capacityReservationGroupId: capacity.groupId,
      // A reservation asks for it; nothing here uses the network between GPUs of two nodes.
      singlePlacementGroup: false,
      overprovision: false,
      upgradeMode: 'Manual',
      sourceImageReference: { ...node.image },
      customData: Buffer.from(node.userData).toString('base64'),
      adminUsername: 'nobody-logs-in',
      adminSshKey: [{ username: 'nobody-logs-in', publicKey: loginKey.text }],
      disablePasswordAuthentication: true,
      identity: { type: 'UserAssigned', identityIds: [node.identityId] },
      osDisk: { caching: 'ReadOnly', storageAccountType: 'Premium_LRS', diskSizeGb: bootDiskGb, diskEncryptionSetId: node.diskEncryptionSetId },
      secureBootEnabled: false,
      vtpmEnabled: true,
      networkInterface: [
        {
          name: 'node',
          primary: true,
          enableAcceleratedNetworking: true,
          ipConfiguration: [{ name: 'node', primary: true, subnetId: network.subnetId, applicationGatewayBackendAddressPoolIds: [network.poolId] }],
        },
      ],
      extension: extensions(node),
      automaticInstanceRepair: { enabled: true, gracePeriod: repairAfter, action: 'Replace' },
      terminationNotification: { enabled: true, timeout: noticeBeforeEnd },
      lifecycle: { preventDestroy: true },
    });
    this.id = set.id;
  }
}

/** Both are fetched by the machine's agent from the host that it is on, not over the network. */
function extensions({ health, identityId, logAgent }: GpuNode): LinuxVirtualMachineScaleSetExtension[] {
  const { port, path, interval, failures } = health;
  return [
    {
      name: 'health',
      publisher: 'Microsoft.ManagedServices',
      type: 'ApplicationHealthLinux',
      // Two states. The later form has more, which it reads in the answer; vLLM's is empty.
      typeHandlerVersion: '1.0',
      autoUpgradeMinorVersion: false,
      settings: JSON.stringify({ protocol: 'http', port, requestPath: path, intervalInSeconds: interval, numberOfProbes: failures }),
    },
    {
      name: 'log',
      publisher: 'Microsoft.Azure.Monitor',
      type: 'AzureMonitorLinuxAgent',
      typeHandlerVersion: logAgent,
      autoUpgradeMinorVersion: false,
      automaticUpgradeEnabled: false,
      settings: JSON.stringify({ authentication: { managedIdentity: { 'identifier-name': 'mi_res_id', 'identifier-value': identityId } } }),
    },
  ];
}
