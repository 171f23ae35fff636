// Validates an unpacked Teams app package against Microsoft's own schemas, which @microsoft/app-manifest brings along:
//   node teams-manifest.mjs <folder with node_modules> <folder with manifest.json>
// Writes one JSON array of complaints. No network: ManifestUtil.validateManifest would fetch the schema, the wrapper does not.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const [clients, folder] = process.argv.slice(2);
const require = createRequire(path.join(clients, 'package.json'));
const { TeamsManifestWrapper } = require('@microsoft/app-manifest');
const Ajv = require('ajv-draft-04').default;
const addFormats = require('ajv-formats').default;

const all = [];
const manifest = JSON.parse(fs.readFileSync(path.join(folder, 'manifest.json'), 'utf8'));
try {
  const wrapper = await TeamsManifestWrapper.read(path.join(folder, 'manifest.json'));
  all.push(...(await wrapper.validate()).map(said => `manifest.json: ${said}`));
} catch (unread) {
  // A part of the wrong kind is thrown, not listed.
  all.push(`manifest.json: ${unread.message}`);
}

// Some patterns of this schema are no regular expressions in Unicode mode, which the package's own validation insists on.
const ajv = addFormats(new Ajv({ allErrors: true, strict: false, unicodeRegExp: false }));
const isRight = ajv.compile(require(`@microsoft/app-manifest/build/json-schemas/teams/v${manifest.manifestVersion}/MicrosoftTeams.Localization.schema.json`));
for (const { file } of manifest.localizationInfo?.additionalLanguages ?? []) {
  if (!isRight(JSON.parse(fs.readFileSync(path.join(folder, file), 'utf8')))) all.push(...isRight.errors.map(said => `${file}: ${said.instancePath} ${said.message} ${JSON.stringify(said.params)}`));
}

console.log(JSON.stringify(all));
