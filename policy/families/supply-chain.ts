import type { Rule } from '../rule.js';
import { rule as amiPinned } from '../supply-chain/ami-pinned.js';
import { rule as deniedVersion } from '../supply-chain/denied-version.js';
import { rule as engineVersion } from '../supply-chain/engine-version.js';
import { rule as fineTuneProvenance } from '../supply-chain/fine-tune-provenance.js';
import { rule as gatewayImage } from '../supply-chain/gateway-image.js';
import { rule as imageAge } from '../supply-chain/image-age.js';
import { rule as imageDigest } from '../supply-chain/image-digest.js';
import { rule as imageSource } from '../supply-chain/image-source.js';
import { rule as monitorVersion } from '../supply-chain/monitor-version.js';
import { rule as placeholder } from '../supply-chain/placeholder.js';
import { rule as providerPinned } from '../supply-chain/provider-pinned.js';
import { rule as reviewedScript } from '../supply-chain/reviewed-script.js';
import { rule as weightsPrecision } from '../supply-chain/weights-precision.js';
import { rule as weightsSupplied } from '../supply-chain/weights-supplied.js';
import { rule as weightsVerified } from '../supply-chain/weights-verified.js';

/** Rules of family supply-chain, in the order of their ids. */
export const supplyChain: readonly Rule[] = [
  amiPinned,
  deniedVersion,
  engineVersion,
  fineTuneProvenance,
  gatewayImage,
  imageAge,
  imageDigest,
  imageSource,
  monitorVersion,
  placeholder,
  providerPinned,
  reviewedScript,
  weightsPrecision,
  weightsSupplied,
  weightsVerified,
];
