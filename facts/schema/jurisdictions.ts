import { z } from 'zod';
import { country, jurisdiction, name, row, text } from './row.js';

export const jurisdictions = {
  groups: row('A named group of countries', { group: name, members: z.array(country) }),
  countries: row('Codes of a standard that name a country each', { standard: text, codes: z.array(country) }),
  notCountries: row('What looks like a country code and is none', { code: country, meant: jurisdiction }),
};
