import { allCommands, type Command, type Statement } from './statement.js';

const declaring: ReadonlySet<string> = new Set(['export', 'readonly', 'declare', 'local', 'typeset']);
const reading: ReadonlySet<string> = new Set(['read', 'mapfile', 'readarray', 'getopts']);

/** What a variable is set to, at any depth, as it is written; where a command sets it, that command. */
export function assignments(statements: readonly Statement[], name: string): string[] {
  return [...allCommands(statements)].flatMap((command) => [...assigned(command, name), ...setByCommand(command, name)]);
}

/** Assignments in front of a command, or as arguments of one that declares. */
function assigned({ words }: Command, name: string): string[] {
  const command = words.findIndex((word) => !/^\w+(\[[^\]]*\])?\+?=/.test(word));
  const candidates = declaring.has(words[command] ?? '') ? words : words.slice(0, command === -1 ? undefined : command);
  return candidates.flatMap((word) => {
    const [, value] = new RegExp(`^${name}(?:\\[[^\\]]*\\])?\\+?=(.*)$`, 's').exec(word) ?? [];
    return value === undefined ? [] : [value];
  });
}

/** `read`, `printf -v`, a loop over values, or an expansion that assigns. */
function setByCommand({ kind, words, text }: Command, name: string): string[] {
  const [command = '', ...others] = words;
  const names = reading.has(command) ? others : command === 'printf' ? others.filter((_, index) => others[index - 1] === '-v') : [];
  const loops = kind === 'loop' && text.startsWith(`for ${name} `);
  const expands = new RegExp(`\\$\\{${name}:?=`).test(text);
  return names.includes(name) || loops || expands ? [`\`${text}\``] : [];
}
