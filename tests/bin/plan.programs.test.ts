import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { wholeText } from '../support/topologies.js';
import { run } from './run.js';

let directory: string;
const text = wholeText('examples/us-maverick.yaml');
const put = (name: string, content: string) => writeFileSync(join(directory, name), content);
const blueprint = (...args: string[]) => run('blueprint', args, directory);
const size = (...args: string[]) => blueprint('size', '--model', 'llama-3.3-70b', '--input', '1000', '--output', '500', ...args);

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'plan-'));
  put('topology.yaml', text);
  // 9 × 10^14 tokens a year, a thousand times what is declared.
  put(
    'huge.yaml',
    text.replace('tokensPerYear: 900000000000,', 'tokensPerYear: 900000000000000,').replace('route: [ohio-fleet, us-bedrock]', 'route: [ohio-fleet]'),
  );
  put('mars.yaml', text.replace('outputTokens: 600, curve: business-hours', 'outputTokens: 600, curve: business-hours, timezone: Mars/Phobos'));
  const day = (index: number) => `2026-11-${String(2 + index).padStart(2, '0')}`;
  const hours = (days: readonly number[]) =>
    days.flatMap((index) => Array.from({ length: 24 }, (_, hour) => `${day(index)}T${String(hour).padStart(2, '0')}:00:00Z,60000000`));
  put('week.csv', hours([0, 1, 2, 3, 4, 5, 6]).join('\n'));
  put('gap.csv', hours([0, 1, 4, 5, 6, 7]).join('\n'));
  put('negative.csv', '2026-11-02T00:00:00Z,-5\n');
  put('zone.csv', '2026-11-02T00:00:00+99:00,5\n');
  put(
    'other.json',
    JSON.stringify({
      model_id: 'meta-llama/Llama-3.1-8B-Instruct',
      completed: 10,
      total_input_tokens: 10_000,
      total_output_tokens: 5_000,
      output_throughput: 900,
      request_rate: 'inf',
    }),
  );
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

