import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join, relative, resolve } from 'node:path';
import { isPlan } from '../diff/plan.js';
import { record } from '../evidence/synthesized/stack.js';
import { InputError } from '../topology/error.js';
import { type Commit, commitOf, fileAt } from './git.js';
import { isGatewayOutput } from './read-output.js';

/** What one side of a comparison is made from. */
export type DiffSource =
  | { readonly kind: 'commit'; readonly commit: Commit }
  | { readonly kind: 'tree'; readonly directory: string }
  | { readonly kind: 'topology'; readonly file: string }
  | { readonly kind: 'outputs'; readonly directories: readonly string[] }
  | { readonly kind: 'document'; readonly file: string; readonly document: Record<string, unknown> }
  | { readonly kind: 'plan'; readonly file: string; readonly document: Record<string, unknown> };

const allowed =
  'Allowed: a Git reference, a topology, a work tree, a synthesized cdk.out, cdktf.out or directory that holds them, a template, a cdk.tf.json, or a plan by `terraform show -json`';

/** Finds out what a `--base` or `--head` means. */
export function diffSource(option: string, spec: string, cwd: string): DiffSource {
  const path = resolve(cwd, spec);
  const commit = commitOf(spec, cwd);
  if (!existsSync(path)) {
    if (commit !== undefined) return { kind: 'commit', commit };
    throw new InputError([
      {
        message: `${option}: "${spec}" is neither a file or directory nor a commit of this repository. ${allowed}. In a shallow clone, fetch the reference first`,
      },
    ]);
  }
  if (commit !== undefined && !/[./\\]/.test(spec)) {
    throw new InputError([
      { message: `${option}: "${spec}" is a Git reference and a path. Write "./${spec}" for the path or "refs/heads/${spec}" for the branch` },
    ]);
  }
  return statSync(path).isDirectory() ? directorySource(option, spec, path) : fileSource(option, spec, path);
}

function directorySource(option: string, spec: string, path: string): DiffSource {
  if (existsSync(join(path, 'bin/run.mjs')) && existsSync(join(path, 'package.json'))) return { kind: 'tree', directory: path };
  const candidates = [path, ...['cdk.out', 'cdktf.out', 'cdk.refused', 'cdktf.refused', 'gateway.out', 'gateway.refused'].map((name) => join(path, name))];
  const directories = candidates.filter(isOutput);
  if (directories.length === 0) throw new InputError([{ message: `${option}: ${spec} holds no output. ${allowed}` }]);
  return { kind: 'outputs', directories };
}

/** A cloud assembly, Terraform stacks or a gateway's configuration. */
function isOutput(directory: string): boolean {
  if (!existsSync(directory) || !statSync(directory).isDirectory()) return false;
  return (
    existsSync(join(directory, 'manifest.json')) || existsSync(join(directory, 'stacks')) || (isGatewayOutput(directory) && readdirSync(directory).length > 0)
  );
}

function fileSource(option: string, spec: string, path: string): DiffSource {
  if (['.yaml', '.yml'].includes(extname(path))) return { kind: 'topology', file: path };
  const document = jsonDocument(option, spec, path);
  if (isPlan(document)) return { kind: 'plan', file: path, document };
  if (document['Resources'] !== undefined || document['resource'] !== undefined || document['terraform'] !== undefined)
    return { kind: 'document', file: path, document };
  throw new InputError([{ message: `${option}: ${spec} is JSON, but none that can be compared. ${allowed}` }]);
}

function jsonDocument(option: string, spec: string, path: string): Record<string, unknown> {
  try {
    return record(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    // The parser's message quotes the file, and the file may hold secrets.
    throw new InputError([{ message: `${option}: ${spec} is not valid JSON. ${allowed}` }]);
  }
}

/** Text of the topology of a source, or undefined where it has none. */
export function topologyText(source: DiffSource, topology: string): string | undefined {
  const read = (file: string) => (existsSync(file) ? readFileSync(file, 'utf8') : undefined);
  if (source.kind === 'topology') return read(source.file);
  if (source.kind === 'tree') return read(join(source.directory, topology));
  return source.kind === 'commit' ? fileAt(source.commit, relative(source.commit.root, resolve(topology))) : undefined;
}
