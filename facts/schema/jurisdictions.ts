import { z } from 'zod';
import { country, jurisdiction, name, row } from './row.js';

export const jurisdictions = {
  groups: row('A named group of countries', { group: name, members: z.array(country) }),
  notCountries: row('What looks like a country code and is none', { code: country, meant: jurisdiction }),
};
