import { readFileSync } from 'node:fs';

/** Feature flags of `cdk.json`. The CDK command line hands them to an app it starts; an app started directly loads them itself. */
export function featureFlags(): Record<string, unknown> {
  return projectFile('cdk.json')['context'] as Record<string, unknown>;
}

function projectFile(name: string): Record<string, unknown> {
  return JSON.parse(readFileSync(new URL(`../${name}`, import.meta.url), 'utf8')) as Record<string, unknown>;
}
