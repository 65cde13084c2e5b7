/** Whether CDK's validation of templates is on: its own variable switches it off. */
export function validated(): boolean {
  return process.env['CDK_VALIDATION'] !== 'false';
}
