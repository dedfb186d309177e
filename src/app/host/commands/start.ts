import type { Command } from 'commander';
import type { Terminal } from '../terminal.ts';
export function addStartCommand(_program: Command, _terminal: Terminal): void {}
