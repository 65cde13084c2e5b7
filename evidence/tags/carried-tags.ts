// biome-ignore lint/style/noRestrictedImports: the list becomes rows of the catalogue, which is below evidence.
import { specifiedTypes, taggableTypes } from '../../policy/tags/taggable-types.js';
import { blocks, dig, type Resource, record } from '../synthesized/stack.js';

/** The tags of a resource, or of something that it makes. */
export interface TagSet {
  /** Whose tags they are, as a person would say it. */
  readonly of: string;
  readonly tags: Readonly<Record<string, unknown>>;
}

/** Every set of tags that a resource has to carry; none for a type that takes no tags. */
export function carriedTags(resource: Resource): TagSet[] {
  const place = taggableTypes[resource.type];
  if (place !== undefined) {
    const value = resource.properties[place.property];
    const own = { of: resource.type, tags: place.form === 'map' ? record(value) : fromList(value, place.form) };
    if (resource.type !== 'AWS::AutoScaling::AutoScalingGroup') return [own];
    const propagated = blocks(value).filter((tag) => tag['PropagateAtLaunch'] === true);
    return [own, { of: 'instances of the Auto Scaling group (PropagateAtLaunch)', tags: fromList(propagated) }];
  }
  return (specifiedTypes[resource.type] ?? []).flatMap(({ within, resourceTypes }) =>
    resourceTypes.map((type) => {
      const specifications = blocks(dig(resource.properties, ...within, 'TagSpecifications'));
      const tags = specifications.filter((specification) => specification['ResourceType'] === type).flatMap((specification) => blocks(specification['Tags']));
      return { of: `${type} (TagSpecifications)`, tags: fromList(tags) };
    }),
  );
}

function fromList(value: unknown, form: 'list' | 'passed-on' = 'list'): Record<string, unknown> {
  const [key, content] = form === 'list' ? ['Key', 'Value'] : ['key', 'value'];
  return Object.fromEntries(blocks(value).map((tag) => [String(tag[key]), tag[content]]));
}
