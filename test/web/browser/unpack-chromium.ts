// Run by chromium.ts in a process of its own, since the package goes by variables of its whole process.
import chromium from '@sparticuz/chromium';

await chromium.executablePath();
