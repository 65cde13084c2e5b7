import { renderedText } from '../synthesized/rendered-text.js';
import { blocks, dig, type Resource, record } from '../synthesized/stack.js';

/** Predefined policies of load balancers that refuse everything below TLS 1.2. */
const tls12 = /^ELBSecurityPolicy-(TLS13-1-[23]|TLS-1-2|FS-1-2)(-|$)/;

/** Types whose transport encryption is a setting, and what is wrong with it. */
export const transportChecks: Readonly<Record<string, (resource: Resource) => Iterable<string>>> = {
  *'AWS::ElasticLoadBalancingV2::Listener'({ properties }) {
    const { Protocol: protocol, SslPolicy: policy, Certificates: certificates } = properties;
    if (protocol !== 'HTTPS' && protocol !== 'TLS') yield `The listener speaks ${String(protocol)}. Allowed: HTTPS, TLS.`;
    else if (typeof policy !== 'string' || !tls12.test(policy))
      yield `The listener's SslPolicy is ${renderedText(policy ?? 'absent, which allows TLS 1.0')}. Allowed: a predefined policy of TLS 1.2 or later.`;
    if (blocks(certificates).length === 0) yield 'The listener has no certificate.';
  },

  *'AWS::S3::Bucket'(bucket) {
    const policies = bucket.stack.resources.filter(
      ({ type, properties }) => type === 'AWS::S3::BucketPolicy' && record(properties['Bucket'])['Ref'] === bucket.id,
    );
    const refuses = policies.some((policy) => deniesPlain(policy, 's3', (resource) => resource.endsWith('/*') || resource === '*'));
    if (!refuses) yield 'No policy of the bucket refuses requests without TLS (Deny s3:* to everybody while aws:SecureTransport is false).';
  },

  *'AWS::SNS::Topic'(topic) {
    const policies = topic.stack.resources.filter(
      ({ type, properties }) => type === 'AWS::SNS::TopicPolicy' && [properties['Topics']].flat().some((item) => record(item)['Ref'] === topic.id),
    );
    const refuses = policies.some((policy) => deniesPlain(policy, 'sns', () => true));
    if (!refuses) yield 'No policy of the topic refuses messages without TLS (Deny sns:Publish to everybody while aws:SecureTransport is false).';
  },

  *'AWS::SQS::Queue'(queue) {
    const policies = queue.stack.resources.filter(
      ({ type, properties }) => type === 'AWS::SQS::QueuePolicy' && [properties['Queues']].flat().some((item) => record(item)['Ref'] === queue.id),
    );
    const refuses = policies.some((policy) => deniesPlain(policy, 'sqs', () => true));
    if (!refuses) yield 'No policy of the queue refuses requests without TLS (Deny sqs:* to everybody while aws:SecureTransport is false).';
  },

  google_compute_forwarding_rule: privateTarget,
  google_compute_global_forwarding_rule: privateTarget,
  *google_compute_region_ssl_policy({ properties }) {
    const version = properties['min_tls_version'];
    if (version !== 'TLS_1_2' && version !== 'TLS_1_3')
      yield `min_tls_version is ${String(version ?? 'absent, which means TLS_1_0')}. Allowed: TLS_1_2 or later.`;
  },
  *google_compute_region_target_https_proxy({ properties }) {
    if (properties['ssl_policy'] === undefined) yield 'The proxy names no ssl_policy, and then takes TLS 1.0. Allowed: a policy of TLS 1.2 or later.';
    const certificates = [properties['ssl_certificates'], properties['certificate_manager_certificates']].flat().filter((one) => one !== undefined);
    if (certificates.length === 0) yield 'The proxy has no certificate.';
  },
};

/** Azure names its TLS setting differently from type to type; whichever a type has is judged. */
export function* azureTransport({ properties }: Resource): Iterable<string> {
  for (const key of ['min_tls_version', 'minimum_tls_version', 'minimal_tls_version']) {
    const version = properties[key];
    if (typeof version === 'string' && !/^(TLS)?1[._][23]$/i.test(version)) yield `${key} is ${version}. Allowed: TLS 1.2 or later.`;
  }
  for (const key of ['https_traffic_only_enabled', 'https_only', 'https_only_enabled']) if (properties[key] === false) yield `${key} is false. Allowed: true.`;
}

/** A target that speaks TLS itself: a service attachment, the Google APIs, or a proxy with a certificate. */
function* privateTarget({ properties }: Resource): Iterable<string> {
  const target = String(properties['target'] ?? '');
  const tls = target === 'vpc-sc' || target === 'all-apis' || /service_?attachment|target_?(https|ssl)_?prox/i.test(target);
  if (!tls)
    yield `The forwarding rule leads to ${target === '' ? 'no target' : target}. Allowed: a service attachment, vpc-sc, all-apis, an HTTPS or SSL proxy.`;
}

function deniesPlain(policy: Resource, service: 's3' | 'sns' | 'sqs', covers: (resource: string) => boolean): boolean {
  const everything = [`${service}:*`, '*', ...(service === 'sns' ? ['sns:Publish'] : [])];
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
