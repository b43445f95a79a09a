// Starts the Slack emulator on 127.0.0.1 and ends with its standard input.
// usage: node launch.mjs FOLDER_WITH_NODE_MODULES PORT < seed as one line of JSON
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const [folder, port] = process.argv.slice(2);
const dist = resolve(folder, "node_modules/emulate/dist");
const load = (file) => import(pathToFileURL(join(dist, file)));

// The plugin lies in a chunk whose name changes with each build.
const chunk = readdirSync(dist).find(
  (file) => file.endsWith(".js") && readFileSync(join(dist, file), "utf8").includes("var slackPlugin = {"),
);
const { slackPlugin, getSlackStore } = await load(chunk);
const { createEmulator } = await load("api.js");

// Slack's own clients see views and private messages; its web API does not give them, so a test asks here.
const register = slackPlugin.register;
slackPlugin.register = (app, store, ...rest) => {
  register(app, store, ...rest);
  app.get("/_test/views", (c) => c.json(getSlackStore(store).views.all()));
  app.get("/_test/ephemeral", (c) => c.json(getSlackStore(store).ephemeralMessages.all()));
};

const input = createInterface({ input: process.stdin });
input.once("line", async (seed) => {
  await createEmulator({ service: "slack", port: Number(port), seed: JSON.parse(seed) });
  console.log("ready");
});
input.once("close", () => process.exit(0));
