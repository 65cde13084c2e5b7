import type { Described } from './cloud.js';

/** Where OCI Generative AI answers in a region of the commercial realm. Source: Oracle's documentation, "OCI Chat Completions API". */
export const ociInference = (region: string): string => `inference.generativeai.${region}.oci.oraclecloud.com`;

/** Compartments of Oracle Cloud Infrastructure, in its commercial realm. Calls show a key of Oracle's: ADR 159. */
export const oci: Described = {
  kind: 'described',
  contractsWith: 'oracle',
  account: { knownBy: ['compartment'], called: 'OCI compartment' },
  types: ['oci_'],
  providers: ['oci'],
  aliases: [],
  signIn: ['private_key', 'private_key_path', 'private_key_password', 'fingerprint', 'user_ocid', 'token_exchange_client_secret'],
  // An OCID has the region of what it names.
  regionsAre: 'part-of-texts',
  // Nothing that is made there stores anything.
  key: { name: /^(?!)/, types: [] },
  // A policy has some, fewer than the contract asks for: catalogue/oci/.
  tagProperties: [],
  anyType: { publicSwitches: [], tlsVersions: [], httpsSwitches: [] },
  federation: { kind: 'none' },
  domains: ['oraclecloud.com'],
};
