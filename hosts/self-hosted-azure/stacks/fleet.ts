import { ResourceGroup } from '@cdktf/provider-azurerm/lib/resource-group/index.js';
import { UserAssignedIdentity } from '@cdktf/provider-azurerm/lib/user-assigned-identity/index.js';
import { type ITerraformDependable, TerraformOutput } from 'cdktf';
import type { Construct } from 'constructs';
import { AuditLog } from '../../../constructs/azure/audit/audit-log.js';
import { CustomerManagedKey } from '../../../constructs/azure/encryption/customer-managed-key.js';
import { DiskEncryption } from '../../../constructs/azure/encryption/disk-encryption.js';
import { ApiKeyVault } from '../../../constructs/azure/fleet/api-key-vault.js';
import { type GpuNode, GpuNodes } from '../../../constructs/azure/fleet/gpu-nodes.js';
import { NodeIdentity } from '../../../constructs/azure/fleet/node-identity.js';
import { setOrigin } from '../../../constructs/origin.js';
import { timeouts } from '../../../constructs/timeouts.js';
import { azureFleetNames, azureWeights } from '../../../derived/azure-fleet-names.js';
import { networkPlace } from '../../../derived/azure-places.js';
import { physicalName } from '../../../derived/names.js';
import { azureNodeImage } from '../../../facts/azure.js';
import { settlingSeconds } from '../../../facts/waits.js';
import { azureUserData } from '../../../runtime/node/azure/user-data.js';
import { AzureStack } from '../../../stacks/azure/azure-stack.js';
import { workloadIdentities } from '../../../stacks/azure/workload-identities.js';
import type { StackContext } from '../../../stacks/context.js';
import { modelServing } from '../../../stacks/serving.js';
import { pathOf } from '../../../topology/path.js';
import { nodePlaces } from '../reservations.js';
import type { AzureFleetHost } from '../schema.js';
import { fleetFront } from './fleet-front.js';
import { azureNode } from './fleet-node.js';
import type { Fleet } from './fleet-parts.js';
import { watchFleet } from './fleet-watch.js';

/** Days that entries and lines of nodes are kept: one year, so that a yearly review sees all of it. */
const retentionInDays = 365;
/** Machines are called after their scale set, with six characters more, of at most 63. */
const scaleSetName = 57;

/** vLLM on ND H100 v5 machines behind an internal Application Gateway. After the network and the weights of its subscription: both are found by name. */
export class FleetStack extends AzureStack {
  constructor(scope: Construct, context: StackContext, id: string, host: AzureFleetHost) {
    super(scope, context, { account: host.account, name: ['azure-fleet', id], origin: pathOf('hosts', id), tags: { host: id } });
    const { topology } = context;
    const names = azureFleetNames(topology, id);
    const group = new ResourceGroup(this, 'ResourceGroup', { name: names.base, location: host.region });
    const place = { resourceGroupName: group.name, location: host.region };
    const network = networkPlace(topology, host.network);
    const fleet: Fleet = { id, host, topology, names, place, network, serving: modelServing(topology, id, host, 'per-node') };
    const log = new AuditLog(this, 'Log', { ...place, name: names.base, retentionInDays });
    const apiKey = new ApiKeyVault(this, 'ApiKey', {
      ...place,
      name: names.apiKeyVault,
      tenantId: this.account.tenant,
      endpoint: { place: this.endpointPlace(fleet), dnsZoneIds: network.dnsZoneIds.vault },
    });
    log.record('ApiKeyVault', apiKey.vault.id, 'AuditEvent');
    const front = fleetFront(this, fleet);
    const node = this.nodeOf(fleet, apiKey.vault.id, log);
    const nodes = nodePlaces(host).map(([key, at]): [string, string] => {
      // A reservation may have any key, so what is on demand has none.
      const reserved = at.group !== undefined;
      const set = new GpuNodes(this, reserved ? `Nodes-${key}` : 'NodesOnDemand', {
        resourceGroupName: group.name,
        name: reserved ? physicalName(scaleSetName, names.base, key) : names.base,
        place: { location: host.region, zone: at.zone },
        capacity: { nodes: at.nodes, groupId: at.group },
        network: { subnetId: network.fleetSubnets.nodes, poolId: front.poolId },
        node,
      });
      setOrigin(set, pathOf('hosts', id, 'nodes'));
      return [reserved ? `of-${key}` : 'on-demand', set.id];
    });
    watchFleet(this, fleet, { log, nodes: Object.fromEntries(nodes), frontId: front.id });
    const right = { as: 'ApiKey', scopeId: apiKey.vault.id, roleName: 'Key Vault Secrets User' };
    const clientIds = workloadIdentities(this, context, id, { ...place, right }, names.base);
    new TerraformOutput(this, 'client_ids', { value: clientIds, description: 'Identity by workload: AZURE_CLIENT_ID of the gateway' });
  }

  /** Endpoints are in the network of the nodes, and belong to the fleet. */
  private endpointPlace({ place, network }: Fleet) {
    return { resourceGroupName: place.resourceGroupName, location: network.location, subnetId: network.subnetId };
  }

  private nodeOf(fleet: Fleet, apiKeyVaultId: string, log: AuditLog): GpuNode {
    const { host, topology, names, place, serving } = fleet;
    const weights = azureWeights(topology, host.account, host.region);
    const identity = new NodeIdentity(this, 'NodeIdentity', {
      ...place,
      name: `${names.base}-nodes`,
      weightsContainerId: weights.containerId,
      signingKeyId: weights.signingKeyId,
      registryId: host.registry,
      apiKeyVaultId,
    });
    const { port, healthPath: path } = serving;
    return {
      size: host.nodes.instanceType,
      // One that facts do not know is refused by supply-chain/ami-pinned; until then it is named as it was declared.
      image: azureNodeImage(host.nodeImage) ?? { publisher: 'unknown', offer: 'unknown', sku: 'unknown', version: host.nodeImage },
      userData: azureUserData(azureNode(fleet)),
      identityId: identity.id,
      diskEncryptionSetId: this.disks(fleet, log),
      health: { port, path, interval: timeouts.healing.interval, failures: timeouts.healing.failures },
      logAgent: host.logAgent,
    };
  }

  /** Disks are encrypted with the key declared for the host, or a new one in its own vault. */
  private disks(fleet: Fleet, log: AuditLog): string {
    const { place, names } = fleet;
    const identity = new UserAssignedIdentity(this, 'DiskKeyReader', { ...place, name: `${names.base}-disks` });
    const { keyId, after } = this.diskKey(fleet, identity, log);
    return new DiskEncryption(this, 'Disks', { ...place, name: names.base, keyId, identity, after }).id;
  }

  private diskKey(fleet: Fleet, identity: UserAssignedIdentity, log: AuditLog): { keyId: string; after: ITerraformDependable[] } {
    const { id, topology, place, names, network } = fleet;
    const existing = topology.existing.keys[id];
    // Its owner grants it to `DiskKeyReader`, between a first apply, which stops at the disks, and a second.
    if (existing !== undefined) return { keyId: existing, after: [] };
    const key = new CustomerManagedKey(this, 'Key', {
      ...place,
      vaultName: names.diskVault,
      keyName: 'disks',
      tenantId: this.account.tenant,
      userPrincipalId: identity.principalId,
      endpoint: { place: this.endpointPlace(fleet), dnsZoneIds: network.dnsZoneIds.vault },
      settleSeconds: settlingSeconds('azure-role'),
    });
    log.record('DiskVault', key.vault.id, 'AuditEvent');
    return { keyId: key.keyId, after: [key.ready] };
  }
}
