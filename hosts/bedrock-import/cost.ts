import { customModelUnits } from '../../facts/prices.js';
import { entity } from '../../topology/views.js';
import { type HostCost, minutesPerYear, monthsPerYear } from '../shared/host-cost.js';
import { noPrice, servicePriceIn } from '../shared/service-price.js';
import type { BedrockImportHost } from './schema.js';

/** Model copies are billed by Custom Model Units and minute: one while there are requests, and as many more as Bedrock adds under load. */
export const cost: HostCost<BedrockImportHost> = {
  service: 'bedrock',
  listed: 'none',
  fixed: (topology, { model, region }) => {
    const { release } = entity(topology.models, model);
    const units = customModelUnits(release);
    if (units === undefined) {
      return [
        {
          what: 'Custom Model Units of one model copy',
          quantity: minutesPerYear,
          unit: 'copy-minutes',
          price: noPrice(`Bedrock says only after the import how many units a copy of ${release} needs`),
          discountable: true,
        },
      ];
    }
    const unitMinutes = units.units * minutesPerYear;
    return [
      {
        what: `Custom Model Units of one copy all year; Bedrock adds up to ${units.copies} copies under load`,
        quantity: unitMinutes,
        unit: `unit-minutes (${units.units} × ${minutesPerYear})`,
        price: servicePriceIn('aws', 'custom-model-unit', region),
        discountable: true,
        between: [unitMinutes, units.copies * unitMinutes],
      },
    ];
  },
  beside: (topology, { model, region }) => {
    const units = customModelUnits(entity(topology.models, model).release)?.units;
    const line = { what: 'storage of the imported model', discountable: true };
    if (units === undefined) return [{ ...line, quantity: monthsPerYear, unit: 'months', price: noPrice('its units are known after the import') }];
    const price = servicePriceIn('aws', 'custom-model-storage', region);
    return [{ ...line, quantity: units * monthsPerYear, unit: `unit-months (${units} × ${monthsPerYear})`, price }];
  },
  usage: () => [],
  tokens: () => 'by capacity',
};
