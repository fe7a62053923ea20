import { plan, type Archive } from "../formats/archive";
import { encode, release } from "../formats/octets";
import { newTestimonyId, partName } from "../formats/partName";
import { solve } from "../formats/puzzle";
import { hashFile } from "./fileHash";
import type { Jobs } from "./jobs";
import type { AnyKeyPacket } from "./openpgp";
import { seal } from "./sealer";
import { follow, openKeyring, recipientsOn, type TrustedKeyring } from "./trust";

/** The jobs themselves, wherever they run. `measured` is told of the octets hashed. */
export function sealingSide(measured: (octets: number) => void): Jobs {
  let trusted: TrustedKeyring | undefined;
  let current: { readonly archive: Archive; readonly what: string; readonly id: string; readonly recipients: readonly AnyKeyPacket[] } | undefined;

  return {
    async trust(baked, served, today) {
      const end = baked.indexOf("\n");
      const root = baked.slice(0, Math.max(0, end));
      const own = await openKeyring(encode(baked.slice(end + 1)), root);
      if (typeof own === "string") return { fault: own, expires: "" };
      const next = served && await openKeyring(new Uint8Array(served), root);
      if (typeof next === "string") return { fault: next, expires: "" };
      const fault = next && follow(own, next);
      if (fault) return { fault, expires: "" };
      const keyring = next ?? own;
      const recipients = recipientsOn(keyring, today);
      if (typeof recipients === "string") return { fault: recipients, expires: keyring.lines.expires };
      trusted = keyring;
      const { epoch, issued, expires, addresses } = keyring.lines;
      return { epoch, issued, expires, root, addresses };
    },

    async prepare(account, files, today) {
      if (!trusted) return "Nobody";
      // Asked again: a page may stay open past the last day.
      const recipients = recipientsOn(trusted, today);
      if (typeof recipients === "string") return recipients;
      const attachments = [];
      for (const { name, content } of files) attachments.push({ name, content, size: content.size, sha256: await hashFile(content, measured) });
      const archive = plan(account, attachments);
      if (typeof archive === "string") return archive;
      const entries = attachments.map(({ name, size, sha256 }) => ({ name, size, sha256 }));
      // The same text and files once more, after trouble: the same testimony, so that what has arrived of it stays a part of it.
      const what = JSON.stringify([account, entries]);
      const again = current?.what === what;
      current = { archive, what, id: again && current ? current.id : newTestimonyId(), recipients };
      return { bucket: archive.bucket, parts: archive.parts, files: entries, again };
    },

    async seal(number) {
      if (!current) throw new Error("Nothing is prepared.");
      const { archive, id, recipients } = current; // all of one testimony: while a file is read, another may be prepared
      const slice = await archive.slice(number);
      const part = await seal(slice, partName(id, number, archive.parts), recipients);
      slice.fill(0);
      release(slice);
      return part;
    },

    solve: (puzzle, from, count) => Promise.resolve(solve(puzzle, from, count)),
  };
}
