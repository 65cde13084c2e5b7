import { renderedText } from '../rendered-text.js';
import { dig, type Resource } from '../synthesized.js';

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

/** Steps of the preparation in the order in which they must be taken, each a line of its own at the end of the script. */
const steps = ['trap left EXIT', 'close_gate', 'fetch_manifest', 'verify_signature', 'fetch_weights', 'open_gate'];

/** Lines without which a step proves nothing. */
const proofs: readonly (readonly [what: string, pattern: RegExp])[] = [
  ['does not stop at a failure', /^set -Eeuo pipefail$/m],
  ['does not compare the manifest with its approved digest', /^ *\[\[ "\$\{actual\}" == "\$\{MANIFEST_SHA256\}" \]\] \|\| refuse /m],
  [
    'does not verify the signature with the signing key',
    /^ *valid="\$\(aws kms verify --key-id "\$\{WEIGHTS_SIGNING_KEY\}" --signing-algorithm ECDSA_SHA_256 --message-type DIGEST /m,
  ],
  ['does not act on the result of the verification', /^ *\[\[ "\$\{valid\}" == True \]\] \|\| refuse /m],
  ['does not compare files with the manifest', /^ *sha256sum --status -c <<<"\$\{expected\} {2}\$\{target\}\/\$\{name\}\.partial" \|\| refuse /m],
  ['does not restrict names and types of files', /^ *allowed "\$\{name\}" \|\| refuse /m],
  ['does not keep the ECS agent from starting', /^ *printf '\[Unit\]\\nConditionPathExists=%s\\n' "\$\{proof\}" >/m],
];

/** Why a node with this user data might serve unapproved weights, as the end of a sentence; nothing if it cannot. */
export function userDataProblem(userData: string, expected: ExpectedWeights): string | undefined {
  // Files that the script only writes, each quoted whole, run nothing here.
  const text = userData.replace(/<<'(\w+)'\n[\s\S]*?\n\1\n/g, '\n');
  const settings: Readonly<Record<string, string>> = {
    MANIFEST_SHA256: expected.manifest,
    WEIGHTS_BUCKET: `\${ssm:${expected.bucket}}`,
    WEIGHTS_SIGNING_KEY: `\${ssm:${expected.signingKey}}`,
  };
  for (const [name, value] of Object.entries(settings)) {
    const found = [...text.matchAll(new RegExp(`^[ \\t]*(?:export |readonly |declare )?${name}=(.*)$`, 'gm'))].map(([, assigned]) => assigned);
    if (found.length !== 1 || found[0] !== `"${value}"`) return `sets ${name} to ${found.join(' and ') || 'nothing'}. Allowed: "${value}", once.`;
  }
  const missing = proofs.find(([, pattern]) => !pattern.test(text));
  if (missing !== undefined) return `${missing[0]} before the ECS agent starts.`;
  const again = [...text.matchAll(/^[ \t]*(?:function )?(\w+) ?\(\)/gm)]
    .map(([, name]) => name ?? '')
    .find((name, index, all) => all.indexOf(name) < index || /^(aws|sha256sum|openssl)$/.test(name));
  if (again !== undefined) return `defines \`${again}\` anew, so that the verification need not be what it was.`;
  const lines = text.split('\n');
  const places = steps.map((step) => lines.indexOf(step));
  const absent = steps.find((_, index) => places[index] === -1);
  if (absent !== undefined) return `never runs \`${absent}\`.`;
  const early = steps.find((_, index) => index > 0 && Number(places[index]) < Number(places[index - 1]));
  return early === undefined ? undefined : `runs \`${early}\` too early. Allowed: ${steps.join(', ')}, in this order.`;
}
