import { name, row, text } from './row.js';

export const huggingface = {
  hosts: row('A host that files of the Hub come from', { domain: name.describe('A name, or *. and a name for everything below it'), serves: text }),
};
