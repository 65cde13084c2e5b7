import type { TransportCheck } from '../../catalogue/row.js';
import { anyTypeOf } from '../../clouds/clouds.js';
import { renderedText } from '../synthesized/rendered-text.js';
import { blocks, dig, type Resource, record } from '../synthesized/stack.js';

/** Predefined policies of load balancers that refuse everything below TLS 1.2. */
const tls12 = /^ELBSecurityPolicy-(TLS13-1-[23]|TLS-1-2|FS-1-2)(-|$)/;

/** What is wrong with how a resource encrypts its connections. */
export function transportGaps(resource: Resource, check: TransportCheck): Iterable<string> {
  return check.kind === 'refuses-plain' ? plainRequests(resource, check) : [...checks[check.kind](resource.properties), ...plainSettings(resource)];
}

/** Settings that some clouds name differently from type to type: whichever a type has is judged. */
export function* plainSettings({ type, properties }: Resource): Iterable<string> {
  const { tlsVersions = [], httpsSwitches = [] } = anyTypeOf(type) ?? {};
  for (const key of tlsVersions) {
    const version = properties[key];
    if (typeof version === 'string' && !/^(TLS)?1[._][23]$/i.test(version)) yield `${key} is ${version}. Allowed: TLS 1.2 or later.`;
  }
  for (const key of httpsSwitches) if (properties[key] === false) yield `${key} is false. Allowed: true.`;
}

type Properties = Resource['properties'];

const checks: Readonly<Record<Exclude<TransportCheck['kind'], 'refuses-plain'>, (properties: Properties) => Iterable<string>>> = {
  *'tls-listener'({ Protocol: protocol, SslPolicy: policy, Certificates: certificates }) {
    if (protocol !== 'HTTPS' && protocol !== 'TLS') yield `The listener speaks ${String(protocol)}. Allowed: HTTPS, TLS.`;
    else if (typeof policy !== 'string' || !tls12.test(policy))
      yield `The listener's SslPolicy is ${renderedText(policy ?? 'absent, which allows TLS 1.0')}. Allowed: a predefined policy of TLS 1.2 or later.`;
    if (blocks(certificates).length === 0) yield 'The listener has no certificate.';
  },

  /** A target that speaks TLS itself: a service attachment, the Google APIs, or a proxy with a certificate. */
  *'tls-target'(properties) {
    const target = String(properties['target'] ?? '');
    const tls = target === 'vpc-sc' || target === 'all-apis' || /service_?attachment|target_?(https|ssl)_?prox/i.test(target);
    if (!tls)
      yield `The forwarding rule leads to ${target === '' ? 'no target' : target}. Allowed: a service attachment, vpc-sc, all-apis, an HTTPS or SSL proxy.`;
  },

  *'tls-version'({ min_tls_version: version }) {
    if (version !== 'TLS_1_2' && version !== 'TLS_1_3')
      yield `min_tls_version is ${String(version ?? 'absent, which means TLS_1_0')}. Allowed: TLS_1_2 or later.`;
  },

  *'tls-gateway'(properties) {
    const policies = [properties['ssl_policy'], ...blocks(properties['ssl_profile']).map((profile) => profile['ssl_policy'])].map((policy) => record(policy));
    for (const { policy_type: kind, policy_name: name } of policies)
      if (kind !== 'Predefined' || !/^AppGwSslPolicy(20170401S|20220101S?)$/.test(String(name)))
        yield `The gateway's ssl_policy is ${String(name ?? kind ?? 'absent')}. Allowed: a predefined policy of TLS 1.2 or later.`;
    for (const { name, protocol } of blocks(properties['http_listener']))
      if (protocol !== 'Https') yield `Listener ${String(name)} speaks ${String(protocol)}. Allowed: Https.`;
  },

  *'tls-proxy'(properties) {
    if (properties['ssl_policy'] === undefined) yield 'The proxy names no ssl_policy, and then takes TLS 1.0. Allowed: a policy of TLS 1.2 or later.';
    const certificates = [properties['ssl_certificates'], properties['certificate_manager_certificates']].flat().filter((one) => one !== undefined);
    if (certificates.length === 0) yield 'The proxy has no certificate.';
  },
};

type RefusesPlain = Extract<TransportCheck, { kind: 'refuses-plain' }>;

/** Per service: how a person names the resource, and the smallest action whose refusal is enough. */
const plain = {
  s3: { of: 'the bucket', what: 'requests', refuse: 's3:*' },
  sns: { of: 'the topic', what: 'messages', refuse: 'sns:Publish' },
  sqs: { of: 'the queue', what: 'requests', refuse: 'sqs:*' },
} as const;

function* plainRequests(resource: Resource, { policy, on, service }: RefusesPlain): Iterable<string> {
  const policies = resource.stack.resources.filter(
    ({ type, properties }) => type === policy && [properties[on]].flat().some((item) => record(item)['Ref'] === resource.id),
  );
  const { of, what, refuse } = plain[service];
  // A bucket has objects, and a refusal that names only the bucket does not cover them.
  const covers = service === 's3' ? (text: string) => text.endsWith('/*') || text === '*' : () => true;
  if (!policies.some((one) => deniesPlain(one, [`${service}:*`, '*', refuse], covers)))
    yield `No policy of ${of} refuses ${what} without TLS (Deny ${refuse} to everybody while aws:SecureTransport is false).`;
}

function deniesPlain(policy: Resource, everything: readonly string[], covers: (resource: string) => boolean): boolean {
  return blocks(dig(policy.properties, 'PolicyDocument', 'Statement')).some(({ Effect, Principal, Action, Resource, Condition }) => {
    const condition = record(Condition);
    const bool = record(condition['Bool']);
    // A further condition would narrow the refusal.
    const plain = Object.keys(condition).length === 1 && Object.keys(bool).length === 1 && String(bool['aws:SecureTransport']) === 'false';
    const everybody = Principal === '*' || record(Principal)['AWS'] === '*';
    const actions = [Action].flat().some((action) => everything.includes(String(action)));
    return Effect === 'Deny' && plain && everybody && actions && [Resource].flat().some((resource) => covers(renderedText(resource)));
  });
}
