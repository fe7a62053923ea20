// The one place where an address becomes code: everywhere else Trusted Types refuse it.

interface Policy { createScriptURL(url: string): unknown }
interface Types { createPolicy(name: string, rules: { createScriptURL(url: string): string }): Policy }

/** @param url The one address that may become code. */
export function workerAt(url: string): Worker {
  const types = (globalThis as { trustedTypes?: Types }).trustedTypes;
  const policy = types?.createPolicy("securedrop", {
    createScriptURL: (asked) => {
      if (asked !== url) throw new TypeError("Not ours.");
      return asked;
    },
  });
  return new Worker((policy ? policy.createScriptURL(url) : url) as string);
}
