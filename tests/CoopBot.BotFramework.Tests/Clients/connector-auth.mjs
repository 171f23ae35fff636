// Asks the real botframework-connector whether it takes a channel's tokens:
//   node connector-auth.mjs <folder with node_modules> <metadata address> <app id>
// Reads one JSON object a line ({ name, token, serviceUrl, channelId }), writes { name, accepted, error } for each.
import { createRequire } from 'node:module';
import path from 'node:path';
import readline from 'node:readline';

const [folder, metadata, appId] = process.argv.slice(2);
const require = createRequire(path.join(folder, 'package.json'));
const { ChannelValidation, SimpleCredentialProvider } = require('botframework-connector');

ChannelValidation.OpenIdMetadataEndpoint = metadata;
const credentials = new SimpleCredentialProvider(appId, '');

for await (const line of readline.createInterface({ input: process.stdin })) {
  const { name, token, serviceUrl, channelId } = JSON.parse(line);
  let error = null;
  try {
    await ChannelValidation.authenticateChannelTokenWithServiceUrl(`Bearer ${token}`, credentials, serviceUrl, channelId);
  } catch (refused) {
    error = `${refused}`;
  }

  process.stdout.write(`${JSON.stringify({ name, accepted: error === null, error })}\n`);
}
