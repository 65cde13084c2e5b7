import { type Statement, unconditional } from './shell/statement.js';

/** A step without which a script proves nothing. */
export type Requirement = {
  /** What a script without it does not do, as the end of a sentence. */
  readonly lacks: string;
  /** The function that must do it, or the script itself. */
  readonly in: 'script' | { readonly function: string };
} & (
  | { readonly runs: string }
  /** `check || refuse …` */
  | { readonly refusesUnless: string }
  /** `if condition; then … refuse …; fi` */
  | { readonly refusesIf: string }
);

/** What every script here has: a failed command ends it, and so does a refusal. */
export const stopsAtFailures: readonly Requirement[] = [
  { lacks: 'does not stop at a failure', in: 'script', runs: 'set -Eeuo pipefail' },
  { lacks: 'does not stop when it refuses', in: { function: 'refuse' }, runs: 'exit 1' },
];

/** Whether a script does what is required, under no condition. */
export function fulfils(script: readonly Statement[], requirement: Requirement): boolean {
  const body = requirement.in === 'script' ? script : functionBody(script, requirement.in.function);
  return [...unconditional(body)].some((statement) => matches(statement, requirement));
}

function functionBody(script: readonly Statement[], name: string): readonly Statement[] {
  const definitions = script.flatMap(({ commands }) => commands).filter(({ kind, text }) => kind === 'function' && text === name);
  return definitions.length === 1 ? (definitions[0]?.body ?? []) : [];
}

function matches({ commands: [first, second, ...others] }: Statement, requirement: Requirement): boolean {
  if (first === undefined || others.length > 0) return false;
  if ('runs' in requirement) return second === undefined && first.text === requirement.runs;
  if ('refusesUnless' in requirement) return first.text === requirement.refusesUnless && second?.join === '||' && second.words[0] === 'refuse';
  return second === undefined && first.text === `if ${requirement.refusesIf}` && first.body.some(({ commands: [command] }) => command?.words[0] === 'refuse');
}
