import { identityHome } from '../../derived/parts.js';
import { regionsInUse } from '../../derived/regions.js';
import { cloudOfKind, type StackSubject } from '../../derived/stack-subject.js';
import { organizationPlace } from '../../facts/iam.js';
import { billingRegionOf } from '../../facts/regions.js';
import { cloudOf } from '../../hosts/schemas.js';
import type { StackKind } from '../../hosts/shared/stack-kinds.js';
import type { Topology } from '../../topology/schema/topology.js';
import { blocks, dig, record, type SynthesizedStack } from '../synthesized/stack.js';
import { workspaceDifferences } from './databricks-place.js';

/** In how far a stack deploys to another account, project, subscription or region than its name and the topology say. */
export function* placeDifferences(topology: Topology, stack: SynthesizedStack, { kind, path, host }: StackSubject): Iterable<string> {
  const [section = '', second = '', third = ''] = path.split('.');
  const owner = host?.[1].account ?? ownerOf(topology, section, second, third);
  const alias = owner || accountInName(topology, stack, kind);
  if (stack.app === 'aws') {
    const account = topology.accounts.aws[alias];
    if (stack.account !== account?.id) yield `deploys to account ${stack.account ?? 'unknown'}. Allowed: ${account?.id ?? 'none'}`;
    // Those of hosts and networks are judged by residency/host-region, as is a region that nothing uses.
    const region = regionOf(topology, stack, kind, account?.partition ?? 'aws');
    const judged =
      kind !== 'aws-finance' &&
      kind !== 'aws-weights-ingest' &&
      kind !== 'aws-images' &&
      kind !== 'aws-organization' &&
      !regionsInUse(topology, 'aws').has(stack.region ?? '');
    if (region !== undefined && stack.region !== region && !judged) yield `deploys to ${stack.region ?? 'an unknown region'}. Allowed: ${region}`;
    yield* otherReservations(stack);
    return;
  }
  // By its name, and not by what is in it: a resource of another cloud would choose who compares.
  const cloud = cloudOfKind(kind);
  if (stack.cloud !== cloud) yield `begins with something of ${stack.cloud === 'unknown' ? 'an unknown cloud' : stack.cloud}. Allowed: resources of ${cloud}`;
  if (cloud === 'databricks') {
    yield* workspaceDifferences(stack, topology.accounts.databricks[alias]);
    return;
  }
  // Elsewhere there are stacks of hosts alone, whose judges compare where they deploy to.
  if (cloud !== 'google' && cloud !== 'azure') {
    if (host === undefined) yield 'is of no host, and nothing knows where it deploys to';
    return;
  }
  const wanted = cloud === 'google' ? topology.accounts.google[alias]?.project : topology.accounts.azure[alias]?.subscription;
  const [provider, argument] = cloud === 'google' ? ['google', 'project'] : ['azurerm', 'subscription_id'];
  const settings = blocks(
    dig(stack.document, 'provider', provider) === undefined ? undefined : (stack.document['provider'] as Record<string, unknown>)[provider],
  );
  if (wanted === undefined || settings.length === 0) yield `has no provider ${provider} of a known account`;
  for (const found of settings.map((setting) => setting[argument])) {
    if (wanted !== undefined && found !== wanted) yield `deploys to ${argument} ${String(found)}. Allowed: ${wanted}`;
  }
  if (cloud === 'google') yield* googleDefaults(topology, alias, wanted, settings);
  if (cloud === 'google') yield* otherProjects(stack, wanted);
  if (cloud === 'azure') {
    const { tenant } = topology.accounts.azure[alias] ?? {};
    yield* otherSubscriptions(stack, wanted);
    yield* otherTenants(stack, tenant, settings);
    yield* otherSettings(stack, { subscription_id: wanted, tenant_id: tenant });
  }
  for (const { id, type, properties } of stack.resources)
    if (type === 'google_cloud_quotas_quota_preference' && properties['parent'] !== `projects/${wanted}`)
      yield `asks for the quota ${id} of ${String(properties['parent'])}. Allowed: projects/${wanted}`;
}

/** Alias of the account of what is no host; that of an account is in its own path. */
function ownerOf(topology: Topology, section: string, second: string, third: string): string | undefined {
  if (section === 'networks') return topology.networks[second]?.account;
  if (section === 'weights') return topology.weights.ingest?.account;
  if (section === 'gateway' && second === 'images') return topology.gateway.images?.account;
  if (section === 'gateway' && second === 'zones' && third !== '') return gatewayNetworkOf(topology, third)?.account;
  return third;
}

