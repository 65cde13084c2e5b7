import { blocks, dig, type Resource, record } from '../../evidence/synthesized/stack.js';
import { cloudOf, isFleet } from '../../hosts/schemas.js';
import { pathOf } from '../../topology/path.js';
import type { GoogleAccount } from '../../topology/schema/accounts.js';
import { sortedEntries } from '../../topology/views.js';
import type { Rule } from '../rule.js';

/** APIs that answer with prompts, documents, the keys to them, or entries on who asked for them. */
const guarded = ['aiplatform', 'cloudkms', 'discoveryengine', 'logging', 'modelarmor', 'storage'];
/** The same of a fleet: its API keys and images. */
const guardedForFleets = ['artifactregistry', 'secretmanager'];

export const rule: Rule = {
  id: 'network/perimeter',
  severity: 'error',
  title:
    'A VPC Service Controls perimeter surrounds every Google project that serves models, in the mode the topology declares, and only declared identities come in from outside.',
  why: 'IAM decides who may call, from anywhere on the internet. The perimeter decides from where, so that a leaked token is of no use outside, and it stops a copy into a project of another organization.',
  fix: 'Restore the synthesized perimeter. Begin with mode dry-run, read its log, then set accounts.google.<alias>.perimeter.mode to enforced and name who deploys.',
  source: 'VPC Service Controls, service perimeters',

  *terraform(stacks, { topology }) {
    const resources = stacks.flatMap((stack) => stack.resources);
    const perimeters = resources.filter(({ type }) => type === 'google_access_context_manager_service_perimeter');
    for (const resource of resources.filter(({ type }) => holes.test(type))) {
      yield { path: resource.origin, resource, message: `${resource.id} opens a perimeter from beside it. Allowed: the policies inside the perimeter alone.` };
    }
    for (const [alias, account] of sortedEntries(topology.accounts.google)) {
      const hosts = Object.values(topology.hosts).filter((host) => cloudOf(host) === 'google' && host.account === alias);
      // An existing perimeter, and one of an account that another topology owns, cannot be seen here.
      if (hosts.length === 0 || !account.owns || topology.existing.perimeters[alias] !== undefined) continue;
      const path = pathOf('accounts', 'google', alias, 'perimeter');
      const around = perimeters.filter((resource) => insideOf(resource).includes(`projects/${account.number}`));
      if (around.length === 0) yield { path, message: `No perimeter surrounds ${account.project}.` };
      const services = [...guarded, ...(hosts.some(isFleet) ? guardedForFleets : [])].map((name) => `${name}.googleapis.com`);
      for (const resource of around) for (const message of problems(resource, account, services)) yield { path, resource, message };
    }
  },
};

/** Types that add to a perimeter defined elsewhere, or let callers in by where they are. */
const holes = /^google_access_context_manager_(service_perimeter_.*|access_level.*|gcp_user_access_binding)$/;

function insideOf({ properties }: Resource): readonly unknown[] {
  return ['spec', 'status'].flatMap((part) => {
    const resources = dig(properties, part, 'resources');
    return Array.isArray(resources) ? resources : [];
  });
}

function* problems({ properties }: Resource, { number, perimeter }: GoogleAccount, guardedServices: readonly string[]): Iterable<string> {
  const emitted = properties['status'] === undefined ? 'dry-run' : 'enforced';
  if (emitted !== perimeter.mode) yield `The perimeter is ${emitted}; the topology says ${perimeter.mode}.`;
  const part = emitted === 'enforced' ? properties['status'] : properties['spec'];
  const restricted = dig(part, 'restricted_services');
  const missing = guardedServices.filter((service) => !(Array.isArray(restricted) && restricted.includes(service)));
  if (missing.length > 0) yield `restricted_services lacks ${missing.join(', ')}.`;
  if (dig(part, 'vpc_accessible_services', 'enable_restriction') !== true) yield 'vpc_accessible_services.enable_restriction is not true.';
  const levels = dig(part, 'access_levels');
  if (Array.isArray(levels) && levels.length > 0)
    yield `Access levels ${levels.join(', ')} let callers in by address or device. Allowed: the declared deployers.`;
  for (const policy of blocks(record(part)['ingress_policies'])) yield* ingressProblems(policy, { number, perimeter }, restricted);
  if (record(part)['egress_policies'] !== undefined) yield 'An egress policy lets data out of the perimeter. Allowed: none.';
}

/** An ingress policy names who deploys, and the services of this project one by one. */
function* ingressProblems(
  policy: Record<string, unknown>,
  { number, perimeter }: Pick<GoogleAccount, 'number' | 'perimeter'>,
  restricted: unknown,
): Iterable<string> {
  const from = record(blocks(policy['ingress_from'])[0]);
  const identities = Array.isArray(from['identities']) ? from['identities'].map(String) : [];
  const strangers = identities.filter((identity) => !perimeter.deployers.includes(identity));
  if (from['identity_type'] !== undefined) yield `An ingress policy admits ${String(from['identity_type'])}. Allowed: the declared deployers.`;
  else if (identities.length === 0 || strangers.length > 0)
    yield `An ingress policy admits ${strangers.join(', ') || 'no identity by name'}. Allowed: ${perimeter.deployers.join(', ') || 'none'}.`;
  const to = record(blocks(policy['ingress_to'])[0]);
  const projects = [to['resources']].flat().map(String);
  if (projects.join() !== `projects/${number}`) yield `An ingress policy leads to ${projects.join(', ')}. Allowed: projects/${number}.`;
  const services = blocks(to['operations']).map((operation) => String(operation['service_name']));
  const others = services.filter((service) => !(Array.isArray(restricted) && restricted.includes(service)));
  if (services.length === 0 || others.length > 0)
    yield `An ingress policy opens ${others.join(', ') || 'no service by name'}. Allowed: restricted services, one by one.`;
}
