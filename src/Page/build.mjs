// Bundles the page's scripts and writes gen/: page.js, worker.js, kit.html, base.css, page.css. The same sources give the same octets: no time, path or name of
// a machine goes in.

import { createHash } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import esbuild from "esbuild";

export { esbuild };

const here = dirname(fileURLToPath(import.meta.url));
const gen = join(here, "gen");

// What OpenPGP.js loads only for keys, passphrases, archives and hashes that our profile forbids. Left out, nothing of it can run.
const forbidden = /^\.\/(noble_curves|noble_hashes|legacy_ciphers|argon2id|unbzip2-stream)(\.min)?\.mjs$/;
const leaveOut = {
  name: "leave-out",
  setup(build) {
    build.onResolve({ filter: forbidden }, ({ path }) => ({ path, namespace: "left-out" }));
    build.onLoad({ filter: /./, namespace: "left-out" }, () => ({ contents: "export {};" }));
  },
};

export const options = {
  bundle: true, minify: true, format: "iife", target: "es2022", charset: "utf8", legalComments: "none", write: false, absWorkingDir: here,
  conditions: ["browser"], plugins: [leaveOut],
  banner: { js: "// SecureDrop.Net. Contains OpenPGP.js (LGPL-3.0+, openpgpjs.org); sources and build: see the project." },
};

const bundle = async (entry) => (await esbuild.build({ ...options, entryPoints: [join("src", entry)] })).outputFiles[0].text;
const hashOf = (text) => `sha256-${createHash("sha256").update(text).digest("base64")}`;

/** Written beside and then renamed, so that no reader sees half a file. */
async function put(name, text) {
  await writeFile(join(gen, `${name}.new`), text);
  await rename(join(gen, `${name}.new`), join(gen, name));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await mkdir(gen, { recursive: true });
  const style = async (name) => (await esbuild.build({ entryPoints: [join("src", name)], minify: true, write: false, absWorkingDir: here })).outputFiles[0].text;
  const [base, alone, added] = await Promise.all(["base.css", "kit.css", "page.css"].map(style));
  const [page, worker, kit] = await Promise.all(["page.ts", "worker.ts", "kit.ts"].map(bundle));
  // Nothing in it may end the block that holds it.
  if (/<\/script|<!--/i.test(worker + kit)) throw new Error("A script would end its own block.");
  const shell = await readFile(join(here, "src", "kit.html"), "utf8");
  const fill = { STYLE: base + alone + added, "STYLE-HASH": hashOf(base + alone + added), WORKER: worker, SCRIPT: kit, "SCRIPT-HASH": hashOf(kit) };
  await put("kit.html", shell.replace(/%([A-Z-]+)%/g, (whole, name) => fill[name] ?? whole));
  await put("base.css", base);
  await put("page.css", added);
  await put("worker.js", worker);
  await put("page.js", page);
}