function gatewayNetworkOf({ gateway, networks }: Topology, zone: string) {
  return networks[gateway.zones[zone]?.network ?? ''];
}

/** Project that pays for calls, and region of what names none. */
function* googleDefaults(topology: Topology, alias: string, project: string | undefined, settings: readonly Record<string, unknown>[]): Iterable<string> {
  const places = [...Object.values(topology.hosts).filter((host) => cloudOf(host) === 'google'), ...Object.values(topology.networks)];
  const regions = [...new Set(places.flatMap((place) => (place.account === alias && 'region' in place ? [place.region] : [])))].sort();
  for (const { billing_project: paying, region } of settings) {
    if (paying !== project) yield `has calls paid by project ${String(paying)}. Allowed: ${String(project)}`;
    if (!regions.some((one) => one === region)) yield `has the default region ${String(region)}. Allowed: ${regions.join(', ') || 'none'}`;
  }
}

/** A Capacity Block is of the account that bought it. */
function* otherReservations({ account, region, resources }: SynthesizedStack): Iterable<string> {
  for (const { id, type, properties } of resources) {
    if (type !== 'AWS::ResourceGroups::Group' || !Array.isArray(properties['Resources'])) continue;
    for (const arn of properties['Resources'].filter((one) => typeof one === 'string'))
      if (!arn.includes(`:ec2:${region}:${account}:`)) yield `has ${arn} in ${id}. Allowed: reservations of ${account} in ${region}`;
  }
}

/** A source of data of another project names its service agents, which grants here would then let in. */
function* otherProjects({ document }: SynthesizedStack, project: string | undefined): Iterable<string> {
  for (const [type, all] of Object.entries(record(document['data'])))
    for (const [name, { project: read }] of Object.entries(all as Readonly<Record<string, Record<string, unknown>>>))
      if (read !== undefined && read !== project) yield `reads data ${type}.${name} of project ${String(read)}. Allowed: ${String(project)}`;
}

/** Budgets, alerts and policies name what they are for themselves. */
function* otherSubscriptions({ resources }: SynthesizedStack, subscription: string | undefined): Iterable<string> {
  for (const { id, properties } of resources) {
    const named = properties['subscription_id'];
    if (named !== undefined && named !== `/subscriptions/${subscription}`)
      yield `has ${id} for ${String(named)}. Allowed: /subscriptions/${String(subscription)}`;
  }
}

/** azapi deploys where azurerm does. */
function* otherSettings({ document }: SynthesizedStack, wanted: Readonly<Record<string, string | undefined>>): Iterable<string> {
  for (const setting of blocks(record(document['provider'])['azapi']))
    for (const [argument, value] of Object.entries(wanted))
      if (setting[argument] !== value) yield `has azapi deploy to ${argument} ${String(setting[argument])}. Allowed: ${String(value)}`;
}

/** Whose directory knows who may deploy, and who may open a vault. */
function* otherTenants({ resources }: SynthesizedStack, tenant: string | undefined, settings: readonly Record<string, unknown>[]): Iterable<string> {
  for (const { tenant_id } of settings) if (tenant_id !== tenant) yield `deploys as an identity of tenant ${String(tenant_id)}. Allowed: ${String(tenant)}`;
  for (const { id, type, properties } of resources)
    if (type === 'azurerm_key_vault' && properties['tenant_id'] !== tenant)
      yield `opens ${id} to tenant ${String(properties['tenant_id'])}. Allowed: ${String(tenant)}`;
}

/** The alias in the name of a stack that belongs to no single entity. */
function accountInName(topology: Topology, { name }: SynthesizedStack, kind: StackKind): string {
  const [, alias = ''] = new RegExp(`^${topology.name}-(.+)-${kind}(-|$)`).exec(name) ?? [];
  return alias;
}

function regionOf(topology: Topology, { name }: SynthesizedStack, kind: StackKind, partition: string): string | undefined {
  switch (kind) {
    case 'aws-account':
    case 'aws-lifecycle':
    case 'aws-weights':
    case 'aws-weights-ingest':
    case 'aws-images':
      return name.slice(name.lastIndexOf(`-${kind}-`) + kind.length + 2);
    case 'aws-gateway':
      return gatewayNetworkOf(topology, name.slice(name.lastIndexOf(`-${kind}-`) + kind.length + 2))?.region;
    case 'aws-identity':
      return identityHome(topology)?.region;
    case 'aws-finance':
      return billingRegionOf(partition);
    case 'aws-organization':
      return organizationPlace(partition).region;
    default:
      return undefined;
  }
}
