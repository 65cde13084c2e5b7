import { locationValue, maasOffer, searchLocation, vertexOffer } from '../../facts/google.js';
import { nameLimit } from '../../facts/limits.js';
import { cloudOf, type Host } from '../../hosts/schemas.js';
import { hostsOn } from '../../hosts/select.js';
import { googleUse, traitsOf } from '../../hosts/traits.js';
import type { Outputs } from '../../topology/outputs.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity, gatewayNetwork, googlePrincipalOf, sortedEntries, workloadsOn } from '../../topology/views.js';
import { type Trust, trustIn } from '../gateway-trust.js';
import { googleSigningKey, physicalName } from '../names.js';
import { googleBucket } from '../weights-buckets.js';
import type { Bound, GrantContext, Values } from './blanks.js';
import type { StackPlace } from './stack-place.js';
import { providerAudience } from './token-audiences.js';

/** What may fill the blanks of a form in a module on Google. */
export function googleValues(topology: Topology, { place }: GrantContext): Values {
  const account = entity(topology.accounts.google, place.alias);
  const { project, number, organization, owns, perimeter } = account;
  // A project that only lends its networks has no boundary of its own.
  const made = owns && hostsIn(topology, place.alias).length > 0 && topology.existing.perimeters[place.alias] === undefined;
  return {
    project: [project],
    'project number': [number],
    organization: [organization],
    'every deployer': made && perimeter.mode === 'enforced' ? perimeter.deployers : [],
    'every deployer of the dry run': made && perimeter.mode === 'dry-run' ? perimeter.deployers : [],
    'pool id': [physicalName(32, topology.name, 'gateway')],
    'gateway role id': [physicalName(nameLimit('googleRole'), topology.name, 'llama', 'gateway').replaceAll('-', '_')],
    ...(topology.weights.ingestServiceAccount !== undefined && { 'ingest account': [topology.weights.ingestServiceAccount] }),
    ...hostValues(topology, place.subject, project),
    location: locationsOf(topology, place.alias),
    'allowed model': modelsOf(topology),
  };
}

/** The same for the entity that the name of a resource speaks of. */
export function googleBoundValues(topology: Topology, outputs: Outputs, { alias }: StackPlace, { workload, target, repository }: Bound): Values {
  const { project, federation } = entity(topology.accounts.google, alias);
  const trust = workload === undefined && target === undefined ? undefined : trustIn({ topology, outputs });
  return {
    ...(trust !== undefined &&
      workload !== undefined && {
        ...memberValues(topology, trust, workload, federation),
        'gateway account': [`${physicalName(nameLimit('serviceAccount'), 'llama', topology.name, workload)}@${project}.iam.gserviceaccount.com`],
      }),
    ...(repository !== undefined && { 'image repository': [repository] }),
    ...(trust !== undefined && target !== undefined && providerValues(topology, trust, alias, target)),
  };
}

/** Who may act as the service account of a workload: who the gateway is on Google already, else its role on AWS. Never both. */
function memberValues(topology: Topology, trust: Trust, workload: string, federation: 'oidc' | 'aws'): Values {
  const entry = topology.workloads[workload];
  const own = entry && googlePrincipalOf(topology, entry);
  return own === undefined ? { 'gateway subject': subjectsOf(trust, [workload], federation) } : { 'gateway principal': [own] };
}

/** How the provider of one AWS account knows the gateway roles that call hosts of this project. */
function providerValues(topology: Topology, trust: Trust, alias: string, target: string): Values {
  const { id, oidcIssuer } = entity(topology.accounts.aws, target);
  const { number, federation } = entity(topology.accounts.google, alias);
  const callers = callersOf(topology, alias).filter((workload) => {
    const entry = entity(topology.workloads, workload);
    return topology.networks[gatewayNetwork(topology, entry) ?? '']?.account === target && googlePrincipalOf(topology, entry) === undefined;
  });
  const subjects = subjectsOf(trust, callers, federation).map((subject) => `'${subject}'`);
  return {
    'trusted account': [id],
    'trusted subjects': [[...subjects].sort().join(', ')],
    issuer: oidcIssuer === undefined ? [...trust.issuers] : [oidcIssuer],
    'provider audience': [providerAudience(topology, number, target)],
    'provider id': [physicalName(32, 'aws', target)],
  };
}

/** Workloads with a host in a project, by id. */
function callersOf(topology: Topology, alias: string): string[] {
  return [...new Set(hostsIn(topology, alias).flatMap(([id]) => workloadsOn(topology, id).map(([workload]) => workload)))].sort();
}

function hostsIn(topology: Topology, alias: string): [string, Host][] {
  return sortedEntries(topology.hosts).filter(([, host]) => cloudOf(host) === 'google' && host.account === alias);
}

/** Gateway roles as tokens of AWS name them, or as STS does. */
function subjectsOf(trust: Trust, workloads: readonly string[], federation: 'oidc' | 'aws'): string[] {
  const service = federation === 'aws' ? ':sts:' : ':iam:';
  return workloads.flatMap((wanted) =>
    [...trust.subjects].flatMap(([subject, workload]) => (workload === wanted && subject.includes(service) ? [subject] : [])),
  );
}

function hostValues(topology: Topology, id: string, project: string): Values {
  const host = topology.hosts[id];
  if (host === undefined || !('region' in host)) return {};
  const { region } = host;
  const use = traitsOf(host).google(topology, host);
  return {
    region: [region],
    'weights bucket': [googleBucket(topology, host.account, region)],
    'signing key': [googleSigningKey(topology.name, project, region, topology.weights.signingKeyGeneration).replace(/\/cryptoKeyVersions\/1$/, '')],
    ...(use !== 'none' &&
      use.screening !== 'none' && {
        'template id': [`${topology.name}-${id}`],
        'filter confidence': [confidence[use.screening.strength]],
        'personal data': [use.screening.personalData === 'block' ? 'ENABLED' : 'DISABLED'],
      }),
  };
}

/** The stronger, the less sure Model Armor has to be. */
const confidence = { low: 'HIGH', medium: 'MEDIUM_AND_ABOVE', high: 'LOW_AND_ABOVE' } as const;

/** Values of the constraint on locations that anything of the project may have; which of them it is, residency/org-boundary judges. */
function locationsOf(topology: Topology, alias: string): string[] {
  const hosts = hostsIn(topology, alias).map(([, host]) => host);
  const regions = [...hosts, ...Object.values(topology.networks).filter(({ cloud, account }) => cloud === 'google' && account === alias)].flatMap((one) =>
    'region' in one ? [one.region] : [],
  );
  return [...new Set([...regions, ...searchLocations(topology), ...searchKeyLocations(topology)])].map(locationValue);
}

function searchLocations(topology: Topology): string[] {
  return hostsOn(topology, 'google').flatMap(([, host]) => {
    const { search } = googleUse(topology, host);
    return search === 'none' ? [] : [search];
  });
}

/** Locations of the keys of Vertex AI Search. */
export function searchKeyLocations(topology: Topology): string[] {
  return searchLocations(topology).flatMap((location) => searchLocation(location)?.kmsLocation ?? []);
}

/** The same for the constraint on models. */
function modelsOf(topology: Topology): string[] {
  return Object.values(topology.models).flatMap(({ release }) =>
    [maasOffer(release)?.orgPolicyValue, vertexOffer({ release })?.orgPolicyValue].flatMap((value) => value ?? []),
  );
}
