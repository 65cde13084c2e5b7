/** The hosts that files of the Hugging Face Hub come from. Source: huggingface.yaml. */
import { table } from './read.js';

/** Domains that a download needs, in a fixed order. */
export function huggingFaceDomains(): string[] {
  return table('huggingface', 'hosts')
    .map(({ domain }) => domain)
    .sort();
}
