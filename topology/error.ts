/** Where something is in a file a person wrote; line and column count from 1. */
export interface Location {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** One thing wrong with an input: what was received, what is allowed, where. */
export interface Problem {
  readonly message: string;
  readonly location?: Location;
  /** Topology path, such as `hosts.eu-fleet.region`. */
  readonly path?: string;
}

/**
 * An input that cannot be used (exit code 2). Its message is meant for the person who wrote the input,
 * so it is printed without a stack trace; any other error is a bug in this tool (exit code 3).
 */
export class InputError extends Error {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map(formatProblem).join('\n'));
    this.name = 'InputError';
    this.problems = problems;
  }
}

/** Renders `file:line:column: message`, the form editors and terminals make clickable. */
export function formatProblem(problem: Problem): string {
  const { location, message } = problem;
  return location === undefined ? message : `${formatLocation(location)}: ${message}`;
}

export function formatLocation(location: Location): string {
  return `${location.file}:${location.line}:${location.column}`;
}
