import { type Identity, identityOf } from '../../evidence/synthesized/physical-name.js';
import type { Resource, SynthesizedStack } from '../../evidence/synthesized/stack.js';
import { type NameForm, nameForm } from '../../facts/limits.js';
import { pathSegments } from '../../topology/path-text.js';
import type { Rule, RuleContext, Violations } from '../rule.js';

export const rule: Rule = {
  id: 'state/one-name',
  severity: 'error',
  title: 'No two resources are given one name where a name is given once, and every name is one that its service takes.',
  why: 'Names are put together from keys of the topology: a fleet called gw-eu and the gateway of zone eu ask for the same load balancer on AWS, a host a-b on the reservation c and a host a on b-c for the same group of nodes on Google. The service refuses the second, or Terraform takes the first for its own, and the stack fails at the first deployment. A name that is too long fails there as well.',
  fix: 'Give one of them another key in the topology: the one that is not deployed yet, because a new name is a new resource.',
  source: 'catalogue/names/names.yaml',

  aws: named,
  terraform: named,
};

function* named(stacks: readonly SynthesizedStack[], context: RuleContext): Violations {
  const owners = new Map<string, Resource>();
  for (const resource of stacks.flatMap(({ resources }) => resources)) {
    const { type, origin } = resource;
    const identity = identityOf(resource);
    if (identity === undefined) continue;
    yield* malformed(resource, identity);
    // Azure and some of AWS tell no capitals from small letters, and nothing here tells names apart by them.
    const key = JSON.stringify([type, identity.name, ...identity.place]).toLowerCase();
    const owner = owners.get(key);
    if (owner === undefined) owners.set(key, resource);
    else
      yield {
        path: origin,
        resource,
        message: `${ownerText(resource, context)} and ${ownerText(owner, context)} both have one ${type} called ${identity.name}. Allowed: one${placeText(identity)}.`,
      };
  }
}

/** Entry of the topology with its place in the file, and the stack. */
function ownerText({ origin, stack }: Resource, { source }: RuleContext): string {
  const { file, line } = source.locate(pathSegments(origin));
  return `${origin} (${file}:${line}, stack ${stack.name})`;
}

function placeText({ place }: Identity): string {
  const said = place.filter((part) => part !== '');
  return said.length === 0 ? ' in all of the cloud' : ` in ${said.join(', ')}`;
}

/** A name that its service does not take. What the deployment fills in cannot be measured before. */
function* malformed(resource: Resource, { name, form }: Identity): Violations {
  if (form === undefined || name.includes('${')) return;
  const { least, most, letters, pattern, what } = nameForm(form as NameForm['name']);
  if (name.length >= least && name.length <= most && new RegExp(pattern).test(name)) return;
  yield {
    path: resource.origin,
    resource,
    message: `${resource.id} is called ${name}, ${name.length} characters. Allowed for ${what}: ${least} to ${most} characters; ${letters}.`,
    fix: 'Give what it is called after a shorter key in the topology, or one of other characters.',
  };
}
