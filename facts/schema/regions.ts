import { z } from 'zod';
import { cloud, country, jurisdiction, name, partition, region, row, text } from './row.js';

export const regions = {
  regions: row('One region', {
    cloud,
    region,
    country: country.describe('ISO 3166-1 alpha-2 of the ground it stands on'),
    name: text,
    access: z.enum(['restricted', 'announced']).optional().describe('Azure: only on request, or not open yet'),
  }),
  multiRegions: row('A location that spans regions', {
    cloud,
    location: name,
    countries: z.array(jurisdiction).min(1),
    use: z.enum(['search', 'kms', 'vertex-endpoint']).describe('The service the row speaks of'),
  }),
  billing: row("Where a partition's budgets live", { partition, region }),
};
