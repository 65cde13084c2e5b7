/** A list of commands that one line break or semicolon ends, such as `check || refuse`. */
export interface Statement {
  readonly commands: readonly Command[];
  /** Ended by `&`: the script does not wait for it. */
  readonly background: boolean;
}

/** One command of a list. */
export interface Command {
  /** What joins it to the command before it; empty for the first. */
  readonly join: '' | '&&' | '||' | '|';
  /** `simple`, the keyword of a compound command, or `function` for a definition. */
  readonly kind: 'simple' | 'test' | 'if' | 'loop' | 'case' | 'group' | 'function';
  /** The command on one line, with its redirections; of a compound one, what decides about its body; of a function, its name. */
  readonly text: string;
  /** Words of a simple command as they are written, without redirections. */
  readonly words: readonly string[];
  /** Statements inside. */
  readonly body: readonly Statement[];
  readonly documents: readonly HereDocument[];
}

export interface HereDocument {
  /** A quoted delimiter leaves the text as it is. */
  readonly quoted: boolean;
  readonly text: string;
}

/** Every command at any depth. */
export function* allCommands(statements: readonly Statement[]): Iterable<Command> {
  for (const command of statements.flatMap(({ commands }) => commands)) {
    yield command;
    yield* allCommands(command.body);
  }
}

/** Statements that run whenever these do: at this level, in groups and in loops, but under no condition. */
export function* unconditional(statements: readonly Statement[]): Iterable<Statement> {
  for (const statement of statements) {
    if (statement.background) continue;
    yield statement;
    const [only, ...others] = statement.commands;
    if (others.length === 0 && (only?.kind === 'loop' || only?.kind === 'group')) yield* unconditional(only.body);
  }
}
