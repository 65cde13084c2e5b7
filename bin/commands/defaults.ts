/** Where outputs are, relative to the working directory, as `cdk.json` and `cdktf.json` say too. */
export const defaultOutputs = { aws: 'cdk.out', terraform: 'cdktf.out', gateway: 'gateway.out' } as const;

export const defaultTopology = 'topology.yaml';
