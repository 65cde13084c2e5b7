import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OutputDifference } from '../../evidence/synthesized/output-difference.js';
import type { OriginIndex } from '../../evidence/synthesized/stack.js';
import type { ProviderLock } from '../../topology/provider-locks.js';
import { blueprintFileName, readOrigins } from '../blueprint-file.js';
import type { OutputKind } from '../read-output.js';
import { cachedAssetProblem } from './cached-assets.js';
import { documentDifferences, parsed, parsedValue, valueDifferences } from './documents.js';
import { deployedManifest, withoutNames } from './manifest.js';
import { filesIn, isDeployed, type OutputFile } from './output-files.js';
import { lockProblems } from './provider-locks.js';
import { toolFile, toolFiles } from './tool-files.js';

/** An output as it was found, and the same topology synthesized again. */
export interface OutputPair {
  readonly app: OutputKind;
  readonly found: string;
  readonly fresh: string;
  /** Checksums of providers that are committed beside the topology. */
  readonly locks: readonly ProviderLock[];
}

/** Every way in which an output is not what is synthesized, by file. Which stack a file is of is what the fresh output says. */
export async function outputDifferences(pair: OutputPair): Promise<OutputDifference[]> {
  if (!existsSync(pair.found)) return [{ path: 'name', message: `${pair.found} is missing. Allowed: all outputs, as "npm run synth" publishes them.` }];
  const origins = readOrigins(pair.fresh);
  const found = new Map(filesIn(pair.found).map((file) => [file.path, file]));
  const fresh = new Set(filesIn(pair.fresh).map(({ path }) => path));
  const compared = [...fresh].filter((path) => isDeployed(path) || path === blueprintFileName);
  const differing = await Promise.all(compared.map((path) => fileDifferences(pair, path, found.get(path), origins)));
  const added = [...found.values()].filter(({ path }) => !fresh.has(path)).flatMap((file) => addedFile(pair, file, origins));
  return [...differing.flat(), ...added];
}

async function fileDifferences(pair: OutputPair, path: string, found: OutputFile | undefined, origins: OriginIndex): Promise<OutputDifference[]> {
  const file = join(pair.found, path);
  const stack = stackOf(path, origins);
  const one = (what: string): OutputDifference[] => [{ ...aboutOf(path, origins), message: `${file} ${what}` }];
  if (found === undefined) return one('is missing. Allowed: every file that was synthesized.');
  if (found.kind !== 'file') return one('is no plain file. Allowed: the file that was synthesized, for what a link leads to may change after this.');
  const fresh = join(pair.fresh, path);
  if (readFileSync(file).equals(readFileSync(fresh))) return [];
  if (stack !== undefined && pair.app !== 'gateway' && /(\.template|\/cdk\.tf)\.json$/.test(path))
    return documentDifferences({ file, stack, app: pair.app, found: file, fresh }, origins);
  const [was, is] = [readPart(path, fresh), readPart(path, file)];
  if (was === undefined || is === undefined) return one('has other content than what is synthesized.');
  const words = valueDifferences(was, is);
  if (words !== '') return one(`differs from what is synthesized: ${words}`);
  return path in parts ? [] : one('is written differently, though it means the same. Allowed: the file that was synthesized.');
}

/** Files of which not all is compared. */
const parts: Readonly<Record<string, (document: Readonly<Record<string, unknown>>) => unknown>> = {
  'manifest.json': deployedManifest,
  [blueprintFileName]: withoutNames,
};

function readPart(path: string, file: string): unknown {
  const part = parts[path];
  if (part === undefined) return parsedValue(file);
  const document = parsed(file);
  return document === undefined ? undefined : part(document);
}

/** What speaks against a file that no synthesis wrote. */
export function addedFile(pair: OutputPair, { path }: OutputFile, origins: OriginIndex): OutputDifference[] {
  const file = join(pair.found, path);
  const stack = stackOf(path, origins);
  const one = (what: string): OutputDifference => ({ ...aboutOf(path, origins), message: `${file} ${what}` });
  const tool = toolFile(toolFiles[pair.app], path);
  if (tool === undefined) return [one('is no file of this synthesis. Allowed: what was synthesized, and what the CDK and Terraform add while they deploy it.')];
  if (tool.checked === 'never read') return [];
  return contentProblems(pair, path, stack).map((problem) =>
    one(`${problem}. Allowed: what ${tool.writtenBy} writes for this output; remove it and run that again.`),
  );
}

function contentProblems({ found, fresh, locks }: OutputPair, path: string, stack: string | undefined): string[] {
  const file = join(found, path);
  if (path.endsWith('.zip')) return [cachedAssetProblem(file, fresh)].flatMap((problem) => problem ?? []);
  if (path.endsWith('/environment')) return readFileSync(file, 'utf8').trim() === 'default' ? [] : ['selects another workspace, and with it another state'];
  const module = join(fresh, 'stacks', stack ?? '', 'cdk.tf.json');
  return existsSync(module) ? lockProblems(file, parsed(module) ?? {}, locks) : ['belongs to no module of this synthesis'];
}

/** `acme-prod-aws-network-eu.template.json` and `stacks/acme-dev-azure-account/cdk.tf.json` are of a stack, and `eu/envoy.json` of a zone. */
function stackOf(path: string, origins: OriginIndex): string | undefined {
  const name = /^(?:stacks\/)?([^/]+)\//.exec(path)?.[1] ?? path.replace(/\.(template|assets)\.json$/, '');
  return origins[name] === undefined ? undefined : name;
}

/** What a file of an output is about. */
export function aboutOf(path: string, origins: OriginIndex): Omit<OutputDifference, 'message'> {
  const stack = stackOf(path, origins);
  return stack === undefined ? { path: 'name' } : { path: origins[stack]?.origin ?? 'name', named: { stack } };
}
