import { InputError } from '../../../topology/error.js';
import { checkedTopology, type LoadedTopology } from '../../../topology/load.js';
import { topologyWith } from '../../support/topologies.js';
import { dataSource } from './data-source.js';
import { at, type Path } from './places.js';

/** A topology of the repository with one value changed, named `hosts.bedrock.profile=eu` for every host of the kind. */
export interface Variant {
  readonly variant: string;
  readonly file: string;
  readonly path: Path;
  /** Undefined takes the value out. */
  readonly value: unknown;
}

/** A topology with some values changed, or undefined where the loader refuses them, as exit code 2 does. */
export function loadedWith(file: string, changes: readonly Pick<Variant, 'path' | 'value'>[]): LoadedTopology | undefined {
  const data = structuredClone(topologyWith([], file).topology);
  for (const { path, value } of changes) {
    const inside = at(data, path.slice(0, -1));
    const key = path.at(-1) ?? '';
    if (inside === undefined) return undefined;
    if (value === undefined) delete inside[key];
    else inside[key] = structuredClone(value);
  }
  try {
    const source = dataSource(data, file);
    return checkedTopology(source, {}, []);
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}

/** Changes of one topology that fit together: each as long as it does not touch one before it and is not refused. */
export function combined(file: string, variants: readonly Variant[]): LoadedTopology | undefined {
  const taken: Variant[] = [];
  let loaded: LoadedTopology | undefined;
  for (const variant of variants) {
    if (taken.some(({ path }) => overlap(path, variant.path))) continue;
    const next = loadedWith(file, [...taken, variant]);
    if (next === undefined) continue;
    taken.push(variant);
    loaded = next;
  }
  return loaded;
}

/** Values of one topology that fit together, as few times as it takes to have each: one synthesis of each would take minutes. */
export function rounds(file: string, variants: readonly Variant[]): { readonly names: string; readonly loaded: LoadedTopology }[] {
  const all: { variants: Variant[]; loaded: LoadedTopology }[] = [];
  for (const variant of variants.filter((one) => one.file === file)) {
    const alone = loadedWith(file, [variant]);
    if (alone === undefined) continue;
    let loaded: LoadedTopology | undefined;
    const fits = all.find((round) => {
      if (round.variants.some(({ path }) => overlap(path, variant.path))) return false;
      loaded = loadedWith(file, [...round.variants, variant]);
      return loaded !== undefined;
    });
    if (fits === undefined || loaded === undefined) all.push({ variants: [variant], loaded: alone });
    else Object.assign(fits, { variants: [...fits.variants, variant], loaded });
  }
  return all.map(({ variants, loaded }) => ({ names: variants.map(({ variant }) => variant).join(', '), loaded }));
}

/** Whether one of two places is inside the other. */
export const overlap = (a: Path, b: Path) => a.slice(0, b.length).join('\0') === b.slice(0, a.length).join('\0');
