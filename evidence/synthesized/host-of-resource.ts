import { type StackSubject, stackSubject } from '../../derived/stack-subject.js';
import type { Host } from '../../hosts/schemas.js';
import type { StackKind } from '../../hosts/shared/stack-kinds.js';
import type { Topology } from '../../topology/schema/topology.js';
import type { Resource, SynthesizedStack } from './stack.js';

/** What a stack was made for, by its name and the framework that wrote it; never by the index beside the output, which gives lines alone. */
export function subjectOf(topology: Topology, { name, app }: SynthesizedStack): StackSubject | undefined {
  const subject = stackSubject(topology, name);
  return subject !== undefined && subject.kind.startsWith('aws-') === (app === 'aws') ? subject : undefined;
}

/** Topology path of what a stack was made for; that of the whole file for a stack that the topology does not have. */
export function subjectPath(topology: Topology, stack: SynthesizedStack): string {
  return subjectOf(topology, stack)?.path ?? 'name';
}

/** The host that the stack of a resource was made for. */
export function hostOfResource(topology: Topology, { stack }: Resource): readonly [id: string, host: Host] | undefined {
  return subjectOf(topology, stack)?.host;
}

/** Stacks of a host; of the kinds that are named, or of all. */
export function stacksOfHost(topology: Topology, id: string, stacks: readonly SynthesizedStack[], ...kinds: readonly StackKind[]): SynthesizedStack[] {
  return stacks.filter((stack) => {
    const subject = subjectOf(topology, stack);
    return subject?.host?.[0] === id && (kinds.length === 0 || kinds.includes(subject.kind));
  });
}
