import { cloudFormationStack, type OriginIndex, type SynthesizedStack, terraformStack } from '../../../evidence/synthesized/stack.js';
import type { Evidence } from '../../../policy/engine.js';
import type { Json } from '../../support/documents.js';
import { type Edit, removed, type Step } from './kind.js';

/** Everything that was synthesized, with one edit of one stack. Nothing that it is given is changed. */
export function mutatedEvidence(evidence: Evidence, stack: SynthesizedStack, edit: Edit): Evidence {
  const change = (stacks: readonly SynthesizedStack[] | undefined) =>
    (stacks ?? []).flatMap((one) => (one !== stack ? [one] : edit.absent === true ? [] : [mutatedStack(one, edit)]));
  return { aws: change(evidence.aws), terraform: change(evidence.terraform) };
}

function mutatedStack(stack: SynthesizedStack, edit: Edit): SynthesizedStack {
  const document = mutatedDocument(stack.document, edit) as Record<string, unknown>;
  const index: OriginIndex = { [stack.name]: { origin: stack.origin, resources: Object.fromEntries(stack.resources.map(({ id, origin }) => [id, origin])) } };
  return stack.app === 'aws' ? cloudFormationStack({ ...stack, ...edit.facts }, document, index) : terraformStack(stack.name, document, index);
}

/** A copy of a document with one place changed; what leads there is made where it is missing. */
export function mutatedDocument(document: unknown, { at, to }: Edit): unknown {
  const copy = structuredClone(document) as Json;
  if (at.length === 0) return to === undefined ? copy : to;
  const last = at.at(-1) as Step;
  let parent = copy;
  for (const step of at.slice(0, -1)) parent = parent[step] ??= {};
  if (to !== removed) parent[last] = structuredClone(to);
  else if (Array.isArray(parent)) parent.splice(Number(last), 1);
  else delete parent[last];
  return copy;
}
