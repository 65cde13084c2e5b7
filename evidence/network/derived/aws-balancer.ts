import { engineContainer } from '../../../facts/serving.js';
import { traitsOf } from '../../../hosts/traits.js';
import { subjectOf } from '../../synthesized/host-of-resource.js';
import type { Problem } from '../../synthesized/problem.js';
import { renderedText } from '../../synthesized/rendered-text.js';
import { blocks, type Resource } from '../../synthesized/stack.js';
import type { Scope } from './scope.js';
import { is, mayBe, names, type Setting, unlike } from './setting.js';

/** Listeners and targets of a fleet's load balancer that are not as derived: one port, the declared certificate, the engine's port. */
export function* balancerProblems({ topology, stack }: Scope): Iterable<Problem> {
  const host = subjectOf(topology, stack)?.host?.[1];
  const front = host === undefined ? 'none' : traitsOf(host).network.front(host);
  const certificate = front === 'none' || front.certificate === 'issued here' ? undefined : front.certificate;
  const shown = 'Certificates.CertificateArn';
  const port = String(engineContainer('vllm').port);
  const settings: Readonly<Record<string, readonly Setting[]>> = {
    'AWS::ElasticLoadBalancingV2::LoadBalancer': [is('Scheme', 'internal'), is('Type', 'application'), mayBe('IpAddressType', 'ipv4')],
    'AWS::ElasticLoadBalancingV2::Listener': [
      names('LoadBalancerArn', 'AWS::ElasticLoadBalancingV2::LoadBalancer'),
      is('Port', '443'),
      is('Protocol', 'HTTPS'),
      certificate === undefined ? names(shown, 'AWS::CertificateManager::Certificate') : is(shown, certificate),
    ],
    'AWS::ElasticLoadBalancingV2::ListenerRule': [names('ListenerArn', 'AWS::ElasticLoadBalancingV2::Listener')],
    'AWS::ElasticLoadBalancingV2::TargetGroup': [
      is('TargetType', 'ip'),
      is('Port', port),
      is('Protocol', 'HTTP'),
      mayBe('HealthCheckPort', 'traffic-port', port),
    ],
  };
  for (const resource of stack.resources) {
    yield* unlike(resource, settings[resource.type] ?? []);
    if (resource.type === 'AWS::ElasticLoadBalancingV2::LoadBalancer') yield* attributeProblems(resource);
  }
}

/** Attributes that every load balancer has; the time-out of idle connections, capacity/answer-time judges. */
const attributes: Readonly<Record<string, string>> = {
  'access_logs.s3.enabled': 'true',
  'deletion_protection.enabled': 'true',
  'routing.http.desync_mitigation_mode': 'strictest',
  'routing.http.drop_invalid_header_fields.enabled': 'true',
};

function* attributeProblems(resource: Resource): Iterable<Problem> {
  const given = blocks(resource.properties['LoadBalancerAttributes']);
  for (const [key, allowed] of Object.entries(attributes)) {
    const received = given.filter(({ Key }) => Key === key).map(({ Value }) => renderedText(Value));
    if (received.length > 0 && received.every((value) => value === allowed)) continue;
    yield { resource, message: `${resource.id}: ${key} is ${received.join(', ') || 'absent'}. Allowed: ${allowed}.` };
  }
}
