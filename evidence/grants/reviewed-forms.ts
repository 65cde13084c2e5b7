import { type GrantForms, grantTable } from '../../catalogue/grants/read.js';
import { type ExpectedStack, expectedStacks } from '../../derived/expected-stacks.js';
import { named, type Values } from '../../derived/grants/blanks.js';
import { type StackPlace, stackPlace } from '../../derived/grants/stack-place.js';
import { boundValues, namedEntities, stackValues } from '../../derived/grants/values.js';
import { stackConditions } from '../../derived/presence/conditions.js';
import type { Outputs } from '../../topology/outputs.js';
import type { Topology } from '../../topology/schema/topology.js';
import type { Resource, SynthesizedStack } from '../synthesized/stack.js';
import { purposeOf } from './purpose.js';

/** What was reviewed for one resource, and what fills its blanks. */
export interface Reviewed extends GrantForms {
  readonly values: () => Values;
}

/** The reviewed forms of one stack. */
export class StackForms {
  private readonly place: StackPlace | undefined;
  private readonly entities: ReturnType<typeof namedEntities>;
  private readonly byBound = new Map<string, Values>();
  private common: Values | undefined;
  private asked: ExpectedStack | undefined;

  constructor(
    private readonly topology: Topology,
    private readonly outputs: Outputs,
    private readonly stack: SynthesizedStack,
  ) {
    this.place = stackPlace(topology, stack.name);
    this.entities = namedEntities(topology);
  }

  /** By type and purpose, names of entities filled in. Names of constructs lose their hyphens on AWS, so that two entities may share one. */
  expected(): ReadonlyMap<string, readonly Reviewed[]> {
    const { place } = this;
    const found = new Map<string, Reviewed[]>();
    for (const [pattern, forms] of Object.entries(place === undefined ? {} : (grantTable()[place.kind] ?? {}))) {
      const sort = named.find((one) => pattern.includes(`<${one}>`));
      for (const entity of sort === undefined ? [''] : this.entities[sort]) {
        const key = sort === undefined ? pattern : pattern.replace(`<${sort}>`, () => nameIn(this.stack, entity));
        const sometimes = forms.where === undefined ? forms.sometimes || sort !== undefined : !this.holds(forms.where);
        const reviewed = { ...forms, sometimes, values: () => this.valuesOf(sort, entity) };
        found.set(key, [...(found.get(key) ?? []), reviewed]);
      }
    }
    return found;
  }

  /** Whether a condition holds for the stack. */
  private holds(condition: string): boolean {
    this.asked ??= expectedStacks(this.topology, this.outputs).find(({ name }) => name === this.stack.name);
    return this.asked !== undefined && stackConditions[condition]?.(this.topology, this.asked, this.outputs) === true;
  }

  private valuesOf(sort: (typeof named)[number] | undefined, entity: string): Values {
    const { place, topology, outputs, stack } = this;
    if (place === undefined) return {};
    this.common ??= stackValues(topology, outputs, { stack: stack.name, place, region: stack.region ?? '' });
    if (sort === undefined) return this.common;
    const key = `${sort} ${entity}`;
    const values = this.byBound.get(key) ?? {
      ...boundValues(topology, outputs, place, { [sort]: entity }),
      ...this.common,
      [`${sort} in names`]: [nameIn(stack, entity)],
    };
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
