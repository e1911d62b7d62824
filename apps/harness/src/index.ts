/** The package `brink` is its command line; scripts that run it may want its exit codes by name. */
export { exitCodes, type ExitCode } from './exit-codes.js';
