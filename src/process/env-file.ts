import { readFileSync } from 'node:fs';

const ADVICE = 'save it as UTF-8 (without byte order mark), for as it is none of its settings can be read.';

/** Mistakes in the form of the settings file, shown when settings are missing. Empty without such a file. */
export function envFileMistakes(path = '.env'): string[] {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(path).subarray(0, 64);
  } catch {
    // No file is no mistake: the settings may come from elsewhere.
    return [];
  }
  return isUtf16(bytes) ? [`${path} is not UTF-8: ${ADVICE}`] : [];
}

/** PowerShell writes it so with `>`; text in UTF-8 holds no zero byte. */
function isUtf16(bytes: Uint8Array): boolean {
  const [first, second] = bytes;
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff) || bytes.includes(0);
}
