import type { SynthesizedStack } from '../../../../evidence/synthesized/stack.js';
import type { Json } from '../../../support/documents.js';
import { type Edit, type Kind, real, removed } from '../kind.js';
import { edit, inside, instead, resources, rows, valueAt } from '../places.js';

/** Lists of a resource that hold something, emptied. Tags have kinds of their own, and what only orders resources decides nothing. */
function* emptied(stack: SynthesizedStack): Iterable<Edit> {
  for (const { properties } of resources(stack)) {
    for (const [at, value] of inside(valueAt(stack.document, properties), properties)) {
      const inner = at.slice(properties.length).map(String);
      if (inner.length === 0 || inner.some((step) => /^(Tags|tags|labels|depends_on|Fn::.*|\/\/|Metadata)$/.test(step))) continue;
      if (Array.isArray(value) && value.length > 0) yield* edit(stack, at, []);
    }
  }
}

/** What a stack prints is imported, and gateways are configured with it. */
function* printed(stack: SynthesizedStack): Iterable<Edit> {
  const [room, key] = stack.app === 'aws' ? (['Outputs', 'Value'] as const) : (['output', 'value'] as const);
  for (const [name, output] of Object.entries<Json>((stack.document[room] ?? {}) as object)) {
    // Nothing that a gateway is configured with: it says when a version is a new one.
    if (name === 'GuardrailDefinition') continue;
    const at = [room, name, key];
    const value = output[key];
    if (stack.app === 'aws' || typeof value === 'string') yield* edit(stack, at, 'stranger.example.org');
    else for (const inner of Object.keys(value)) yield* edit(stack, [...at, inner], '99999999-9999-4999-8999-999999999999');
  }
}

const networks = { ohio: 'eu', us: 'eu', eu: 'us' } as const;

/** Names by which a stack reads what others share. */
function* read(stack: SynthesizedStack): Iterable<Edit> {
  for (const [name, parameter] of Object.entries<Json>((stack.document['Parameters'] ?? {}) as object)) {
    const of = /\/network\/(\w+)\//.exec(String(parameter.Default))?.[1];
    if (of !== undefined) yield* edit(stack, ['Parameters', name, 'Default'], parameter.Default.replace(`/${of}/`, `/${networks[of as 'eu'] ?? 'us'}/`));
    yield* edit(stack, ['Parameters', name, 'Default'], (before: string) => `${before}-2`);
  }
}

/** Where things are put, what they are told, and what they tell. */
export const wiring: readonly Kind[] = [
  real(
    'placed in another network',
    rows(
      ['AWS::AutoScaling::AutoScalingGroup', 'VPCZoneIdentifier', ['subnet-0fedcba9876543210']],
      ['AWS::ElasticLoadBalancingV2::LoadBalancer', 'Subnets', ['subnet-0fedcba9876543210']],
      ['AWS::ElasticLoadBalancingV2::TargetGroup', 'VpcId', 'vpc-0fedcba9876543210'],
      ['AWS::EC2::SecurityGroup', 'VpcId', 'vpc-0fedcba9876543210'],
      ['AWS::ECS::Service', 'NetworkConfiguration/AwsvpcConfiguration/Subnets', ['subnet-0fedcba9876543210']],
      ['google_compute_region_instance_template', 'network_interface/subnetwork', instead('projects/stranger/regions/europe-west4/subnetworks/x')],
      ['google_compute_forwarding_rule', 'subnetwork', instead('projects/stranger/regions/europe-west4/subnetworks/x')],
      ['azurerm_linux_virtual_machine_scale_set', 'network_interface/ip_configuration/subnet_id', '/subscriptions/99999999-9999-4999-8999-999999999999/x'],
      ['azurerm_application_gateway', 'gateway_ip_configuration/subnet_id', '/subscriptions/99999999-9999-4999-8999-999999999999/x'],
      ['azurerm_private_endpoint', 'subnet_id', instead('/subscriptions/99999999-9999-4999-8999-999999999999/resourceGroups/x')],
    ),
    read,
  ),
  real(
    'requests for one model sent to another',
    rows(
      ['AWS::ElasticLoadBalancingV2::ListenerRule', 'Conditions/HttpHeaderConfig/Values', instead(['other'])],
      ['AWS::ElasticLoadBalancingV2::ListenerRule', 'Conditions/HttpHeaderConfig/HttpHeaderName', instead('x-other')],
      ['google_compute_region_url_map', 'path_matcher/route_rules/match_rules/header_matches/exact_match', instead('other')],
      ['google_compute_region_url_map', 'path_matcher/route_rules/match_rules/header_matches/header_name', instead('x-other')],
      ['google_compute_region_url_map', 'path_matcher/route_rules/match_rules/full_path_match', instead('/other')],
      ['google_compute_region_url_map', 'path_matcher/route_rules', instead([])],
      ['google_compute_region_url_map', 'host_rule/hosts', instead(['other.example'])],
      ['google_compute_region_backend_service', 'backend', instead([])],
    ),
  ),
  real(
    'paths that no key guards let through',
    rows(
      ['AWS::ElasticLoadBalancingV2::Listener', 'DefaultActions', [{ Type: 'forward', TargetGroupArn: { Ref: 'FrontTargets' } }]],
      ['AWS::ElasticLoadBalancingV2::ListenerRule', 'Conditions/PathPatternConfig/Values', instead(['/*'])],
      ['AWS::ElasticLoadBalancingV2::ListenerRule', 'Conditions/PathPatternConfig/Values', instead(['/v1/chat/completions', '/v1/models', '/invocations'])],
      ['google_compute_region_url_map', 'path_matcher/default_route_action', removed],
      ['google_compute_region_url_map', 'path_matcher/default_route_action/fault_injection_policy/abort/percentage', instead(1)],
      ['google_compute_region_url_map', 'path_matcher/route_rules/match_rules', instead([{ prefix_match: '/' }])],
      ['azurerm_application_gateway', 'url_path_map/path_rule/paths', instead(['/*'])],
      ['azurerm_application_gateway', 'url_path_map/default_backend_address_pool_name', 'nodes'],
    ),
  ),
  real('output led elsewhere', printed),
  real('list emptied', emptied),
  real('tenant or project of look-ups changed', rows(['azurerm_key_vault', 'tenant_id', '99999999-9999-4999-8999-999999999999']), function* (stack) {
    for (const [type, all] of Object.entries<Json>((stack.document['data'] ?? {}) as object))
      for (const name of Object.keys(all)) yield* edit(stack, ['data', type, name, 'project'], instead('stranger-project'));
    if (stack.cloud === 'azure') yield* edit(stack, ['provider', 'azurerm', 0, 'tenant_id'], instead('99999999-9999-4999-8999-999999999999'));
  }),
  real(
    'watch led elsewhere',
    rows(
      ['AWS::CloudWatch::Alarm', 'Dimensions/Value', instead('stranger')],
      ['AWS::CloudWatch::Alarm', 'Metrics/MetricStat/Metric/Dimensions/Name=Fleet/Value', instead('stranger')],
      ['AWS::CloudWatch::Alarm', 'Dimensions', instead([])],
      ['AWS::Scheduler::Schedule', 'Target/Input', (before: unknown) => (String(before).startsWith('{') ? '{"topology":"other","models":[]}' : undefined)],
      ['AWS::Events::Rule', 'EventPattern/source', ['stranger.events']],
      ['AWS::Events::Rule', 'EventPattern/detail-type', ['Nothing of note']],
      ['google_logging_project_sink', 'filter', 'log_id("nothing")'],
      ['google_logging_project_exclusion', 'filter', 'true'],
    ),
  ),
];
