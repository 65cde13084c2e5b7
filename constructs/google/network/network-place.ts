/** A network that something gets an address in. */
export interface NetworkPlace {
  /** Project of the network, which need not be that of its user. */
  readonly project: string;
  /** Self link or id of the network. */
  readonly network: string;
  /**
   * Self link or id of the subnet that gives the address.
   * @default - none: an existing network that was declared without subnets
   */
  readonly subnet?: string | undefined;
}
