import { servingName } from '../../derived/databricks-places.js';
import { chatLengths } from '../../facts/chat.js';
import { tokenPrice } from '../../facts/prices.js';
import { entity } from '../../topology/views.js';
import { callerOf } from '../shared/aws-caller-gateway.js';
import { fieldsOf } from '../shared/chat-fields-gateway.js';
import { answersOnly, type HostGateway, known } from '../shared/host-gateway.js';
import { sharedEndpoint } from './model.js';
import type { DatabricksHost } from './schema.js';

const unknownLengths = { contextTokens: 8_192, answerTokens: 2_048 };

/** A serving endpoint of a workspace, by the API that OpenAI's clients speak, behind the front-end PrivateLink endpoint of its network. */
export const gateway: HostGateway<DatabricksHost> = {
  ...answersOnly,
  targets: ({ topology, outputs, workload, id, host }) => {
    const { release } = entity(topology.models, host.model);
    const { workspaceUrl, accountId } = entity(topology.accounts.databricks, host.account);
    const { hostname: name, origin } = new URL(workspaceUrl);
    return [
      {
        version: 'present',
        percent: 100,
        server: {
          protocol: 'openai',
          endpoint: { address: name, port: 443, name, trust: { by: 'public' } },
          path: '/serving-endpoints/chat/completions',
          credential: {
            kind: 'databricks',
            ...callerOf(topology, workload),
            audience: accountId,
            clientId: known(outputs.hosts?.[id]?.clientIds?.[workload], 'clientIds'),
            // Of the workspace, and so behind the same private endpoint.
            tokenEndpoint: `${origin}/oidc/v1/token`,
          },
          headers: {},
        },
        body: { model: host.modelUnits === undefined ? (sharedEndpoint(topology, host) ?? release) : servingName(topology, id), priority: 'refused' },
        fields: fieldsOf('databricks', release),
        ...(chatLengths('databricks', release) ?? unknownLengths),
        price: host.modelUnits === undefined ? (tokenPrice('databricks', release, host.region) ?? 'unknown') : 'by capacity',
      },
    ];
  },
};
