import { createHash } from 'node:crypto';
import { physicalName, weightsPrefix } from '../../derived/names.js';
import { any, differences, optional } from '../../evidence/expected/differences.js';
import { refersTo } from '../../evidence/expected/references.js';
import { countDiffers, ofType } from '../../evidence/expected/resources.js';
import { bedrockSafeguard } from '../../evidence/guardrails/bedrock-safeguard.js';
import { guardrailDifferences } from '../../evidence/guardrails/guardrail-differences.js';
import type { Problem } from '../../evidence/synthesized/problem.js';
import { importProblems as takenProblems } from '../../evidence/weights/imports.js';
import { pathOf } from '../../topology/path.js';
import { entity } from '../../topology/views.js';
import { invoked } from '../shared/answering-judge.js';
import { awsStoreProblems } from '../shared/aws-weights-judge.js';
import type { HostJudge, JudgedHost } from '../shared/host-judge.js';
import { noServers, samePrograms } from '../shared/no-servers-judge.js';
import { arnIn, recorded, recordedGuardrail } from '../shared/recorded-judge.js';
import type { BedrockImportHost } from './schema.js';

export const judge: HostJudge<BedrockImportHost> = {
  safeguard: (topology, { id, host }, stacks) => bedrockSafeguard(topology, id, host, stacks),
  filtered: ({ topology, id, host }, guardrail) => guardrailDifferences(topology, id, host, guardrail),
  servers: noServers,
  emitted: importProblems,
  oversteps: () => [],
  speaks: 'converse',
  answering: (call) => invoked(call, call.outputs.hosts?.[call.id]?.modelArn),
  screening: () => [],
  grounding: () => [],
  recorded: (one) => [...recorded('modelArn', one.found.modelArn, `${arnIn(one, 'bedrock')}:imported-model/*`), ...recordedGuardrail(one)],
  shares: 'none',
  machines: 'none',
  weights: {
    *kept(stored) {
      const { topology, id, host, all } = stored;
      for (const problem of takenProblems(all, topology, id, host)) yield { path: pathOf('models', host.model, 'weights'), ...problem };
      yield* awsStoreProblems(stored);
    },
    quantized: { never: 'Custom Model Import takes weights as they are stored' },
    loaded: ({ host: { model } }) => model,
  },
  programs: samePrograms,
};

/** One imported model, named after its weights. Where these come from is judged by supply-chain/weights-verified. */
function* importProblems({ topology, id, host, stacks }: JudgedHost<BedrockImportHost>): Iterable<Problem> {
  const model = entity(topology.models, host.model);
  const digest = createHash('sha256')
    .update(`${weightsPrefix(model)} ${model.weights?.manifest}`)
    .digest('hex')
    .slice(0, 8);
  yield* countDiffers(stacks, 'Custom::BedrockImportedModel', 1);
  for (const resource of ofType(stacks, 'Custom::BedrockImportedModel')) {
    const form = {
      ServiceToken: refersTo(resource.stack, 'AWS::Lambda::Function', 'Arn'),
      ServiceTimeout: any,
      ModelName: `${physicalName(40, topology.name, id)}-${digest}`,
      RoleArn: refersTo(resource.stack, 'AWS::IAM::Role', 'Arn'),
      Weights: { Bucket: any, BucketOwner: any, Prefix: any, ManifestSha256: any, ProvenanceSha256: any, SigningKeyArn: any },
      KeyArn: topology.existing.keys[id] ?? refersTo(resource.stack, 'AWS::KMS::Key', 'Arn'),
      Tags: optional(any),
    };
    for (const message of differences(form, resource.properties)) yield { resource, message: `${resource.id} ${message}` };
  }
}
