import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AssemblyStack } from './tools.js';

/** Regions of each account that stacks go to. */
export function placesOf(stacks: readonly AssemblyStack[]): Map<string, Set<string>> {
  const places = new Map<string, Set<string>>();
  for (const { account, region } of stacks) places.set(account, (places.get(account) ?? new Set()).add(region));
  return places;
}

/** What an assembly says of its bootstraps, which are all alike: their qualifier, and what the command line is told beside the environments. */
export function bootstrapsOf(assembly: string): { readonly qualifier: string; readonly flags: readonly string[] } {
  const { bootstrap } = JSON.parse(readFileSync(join(assembly, 'before-deployment.json'), 'utf8'));
  const [{ qualifier, command }] = bootstrap;
  return {
    qualifier,
    flags: command
      .split(/ aws:\/\/\S+ ?/)[1]
      .split(' ')
      .filter((flag: string) => flag !== ''),
  };
}

/** Every account lets the one that deploys take its roles. */
export function bootstrap(assembly: string, deployer: string, account: string, regions: ReadonlySet<string>): string[] {
  const trust = ['--trust', deployer, '--cloudformation-execution-policies', 'arn:aws:iam::aws:policy/AdministratorAccess'];
  return [
    'bootstrap',
    '--app',
    assembly,
    ...bootstrapsOf(assembly).flags,
    ...(account === deployer ? [] : trust),
    ...[...regions].map((region) => `aws://${account}/${region}`),
  ];
}

/** Every stack, or those alone that are named. */
export function deployment(assembly: string, concurrency: number, stacks: readonly string[] = []): string[] {
  return ['deploy', '--app', assembly, ...chosen(stacks), '--concurrency', String(concurrency), '--method=direct', '--require-approval', 'never'];
}

/** The end of every stack, or of those alone that are named. */
export function destruction(assembly: string, concurrency: number, stacks: readonly string[] = []): string[] {
  return ['destroy', '--app', assembly, ...chosen(stacks), '--force', '--concurrency', String(concurrency)];
}

const chosen = (stacks: readonly string[]) => (stacks.length === 0 ? ['--all'] : ['--exclusively', ...stacks]);

/** What must be finished before what begins. Written by hand: the stacks have theirs from stacks/order.ts. */
const order: readonly (readonly [first: RegExp, after: RegExp])[] = [
  [/-aws-(identity|network)/, /-aws-(fleet|bedrock)/],
  [/-aws-weights-ingest-/, /-aws-weights-(?!ingest-)/],
  [/-aws-images-/, /-aws-gateway-/],
  [/-aws-weights-(?!ingest-)/, /-aws-(capacity|fleet|bedrock-import)-/],
  [/-aws-(account|fleet|bedrock)-/, /-aws-organization/],
];

/** Stacks that began before another was finished, by what the command line printed. */
export function outOfOrder(output: string, stacks: readonly AssemblyStack[]): string[] {
  const lines = output.split('\n');
  const begun = (name: string) => lines.findIndex((line) => line.startsWith(`${name}: deploying`));
  const done = (name: string) => lines.findIndex((line) => line.includes(`✅  ${name}`) && !line.includes(`${name}-`));
  return order.flatMap(([first, after]) =>
    stacks.flatMap((one) =>
      stacks.flatMap((two) => {
        if (!first.test(one.name) || !after.test(two.name)) return [];
        const [end, start] = [done(one.name), begun(two.name)];
        if (end < 0) return [`deploy: ${one.name} was not deployed`];
        return start >= 0 && start < end ? [`deploy: ${two.name} began before ${one.name} was there`] : [];
      }),
    ),
  );
}
