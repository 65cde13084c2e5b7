import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** Configuration of a collector as one line of JSON, which is YAML too: it travels in an environment variable. XIDs other than the fatal ones are dropped. */
export function collectorConfiguration(source: 'vllm' | 'dcgm', fatalXids: readonly number[]): string {
  const text = readFileSync(new URL(`${source}.yaml`, import.meta.url), 'utf8');
  return JSON.stringify(parse(text.replace('FATAL_XIDS', fatalXids.join('|'))));
}
