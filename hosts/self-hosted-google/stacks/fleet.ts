import type { ComputeInstanceGroupManager } from '@cdktf/provider-google/lib/compute-instance-group-manager/index.js';
import { Construct } from 'constructs';
import { EncryptionKey } from '../../../constructs/google/encryption/encryption-key.js';
import type { UsableKey } from '../../../constructs/google/encryption/usable-key.js';
import { ApiKeySecret } from '../../../constructs/google/fleet/api-key-secret.js';
import { GpuNodeAccount } from '../../../constructs/google/fleet/gpu-node-account.js';
import { setOrigin } from '../../../constructs/origin.js';
import { type FleetVersion, googleFleetName } from '../../../derived/google-fleet-names.js';
import { apiKeySecretId } from '../../../derived/names.js';
import { nextVersion } from '../../../derived/next-version.js';
import { googleBucket } from '../../../derived/weights-buckets.js';
import { settlingSeconds } from '../../../facts/waits.js';
import type { StackContext } from '../../../stacks/context.js';
import { computeAgent, serviceAgent } from '../../../stacks/google/account.js';
import { GoogleStack } from '../../../stacks/google/google-stack.js';
import { cryptoKeyName, keyPlace, nodeAccountId } from '../../../stacks/google/names.js';
import { modelServing } from '../../../stacks/serving.js';
import { pathOf } from '../../../topology/path.js';
import type { GoogleAccount } from '../../../topology/schema/accounts.js';
import type { Topology } from '../../../topology/schema/topology.js';
import { entity } from '../../../topology/views.js';
import type { GoogleFleetHost } from '../schema.js';
import { admitBalancer, fleetFront, nextRoute } from './fleet-front.js';
import { fleetGroups, nodeHealing } from './fleet-groups.js';
import { fleetReaders, ownRepositories } from './fleet-node.js';
import type { Fleet, NodeRights } from './fleet-parts.js';
import { type RunningVersion, watchFleet } from './fleet-watch.js';

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
    const account = entity(topology.accounts.google, host.account);
    const fleet = this.version(topology, id, host, 'present');
    const rights = this.rights(fleet, account);
    const healing = nodeHealing(this, fleet);
    const run = (scope: Construct, version: Fleet) => running(scope, version, fleetGroups(scope, version, rights, healing));
    const present = run(this, fleet);
    const next = this.next(topology, id, host, run);
    admitBalancer(this, fleet, rights.serviceAccount);
    fleetFront(this, fleet, present.urls, next && nextRoute(next.scope, next.fleet, next.urls));
    watchFleet(this, present, next);
  }

  /** One version of the fleet, as its parts see it. `host`: with the model and nodes of this version. */
  private version(topology: Topology, id: string, host: GoogleFleetHost, version: FleetVersion): Fleet {
    return {
      id,
      version,
      host,
      topology,
      project: entity(topology.accounts.google, host.account).project,
      name: googleFleetName(topology, id, version),
      serving: modelServing(topology, id, host, 'per-node'),
      labels: this.labels,
    };
  }

  /** The model that takes over: on nodes of its own, by name behind the same load balancer. */
  private next(topology: Topology, id: string, host: GoogleFleetHost, run: (scope: Construct, version: Fleet) => Running): Running | undefined {
    const served = nextVersion(host);
    if (served === undefined) return undefined;
    const scope = new Construct(this, 'Next');
    setOrigin(scope, pathOf('hosts', id, 'transition'));
    return run(scope, this.version(topology, id, served, 'next'));
  }

  /** The key declared for the host, whose owner grants it to the agents, or one of its own. */
  private key({ id, host, topology, project, labels }: Fleet, account: GoogleAccount): UsableKey {
    const existing = topology.existing.keys[id];
    if (existing !== undefined) return { name: existing, grants: [] };
    const { usable } = new EncryptionKey(this, 'Key', {
      place: keyPlace(topology, `fleet-${id}`, { project, location: host.region, labels }),
      users: { Compute: computeAgent(account), Secrets: serviceAgent(account, 'secretmanager') },
      settleSeconds: settlingSeconds('google-grant'),
    });
    return usable;
  }

  /** What nodes run as, the key of their disks, and the API key that they and the gateways read. */
  private rights(fleet: Fleet, account: GoogleAccount): NodeRights {
    const { id, host, topology, project, labels } = fleet;
    const { region } = host;
    const key = this.key(fleet, account);
    const nodes = new GpuNodeAccount(this, 'NodeAccount', {
      project,
      accountId: nodeAccountId(topology, id),
      description: `Nodes of ${id}`,
      weightsBucket: googleBucket(topology, host.account, region),
      signingKey: cryptoKeyName(topology, account, region, `signing-${topology.weights.signingKeyGeneration}`),
      registryLocation: region,
      repositories: ownRepositories(topology, id, host),
    });
    new ApiKeySecret(this, 'ApiKey', {
      project,
      region,
      secretId: apiKeySecretId(topology.name, id),
      key,
      readers: { Nodes: nodes.account.member, ...fleetReaders(topology, id, project) },
      labels,
    });
    return { serviceAccount: nodes.account.email, key };
  }
}

/** A version whose nodes run, and the URLs of their groups. */
interface Running extends RunningVersion {
  readonly urls: readonly string[];
}

function running(scope: Construct, fleet: Fleet, groups: readonly ComputeInstanceGroupManager[]): Running {
  return { scope, fleet, groups: groups.map((group) => group.name), urls: groups.map((group) => group.instanceGroup) };
}
