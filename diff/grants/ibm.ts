import { renderedText } from '../../evidence/synthesized/rendered-text.js';
import { blocks, type Resource } from '../../evidence/synthesized/stack.js';
import { allow, type Granted, listOf, textOf } from './granted.js';

/** Who may take a trusted profile. */
export function* profileIdentity(resource: Resource): Iterable<Granted> {
  yield { ...allow, who: `${textOf(resource, 'type')} ${textOf(resource, 'identifier')}`, what: 'assume', where: textOf(resource, 'profile_id') };
}

/** What a trusted profile may, and on which instance. */
export function* profilePolicy(resource: Resource): Iterable<Granted> {
  const on = blocks(resource.properties['resources']).map(
    (block) => `${renderedText(block['service'] ?? '')} ${renderedText(block['resource_instance_id'] ?? '')}`,
  );
  for (const role of listOf(resource.properties['roles'])) {
    for (const where of on.length === 0 ? ['everything'] : on) yield { ...allow, who: textOf(resource, 'profile_id'), what: renderedText(role), where };
  }
}
