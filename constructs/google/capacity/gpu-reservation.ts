import { ComputeReservation } from '@cdktf/provider-google/lib/compute-reservation/index.js';
import type { Construct } from 'constructs';

/** A machine as a reservation has to spell it out. */
export interface ReservedMachine {
  /** Compute Engine machine type, such as `a3-highgpu-8g`. */
  readonly type: string;
  /**
   * GPUs that the machine type brings.
   * @default - unknown: facts have no row for the type
   */
  readonly accelerator?: { readonly type: string; readonly count: number };
  /** Local SSDs that the machine type brings. */
  readonly localSsds: number;
}

export interface GpuReservationProps {
  /** Project that it is made in. */
  readonly project: string;
  /** Zone of the machines. */
  readonly zone: string;
  /** Name that nodes take machines by. */
  readonly name: string;
  /** Machines reserved: billed from here on, whether a node runs on them or not. */
  readonly count: number;
  /** What one machine is. */
  readonly machine: ReservedMachine;
}

/** Size of a local SSD of Compute Engine, in GiB. */
const localSsdGb = 375;

/**
 * Machines of one type in one zone, taken only by nodes that name the reservation: neither by other instances of the project
 * nor by a service of Google's.
 *
 * Everything but the count is replaced on change, and what is given back may not be had again: it refuses to be destroyed.
 */
export class GpuReservation extends ComputeReservation {
  constructor(scope: Construct, id: string, props: GpuReservationProps) {
    const { machine } = props;
    const properties = 'specific_reservation[0].instance_properties[0]';
    super(scope, id, {
      project: props.project,
      zone: props.zone,
      name: props.name,
      specificReservationRequired: true,
      reservationSharingPolicy: { serviceShareType: 'DISALLOW_ALL' },
      specificReservation: {
        count: props.count,
        instanceProperties: {
          machineType: machine.type,
          ...(machine.accelerator && {
            guestAccelerators: [{ acceleratorType: machine.accelerator.type, acceleratorCount: machine.accelerator.count }],
          }),
          localSsds: Array.from({ length: machine.localSsds }, () => ({ interface: 'NVME', diskSizeGb: localSsdGb })),
        },
      },
      // A machine type brings both, so the API may spell them otherwise; a difference would replace the reservation.
      lifecycle: { preventDestroy: true, ignoreChanges: [`${properties}.guest_accelerators`, `${properties}.local_ssds`] },
    });
  }
}
