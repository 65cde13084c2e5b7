import { commonLines, scriptProblem } from '../scripts/script-proof.js';
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

/** Why a node with this user data might serve unapproved weights, as the end of a sentence; nothing if it cannot. */
export function userDataProblem(userData: string, expected: ExpectedWeights): string | undefined {
  return scriptProblem(userData, {
    settings: {
      MANIFEST_SHA256: expected.manifest,
      WEIGHTS_BUCKET: `\${ssm:${expected.bucket}}`,
      WEIGHTS_SIGNING_KEY: `\${ssm:${expected.signingKey}}`,
    },
    unset: [],
    lines: [
      ...commonLines,
      [
        'does not verify the signature with the signing key',
        /^ *valid="\$\(aws kms verify --key-id "\$\{WEIGHTS_SIGNING_KEY\}" --signing-algorithm ECDSA_SHA_256 --message-type DIGEST /m,
      ],
      ['does not act on the result of the verification', /^ *\[\[ "\$\{valid\}" == True \]\] \|\| refuse /m],
      ['does not keep the ECS agent from starting', /^ *printf '\[Unit\]\\nConditionPathExists=%s\\n' "\$\{proof\}" >/m],
    ],
    steps: ['trap left EXIT', 'close_gate', 'fetch_manifest', 'verify_signature', 'fetch_weights', 'open_gate'],
    programs: ['aws', 'sha256sum', 'openssl'],
    before: 'the ECS agent',
  });
}
