import { describe, expect, it } from 'vitest';
import { instanceTypes, taskInterfaces } from '../../../facts/ec2.js';
import { rule } from '../../../policy/capacity/task-interfaces.js';
import { type Json, resourceOf, type Written } from '../../support/documents.js';
import { findings, findingsAfter } from '../../support/findings.js';

const fleet = 'aws-fleet-eu-fleet';
const data = (document: Written) => resourceOf(document, 'AWS::EC2::LaunchTemplate').LaunchTemplateData;
const mutatedData = (change: (launchTemplateData: Json) => void) => findingsAfter(rule, fleet, (document) => change(data(document)));
describe(rule.id, () => {
  it('accepts four replicas and the exporter of a p5.48xlarge behind a trunk', () => {
    expect(findings(rule)).toEqual([]);
  });

  it('accepts both sets of a transition', () => {
    expect(findings(rule, [], 'examples/transition.yaml')).toEqual([]);
  });

  it('counts five tasks, and one free interface on network card 0', () => {
    const [found] = mutatedData((launch) => delete launch.PrivateDnsNameOptions);
    expect(found).toMatchObject({
      severity: 'error',
      path: 'hosts.eu-fleet.nodes',
      message:
        'A node of p5.48xlarge gets 5 tasks with interfaces of their own; network card 0 has 1 free. A trunk needs EnableResourceNameDnsARecord: false in the launch template.',
    });
  });

  it('sees an interface of a fabric in the place of the trunk', () => {
    const found = mutatedData((launch) => {
      launch.NetworkInterfaces = [0, 1].map((DeviceIndex) => ({ NetworkCardIndex: 0, DeviceIndex, InterfaceType: 'interface' }));
    });
    expect(found).toMatchObject([{ message: expect.stringContaining('no trunk interface fits either') }]);
  });

  it('leaves interfaces of other cards alone', () => {
    const found = mutatedData((launch) => {
      launch.NetworkInterfaces = [0, 1, 2].map((NetworkCardIndex) => ({ NetworkCardIndex, DeviceIndex: NetworkCardIndex === 0 ? 0 : 1 }));
    });
    expect(found).toEqual([]);
  });

  it('does not let an instance type pass that nobody looked up', () => {
    expect(mutatedData((launch) => (launch.InstanceType = 'p6-b200.48xlarge'))).toMatchObject([{ message: expect.stringContaining('p6-b200.48xlarge') }]);
  });

  it('does not let tasks pass that no GPU bounds, or that run on nodes it does not see', () => {
    const unbounded = findingsAfter(
      rule,
      fleet,
      (document) => delete resourceOf(document, 'AWS::ECS::TaskDefinition').ContainerDefinitions[0].ResourceRequirements,
    );
    expect(unbounded).toMatchObject([{ message: expect.stringContaining('bounded by no GPU') }]);
    const elsewhere = findingsAfter(rule, fleet, (document) => (resourceOf(document, 'AWS::ECS::Service').Cluster = 'another'));
    expect(elsewhere).toMatchObject([{ message: expect.stringContaining('No Auto Scaling group') }]);
  });

  it('needs no trunk where tasks fit without', () => {
    const found = findingsAfter(rule, fleet, (document) => {
      for (const resource of Object.values<Json>(document.Resources))
        if (resource.Type === 'AWS::ECS::TaskDefinition') resource.Properties.NetworkMode = 'host';
      delete data(document).PrivateDnsNameOptions;
    });
    expect(found).toEqual([]);
  });
});

describe('facts of network interfaces', () => {
  it('name every instance type that a fleet may have', () => {
    expect(instanceTypes().filter(({ instanceType }) => taskInterfaces(instanceType) === undefined)).toEqual([]);
  });
});
