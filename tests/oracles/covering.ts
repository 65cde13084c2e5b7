import { readFileSync } from 'node:fs';

/** A template that is judged under the rules of a region. */
export interface Job {
  /** Topology and template file, for findings. */
  readonly label: string;
  readonly template: string;
  readonly region: string;
}

/** Templates that have every property of every type between them, and every type in each of its regions, the largest first. */
export function covering(jobs: readonly Job[]): Job[] {
  const read = jobs.map((job) => ({ job, holds: propertiesIn(JSON.parse(readFileSync(job.template, 'utf8')), job.region) }));
  const seen = new Set<string>();
  const chosen = read
    .toSorted((a, b) => b.holds.size - a.holds.size || (a.job.label < b.job.label ? -1 : 1))
    .filter(({ holds }) => {
      const adds = [...holds].some((one) => !seen.has(one));
      for (const one of holds) seen.add(one);
      return adds;
    });
  return chosen.map(({ job }) => job);
}

/**
 * Paths of keys below each resource, without numbers of lists, such as `AWS::EC2::VPC Properties.CidrBlock`; its type in the region, and the sections beside the
 * resources.
 */
function propertiesIn(template: Readonly<Record<string, unknown>>, region: string): ReadonlySet<string> {
  const found = new Set(Object.keys(template));
  const walk = (value: unknown, path: string): void => {
    found.add(path);
    if (typeof value !== 'object' || value === null) return;
    for (const [key, inner] of Object.entries(value)) walk(inner, Array.isArray(value) ? path : `${path}.${key}`);
  };
  for (const resource of Object.values((template['Resources'] ?? {}) as Record<string, { readonly Type: string }>)) {
    found.add(`${resource.Type} in ${region}`);
    for (const [key, value] of Object.entries(resource)) if (key !== 'DependsOn' && key !== 'Metadata') walk(value, `${resource.Type} ${key}`);
  }
  return found;
}
