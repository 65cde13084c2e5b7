/** How OCI Generative AI is called, and what a key needs for it. Source: others.yaml. */
import { type Row, table } from './read.js';

/** The path of chat completions, and the words of a policy that opens it to a key. */
export function ociApi(): Row<'others', 'ociApi'> {
  const [row] = table('others', 'ociApi');
  if (row === undefined) throw new Error('facts/others.yaml has no ociApi');
  return row;
}
