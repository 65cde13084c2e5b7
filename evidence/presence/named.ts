import { type Resource, record, type SynthesizedStack } from '../synthesized/stack.js';

/** Something in a stack that has a name of its own: a resource, or what other stacks and commands read and give. */
export interface Named {
  /** As the table of reviewed resources names it: a type, or `data <type>`, `variable`, `output`. */
  readonly type: string;
  /** Without the digest that the framework closes it with. */
  readonly name: string;
  readonly resource?: Resource;
}

/** Everything in a stack that has a name of its own. */
export function* namedIn(stack: SynthesizedStack): Iterable<Named> {
  const { app, document } = stack;
  for (const resource of stack.resources) {
    const id = app === 'aws' ? resource.id : resource.id.slice(resource.type.length + 1);
    yield { type: resource.type, name: withoutDigest(id), resource };
  }
  const rooms = app === 'aws' ? ({ Outputs: 'output' } as const) : ({ variable: 'variable', output: 'output' } as const);
  for (const [room, type] of Object.entries(rooms)) for (const name of Object.keys(record(document[room]))) yield { type, name: withoutDigest(name) };
  if (app === 'aws') return;
  for (const [type, byName] of Object.entries(record(document['data'])))
    for (const name of Object.keys(record(byName))) yield { type: `data ${type}`, name: withoutDigest(name) };
}

function withoutDigest(id: string): string {
  return id.replace(/_?[0-9A-F]{8}$/, '');
}
