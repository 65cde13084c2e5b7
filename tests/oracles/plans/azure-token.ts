import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const nobody = '00000000-0000-0000-0000-000000000000';

/**
 * Stands in for the token endpoint of a managed identity: azurerm reads from its token who it is, and asks Azure for nothing else
 * until it reads or writes a resource. The token is signed by nobody and opens nothing.
 */
export async function azureToken(): Promise<{ readonly env: Record<string, string>; readonly server: Server }> {
  const token = `${part({ alg: 'none', typ: 'JWT' })}.${part({ oid: nobody, tid: nobody, appid: nobody, idtyp: 'app', exp: 4_102_444_800 })}.`;
  const answer = JSON.stringify({ access_token: token, token_type: 'Bearer', expires_in: '86400', expires_on: '4102444800' });
  const server = createServer((_, response) => void response.setHeader('content-type', 'application/json').end(answer));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const env = {
    ARM_USE_MSI: 'true',
    ARM_USE_CLI: 'false',
    ARM_CLIENT_ID: nobody,
    ARM_MSI_ENDPOINT: `http://127.0.0.1:${port}/token`,
    ARM_PROVIDER_ENHANCED_VALIDATION_LOCATIONS: 'false',
    ARM_PROVIDER_ENHANCED_VALIDATION_RESOURCE_PROVIDERS: 'false',
    // Whatever else it would ask fails at once instead of waiting.
    HTTPS_PROXY: 'http://127.0.0.1:9',
  };
  return { env, server };
}
