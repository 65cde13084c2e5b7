import { egressOf } from '../evidence/network/egress-of.js';
import { exposureOf } from '../evidence/network/exposure-of.js';
import { canonical } from '../evidence/synthesized/canonical.js';
import { renderedText } from '../evidence/synthesized/rendered-text.js';
import { blocks, type Resource, record, type SynthesizedStack } from '../evidence/synthesized/stack.js';
import { embeddedDocument } from './embedded.js';
import { stoppedBy } from './guards.js';

/** One permission or opening that a resource makes: who may do what where. `deny` forbids it instead. */
export interface Grant {
  readonly cloud: SynthesizedStack['cloud'];
  readonly stack: string;
  readonly id: string;
  readonly kind: 'iam' | 'network' | 'public';
  readonly effect: 'allow' | 'deny';
  readonly who: string;
  readonly what: string;
  readonly where: string;
  readonly condition: string;
}

type Partial4 = Pick<Grant, 'kind' | 'effect' | 'who' | 'what' | 'where'> & { readonly condition?: string };

/** Everything the resources of some stacks permit, open or forbid. */
export function grantsOf(stacks: readonly SynthesizedStack[]): Grant[] {
  return stacks.flatMap((stack) =>
    stack.resources.flatMap((resource) =>
      [...grants(resource)].map((grant) => ({ cloud: stack.cloud, stack: stack.name, id: resource.id, condition: '', ...grant })),
    ),
  );
}

function* grants(resource: Resource): Iterable<Partial4> {
  for (const message of [...exposureOf(resource), ...egressOf(resource)]) {
    yield { kind: 'public', effect: 'allow', who: 'internet', what: message.replace(/ Allowed: .*$/s, ''), where: '' };
  }
  for (const stopped of stoppedBy(resource)) yield { kind: 'iam', effect: 'deny', who: 'prompts and answers', where: '', ...stopped };
  if (resource.stack.app === 'aws') {
    const holders = holdersOf(resource);
    for (const document of policyDocuments(resource.properties)) yield* statements(document, holders);
    yield* securityGroupRules(resource);
  } else yield* terraformGrants(resource);
}

/** Whose right a statement without a principal is. */
function holdersOf({ type, id, properties }: Resource): readonly string[] {
  const roles = type === 'AWS::IAM::Policy' || type === 'AWS::IAM::ManagedPolicy' ? list(properties['Roles']).map(renderedText) : [];
  return roles.length > 0 ? roles : [id];
}

/** Policy documents at any depth, also those written as text. */
function* policyDocuments(value: unknown): Iterable<Record<string, unknown>> {
  const inside = typeof value === 'string' || 'Fn::Join' in record(value) || 'Fn::Sub' in record(value) ? embeddedDocument(renderedText(value)) : value;
  if (Array.isArray(inside)) for (const item of inside) yield* policyDocuments(item);
  else if (record(inside)['Statement'] !== undefined) yield record(inside);
  else for (const item of Object.values(record(inside))) yield* policyDocuments(item);
}

function* statements(document: Record<string, unknown>, holders: readonly string[]): Iterable<Partial4> {
  for (const statement of blocks(document['Statement'])) {
    const effect = statement['Effect'] === 'Deny' ? 'deny' : 'allow';
    const whats = statement['NotAction'] === undefined ? list(statement['Action']).map(renderedText) : [allBut(statement['NotAction'])];
    const wheres = statement['NotResource'] === undefined ? list(statement['Resource'] ?? '').map(renderedText) : [allBut(statement['NotResource'])];
    const condition = statement['Condition'] === undefined ? '' : canonical(statement['Condition']);
    for (const who of principals(statement, holders))
      for (const what of whats) for (const where of wheres) yield { kind: 'iam', effect, who, what, where, condition };
  }
}

/** An exception list is one thing: what it spares is spared by the whole of it. */
function allBut(values: unknown): string {
  return `all but ${list(values).map(renderedText).sort().join(', ')}`;
}

function principals(statement: Record<string, unknown>, holders: readonly string[]): readonly string[] {
  if (statement['NotPrincipal'] !== undefined) return [allBut(Object.values(record(statement['NotPrincipal'])).flatMap(list))];
  const principal = statement['Principal'];
  if (principal === undefined) return holders;
  return typeof principal === 'string' ? [principal] : Object.values(record(principal)).flatMap((value) => list(value).map(renderedText));
}

function* securityGroupRules({ type, id, properties }: Resource): Iterable<Partial4> {
  const rule = (value: Record<string, unknown>, way: string, group: string): Partial4 => ({
    kind: 'network',
    effect: 'allow',
    who: renderedText(
      value['CidrIp'] ??
        value['CidrIpv6'] ??
        value['SourceSecurityGroupId'] ??
        value['DestinationSecurityGroupId'] ??
        value['SourcePrefixListId'] ??
        value['DestinationPrefixListId'] ??
        '?',
    ),
    what: `${way} ${renderedText(value['IpProtocol'] ?? '-1')} ${[...new Set([value['FromPort'], value['ToPort']].filter((port) => port !== undefined).map(renderedText))].join('-') || 'all'}`,
    where: group,
  });
  if (type === 'AWS::EC2::SecurityGroup') {
    for (const value of blocks(properties['SecurityGroupIngress'])) yield rule(value, 'in', id);
    for (const value of blocks(properties['SecurityGroupEgress'])) yield rule(value, 'out', id);
  }
  if (type === 'AWS::EC2::SecurityGroupIngress') yield rule(properties, 'in', renderedText(properties['GroupId'] ?? ''));
  if (type === 'AWS::EC2::SecurityGroupEgress') yield rule(properties, 'out', renderedText(properties['GroupId'] ?? ''));
}

