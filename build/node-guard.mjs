// Stops a script that was started on the wrong Node with the reason and the fix, instead of a puzzling syntax error.
// Plain JavaScript without dependencies, because it has to run on exactly those wrong versions.
const WANTED = '24.';

if (!process.versions.node.startsWith(WANTED)) {
  console.error(
    `This project runs on Node ${WANTED}x, which "npm install" puts into node_modules, but this is Node ${process.versions.node}.\n` +
      'Fix: run the command through npm (npm start, npm test, npm run …) after "npm ci".\n' +
      'If it was run through npm, the "node" package was not set up: run "npm ci" again without --ignore-scripts.',
  );
  process.exit(1);
}
