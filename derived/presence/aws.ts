import { federationOf } from '../../clouds/clouds.js';
import { bedrockReach } from '../../hosts/bedrock/reach.js';
import { cloudOf, type Host, isHost } from '../../hosts/schemas.js';
import { hostsOf } from '../../hosts/select.js';
import type { AwsFleetHost } from '../../hosts/self-hosted-aws/schema.js';
import { bedrockParts } from '../../hosts/shared/workload-parts.js';
import type { PrivateFrontForm } from '../../topology/schema/private-front.js';
import type { Topology } from '../../topology/schema/topology.js';
import type { Workload } from '../../topology/schema/workloads.js';
import { entity, gatewayNetwork, workloadsOn } from '../../topology/views.js';
import { boundedAccounts } from '../boundary.js';
import type { ExpectedStack } from '../expected-stacks.js';
import { logArchiveOf, nodeAgentsOf } from '../landing-zone.js';
import { answeringIn, forwardedDomains, transitAttachments } from '../link-halves.js';
import { weightsPlaces } from '../supply.js';
import { partOf } from './part.js';
import { of, ofHost, type Question, type Questions } from './question.js';

/** What decides whether stacks on AWS have something. */
export const awsConditions: Questions<boolean> = {
  'invocation logging': of('aws-account', ({ accounts }, { account }) => accounts.aws[account]?.bedrock.invocationLogging !== 'off'),
  'a guardrail that further parts name': of('aws-bedrock', (topology, stack) => isDivided(topology, stack)),
  'a guardrail made here that further parts name': of(
    'aws-bedrock',
    (topology, stack) => isDivided(topology, stack) && topology.existing.guardrails[stack.parts[0] ?? ''] === undefined,
  ),
  'flow logs that are kept here': (topology, { kind, parts: [id = ''] }) => {
    const region = kind === 'aws-network' ? topology.networks[id]?.region : kind === 'aws-weights-ingest' ? id : undefined;
    return region === undefined ? undefined : logArchiveOf(topology, region) === undefined;
  },
  blocks: ofFleet(({ capacity }) => Object.keys(capacity.blocks).length > 0),
  scaling: ofFleet(({ scaling }) => scaling !== undefined),
  'metrics of servers': ofFleet(({ images }) => images.metrics !== undefined),
  'metrics of servers that somebody calls': of(
    'aws-fleet',
    ofHost((id, host, topology) => (isHost(host, 'self-hosted-aws') ? host.images.metrics !== undefined && workloadsOn(topology, id).length > 0 : undefined)),
  ),
  'metrics of GPUs': ofFleet(hasGpuMetrics),
  'a next engine': ofFleet(({ transition }) => transition !== undefined),
  'metrics of the servers of a next engine': ofFleet(({ transition, images }) => transition !== undefined && images.metrics !== undefined),
  'metrics of the GPUs of a next engine': ofFleet((fleet) => fleet.transition !== undefined && hasGpuMetrics(fleet)),
  'scaling by what waits': ofFleet(({ scaling, images }) => scaling?.waitingPerReplica !== undefined && images.metrics !== undefined),
  'a private certificate': ofFront(({ privateCertificate }) => privateCertificate !== undefined),
  'a record of its name': ofFront(({ zone }) => zone !== undefined),
  'a zone of its name': ofFront(({ zone }) => zone === 'made'),
  'answers for links': of('aws-network', (topology, { parts: [id = ''] }) => answeringIn(topology, id) !== undefined),
  'names that links answer': of('aws-network', (topology, { parts: [id = ''] }) =>
    forwardedDomains(topology, id).some(({ answered }) => Array.isArray(answered)),
  ),
  'a first signing key with a name': of('aws-weights', ({ weights }) => weights.signingKeyGeneration === 1 && weights.ingest !== undefined),
};

