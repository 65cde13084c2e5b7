import { record } from '../synthesized/stack.js';

/**
 * Values at a path of the catalogue: dots lead into blocks, a list is passed through to every element, `List[key]` is the
 * `Value` of the elements of a list of `{Key, Value}` that have this key. Lists at the end are spread; an empty path is the thing itself.
 */
export function valuesAt(value: unknown, path: string): unknown[] {
  if (path === '') return [value];
  const [, name = '', key, rest = ''] = /^([^.[]+)(?:\[([^\]]+)\])?\.?(.*)$/.exec(path) ?? [];
  return [value]
    .flat()
    .map((holder) => record(holder)[name])
    .flatMap((at) => (key === undefined ? [at].flat() : [at].flat().flatMap((one) => (record(one)['Key'] === key ? [record(one)['Value']] : []))))
    .filter((at) => at !== undefined && at !== null)
    .flatMap((at) => valuesAt(at, rest));
}
