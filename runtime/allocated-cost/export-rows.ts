import { createGunzip } from 'node:zlib';
import { parse } from 'csv-parse';
import type { Row } from './charge.js';
import type { KeptObjects } from './kept-objects.js';
import { Ledger } from './ledger.js';

/** Folder that bills are delivered to: of AWS by its export, of other clouds by whoever copies them (docs/finance.md). */
const folder = 'exports/';

/**
 * Rows of a billing month. A delivery is `<folder>/data/BILLING_PERIOD=<month>/…csv(.gz)`. Where its manifest names its files, others in the folder are left
 * from a delivery before and are not read.
 */
export async function* exportRows(objects: KeptObjects, period: string): AsyncIterable<{ readonly row: Row; readonly place: string }> {
  const keys = (await objects.keys(folder)).filter((key) => new RegExp(`/BILLING_PERIOD=${period}/`, 'i').test(key));
  const files = keys.filter((key) => key.includes('/data/') && /\.csv(\.gz)?$/.test(key));
  const named = await namedFiles(
    objects,
    keys.filter((key) => key.includes('/metadata/') && /manifest\.json$/i.test(key)),
  );
  for (const key of files) {
    const manifest = named.get(key.slice(0, key.indexOf('/data/')));
    if (manifest === undefined || manifest.has(key)) yield* rowsOf(objects, key);
  }
}

/** Keys that manifests name, by the folder of the export. */
async function namedFiles(objects: KeptObjects, manifests: readonly string[]): Promise<Map<string, Set<string>>> {
  const named = new Map<string, Set<string>>();
  for (const key of manifests) {
    const { dataFiles }: { readonly dataFiles?: unknown } = JSON.parse((await objects.read(key)) ?? '{}');
    if (!Array.isArray(dataFiles)) continue;
    named.set(key.slice(0, key.indexOf('/metadata/')), new Set(dataFiles.map((file) => String(file).replace(/^s3:\/\/[^/]+\//, ''))));
  }
  return named;
}

async function* rowsOf(objects: KeptObjects, key: string): AsyncIterable<{ readonly row: Row; readonly place: string }> {
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
