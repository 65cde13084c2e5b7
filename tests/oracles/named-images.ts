import { readdirSync, readFileSync } from 'node:fs';

/** Images of a repository that the topologies of this repository name, each as it is written. */
export function namedImages(repository: string): string[] {
  const examples = readdirSync('examples').filter((name) => /^[a-z0-9-]+\.yaml$/.test(name));
  const files = ['topology.yaml', ...examples.map((name) => `examples/${name}`)];
  return files.flatMap((file) => readFileSync(file, 'utf8').match(new RegExp(`\\S*${repository}:\\S+`, 'g')) ?? []);
}
