import { isAdapter } from '../../../derived/fine-tunes.js';
import { storedPrecision } from '../../../derived/stored-precision.js';
import { release } from '../../../facts/models.js';
import { approvedManifest } from '../../../facts/weights.js';
import { cloudOf, formOf, servedModels } from '../../../hosts/schemas.js';
import { monthsPerYear } from '../../../hosts/shared/host-cost.js';
import { noPrice, servicePriceIn } from '../../../hosts/shared/service-price.js';
import type { Model } from '../../../topology/schema/models.js';
import type { Topology } from '../../../topology/schema/topology.js';
import { entity, sortedEntries } from '../../../topology/views.js';
import type { CostLine } from '../line.js';
import { platformLine } from './platform-line.js';

/** Weights in the bucket of every cloud and region that serves them, once each, and what is sent between regions to get there. */
export function storageLines(topology: Topology): CostLine[] {
  const kept = new Map<string, { readonly cloud: string; readonly region: string; readonly models: Set<string> }>();
  for (const [, host] of sortedEntries(topology.hosts)) {
    if (formOf(host).weights === 'none' || !('region' in host)) continue;
    const [cloud, { region }] = [cloudOf(host), host];
    const place = kept.get(`${cloud} ${region}`) ?? { cloud, region, models: new Set() };
    for (const model of servedModels(host)) place.models.add(model);
    kept.set(`${cloud} ${region}`, place);
  }
  if (kept.size === 0) return [];
  return [
    ...[...kept.values()].map(({ cloud, region, models }) => weightsLine(topology, cloud, region, [...models])),
    platformLine('transfer of weights between regions', 1, 'year', noPrice('no row; once for every release of weights')),
  ];
}

/** An adapter is as large as its approved files; until then nothing says so. */
function adapterFilesGB(model: Model): number | undefined {
  const files = approvedManifest(model.release, storedPrecision(model), model.weights?.commit)?.files;
  return files?.reduce((sum, { bytes }) => sum + bytes / 1e9, 0);
}

function weightsLine(topology: Topology, cloud: string, region: string, models: readonly string[]): CostLine {
  const sizes = models.map((id) => {
    const model = entity(topology.models, id);
    if (isAdapter(model)) return adapterFilesGB(model);
    return release(model.release)?.precisions[storedPrecision(model)]?.weightGB;
  });
  const what = `weights in ${region}`;
  if (cloud !== 'aws') return platformLine(what, monthsPerYear, 'months', noPrice(`no row of object storage in ${region}`));
  if (sizes.some((size) => size === undefined)) return platformLine(what, monthsPerYear, 'months', noPrice('the size of the weights is not known'));
  const gigabytes = sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0);
  return platformLine(what, gigabytes * monthsPerYear, `GB-months (${gigabytes} × ${monthsPerYear})`, servicePriceIn('aws', 'object-storage', region));
}
