import { describe, expect, it } from 'vitest';
import { judge } from '../../../policy/engine.js';
import { rule } from '../../../policy/licence/aup-coverage.js';
import { type Json, resourceOf, terraformResourceOf, type Written } from '../../support/documents.js';
import { findings, findingsAfter } from '../../support/findings.js';
import { evidenceOf, mutated } from '../../support/synthesized.js';
import { asOf, type Edit, topologyWith } from '../../support/topologies.js';

const bedrock = 'aws-bedrock-us-bedrock';
const guardrail = (document: Written) => resourceOf(document, 'AWS::Bedrock::Guardrail');
const filter = (document: Written, type: string) => guardrail(document).ContentPolicyConfig.FiltersConfig.find((one: Json) => one.Type === type);
const topic = (document: Written, name: string) => guardrail(document).TopicPolicyConfig.TopicsConfig.find((one: Json) => one.Name === name);
const sovereign = 'examples/sovereign.yaml';
const own: Edit = ['zones:\n  eu: [EU27]', 'existing:\n  guardrails:\n    us-bedrock: {id: gr1abc2def3g, version: "7"}\n\nzones:\n  eu: [EU27]'];
const approval = (items: string, subject = 'hosts.us-bedrock'): Edit => [
  'approvals:\n',
  `approvals:\n  seen:\n    kind: acceptable-use\n    subject: ${subject}\n    items: [${items}]\n    reference: read in the console\n    grantedBy: security@acme.example\n    grantedOn: 2026-11-01\n    expires: 2027-10-31\n`,
];
const filterable = '"1.a.i", "1.a.ii", "1.a.iii", "1.a.v", "1.a.vi", "1.b", "1.e", "1.g", "2.b", "2.c", "2.e", "2.f"';

