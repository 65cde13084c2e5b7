import type { TagProperty } from '../../catalogue/row.js';
import { rowOf } from '../../catalogue/rows.js';
import { blocks, dig, type Resource, record } from '../synthesized/stack.js';

/** The tags of a resource, or of something that it makes. */
export interface TagSet {
  /** Whose tags they are, as a person would say it. */
  readonly of: string;
  readonly tags: Readonly<Record<string, unknown>>;
}

/** Every set of tags that a resource has to carry; none for a type that takes no tags. */
export function carriedTags(resource: Resource): TagSet[] {
  const tags = rowOf(resource.type)?.tags;
  if (tags?.kind === 'property') return inProperty(resource, tags);
  if (tags?.kind !== 'specifications') return [];
  return tags.lists.flatMap(({ within, resourceTypes }) =>
    resourceTypes.map((type) => {
      const specifications = blocks(dig(resource.properties, ...within, 'TagSpecifications'));
      const list = specifications.filter((specification) => specification['ResourceType'] === type).flatMap((specification) => blocks(specification['Tags']));
      return { of: `${type} (TagSpecifications)`, tags: fromList(list) };
    }),
  );
}

function inProperty({ type, properties }: Resource, { property, form, starts }: TagProperty): TagSet[] {
  const value = properties[property];
  const own = { of: type, tags: form === 'map' ? record(value) : form === 'texts' ? fromTexts(value) : fromList(value, form) };
  if (starts?.kind !== 'mark') return [own];
  const passedOn = blocks(value).filter((tag) => tag[starts.mark] === true);
  return [own, { of: `${starts.of} (${starts.mark})`, tags: fromList(passedOn) }];
}

function fromList(value: unknown, form: 'list' | 'passed-on' = 'list'): Record<string, unknown> {
  const [key, content] = form === 'list' ? ['Key', 'Value'] : ['key', 'value'];
  return Object.fromEntries(blocks(value).map((tag) => [String(tag[key]), tag[content]]));
}

/** A text without a colon is a tag without a value. */
function fromTexts(value: unknown): Record<string, unknown> {
  const texts = Array.isArray(value) ? value.map(String) : [];
  return Object.fromEntries(texts.map((text) => [text.split(':')[0] ?? '', text.split(':').slice(1).join(':')]));
}
