import { readFileSync } from 'node:fs';
import { parse, stringify } from 'yaml';

/** What the collector of a node is told. */
export interface NodeMetrics {
  /** Project that gets the metrics. */
  readonly project: string;
  /** First part of their types after the domain: letters, digits and underscores. */
  readonly fleet: string;
  /** Whether a GPU exporter runs beside the server. */
  readonly gpus: boolean;
  /** XIDs other than these are dropped. */
  readonly fatalXids: readonly number[];
}

/** Configuration of the collector on a node of Compute Engine, as YAML: zone and id of the node come as `NODE_ZONE` and `NODE_ID`. */
export function nodeCollectorConfiguration({ project, fleet, gpus, fatalXids }: NodeMetrics): string {
  const text = readFileSync(new URL('google.yaml', import.meta.url), 'utf8');
  const configuration = parse(text.replace('PROJECT', project).replace('FLEET', fleet).replace('FATAL_XIDS', fatalXids.join('|')));
  const { config } = configuration.receivers.prometheus;
  if (!gpus) config.scrape_configs = config.scrape_configs.filter(({ job_name: name }: { readonly job_name: string }) => name !== 'dcgm');
  return stringify(configuration, { lineWidth: 0 });
}
