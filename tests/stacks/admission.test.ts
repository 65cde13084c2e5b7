import { describe, expect, it } from 'vitest';
import { nodeHardware } from '../../facts/hardware.js';
import { admissionFlags, requestsPerSecond } from '../../stacks/admission.js';
import { loadTopology } from '../../topology/load.js';

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

describe('requests a second of a node', () => {
  const { claims, quality } = loadTopology('examples/eu-gce.yaml').topology.workloads;
  if (claims === undefined || quality === undefined) throw new Error('the example has other workloads');
  const hardware = nodeHardware('google', 'a3-highgpu-8g');
  const model = { release: 'llama-3.3-70b-instruct', precision: 'fp8' } as const;

  it('are those of the shortest requests, by the upper end of what is predicted', () => {
    expect(requestsPerSecond([claims, quality], { model, hardware, replicas: 4 })).toBe(22);
    expect(requestsPerSecond([quality], { model, hardware, replicas: 4 })).toBe(12);
  });

  it('follow the objectives where no shape is known: 1024 places, kept for 2 s and 500 × 0.1 s', () => {
    expect(requestsPerSecond([claims], { model: { ...model, release: 'another' as never }, hardware, replicas: 4 })).toBe(20);
    expect(requestsPerSecond([claims], { model, hardware: undefined, replicas: 4 })).toBe(20);
  });

  it('are one at least, also for an answer longer than any is allowed to take', () => {
    expect(requestsPerSecond([], { model, hardware, replicas: 1 })).toBe(1);
    const endless = { ...claims, load: { ...claims.load, outputTokens: 1_000_000 } };
    // 256 places, each kept for 900 s.
    expect(requestsPerSecond([endless], { model, hardware: undefined, replicas: 1 })).toBe(1);
  });
});
