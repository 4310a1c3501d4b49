// Bundles the extension into dist/extension.js, and the licences of what is in it into dist/licences.txt.
import { build } from "esbuild";
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

rmSync("dist", { recursive: true, force: true });
const result = await build({
  entryPoints: ["src/extension.ts"],
  outfile: "dist/extension.js",
  bundle: true,
  minify: true,
  platform: "node",
  format: "cjs",
  target: "node20",
  // The editor's own module; there is no package of it.
  external: ["vscode"],
  legalComments: "none",
  metafile: true,
});

const packages = new Set();
for (const file of Object.keys(result.metafile.inputs)) {
  const folder = /^node_modules\/(?:.*\/node_modules\/)?(?:@[^/]+\/)?[^/]+/.exec(file);
  if (folder) packages.add(folder[0]);
}
const parts = [];
for (const folder of [...packages].sort()) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const own = readdirSync(folder).find((file) => /^licen[cs]e/i.test(file));
  if (!own || !existsSync(join(folder, own))) throw new Error(`${name} has no licence to pass on`);
  parts.push(`${name} ${version} (${license})\n\n${readFileSync(join(folder, own), "utf8").trim()}\n`);
}
writeFileSync("dist/licences.txt", parts.join(`\n${"-".repeat(80)}\n\n`));
