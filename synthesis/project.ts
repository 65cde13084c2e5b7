import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Feature flags of `cdk.json`. The CDK command line hands them to an app it starts; an app started directly loads them itself. */
export function featureFlags(): Record<string, unknown> {
  return projectFile('cdk.json')['context'] as Record<string, unknown>;
}

/** The lock file of the dependencies that run. */
export const lockFile = fileURLToPath(new URL('../package-lock.json', import.meta.url));

function projectFile(name: string): Record<string, unknown> {
  return JSON.parse(readFileSync(new URL(`../${name}`, import.meta.url), 'utf8')) as Record<string, unknown>;
}

/** What a work tree needs to synthesize, relative to its root: a difference in any of it is another version of the tool. */
export const toolPaths = [
  'bin',
  'catalogue',
  'clouds',
  'constructs',
  'derived',
  'diff',
  'evidence',
  'facts',
  'gateway',
  'hosts',
  'planner',
  'policy',
  'reports',
  'runtime',
  'stacks',
  'synthesis',
  'topology',
  'package.json',
  'package-lock.json',
  'cdk.json',
];
