/** Where a build runs. */
export interface JobPlacement {
  /** Id of the VPC. */
  readonly vpcId: string;
  /** Id of the private subnet. */
  readonly subnetId: string;
  /** Id of the security group of the build's network interface. */
  readonly securityGroupId: string;
  /**
   * Proxy that leads to the internet.
   * @default - none
   */
  readonly proxyUrl?: string | undefined;
}
