import { locationValue } from '../../facts/google.js';
import { countryOf } from '../../facts/regions.js';
import { cloudOf } from '../../hosts/schemas.js';
import { hostsOn } from '../../hosts/select.js';
import { googleUse } from '../../hosts/traits.js';
import type { Topology } from '../../topology/schema/topology.js';
import { sortedEntries } from '../../topology/views.js';
import { blocks, dig, type Resource, record, type SynthesizedStack } from '../synthesized/stack.js';
import type { BoundaryProblem } from './boundary-problem.js';
import { differences } from './value-differences.js';

/** Constraints that forbid what no host needs, and the field of the rule that forbids it. */
const forbidden = {
  'iam.disableServiceAccountKeyCreation': 'enforce',
  'iam.disableServiceAccountKeyUpload': 'enforce',
  'compute.vmExternalIpAccess': 'deny_all',
} as const;

/** Where the organization policies on owned Google projects differ from what is used in them. */
export function* googleBoundary(stacks: readonly SynthesizedStack[], topology: Topology): Iterable<BoundaryProblem> {
  const resources = stacks.filter(({ cloud }) => cloud === 'google').flatMap((stack) => stack.resources);
  const policies = resources.filter(({ type }) => type === 'google_org_policy_policy');
  const owned = sortedEntries(topology.accounts.google).filter(([, { owns }]) => owns);
  for (const policy of policies) {
    const parent = String(policy.properties['parent']);
    if (owned.some(([, account]) => parent === `projects/${account.project}`)) continue;
    yield { resource: policy, message: `${policy.id} is put on ${parent}. Allowed: projects that this topology owns.` };
  }
  for (const [alias, { project }] of owned) {
    // A project that only lends its network holds nothing that a model is served from.
    if (!Object.values(topology.hosts).some((host) => cloudOf(host) === 'google' && host.account === alias)) continue;
    const ofProject = resources.filter((resource) => projectOf(resource) === project);
    const own = (constraint: string) => policies.find(({ properties }) => properties['name'] === `projects/${project}/policies/${constraint}`);
    const found = (policy: Resource | undefined, problem: string) => ({
      account: alias,
      ...(policy && { resource: policy }),
      message: `The boundary of ${alias} ${problem}.`,
    });
    for (const [what, constraint, used] of [
      ['location', 'gcp.resourceLocations', usedLocations(topology, alias, ofProject)],
      ['model', 'vertexai.allowedModels', usedModels(topology, alias, ofProject)],
    ] as const) {
      const policy = own(constraint);
      if (policy === undefined && used.length === 0) continue;
      for (const problem of [...differences(what, allowedBy(policy), used), ...weaknesses(policy)]) yield found(policy, problem);
    }
    for (const [constraint, field] of Object.entries(forbidden)) {
      const policy = own(constraint);
      const rules = blocks(dig(policy?.properties, 'spec', 'rules'));
      const holds = rules.length === 1 && String(rules[0]?.[field]).toUpperCase() === 'TRUE' && weaknesses(policy).length === 0;
      if (!holds) yield found(policy, `does not enforce ${constraint}`);
    }
  }
}

/** Values that a policy allows; undefined when it is not in force, which a dry run alone does not make it. */
function allowedBy(policy: Resource | undefined): string[] | undefined {
  if (policy?.properties['spec'] === undefined) return undefined;
  const rules = blocks(dig(policy.properties, 'spec', 'rules'));
  const values = (field: string) => rules.flatMap((rule) => [dig(rule, 'values', field)].flat().filter((value) => typeof value === 'string'));
  const denied = values('denied_values');
  return values('allowed_values').filter((value) => !denied.includes(value));
}

/** What makes a policy let through more than it lists. */
function weaknesses(policy: Resource | undefined): string[] {
  const spec = record(blocks(policy?.properties['spec'])[0]);
  const rules = blocks(spec['rules']);
  const on = (value: unknown) => String(value ?? 'false').toUpperCase() !== 'FALSE';
  return [
    ...(on(spec['inherit_from_parent']) ? ['adds what is allowed above it (inherit_from_parent)'] : []),
    ...(on(spec['reset']) ? ['falls back to the constraint’s default (reset)'] : []),
    ...(rules.some((rule) => on(rule['allow_all'])) ? ['allows everything (allow_all)'] : []),
    ...(rules.some((rule) => rule['condition'] !== undefined) ? ['holds under a condition only'] : []),
  ];
}

function projectOf({ properties, stack }: Resource): unknown {
  return properties['project'] ?? dig(record(stack.document['provider'])['google'], 'project');
}

/** Locations that resources of a project are in and that its hosts are called in, as the constraint names them. */
function usedLocations(topology: Topology, alias: string, resources: readonly Resource[]): string[] {
  const placed = resources.flatMap(({ properties }) => ['location', 'region', 'zone'].map((field) => properties[field]));
  const called = calledIn(topology, alias).map(([, host]) => host.region);
  const locations = [...placed, ...called].filter((location) => typeof location === 'string' && location !== 'global' && !location.includes('${'));
  return [...new Set(locations.map((location) => locationValue(regionOf(String(location).toLowerCase()))))].sort();
}

/** A zone is in the region it is named after. */
function regionOf(location: string): string {
  const region = location.replace(/-[a-z]$/, '');
  return countryOf('google', region) === undefined ? location : region;
}

/** Models that are deployed in a project, and managed ones that its hosts call. */
function usedModels(topology: Topology, alias: string, resources: readonly Resource[]): string[] {
  const deployed = resources
    .filter(({ type }) => type === 'google_vertex_ai_endpoint_with_model_garden_deployment')
    .map(({ properties }) => `${String(properties['publisher_model_name']).split('@')[0]}:deploy`);
  const called = calledIn(topology, alias).flatMap(([, host]) => googleUse(topology, host).models);
  return [...new Set([...deployed, ...called])].sort();
}

/** Hosts in a project for which nothing is deployed: services of Google's that are called. */
function calledIn(topology: Topology, alias: string) {
  return hostsOn(topology, 'google').filter(([, host]) => host.account === alias && googleUse(topology, host).served === 'by Google');
}
