import { partitionOf } from '../../derived/partition-of.js';
import type { Unit } from '../../facts/limits.js';
import type { Topology } from '../../topology/schema/topology.js';
import { text } from '../iam/arn-of.js';
import { renderedText } from '../synthesized/rendered-text.js';
import { record, type SynthesizedStack } from '../synthesized/stack.js';

/** Size of a text. */
export function sizeOfText(value: string, unit: Exclude<Unit, 'items'>): number {
  switch (unit) {
    case 'bytes':
      return Buffer.byteLength(value);
    case 'characters':
      return value.length;
    case 'visible':
      return value.replace(/\s/g, '').length;
    case 'references':
      return value.split('{{resolve:').length - 1;
  }
}

/** Size of a value of a resource. A block that Terraform writes as an object is one item. */
export function sizeOf(value: unknown, unit: Unit, stack: SynthesizedStack, topology: Topology): number {
  if (unit === 'items') return itemsOf(value);
  return sizeOfText(textOf(value, stack, topology), unit);
}

/** How many items a list has. One that a function makes at deployment is without a number, so that it fits no limit. */
function itemsOf(value: unknown): number {
  if (value === undefined) return 0;
  if (Array.isArray(value)) return value.length;
  return isMadeLater(value) ? Number.POSITIVE_INFINITY : 1;
}

/** Whether a list or block is a reference or function, whose value nobody knows before a deployment. */
function isMadeLater(value: unknown): boolean {
  return typeof value === 'string' || Object.keys(record(value)).some((key) => key === 'Ref' || key.startsWith('Fn::'));
}

/** A value as text, with its references as far as they are known before a deployment. */
export function textOf(value: unknown, stack: SynthesizedStack, topology: Topology): string {
  if (stack.app !== 'aws') return renderedText(value);
  const { account = '', region = '' } = stack;
  return text(value, stack, { account, region, partition: partitionOf(topology, account) });
}

/** Values at a path of properties: `name[]` enters every element of a list and `*` every value. Terraform writes a single block as an object. */
export function valuesAt(value: unknown, path: string): unknown[] {
  return path.split('.').reduce<unknown[]>(
    (found, step) =>
      found.flatMap((at) => {
        // What it holds is not known either.
        if (isMadeLater(at)) return [at];
        if (step === '*') return Object.values(record(at));
        const next = record(at)[step.replace('[]', '')];
        return step.endsWith('[]') ? [next].flat() : [next];
      }),
    [value],
  );
}
