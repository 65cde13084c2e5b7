import { ComputeFirewall } from '@cdktf/provider-google/lib/compute-firewall/index.js';
import { DnsRecordSet } from '@cdktf/provider-google/lib/dns-record-set/index.js';
import type { Construct } from 'constructs';
import { ApiKeySecret } from '../../../constructs/google/api-key-secret.js';
import { EncryptionKey } from '../../../constructs/google/encryption-key.js';
import { GpuNodeAccount } from '../../../constructs/google/gpu-node-account.js';
import { GpuNodes } from '../../../constructs/google/gpu-nodes.js';
import { InternalLoadBalancer, ModelServerHealth } from '../../../constructs/google/internal-load-balancer.js';
import { PrivateZone } from '../../../constructs/google/private-zone.js';
import { setOrigin } from '../../../constructs/origin.js';
import { timeouts } from '../../../constructs/timeouts.js';
import { googleWeightsBucket, physicalName } from '../../../derived/names.js';
import { healthCheckRanges, nodeImageName } from '../../../facts/google.js';
import { nodeHardware } from '../../../facts/hardware.js';
import { settlingSeconds } from '../../../facts/waits.js';
import { googleUserData } from '../../../runtime/node/google/user-data.js';
import { requestsPerSecond } from '../../../stacks/admission.js';
import type { StackContext } from '../../../stacks/context.js';
import { computeAgent, serviceAgent } from '../../../stacks/google/account.js';
import { GoogleStack } from '../../../stacks/google/google-stack.js';
import { apiKeySecretId, cryptoKeyName, keyNames, networkAddresses, networkNames, nodeAccountId, reservationName } from '../../../stacks/google/names.js';
import { type ModelServing, modelServing } from '../../../stacks/serving.js';
import { pathOf } from '../../../topology/path.js';
import { entity, workloadsOn } from '../../../topology/views.js';
import { nodeCounts } from '../reservations.js';
import type { GoogleFleetHost } from '../schema.js';
import { fleetReaders, googleNode, repositoryOf } from './fleet-node.js';
import { watchFleet } from './fleet-watch.js';

/**
 * vLLM on A3 machines behind an internal load balancer.
 *
 * After the account's foundation, its weights and the host's capacity: network, bucket and reservations are found by name.
 */
export class FleetStack extends GoogleStack {
  constructor(scope: Construct, context: StackContext, id: string, host: GoogleFleetHost) {
    super(scope, context, {
      account: host.account,
      region: host.region,
      name: ['google-fleet', id],
      origin: pathOf('hosts', id),
      tags: { host: id },
    });
    const { topology } = context;
    const { labels } = this;
    const account = entity(topology.accounts.google, host.account);
    const { project } = account;
    const { region } = host;
    const network = networkNames(topology, host.network);
    const name = physicalName(36, topology.name, id);
    const serving = modelServing(topology, host, 'per-node');
    const port = { name: 'vllm', number: serving.port };

    const names = keyNames(topology, `fleet-${id}`);
    const encryption = new EncryptionKey(this, 'Key', {
      project,
      location: region,
      keyRing: names.keyRing,
      name: names.key,
      users: { Compute: computeAgent(account), Secrets: serviceAgent(account, 'secretmanager') },
      settleSeconds: settlingSeconds('google-grant'),
      labels,
    });
    const key = { name: encryption.key.id, grants: encryption.grants };
    const { account: nodeAccount } = new GpuNodeAccount(this, 'NodeAccount', {
      project,
      accountId: nodeAccountId(topology, id),
      description: `Nodes of ${id}`,
      weightsBucket: googleWeightsBucket(topology.name, project, region),
      signingKey: cryptoKeyName(topology, account, region, `signing-${topology.weights.signingKeyGeneration}`),
      registryLocation: region,
      repositories: [...new Set([repositoryOf(host.image), repositoryOf(host.driver.installer)])].sort(),
    });
    new ApiKeySecret(this, 'ApiKey', {
      project,
      region,
      secretId: apiKeySecretId(topology, id),
      key,
      readers: { Nodes: nodeAccount.member, ...fleetReaders(topology, id, project) },
      labels,
    });
    const health = { project, region, healthPath: serving.healthPath, port: serving.port };
    const healing = new ModelServerHealth(this, 'Healing', { ...health, name: `${name}-healing`, check: timeouts.healing });
    const userData = googleUserData(googleNode(topology, id, host, serving));
    const groups = nodeCounts(host).map(([reservation, { zone, nodes: count }]) => {
      const nodes = new GpuNodes(this, `Nodes-${reservation}`, {
        project,
        region,
        zone,
        name: physicalName(36, topology.name, id, reservation),
        machineType: host.nodes.instanceType,
        count,
        image: nodeImageName(host.nodeImage) ?? host.nodeImage,
        userData,
        serviceAccount: nodeAccount.email,
        reservation: reservationName(topology, id, reservation),
        subnet: network.subnet,
        key,
        port,
        healthCheck: healing.id,
        labels,
      });
      setOrigin(nodes, pathOf('hosts', id, 'nodes'));
      return nodes.group;
    });
    this.admitBalancer(context, name, host, serving, nodeAccount.email);
    const balancer = new InternalLoadBalancer(this, 'Front', {
      project,
      networkProject: network.project,
      region,
      name,
      network: network.network,
      subnet: network.subnet,
      certificate: host.endpoint.certificate,
      port,
      healthPath: serving.healthPath,
      groups: groups.map((group) => group.instanceGroup),
      requestsPerSecond: requestsPerSecond(
        workloadsOn(topology, id).map(([, workload]) => workload),
        { model: entity(topology.models, host.model), hardware: nodeHardware('google', host.nodes.instanceType), replicas: serving.replicasPerNode },
      ),
      labels,
    });
    setOrigin(balancer, pathOf('hosts', id, 'endpoint'));
    // The zone holds this one name, so that the rest of its domain resolves as before.
    const zone = new PrivateZone(this, 'Zone', {
      project: network.project,
      network: network.network,
      name: `${name}-front`,
      domain: host.endpoint.hostname,
      description: `Model servers of ${id}`,
      labels,
    });
    new DnsRecordSet(this, 'Name', {
      project: network.project,
      managedZone: zone.name,
      name: `${host.endpoint.hostname}.`,
      type: 'A',
      ttl: 60,
      rrdatas: [balancer.address.address],
    });
    watchFleet(this, { project, id, host, name, groups: groups.map((group) => group.name), notify: topology.finance.notify, labels });
  }

  /** Proxies of the load balancer and probes of health checks reach the model servers' port, and nothing else does. */
  private admitBalancer({ topology }: StackContext, name: string, host: GoogleFleetHost, serving: ModelServing, nodes: string): void {
    const network = networkNames(topology, host.network);
    const exists = topology.existing.networks[host.network] !== undefined;
    // Where the proxy-only subnet of an existing network lies is not declared; it is somewhere in the network.
    const proxies = exists ? entity(topology.networks, host.network).cidr : networkAddresses(topology, host.network).proxies;
    new ComputeFirewall(this, 'FromBalancer', {
      project: network.project,
      network: network.network,
      name: `${name}-from-balancer`,
      direction: 'INGRESS',
      priority: 1000,
      sourceRanges: [proxies, ...healthCheckRanges()].sort(),
      targetServiceAccounts: [nodes],
      allow: [{ protocol: 'tcp', ports: [String(serving.port)] }],
      logConfig: { metadata: 'INCLUDE_ALL_METADATA' },
    });
  }
}
