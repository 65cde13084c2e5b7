import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** Configuration of a collector as one line of JSON, which is YAML too: it travels in an environment variable. */
export function collectorConfiguration(source: 'vllm' | 'dcgm'): string {
  return JSON.stringify(parse(readFileSync(new URL(`${source}.yaml`, import.meta.url), 'utf8')));
}
