// Checks Adaptive Cards with the real adaptivecards package, as a client that knows version 1.5 would read them:
//   node cards.mjs <folder with node_modules>
// Reads one card a line, writes one JSON array of complaints a line.
import { createRequire } from 'node:module';
import path from 'node:path';
import readline from 'node:readline';

const require = createRequire(path.join(process.argv[2], 'package.json'));
// The package's main entry cannot be loaded by Node.
const { AdaptiveCard, SerializationContext, ValidationEvent, Version } = require('adaptivecards/dist/adaptivecards.js');

function complaints(json) {
  const context = new SerializationContext(new Version(1, 5));
  const card = new AdaptiveCard();
  // The package keeps this pattern with its global flag, so that it would refuse every second "lang".
  AdaptiveCard.langProperty.regEx.lastIndex = 0;
  card.parse(json, context);
  const events = Array.from({ length: context.eventCount }, (_, index) => context.getEventAt(index));
  const all = [...events, ...card.validateProperties().validationEvents].map(event => `${ValidationEvent[event.event]}: ${event.message}`);
  // What the package lets pass.
  if (json.type !== 'AdaptiveCard' || json.version !== '1.5') all.push(`a card of type AdaptiveCard and version 1.5 is asked for, not ${json.type} ${json.version}`);
  if (!json.fallbackText) all.push('there is no fallbackText');
  if (card.getItemCount() + card.getActionCount() === 0) all.push('the card is empty');
  for (const block of blocks(json)) if (!block.text || block.wrap !== true) all.push(`a text is empty or does not wrap: ${JSON.stringify(block)}`);
  return all;
}

function blocks(part) {
  if (!part || typeof part !== 'object') return [];
  return [...(part.type === 'TextBlock' ? [part] : []), ...Object.values(part).flatMap(blocks)];
}

for await (const line of readline.createInterface({ input: process.stdin })) console.log(JSON.stringify(complaints(JSON.parse(line))));
