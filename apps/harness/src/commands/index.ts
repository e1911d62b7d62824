/** The commands, in the order in which `brink --help` lists them. */
import type { Command } from './command.js';
import { doctorCommand } from './doctor.js';

export const commands: readonly Command[] = [doctorCommand];
