import { describe, expect, it } from 'vitest';
import { isWithin, pathOf } from '../../topology/path.js';
import { dotted, pathSegments } from '../../topology/path-text.js';

describe('a path into a topology', () => {
  it('is read back as the keys and indices that it was written from', () => {
    const segments = ['workloads', 'variable', 'route', 1];
    expect(pathSegments(dotted(segments))).toEqual(segments);
    expect(pathSegments('workloads.variable.route[1]')).toEqual(segments);
  });

  it('joins keys by dots and indices by brackets', () => {
    expect(pathOf('hosts', 'eu-fleet', 'capacity', 'reservations', 'first', 'availabilityZone')).toBe(
      'hosts.eu-fleet.capacity.reservations.first.availabilityZone',
    );
    expect(pathOf('workloads', 'variable', 'route', 1)).toBe('workloads.variable.route[1]');
    expect(pathOf('accounts', 'aws', 'prod', 'bedrock')).toBe('accounts.aws.prod.bedrock');
    expect(pathOf('finance')).toBe('finance');
  });

  it('takes a field of a host, or one below it, by a name that was given elsewhere', () => {
    expect(pathOf('hosts', 'eu-fleet', 'nodes.instanceType')).toBe('hosts.eu-fleet.nodes.instanceType');
    expect(pathOf('workloads', 'variable', 'route[0]')).toBe('workloads.variable.route[0]');
  });

  it('does not compile with a section, field or index that the schema does not have', () => {
    // @ts-expect-error: misspelt section
    pathOf('host', 'eu-fleet');
    // @ts-expect-error: misspelt field
    pathOf('hosts', 'eu-fleet', 'capacities');
    // @ts-expect-error: misspelt field below a field
    pathOf('hosts', 'eu-fleet', 'nodes.instance');
    // @ts-expect-error: a field of another section
    pathOf('networks', 'eu', 'capacity');
    // @ts-expect-error: misspelt field of an entity in an entity
    pathOf('hosts', 'eu-fleet', 'capacity', 'reservations', 'first', 'zonne');
    // @ts-expect-error: an element by name
    pathOf('workloads', 'variable', 'route', 'first');
    // @ts-expect-error: an id that may be missing
    pathOf('hosts', undefined as string | undefined);
    // @ts-expect-error: no cloud of backends
    pathOf('backends', 'prod');
  });
});

it('an entity holds itself and what is in it, not one whose name begins alike', () => {
  expect(isWithin('hosts.a', 'hosts.a')).toBe(true);
  expect(isWithin('hosts.a.nodes', 'hosts.a')).toBe(true);
  expect(isWithin('hosts.ab', 'hosts.a')).toBe(false);
});
