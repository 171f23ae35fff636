// Fetches files (a script for browsers, fonts) once, from their npm package, checked against the SHA-512 that stands in
// this repository. Run by webchat.targets, htmx.targets and fonts.targets; by hand:
//   node fetch-script.mjs --package botframework-webchat --version 4.18.1 --script dist/webchat.js --licence dist/webchat.js.LICENSE.txt
//     --to <folder>/4.18.1 --sha512 botframework-webchat.sha512 --tarball WEBCHAT_TARBALL
// WEBCHAT_TARBALL=/path/botframework-webchat-4.18.1.tgz takes a file brought by hand instead of npm.
import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import * as fs from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import zlib from 'node:zlib';

const beat = 2_000; // a living holder touches its lock this often
const dead = 20_000; // a lock untouched for so long was left by a killed process
const patience = 300_000;

const option = name => {
  const at = process.argv.indexOf(`--${name}`);
  if (at < 0 || !process.argv[at + 1]) fail(`--${name} is missing; the build passes it, see the .targets file.`);
  return process.argv[at + 1];
};
const product = option('package');
const version = option('version');
const scripts = option('script').split(','); // their paths in the package
const licenceFile = option('licence');
const tarballVariable = option('tarball');
const target = path.resolve(option('to'));
const checksums = path.resolve(option('sha512'));
const parent = path.dirname(target);
const lock = `${target}.lock`;
const name = `${product.replace('@', '').replace('/', '-')}-${version}.tgz`; // as npm pack calls it

/** One line that says what is missing and what to type; the build shows it as its error. */
function fail(sentence) {
  console.error(`${sentence.replace(/\s+/g, ' ')}`);
  process.exit(1);
}

const exists = file => fs.access(file).then(() => true, () => false);
const done = () => exists(path.join(target, 'stamp'));
const pause = ms => new Promise(resolve => setTimeout(resolve, ms));

