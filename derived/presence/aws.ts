import type { Topology } from '../../topology/schema/topology.js';
import type { Workload } from '../../topology/schema/workloads.js';
import { boundedAccounts } from '../boundary.js';
import { watchedTogether } from '../gateway-alarms.js';
import { mintsTokens } from '../gateway-tokens.js';
import { logArchiveOf } from '../landing-zone.js';
import { answeringIn, forwardedDomains, transitAttachments } from '../link-halves.js';
import { providerKeysOf } from '../provider-keys.js';
import { weightsPlaces } from '../supply.js';
import { watchedModels } from '../watched-models.js';
import { partOf } from './part.js';
import { of, type Questions } from './question.js';

/** What decides whether stacks on AWS have something. */
export const awsConditions: Questions<boolean> = {
  'invocation logging': of('aws-account', ({ accounts }, { account }) => accounts.aws[account]?.bedrock.invocationLogging !== 'off'),
  'flow logs that are kept here': (topology, { kind, parts: [id = ''] }) => {
    const region = kind === 'aws-network' ? topology.networks[id]?.region : kind === 'aws-weights-ingest' || kind === 'aws-images' ? id : undefined;
    return region === undefined ? undefined : logArchiveOf(topology, region) === undefined;
  },
  'a proxy that exists': of('aws-weights-ingest', ({ existing }, { parts: [region = ''] }) => existing.ingestProxies[region] !== undefined),
  'a way to the internet of its own': of('aws-weights-ingest', ({ existing }, { parts: [region = ''] }) => existing.ingestProxies[region] === undefined),
  'answers for links': of('aws-network', (topology, { parts: [id = ''] }) => answeringIn(topology, id) !== undefined),
  'names that links answer': of('aws-network', (topology, { parts: [id = ''] }) =>
    forwardedDomains(topology, id).some(({ answered }) => Array.isArray(answered)),
  ),
  'a first signing key with a name': of('aws-weights', ({ weights }) => weights.signingKeyGeneration === 1 && weights.ingest !== undefined),
};

/** How many of something stacks on AWS have. */
export const awsNumbers: Questions<number> = {
  budgets: of('aws-finance', (topology, stack) => partOf(topology, stack)?.workloads.filter(([, { budget }]) => budget !== undefined).length),
  'workloads with a budget': of('aws-allocated-cost', ({ workloads }) => Object.values(workloads).filter(({ budget }) => budget !== undefined).length),
  'availability zones': of('aws-network', (topology, { parts: [id = ''] }) => topology.networks[id]?.availabilityZones?.length),
  'alarms of workloads of the zone': of('aws-gateway', (topology, { parts: [zone] }) => watchedTogether(workloadsOf(topology, zone)).length),
  'alarms of budgets of the zone': of(
    'aws-gateway',
    (topology, { parts: [zone] }) => watchedTogether(workloadsOf(topology, zone).filter(({ budget }) => budget !== undefined)).length,
  ),
  'bounded accounts': of('aws-organization', (topology) => boundedAccounts(topology).length),
  'models by account': of('aws-weights-ingest', (topology, { parts: [region] }) =>
    weightsPlaces(topology, 'aws').reduce((sum, place) => sum + (place.region === region ? place.models.length : 0), 0),
  ),
  'roles made here': of(
    'aws-identity',
    (topology, stack) => partOf(topology, stack)?.workloads.filter(([id]) => topology.existing.roles[id] === undefined).length,
  ),
  'workloads with tokens for other clouds': of(
    'aws-identity',
    (topology, stack) => partOf(topology, stack)?.workloads.filter(([id]) => mintsTokens(topology, id)).length,
  ),
  'workloads that read keys of providers': of(
    'aws-identity',
    (topology, stack) => partOf(topology, stack)?.workloads.filter(([id]) => providerKeysOf(topology, id).length > 0).length,
  ),
  'watched models': of('aws-lifecycle', (topology, { account, parts: [region = ''] }) => watchedModels(topology, account, region).length),
  'transit gateways': of('aws-network', (topology, { parts: [id = ''] }) => transitAttachments(topology, id).length),
  'names that links resolve': of('aws-network', (topology, { parts: [id = ''] }) => forwardedDomains(topology, id).length),
  'names that rules made here resolve': of(
    'aws-network',
    (topology, { parts: [id = ''] }) => forwardedDomains(topology, id).filter(({ answered }) => Array.isArray(answered)).length,
  ),
  'later signing keys with a name': of('aws-weights', ({ weights }) => (weights.signingKeyGeneration > 1 && weights.ingest !== undefined ? 1 : 0)),
};

function workloadsOf({ workloads }: Topology, zone: string | undefined): Workload[] {
  return Object.values(workloads).filter((workload) => workload.zone === zone);
}
