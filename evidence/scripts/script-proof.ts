import { fulfils, type Requirement, stopsAtFailures } from './requirement.js';
import { assignments } from './shell/assignments.js';
import { parseScript } from './shell/parse.js';
import { allCommands, type Statement } from './shell/statement.js';

/** What makes the preparation script of a node prove its weights. */
export interface ScriptProof {
  /** Values that must be set, each once. */
  readonly settings: Readonly<Record<string, string>>;
  /** Variables of the tests, by which the script would look elsewhere. */
  readonly unset: readonly string[];
  readonly requirements: readonly Requirement[];
  /** Steps in the order in which they must be taken, each a statement of the script itself. */
  readonly steps: readonly string[];
  /** Programs that no function may take the place of. */
  readonly programs: readonly string[];
  /** What must not start before. */
  readonly before: string;
}

/** What both clouds' scripts do. */
export const commonRequirements: readonly Requirement[] = [
  ...stopsAtFailures,
  {
    lacks: 'does not compare the manifest with its approved digest',
    in: { function: 'fetch_manifest' },
    refusesUnless: '[[ "${actual}" == "${MANIFEST_SHA256}" ]]',
  },
  {
    lacks: 'does not compare files with the manifest',
    in: { function: 'fetch_weights' },
    refusesUnless: 'sha256sum --status -c <<<"${expected}  ${target}/${name}.partial"',
  },
  { lacks: 'does not restrict names and types of files', in: { function: 'fetch_weights' }, refusesUnless: 'allowed "${name}"' },
];

/** Why a node that runs this script might serve unapproved weights, as the end of a sentence; nothing if it cannot. */
export function scriptProblem(text: string, { settings, unset, requirements, steps, programs, before }: ScriptProof): string | undefined {
  const script = parseScript(text);
  if ('unreadable' in script) return unreadable(script.unreadable);
  const { statements } = script;
  const missing = requirements.find((requirement) => !fulfils(statements, requirement));
  return (
    wrongSetting(statements, settings) ??
    diversion(statements, unset) ??
    redefinition(statements, programs) ??
    (missing && `${missing.lacks} before ${before} starts.`) ??
    disorder(statements, steps)
  );
}

/** A script that cannot be read proves nothing. */
export function unreadable(what: string): string {
  return `cannot be judged: its script has ${what}. Allowed: the script as it is emitted.`;
}

function wrongSetting(script: readonly Statement[], settings: ScriptProof['settings']): string | undefined {
  for (const [name, value] of Object.entries(settings)) {
    const found = assignments(script, name);
    if (found.length !== 1 || found[0] !== `"${value}"`) return `sets ${name} to ${found.join(' and ') || 'nothing'}. Allowed: "${value}", once.`;
  }
  return undefined;
}

function diversion(script: readonly Statement[], unset: readonly string[]): string | undefined {
  const diverted = unset.find((name) => assignments(script, name).length > 0);
  return diverted && `sets ${diverted}, by which it looks elsewhere. Allowed: only in tests.`;
}

/** A second function of a name, or one in place of a program, takes the proof away without touching it. */
export function redefinition(script: readonly Statement[], programs: readonly string[]): string | undefined {
  const names = [...allCommands(script)].filter(({ kind }) => kind === 'function').map(({ text }) => text);
  const again = names.find((name, index) => names.indexOf(name) < index || programs.includes(name));
  return again && `defines \`${again}\` again, so that the verification can be another one.`;
}

function disorder(script: readonly Statement[], steps: readonly string[]): string | undefined {
  const lines = script.map(({ commands: [first, second], background }) =>
    first?.kind === 'simple' && second === undefined && !background ? first.text : undefined,
  );
  const places = steps.map((step) => lines.indexOf(step));
  const absent = steps.find((_, index) => places[index] === -1);
  if (absent !== undefined) return `never runs \`${absent}\`.`;
  const early = steps.find((_, index) => index > 0 && Number(places[index]) < Number(places[index - 1]));
  return early && `runs \`${early}\` too early. Allowed: ${steps.join(', ')}, in this order.`;
}
