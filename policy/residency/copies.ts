import { copySettingsOf } from '../../catalogue/asked.js';
import type { CopyDestination } from '../../catalogue/row.js';
import { isDescribed } from '../../clouds/clouds.js';
import { isExtended } from '../../derived/extensions.js';
import { logArchiveOf } from '../../derived/landing-zone.js';
import { allowedRegions } from '../../derived/regions.js';
import { arnServiceOf, type NamedPlace, namedPlace } from '../../evidence/places/named-place.js';
import { type OwnPlace, ownPlace } from '../../evidence/places/own-place.js';
import { valuesAt } from '../../evidence/places/values-at.js';
import { subjectPath } from '../../evidence/synthesized/host-of-resource.js';
import { renderedText } from '../../evidence/synthesized/rendered-text.js';
import type { Resource, SynthesizedStack } from '../../evidence/synthesized/stack.js';
import type { Rule, RuleContext, Violation } from '../rule.js';

export const rule: Rule = {
  id: 'residency/copies',
  severity: 'fatal',
  title: 'Everything that data can be copied to is in the account and region of what it copies.',
  why: 'A copy is the data. A log group of another account, a replica in another region, a queue for what could not be delivered, a mirror of packets or a redirect of callers takes prompts, weights and identities out of the zone although every host stays in it.',
  fix: 'Name a log group, bucket, topic or queue of the same stack, remove the setting, or declare the place: landingZone.logArchive for flow logs, else an extension with destinations. The row of a type in catalogue/ names the settings that copy.',

  *aws(stacks, context) {
    yield* judge(stacks, context);
  },

  *terraform(stacks, context) {
    yield* judge(stacks, context);
  },
};

function* judge(stacks: readonly SynthesizedStack[], context: RuleContext): Iterable<Violation> {
  for (const resource of stacks.flatMap((stack) => stack.resources)) {
    // What copies by being there is allowed where an extension names its type.
    const extended = isExtended(context.topology, context.asOf, { kind: 'type', value: resource.type, stack: resource.stack.name });
    for (const setting of copySettingsOf(resource.type)) {
      if (setting.path === '' && extended) continue;
      const values = valuesAt(resource.properties, setting.path);
      const said = (message: string): Violation => ({ path: resource.origin, resource, message: `${resource.id}: ${message}` });
      if (setting.kind === 'switch') {
        const copying = values.find(setting.copies);
        if (copying !== undefined) yield said(`${setting.path || resource.type} ${setting.effect}. Allowed: no copy outside ${place(resource, context)}.`);
        continue;
      }
      if (values.length === 0 && setting.needed === true) yield said(`${setting.path} is absent, and the service chooses where data goes. ${wanted(setting)}`);
      for (const value of values) {
        const problem = strayed(value, setting, { resource, stacks, context });
        if (problem !== undefined) yield said(`${setting.path} ${problem}. ${wanted(setting)}`);
      }
    }
  }
}

interface Seen {
  readonly resource: Resource;
  readonly stacks: readonly SynthesizedStack[];
  readonly context: RuleContext;
}

/** Why what a setting names is no place for a copy; undefined when it is one. */
function strayed(value: unknown, { to }: CopyDestination, { resource, stacks, context }: Seen): string | undefined {
  const own = ownPlace(context.topology, resource);
  const text = renderedText(value);
  if (to === 'recipient') return context.topology.finance.notify.includes(text) ? undefined : `is ${text}, which is not in finance.notify`;
  if (to === 'region') return own.regions.includes(text.replace('${AWS::Region}', resource.stack.region ?? '')) ? undefined : `is ${text}`;
  const named = namedPlace(value, resource, stacks);
  switch (named.kind) {
    case 'resource':
      return to.includes(named.resource.type) ? undefined : `names ${named.resource.id}, which is ${named.resource.type}`;
    case 'place':
      if (isOwn(named, own) && (named.service === undefined || to.some((type) => arnServiceOf(type) === named.service))) return undefined;
      if (isDeclared(named, resource, context)) return undefined;
      return `names ${named.text}, which is no such place in ${own.account ?? 'an account that is known'}, ${own.regions.join(' or ')}`;
    case 'unresolved':
      return `is ${named.text}, and it cannot be told where that is`;
  }
}

function isOwn({ account, region }: NamedPlace & { kind: 'place' }, own: OwnPlace): boolean {
  return account !== undefined && account === own.account && region !== undefined && own.regions.includes(region);
}

/** What the landing zone or an extension declares: the archive of flow logs of a region, and destinations in force. */
function isDeclared({ account, region, bucket }: NamedPlace & { kind: 'place' }, { type, stack }: Resource, { topology, asOf }: RuleContext): boolean {
  if (type === 'AWS::EC2::FlowLog' && bucket !== undefined && bucket === logArchiveOf(topology, stack.region ?? '')?.bucket) return true;
  const value = { ...(account !== undefined && { account }), ...(region !== undefined && { region }), ...(bucket !== undefined && { bucket }) };
  return isExtended(topology, asOf, { kind: 'destination', value, stack: stack.name });
}

function wanted({ to }: CopyDestination): string {
  if (to === 'recipient') return 'Allowed: the addresses in finance.notify.';
  return to === 'region' ? 'Allowed: the region of the resource.' : `Allowed: ${to.join(', ')} of the same account and region.`;
}

function place({ stack }: Resource, { topology }: RuleContext): string {
  return isDescribed(stack.cloud) ? [...allowedRegions(topology, stack.cloud, subjectPath(topology, stack))].sort().join(', ') : 'the zone';
}
