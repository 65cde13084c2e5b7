import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/capacity/stop-timeout.js';
import { type Json, resourceOf } from '../../support/documents.js';
import { findings, findingsAfter } from '../../support/findings.js';

const after = (change: (task: Json, server: Json) => void) =>
  findingsAfter(rule, 'aws-fleet-eu-fleet', (document) => {
    const task = resourceOf(document, 'AWS::ECS::TaskDefinition');
    change(task, task.ContainerDefinitions[0]);
  });
const fargate = (task: Json) => void (task.RequiresCompatibilities = ['FARGATE']);

describe(rule.id, () => {
  it('accepts what is emitted: on a node its agent decides', () => {
    expect(findings(rule)).toEqual([]);
  });

  it('refuses a model server on Fargate: it drains for 900 s and would be killed after 30', () => {
    expect(after(fargate)).toMatchObject([{ message: expect.stringContaining('drains for 900 s and is killed 30 s') }]);
  });

  it('refuses more than Fargate allows, and accepts what is below it', () => {
    const stop = (drain: number, seconds: number) =>
      after((task, server) => {
        fargate(task);
        server.StopTimeout = seconds;
        server.Command = server.Command.map((word: string) => word.replace('--shutdown-timeout=900', `--shutdown-timeout=${drain}`));
      });
    expect(stop(100, 121)).toMatchObject([{ message: expect.stringContaining('121 s. Allowed: at most 120') }]);
    expect(stop(100, 120)).toEqual([]);
    expect(stop(120, 120)).toHaveLength(1);
  });

  it('refuses one on a node that ends before the drain', () => {
    expect(after((_, server) => void (server.StopTimeout = 120))).toMatchObject([{ message: expect.stringContaining('killed 120 s after SIGTERM') }]);
  });

  it('refuses one that cannot be read', () => {
    expect(after((_, server) => void (server.StopTimeout = { Ref: 'Seconds' }))).toMatchObject([{ message: expect.stringContaining('cannot be read') }]);
  });

  it.each([
    ['as the next word', ['--shutdown-timeout', '900'], 'drains for 900 s'],
    ['that refers to something', ['--shutdown-timeout', '${Seconds}'], 'that cannot be read'],
    ['without a number', ['--shutdown-timeout=soon'], 'that cannot be read'],
  ])('sees a drain %s', (_, words, message) => {
    const found = after((task, server) => {
      fargate(task);
      server.Command = [...server.Command.filter((word: string) => !word.startsWith('--shutdown-timeout')), ...words];
    });
    expect(found).toMatchObject([{ message: expect.stringContaining(message) }]);
  });

  it('takes a task whose compatibilities cannot be read for one on Fargate', () => {
    expect(after((task) => void (task.RequiresCompatibilities = { Ref: 'Compatibilities' }))).toHaveLength(1);
    expect(after((task) => void (task.RequiresCompatibilities = [{ Ref: 'Compatibility' }]))).toHaveLength(1);
  });
});
