import { createGunzip } from 'node:zlib';
import { parse } from 'csv-parse';
import type { Row } from './charge.js';
import type { KeptObjects } from './kept-objects.js';
import { Ledger } from './ledger.js';

/** Folder that bills are delivered to: of AWS by its export, of other clouds by whoever copies them (docs/finance.md). */
const folder = 'exports/';

/**
 * Rows of a billing month. A delivery is `<folder>/data/BILLING_PERIOD=<month>/…csv(.gz)`. Where its manifest names its files, others in the folder are left
 * from a delivery before and are not read. What cannot be read is an error: a file in another form, or one that is named and not there, would be a month of
 * less than it cost.
 */
export async function* exportRows(objects: KeptObjects, period: string): AsyncIterable<{ readonly row: Row; readonly place: string }> {
  const keys = (await objects.keys(folder)).filter((key) => new RegExp(`/BILLING_PERIOD=${period}/`, 'i').test(key) && !key.endsWith('/'));
  const manifests = keys.filter((key) => key.includes('/metadata/') && /manifest\.json$/i.test(key));
  const named = await namedFiles(objects, manifests);
  // Azure puts a manifest beside the files that it describes.
  const files = keys.filter((key) => {
    const namedOnes = named.get(exportOf(key));
    return key.includes('/data/') && !/manifest\.json$/i.test(key) && (namedOnes === undefined || namedOnes.has(key));
  });
  for (const key of [...named.values()].flatMap((one) => [...one]))
    if (!files.includes(key)) throw new Error(`${key}: a manifest names it, and it is not there`);
  for (const key of files) yield* rowsOf(objects, key);
}

/** Folder of the export that an object belongs to. */
const exportOf = (key: string) => key.slice(0, key.search(/\/(data|metadata)\//));

/** Keys that manifests name, by the folder of the export. */
async function namedFiles(objects: KeptObjects, manifests: readonly string[]): Promise<Map<string, Set<string>>> {
  const named = new Map<string, Set<string>>();
  for (const key of manifests) {
    const { dataFiles }: { readonly dataFiles?: unknown } = JSON.parse((await objects.read(key)) ?? '{}');
    if (!Array.isArray(dataFiles)) throw new Error(`${key}: names no dataFiles. Allowed: the manifest of a data export.`);
    named.set(exportOf(key), new Set(dataFiles.map((file) => String(file).replace(/^s3:\/\/[^/]+\//, ''))));
  }
  return named;
}

async function* rowsOf(objects: KeptObjects, key: string): AsyncIterable<{ readonly row: Row; readonly place: string }> {
  if (!/\.csv(\.gz)?$/.test(key)) throw new Error(`${key}: a bill in another form. Allowed: .csv or .csv.gz.`);
  const stored = await objects.stream(key);
  const text = key.endsWith('.gz') ? stored.pipe(createGunzip()) : stored;
  // Errors of the streams before it reach whoever reads from the parser.
  const parser = parse({ columns: (header: string[]) => asked(header, key), bom: true, info: true });
  for (const stream of [stored, text]) stream.on('error', (error) => parser.destroy(error));
  text.pipe(parser);
  for await (const { record, info } of parser as AsyncIterable<{ record: Row; info: { lines: number } }>) yield { row: record, place: `${key}:${info.lines}` };
}

function asked(header: readonly string[], key: string): string[] {
  const missing = Ledger.missingColumns(header);
  if (missing.length > 0) throw new Error(`${key}: no column ${missing.join(', ')}. Allowed: a file in FOCUS form, version 1.0 or later.`);
  return [...header];
}
