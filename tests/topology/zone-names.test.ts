import { expect, it } from 'vitest';
import { regionsOf } from '../../facts/regions.js';
import { translatorForm } from '../../runtime/gateway/forms/translator.js';
import { availabilityZone } from '../../topology/schema/primitives.js';

const regions = regionsOf('aws');

it('of every region that facts have can be written, those of other partitions too', () => {
  expect(regions).toEqual(expect.arrayContaining(['eu-north-1', 'us-gov-west-1', 'eusc-de-east-1']));
  expect(regions.filter((region) => !availabilityZone.safeParse(`${region}a`).success)).toEqual([]);
});

it('are refused where they are regions, or zones of another cloud', () => {
  expect(['eu-north-1', 'europe-west4-b', 'a', 'eu-north-1aa'].filter((text) => availabilityZone.safeParse(text).success)).toEqual([]);
});

it('name regions that a translator takes', () => {
  const { region } = translatorForm.shape.deployments.valueType.shape;
  expect(regions.filter((name) => !region.safeParse(name).success)).toEqual([]);
});
