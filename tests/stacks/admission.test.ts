import { describe, expect, it } from 'vitest';
import { admissionFlags } from '../../stacks/admission.js';

/** Requests that a server lets in, if each API server process before 0.30 counts for itself. */
function letIn(version: Parameters<typeof admissionFlags>[0], replicas: number, shared: boolean): number {
  const value = (name: string) =>
    Number(
      admissionFlags(version, replicas)
        .find((flag) => flag.startsWith(`--${name}=`))
        ?.split('=')[1] ?? 1,
    );
  return value('max-num-queued-reqs') * (shared ? 1 : value('api-server-count'));
}

describe('the queue limit of a server', () => {
  it.each([
    ['0.29.0', 1, false],
    ['0.29.0', 4, false],
    ['0.29.0', 8, false],
    ['0.30.0', 4, true],
    ['0.33.0', 8, true],
  ] as const)('of vLLM %s with %i replicas is 320 a replica', (version, replicas, shared) => {
    expect(letIn(version, replicas, shared)).toBe(320 * replicas);
  });
});
