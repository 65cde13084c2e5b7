/** The hosts that files of the Hugging Face Hub come from. Source: huggingface.yaml. */
import { type Fact, table } from './read.js';

interface DownloadHost extends Fact {
  /** A name, or `*.` and a name for everything below it. */
  readonly domain: string;
  readonly serves: string;
}

/** Domains that a download needs, in a fixed order. */
export function huggingFaceDomains(): string[] {
  return table<DownloadHost>('huggingface', 'hosts')
    .map(({ domain }) => domain)
    .sort();
}