describe('a plan', () => {
  it('as JSON has what its readers rely on, and nothing else on stdout', () => {
    const { code, stdout, stderr } = blueprint('plan', '--format', 'json');
    expect([code, stderr]).toEqual([0, '']);
    const found = JSON.parse(stdout);
    expect(found).toMatchObject({
      currency: 'USD',
      period: 'year',
      baseline: { usdPerYear: expect.any(Number), discountedUsdPerYear: expect.any(Number) },
      hybrid: { usdPerYear: expect.any(Number) },
      saving: { list: expect.any(Number), likeForLike: expect.any(Number) },
      workloads: {
        claims: {
          usdPerYear: expect.any(Number),
          hosts: { 'ohio-fleet': { tokensPerYear: expect.any(Number), share: expect.any(Number), usdPerYear: expect.any(Number) } },
        },
      },
      hosts: {
        'ohio-fleet': {
          kind: 'self-hosted',
          nodes: 3,
          usdPerYear: expect.any(Number),
          utilisation: expect.any(Number),
          breakEvenUtilisation: expect.any(Number),
          cheapestHosted: {},
        },
      },
      unknown: expect.arrayContaining([expect.stringContaining('ohio-fleet: people and on call')]),
      stale: expect.any(Array),
    });
    expect(found.capacity[0].curve.map(({ nodes }: { nodes: number }) => nodes)).toContain(found.capacity[0].cheapestNodes);
  });

  it('as Markdown is a heading, tables that render, and what nobody opens first folded away', () => {
    const { code, stdout } = blueprint('plan', '--format', 'md');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^## Plan of maverick as of 2026-11-24\n\n\*\*[\d,]+ USD a year\*\*/);
    const tables = stdout.split('\n\n').filter((part) => part.startsWith('| '));
    expect(tables.length).toBeGreaterThan(6);
    for (const table of tables) {
      const columns = table.split('\n').map((row) => row.replaceAll('\\|', '').split('|').length);
      expect(new Set(columns).size, table).toBe(1);
    }
    expect(stdout.match(/<details>/g)).toHaveLength(2);
    expect(stdout.match(/<\/details>/g)).toHaveLength(2);
  });

  it('says the same twice', () => expect(blueprint('plan', '--format', 'md').stdout).toBe(blueprint('plan', '--format', 'md').stdout));

  it('takes a measured week by the hour', () => {
    const { code, stdout } = blueprint('plan', '--format', 'json', '--load', 'agents=week.csv');
    expect(code).toBe(0);
    // 60,000,000 tokens an hour.
    expect(JSON.parse(stdout).workloads.agents.tokensPerYear).toBe(60_000_000 * 8_760);
  });

  it.each([
    ['a gap in a load', ['--load', 'agents=gap.csv'], 'gap.csv: no line from 2026-11-03T23:00Z to 2026-11-06T00:00Z, 49.0 hours. Allowed:'],
    ['negative tokens', ['--load', 'agents=negative.csv'], 'negative.csv:1: received "2026-11-02T00:00:00Z,-5". Allowed:'],
    ['a zone that no clock has', ['--load', 'agents=zone.csv'], 'zone.csv:1: received "2026-11-02T00:00:00+99:00,5". Allowed:'],
    ['the same load twice', ['--load', 'agents=week.csv', 'agents=week.csv'], 'received week.csv and week.csv for agents. Allowed: one file for each workload'],
    ['a load without its file', ['--load', 'agents='], 'Allowed: <workload>=<file>'],
    ['a workload that is none', ['--load', 'agent=week.csv'], 'Allowed: <workload>=<file>, of agents, claims.'],
    ['a time zone of a workload that is none', ['--topology', 'mars.yaml'], 'timezone: received "Mars/Phobos". Allowed:'],
    ['no topology', ['--topology', 'none.yaml'], 'none.yaml: does not exist.'],
  ])('of %s is refused in words, with exit code 2', (_, args, message) => {
    const { code, stdout, stderr } = blueprint('plan', ...args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
  });

  it('that serves a fraction of its tokens is printed, and exits with 1', () => {
    const { code, stdout, stderr } = blueprint('plan', '--topology', 'huge.yaml');
    expect(code).toBe(1);
    expect(stdout).toContain('tokens find no place in this plan');
    expect(stderr).toMatch(/^workloads\.claims: 99\.8% of its tokens find no place on ohio-fleet\. Allowed:/);
  });
});

describe('a size', () => {
  it('has the fields of its contract', () => {
    const { code, stdout } = size('--format', 'json');
    expect(code).toBe(0);
    expect(Object.keys(JSON.parse(stdout))).toEqual(
      expect.arrayContaining(['outputTokensPerSecond', 'inputTokensPerSecond', 'low', 'high', 'concurrency', 'bound', 'kvCacheGiB', 'assumptions']),
    );
  });

  it.each([
    ['a model that is none', ['size', '--model', 'llama-9-70b', '--input', '1', '--output', '1'], 2, '--model: received "llama-9-70b". Allowed:'],
    ['no tokens', ['size', '--model', 'llama-3.3-70b', '--input', '0', '--output', '1'], 2, 'Allowed: a whole number from 1 on.'],
  ])('of %s is refused in words', (_, args, code, message) => {
    const found = blueprint(...args);
    expect([found.code, found.stdout]).toEqual([code, '']);
    expect(found.stderr).toContain(message);
  });

  it('by a benchmark of another model is refused in words', () => {
    const { code, stderr } = size('--measured', 'other.json');
    expect(code).toBe(2);
    expect(stderr).toContain('--measured: the run is of meta-llama/Llama-3.1-8B-Instruct (llama-3.1-8b-instruct), and the question of llama-3.3-70b-instruct.');
  });

  it('of what does not fit says why, and exits with 1', () => {
    expect(size('--count', '1', '--precision', 'bf16')).toMatchObject({ code: 1, stdout: expect.stringContaining('No number (does not fit)') });
  });
});
