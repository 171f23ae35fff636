// Installs tests/package.json, as locked, into the folder given, once. Run by npm.targets; by hand:
//   node npm-ci.mjs <folder>
// Two builds at once are safe: each installs into a folder of its own, and the rename that publishes it is atomic.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

let work;

/** One line in the form MSBuild shows as a build error. */
function fail(sentence) {
  if (work) fs.rmSync(work, { recursive: true, force: true });
  console.error(`npm-ci : error TESTCLIENTS: ${sentence.replace(/\s+/g, ' ')}`);
  process.exit(1);
}

if (!process.argv[2]) fail('the folder is missing; the build passes it, see npm.targets.');
const target = path.resolve(process.argv[2]);
const here = path.dirname(fileURLToPath(import.meta.url));
const stamp = path.join(target, 'stamp');

try {
  fs.mkdirSync(path.dirname(target), { recursive: true });
  work = fs.mkdtempSync(`${target}.`);
  for (const file of ['package.json', 'package-lock.json']) fs.copyFileSync(path.join(here, file), path.join(work, file));

  // No package may run a script here: none needs to, and none is trusted to.
  const npm = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: work,
    encoding: 'utf8',
    shell: process.platform === 'win32',
    timeout: 300_000,
  });
  if (npm.error?.code === 'ENOENT') fail('npm is missing. Install Node.js 20 or later (it brings npm), then type the same command again.');
  if (npm.status !== 0) {
    const said = `${npm.stderr}`.split('\n').map(line => line.replace(/^npm (error|ERR!)\s*/, '').trim());
    const why = said.find(line => line && !/^(code|errno|syscall|npm warn) /i.test(line)) ?? npm.error?.message ?? 'it gave no reason';
    fail(`npm could not install the test clients (${why}). Check the network, then type the same command again.`);
  }

  fs.writeFileSync(path.join(work, 'stamp'), '');
  const publish = () => fs.renameSync(work, target);
  try {
    publish();
  } catch {
    // Another build was first; or somebody's half folder is in the way.
    if (!fs.existsSync(stamp)) {
      fs.rmSync(target, { recursive: true, force: true });
      publish();
    }
  }
} catch (error) {
  fail(`the test clients could not be put into ${target} (${error.code ?? error.message}).`);
} finally {
  if (work) fs.rmSync(work, { recursive: true, force: true });
}
