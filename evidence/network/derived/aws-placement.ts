import { parameterName } from '../../../derived/names.js';
import { subjectOf } from '../../synthesized/host-of-resource.js';
import type { Problem } from '../../synthesized/problem.js';
import { renderedWithParameters } from '../../synthesized/with-parameters.js';
import { networksOf, type Scope } from './scope.js';
import { type Setting, unlike } from './setting.js';

/** Where resources say which network or subnets they are in. */
const placed: Readonly<Record<string, readonly (readonly [path: string, what: 'vpc' | 'subnets'])[]>> = {
  'AWS::AutoScaling::AutoScalingGroup': [['VPCZoneIdentifier', 'subnets']],
  'AWS::EC2::SecurityGroup': [['VpcId', 'vpc']],
  'AWS::ECS::Service': [['NetworkConfiguration.AwsvpcConfiguration.Subnets', 'subnets']],
  'AWS::ElasticLoadBalancingV2::LoadBalancer': [['Subnets', 'subnets']],
  'AWS::ElasticLoadBalancingV2::TargetGroup': [['VpcId', 'vpc']],
};

/** What a host or a gateway has in another network than its own: a network that exists by its ids, one that is made here by the names that its stack shares them under. */
export function* placementProblems(scope: Scope): Iterable<Problem> {
  const { topology, stack } = scope;
  const subject = subjectOf(topology, stack);
  const [[id] = []] = subject?.host === undefined && subject?.kind !== 'aws-gateway' ? [] : networksOf(scope);
  if (id === undefined) return;
  const existing = topology.existing.networks[id];
  const shared = (name: string) => `\${ssm:${parameterName(topology.name, 'network', id, name)}}`;
  const allowed = { vpc: [existing?.id ?? shared('vpc-id')], subnets: existing?.subnets ?? [shared('subnets')] };
  for (const resource of stack.resources) {
    const settings = (placed[resource.type] ?? []).map(([path, what]) => within(path, allowed[what], id));
    yield* unlike(resource, settings);
  }
}

function within(path: string, allowed: readonly string[], id: string): Setting {
  return {
    path,
    allowed: `${allowed.join(', ')}, of ${id}`,
    holds: (value, resource) => allowed.includes(renderedWithParameters(resource, value)),
    needed: true,
  };
}
