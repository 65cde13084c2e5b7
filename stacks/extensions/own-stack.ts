import type { Construct } from 'constructs';
import { ownStackName } from '../../derived/extensions.js';
import type { OwnStackName, ownStacks } from '../../topology/schema/own-stacks.js';
import { sortedEntries } from '../../topology/views.js';
import type { StackContext } from '../context.js';
import { type StackPart, stackPart } from '../stack-part.js';

/** Where code of your own puts its stack. */
export interface OwnStackPlace {
  /** Id of the extension: the last part of the stack's name. */
  readonly id: string;
  /** Alias of the account. */
  readonly account: string;
  readonly region: string;
}

/** Makes one stack below the application. It extends the base class of its cloud, so that account, tags and landing zone are those of every stack. */
export type MakeOwnStack = (app: Construct, context: StackContext, place: OwnStackPlace) => void;

/** Names of code whose stacks are of some clouds. */
export type OwnStackOn<C extends 'aws' | 'google' | 'azure'> = {
  [Name in OwnStackName]: (typeof ownStacks)[Name] extends C ? Name : never;
}[OwnStackName];

/** The stack of every extension whose code is in a registry, in the order of their ids. */
export function ownStackParts({ topology }: StackContext, registry: Readonly<Partial<Record<OwnStackName, MakeOwnStack>>>): StackPart[] {
  return sortedEntries(topology.extensions).flatMap(([id, { stack }]) => {
    if (stack === undefined) return [];
    const { code, account, region } = stack;
    const make = registry[code];
    if (make === undefined) return [];
    return [
      stackPart('extension', { id, code, account, region }, (app, context) => {
        make(app, context, { id, account, region });
        const name = ownStackName(context.topology, id);
        if (app.node.tryFindChild(name ?? '') === undefined)
          throw new Error(`the code ${code} of the extension ${id} makes no stack named ${name}: name it [<cloud>-extension, id]`);
      }),
    ];
  });
}
