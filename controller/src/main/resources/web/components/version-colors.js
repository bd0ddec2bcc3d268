// A colour for each version: neighbours differ, the newest is the strongest. The word always stands beside it.

const HUES = [231, 190, 284, 160, 330, 40, 210, 100];

/** @param versions oldest first; the newest keeps its colour while older ones come and go behind it */
export function versionColors(versions) {
  const colors = new Map();
  [...versions].reverse().forEach((version, i) => {
    colors.set(version, `hsl(${HUES[i % HUES.length]} ${i === 0 ? 62 : 42}% ${i < HUES.length ? 58 : 45}%)`);
  });
  return colors;
}
