export const baked = "@@SECUREDROP-KEYRING@@"; document.getElementById("seal")?.append(baked.length.toString());
