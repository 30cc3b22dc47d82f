import { run, runSteps } from "./run.mjs";

// In the order of their dependencies; the console's page becomes part of the simulator.
const workspaces = ["larkwire", "@larkwire/console", "@larkwire/simulator", "approval-bot"];

await runSteps(
  workspaces.map((name) => [`build ${name}`, () => run("npm", ["run", "build", "--silent", "--workspace", name])]),
);