/** How many of something stacks on AWS have. */
export const awsNumbers: Questions<number> = {
  budgets: of('aws-finance', (topology, stack) => partOf(topology, stack)?.workloads.filter(([, { budget }]) => budget !== undefined).length),
  blocks: ofHost((_, host) => (isHost(host, 'self-hosted-aws') ? Object.keys(host.capacity.blocks).length : undefined)),
  schedules: ofHost((_, host) => (isHost(host, 'self-hosted-aws') ? Object.keys(host.scaling?.schedules ?? {}).length : undefined)),
  'recipients of the next engine': ofHost((_, host, { finance }) => (isNext(host) ? finance.notify.length : 0)),
  'agents beside the next engine': ofHost((id, host, topology) => (isNext(host) ? nodeAgentsOf(topology, id).length : 0)),
  'availability zones': of('aws-network', (topology, { parts: [id = ''] }) => topology.networks[id]?.availabilityZones?.length),
  'workloads of the zone': of('aws-gateway', (topology, { parts: [zone] }) => workloadsOf(topology, zone).length),
  'workloads of the zone with a budget': of(
    'aws-gateway',
    (topology, { parts: [zone] }) => workloadsOf(topology, zone).filter(({ budget }) => budget !== undefined).length,
  ),
  'bounded accounts': of('aws-organization', (topology) => boundedAccounts(topology).length),
  'models by account': of('aws-weights-ingest', (topology, { parts: [region] }) =>
    weightsPlaces(topology, 'aws').reduce((sum, place) => sum + (place.region === region ? place.models.length : 0), 0),
  ),
  'workloads with tokens for other clouds': of(
    'aws-identity',
    (topology, stack) => partOf(topology, stack)?.workloads.filter(([id]) => mintsTokens(topology, id)).length,
  ),
  'watched models': of('aws-lifecycle', (topology, { account, parts: [region] }) => {
    const hosts = hostsOf(topology, 'bedrock').filter(([, host]) => host.account === account && host.region === region);
    return new Set(hosts.map(([, host]) => bedrockReach(topology, host).modelId)).size;
  }),
  'transit gateways': of('aws-network', (topology, { parts: [id = ''] }) => transitAttachments(topology, id).length),
  'names that links resolve': of('aws-network', (topology, { parts: [id = ''] }) => forwardedDomains(topology, id).length),
  'names that rules made here resolve': of(
    'aws-network',
    (topology, { parts: [id = ''] }) => forwardedDomains(topology, id).filter(({ answered }) => Array.isArray(answered)).length,
  ),
  'later signing keys with a name': of('aws-weights', ({ weights }) => (weights.signingKeyGeneration > 1 && weights.ingest !== undefined ? 1 : 0)),
};

const isNext = (host: Host) => isHost(host, 'self-hosted-aws') && host.transition !== undefined;

function hasGpuMetrics({ images }: AwsFleetHost): boolean {
  return images.metrics !== undefined && images.dcgm !== undefined;
}

function workloadsOf({ workloads }: Topology, zone: string | undefined): Workload[] {
  return Object.values(workloads).filter((workload) => workload.zone === zone);
}

/** Asked of load balancers with a name, of fleets and of gateways. */
function ofFront(holds: (endpoint: PrivateFrontForm) => boolean): Question<boolean> {
  const fleet = ofFleet(({ endpoint }) => holds(endpoint));
  return (topology, stack, outputs) => {
    if (stack.kind !== 'aws-gateway') return fleet(topology, stack, outputs);
    const endpoint = topology.gateway.zones[stack.parts[0] ?? '']?.endpoint;
    return endpoint === undefined ? undefined : holds(endpoint);
  };
}

function ofFleet(holds: (fleet: AwsFleetHost) => boolean): Question<boolean> {
  return of(
    'aws-fleet',
    ofHost((_, host) => (isHost(host, 'self-hosted-aws') ? holds(host) : undefined)),
  );
}

/** Whether a stack is the first of several that serve one host. */
function isDivided(topology: Topology, { parts: [id = '', ...part] }: ExpectedStack): boolean {
  return part.length === 0 && bedrockParts(topology, id).length > 1;
}

/** Whether the gateway role of a workload mints tokens: for hosts of clouds that take them. */
function mintsTokens(topology: Topology, id: string): boolean {
  const workload = entity(topology.workloads, id);
  if (topology.networks[gatewayNetwork(topology, workload) ?? '']?.cloud !== 'aws') return false;
  return workload.route.some((of) => {
    const host = entity(topology.hosts, of);
    const federation = federationOf(cloudOf(host))?.kind;
    if (federation !== 'audience-of-the-provider') return federation === 'one-audience';
    return entity(topology.accounts.google, host.account).federation !== 'aws';
  });
}
