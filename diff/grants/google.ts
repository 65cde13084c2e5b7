import { canonical } from '../../evidence/synthesized/canonical.js';
import { renderedText } from '../../evidence/synthesized/rendered-text.js';
import { blocks, type Resource } from '../../evidence/synthesized/stack.js';
import { allow, deny, type Granted, listOf, textOf, textsOf } from './granted.js';

export function* roleMember(resource: Resource): Iterable<Granted> {
  const { properties } = resource;
  const target = Object.entries(properties).find(([key]) => !/^(role|members?|condition|depends_on|lifecycle|provider|\/\/)$/.test(key));
  const condition = properties['condition'] === undefined ? '' : canonical(properties['condition']);
  for (const who of textsOf(properties['member'] ?? properties['members'])) {
    yield { ...allow, who, what: textOf(resource, 'role'), where: target === undefined ? '' : renderedText(target[1]), condition };
  }
}

export function* customRole(resource: Resource): Iterable<Granted> {
  for (const what of textsOf(resource.properties['permissions']))
    yield { ...allow, who: `role ${textOf(resource, 'role_id')}`, what, where: textOf(resource, 'project') };
}

export function* identityProvider(resource: Resource): Iterable<Granted> {
  yield {
    ...allow,
    who: canonical(resource.properties['oidc'] ?? resource.properties['aws'] ?? ''),
    what: 'federate',
    where: textOf(resource, 'workload_identity_pool_id'),
    condition: textOf(resource, 'attribute_condition'),
  };
}

export function* organizationPolicy(resource: Resource): Iterable<Granted> {
  const condition = canonical(resource.properties['spec'] ?? {});
  yield { ...deny, who: textOf(resource, 'parent'), what: `against ${textOf(resource, 'name')}`, where: '', condition };
}

export function* firewall(resource: Resource): Iterable<Granted> {
  const { properties } = resource;
  const way = textOf(resource, 'direction') === 'EGRESS' ? 'out' : 'in';
  const who = textsOf(properties['source_ranges'] ?? properties['destination_ranges'] ?? properties['source_tags']).join(', ');
  for (const effect of ['allow', 'deny'] as const) {
    for (const rule of blocks(properties[effect])) {
      const ports = textsOf(rule['ports']).join(',') || 'all';
      yield { kind: 'network', effect, who, what: `${way} ${renderedText(rule['protocol'] ?? 'all')} ${ports}`, where: textOf(resource, 'network') };
    }
  }
}

export function* auditConfig(resource: Resource): Iterable<Granted> {
  for (const log of blocks(resource.properties['audit_log_config'])) {
    const exempted = [...textsOf(log['exempted_members'])].sort().join(', ');
    const what = `${renderedText(log['log_type'] ?? '')} of ${textOf(resource, 'service')} unlogged`;
    yield { ...deny, who: 'anyone', what, where: textOf(resource, 'project'), condition: exempted === '' ? '' : `except ${exempted}` };
  }
}

/** What a perimeter keeps in, and its exceptions; `spec` is the one that is only tried. */
export function* perimeter(resource: Resource): Iterable<Granted> {
  const where = textOf(resource, 'name');
  for (const [part, condition] of [
    ['status', ''],
    ['spec', 'dry run'],
  ] as const) {
    for (const rules of blocks(resource.properties[part])) {
      for (const kept of [...listOf(rules['restricted_services']), ...listOf(rules['resources'])])
        yield { ...deny, who: 'outside the perimeter', what: renderedText(kept), where, condition };
      for (const way of ['ingress', 'egress'] as const)
        for (const rule of blocks(rules[`${way}_policies`]))
          yield { ...allow, who: canonical(rule[`${way}_from`] ?? ''), what: `${way} ${canonical(rule[`${way}_to`] ?? '')}`, where, condition };
    }
  }
}
