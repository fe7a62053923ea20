// Bundles checks.ts with the page's own bundler and its own settings.

import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { esbuild, options } from "../../../src/Page/build.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const built = await esbuild.build({ ...options, minify: false, entryPoints: [join(here, "checks.ts")], nodePaths: [join(options.absWorkingDir, "node_modules")] });
await mkdir(join(here, "..", "gen"), { recursive: true });
await writeFile(join(here, "..", "gen", "checks.js"), built.outputFiles[0].contents);
