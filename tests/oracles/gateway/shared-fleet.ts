import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { wholeText } from '../../support/topologies.js';

/** Most tasks of each gateway of the small topology. */
export const mostTasks = 10;

/** Changes by which the reference topology has a fleet of one replica, so that few requests fill it: what is emitted for it is emitted as for any other. */
const edits: readonly (readonly [RegExp, string])[] = [
  [/instanceType: p5\.48xlarge\n {6}count: 12/, 'instanceType: p5.4xlarge\n      count: 1'],
  [/ {4}scaling:\n( {6}.*\n)+?(?= {4}endpoint)/, ''],
  // Residents have some 290 requests open in their busiest minute, which leaves some 30 of 320 to others: three for each of ten tasks.
  [/tokensPerYear: 2500000000000/, 'tokensPerYear: 43000000000'],
  [/tasks: \{ ?min: 2, max: \d+ ?\}/g, `tasks: {min: 2, max: ${mostTasks}}`],
];

/** Writes the small topology into a directory. */
export function smallTopology(directory: string): string {
  const file = join(directory, 'small.yaml');
  const text = edits.reduce((before, [from, to]) => {
    const after = before.replace(from, to);
    if (after === before) throw new Error(`topology.yaml has nothing like ${from} any more`);
    return after;
  }, wholeText('topology.yaml'));
  writeFileSync(file, text);
  return file;
}
