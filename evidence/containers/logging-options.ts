import { forbiddenFlags } from '../../facts/serving.js';
import type { Container } from './container.js';

/** Flags that make vLLM log prompts, or log at a level that prints them. */
export const loggingFlags: readonly string[] = [...forbiddenFlags('vllm').filter((flag) => flag.includes('log')), '--enable-log-outputs', '--log-config-file'];

/** Variables by which vLLM's log shows request bodies, and the values that do not. */
export const loggingVariables: Readonly<Record<string, readonly string[]>> = {
  VLLM_LOGGING_LEVEL: ['INFO', 'WARNING', 'ERROR', 'CRITICAL'],
  VLLM_DEBUG_LOG_API_SERVER_RESPONSE: ['0', 'false', 'False'],
  VLLM_LOGGING_CONFIG_PATH: [],
};

/** What of a model server's arguments and environment lets prompts reach a log. */
export function loggingOfVllm(container: Container): string[] {
  // A shell may carry the whole command line as one argument.
  const words = container.arguments.flatMap((argument) => argument.split(/\s+/));
  return [
    ...words.filter((word) => loggingFlags.some((flag) => word === flag || (word.startsWith(`${flag}=`) && !/=(false|0)$/i.test(word)))),
    ...container.environment.filter(([name, value]) => loggingVariables[name]?.includes(value) === false).map(([name, value]) => `${name}=${value}`),
  ];
}
