import { exposureCheckOf } from '../../catalogue/asked.js';
import type { ExposureCheck } from '../../catalogue/exposure-check.js';
import { anyTypeOf } from '../../clouds/clouds.js';
import { isInternet } from '../../topology/ipv4-range.js';
import { nestedKeys } from '../synthesized/nested-keys.js';
import { blocks, dig, type Resource, record } from '../synthesized/stack.js';

/** Ways in which a resource answers to the internet. */
export function* exposureOf({ type, properties }: Resource): Iterable<string> {
  const check = exposureCheckOf(type);
  if (check !== undefined) yield* checks[check](properties);
  // Absent means public for the types that have the switch; the rows of those say so.
  for (const key of anyTypeOf(type)?.publicSwitches ?? []) if (properties[key] === true) yield `${key} is true. Allowed: false.`;
}

type Properties = Resource['properties'];

const checks: Readonly<Record<ExposureCheck, (properties: Properties) => Iterable<string>>> = {
  'load-balancer-scheme': internalScheme,
  'security-group': (properties) => blocks(properties['SecurityGroupIngress']).flatMap((rule) => [...openIngress(rule)]),
  'security-group-rule': openIngress,
  'public-access-block': blockedPublicAccess,
  'public-addresses': publicAddresses,
  'public-switch': publicSwitch,
  'container-access': closedContainer,
  'function-url': () => ['A function URL is on the internet.'],
  'bucket-access': closedBucket,
  firewall: openFirewall,
  'forwarding-scheme': internalForwarding,
  'public-members': publicMembers,
  'service-firewall': closedService,
  'security-rules': (properties) => blocks(properties['security_rule']).flatMap((rule) => [...openRule(rule)]),
  'security-rule': openRule,
  'workers-dev': sharedDomain,
};

function* internalScheme(properties: Properties): Iterable<string> {
  if (properties['Scheme'] !== 'internal')
    yield `The load balancer's scheme is ${String(properties['Scheme'] ?? 'internet-facing, because it is absent')}. Allowed: internal.`;
}

function* openIngress(rule: Properties): Iterable<string> {
  const source = rule['CidrIp'] ?? rule['CidrIpv6'];
  if (isInternet(source)) yield `A security group admits ${String(source)}. Allowed: ranges of declared networks.`;
}

function* blockedPublicAccess(properties: Properties): Iterable<string> {
  const settings = record(properties['PublicAccessBlockConfiguration']);
  const open = ['BlockPublicAcls', 'BlockPublicPolicy', 'IgnorePublicAcls', 'RestrictPublicBuckets'].filter((key) => settings[key] !== true);
  if (open.length > 0) yield `The bucket does not block public access: ${open.join(', ')} must be true.`;
}

function* closedBucket(properties: Properties): Iterable<string> {
  if (properties['public_access_prevention'] !== 'enforced')
    yield `public_access_prevention is ${String(properties['public_access_prevention'] ?? 'absent')}. Allowed: enforced.`;
  if (properties['uniform_bucket_level_access'] !== true) yield 'uniform_bucket_level_access is not true: single objects can be shared one by one.';
}

function* publicMembers(properties: Properties): Iterable<string> {
  const members = [properties['member'], ...(Array.isArray(properties['members']) ? properties['members'] : [])];
  for (const member of members) if (member === 'allUsers' || member === 'allAuthenticatedUsers') yield `A role is granted to ${member}.`;
}

function* openFirewall(properties: Properties): Iterable<string> {
  if (properties['direction'] === 'EGRESS' || blocks(properties['allow'] ?? undefined).length === 0) return;
  const sources = Array.isArray(properties['source_ranges']) ? properties['source_ranges'] : [];
  for (const source of sources) if (isInternet(source)) yield `A firewall rule admits ${String(source)}. Allowed: ranges of declared networks.`;
}

/** Empty means Private Service Connect; absent means the internet. */
function* internalForwarding(properties: Properties): Iterable<string> {
  const scheme = properties['load_balancing_scheme'];
  if (scheme !== '' && !String(scheme).startsWith('INTERNAL')) {
    yield `The forwarding rule's load_balancing_scheme is ${String(scheme ?? 'EXTERNAL, because it is absent')}. Allowed: "" (Private Service Connect), INTERNAL…`;
  }
}

function* closedService(properties: Properties): Iterable<string> {
  if (properties['public_network_access_enabled'] === undefined) yield 'public_network_access_enabled is absent, which means true. Allowed: false.';
  // Storage accounts have them under another name.
  const action = dig(properties, 'network_acls', 'default_action') ?? dig(properties, 'network_rules', 'default_action');
  if (action !== 'Deny') yield `network_acls.default_action is ${String(action ?? 'absent')}. Allowed: Deny.`;
}

/** Any address that the internet reaches, of a load balancer or of a machine. */
function* publicAddresses(properties: Properties): Iterable<string> {
  for (const [key, value] of nestedKeys(properties))
    if (/^public_ip_(address(_id)?|prefix_id)$/.test(key) && [value].flat().length > 0) yield `${key} gives it a public address. Allowed: none.`;
}

function* publicSwitch(properties: Properties): Iterable<string> {
  if (properties['public_network_access_enabled'] === undefined) yield 'public_network_access_enabled is absent, which means true. Allowed: false.';
}

function* closedContainer(properties: Properties): Iterable<string> {
  const access = properties['container_access_type'] ?? 'private';
  if (access !== 'private') yield `container_access_type is ${String(access)}. Allowed: private.`;
}

function* openRule(rule: Properties): Iterable<string> {
  if (rule['direction'] !== 'Inbound' || rule['access'] !== 'Allow') return;
  const sources = [rule['source_address_prefix'], ...(Array.isArray(rule['source_address_prefixes']) ? rule['source_address_prefixes'] : [])];
  for (const source of sources) {
    if (source === '*' || source === 'Internet' || isInternet(source)) yield `A security rule admits ${String(source)}. Allowed: ranges of declared networks.`;
  }
}

/** Under its own domain a Worker answers whoever shows the secret; under the one of all customers it is listed and previewed besides. */
function* sharedDomain(properties: Properties): Iterable<string> {
  for (const field of ['enabled', 'previews_enabled'])
    if (properties[field] !== false) yield `${field} is ${String(properties[field] ?? 'absent')}: the Worker answers at workers.dev. Allowed: false.`;
}
