import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadTopology } from '../../topology/load.js';
import type { Json } from '../support/documents.js';
import { bootstrapsOf, deployment, outOfOrder, placesOf } from './cdk-run.js';
import { cdk, type Emulator, startMoto } from './emulator.js';
import { makeExisting } from './existing.js';
import { absent, kindOf, provable, resourcesOf } from './provable.js';
import { type Assembly, Stages } from './stages.js';
import { approvedDigests } from './stored-weights.js';
import { say } from './tools.js';

/** What another emulator showed of one topology. */
export interface SecondRun {
  readonly findings: readonly string[];
  /** What it was not asked to deploy: resource types that it does not have, and tags that break it. */
  readonly left: ReadonlySet<string>;
  /** Resources that its CloudFormation lists. */
  readonly deployed: number;
}

/** Types that moto has, and that break a stack there: what they refer to, or what refers to them, has no such attribute in moto. */
const broken = ['AWS::CloudWatch::Dashboard', 'AWS::StepFunctions::StateMachine'];

/** Tags on these make moto's CloudFormation fail with "Fn::GetAtt references undefined resource". */
const taggable = ['AWS::KMS::Key', 'AWS::SSM::Parameter'];

/**
 * Every stack of a topology at once, `--all --concurrency 4` from empty accounts, in moto: another reading of templates, parameters
 * and order than MiniStack's. Nobody runs functions here, so what only a function makes is left out.
 */
export async function inMoto(python: string, name: string, file: string): Promise<SecondRun> {
  const directory = mkdtempSync(join(tmpdir(), 'blueprint-moto-'));
  let emulator: Emulator | undefined;
  try {
    emulator = await startMoto(python, directory);
    const { environment } = emulator;
    const prepare = (...args: readonly string[]) => {
      const { status, stdout, stderr } = spawnSync(join(python, 'bin', 'python'), ['tests/oracles/moto/prepare.py', ...args], {
        env: environment,
        encoding: 'utf8',
      });
      if (status !== 0) throw new Error(`prepare.py failed: ${stderr.slice(-2_000)}`);
      return JSON.parse(stdout);
    };
    const everything = new Stages(file, directory, approvedDigests, makeExisting(emulator, python, loadTopology(file).topology)).everything();
    const known = new Set<string>(prepare('types'));
    const left = new Set(
      resourcesOf(everything.templates)
        .filter(({ Type }) => !known.has(Type) || broken.includes(Type))
        .map(kindOf),
    );
    const stage = provable(everything, left);
    const environments = [...placesOf(everything.stacks)].flatMap(([account, regions]) => [...regions].map((region) => `${account}/${region}`));
    for (const tags of adapted(stage, prepare('bootstrap', bootstrapsOf(stage.path).qualifier, ...environments))) left.add(tags);

    const { ok, output } = await cdk(emulator, 'emulated', deployment(stage.path, 4));
    say(`deploy: ${name}: all at once in moto: ${ok ? 'done' : 'failed'}`);
    const findings = [...outOfOrder(output, stage.live), ...crashes(emulator)];
    if (ok) {
      const listed = new Set<string>(prepare('listed', ...stage.live.map((one) => `${one.name}=${one.account}/${one.region}`)));
      findings.push(...absent(stage.templates, listed), ...unlinked(stage, prepare('linked', ...environments)));
    } else findings.push(`deploy failed:\n${output.slice(-3_000)}`);
    return {
      findings: findings.map((finding) => `${name} in moto: ${finding}`),
      left,
      deployed: resourcesOf(stage.templates).length,
    };
  } finally {
    emulator?.stop();
    rmSync(directory, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

/** Puts certificates that are there into the templates on disk, and takes out tags that moto stumbles over: those are named. */
function adapted({ path, stacks, templates }: Assembly, certificates: Readonly<Record<string, string>>): string[] {
  const tagged = resourcesOf(templates).filter(({ Type, Properties }) => taggable.includes(Type) && Properties?.Tags !== undefined);
  for (const { Properties } of tagged) delete Properties.Tags;
  for (const { name, account, region, template } of stacks) {
    const listeners = Object.values<Json>(templates[name].Resources).filter(({ Type }) => Type === 'AWS::ElasticLoadBalancingV2::Listener');
    for (const { Properties } of listeners) Properties.Certificates = [{ CertificateArn: certificates[`${account}/${region}`] }];
    writeFileSync(join(path, template), JSON.stringify(templates[name]));
  }
  return [...new Set(tagged.map(({ Type }) => `${Type}: tags`))];
}

/** Networks that hang on no transit gateway although their templates say so, and routes that lead nowhere: MiniStack has no such gateways. */
function unlinked({ templates }: Assembly, found: Readonly<Record<'attachments' | 'routes', number>>): string[] {
  const resources = resourcesOf(templates);
  const declared = {
    attachments: resources.filter(({ Type }) => Type === 'AWS::EC2::TransitGatewayVpcAttachment').length,
    routes: resources.filter(({ Type, Properties }) => Type === 'AWS::EC2::Route' && Properties.TransitGatewayId !== undefined).length,
  };
  return (['attachments', 'routes'] as const).flatMap((kind) =>
    found[kind] === declared[kind] ? [] : [`${found[kind]} of ${declared[kind]} ${kind} of transit gateways are there`],
  );
}

/** moto answers an exception with HTTP 500, which the command line may repeat until it seems to work. */
function crashes(emulator: Emulator): string[] {
  const log = emulator.log();
  const at = log.indexOf('Traceback');
  return at < 0 ? [] : [`failed inside: ${log.slice(at, at + 14_000)}`];
}
