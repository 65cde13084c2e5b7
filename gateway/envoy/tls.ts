import type { Endpoint } from '../../hosts/shared/host-gateway.js';
import { certificateDirectory, certificateFile, publicAuthorities } from '../places.js';
import { extension, type Json } from './json.js';

const parameters = { tls_minimum_protocol_version: 'TLSv1_2', tls_maximum_protocol_version: 'TLSv1_3' };

/** TLS to an upstream, whose certificate has to be made for its name by whom the topology trusts for it. */
export function upstreamTls({ name, trust }: Pick<Endpoint, 'name' | 'trust'>, pinned: string): Json {
  const authority = { public: publicAuthorities, private: trust.by === 'private' ? certificateFile(trust.authority) : '', pinned: certificateFile(pinned) }[
    trust.by
  ];
  return extension('envoy.transport_sockets.tls', 'envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext', {
    sni: name,
    common_tls_context: {
      tls_params: parameters,
      validation_context: {
        trusted_ca: { filename: authority },
        match_typed_subject_alt_names: [{ san_type: 'DNS', matcher: { exact: name } }],
        trust_chain_verification: 'VERIFY_TRUST_CHAIN',
      },
    },
  });
}

/** TLS to the load balancer in front of the gateway, which takes any certificate. */
export function entryTls(): Json {
  return extension('envoy.transport_sockets.tls', 'envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext', {
    common_tls_context: {
      tls_params: parameters,
      alpn_protocols: ['http/1.1'],
      tls_certificates: [
        { certificate_chain: { filename: `${certificateDirectory}/certificate.pem` }, private_key: { filename: `${certificateDirectory}/key.pem` } },
      ],
    },
  });
}
