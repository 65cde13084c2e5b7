/** Region in which a resource is, for which requests about it are signed. Throws for an ARN without one. */
export function regionOfArn(arn: string): string {
  const [prefix, , , region] = arn.split(':');
  if (prefix !== 'arn' || region === undefined || region === '') throw new Error('An ARN must name a region.');
  return region;
}
