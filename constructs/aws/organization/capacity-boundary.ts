/** Where one account may start accelerators and who may buy them ahead. */
export interface CapacityBoundaryProps {
  /** Partition of the ARNs, such as `aws`. */
  readonly partition: string;
  /** Patterns of instance types, such as `p5*`. */
  readonly families: readonly string[];
  /** Regions with a fleet; none forbids the families. */
  readonly regions: readonly string[];
  /** ARN patterns of the roles that may buy Capacity Blocks. */
  readonly procurementRoles: readonly string[];
}

/** Service control policy: a Capacity Block is paid in full when it is bought and cannot be given back. */
export function capacityBoundary(props: CapacityBoundaryProps): object[] {
  return [
    {
      Sid: 'CapacityBlocksByProcurementOnly',
      Effect: 'Deny',
      Action: ['ec2:PurchaseCapacityBlock', 'ec2:PurchaseCapacityBlockExtension'],
      Resource: '*',
      Condition: { ArnNotLike: { 'aws:PrincipalArn': props.procurementRoles } },
    },
    {
      Sid: 'FleetRegionsOnly',
      Effect: 'Deny',
      Action: ['ec2:RunInstances', 'ec2:CreateCapacityReservation'],
      Resource: [`arn:${props.partition}:ec2:*:*:instance/*`, `arn:${props.partition}:ec2:*:*:capacity-reservation/*`],
      Condition: {
        StringLike: { 'ec2:InstanceType': props.families },
        ...(props.regions.length > 0 && { StringNotEquals: { 'aws:RequestedRegion': props.regions } }),
      },
    },
  ];
}
