import { existsSync, mkdirSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import type { Side } from '../../diff/side.js';
import { type Commit, differsFrom, exportTree } from '../git.js';
import { toolPaths } from '../project.js';
import type { Scratch } from '../scratch.js';
import { type ForeignSide, foreignSide, validatedForeignSide } from './foreign.js';
import { rulesOf } from './judge.js';
import { outputsSide } from './outputs.js';
import { type OwnSide, ownSides } from './own.js';
import { documentStack, unjudged } from './read.js';
import { ownRoot, type SideRequest } from './request.js';

/** How a side is made: it is read, or it is synthesized by this version, or by the version in its work tree. */
type Making = { readonly by: 'reading'; readonly side: Side } | ({ readonly by: 'own' } & OwnSide) | ({ readonly by: 'foreign' } & ForeignSide);

/** Reads or synthesizes all sides. Nothing is refused here: findings are part of a side. Other versions run beside this one. */
export async function sidesOf(requests: readonly SideRequest[], scratch: Scratch): Promise<Side[]> {
  const makings = requests.map((request) => makingOf(request, scratch));
  const foreign = makings.map((making) => (making.by === 'foreign' ? foreignSide(making, scratch) : undefined));
  const [theirs, ours] = await Promise.all([Promise.all(foreign), ownSides(makings.filter(({ by }) => by === 'own') as OwnSide[], scratch)]);
  const rest = [...ours];
  const sides = makings.map((making, index) => (making.by === 'reading' ? making.side : ((theirs[index] ?? rest.shift()) as Side)));
  const validated = sides.some(({ findings }) => findings.some(({ rule }) => rule.startsWith('cloudformation/')));
  // Another version is asked for CloudFormation's validation only when there is something to compare it with.
  const whole = makings.map((making, index) => (validated && making.by === 'foreign' ? validatedForeignSide(making, scratch) : (sides[index] as Side)));
  return (await Promise.all(whole)).map((side, index) => withCommit(side, requests[index] as SideRequest));
}

function withCommit(side: Side, { source }: SideRequest): Side {
  return source.kind === 'commit' ? { ...side, commit: source.commit.hash } : side;
}

function makingOf(request: SideRequest, scratch: Scratch): Making {
  const { source } = request;
  switch (source.kind) {
    case 'commit':
      return ofCommit(request, source.commit, scratch);
    case 'tree':
      return ofTree(request, source.directory, join(source.directory, request.topology));
    case 'topology':
      return { by: 'own', request, file: source.file };
    case 'outputs':
      return { by: 'reading', side: outputsSide(request, source.directories) };
    case 'document':
      return { by: 'reading', side: unjudged(request, [documentStack(source.document)]) };
    case 'plan':
      return { by: 'reading', side: unjudged(request, []) };
  }
}

/** A commit of this repository with the same tool, or of one without a tool, is synthesized by this version. */
function ofCommit(request: SideRequest, commit: Commit, scratch: Scratch): Making {
  const tree = join(scratch.directory, `${request.option.slice(2)}-tree`);
  mkdirSync(tree);
  const file = join(tree, relative(commit.root, resolve(request.topology)));
  exportTree(commit, tree);
  if (!isOwn(commit) && hasTool(tree)) return ofTree(request, tree, file);
  return existsSync(file) ? { by: 'own', request, file } : missing(request, tree);
}

function ofTree(request: SideRequest, tree: string, file: string): Making {
  if (!existsSync(file)) return missing(request, tree);
  return join(tree, '.') === ownRoot ? { by: 'own', request, file } : { by: 'foreign', request, tree, file };
}

function missing(request: SideRequest, tree: string): Making {
  return { by: 'reading', side: { ...unjudged(request, []), notes: [`${request.topology} does not exist there`], ...rulesOf(tree) } };
}

function isOwn(commit: Commit): boolean {
  return join(commit.root, '.') === ownRoot && !differsFrom(commit, toolPaths);
}

function hasTool(tree: string): boolean {
  return existsSync(join(tree, 'bin/run.mjs')) && existsSync(join(tree, 'synthesis'));
}
