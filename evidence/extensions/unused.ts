import { ownStackName } from '../../derived/extensions.js';
import type { Outputs } from '../../topology/outputs.js';
import type { Extension } from '../../topology/schema/extensions.js';
import type { Topology } from '../../topology/schema/topology.js';
import { containersOf } from '../containers/containers.js';
import { valuesAt } from '../places/values-at.js';
import { isAdditional } from '../presence/additional.js';
import { programsOf } from '../scripts/programs.js';
import { digestOf } from '../scripts/recognised.js';
import { isText, renderedText } from '../synthesized/rendered-text.js';
import type { Resource, SynthesizedStack } from '../synthesized/stack.js';

/** Something that an extension declares: where, and how a person calls it. */
export interface Declared {
  readonly field: keyof Extension;
  readonly index: number;
  readonly what: string;
}

/** What an extension declares and nothing in the output of both applications is. */
export function unusedIn(topology: Topology, outputs: Outputs, id: string, stacks: readonly SynthesizedStack[]): Declared[] {
  const extension = topology.extensions[id];
  if (extension === undefined) return [];
  const own = ownStackName(topology, id);
  const bound = extension.stacks ?? (own === undefined ? undefined : [own]);
  const resources = stacks.filter(({ name }) => bound === undefined || bound.includes(name)).flatMap((stack) => stack.resources);
  const texts = new Set(resources.flatMap(({ properties }) => [...textsIn(properties)]));
  const some = (holds: (resource: Resource) => boolean) => resources.some(holds);
  const found: readonly (readonly [field: keyof Extension, list: readonly (readonly [what: string, used: boolean])[]])[] = [
    ['types', extension.types.map((type) => [type, some((resource) => resource.type === type && isAdditional(topology, outputs, resource))])],
    ['ranges', extension.ranges.map((range) => [range, texts.has(range)])],
    ['principals', extension.principals.map((principal) => [principal, texts.has(principal)])],
    [
      'destinations',
      extension.destinations.map(({ account, region, bucket }) => [
        bucket ?? `${account} in ${region}`,
        isNamed(texts, bucket === undefined ? [account, region] : [bucket]),
      ]),
    ],
    [
      'arguments',
      extension.arguments.map(({ type, path }) => [`${path} of ${type}`, some((one) => one.type === type && valuesAt(one.properties, path).length > 0)]),
    ],
    ['scripts', extension.scripts.map(({ type, path, sha256 }) => [`${path} of ${type}`, some((one) => one.type === type && carries(one, path, sha256))])],
    [
      'containers',
      extension.containers.map(({ name, image, stack }) => [
        name,
        stacks.some((one) => one.name === stack && one.resources.some((resource) => runs(resource, name, image))),
      ]),
    ],
  ];
  return found.flatMap(([field, list]) => list.flatMap(([what, used], index) => (used ? [] : [{ field, index, what }])));
}

/** Every text of a resource, put together where it is made of several. */
function* textsIn(value: unknown): Iterable<string> {
  if (isText(value)) yield renderedText(value);
  else if (Array.isArray(value)) for (const item of value) yield* textsIn(item);
  else if (value !== null && typeof value === 'object') for (const item of Object.values(value)) yield* textsIn(item);
}

function isNamed(texts: ReadonlySet<string>, words: readonly string[]): boolean {
  return [...texts].some((text) => words.every((word) => text.includes(word)));
}

function carries(resource: Resource, path: string, sha256: string): boolean {
  return programsOf(resource).some(({ at, text }) => at === path && digestOf(text) === sha256);
}

function runs(resource: Resource, name: string, image: string): boolean {
  return containersOf(resource).some((one) => one.name === name && one.image === image);
}
