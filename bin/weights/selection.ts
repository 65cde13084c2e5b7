import { fileName, licenceFiles } from '../../facts/weights.js';
import type { FileDigest, Repository, RepositoryFile } from './repository.js';

export interface Selection {
  readonly files: readonly ({ readonly name: string } & FileDigest)[];
  /** Paths that are left behind. */
  readonly skipped: readonly string[];
  readonly problems: readonly string[];
}

/** Serialized Python objects: loading one runs what it says. */
const pickles = /\.(bin|pt|pth|pkl|pickle|ckpt)$/i;

/**
 * Which files of a repository are approved: those of its top folder that may be in a manifest. `original/` and the like
 * are other forms of the same weights; a pickle in the top folder is one that an engine might load instead.
 */
export function select(repository: Repository): Selection {
  const problems = [...repository.problems];
  const top = repository.files.filter(({ path }) => !path.includes('/'));
  for (const { path } of top.filter(({ path }) => pickles.test(path))) {
    problems.push(`${path} is a pickle, which runs code when it is loaded. Allowed: a repository whose weights are safetensors.`);
  }
  // NOTICE is the text that the licence prescribes, whatever the repository holds.
  const taken = top.filter(({ path }) => fileName.test(path) && path !== 'NOTICE');
  const files = taken.flatMap((file) => {
    if (file.link) problems.push(`${file.path} is a symbolic link. Allowed: a file.`);
    else
      try {
        const digest = file.digest();
        if (digest.bytes > 0) return [{ name: file.path, ...digest }];
        problems.push(`${file.path} is empty.`);
      } catch (error) {
        problems.push(`${file.path} ${(error as Error).message}.`);
      }
    return [];
  });
  const present = new Set(taken.map(({ path }) => path));
  for (const name of licenceFiles) {
    if (name !== 'NOTICE' && !present.has(name)) problems.push(`${name} is missing: the licence wants it beside the weights.`);
  }
  if (![...present].some((name) => name.endsWith('.safetensors'))) problems.push('No safetensors file is in the top folder of the repository.');
  problems.push(...shardProblems(taken));
  const skipped = repository.files.map(({ path }) => path).filter((path) => !present.has(path));
  return { files, skipped, problems };
}

/** The index of a model in parts names every part: one that is missing, or one too many, is another model. */
function shardProblems(taken: readonly RepositoryFile[]): string[] {
  const index = taken.find(({ path }) => path.endsWith('.safetensors.index.json'));
  if (index === undefined) return [];
  const named = shardsOf(index);
  if (named === undefined) return [`${index.path} has no weight_map, which names the parts of the model.`];
  const present = new Set(taken.map(({ path }) => path).filter((path) => path.endsWith('.safetensors')));
  return [
    ...[...named].filter((name) => !present.has(name)).map((name) => `${name} is missing, which ${index.path} names.`),
    ...[...present].filter((name) => !named.has(name)).map((name) => `${name} is not named by ${index.path}.`),
  ];
}

function shardsOf(index: RepositoryFile): Set<string> | undefined {
  try {
    const map: unknown = JSON.parse(index.text()).weight_map;
    return map !== null && typeof map === 'object' ? new Set(Object.values(map).map(String)) : undefined;
  } catch {
    return undefined;
  }
}
