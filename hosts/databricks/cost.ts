import { entity } from '../../topology/views.js';
import { type HostCost, hoursPerYear } from '../shared/host-cost.js';
import { noPrice } from '../shared/service-price.js';
import { tokensOf } from '../shared/token-cost.js';
import type { DatabricksHost } from './schema.js';

/** Provisioned throughput: model units by the hour, in DBU whose price depends on cloud, region and tier. Else tokens. */
export const cost: HostCost<DatabricksHost> = {
  service: 'databricks',
  listed: 'databricks',
  fixed: (_, { modelUnits }) =>
    modelUnits === undefined
      ? []
      : [
          {
            what: 'model units',
            quantity: modelUnits * hoursPerYear,
            unit: `unit-hours (${modelUnits} × ${hoursPerYear})`,
            price: noPrice('no source says how many DBU a model unit takes an hour, nor what a DBU costs in this contract'),
            discountable: true,
          },
        ],
  beside: () => [],
  usage: () => [],
  tokens: (topology, { model, modelUnits, region }) =>
    modelUnits === undefined ? tokensOf('databricks', entity(topology.models, model).release, region) : 'by capacity',
};
