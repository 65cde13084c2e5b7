/**
 * The SSH key that a machine of Azure has to be given although nobody logs in (ADR 141). Nobody can have its private half: it is the first point of Ed25519 in the
 * group of prime order whose encoding is the SHA-256 of `sentence`, a space and a number from 0 on. A test finds it again.
 */
export const loginKey = {
  sentence: 'a login that nobody has',
  text: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEBafkw6dwcFTTEpry53+oGyDy+QGzokULuAfb6hy+Ol',
} as const;
