import { type GrantForms, grantTable } from '../../catalogue/grants/read.js';
import { type StackPlace, stackPlace } from '../../derived/grants/stack-place.js';
import { type Bound, grantValues, named, namedEntities, type Values } from '../../derived/grants/values.js';
import type { Outputs } from '../../topology/outputs.js';
import type { Topology } from '../../topology/schema/topology.js';
import type { Resource, SynthesizedStack } from '../synthesized/stack.js';
import { purposeOf } from './purpose.js';

/** What was reviewed for one resource, and what fills its blanks. */
export interface Reviewed extends GrantForms {
  readonly values: Values;
}

/** The reviewed forms of one stack. */
export class StackForms {
  readonly place: StackPlace | undefined;
  private readonly entities: ReturnType<typeof namedEntities>;
  private readonly byBound = new Map<string, Values>();

  constructor(
    private readonly topology: Topology,
    private readonly outputs: Outputs,
    private readonly stack: SynthesizedStack,
  ) {
    this.place = stackPlace(topology, stack.name);
    this.entities = namedEntities(topology);
  }

  /** By type and purpose, names of entities filled in. */
  *expected(): Iterable<readonly [key: string, reviewed: Reviewed]> {
    const { place } = this;
    if (place === undefined) return;
    for (const [pattern, forms] of Object.entries(grantTable()[place.kind] ?? {})) {
      for (const bound of this.boundBy(pattern)) {
        yield [this.named(pattern, bound), { ...forms, sometimes: forms.sometimes || Object.keys(bound).length > 0, values: this.valuesOf(place, bound) }];
      }
    }
  }

  private boundBy(pattern: string): Bound[] {
    const sort = named.find((one) => pattern.includes(`<${one}>`));
    return sort === undefined ? [{}] : this.entities[sort].map((entity) => ({ [sort]: entity }));
  }

  /** CloudFormation keeps only letters and digits of a construct's name. */
  private named(pattern: string, bound: Bound): string {
    return pattern.replace(/<(\w+)>/g, (_, name: keyof Bound) => nameIn(this.stack, bound[name] ?? ''));
  }

  private valuesOf(place: StackPlace, bound: Bound): Values {
    const key = JSON.stringify(bound);
    const known = this.byBound.get(key);
    if (known !== undefined) return known;
    const { name, region = '' } = this.stack;
    const entities = Object.fromEntries(Object.entries(bound).map(([entity, id]) => [`${entity} in names`, [nameIn(this.stack, id)]]));
    const values = { ...grantValues(this.topology, this.outputs, { stack: name, place, region, bound }), ...entities };
    this.byBound.set(key, values);
    return values;
  }
}

export function nameIn({ app }: SynthesizedStack, id: string): string {
  return app === 'aws' ? id.replace(/[^A-Za-z0-9]/g, '') : id;
}

/** How the table names a resource. */
export function keyOf({ type, id, stack }: Resource): string {
  return `${type} ${purposeOf(stack.app === 'aws' ? id : id.slice(type.length + 1))}`;
}
