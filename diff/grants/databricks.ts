import { renderedText } from '../../evidence/synthesized/rendered-text.js';
import { blocks, dig, type Resource } from '../../evidence/synthesized/stack.js';
import { allow, deny, type Granted, listOf, textOf } from './granted.js';

/** Who may do what: on one object, or in a workspace. */
export function* accessControl(resource: Resource): Iterable<Granted> {
  const where = textOf(resource, 'serving_endpoint_id') || `workspace ${textOf(resource, 'workspace_id')}`;
  for (const entry of blocks(resource.properties['access_control'])) {
    const who = ['service_principal_name', 'group_name', 'user_name'].map((name) => renderedText(entry[name] ?? '')).join('');
    yield { ...allow, who, what: renderedText(entry['permission_level'] ?? ''), where };
  }
  for (const what of listOf(resource.properties['permissions'])) yield { ...allow, who: textOf(resource, 'principal_id'), what: renderedText(what), where };
}

export function* federationPolicy(resource: Resource): Iterable<Granted> {
  const policy = resource.properties['oidc_policy'];
  const [subject, issuer] = ['subject', 'issuer'].map((name) => renderedText(dig(policy, name) ?? ''));
  yield { ...allow, who: `${subject} of ${issuer}`, what: 'federate', where: textOf(resource, 'service_principal_id') };
}

/** What serverless compute may reach. */
export function* egressPolicy(resource: Resource): Iterable<Granted> {
  const access = dig(resource.properties, 'egress', 'network_access');
  if (access === undefined) {
    yield { ...deny, who: `workspace ${textOf(resource, 'workspace_id')}`, what: `as ${textOf(resource, 'network_policy_id')} says`, where: '' };
    return;
  }
  const where = textOf(resource, 'network_policy_id');
  if (dig(access, 'restriction_mode') !== 'RESTRICTED_ACCESS')
    yield { kind: 'network', effect: 'allow', who: 'serverless compute', what: 'out to the internet', where };
  else yield { kind: 'network', effect: 'deny', who: 'serverless compute', what: 'out to the internet', where };
  for (const list of ['allowed_internet_destinations', 'allowed_storage_destinations'])
    for (const one of blocks(dig(access, list)))
      yield { kind: 'network', effect: 'allow', who: 'serverless compute', what: `out to ${renderedText(one)}`, where };
}

/** Who may call a workspace over the internet. */
export function* addressList(resource: Resource): Iterable<Granted> {
  const effect = textOf(resource, 'list_type') === 'BLOCK' ? 'deny' : 'allow';
  for (const who of listOf(resource.properties['ip_addresses'])) yield { kind: 'network', effect, who: renderedText(who), what: 'in', where: resource.id };
  for (const [what, value] of Object.entries(blocks(resource.properties['custom_config'])[0] ?? {}))
    yield { kind: 'network', effect: 'deny', who: 'everyone else', what: `${what} ${renderedText(value)}`, where: 'the workspace' };
}
