import type { PriceSource } from './source.js';
import { awsBedrock } from './sources/aws-bedrock.js';
import { awsEc2 } from './sources/aws-ec2.js';
import { awsSavingsPlans } from './sources/aws-savings-plans.js';
import { azureRetail } from './sources/azure-retail.js';
import { googleCatalog } from './sources/google-catalog.js';
import { modelsDev } from './sources/models-dev.js';

/** Sources that can be asked, by id. */
export const priceSources: Readonly<Record<string, PriceSource>> = Object.fromEntries(
  [awsBedrock, awsEc2, awsSavingsPlans, azureRetail, googleCatalog, modelsDev].map((source) => [source.id, source]),
);
