import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { maskText } from '../../evidence/secrets/mask.js';
import { InputError } from '../../topology/error.js';
import type { DiffSource } from '../diff-source.js';

/** One side of a comparison, as it was asked for. */
export interface SideRequest {
  /** `--base` or `--head`, for messages. */
  readonly option: '--base' | '--head';
  readonly source: DiffSource;
  readonly label: string;
  /** Topology as the user names it, relative to the working directory. */
  readonly topology: string;
  /** Day that both sides are judged on. */
  readonly asOf: string;
  readonly env: NodeJS.ProcessEnv;
}

/** Where the running version is installed. */
export const ownRoot = join(fileURLToPath(new URL('../..', import.meta.url)), '.');

/** Why a side cannot be compared, with the first lines of what another process said. */
export function refusal({ option, label }: SideRequest, what: string, stderr = ''): InputError {
  const said = maskText(stderr.trim().split('\n').slice(0, 12).join('\n'));
  return new InputError([{ message: `${option}: ${label}: ${what}${said === '' ? '' : `. It says:\n${said}`}` }]);
}
