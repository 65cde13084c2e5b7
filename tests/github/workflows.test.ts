import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { riskAreas } from '../../diff/approvals.js';
import type { Json } from '../support/documents.js';

const files = ['calendar', 'ci', 'deploy', 'diff', 'diff-publish', 'facts'].map((name) => `.github/workflows/${name}.yml`);
const workflow = (name: string) => parse(readFileSync(`.github/workflows/${name}.yml`, 'utf8'));
const stepsOf = (document: Json): Json[] => Object.values<Json>(document.jobs).flatMap(({ steps }) => steps);

describe('workflows', () => {
  it.each(files)('%s pins every action by commit and keeps no credentials', (file) => {
    for (const { uses, with: options } of stepsOf(parse(readFileSync(file, 'utf8')))) {
      if (uses === undefined) continue;
      expect(uses).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/);
      if (uses.startsWith('actions/checkout@')) expect(options['persist-credentials']).toBe(false);
    }
  });

  it('that run the code of a pull request may only read', () => {
    for (const name of ['ci', 'diff']) {
      expect(workflow(name).permissions).toEqual({ contents: 'read' });
      for (const job of Object.values<Json>(workflow(name).jobs)) expect(job.permissions).toBeUndefined();
      expect(workflow(name).on).not.toHaveProperty('pull_request_target');
    }
  });

  it('that may write run no code of a pull request', () => {
    const { on, permissions } = workflow('diff-publish');
    expect(on).toEqual({ workflow_run: { workflows: [workflow('diff').name], types: ['completed'] } });
    expect(permissions).toEqual({});
    for (const { uses = '', with: options = {}, run = '' } of stepsOf(workflow('diff-publish'))) {
      if (uses.startsWith('actions/checkout@')) expect(options).not.toHaveProperty('ref');
      expect(run).not.toMatch(/npm|npx|\$\{\{/);
    }
  });
});

describe('the weekly reminder of what ends', () => {
  const { on, permissions, jobs } = workflow('calendar');

  it('reads without a right to write, and writes issues without an installation', () => {
    expect(Object.keys(on)).toEqual(['schedule', 'workflow_dispatch']);
    expect(permissions).toEqual({});
    expect([jobs.read.permissions, jobs.tell.permissions]).toEqual([{ contents: 'read' }, { contents: 'read', issues: 'write' }]);
    for (const { uses = '', run = '' } of jobs.tell.steps) {
      expect(uses).toMatch(/^(actions\/.*)?$/);
      expect(run).not.toMatch(/npm|npx|\$\{\{/);
    }
  });

  it('asks about the day on which it runs, as data', () => {
    const [asked] = jobs.read.steps.filter(({ run = '' }: Json) => run.includes('calendar --'));
    expect(asked.run).toContain('--as-of "$(date -u +%F)" --format json');
  });
});

describe('the live lane', () => {
  const { on, jobs } = workflow('deploy');

  it('starts by hand only, and deploys after an approval with the digest of what was shown', () => {
    expect(Object.keys(on)).toEqual(['workflow_dispatch']);
    expect(jobs.deploy).toMatchObject({ needs: ['synth', 'plan'], environment: 'production' });
    const unpack = (job: Json) => job.steps.find(({ name }: Json) => name === 'Unpack what was synthesized');
    for (const job of [jobs.plan, jobs.deploy]) {
      expect(unpack(job).env.DIGEST).toBe('${{ needs.synth.outputs.digest }}');
      expect(unpack(job).run).toMatch(/sha256sum --check\ntar /);
      expect(job.steps.map(({ run = '' }: Json) => run).join('\n')).not.toMatch(/npm run synth|\$\{\{/);
    }
  });

  it('reads with one role and writes with another', () => {
    const role = (job: Json) => job.steps.find(({ uses = '' }: Json) => uses.startsWith('aws-actions/')).with['role-to-assume'];
    expect([role(jobs.plan), role(jobs.deploy)]).toEqual(['${{ vars.AWS_PLAN_ROLE }}', '${{ vars.AWS_DEPLOY_ROLE }}']);
  });
});

const tracked = execFileSync('git', ['ls-files'], { encoding: 'utf8' }).split('\n');

/** Files that a line of CODEOWNERS names: `**` is any folders, `*` a part of a name, and a folder all that is in it. */
function namedBy(line: string): RegExp {
  const parts = line.slice(1).split(/(\*\*\/|\*)/);
  const known: Readonly<Record<string, string>> = { '**/': '(.*/)?', '*': '[^/]*' };
  return new RegExp(`^${parts.map((part) => known[part] ?? part.replaceAll('.', '\\.')).join('')}${line.endsWith('/') ? '.+' : ''}$`);
}

describe('code owners', () => {
  const lines = readFileSync('.github/CODEOWNERS', 'utf8').split('\n');
  const paths = lines.filter((line) => line.startsWith('/')).map((line) => line.split(/\s+/)[0] ?? '');

  it.each(paths)('%s exists', (path) => {
    expect(tracked.filter((file) => namedBy(path).test(file))).not.toEqual([]);
  });

  it('own the files of every area of risk that the comparison names, under its name', () => {
    const areas = new Map<string, string[]>();
    for (const line of lines) {
      const [, heading] = /^# ([a-z-]+)$/.exec(line) ?? [];
      if (heading !== undefined) areas.set(heading, []);
      else if (line === '') continue;
      else [...areas.values()].at(-1)?.push(line.split(/\s+/)[0]?.replace(/^\//, '') ?? '');
    }
    for (const { area, files: owned } of riskAreas) expect({ area, files: areas.get(area) }).toEqual({ area, files: expect.arrayContaining([...owned]) });
  });
});
