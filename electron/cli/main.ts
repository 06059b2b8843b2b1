import { readFile } from './input/read-file.ts';
import { run } from './run.ts';

// A reader that has seen enough (`| head`) closes the pipe: no fault of anyone's.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

// The exit code is set rather than exited with, so that a long answer into a pipe is written to its end.
process.exitCode = await run(process.argv.slice(2), {
  read: readFile,
  out: (text) => process.stdout.write(text),
  error: (text) => process.stderr.write(text),
});
