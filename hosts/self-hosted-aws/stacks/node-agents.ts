import { Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { NodeAgent } from '../../../constructs/aws/fleet/node-agent.js';
import { setOrigin } from '../../../constructs/origin.js';
import { nodeAgentsOf } from '../../../derived/landing-zone.js';
import { registryImage } from '../../../stacks/aws/registry-image.js';
import { pathOf } from '../../../topology/path.js';
import type { FleetParts } from './fleet-parts.js';

/** The organisation's agents on the nodes of one cluster of a fleet. */
export function runAgents(scope: Construct, { id, topology, network, logGroup, tags }: FleetParts, clusterName: string): void {
  const agents = nodeAgentsOf(topology, id);
  if (agents.length === 0) return;
  const within = new Construct(scope, 'Agents');
  for (const [name, { image, ...container }] of agents) {
    const made = new NodeAgent(within, name, {
      container: { name, ...container },
      image: registryImage(image, Stack.of(scope)),
      clusterName,
      network,
      logGroup,
      tags,
    });
    setOrigin(made, pathOf('landingZone', 'nodeAgents', name));
  }
}
