// Writes the JSON schema of Slack's Block Kit, made from Slack's own types (npm @slack/types).
// usage: node tools/block_kit_schema.mjs FOLDER_WITH_NODE_MODULES SCHEMA.json
import { mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";

const [folder, out] = process.argv.slice(2).map((path) => resolve(path));
const { createGenerator } = createRequire(join(folder, "package.json"))("ts-json-schema-generator");

// The types must be named where node_modules can be seen.
const entry = join(folder, "block-kit.ts");
const tsconfig = join(folder, "tsconfig.json");
writeFileSync(
  entry,
  `import type { HomeView, KnownBlock, ModalView } from "@slack/types";
export type Blocks = KnownBlock[];
export type Modal = ModalView;
export type Home = HomeView;
`,
);
const compilerOptions = { module: "nodenext", moduleResolution: "nodenext", target: "es2022", strict: true, noEmit: true };
writeFileSync(tsconfig, JSON.stringify({ compilerOptions, files: [entry] }));

const schema = createGenerator({ path: entry, tsconfig, type: "*", skipTypeCheck: true }).createSchema("*");
mkdirSync(dirname(out), { recursive: true });
writeFileSync(out, JSON.stringify(schema));
