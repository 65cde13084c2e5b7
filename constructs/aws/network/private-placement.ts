/** Where nodes and tasks get their addresses: private subnets, behind one security group. */
export interface PrivatePlacement {
  /** Ids of the subnets. */
  readonly subnets: readonly string[];
  /** Id of the security group of every network interface. */
  readonly securityGroupId: string;
}
