import type { Json } from '../support/documents.js';

/** One value of an outputs file that leads elsewhere than the topology says. */
export interface RecordedAttack {
  readonly name: string;
  readonly file: string;
  readonly change: (outputs: Json) => void;
  /** What the refusal speaks of. */
  readonly says: string;
}

const reference = 'topology.yaml';
const imported = 'examples/eu-import.yaml';
const grounding = (outputs: Json) => outputs['hosts'].grounding;
const blue = (outputs: Json) => grounding(outputs).deployments.blue;
const identity = (outputs: Json) => outputs['identities'].search.grounded;
const rows: readonly (readonly [name: string, file: string, change: (outputs: Json) => void, says: string])[] = [
  [
    'a profile of another account',
    reference,
    (o) => (o['hosts']['us-bedrock'].profiles.variable = 'arn:aws:bedrock:us-east-2:999988887777:application-inference-profile/x'),
    'profiles.variable',
  ],
  [
    'a profile of another region',
    reference,
    (o) => (o['hosts']['us-bedrock'].profiles.variable = 'arn:aws:bedrock:us-west-2:111122223333:application-inference-profile/x'),
    'profiles.variable',
  ],
  [
    'the profile of another workload',
    reference,
    (o) => (o['hosts']['us-bedrock'].profiles.variable = o['hosts']['us-bedrock'].profiles['global-assist']),
    'not that of global-assist',
  ],
  [
    'a guardrail of another account',
    reference,
    (o) => (o['hosts']['us-bedrock'].guardrail.id = 'arn:aws:bedrock:us-east-2:999988887777:guardrail/abc'),
    'guardrail.id',
  ],
  [
    'a key in a secret of another account',
    reference,
    (o) => (o['hosts']['eu-fleet'].apiKeySecret = 'arn:aws:secretsmanager:eu-north-1:999988887777:secret:x-AbCdEf'),
    'apiKeySecret',
  ],
  [
    'a key in a secret of another region',
    reference,
    (o) => (o['hosts']['eu-fleet'].apiKeySecret = 'arn:aws:secretsmanager:us-east-2:111122223333:secret:x-AbCdEf'),
    'apiKeySecret',
  ],
  ['Foundry at a stranger’s address', reference, (o) => (o['hosts']['dev-foundry'].endpoint = 'https://evil.example.com/'), 'dev-foundry.endpoint'],
  [
    'Foundry at a look-alike address',
    reference,
    (o) => (o['hosts']['dev-foundry'].endpoint = 'https://acme-dev-foundry-00000000.cognitiveservices.azure.com.evil.example.com/'),
    'dev-foundry.endpoint',
  ],
  [
    'an account of Foundry that is another company’s',
    reference,
    (o) => (o['hosts']['dev-foundry'].endpoint = 'https://evil.cognitiveservices.azure.com/'),
    'dev-foundry.endpoint',
  ],
  ['a deployment with a path in it', reference, (o) => (o['hosts']['dev-foundry'].deployment = '../../x?y='), 'dev-foundry.deployment'],
  ['another deployment', reference, (o) => (o['hosts']['dev-foundry'].deployment = 'gpt'), 'dev-foundry.deployment'],
  ['a filter of prompts at a stranger’s', reference, (o) => (grounding(o).modelArmorHost = 'evil.example.com'), 'modelArmorHost'],
  ['a filter of prompts abroad', reference, (o) => (grounding(o).modelArmorHost = 'modelarmor.us-central1.rep.googleapis.com'), 'modelArmorHost'],
  [
    'a filter’s template of another project',
    reference,
    (o) => (grounding(o).modelArmorTemplate = 'projects/evil/locations/europe-west4/templates/acme-grounding'),
    'modelArmorTemplate',
  ],
  [
    'a filter’s template of the project that lets more through',
    reference,
    (o) => (grounding(o).modelArmorTemplate = 'projects/acme-llama-grounded/locations/europe-west4/templates/other'),
    'modelArmorTemplate',
  ],
  ['an index in the US', reference, (o) => (grounding(o).searchHost = 'us-discoveryengine.googleapis.com'), 'searchHost'],
  ['an index at a stranger’s', reference, (o) => (grounding(o).searchHost = 'evil.example.com'), 'searchHost'],
  [
    'questions to the index of another project',
    reference,
    (o) => (grounding(o).servingConfig = grounding(o).servingConfig.replace('123456789012', '999988887777')),
    'servingConfig',
  ],
  [
    'questions to the location us',
    reference,
    (o) => (grounding(o).servingConfig = grounding(o).servingConfig.replace('locations/eu', 'locations/us')),
    'servingConfig',
  ],
  ['documents into another bucket', reference, (o) => (grounding(o).importBucket = 'evil-import'), 'importBucket'],
  ['an endpoint at a stranger’s', reference, (o) => (blue(o).endpointDns = 'evil.example.com'), 'blue.endpointDns'],
  ['an endpoint in the US', reference, (o) => (blue(o).endpointDns = blue(o).endpointDns.replace('europe-west4', 'us-central1')), 'blue.endpointDns'],
  ['an endpoint of another project', reference, (o) => (blue(o).endpointDns = blue(o).endpointDns.replace('123456789012', '999988887777')), 'blue.endpointDns'],
  ['the name of another endpoint', reference, (o) => (blue(o).endpointId = '2000000000'), 'blue.endpointDns'],
  ['a public address for a private endpoint', reference, (o) => (blue(o).pscAddress = '8.8.8.8'), 'blue.pscAddress'],
  ['an address in another network', reference, (o) => (blue(o).pscAddress = '10.41.0.9'), 'blue.pscAddress'],
  [
    'an identity in another project',
    reference,
    (o) => (identity(o).serviceAccount = 'llama-acme-grounded@evil-project.iam.gserviceaccount.com'),
    'grounded.serviceAccount',
  ],
  [
    'the identity of another workload',
    reference,
    (o) => (identity(o).serviceAccount = 'llama-acme-variable@acme-llama-grounded.iam.gserviceaccount.com'),
    'grounded.serviceAccount',
  ],
  ['a proof for somebody else', reference, (o) => (identity(o).audience = 'https://evil.example.com/x'), 'grounded.audience'],
  ['a proof for another project', reference, (o) => (identity(o).audience = identity(o).audience.replace('123456789012', '999988887777')), 'grounded.audience'],
  [
    'an imported model of another account',
    imported,
    (o) => (o['hosts']['eu-import'].modelArn = 'arn:aws:bedrock:eu-central-1:999988887777:imported-model/x'),
    'modelArn',
  ],
  [
    'an imported model of another region',
    imported,
    (o) => (o['hosts']['eu-import'].modelArn = 'arn:aws:bedrock:us-east-1:444455556666:imported-model/x'),
    'modelArn',
  ],
];

/** Every value of an outputs file that decides where a gateway sends something. */
export const recorded: readonly RecordedAttack[] = rows.map(([name, file, change, says]) => ({ name, file, change, says }));
