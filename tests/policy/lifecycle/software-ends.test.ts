import { describe, expect, it } from 'vitest';
import { judge } from '../../../policy/engine.js';
import { rule } from '../../../policy/lifecycle/software-ends.js';
import { type Edit, topologies, topologyWith } from '../../support/topologies.js';

const on = (day: string, edits: readonly Edit[] = [], file = 'topology.yaml') => judge([rule], topologyWith(edits, file), day, {});
const about = (software: string, day: string, edits?: readonly Edit[], file?: string) =>
  on(day, edits, file).filter(({ message }) => message.startsWith(`${software} `) || message.includes(` ${software} `));

describe(rule.id, () => {
  it.each(topologies)('accepts %s', (_, file) => expect(on('2026-11-24', [], file)).toEqual([]));

  // vLLM 0.32.0 is of 2026-10-18, and 180 days later is 2027-04-16.
  it.each([
    ['2027-01-15', undefined, ''],
    ['2027-01-16', 'warning', 'vllm 0.32.0 ends on 2027-04-16, in 90 days (as of 2027-01-16): 180 days after its release of 2026-10-18'],
    ['2027-03-17', 'error', 'in 30 days'],
    ['2027-04-09', 'error', 'in 7 days'],
    ['2027-04-16', 'error', 'today'],
    ['2027-04-17', 'error', 'vllm 0.32.0 ended on 2027-04-16 (as of 2027-04-17)'],
  ])('on %s says of the engine: %s', (day, severity, message) => {
    const found = about('vllm', day);
    if (severity === undefined) expect(found).toEqual([]);
    else expect(found).toMatchObject([{ severity, path: 'hosts.eu-fleet.image', line: 141, message: expect.stringContaining(message) }]);
  });

  it('counts the age of an image of Amazon ECS by its name', () => {
    // 20260226 and 365 days.
    expect(about('ecs-gpu-image', '2026-11-27')).toEqual([]);
    expect(about('ecs-gpu-image', '2026-11-28')).toMatchObject([
      { severity: 'warning', path: 'hosts.eu-fleet.nodeImage', message: expect.stringContaining('ecs-gpu-image 20260226 ends on 2027-02-26, in 90 days') },
    ]);
    const newer: Edit = ['nodeImage: al2023-ami-ecs-gpu-hvm-2023.0.20260226-', 'nodeImage: al2023-ami-ecs-gpu-hvm-2023.0.20261113-'];
    expect(about('ecs-gpu-image', '2026-11-28', [newer])).toEqual([]);
  });

  it('asks for the end that the makers name: a milestone of Container-Optimized OS, a line of Envoy', () => {
    expect(about('cos', '2027-09-01', [], 'examples/eu-gce.yaml')).toMatchObject([
      {
        severity: 'error',
        path: 'hosts.eu-gce.nodeImage',
        message: expect.stringMatching(/^cos 125 ends on 2027-09-30, in 29 days .*its makers fix it until then \(facts\/software\.yaml, cos-milestones/),
      },
    ]);
    const older: Edit = ['nodeImage: cos-125-19216-395-112', 'nodeImage: cos-117-18613-767-2'];
    expect(about('cos', '2026-11-24', [older], 'examples/eu-gce.yaml')).toMatchObject([
      { severity: 'error', message: expect.stringContaining('cos 117 ended on 2026-09-30') },
    ]);
    expect(about('envoy', '2027-08-01').map(({ severity, path }) => [severity, path])).toEqual([
      ['warning', 'gateway.zones.eu'],
      ['warning', 'gateway.zones.us'],
      ['warning', 'gateway.zones.any'],
    ]);
  });

  it('watches what watches: the collector and the GPU exporter', () => {
    expect(about('otelcol', '2027-07-20')).toMatchObject([{ severity: 'error', path: 'hosts.eu-fleet.images.metrics' }]);
    expect(about('dcgm-exporter', '2027-05-08')).toMatchObject([{ severity: 'error', message: expect.stringContaining('ended on 2027-05-07') }]);
  });

  it('says where no fact knows an end', () => {
    const unknown: Edit = ['nodeImage: cos-125-19216-395-112', 'nodeImage: cos-133-19999-44-85'];
    expect(about('cos', '2026-11-24', [unknown], 'examples/eu-gce.yaml')).toMatchObject([
      { severity: 'warning', message: 'Until when cos 133 is kept up is not known: no row in facts/software.yaml.' },
    ]);
  });
});
