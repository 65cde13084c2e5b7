import { engineContainer } from '../../../facts/serving.js';
import type { Problem } from '../../synthesized/problem.js';
import { renderedText } from '../../synthesized/rendered-text.js';
import { blocks, type Resource, type SynthesizedStack } from '../../synthesized/stack.js';
import { frontOf } from './front.js';
import type { Scope } from './scope.js';
import { is, mayBe, names, type Setting, unlike } from './setting.js';

type Settings = Readonly<Record<string, readonly Setting[]>>;

const targets = 'AWS::ElasticLoadBalancingV2::TargetGroup';

/** Listeners, rules and targets of a load balancer that are not as derived: one port, the declared certificate, what is behind it, and which paths lead there. */
export function* balancerProblems({ topology, stack }: Scope): Iterable<Problem> {
  const front = frontOf(topology, stack);
  const certificate = front === undefined || front.certificate === 'issued here' ? undefined : front.certificate;
  const shown = 'Certificates.CertificateArn';
  const settings: Settings = {
    'AWS::ElasticLoadBalancingV2::LoadBalancer': [is('Scheme', 'internal'), is('Type', 'application'), mayBe('IpAddressType', 'ipv4')],
    'AWS::ElasticLoadBalancingV2::Listener': [
      names('LoadBalancerArn', 'AWS::ElasticLoadBalancingV2::LoadBalancer'),
      is('Port', '443'),
      is('Protocol', 'HTTPS'),
      certificate === undefined ? names(shown, 'AWS::CertificateManager::Certificate') : is(shown, certificate),
      is('DefaultActions.Type', 'fixed-response'),
      is('DefaultActions.FixedResponseConfig.StatusCode', '404'),
    ],
    'AWS::ElasticLoadBalancingV2::ListenerRule': [
      names('ListenerArn', 'AWS::ElasticLoadBalancingV2::Listener'),
      is('Actions.Type', 'forward'),
      is('Conditions.Field', 'path-pattern', ...(front?.of === 'gateway' ? [] : ['http-header'])),
      is('Conditions.PathPatternConfig.Values', ...servedPaths),
    ],
    [targets]: [is('TargetType', 'ip'), ...(front?.of === 'gateway' ? gatewayTargets : fleetTargets)],
  };
  for (const resource of stack.resources) {
    yield* unlike(resource, settings[resource.type] ?? []);
    if (resource.type === 'AWS::ElasticLoadBalancingV2::LoadBalancer') yield* attributeProblems(resource);
  }
  // Hosts have stacks without a load balancer too.
  if (stack.resources.some(({ type }) => type === 'AWS::ElasticLoadBalancingV2::Listener')) yield* missingPaths(stack);
}

/** Paths of OpenAI's protocol that a gateway serves, and that a model server guards by its key; a pattern has neither `*` nor `?`. */
const servedPaths = ['/v1/chat/completions', '/v1/models'];

/** TLS to the tasks, and readiness from a port that no caller reaches. */
const gatewayTargets: readonly Setting[] = [
  is('Port', '8443'),
  is('Protocol', 'HTTPS'),
  is('HealthCheckPort', '8081'),
  is('HealthCheckProtocol', 'HTTP'),
  is('HealthCheckPath', '/ready'),
  is('Matcher.HttpCode', '200'),
];

const port = String(engineContainer('vllm').port);
const fleetTargets: readonly Setting[] = [is('Port', port), is('Protocol', 'HTTP'), mayBe('HealthCheckPort', 'traffic-port', port)];

/** Each path has a rule that asks for nothing else: what is derived is there as well, and not only allowed. */
function* missingPaths(stack: SynthesizedStack): Iterable<Problem> {
  const served = stack.resources
    .filter(({ type }) => type === 'AWS::ElasticLoadBalancingV2::ListenerRule')
    .map(({ properties }) => blocks(properties['Conditions']).map((condition) => renderedText(condition)))
    .flatMap((conditions) => (conditions.length === 1 ? conditions : []));
  for (const path of servedPaths) {
    if (!served.some((condition) => condition.includes(`"${path}"`))) yield { message: `${stack.name} has no rule that serves ${path}.` };
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
