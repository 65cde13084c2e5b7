import { renderedText } from '../../evidence/synthesized/rendered-text.js';
import { blocks, type Resource } from '../../evidence/synthesized/stack.js';
import { allow, deny, type Granted, listOf, textOf, textsOf } from './granted.js';

export function* roleAssignment(resource: Resource): Iterable<Granted> {
  yield {
    ...allow,
    who: textOf(resource, 'principal_id'),
    what: textOf(resource, 'role_definition_name') || textOf(resource, 'role_definition_id'),
    where: textOf(resource, 'scope'),
    condition: textOf(resource, 'condition'),
  };
}

export function* roleDefinition(resource: Resource): Iterable<Granted> {
  for (const permissions of blocks(resource.properties['permissions'])) {
    for (const [key, effect] of [
      ['actions', allow],
      ['data_actions', allow],
      ['not_actions', deny],
      ['not_data_actions', deny],
    ] as const) {
      for (const what of textsOf(permissions[key])) yield { ...effect, who: `role ${textOf(resource, 'name')}`, what, where: textOf(resource, 'scope') };
    }
  }
}

export function* federatedCredential(resource: Resource): Iterable<Granted> {
  yield { ...allow, who: `${textOf(resource, 'subject')} of ${textOf(resource, 'issuer')}`, what: 'federate', where: textOf(resource, 'parent_id') };
}

export function* policyAssignment(resource: Resource): Iterable<Granted> {
  // Not enforced, it only reports.
  if (String(resource.properties['enforce']) === 'false') return;
  const against = `against ${textOf(resource, 'policy_definition_id')}`;
  yield { ...deny, who: textOf(resource, 'subscription_id'), what: against, where: '', condition: textOf(resource, 'parameters') };
}

export function* networkSecurityGroup({ id, properties }: Resource): Iterable<Granted> {
  for (const rule of blocks(properties['security_rule'])) yield securityRule(rule, id);
}

export function* networkSecurityRule({ id, properties }: Resource): Iterable<Granted> {
  yield securityRule(properties, id);
}

function securityRule(rule: Readonly<Record<string, unknown>>, where: string): Granted {
  const side = renderedText(rule['direction'] ?? '') === 'Outbound' ? 'destination' : 'source';
  const who = given(rule[`${side}_address_prefix`], rule[`${side}_address_prefixes`]).join(', ');
  const ports = given(rule['destination_port_range'], rule['destination_port_ranges']).join(',');
  return {
    kind: 'network',
    effect: rule['access'] === 'Deny' ? 'deny' : 'allow',
    who,
    what: `${side === 'source' ? 'in' : 'out'} ${renderedText(rule['protocol'] ?? '*')} ${ports}`,
    where,
  };
}

/** What is given as one value, as a list, or as both. */
function given(one: unknown, many: unknown): readonly string[] {
  return [one, ...listOf(many)].filter((value) => value !== undefined && value !== null).map(renderedText);
}
