/** What makes the preparation script of a node prove its weights. */
export interface ScriptProof {
  /** Values that must be set, each once. */
  readonly settings: Readonly<Record<string, string>>;
  /** Variables of the tests, by which the script would look elsewhere. */
  readonly unset: readonly string[];
  /** Lines without which a step proves nothing: what it then does not do, and the line. */
  readonly lines: readonly (readonly [lacks: string, pattern: RegExp])[];
  /** Steps in the order in which they must be taken, each a line of its own at the end of the script. */
  readonly steps: readonly string[];
  /** Programs that no function may take the place of. */
  readonly programs: readonly string[];
  /** What must not start before. */
  readonly before: string;
}

/** Lines that both clouds' scripts have. */
export const commonLines: ScriptProof['lines'] = [
  ['does not stop at a failure', /^set -Eeuo pipefail$/m],
  ['does not compare the manifest with its approved digest', /^ *\[\[ "\$\{actual\}" == "\$\{MANIFEST_SHA256\}" \]\] \|\| refuse /m],
  ['does not compare files with the manifest', /^ *sha256sum --status -c <<<"\$\{expected\} {2}\$\{target\}\/\$\{name\}\.partial" \|\| refuse /m],
  ['does not restrict names and types of files', /^ *allowed "\$\{name\}" \|\| refuse /m],
];

/** Why a node that runs this script might serve unapproved weights, as the end of a sentence; nothing if it cannot. */
export function scriptProblem(script: string, proof: ScriptProof): string | undefined {
  // Files that the script only writes, each quoted whole, run nothing here.
  const text = script.replace(/<<'(\w+)'\n[\s\S]*?\n\1\n/g, '\n');
  for (const [name, value] of Object.entries(proof.settings)) {
    const found = assignments(text, name);
    if (found.length !== 1 || found[0] !== `"${value}"`) return `sets ${name} to ${found.join(' and ') || 'nothing'}. Allowed: "${value}", once.`;
  }
  const diverted = proof.unset.find((name) => assignments(text, name).length > 0);
  if (diverted !== undefined) return `sets ${diverted}, by which it looks elsewhere. Allowed: only in tests.`;
  const missing = proof.lines.find(([, pattern]) => !pattern.test(text));
  if (missing !== undefined) return `${missing[0]} before ${proof.before} starts.`;
  const again = [...text.matchAll(/^[ \t]*(?:function )?(\w+) ?\(\)/gm)]
    .map(([, name]) => name ?? '')
    .find((name, index, all) => all.indexOf(name) < index || proof.programs.includes(name));
  if (again !== undefined) return `defines \`${again}\` anew, so that the verification need not be what it was.`;
  const lines = text.split('\n');
  const places = proof.steps.map((step) => lines.indexOf(step));
  const absent = proof.steps.find((_, index) => places[index] === -1);
  if (absent !== undefined) return `never runs \`${absent}\`.`;
  const early = proof.steps.find((_, index) => index > 0 && Number(places[index]) < Number(places[index - 1]));
  return early === undefined ? undefined : `runs \`${early}\` too early. Allowed: ${proof.steps.join(', ')}, in this order.`;
}

function assignments(text: string, name: string): (string | undefined)[] {
  return [...text.matchAll(new RegExp(`^[ \\t]*(?:export |readonly |declare )?${name}=(.*)$`, 'gm'))].map(([, assigned]) => assigned);
}
