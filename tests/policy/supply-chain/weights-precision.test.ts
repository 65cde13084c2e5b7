import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/supply-chain/weights-precision.js';
import { resourceOf } from '../../support/documents.js';
import { findings, findingsAfter, topologyFindings } from '../../support/findings.js';
import { googleFleet, onGoogleFleet, userData } from '../../support/google-fleet.js';
import type { Edit } from '../../support/topologies.js';

const meta = 'repository: meta-llama/Llama-3.3-70B-Instruct';
const atLoad = '      # The repository holds BF16; vLLM quantizes its weights when it loads them.\n      quantization: fp8\n';
const repository = (name: string): Edit => [meta, `repository: ${name}`];
const asStored: Edit = [atLoad, ''];

describe(rule.id, () => {
  it.each(['topology.yaml', 'examples/sovereign.yaml', 'examples/eu-gce.yaml', 'examples/us-maverick.yaml', 'examples/eu-import.yaml'])(
    'accepts %s, output and all',
    (file) => expect(findings(rule, [], file)).toEqual([]),
  );

  it('accepts both versions of a transition', () => expect(findings(rule, [], 'examples/transition.yaml')).toEqual([]));

  it('refuses fp8 over a BF16 repository, and names what has fp8 and what makes it', () => {
    const [found, ...others] = topologyFindings(rule, [asStored]);
    expect(others).toEqual([]);
    expect(found).toMatchObject({ path: 'models.llama70.weights.repository', severity: 'error' });
    expect(found?.message).toContain('meta-llama/Llama-3.3-70B-Instruct holds llama-3.3-70b-instruct in bf16; the model says fp8.');
    expect(found?.message).toContain('RedHatAI/Llama-3.3-70B-Instruct-FP8-dynamic');
    expect(found?.fix).toContain('quantization: fp8');
  });

  it.each(['RedHatAI/Llama-3.3-70B-Instruct-FP8-dynamic', 'nvidia/Llama-3.3-70B-Instruct-FP8', 'redhatai/llama-3.3-70b-instruct-fp8-dynamic'])(
    'accepts %s as it is stored',
    (name) => expect(topologyFindings(rule, [repository(name), asStored])).toEqual([]),
  );

  it.each([
    ['weights that are quantized already', [repository('nvidia/Llama-3.3-70B-Instruct-FP8')], 'holds fp8 weights; vLLM quantizes bf16 to fp8'],
    ['INT8 weights', [repository('RedHatAI/Llama-3.3-70B-Instruct-quantized.w8a8'), asStored], 'in int8; the model says fp8'],
    ['a quantization under bf16', [['precision: fp8', 'precision: bf16']], 'Weights quantized to fp8 under precision bf16'],
    ['another release', [repository('meta-llama/Llama-3.1-8B-Instruct')], 'holds llama-3.1-8b-instruct; the model says llama-3.3-70b-instruct'],
    ['an unknown repository', [repository('acme/llama-tuned')], 'Neither facts nor an approval in force say what acme/llama-tuned holds'],
  ] as [string, Edit[], string][])('refuses %s', (_, edits, message) => {
    expect(topologyFindings(rule, edits)).toMatchObject([{ severity: 'error', message: expect.stringContaining(message) }]);
  });

  it('refuses a 70B repository for an 8B release', () => {
    const edit: Edit = ['repository: meta-llama/Llama-3.1-8B-Instruct', 'repository: meta-llama/Llama-3.1-70B-Instruct'];
    expect(topologyFindings(rule, [edit], 'examples/transition.yaml')).toMatchObject([
      { path: 'models.llama31.weights.repository', message: expect.stringContaining('holds llama-3.1-70b-instruct; the model says llama-3.1-8b-instruct') },
    ]);
  });

  it('refuses a quantization where nothing would do it: an import', () => {
    const edit: Edit = [
      '      repository: meta-llama/Llama-3.3-70B-Instruct\n',
      '      repository: meta-llama/Llama-3.3-70B-Instruct\n      quantization: fp8\n',
    ];
    const found = topologyFindings(rule, [edit, ['precision: bf16', 'precision: fp8']], 'examples/eu-import.yaml');
    expect(found).toMatchObject([{ message: expect.stringContaining('Custom Model Import takes weights as they are stored') }]);
  });

  describe('a repository of your own', () => {
    const approval = (held: string, expires = '2027-10-01'): Edit => [
      '\napprovals:\n',
      `\napprovals:\n  mirror:\n    kind: checkpoint\n    subject: models.llama70\n    checkpoint: {repository: acme/llama-tuned, ${held}}\n    reference: model board 12\n    grantedBy: ml@acme.example\n    grantedOn: 2026-10-01\n    expires: ${expires}\n`,
    ];
    const own = repository('acme/llama-tuned');

    it('is what an approval in force says it is', () => {
      expect(topologyFindings(rule, [own, approval('release: llama-3.3-70b-instruct, precision: bf16')])).toEqual([]);
      expect(topologyFindings(rule, [own, asStored, approval('release: llama-3.3-70b-instruct, precision: fp8')])).toEqual([]);
    });

    it('is refused when the approval has lapsed, says otherwise, or speaks of another repository', () => {
      expect(topologyFindings(rule, [own, approval('release: llama-3.3-70b-instruct, precision: bf16', '2026-11-01')])).toHaveLength(1);
      expect(topologyFindings(rule, [own, approval('release: llama-3.1-70b-instruct, precision: bf16')])[0]?.message).toContain('holds llama-3.1-70b-instruct');
      expect(topologyFindings(rule, [repository('acme/other'), approval('release: llama-3.3-70b-instruct, precision: bf16')])).toHaveLength(1);
    });
  });

  it.each<[string, (words: string[]) => string[], string]>([
    ['a quantization that is gone', (words) => words.filter((word) => !word.startsWith('--quantization')), '--quantization nothing. Allowed: fp8'],
    ['another one', (words) => words.map((word) => word.replace('--quantization=fp8', '--quantization=awq')), '--quantization awq. Allowed: fp8'],
    ['a second one behind it', (words) => [...words, '-q', 'bitsandbytes'], '--quantization fp8 and bitsandbytes'],
    ['a shortened one', (words) => [...words, '--quant=gptq'], '--quantization fp8 and gptq'],
    ['another type', (words) => [...words, '--dtype=float32'], 'sets --dtype float32'],
    ['a configuration that overrides that of the weights', (words) => [...words, '--hf_overrides', '{}'], 'sets --hf-overrides {}'],
  ])('sees %s in the task definition', (_, change, message) => {
    const found = findingsAfter(rule, 'aws-fleet-eu-fleet', (document) => {
      const [container] = resourceOf(document, 'AWS::ECS::TaskDefinition').ContainerDefinitions;
      container.Command = change(container.Command);
    });
    expect(found).toMatchObject([{ severity: 'error', message: expect.stringContaining(message) }]);
  });

  it('sees a quantization that nothing declares', () => {
    const found = findingsAfter(
      rule,
      'aws-fleet-ohio-fleet',
      (document) => resourceOf(document, 'AWS::ECS::TaskDefinition').ContainerDefinitions[0].Command.push('--quantization=fp8'),
      {},
      'examples/us-maverick.yaml',
    );
    expect(found).toMatchObject([{ message: expect.stringContaining('--quantization fp8. Allowed: nothing') }]);
  });

  it('sees it in the user data of Compute Engine', () => {
    expect(onGoogleFleet(rule, userData('--quantization=fp8', '--quantization=fp8_per_block'))).toMatchObject([
      { message: expect.stringContaining('--quantization fp8_per_block. Allowed: fp8') },
    ]);
    expect(findings(rule, [], googleFleet)).toEqual([]);
  });
});
