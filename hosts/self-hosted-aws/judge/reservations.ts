import { parameterName } from '../../../derived/names.js';
import { stacksOfHost } from '../../../evidence/synthesized/host-of-resource.js';
import type { Problem } from '../../../evidence/synthesized/problem.js';
import { renderedText } from '../../../evidence/synthesized/rendered-text.js';
import { dig, type Resource, record, type SynthesizedStack } from '../../../evidence/synthesized/stack.js';
import type { Topology } from '../../../topology/schema/topology.js';
import { sortedEntries } from '../../../topology/views.js';
import type { AwsFleetHost } from '../schema.js';

/** What the templates hold against what a host declares: the reservations, their group, and the group as a target. */
export function* emittedCapacityProblems(stacks: readonly SynthesizedStack[], topology: Topology, id: string, host: AwsFleetHost): Iterable<Problem> {
  const own = stacksOfHost(topology, id, stacks).flatMap(({ resources }) => resources);
  const groups = own.filter(({ type, properties }) => type === 'AWS::ResourceGroups::Group' && isPool(properties));
  for (const group of groups) yield* groupProblems(group, host);
  for (const stack of stacksOfHost(topology, id, stacks, 'aws-capacity')) {
    if (groups.some((group) => group.stack === stack)) continue;
    yield {
      stack,
      message: `${stack.name} makes no reservation group for Auto Scaling to target.`,
      fix: 'Restore the synthesized reservation group.',
    };
  }

  const expected = parameterName(topology.name, 'capacity', id, 'group-arn');
  for (const fleet of groups.length > 0 ? own.filter(({ type }) => type === 'AWS::AutoScaling::AutoScalingGroup') : []) {
    const targets = dig(fleet.properties, 'CapacityReservationSpecification', 'CapacityReservationTarget', 'CapacityReservationResourceGroupArns');
    const named = (Array.isArray(targets) ? targets : []).map((target) => sharedName(fleet.stack, target));
    if (named.length !== 1 || named[0] !== expected) {
      yield {
        resource: fleet,
        message: `The Auto Scaling group targets ${named.length === 0 ? 'no reservation group' : named.join(', ')}. Needed: the group shared as ${expected}.`,
        fix: 'Restore CapacityReservationSpecification in the synthesized Auto Scaling group.',
      };
    }
  }
}

function* groupProblems(group: Resource, { capacity }: AwsFleetHost): Iterable<Problem> {
  const created = group.stack.resources.filter(({ type }) => type === 'AWS::EC2::CapacityReservation');
  const members = (Array.isArray(group.properties['Resources']) ? group.properties['Resources'] : []).map(renderedText);
  const wanted = [
    ...created.map((reservation) => `\${${reservation.id}.CapacityReservationArn}`),
    ...Object.values(capacity.blocks).map(({ reservationId }) => reservationId),
  ];
  const found = members.map((member) => member.slice(member.lastIndexOf('/') + 1));
  const fix = 'Restore the synthesized reservation group.';
  for (const member of found.filter((item) => !wanted.includes(item))) {
    yield { resource: group, message: `The reservation group holds ${member}, which the topology does not declare.`, fix };
  }
  for (const member of wanted.filter((item) => !found.includes(item))) {
    yield { resource: group, message: `The reservation group lacks ${member}.`, fix };
  }
  const declared = sortedEntries(capacity.reservations).map(([, { availabilityZone, count }]) => `${count} in ${availabilityZone}`);
  const emitted = created.map(({ properties }) => `${renderedText(properties['InstanceCount'])} in ${renderedText(properties['AvailabilityZone'])}`);
  if (declared.sort().join() !== emitted.sort().join()) {
    yield {
      resource: group,
      message: `The stack reserves ${emitted.join(', ') || 'nothing'}; the topology declares ${declared.join(', ') || 'nothing'}.`,
      fix: 'Restore the synthesized capacity reservations.',
    };
  }
}

function isPool(properties: Readonly<Record<string, unknown>>): boolean {
  const { Configuration: configuration } = properties;
  return Array.isArray(configuration) && configuration.some((item) => record(item)['Type'] === 'AWS::EC2::CapacityReservationPool');
}

/** The name of the parameter that a reference reads, or the text itself. */
function sharedName(stack: SynthesizedStack, value: unknown): string {
  const name = record(value)['Ref'];
  return String((typeof name === 'string' ? dig(stack.document, 'Parameters', name, 'Default') : undefined) ?? renderedText(value));
}