function* terraformGrants({ type, id, properties }: Resource): Iterable<Partial4> {
  const text = (key: string) => (properties[key] === undefined ? '' : renderedText(properties[key]));
  const allow = { kind: 'iam', effect: 'allow' } as const;
  if (/^google_.*_iam_(member|binding)$/.test(type)) {
    const target = Object.entries(properties).find(([key]) => !/^(role|members?|condition|depends_on|lifecycle|provider|\/\/)$/.test(key));
    const condition = properties['condition'] === undefined ? '' : canonical(properties['condition']);
    for (const who of list(properties['member'] ?? properties['members']).map(renderedText)) {
      yield { ...allow, who, what: text('role'), where: target === undefined ? '' : renderedText(target[1]), condition };
    }
  } else if (type === 'google_project_iam_custom_role') {
    for (const what of list(properties['permissions']).map(renderedText)) yield { ...allow, who: `role ${text('role_id')}`, what, where: text('project') };
  } else if (type === 'google_iam_workload_identity_pool_provider') {
    yield {
      ...allow,
      who: canonical(properties['oidc'] ?? properties['aws'] ?? ''),
      what: 'federate',
      where: text('workload_identity_pool_id'),
      condition: text('attribute_condition'),
    };
  } else if (type === 'google_org_policy_policy') {
    yield { ...allow, effect: 'deny', who: text('parent'), what: `against ${text('name')}`, where: '', condition: canonical(properties['spec'] ?? {}) };
  } else if (type === 'google_compute_firewall') {
    const way = text('direction') === 'EGRESS' ? 'out' : 'in';
    for (const effect of ['allow', 'deny'] as const) {
      for (const rule of blocks(properties[effect])) {
        const ports = list(rule['ports']).map(renderedText).join(',') || 'all';
        const who = list(properties['source_ranges'] ?? properties['destination_ranges'] ?? properties['source_tags'])
          .map(renderedText)
          .join(', ');
        yield { kind: 'network', effect, who, what: `${way} ${renderedText(rule['protocol'] ?? 'all')} ${ports}`, where: text('network') };
      }
    }
  } else if (type === 'azurerm_role_assignment') {
    yield {
      ...allow,
      who: text('principal_id'),
      what: text('role_definition_name') || text('role_definition_id'),
      where: text('scope'),
      condition: text('condition'),
    };
  } else if (type === 'azurerm_federated_identity_credential') {
    yield { ...allow, who: `${text('subject')} of ${text('issuer')}`, what: 'federate', where: text('parent_id') };
  } else if (type === 'google_project_iam_audit_config') {
    for (const log of blocks(properties['audit_log_config'])) {
      const exempted = list(log['exempted_members']).map(renderedText).sort().join(', ');
      const what = `${renderedText(log['log_type'] ?? '')} of ${text('service')} unlogged`;
      yield { ...allow, effect: 'deny', who: 'anyone', what, where: text('project'), condition: exempted === '' ? '' : `except ${exempted}` };
    }
  } else if (type === 'google_access_context_manager_service_perimeter') {
    yield* perimeter(text('name'), properties);
  } else if (/^azurerm_.*_policy_assignment$/.test(type)) {
    // Not enforced, it only reports.
    if (String(properties['enforce']) !== 'false')
      yield {
        ...allow,
        effect: 'deny',
        who: text('subscription_id'),
        what: `against ${text('policy_definition_id')}`,
        where: '',
        condition: text('parameters'),
      };
  } else if (type === 'azurerm_network_security_group' || type === 'azurerm_network_security_rule') {
    for (const rule of type.endsWith('group') ? blocks(properties['security_rule']) : [properties]) {
      const side = renderedText(rule['direction'] ?? '') === 'Outbound' ? 'destination' : 'source';
      const who = [rule[`${side}_address_prefix`], ...list(rule[`${side}_address_prefixes`])].filter((value) => value !== undefined && value !== null);
      const ports = [rule['destination_port_range'], ...list(rule['destination_port_ranges'])].filter((value) => value !== undefined && value !== null);
      yield {
        kind: 'network',
        effect: rule['access'] === 'Deny' ? 'deny' : 'allow',
        who: who.map(renderedText).join(', '),
        what: `${side === 'source' ? 'in' : 'out'} ${renderedText(rule['protocol'] ?? '*')} ${ports.map(renderedText).join(',')}`,
        where: id,
      };
    }
  }
}

/** What a perimeter keeps in, and its exceptions; `spec` is the one that is only tried. */
function* perimeter(name: string, properties: Readonly<Record<string, unknown>>): Iterable<Partial4> {
  for (const [part, condition] of [
    ['status', ''],
    ['spec', 'dry run'],
  ] as const) {
    for (const rules of blocks(properties[part])) {
      const inside = { kind: 'iam', where: name, condition } as const;
      for (const what of list(rules['restricted_services']).map(renderedText)) yield { ...inside, effect: 'deny', who: 'outside the perimeter', what };
      for (const what of list(rules['resources']).map(renderedText)) yield { ...inside, effect: 'deny', who: 'outside the perimeter', what };
      for (const way of ['ingress', 'egress'] as const)
        for (const rule of blocks(rules[`${way}_policies`]))
          yield { ...inside, effect: 'allow', who: canonical(rule[`${way}_from`] ?? ''), what: `${way} ${canonical(rule[`${way}_to`] ?? '')}` };
    }
  }
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
}
