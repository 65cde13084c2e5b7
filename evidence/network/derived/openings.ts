/** What a security group may open, as `tcp 443 10.0.0.0/16`. */
export interface Openings {
  readonly in: readonly string[];
  readonly out: readonly string[];
}
