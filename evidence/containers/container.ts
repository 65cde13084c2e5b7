/** A container that the output runs, whichever cloud runs it. */
export interface Container {
  readonly name: string;
  /** Image as far as it is known before a deployment. */
  readonly image: string;
  /** Entry point, command and arguments in order. */
  readonly arguments: readonly string[];
  /** Every variable set, in order: a name may occur twice. */
  readonly environment: readonly (readonly [name: string, value: string])[];
  /** GPUs that it is given; undefined where no setting says so. */
  readonly gpus?: number;
}
