import type { ExtendedDestination, Extension } from '../topology/schema/extensions.js';
import { ownStacks } from '../topology/schema/own-stacks.js';
import type { Topology } from '../topology/schema/topology.js';
import { sortedEntries } from '../topology/views.js';
import { stackName } from './names.js';

/** Something in the output that only an extension can allow. `stack` is the name of its template or module. */
export type Addition =
  | { readonly kind: 'type' | 'range' | 'principal'; readonly value: string; readonly stack?: string }
  | { readonly kind: 'destination'; readonly value: Destination; readonly stack?: string }
  | { readonly kind: 'container'; readonly value: string; readonly image: string; readonly stack: string }
  | { readonly kind: 'argument'; readonly type: string; readonly value: string; readonly stack?: string }
  | { readonly kind: 'script'; readonly type: string; readonly value: string; readonly sha256: string; readonly stack: string };

/** A place that data goes to, as far as it is known: a bucket, or an account and a region. */
export type Destination = { readonly [Field in keyof ExtendedDestination]?: string };

/**
 * Whether an extension in force on a day allows an addition to what the blueprint emits. One that is bound to stacks
 * allows nothing where the stack is not said.
 */
export function isExtended(topology: Topology, asOf: string, addition: Addition): boolean {
  return extensionFor(topology, asOf, addition) !== undefined;
}

/** Id of the first extension in force that allows an addition. */
export function extensionFor(topology: Topology, asOf: string, addition: Addition): string | undefined {
  return sortedEntries(topology.extensions).find(
    ([id, extension]) => names(extension, addition) && covers(topology, id, extension, addition) && whyNotInForce(topology, id, asOf) === undefined,
  )?.[0];
}

/** Why an extension allows nothing on a day, as a clause of a sentence; undefined when it is in force. */
export function whyNotInForce(topology: Topology, id: string, asOf: string): string | undefined {
  const extension = topology.extensions[id];
  if (extension === undefined) return 'does not exist';
  if (asOf < extension.granted) return `begins on ${extension.granted}`;
  if (extension.expires < asOf) return `expired on ${extension.expires}`;
  const approval = topology.approvals[extension.approval];
  const subject = `extensions.${id}`;
  if (approval?.kind !== 'extension' || approval.subject !== subject)
    return `names the approval ${extension.approval}, which is not of kind extension for ${subject}`;
  return asOf < approval.grantedOn || approval.expires < asOf ? `names the approval ${extension.approval}, which is not in force` : undefined;
}

/** Name of the stack that an extension makes from code of one's own; undefined where it makes none. */
export function ownStackName(topology: Topology, id: string): string | undefined {
  const stack = topology.extensions[id]?.stack;
  return stack === undefined ? undefined : stackName(topology, stack.account, extensionKind[ownStacks[stack.code]], id);
}

/** Id of the extension that a stack is made from, by the stack's name; undefined for a stack of the blueprint. */
export function extensionOfStack(topology: Topology, stack: string): string | undefined {
  return Object.keys(topology.extensions).find((id) => ownStackName(topology, id) === stack);
}

/** Kind of stack of code of one's own, by cloud. */
export const extensionKind = { aws: 'aws-extension', google: 'google-extension', azure: 'azure-extension' } as const;

function names(extension: Extension, addition: Addition): boolean {
  switch (addition.kind) {
    case 'type':
      return extension.types.includes(addition.value);
    case 'range':
      return extension.ranges.includes(addition.value);
    case 'principal':
      return extension.principals.includes(addition.value);
    case 'destination':
      return extension.destinations.some((place) => isDestination(place, addition.value));
    case 'container':
      return extension.containers.some(({ name, image, stack }) => name === addition.value && image === addition.image && stack === addition.stack);
    case 'argument':
      return extension.arguments.some(({ type, path }) => type === addition.type && path === addition.value);
    case 'script':
      return extension.scripts.some(({ type, path, sha256 }) => type === addition.type && path === addition.value && sha256 === addition.sha256);
  }
}

/** The name of a bucket says which one it is, so account and region have to agree only as far as they are known. An account without a bucket is no leave for its buckets. */
function isDestination(declared: ExtendedDestination, asked: Destination): boolean {
  const agrees = (field: 'account' | 'region') => asked[field] === declared[field] || (asked.bucket !== undefined && asked[field] === undefined);
  return declared.bucket === asked.bucket && agrees('account') && agrees('region');
}

/** A container names its stack itself. */
function covers(topology: Topology, id: string, extension: Extension, { kind, stack }: Addition): boolean {
  if (kind === 'container') return true;
  const own = ownStackName(topology, id);
  const bound = extension.stacks ?? (own === undefined ? undefined : [own]);
  return bound === undefined || (stack !== undefined && bound.includes(stack));
}
