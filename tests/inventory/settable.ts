import { createRequire } from 'node:module';
import { writtenSchemas } from '../support/written-schemas.js';

const require = createRequire(import.meta.url);
const known = new Map<string, ReadonlySet<string>>();

/** Types that no binding has, and the arguments that they take. */
const withoutBinding: Readonly<Record<string, readonly string[]>> = {
  google_vertex_ai_cache_config: ['project', 'disable_cache'],
  terraform_data: ['input', 'triggers_replace'],
};

/** Arguments that a Terraform type takes at its top level, as its binding knows them. */
export function settable(type: string): ReadonlySet<string> {
  const found = known.get(type) ?? new Set(withoutBinding[type] ?? fromBinding(type));
  known.set(type, found);
  return found;
}

function fromBinding(type: string): string[] {
  const written = Object.values(writtenSchemas)
    .map(({ schemas }) => schemas.get(type))
    .find((schema) => schema !== undefined);
  if (written !== undefined) return [...written].flatMap(([name, { computedOnly }]) => (computedOnly ? [] : [name]));
  const [provider = '', ...words] = type.split('_');
  const module: Record<string, { readonly tfResourceType?: string; readonly prototype?: object }> = require(
    `@cdktf/provider-${provider}/lib/${words.join('-')}/index.js`,
  );
  const resource = Object.values(module).find(({ tfResourceType }) => tfResourceType === type);
  if (resource?.prototype === undefined) throw new Error(`no binding holds ${type}: list its arguments in tests/inventory/settable.ts`);
  const getters = Object.getOwnPropertyNames(resource.prototype).filter((name) => name.endsWith('Input'));
  return getters.map((name) => name.slice(0, -'Input'.length).replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`));
}
