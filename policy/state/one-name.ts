import { type ExpectedStack, stacksOfOneName } from '../../derived/expected-stacks.js';
import { hostOfPath } from '../../derived/host-of-path.js';
import { type Identity, identityOf, idText } from '../../evidence/synthesized/physical-name.js';
import type { Resource, SynthesizedStack } from '../../evidence/synthesized/stack.js';
import { type NameForm, nameForm } from '../../facts/limits.js';
import { pathSegments } from '../../topology/path-text.js';
import type { Rule, RuleContext, Violations } from '../rule.js';

export const rule: Rule = {
  id: 'state/one-name',
  severity: 'error',
  title: 'No two resources or stacks are given one name where a name is given once, and every name is one that its service takes.',
  why: 'Names are put together from keys of the topology: a fleet called gw-eu and the gateway of zone eu ask for the same load balancer on AWS, a host a-b on the reservation c and a host a on b-c for the same group of nodes on Google. The service refuses the second, or Terraform takes the first for its own, and the stack fails at the first deployment. A name that is too long fails there as well.',
  fix: 'Give one of them another key in the topology: the one that is not deployed yet, because a new name is a new resource.',
  source: 'catalogue/names/names.yaml',

  *topology(context) {
    for (const [first, second] of stacksOfOneName(context.topology))
      yield {
        path: second.path,
        message: `${entryText(second.path, context)} and ${entryText(first.path, context)} both have one stack called ${second.name}, of ${kindText(second)} and of ${kindText(first)}. Allowed: one.`,
      };
  },

  aws: named,
  terraform: named,
};

function* named(stacks: readonly SynthesizedStack[], context: RuleContext): Violations {
  const owners = new Map<string, Resource>();
  const pairs = new Map<string, Pair[]>();
  const shared = new Set<string>();
  for (const resource of stacks.flatMap(({ resources }) => resources)) {
    const identity = identityOf(resource);
    if (identity === undefined) continue;
    yield* malformed(resource, identity);
    // Azure and some of AWS tell no capitals from small letters, and nothing here tells names apart by them.
    const key = idText(resource.type, identity).toLowerCase();
    const owner = owners.get(key);
    if (owner === undefined) owners.set(key, resource);
    else {
      shared.add(idText(resource.type, identity));
      const entries = `${resource.origin} ${owner.origin}`;
      pairs.set(entries, [...(pairs.get(entries) ?? []), { resource, owner, identity }]);
    }
  }
  // What is in a thing that two have is two of a name as well.
  for (const all of pairs.values())
    yield* collision(
      all.filter(({ identity }) => !identity.place.some((part) => shared.has(part))),
      context,
    );
}

interface Pair {
  readonly resource: Resource;
  readonly owner: Resource;
  readonly identity: Identity;
}

/** Two entries of the topology that ask for the same names, which one other key tells apart. */
function* collision([first, ...others]: readonly Pair[], context: RuleContext): Violations {
  if (first === undefined) return;
  const { resource, owner, identity } = first;
  // Of what one entry asked for, such as a network for a host in it, the host says which is which.
  const belongsToHost = ({ origin }: SynthesizedStack) => hostOfPath(context.topology, origin) !== undefined;
  const entryOf = ({ origin, stack }: Resource) => (resource.origin === owner.origin && belongsToHost(stack) ? stack.origin : origin);
  const [path, ownerPath] = [entryOf(resource), entryOf(owner)];
  const more = others.length === 0 ? '' : `, and ${others.length} more ${others.length === 1 ? 'name' : 'names'}`;
  yield {
    path,
    resource,
    message: `${ownerText(resource, path, context)} and ${ownerText(owner, ownerPath, context)} both have one ${resource.type} called ${identity.name}${more}. Allowed: one${placeText(identity)}.`,
  };
}

function kindText({ account, kind, parts }: ExpectedStack): string {
  return [kind, ...parts, 'in', account].join(' ');
}

/** Entry of the topology with its place in the file, and the stack. */
function ownerText({ stack }: Resource, path: string, context: RuleContext): string {
  return `${entryText(path, context)} in stack ${stack.name}`;
}

function entryText(path: string, { source }: RuleContext): string {
  const { file, line } = source.locate(pathSegments(path));
  return `${path} (${file}:${line})`;
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
