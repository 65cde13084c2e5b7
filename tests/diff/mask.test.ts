import { describe, expect, it } from 'vitest';
import { differences } from '../../diff/values.js';
import { masked, maskText, maskValue } from '../../evidence/secrets/mask.js';
import { strings } from '../../evidence/synthesized/stack.js';
import { rules } from '../../policy/rules.js';
import { diffJson } from '../../reports/diff/json.js';
import { diffMarkdown } from '../../reports/diff/markdown.js';
import { diffSarif } from '../../reports/diff/sarif.js';
import { definition, type Written } from '../support/documents.js';
import { pair } from '../support/pair.js';
import { evidenceOf } from '../support/synthesized.js';
import { topologies, topologyWith } from '../support/topologies.js';

/** Secrets of every shape, none of them real; what of each may not show up. */
const secrets: Readonly<Record<string, string>> = {
  'an access key id': `AKIA${'IOSFODNN7EXAMPLE'}`,
  'a secret access key': `wJalrXUtnFEMI/K7MDENG/${'bPxRfiCYEXAMPLEKEY'}`,
  'a Hugging Face token': `hf_${'qWeRtYuIoPaSdFgHjKlZxCvBnMqWeRtYuI'}`,
  'a GitHub token': `ghp_${'16C7e42F292c6912E7710c838347Ae178B4a'}`,
  'a signed token': `eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.${'dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U'}`,
  'a random string': `xK9${'mQ2vR8wL4nB7jH3pT6yC5dF1gS0aZ'}`,
  'a password in an address': `postgres://llama:${'correct-horse-battery'}@db.internal:5432/llama`,
  'an account key': `DefaultEndpointsProtocol=https;AccountName=llama;AccountKey=${'Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6'}==;EndpointSuffix=core.windows.net`,
  'a private key': `-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEA1c7\nNotReallyAKey\n-----END RSA PRIVATE KEY-----`,
};

/** The part of a secret that is the secret. */
const cores = [
  'IOSFODNN7EXAMPLE',
  'bPxRfiCYEXAMPLEKEY',
  'qWeRtYuIoPaS',
  '16C7e42F292c',
  'dozjgNryP4J3',
  'mQ2vR8wL4nB7',
  'correct-horse',
  'Zm9vYmFyYmF6',
  'MIIEpAIBAAK',
  'NotReallyAKey',
  'hunter2hunter2',
];

