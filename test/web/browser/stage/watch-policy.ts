import type { BrowserContext } from 'playwright-core';

/** Collects what any policy refuses in any frame of the browser, and what its scripts throw and nobody catches. */
export async function watchPolicy(context: BrowserContext): Promise<readonly string[]> {
  const refusals: string[] = [];
  await context.exposeBinding('tellRefusal', (_source, text: string) => void refusals.push(text));
  await context.addInitScript({ content: HEARD });
  context.on('weberror', (error) => void refusals.push(`thrown: ${error.error().message}`));
  context.on('console', (message) => {
    if (message.type() === 'error' && /Content Security Policy|TrustedHTML|TrustedScript|Trusted Type/.test(message.text())) refusals.push(`told: ${message.text()}`);
  });
  return refusals;
}

const HEARD = `addEventListener('securitypolicyviolation', (event) => tellRefusal(
  location.origin + ' refused ' + event.effectiveDirective + ' ' + event.blockedURI + ' ' + event.sourceFile + ':' + event.lineNumber + ' ' + event.sample));`;
