import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { DescribedCloud } from '../../clouds/clouds.js';
import { releases } from '../../facts/models.js';
import { countryOf } from '../../facts/regions.js';

const COMPILED = '2026-11-30';

const files = readdirSync(new URL('../../facts/', import.meta.url))
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => name.slice(0, -'.yaml'.length));

interface Fact {
  readonly source: string;
  readonly asOf: string;
  readonly confidence?: string;
}

interface FactFile {
  readonly sources: Readonly<Record<string, { readonly what: string; readonly where: string; readonly asOf: string }>>;
  readonly [list: string]: unknown;
}

/** Files as they stand, past the schemas: what is asserted here is read from nothing that could be wrong likewise. */
const texts = new Map(files.map((file) => [file, parse(readFileSync(`facts/${file}.yaml`, 'utf8')) as FactFile]));
const factFile = (file: string): FactFile => texts.get(file) ?? expect.fail(file);

/** Every row of every list, with where it stands. */
const rows = files.flatMap((file) =>
  Object.entries(factFile(file))
    .filter(([list]) => list !== 'sources')
    .flatMap(([list]) =>
      (factFile(file)[list] as (Fact & Record<string, unknown>)[]).map((row, i) => ({
        at: `${file}.${list}[${i}]`,
        file,
        list,
        row,
      })),
    ),
);

/** A real day or month, not after the day the facts were compiled. */
function isDate(value: unknown): boolean {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}(-\d{2})?$/.test(value)) return false;
  const day = value.length === 7 ? `${value}-01` : value;
  const parsed = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(day) && day <= COMPILED;
}

const failing = (bad: (entry: (typeof rows)[number]) => boolean) => rows.filter(bad).map((entry) => entry.at);

describe('every table', () => {
  it('is there', () => {
    expect(files).toEqual([
      'acceptable-use',
      'azure',
      'bedrock',
      'benchmarks',
      'chat',
      'checkpoints',
      'controls',
      'demand',
      'deployer',
      'ec2',
      'engine',
      'exports',
      'gateway',
      'google',
      'gpu-faults',
      'guardrails',
      'huggingface',
      'iam',
      'jurisdictions',
      'licences',
      'lifecycle',
      'limits',
      'models',
      'observers',
      'others',
      'prices',
      'providers',
      'publishers',
      'regimes',
      'regions',
      'registries',
      'serving',
      'software',
      'tags',
      'throughput',
      'waits',
    ]);
    expect(rows.length).toBeGreaterThan(500);
  });

  it('names a source of its own file in every row', () => {
    expect(failing(({ file, row }) => !Object.hasOwn(factFile(file).sources, row.source))).toEqual([]);
  });

  it('names a source of its own file in every other source field', () => {
    const keys = /^(\w+Source|source|confirmedBy|priceConfirmedBy|corroboratedBy)$/;
    const unknown = rows.flatMap(({ at, file, row }) =>
      Object.entries(row)
        .filter(([key]) => keys.test(key))
        .flatMap(([key, value]) => [value].flat().map((source) => ({ key, source })))
        .filter(({ source }) => !Object.hasOwn(factFile(file).sources, String(source)))
        .map(({ key, source }) => `${at}.${key}: ${source}`),
    );
    expect(unknown).toEqual([]);
  });

  it('dates every row and every source, none later than the day it was compiled', () => {
    expect(failing(({ row }) => !isDate(row.asOf))).toEqual([]);
    const sources = files.flatMap((file) =>
      Object.entries(factFile(file).sources).map(([key, source]) => ({
        at: `${file}.sources.${key}`,
        source,
      })),
    );
    expect(sources.filter(({ source }) => !isDate(source.asOf) || !source.what || !source.where).map(({ at }) => at)).toEqual([]);
  });

  it('uses every source it lists', () => {
    const unused = files.flatMap((file) => {
      const text = JSON.stringify(rows.filter((entry) => entry.file === file).map((entry) => entry.row));
      return Object.keys(factFile(file).sources)
        .filter((key) => !text.includes(`"${key}"`))
        .map((key) => `${file}.${key}`);
    });
    expect(unused).toEqual([]);
  });

  it('knows two kinds of doubt', () => {
    expect(failing(({ row }) => row.confidence !== undefined && !['unconfirmed', 'third-party'].includes(row.confidence))).toEqual([]);
  });

  it('names only releases of models.yaml', () => {
    const known = new Set(releases());
    expect(failing(({ row }) => [row.release ?? [], row.releases ?? []].flat().some((id) => !known.has(String(id))))).toEqual([]);
  });

  it('names only regions of regions.yaml', () => {
    const clouds: Record<string, DescribedCloud> = {
      bedrock: 'aws',
      ec2: 'aws',
      azure: 'azure',
      google: 'google',
      guardrails: 'aws',
    };
    const priced: Record<string, DescribedCloud> = {
      aws: 'aws',
      bedrock: 'aws',
      google: 'google',
      azure: 'azure',
    };
    const unknown = rows.flatMap(({ at, file, row }) => {
      const cloud = file === 'prices' ? priced[String(row.host)] : clouds[file];
      const zones = [row.zones ?? []].flat().map((zone) => String(zone).replace(/-[a-z]$/, ''));
      const named = [row.region ?? [], row.regions ?? [], row.destinations ?? [], row.priceRegion ?? [], zones].flat();
      return cloud === undefined ? [] : named.filter((id) => countryOf(cloud, String(id)) === undefined).map((id) => `${at}: ${id}`);
    });
    expect(unknown).toEqual([]);
  });

  it('has no row twice', () => {
    const texts = rows.map(({ file, list, row }) => `${file}.${list} ${JSON.stringify(row)}`);
    expect(texts.filter((text, i) => texts.indexOf(text) !== i)).toEqual([]);
  });
});
