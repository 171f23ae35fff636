// Drives the real botframework-directlinejs for a test:
//   node directline.mjs <folder with node_modules> <domain> <token> stream|poll
// Reads one command a line ("say <text>", "quit"), writes one JSON object a line for everything that happens.
import { createRequire } from 'node:module';
import path from 'node:path';
import readline from 'node:readline';

const [folder, domain, token, mode] = process.argv.slice(2);
const require = createRequire(path.join(folder, 'package.json'));

// What a browser brings.
globalThis.XMLHttpRequest = require('xhr2');
globalThis.WebSocket = require('ws');

const { DirectLine, ConnectionStatus } = require('botframework-directlinejs');
const tell = what => process.stdout.write(`${JSON.stringify(what)}\n`);

const directLine = new DirectLine({
  domain,
  token,
  webSocket: mode === 'stream',
  pollingInterval: 200,
  random: () => 0, // wait the shortest time, 3 s, before reconnecting
});

directLine.connectionStatus$.subscribe(status => tell({ event: 'status', status: ConnectionStatus[status] }));
directLine.activity$.subscribe(
  ({ id, type, text, from, channelData }) => tell({ event: 'activity', id, type, text, from: from?.id, role: from?.role, clientActivityID: channelData?.clientActivityID }),
  error => tell({ event: 'ended', error: `${error}` }),
);

let count = 0;
readline.createInterface({ input: process.stdin }).on('line', line => {
  if (line === 'quit') {
    directLine.end();
    process.exit(0);
  }

  const text = line.replace(/^say /, '');
  directLine
    .postActivity({ type: 'message', text, from: { id: 'siapa' }, locale: 'id-ID', channelData: { clientActivityID: `c${++count}` } })
    .subscribe(id => tell({ event: 'sent', id, text }), error => tell({ event: 'failed', error: `${error}`, text }));
}).on('close', () => process.exit(0));
