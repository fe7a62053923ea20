import { Hash, hash as hashAtOnce } from "fast-sha256";
import { hex, release, sha256, type Octets } from "../formats/octets";

const chunkOctets = 4 << 20;

/** Up to here a file is hashed in one shot by the browser itself, which holds it in memory for a moment. */
const oneShotOctets = 64 << 20;

/** The same where scripts run slowly (Tor Browser's "Safer" compiles none): there, waiting costs more than memory. */
const slowOneShotOctets = 256 << 20;

/** SHA-256 of a file, in lower-case hexadecimal digits. testimony.json holds it and stands before the file, so a file is read twice. */
export async function hashFile(file: Blob, progress: (octets: number) => void): Promise<string> {
  if (file.size <= (isSlow() ? slowOneShotOctets : oneShotOctets)) {
    const hash = hex(await sha256(await file.arrayBuffer()));
    progress(file.size);
    return hash;
  }
  const hash = new Hash();
  // The next chunk is read while this one is hashed: reading is another process's work.
  let next = read(file, 0);
  for (let at = 0; at < file.size; at += chunkOctets) {
    const chunk = await next;
    next = read(file, at + chunkOctets);
    hash.update(chunk);
    chunk.fill(0);
    progress(chunk.length);
    release(chunk);
  }
  return hex(hash.digest());
}

async function read(file: Blob, at: number): Promise<Octets> {
  return new Uint8Array(await file.slice(at, at + chunkOctets).arrayBuffer());
}

let slow: boolean | undefined;

/** Half a mebibyte takes a compiled script some milliseconds, an interpreted one a hundred. */
function isSlow(): boolean {
  if (slow !== undefined) return slow;
  const started = performance.now();
  hashAtOnce(new Uint8Array(512 << 10));
  return slow = performance.now() - started > 40;
}
