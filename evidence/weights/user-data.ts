import { commonRequirements, scriptProblem } from '../scripts/script-proof.js';
import { renderedText } from '../synthesized/rendered-text.js';
import { dig, type Resource } from '../synthesized/stack.js';

/** What a node's user data must say. Names are those of SSM parameters. */
export interface ExpectedWeights {
  /** Digest of the approved manifest, 64 hex digits. */
  readonly manifest: string;
  readonly bucket: string;
  readonly signingKey: string;
}

export function userDataOf(resource: Resource): string {
  return renderedWithParameters(resource, dig(resource.properties, 'LaunchTemplateData', 'UserData') ?? '');
}

/** Text of a value, with each template parameter followed to the SSM parameter that it reads. */
export function renderedWithParameters(resource: Resource, value: unknown): string {
  return renderedText(value).replace(/\$\{(\w+)\}/g, (reference, id) => {
    const name = dig(resource.stack.document, 'Parameters', id, 'Default');
    return typeof name === 'string' ? `\${ssm:${name}}` : reference;
  });
}

const verification =
  'valid="$(aws kms verify --key-id "${WEIGHTS_SIGNING_KEY}" --signing-algorithm ECDSA_SHA_256 --message-type DIGEST --message "fileb://${digest}" ' +
  '--signature "fileb://${target}/MANIFEST.sha256.sig" --query SignatureValid --output text)"';
const condition = `printf '[Unit]\\nConditionPathExists=%s\\n' "\${proof}" >"\${root}/etc/systemd/system/ecs.service.d/10-weights.conf"`;

/** Why a node with this user data might serve unapproved weights, as the end of a sentence; nothing if it cannot. */
export function userDataProblem(userData: string, expected: ExpectedWeights): string | undefined {
  return scriptProblem(userData, {
    settings: {
      MANIFEST_SHA256: expected.manifest,
      WEIGHTS_BUCKET: `\${ssm:${expected.bucket}}`,
      WEIGHTS_SIGNING_KEY: `\${ssm:${expected.signingKey}}`,
    },
    unset: [],
    requirements: [
      ...commonRequirements,
      { lacks: 'does not verify the signature with the signing key', in: { function: 'verify_signature' }, refusesUnless: verification },
      { lacks: 'does not act on the result of the verification', in: { function: 'verify_signature' }, refusesUnless: '[[ "${valid}" == True ]]' },
      { lacks: 'does not keep the ECS agent from starting', in: { function: 'close_gate' }, runs: condition },
    ],
    steps: ['trap left EXIT', 'close_gate', 'fetch_manifest', 'verify_signature', 'fetch_weights', 'open_gate'],
    programs: ['aws', 'sha256sum', 'openssl'],
    before: 'the ECS agent',
  });
}