describe('masking', () => {
  it.each(Object.entries(secrets))('hides %s by its shape', (_, secret) => {
    const shown = maskText(`before ${secret} after`);
    expect(cores.filter((core) => shown.includes(core))).toEqual([]);
    expect(shown).toMatch(/^before .*after$/s);
  });

  it.each([
    'password',
    'DB_PASSWORD',
    'clientSecret',
    'apiKey',
    'api_key',
    'hfToken',
    'private_key',
    'ConnectionString',
    'SecretString',
    'accessToken',
    'DB_PASS',
  ])('hides whatever stands under %s', (name) =>
    expect(JSON.stringify(maskValue({ [name]: 'hunter2hunter2', nested: [{ Name: name, Value: 'hunter2hunter2' }] }))).not.toContain('hunter2'),
  );

  it.each([
    'password=hunter2hunter2',
    'export API_KEY="hunter2hunter2"',
    '{"token": "hunter2hunter2"}',
    'connection_string: hunter2hunter2',
    '?access_token=hunter2hunter2&x=1',
    'DB_PASS=hunter2hunter2',
    Buffer.from('user=me&password=hunter2hunter2').toString('base64'),
    'vllm serve --api-key hunter2hunter2 --port 8000',
    'curl -u admin:hunter2hunter2 https://registry.example',
    'curl -H "Authorization: Bearer hunter2hunter2.x"',
    'aws configure set aws_secret_access_key hunter2/hunter2',
    'sshpass -p hunter2hunter2 ssh node',
    'mysql --host db -phunter2hunter2 llama',
    'echo hunter2hunter2 | docker login -u llama --password-stdin registry.example',
    'redis://:hunter2hunter2@cache.internal:6379',
    'https://hunter2hunter2@git.example/llama.git',
    'log in with the password hunter2hunter2',
    'pw: hunter2hunter2',
    '//registry.example/:_authToken=hunter2hunter2',
    '{"StringEquals":{"sts:session-token":"hunter2hunter2"}}',
    'https://hooks.slack.com/services/T0/B0/hunter2hunter2',
    'module_ghp_16C7e42F292c6912E7710c838347hunter2B4a00',
  ])('hides what a text assigns: %s', (text) => {
    expect(maskText(text)).not.toContain('hunter2');
    expect(maskText(text)).toContain(masked);
  });

  it('hides what a list spreads over its items: flags and lines of a key', () => {
    expect(maskValue(['--model', 'llama', '--api-key', 'hunter2hunter2', '--port', '8000'])).toEqual([
      '--model',
      'llama',
      '--api-key',
      masked,
      '--port',
      '8000',
    ]);
    expect(maskValue(['a', '-----BEGIN PRIVATE KEY-----', 'MIIEpAIBAAK', '-----END PRIVATE KEY-----', 'b'])).toEqual(['a', masked, masked, masked, 'b']);
  });

  it('hides what Terraform calls sensitive, and names that are secrets', () => {
    expect(maskValue({ value: 'hunter2', sensitive: true })).toEqual({ value: masked, sensitive: true });
    const [change] = differences({ out: { value: 'hunter2', sensitive: true } }, { out: { value: 'hunter3', sensitive: true } });
    expect(change).toEqual({ path: 'out.value', before: masked, after: '‹masked, changed›' });
    expect(JSON.stringify(maskValue({ Tags: { [secrets['a secret access key'] ?? '']: 'x' } }))).not.toContain('bPxRfiCYEXAMPLEKEY');
  });

  it.each([
    'sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    'd390c4a1b2c3d4e5f60718293a4b5c6d7e8f9012',
    '26512e4cc0ee783f9d931396db4e16e0fe5daa3e2849efbdba8f56c2bc35efb0.zip',
    '00000000-0000-4000-8000-0123456789ab',
    'NetworkVpcisolatedSubnet1RouteTableAssociation2AF38785',
    'SsmParameterValuellamaacmenetworkusvpcidC96584B6F00A464EAD1953AFF4B05118Parameter',
    'al2023-ami-ecs-gpu-hvm-2023.0.20260226-kernel-6.1-x86_64-ebs',
    'arn:aws:secretsmanager:eu-north-1:111122223333:secret:llama/gateway-AbCdEf',
    'quotaTokensPerMinute: 12000000',
    'prod-us-west-2-starport-layer-bucket',
    'a token of 4096 tokens, and the secret llama/gateway',
    'bearer tokens are renewed by the gateway',
    'docker run --user 1000:1000 vllm',
    'secret: {{resolve:secretsmanager:llama/db:SecretString:password}}',
  ])('leaves digests, ids and references alone: %s', (text) => expect(maskText(text)).toBe(text));

  /** Long runs of letters that no shape tells from a secret: a diff says that they changed, and supply-chain/reviewed-script what they say. */
  const encoded = /^resource\.azurerm_linux_virtual_machine_scale_set\.[^.]+\.(custom_data|admin_ssh_key\[0\]\.public_key)$/;

  it.each(topologies)('hides nothing that can be read of what %s synthesizes to', (_, file) => {
    const { aws = [], terraform = [] } = evidenceOf(topologyWith([], file));
    const touched = [...aws, ...terraform].flatMap(({ document }) =>
      [...strings(document)].filter(([path, text]) => maskText(text) !== text && !encoded.test(path)).map(([path, text]) => [path, text.slice(0, 80)]),
    );
    expect(touched).toEqual([]);
  });

  it('a masked value that changed still says so', () => {
    const report = pair({ by: [['aws-fleet-eu-fleet', plant('hunter2hunter2')]] }, { base: { by: [['aws-fleet-eu-fleet', plant('hunter3hunter3')]] } });
    const text = diffMarkdown(report);
    expect(text).toContain(`\`${masked}\` → \`‹masked, changed›\``);
    expect(text).not.toContain('hunter');
  });

  it('no planted secret reaches any format, whatever it is planted in', () => {
    const report = pair({
      by: [
        ['aws-fleet-eu-fleet', plant('hunter2hunter2')],
        [
          'aws-fleet-eu-fleet',
          (template) =>
            (definition(template, 'Cluster').Properties.ClusterSettings = Object.values(secrets).map((value, index) => ({ Name: `s${index}`, Value: value }))),
        ],
        [
          'aws-fleet-eu-fleet',
          (template) =>
            (definition(template, 'NodesLaunchTemplate').Properties.LaunchTemplateData.UserData = Buffer.from(Object.values(secrets).join('\n')).toString(
              'base64',
            )),
        ],
        ['aws-fleet-eu-fleet', (template) => (template.Outputs = { Leak: { Value: secrets['a private key'] } })],
        ['aws-identity', (template) => (definition(template, 'variableRole').Properties.Description = secrets['a random string'])],
        ['google-vertex-grounding', (module) => (module.output = { ...module.output, leak: { value: secrets['a GitHub token'] } })],
        ['azure-account', (module) => (module.locals = { password: 'hunter2hunter2', nested: secrets })],
      ],
    });
    const locate = () => ({ file: 'topology.yaml', line: 1, column: 1 });
    for (const text of [diffMarkdown(report), diffMarkdown(report, Number.POSITIVE_INFINITY), diffJson(report, 1), diffSarif(report, rules, '0', locate)]) {
      expect(cores.filter((core) => text.includes(core))).toEqual([]);
    }
  });
});

function plant(value: string) {
  return (template: Written) => definition(template, 'ServingTask').Properties.ContainerDefinitions[0].Environment.push({ Name: 'DB_PASSWORD', Value: value });
}
