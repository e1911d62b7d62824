/** The commands, in the order in which `brink --help` lists them. */
import { claimsCommand } from './claims.js';
import type { Command } from './command.js';
import { compileCommand } from './compile.js';
import { doctorCommand } from './doctor.js';
import { explainCommand } from './explain.js';
import { explainStepCommand } from './explain-step.js';
import { exportCommand } from './export.js';
import { inspectCommand } from './inspect.js';
import { listCommand } from './list.js';
import { reportCommand } from './report.js';
import { resumeCommand } from './resume.js';
import { showCommand } from './show.js';
import { sweepCommand } from './sweep.js';

export const commands: readonly Command[] = [
  sweepCommand,
  resumeCommand,
  showCommand,
  reportCommand,
  exportCommand,
  explainCommand,
  explainStepCommand,
  compileCommand,
  listCommand,
  inspectCommand,
  claimsCommand,
  doctorCommand,
];
