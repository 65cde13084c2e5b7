import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** What a collector keeps of what it reads. */
export interface Kept {
  /** XIDs other than these are dropped. */
  readonly fatalXids: readonly number[];
  /** Gauges and counters of the engine, by their names there; the two histograms are always kept. */
  readonly engineMetrics: readonly string[];
}

/** Configuration of a collector as one line of JSON, which is YAML too: it travels in an environment variable. */
export function collectorConfiguration(source: 'vllm' | 'dcgm', kept: Kept): string {
  const text = readFileSync(new URL(`${source}.yaml`, import.meta.url), 'utf8');
  return JSON.stringify(parse(text.replace('FATAL_XIDS', kept.fatalXids.join('|')).replace('ENGINE_METRICS', kept.engineMetrics.join('|'))));
}
