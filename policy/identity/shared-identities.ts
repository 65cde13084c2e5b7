import { type Resource, type SynthesizedStack, strings } from '../../evidence/synthesized/stack.js';
import type { Violation } from '../rule.js';

const federation = 'roles/iam.workloadIdentityUser';

/** Identities in another cloud that more than one caller may take, and grants to a whole pool of callers. */
export function* sharedIdentities({ cloud, resources }: SynthesizedStack): Iterable<Violation> {
  if (cloud === 'azure') {
    yield* taken(
      resources.filter(({ type }) => type === 'azurerm_federated_identity_credential'),
      'parent_id',
      'subject',
    );
    return;
  }
  if (cloud !== 'google') return;
  const grants = resources.filter(({ type }) => type === 'google_service_account_iam_member');
  const federated = grants.filter(({ properties }) => properties['role'] === federation);
  yield* taken(federated, 'service_account_id', 'member');
  const accounts = new Set(federated.map(({ properties }) => properties['service_account_id']));
  for (const grant of grants) {
    const { role, member, service_account_id: account } = grant.properties;
    if (role === federation || !accounts.has(account)) continue;
    yield {
      path: grant.origin,
      resource: grant,
      message: `${String(member)} may act as the service account of a workload, by ${String(role)}. Allowed: its gateway role alone.`,
    };
  }
  for (const resource of resources.filter(({ type, properties }) => /_iam_(member|binding|policy)$/.test(type) && properties['role'] !== federation)) {
    const pool = [...strings(resource.properties)].find(([, text]) => text.includes('principalSet://'));
    if (pool !== undefined) yield { path: resource.origin, resource, message: `${resource.id} grants to ${pool[1]}, which is more than one caller.` };
  }
}

/** Each identity has one caller, and each caller one identity. */
function* taken(grants: readonly Resource[], identity: string, caller: string): Iterable<Violation> {
  for (const [own, other, what] of [
    [identity, caller, 'is taken by'],
    [caller, identity, 'takes'],
  ] as const) {
    const known = new Map<unknown, unknown>();
    for (const grant of grants) {
      const [key, value] = [grant.properties[own], grant.properties[other]];
      const first = known.get(key) ?? value;
      known.set(key, first);
      if (first !== value)
        yield { path: grant.origin, resource: grant, message: `${String(key)} ${what} both ${String(first)} and ${String(value)}. Allowed: one.` };
    }
  }
}
