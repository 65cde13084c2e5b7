import { type FixedLine, hoursPerYear, type Price } from './host-cost.js';
import { noPrice } from './service-price.js';

/** The private load balancer in front of something: by the hour, and by what passes through it, which nothing predicts. */
export function balancerLines(price: Price): FixedLine[] {
  return [
    { what: 'load balancer', quantity: hoursPerYear, unit: 'balancer-hours', price, discountable: false },
    {
      what: 'capacity units of the load balancer',
      quantity: hoursPerYear,
      unit: 'hours',
      price: noPrice('bytes and connections decide how many units an hour takes; the bill of a first month settles it'),
      discountable: false,
    },
  ];
}
