import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OutputDifference } from '../../evidence/synthesized/output-difference.js';
import { gatewayFiles } from '../../gateway/files.js';
import type { LoadedTopology } from '../../topology/load.js';
import { parsedValue, valueDifferences } from './documents.js';

/**
 * How files of gateways differ in meaning from those that the topology makes. Making them takes milliseconds and no framework, so they are compared even
 * where nothing else is synthesized again. Files that are missing or added are told by what `blueprint.json` records.
 */
export function gatewayFileDifferences(directory: string, { topology, outputs }: LoadedTopology): OutputDifference[] {
  return Object.entries(gatewayFiles(topology, outputs)).flatMap(([path, text]) => {
    const file = join(directory, path);
    if (!existsSync(file)) return [];
    const words = path.endsWith('.json') ? valueDifferences(JSON.parse(text), parsedValue(file)) : readFileSync(file, 'utf8') === text ? '' : 'other text.';
    const zone = path.split('/')[0] ?? path;
    const about = { path: `gateway.zones.${zone}`, named: { stack: `gateway.out/${zone}` } };
    return words === '' ? [] : [{ ...about, message: `${file} differs from what the topology makes: ${words}` }];
  });
}