describe(rule.id, () => {
  it('accepts routes with a guardrail, a template, a content filter or an approval for each', () => {
    expect(findings(rule)).toEqual([]);
  });

  it('names item, workload and host of what nothing looks for', () => {
    const found = findings(rule, [['subject: hosts.eu-fleet\n    items: ["1.a.i", ', 'subject: hosts.eu-fleet\n    items: [']]);
    const message = (workload: string) => `${workload} reaches eu-fleet without a safeguard for 1.a.i (violence or terrorism): nothing screens it.`;
    expect(found).toMatchObject([
      { severity: 'error', path: 'workloads.eu-production.route[0]', message: message('eu-production') },
      { path: 'workloads.global-assist.route[0]', message: message('global-assist') },
    ]);
  });

  it('counts no approval of another host, without items, or that has ended', () => {
    const moved = findings(rule, [['subject: hosts.eu-fleet\n    items: [', 'subject: hosts.us-bedrock\n    items: [']]);
    expect(moved.map(({ path }) => path)).toEqual(['workloads.eu-production.route[0]', 'workloads.global-assist.route[0]']);
    const ended = findings(rule, [
      ['    grantedOn: 2026-10-01\n    expires: 2027-09-30\n  # What Foundry', '    grantedOn: 2025-10-01\n    expires: 2026-09-30\n  # What Foundry'],
    ]);
    expect(ended[0]?.message).toContain('(approval fleet-screening is not in force)');
  });

  it.each<[string, (document: Written) => void, string]>([
    [
      'a filter turned off',
      (d) => (filter(d, 'VIOLENCE').InputStrength = 'NONE'),
      '2.f (inciting violence or bodily harm): content filter VIOLENCE has input strength NONE',
    ],
    ['a filter turned down', (d) => (filter(d, 'SEXUAL').OutputStrength = 'LOW'), 'output strength LOW, the topology says HIGH'],
    ['a filter that reports only', (d) => (filter(d, 'HATE').InputAction = 'NONE'), '1.b (harassment, abuse, threats, bullying)'],
    ['a filter that does not look', (d) => (filter(d, 'PROMPT_ATTACK').InputEnabled = false), '1.g (malware, disabling systems), 1.h'],
    ['a filter taken out', (d) => guardrail(d).ContentPolicyConfig.FiltersConfig.splice(2, 1), 'content filter MISCONDUCT is missing'],
    ['all of them taken out', (d) => delete guardrail(d).ContentPolicyConfig, 'content filter INSULTS is missing'],
    [
      'a topic taken out',
      (d) => guardrail(d).TopicPolicyConfig.TopicsConfig.splice(9, 1),
      '2.b (guns and illegal weapons): denied topic Illegal weapons is missing',
    ],
    ['a topic that no filter item needs, taken out', (d) => guardrail(d).TopicPolicyConfig.TopicsConfig.pop(), '3.f (fake engagement, reviews)'],
    ['a topic hollowed out', (d) => (topic(d, 'Malware and intrusion').Definition = 'Nothing.'), 'denied topic Malware and intrusion is defined otherwise'],
    ['a topic that reports only', (d) => (topic(d, 'Self-harm').OutputAction = 'NONE'), 'denied topic Self-harm lets output through'],
    [
      'an identifier that passes',
      (d) => guardrail(d).SensitiveInformationPolicyConfig.PiiEntitiesConfig.shift(),
      '1.e (sensitive personal information without rights/consent): AWS_ACCESS_KEY pass',
    ],
    ['an identifier that is only reported', (d) => (guardrail(d).SensitiveInformationPolicyConfig.PiiEntitiesConfig[0].Action = 'NONE'), 'AWS_ACCESS_KEY pass'],
    [
      'no guardrail',
      (d) => delete d.Resources[Object.keys(d.Resources).find((key) => d.Resources[key]?.Type === 'AWS::Bedrock::Guardrail') ?? ''],
      'it has no guardrail',
    ],
    [
      'no version',
      (d) => delete d.Resources[Object.keys(d.Resources).find((key) => d.Resources[key]?.Type === 'AWS::Bedrock::GuardrailVersion') ?? ''],
      'no version of its guardrail is published',
    ],
  ])('notices %s in the template', (_, change, message) => {
    const found = findingsAfter(rule, bedrock, change).filter(({ path }) => path.startsWith('workloads.'));
    expect(found.map(({ path }) => path)).toEqual(['workloads.global-assist.route[1]', 'workloads.variable.route[0]']);
    for (const one of found) expect(one.message).toContain(message);
  });

  it('takes the topology at its word when personal data may pass: somebody must have said why', () => {
    const open = findings(rule, [['personalData: anonymize', 'personalData: allow']]);
    expect(open.map(({ message }) => message)).toEqual([expect.stringContaining('personal data passes'), expect.stringContaining('personal data passes')]);
    expect(findings(rule, [['personalData: anonymize', 'personalData: allow'], approval('"1.e"')])).toEqual([]);
  });

  it('asks for an approval where the guardrail is not ours', () => {
    const unseen = findings(rule, [own]);
    expect(unseen.map(({ path }) => path)).toEqual(['workloads.global-assist.route[1]', 'workloads.variable.route[0]']);
    expect(unseen[0]?.message).toContain('what guardrail gr1abc2def3g looks for cannot be seen here');
    expect(findings(rule, [own, approval(filterable)])).toEqual([]);
  });

  describe('of what a filter finds in part', () => {
    const attested = '"1.f", "1.h", "3.a", "3.b", "3.c", "3.d", "3.f", "5"]';

    it('asks for a person where no filter looks for it, by route', () => {
      const found = findings(rule, [[attested, '"1.f", "1.h", "3.b", "3.c", "3.d", "3.f"]']]);
      expect(found.map(({ path, message }) => [path, message.split(' without a safeguard for ')[1]])).toEqual([
        [
          'workloads.eu-production.route[0]',
          '3.a (fraud, disinformation), 5 (interacting with third-party tools/models to create unlawful content or attribute it to Meta): nothing screens it.',
        ],
        ['workloads.global-assist.route[0]', expect.stringContaining('3.a (fraud, disinformation), 5')],
        // A guardrail has a topic for fraud, and nothing for tools.
        [
          'workloads.global-assist.route[1]',
          '5 (interacting with third-party tools/models to create unlawful content or attribute it to Meta): Bedrock has no filter for it.',
        ],
        ['workloads.variable.route[0]', expect.stringMatching(/^5 .*Bedrock has no filter for it\.$/)],
        // Model Armor and Foundry look for injections, which is what a tool would be misled by.
        ['workloads.development.route[0]', expect.stringContaining('3.a (fraud, disinformation)')],
      ]);
    });

    it('does not take a person for a topic of ours that was taken out', () => {
      const found = findingsAfter(rule, bedrock, (d) => guardrail(d).TopicPolicyConfig.TopicsConfig.pop());
      expect(found).toHaveLength(2);
    });
  });

  const calls = (document: Written) => resourceOf(document, 'AWS::IAM::ManagedPolicy').PolicyDocument.Statement[0];
  it.each<[string, (document: Written) => void, string]>([
    ['without the condition', (d) => delete calls(d).Condition.StringEquals['bedrock:GuardrailIdentifier'], 'without a guardrail'],
    [
      'with any guardrail',
      (d) => (calls(d).Condition.StringEquals['bedrock:GuardrailIdentifier'] = 'arn:aws:bedrock:us-east-2:111122223333:guardrail/other:1'),
      'guardrail/other:1',
    ],
    ['with the draft', (d) => calls(d).Condition.StringEquals['bedrock:GuardrailIdentifier']['Fn::Join'][1].splice(1, 2, ':DRAFT'), ':DRAFT'],
    ['only if a guardrail is named at all', (d) => (calls(d).Condition = { StringEqualsIfExists: calls(d).Condition.StringEquals }), 'StringEqualsIfExists'],
  ])('notices a right to call the model %s', (_, change, message) => {
    expect(findingsAfter(rule, bedrock, change)).toMatchObject([{ path: 'hosts.us-bedrock.guardrail', message: expect.stringContaining(message) }]);
  });

  describe('with a Llama Guard', () => {
    it('needs nothing else', () => {
      expect(findings(rule, [], sovereign)).toEqual([]);
    });

    it('needs one: the same route without it is refused', () => {
      expect(findings(rule, [['    guard: screen\n', '']], sovereign)).toMatchObject([
        { path: 'workloads.case-files.route[0]', message: expect.stringContaining('2.f (inciting violence or bodily harm): nothing screens it') },
      ]);
    });

    const after = (change: (document: Written) => void) => {
      const loaded = topologyWith([], sovereign);
      return judge([rule], loaded, asOf, mutated(evidenceOf(loaded), 'aws-fleet-screen', change));
    };
    it('notices a guard that runs nothing, or another model', () => {
      const gone = after((document) => {
        for (const [id, { Type }] of Object.entries<Json>(document.Resources)) if (Type === 'AWS::ECS::Service') delete document.Resources[id];
      });
      expect(gone).toMatchObject([{ path: 'workloads.case-files.guard', message: expect.stringContaining('no service of it is deployed') }]);
      const other = after((document) => {
        document.Resources = JSON.parse(JSON.stringify(document.Resources).replaceAll('/llama-guard-3-8b/', '/llama-3.1-8b-instruct/'));
      });
      expect(other).toMatchObject([{ path: 'workloads.case-files.guard', message: expect.stringContaining('do not read the weights of llama-guard-3-8b') }]);
    });

    it('judges one on Compute Engine by its own module', () => {
      const screened: Edit[] = [
        ['release: llama-3.3-70b-instruct', 'release: llama-guard-3-8b'],
        ['route: [eu-gce]\n    owner: claims', 'route: [eu-gce]\n    guard: eu-gce\n    owner: claims'],
      ];
      const loaded = topologyWith(screened, 'examples/eu-gce.yaml');
      const guards = (change: (document: Written) => void) =>
        judge([rule], loaded, asOf, mutated(evidenceOf(loaded), 'google-fleet-eu-gce', change)).filter(({ path }) => path.endsWith('.guard'));
      expect(guards(() => {})).toEqual([]);
      expect(guards((document) => delete document.resource.google_compute_instance_group_manager)).toMatchObject([
        { path: 'workloads.claims.guard', message: expect.stringContaining('no service of it is deployed') },
      ]);
      const other = (document: Written) =>
        (document.resource = JSON.parse(JSON.stringify(document.resource).replaceAll('llama-guard-3-8b/', 'llama-3.1-8b-instruct/')));
      expect(guards(other)).toMatchObject([{ message: expect.stringContaining('do not read the weights') }]);
    });
  });

  it.each<[string, (template: Json) => void, string]>([
    ['a filter taken out', (t) => t.filter_config.rai_settings.rai_filters.shift(), 'Model Armor filter DANGEROUS is off'],
    ['no look for jailbreaks', (t) => (t.filter_config.pi_and_jailbreak_filter_settings.filter_enforcement = 'DISABLED'), '1.g (malware, disabling systems)'],
    [
      'a jailbreak that counts only where it is certain',
      (t) => (t.filter_config.pi_and_jailbreak_filter_settings.confidence_level = 'HIGH'),
      'Model Armor filter pi_and_jailbreak counts from HIGH, and strength medium is MEDIUM_AND_ABOVE',
    ],
    [
      'a filter turned down',
      (t) => (t.filter_config.rai_settings.rai_filters[0].confidence_level = 'HIGH'),
      'Model Armor filter DANGEROUS counts from HIGH, and strength medium is MEDIUM_AND_ABOVE',
    ],
    [
      'a filter without a level',
      (t) => delete t.filter_config.rai_settings.rai_filters[0].confidence_level,
      'Model Armor filter DANGEROUS counts from no confidence that is named',
    ],
    [
      'no look for malicious addresses',
      (t) => (t.filter_config.malicious_uri_filter_settings.filter_enforcement = 'DISABLED'),
      'Model Armor filter malicious_uri is off',
    ],
    [
      'detectors that cannot be seen',
      (t) => (t.filter_config.sdp_settings = { advanced_config: { inspect_template: 'projects/p/locations/europe-west4/inspectTemplates/none' } }),
      'Model Armor filter SDP is off',
    ],
    ['no look for personal data', (t) => (t.filter_config.sdp_settings.basic_config.filter_enforcement = 'DISABLED'), 'Model Armor filter SDP is off'],
    ['a look without a block', (t) => (t.template_metadata.enforcement_type = 'INSPECT_ONLY'), 'does not block'],
  ])('notices %s in Model Armor', (_, change, message) => {
    const found = findingsAfter(rule, 'google-vertex-grounding', (document) => change(terraformResourceOf(document, 'google_model_armor_template')));
    expect(found).toMatchObject([{ path: 'workloads.grounded.route[0]', message: expect.stringContaining(message) }]);
  });

  it('refuses a Vertex host without a template', () => {
    expect(findings(rule, [['    modelArmor: {strength: medium, personalData: block}\n', '']])).toMatchObject([
      { path: 'workloads.grounded.route[0]', message: expect.stringContaining('no Model Armor template screens it') },
    ]);
  });

  const policy = (document: Written) => terraformResourceOf(document, 'azurerm_cognitive_account_rai_policy');
  const named = (document: Written, name: string) => policy(document).content_filter.find((one: Json) => one.name === name);
  it.each<[string, (document: Written) => void, string]>([
    ['a filter that does not block', (d) => (named(d, 'Violence').block_enabled = false), 'content filter Violence of the prompt is off'],
    [
      'a filter turned down',
      (d) => (named(d, 'Violence').severity_threshold = 'High'),
      'content filter Violence of the prompt blocks from severity High on, not from Medium',
    ],
    [
      'a filter taken out',
      (d) => (policy(d).content_filter = policy(d).content_filter.filter((one: Json) => one.name !== 'Jailbreak')),
      '1.g (malware, disabling systems): content filter Jailbreak',
    ],
    ['a policy that only annotates', (d) => (policy(d).mode = 'Asynchronous_filter'), 'its content filter does not block'],
    [
      'a deployment with another policy',
      (d) => (terraformResourceOf(d, 'azurerm_cognitive_deployment').rai_policy_name = 'Microsoft.Nil'),
      'names no content filter of ours',
    ],
  ])('notices %s in Foundry', (_, change, message) => {
    expect(findingsAfter(rule, 'azure-foundry-dev-foundry', change)).toMatchObject([
      { path: 'workloads.development.route[0]', message: expect.stringContaining(message) },
    ]);
  });
});
