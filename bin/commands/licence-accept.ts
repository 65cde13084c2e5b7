import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { licensedModels } from '../../derived/licensed-models.js';
import { licenceFacts, licenceVersions } from '../../facts/licences.js';
import { asOfDate } from '../../synthesis/as-of.js';
import { formatLocation, InputError } from '../../topology/error.js';
import { loadTopology } from '../../topology/load.js';
import { didYouMean } from '../../topology/suggest.js';
import type { TopologyOptions } from './topology.js';

export interface AcceptOptions extends TopologyOptions {
  /** Version of the licence. */
  readonly llama: string;
  /** File LICENSE of that version. */
  readonly licence: string;
  /** File USE_POLICY.md of that version. */
  readonly usePolicy: string;
  readonly by: string;
}

/** Prints the entry that records who accepted which texts, after it has looked whether they are of that version. Writes nothing: to accept is a person's. */
export function acceptLicence(options: AcceptOptions): number {
  const { topology, source } = loadTopology(options.topology);
  const { llama: version, by } = options;
  if (!licenceVersions().includes(version)) {
    throw refusal(`--llama: received ${version}. Allowed: ${licenceVersions().join(', ')}.${didYouMean(version, licenceVersions())}`);
  }
  const [licence, policy] = [text('--licence', options.licence), text('--use-policy', options.usePolicy)];
  assertLicence(licence, options.licence, version);
  assertPolicy(policy, options.usePolicy, version);
  const hosts = licensedModels(topology).filter((model) => model.licence.version === version);
  const served = hosts.map(({ hostId, release }) => `${hostId} (${release})`).join(', ');
  process.stdout.write(
    [
      `${formatLocation(source.locateKey(['licence', 'accepted']))}: licence.accepted`,
      `    llama-${version.replaceAll('.', '-')}:`,
      `      version: "${version}"`,
      `      by: ${JSON.stringify(by)}`,
      `      on: ${asOfDate(topology, options.asOf)}`,
      `      licenceSha256: "${sha256(licence)}"`,
      `      acceptableUseSha256: "${sha256(policy)}"`,
      '',
    ].join('\n'),
  );
  process.stderr.write(served === '' ? `No host serves a release of Llama ${version}.\n` : `For ${served}.\n`);
  return 0;
}

function assertLicence(bytes: Buffer, file: string, version: string): void {
  const { releaseDate, releaseDateTerm } = licenceFacts(version);
  const dated = `${releaseDateTerm}: ${inWords(releaseDate)}`;
  const plain = plainText(bytes);
  if (plain.includes(dated) && new RegExp(`Llama ${version.replace('.', '\\.')} ${releaseDateTerm}`, 'i').test(plain)) return;
  const found = /Version (?:Release|Effective) Date: [A-Z][a-z]+ \d{1,2}, \d{4}/.exec(plain)?.[0] ?? 'no version date';
  throw refusal(`--licence: ${file} has ${found}. Allowed: the licence of Llama ${version}, with "${dated}".`);
}

function assertPolicy(bytes: Buffer, file: string, version: string): void {
  const found = /Llama (\d+(?:\.\d+)?) Acceptable Use Policy/i.exec(plainText(bytes));
  if (found?.[1] === version) return;
  throw refusal(`--use-policy: ${file} is ${found?.[0] ?? 'no acceptable use policy'}. Allowed: Llama ${version} Acceptable Use Policy.`);
}

/** Text without the marks of Markdown. */
function plainText(bytes: Buffer): string {
  return bytes
    .toString('utf8')
    .replace(/[*#\\]/g, '')
    .replace(/\s+/g, ' ');
}

function inWords(day: string): string {
  return new Date(`${day}T00:00:00Z`).toLocaleDateString('en-US', { timeZone: 'UTC', month: 'long', day: 'numeric', year: 'numeric' });
}

function text(option: string, path: string): Buffer {
  try {
    return readFileSync(path);
  } catch {
    throw refusal(`${option}: ${path} cannot be read.`);
  }
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function refusal(message: string): InputError {
  return new InputError([{ message }]);
}
