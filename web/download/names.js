// Names of files, as exports/filenames.py has them.

/** A name that every file system takes, of parts; empty parts are left out. */
export function fileName(ending, ...parts) {
  const name = parts
    .filter(Boolean)
    .join("-")
    .replace(/[^A-Za-z0-9_-]+/g, "-")
    .slice(0, 120);
  return `${name}.${ending}`;
}
