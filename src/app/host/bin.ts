#!/usr/bin/env node
// The installed command. Says what is missing on an old Node before anything is loaded that such a Node cannot run:
// hence plain syntax and no static import here.
const MINIMUM = [22, 18] as const;

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major > MINIMUM[0] || (major === MINIMUM[0] && minor >= MINIMUM[1])) {
  await import('./main.ts');
} else {
  console.error(`vinculo needs Node ${MINIMUM.join('.')} or newer; this is ${process.versions.node}. Install it from https://nodejs.org or with your version manager.`);
  process.exitCode = 1;
}
