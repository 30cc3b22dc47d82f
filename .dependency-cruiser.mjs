const test = "\\.test(-d)?\\.tsx?$";
const sdk = "^packages/sdk/src/";
const simulator = "^packages/simulator/src/";

/** What each place of the SDK may import besides itself: the order of ARCHITECTURE.md in code. */
const sdkMayImport = {
  "errors\\.ts$": [],
  "ports\\.ts$": ["errors\\.ts$"],
  "domain\\.ts$": ["errors\\.ts$"],
  "credentials\\.ts$": ["errors\\.ts$", "ports\\.ts$"],
  "bounded-storage\\.ts$": ["errors\\.ts$", "ports\\.ts$"],
  "json-path\\.ts$": [],
  "find-unsendable\\.ts$": ["json-path\\.ts$"],
  "wire/": ["errors\\.ts$"],
  "cards/": ["errors\\.ts$", "json-path\\.ts$", "find-unsendable\\.ts$"],
  "events/": ["errors\\.ts$"],
  "replies/": ["errors\\.ts$", "ports\\.ts$", "find-unsendable\\.ts$", "cards/", "events/"],
  "callback/delivery\\.ts$": ["errors\\.ts$", "ports\\.ts$"],
  "callback/open/": ["errors\\.ts$", "ports\\.ts$", "callback/delivery\\.ts$"],
  "callback/conclude\\.ts$": ["errors\\.ts$", "cards/", "replies/", "callback/delivery\\.ts$", "callback/open/"],
  "callback/dispatch/": [
    "errors\\.ts$",
    "ports\\.ts$",
    "cards/",
    "events/",
    "replies/",
    "callback/delivery\\.ts$",
    "callback/open/",
    "callback/conclude\\.ts$",
  ],
  "callback/": ["errors\\.ts$", "ports\\.ts$", "bounded-storage\\.ts$", "cards/", "events/", "replies/"],
  "rest/": [
    "errors\\.ts$",
    "ports\\.ts$",
    "domain\\.ts$",
    "credentials\\.ts$",
    "bounded-storage\\.ts$",
    "cards/",
    "replies/",
  ],
  "storage/": ["errors\\.ts$", "ports\\.ts$"],
  "webhook/": ["errors\\.ts$", "ports\\.ts$", "callback/delivery\\.ts$"],
  "long-connection/": [
    "errors\\.ts$",
    "ports\\.ts$",
    "domain\\.ts$",
    "credentials\\.ts$",
    "callback/delivery\\.ts$",
    "wire/",
  ],
  "runtime/": ["errors\\.ts$", "ports\\.ts$"],
  "testing/": ["errors\\.ts$", "ports\\.ts$", "callback/delivery\\.ts$", "wire/"],
};

/** The same for the simulator; the contract is types only, and everybody's vocabulary. */
const contract = "console-api/contract\\.ts$";
const simulatorMayImport = {
  [contract]: [],
  "world/": [contract],
  "judge/": [contract, "world/"],
  "deliveries/": [contract, "world/", "judge/"],
  "faults/": [contract, "world/", "judge/", "deliveries/"],
  "gateway/": [contract, "world/", "judge/", "deliveries/", "faults/"],
  "egress/": [contract, "world/", "judge/", "deliveries/", "faults/"],
  "open-api/": [contract, "world/", "judge/", "deliveries/", "faults/"],
  "console-api/": [contract, "world/", "judge/", "deliveries/"],
  "description/": [contract, "world/"],
  "management/": [
    contract,
    "world/",
    "judge/",
    "deliveries/",
    "faults/",
    "console-api/",
    "description/",
    "platform\\.ts$",
  ],
};

const layerRules = (name, root, layers) =>
  Object.entries(layers).map(([place, others]) => ({
    name: `${name}: ${place.replaceAll("\\", "").replace("$", "")}`,
    comment: "A place imports what stands before it in ARCHITECTURE.md, never what stands after it.",
    severity: "error",
    from: { path: root + place, pathNot: test },
    to: { path: root, pathNot: [place, ...others].map((allowed) => root + allowed) },
  }));

const outside = ["core", "npm", "npm-dev", "npm-optional", "npm-peer", "npm-no-pkg", "npm-unknown"];

export default {
  forbidden: [
    { name: "no cycles", severity: "error", from: {}, to: { circular: true } },
    {
      name: "everything imported exists",
      comment:
        "bench, conformance, frameworks, resilience and runtimes are projects with installs of their own, which need not be there.",
      severity: "error",
      from: { pathNot: "^(bench|conformance|frameworks|resilience|runtimes)/" },
      to: { couldNotResolve: true },
    },
    ...layerRules("sdk", sdk, sdkMayImport),
    ...layerRules("simulator", simulator, simulatorMayImport),
    {
      name: "sdk: node: and ws stay in runtime, adapters and socket opening",
      severity: "error",
      from: { path: sdk, pathNot: [`${sdk}runtime/`, `${sdk}webhook/adapters/`, test] },
      to: { dependencyTypes: outside },
    },
    {
      name: "sdk: adapters do not import each other",
      severity: "error",
      from: { path: `${sdk}webhook/adapters/([^/]+)\\.ts$`, pathNot: test },
      to: { path: `${sdk}webhook/adapters/`, pathNot: `${sdk}webhook/adapters/$1\\.ts$` },
    },
    {
      name: "sdk: only entries compose",
      severity: "error",
      from: { path: sdk, pathNot: [`${sdk}entry/`, test] },
      to: { path: `${sdk}entry/` },
    },
    {
      name: "simulator: pure places import no runtime",
      severity: "error",
      from: { path: `${simulator}(world|judge|deliveries|faults)/`, pathNot: test },
      to: { dependencyTypes: outside, pathNot: "packages/sdk/dist/" },
    },
    {
      name: "simulator: larkwire through its protocol, its cards and its test clock",
      severity: "error",
      from: { path: simulator, pathNot: [test, `${simulator}larkwire-bots\\.ts$`] },
      to: { path: "packages/sdk/", pathNot: "packages/sdk/dist/(protocol|cards|testing)\\." },
    },
    {
      name: "packages meet only by name, through public entries",
      severity: "error",
      from: { path: "^packages/([^/]+)/" },
      to: { path: "^packages/", pathNot: ["^packages/$1/", "^packages/[^/]+/dist/"] },
    },
    {
      name: "sdk depends on no sibling",
      severity: "error",
      from: { path: "^packages/sdk/", pathNot: test },
      to: { path: "^packages/(simulator|console)/" },
    },
    {
      name: "console: the contract only",
      severity: "error",
      from: { path: "^packages/console/" },
      to: {
        path: "^packages/(simulator|sdk)/",
        pathNot: "^packages/(simulator/dist/contract|sdk/dist/(cards|protocol))\\.",
      },
    },
    {
      name: "examples and bench are customers",
      severity: "error",
      from: { path: "^(examples|bench|conformance|frameworks|resilience|runtimes)/" },
      to: { path: "^packages/", pathNot: "^packages/[^/]+/dist/" },
    },
  ],
  options: {
    doNotFollow: { path: ["node_modules", "^packages/[^/]+/dist/"] },
    // What an interrupted measurement leaves behind: packed builds, no source.
    exclude: { path: "^bench/\\.work/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.base.json" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["types", "import", "node", "default"] },
  },
};
