import { grantFormOf } from '../catalogue/asked.js';
import { egressOf } from '../evidence/network/egress-of.js';
import { exposureOf } from '../evidence/network/exposure-of.js';
import type { Resource, SynthesizedStack } from '../evidence/synthesized/stack.js';
import type { Granted } from './grants/granted.js';
import { statementsIn } from './grants/policy-documents.js';
import { readers } from './grants/readers.js';

/** One permission or opening that a resource makes: who may do what where. */
export interface Grant extends Granted {
  readonly cloud: SynthesizedStack['cloud'];
  readonly stack: string;
  readonly id: string;
  readonly condition: string;
}

/** Everything the resources of some stacks permit, open or forbid. */
export function grantsOf(stacks: readonly SynthesizedStack[]): Grant[] {
  return stacks.flatMap((stack) =>
    stack.resources.flatMap((resource) =>
      [...grants(resource)].map((grant) => ({ cloud: stack.cloud, stack: stack.name, id: resource.id, condition: '', ...grant })),
    ),
  );
}

function* grants(resource: Resource): Iterable<Granted> {
  for (const message of [...exposureOf(resource), ...egressOf(resource)]) {
    yield { kind: 'public', effect: 'allow', who: 'internet', what: message.replace(/ Allowed: .*$/s, ''), where: '' };
  }
  const form = grantFormOf(resource.type);
  if (form !== undefined) yield* readers[form](resource);
  if (resource.stack.app === 'aws') yield* statementsIn(resource);
}
