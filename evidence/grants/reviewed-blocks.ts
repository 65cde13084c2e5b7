import { isText } from '../synthesized/rendered-text.js';
import { type Resource, record } from '../synthesized/stack.js';

/**
 * The arguments of a Terraform resource with each block written as its forms have it. Terraform takes a block that is there once as an object and as a list of
 * one, and a form was reviewed in the way that the stacks write it: a block with forms of its own is a list, any other is an object.
 */
export function inReviewedBlocks(resource: Resource, own: ReadonlySet<string>): Resource {
  if (resource.stack.app !== 'terraform') return resource;
  return { ...resource, properties: record(rewritten(resource.properties, '', own)) };
}

function rewritten(value: unknown, path: string, own: ReadonlySet<string>): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => (isBlock(item) ? withinBlock(item, path, own) : item));
    return items.length === 1 && isBlock(items[0]) && !own.has(path) ? items[0] : items;
  }
  if (!isBlock(value)) return value;
  const block = withinBlock(value, path, own);
  return path !== '' && own.has(path) ? [block] : block;
}

function withinBlock(value: unknown, path: string, own: ReadonlySet<string>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record(value)).map(([key, item]) => [key, rewritten(item, path === '' ? key : `${path}.${key}`, own)]));
}

function isBlock(value: unknown): boolean {
  return value !== null && typeof value === 'object' && !Array.isArray(value) && !isText(value);
}
