import { name, row, text } from './row.js';

export const registries = {
  hosts: row('A name that an image of a public registry comes from', {
    registry: name.describe('The registry, as images name it'),
    domain: name.describe('A name, or *. and a name for everything below it'),
    serves: text,
  }),
};
