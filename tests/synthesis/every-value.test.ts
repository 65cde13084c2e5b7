import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import type { z } from 'zod';
import { unprovisionedHosts } from '../../stacks/provisioned.js';
import { synthesizeAws } from '../../synthesis/aws.js';
import { featureFlags } from '../../synthesis/project.js';
import { synthesizeTerraform } from '../../synthesis/terraform.js';
import { parseSource } from '../../topology/document.js';
import { InputError } from '../../topology/error.js';
import { checkedTopology } from '../../topology/load.js';
import { topologySchema } from '../../topology/schema/topology.js';
import type { Json } from '../support/documents.js';
import { topologies, topologyWith } from '../support/topologies.js';

type Path = readonly (string | number)[];

/** A place in a topology whose value is one of a list. */
interface Choice {
  readonly path: Path;
  /** The same for every entity of a kind: `hosts.bedrock.profile`. */
  readonly name: string;
  readonly values: readonly string[];
}

/** Every enumeration that a topology fills in, defaults included. */
function* choices(schema: z.ZodType, value: unknown, path: Path = [], name: Path = []): Iterable<Choice> {
  const def = schema._zod.def as Json;
  if (value === undefined) return;
  if (def.innerType !== undefined) yield* choices(def.innerType, value, path, name);
  else if (def.type === 'enum') yield { path, name: name.join('.'), values: Object.values<string>(def.entries) };
  else if (def.type === 'object') {
    for (const [key, inner] of Object.entries<z.ZodType>(def.shape)) yield* choices(inner, (value as Json)[key], [...path, key], [...name, key]);
  } else if (def.type === 'record') {
    for (const [key, inner] of Object.entries(value as object)) yield* choices(def.valueType, inner, [...path, key], name);
  } else if (def.type === 'array') {
    for (const [index, inner] of (value as unknown[]).entries()) yield* choices(def.element, inner, [...path, index], name);
  } else if (def.type === 'union') {
    const option = (def.options as z.ZodType[]).find((candidate) => candidate.safeParse(value).success);
    const kind = (value as Json)[def.discriminator];
    if (option !== undefined) yield* choices(option, value, path, kind === undefined ? name : [...name, kind]);
  }
}

/** Each value of each enumeration once, in the first topology that has a place for it and does not say it already. */
function variants() {
  const seen = new Set<string>();
  return topologies.flatMap(([, file]) => {
    const { topology } = topologyWith([], file);
    const all = [...choices(topologySchema, topology)];
    for (const { path, name } of all) seen.add(`${name}=${at(topology, path)}`);
    return all.flatMap(({ path, name, values }) =>
      values.flatMap((value) => {
        const variant = `${name}=${value}`;
        if (seen.has(variant)) return [];
        seen.add(variant);
        return [{ variant, file, path, value }];
      }),
    );
  });
}

const at = (data: unknown, path: Path) => path.reduce<Json>((inner, key) => inner[key], data);

interface Variant {
  readonly variant: string;
  readonly path: Path;
  readonly value: string;
}

/** A topology with some values changed, or undefined where the loader refuses them, as exit code 2 does. */
function loadedWith(file: string, changes: readonly Variant[]) {
  const data = structuredClone(topologyWith([], file).topology);
  for (const { path, value } of changes) at(data, path.slice(0, -1))[path.at(-1) ?? ''] = value;
  try {
    const source = parseSource(stringify(data, { aliasDuplicateObjects: false }), file);
    const loaded = checkedTopology(source, {}, []);
    return unprovisionedHosts(loaded.topology, source).length > 0 ? undefined : loaded;
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}

/** Values of one topology that fit together, as few times as it takes to have each: one synthesis of each would take minutes. */
function rounds(file: string, accepted: readonly Variant[]): Variant[][] {
  const all: Variant[][] = [];
  for (const variant of accepted) {
    const fits = all.find((round) => !round.some(({ path }) => String(path) === String(variant.path)) && loadedWith(file, [...round, variant]) !== undefined);
    if (fits === undefined) all.push([variant]);
    else fits.push(variant);
  }
  return all;
}

const found = variants();
const accepted = found.filter(({ file, ...variant }) => loadedWith(file, [variant]) !== undefined);
const together = topologies.flatMap(([name, file]) =>
  rounds(
    file,
    accepted.filter((variant) => variant.file === file),
  ).map((round) => [`${name}: ${round.map(({ variant }) => variant).join(', ')}`, file, round] as const),
);

describe('every value that the schema allows and no topology of the repository has', () => {
  it('is found in all parts of the schema', () => {
    expect(found.length).toBeGreaterThan(40);
    expect([...new Set(found.map(({ variant }) => variant.split('.')[0]))].length).toBeGreaterThan(6);
    expect(accepted.length).toBeGreaterThan(found.length / 2);
  });

  // What is not accepted was refused as an input above: an error of any other kind ends this file.
  it.each(together)('is synthesized if it is not refused: %s', (_, file, round) => {
    const directory = mkdtempSync(join(tmpdir(), 'blueprint-value-'));
    try {
      const loaded = loadedWith(file, round);
      if (loaded === undefined) throw new Error('refused');
      synthesizeAws(loaded, { outdir: join(directory, 'cdk.out'), flags: featureFlags() });
      synthesizeTerraform(loaded, join(directory, 'cdktf.out'));
    } finally {
      rmSync(directory, { recursive: true });
    }
  });
});
