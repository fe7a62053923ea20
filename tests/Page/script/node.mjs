// Runs one check in Node: its name is the argument, its words come in as JSON, its answer goes out as JSON.

import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import vm from "node:vm";

vm.runInThisContext(readFileSync(join(dirname(fileURLToPath(import.meta.url)), "..", "gen", "checks.js"), "utf8"));
process.stdout.write(JSON.stringify(await globalThis.check(process.argv[2], JSON.parse(readFileSync(0, "utf8")))));
