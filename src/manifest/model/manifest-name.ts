const name = 'manifest.yml';

/** Whether the Forge CLI reads a file of this name: where disks ignore case, it opens `Manifest.yml` too. */
export function isManifestName(found: string, platform: string = process.platform): boolean {
  return found === name || (ignoresCase(platform) && found.toLowerCase() === name);
}

/** The same as a glob, whose letters have case on every system. */
export function manifestGlob(platform: string = process.platform): string {
  const letters = ignoresCase(platform)
    ? name.replace(/[a-z]/g, (letter) => `[${letter}${letter.toUpperCase()}]`)
    : name;
  return `**/${letters}`;
}

function ignoresCase(platform: string): boolean {
  return platform === 'win32' || platform === 'darwin';
}
