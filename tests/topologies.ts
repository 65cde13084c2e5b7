import { existsSync, readFileSync } from 'node:fs';

/** The test matrix: every rule, inventory and invariant runs on every row. */
export const topologies: readonly (readonly [name: string, file: string])[] = [
  ['reference', 'topology.yaml'],
  ['hosted-only', 'examples/hosted-only.yaml'],
  ['sovereign', 'examples/sovereign.yaml'],
  ['us-maverick', 'examples/us-maverick.yaml'],
  ['eu-import', 'examples/eu-import.yaml'],
  ['transition', 'examples/transition.yaml'],
  ['us-maas', 'examples/us-maas.yaml'],
  ['eu-gce', 'examples/eu-gce.yaml'],
];

/** The approvals beside a topology. */
export function approvalsFile(file: string): string {
  return file.replace(/\.yaml$/, '.approvals.yaml');
}

/** A topology and its approvals as one text, which loads by itself: for a test that puts a topology elsewhere. */
export function wholeText(file = 'topology.yaml'): string {
  const approvals = approvalsFile(file);
  return `${readFileSync(file, 'utf8')}${existsSync(approvals) ? `\n${readFileSync(approvals, 'utf8')}` : ''}`;
}
