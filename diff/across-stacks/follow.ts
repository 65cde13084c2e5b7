import { cloudFormationStack, record, type SynthesizedStack, terraformStack } from '../../evidence/synthesized/stack.js';
import type { Draft } from '../change.js';
import { attributeChange } from '../changed-attributes.js';
import { type Mark, withRenewedValues } from './marks.js';
import type { PublishedValue, Resources } from './published-value.js';

/** One stack as it was and as it will be. */
export interface StackPair {
  readonly before: SynthesizedStack | undefined;
  readonly after: SynthesizedStack | undefined;
}

/** What differs between the two states of one stack. */
export type ChangesOf = (before: SynthesizedStack | undefined, after: SynthesizedStack | undefined) => Draft[];

/**
 * Changes of every stack, with what they do to the stacks that take their values: where the value of a replaced resource is published, what cannot
 * change it in place is replaced too, and what that publishes changes in turn.
 */
export function followedAcross(pairs: readonly StackPair[], published: readonly PublishedValue[], changesOf: ChangesOf): Draft[] {
  const own = new Map(pairs.map((pair) => [pair, changesOf(pair.before, pair.after)]));
  const result = new Map(own);
  const makers = new Map(pairs.map((pair) => [pair.after, pair]));
  const marks = new Map<PublishedValue, Mark>();
  let number = 0;
  for (let fresh = published; fresh.length > 0; ) {
    fresh = published.filter((value) => {
      const maker = makers.get(value.stack);
      const [mark, known] = [markOf(value, (maker && result.get(maker)) ?? [], number), marks.get(value)];
      if (mark === undefined || (known !== undefined && (known.certain || !mark.certain))) return false;
      marks.set(value, mark);
      number++;
      return true;
    });
    // All that is new at once: comparing a stack takes longer than everything else here.
    for (const pair of pairs) {
      const { before, after } = pair;
      if (before === undefined || after === undefined) continue;
      const taken = [...marks.values()].filter(({ value, text }) => value.stack !== after && value.renewedIn(after, text) !== undefined);
      if (!taken.some(({ value }) => fresh.includes(value))) continue;
      const renewed = (which: readonly Mark[]) => changesOf(before, renewedStack(after, which));
      result.set(pair, withRenewedValues(own.get(pair) ?? [], taken, renewed));
    }
  }
  return [...result.values()].flat();
}

/** Whether a published value becomes another one, and why; undefined while nothing it is made from changes. */
function markOf(value: PublishedValue, drafts: readonly Draft[], number: number): Mark | undefined {
  const { stack, sources, carrier, place } = value;
  const found = sources.flatMap(({ id, attribute }) => {
    const draft = drafts.find((one) => one.id === id);
    const change =
      draft &&
      attributeChange(
        draft,
        attribute,
        stack.resources.find((resource) => resource.id === id),
      );
    return change === undefined ? [] : [{ certain: change.certain, what: `\`${id}\` of \`${stack.name}\`, ${change.because}` }];
  });
  const written = drafts.some(
    ({ id, properties }) => id === carrier?.id && properties.some(({ path, idle }) => /^Properties\.Value\b/.test(path) && idle === undefined),
  );
  const all = [...found, ...(written ? [{ certain: true, what: `\`${carrier?.id}\` of \`${stack.name}\`, whose value changes` }] : [])];
  const [first] = [...all].sort((a, b) => Number(b.certain) - Number(a.certain));
  return first && { text: ` (renewed ${number})`, certain: first.certain, because: `refers by the ${place} to ${first.what}`, value };
}

/** A stack in which every marked value is another one. */
function renewedStack(stack: SynthesizedStack, marks: readonly Mark[]): SynthesizedStack {
  return marks.reduce((known, { value, text }) => {
    const resources = value.renewedIn(known, text);
    return resources === undefined ? known : withResources(known, resources);
  }, stack);
}

function withResources(stack: SynthesizedStack, resources: Resources): SynthesizedStack {
  const { app, name, document, origin } = stack;
  const index = { [name]: { origin, resources: Object.fromEntries(stack.resources.map((resource) => [resource.id, resource.origin])) } };
  return app === 'aws'
    ? cloudFormationStack(stack, { ...record(document), Resources: resources }, index)
    : terraformStack(name, { ...record(document), resource: resources }, index);
}