/** Runs a tool; on failure the last words it said. */
function run(tool, args, cwd) {
  return new Promise((resolve, reject) => {
    const child = spawn(tool, args, { cwd, shell: process.platform === 'win32', stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.on('data', data => (said = (said + data).slice(-8_000)));
    child.on('error', error => reject(Object.assign(error, { absent: error.code === 'ENOENT' })));
    child.on('close', code => (code === 0 ? resolve() : reject(Object.assign(new Error(said.trim()), { absent: code === 127 || code === 9009 }))));
  });
}

/** Takes the lock, or returns null when another build finished the work meanwhile. */
async function takeLock() {
  for (const start = Date.now(); ; await pause(250)) {
    if (await done()) return null;
    try {
      await fs.writeFile(lock, `${process.pid}\n`, { flag: 'wx' });
      const timer = setInterval(() => fs.utimes(lock, new Date(), new Date()).catch(() => {}), beat);
      return () => clearInterval(timer);
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    // Two builds may both take a dead lock away; that costs work, never correctness: each works in a
    // folder of its own and the publishing rename is atomic.
    const age = await fs.stat(lock).then(stat => Date.now() - stat.mtimeMs, () => 0);
    if (age > dead) await fs.rm(lock, { force: true });
    if (Date.now() - start > patience)
      fail(`another build has held ${lock} for five minutes; if none is running, delete that file and build again.`);
  }
}

async function download(folder) {
  const file = path.join(folder, name);
  if (process.env[tarballVariable]) {
    await fs.copyFile(process.env[tarballVariable], file).catch(error =>
      fail(`${tarballVariable} names a file that cannot be read (${error.code}); give the path of ${name}.`));
    return file;
  }
  await run('npm', ['pack', `${product}@${version}`, '--ignore-scripts', '--loglevel=error'], folder).catch(error => {
    if (error.absent) fail('npm is missing. Install Node.js 20 or later (it brings npm), then type the same command again.');
    const why = error.message.split('\n').map(line => line.replace(/^npm (error|ERR!)\s*/, '').trim()).find(line => line && !/^(code|errno|syscall) /.test(line));
    fail(`npm could not fetch ${product} ${version} (${why ?? 'it gave no reason'}). Check the network, then type the same `
      + `command again; without a network, bring ${name} from another machine and set ${tarballVariable} to its path.`);
  });
  if (!(await exists(file))) fail(`npm pack did not leave ${name}; try "npm pack ${product}@${version}" by hand.`);
  return file;
}

async function check(file) {
  const expected = (await fs.readFile(checksums, 'utf8')).split('\n').map(line => line.trim().split(/\s+/)).find(([, of]) => of === name)?.[0];
  if (!expected) fail(`${checksums} has no line for ${name}; add its SHA-512 (npm view ${product}@${version} dist.integrity).`);
  const actual = createHash('sha512').update(await fs.readFile(file)).digest('hex');
  if (actual === expected.toLowerCase()) return;
  await fs.rm(file, { force: true });
  fail(`the downloaded ${name} is not the file this repository knows (SHA-512 ${actual.slice(0, 16)}… instead of ${expected.slice(0, 16)}…); `
    + 'it was deleted. Check which registry npm uses (npm config get registry), then type the same command again.');
}

/** Written and on the disk, so that the rename never publishes an empty file. */
async function write(file, data) {
  const handle = await fs.open(file, 'w');
  try {
    await handle.writeFile(data);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Web Chat's package names the licences of what is bundled and not its own; the others' say it all. */
const licence = third => product !== 'botframework-webchat' ? `${product} ${version}\n\n${third}` : `botframework-webchat ${version}
MIT License. Copyright (c) Microsoft Corporation. All rights reserved.

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.

The bundle contains work of others:

${third}`;

async function build(folder) {
  const tarball = await download(folder);
  await check(tarball);
  await run('tar', ['-xzf', name, ...scripts.map(script => `package/${script}`), `package/${licenceFile}`], folder).catch(error =>
    fail(error.absent ? 'the command tar is missing; install it, then type the same command again.' : `tar could not unpack ${name}: ${error.message}`));
  const out = path.join(folder, 'out');
  await fs.mkdir(out);
  const { constants } = zlib;
  const hash = createHash('sha256');
  for (const script of scripts) {
    const text = await fs.readFile(path.join(folder, 'package', script));
    hash.update(text);
    const file = path.basename(script).replace('.min.', '.');
    await write(path.join(out, file), text);
    if (!file.endsWith('.js')) continue;
    const [br, gz] = await Promise.all([
      promisify(zlib.brotliCompress)(text, {
        params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24, [constants.BROTLI_PARAM_SIZE_HINT]: text.length },
      }),
      promisify(zlib.gzip)(text, { level: 9 }),
    ]);
    await write(path.join(out, `${file}.br`), br);
    await write(path.join(out, `${file}.gz`), gz);
  }
  await write(path.join(out, 'LICENSE.txt'), licence(await fs.readFile(path.join(folder, 'package', licenceFile), 'utf8')));
  await write(path.join(out, 'stamp'), `${version} ${hash.digest('hex')}\n`);
  // A folder without its stamp is nobody's work: out of the way.
  if (!(await done()) && (await exists(target))) await fs.rename(target, path.join(folder, 'old'));
  await fs.rename(out, target).catch(async error => {
    if (!(await done())) throw error;
  });
}

/** Folders left by killed builds. */
async function sweep() {
  for (const entry of await fs.readdir(parent)) {
    if (!entry.startsWith('tmp-')) continue;
    const file = path.join(parent, entry);
    const age = await fs.stat(file).then(stat => Date.now() - stat.mtimeMs, () => 0);
    if (age > 3_600_000) await fs.rm(file, { recursive: true, force: true });
  }
}

let release;
try {
  if (Number(process.versions.node.split('.')[0]) < 18)
    fail(`Node.js ${process.versions.node} is too old. Install Node.js 20 or later, then type the same command again.`);
  await fs.mkdir(parent, { recursive: true });
  release = await takeLock();
  if (release) {
    await sweep();
    const folder = path.join(parent, `tmp-${process.pid}-${randomBytes(4).toString('hex')}`);
    // fail() leaves at once: what it leaves behind is taken away here.
    process.on('exit', () => [folder, lock].forEach(left => rmSync(left, { recursive: true, force: true })));
    await fs.mkdir(folder);
    await build(folder);
  }
} catch (error) {
  fail(`${product} could not be put into ${target}: ${error.message}`);
} finally {
  release?.();
}
