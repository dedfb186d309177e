import type { Command } from 'commander';
import * as z from 'zod';
import { Complaint, EXIT } from '../complaint.ts';
import { addHubOptions, atHub } from '../deliveries/at-hub.ts';
import type { HubWish } from '../deliveries/find-hub.ts';
import type { HubDoor } from '../deliveries/hub-door.ts';
import type { Terminal } from '../terminal.ts';

const rotation = z.object({
  resealed: z.int(), current: z.int(), unreadable: z.array(z.object({ connection: z.string(), name: z.string() })),
});

type RotateOptions = HubWish & { readonly json?: true };

/** What is sealed in the hub's database. */
export function addSecretsCommand(program: Command, terminal: Terminal): void {
  const { help } = terminal.words;
  const examples = ['rotate --db vinculo.db', 'rotate --url https://hub.example.com.br'].map((example) => `  vinculo secrets ${example}\n`).join('');
  const after = `\n${help.examples}\n${examples}\n${help.exitCodes}`;
  const group = program.command('secrets').description(help.secrets.about).addHelpText('after', after);
  const rotate = group.command('rotate').description(help.secrets.rotate)
    .addHelpText('after', after)
    .action(async (options: RotateOptions) => await atHub(options, terminal, async (door) => await runRotate(door, options, terminal), 'rotate'));
  addHubOptions(rotate, terminal)
    .option('--secret-key-env <name>', help.secrets.secretKeyEnv, 'VINCULO_SECRET_KEY')
    .option('--previous-secret-key-env <name>', help.secrets.previousSecretKeyEnv, 'VINCULO_PREVIOUS_SECRET_KEY');
}

async function runRotate(door: HubDoor, { json }: RotateOptions, { words: { secrets, complaint }, say }: Terminal): Promise<void> {
  const done = await door.post('/v1/secrets/rotate', {}, rotation);
  say(json === true ? JSON.stringify(done) : secrets.rotated(done.resealed, done.current));
  if (done.unreadable.length === 0) return;
  const which = done.unreadable.map(({ connection, name }) => `${connection}/${name}`).join(', ');
  throw new Complaint(EXIT.failed, { what: complaint.rotateSecrets, why: complaint.secretsUnreadable(which), mend: complaint.secretsUnreadableMend });
}
