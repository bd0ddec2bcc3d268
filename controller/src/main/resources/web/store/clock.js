// The controller's clock: ages and countdowns go by it, as this machine's may be wrong.

let ahead = 0;

export const clock = {
  /** Milliseconds since 1970 by the controller's clock. */
  now: () => Date.now() + ahead,
  /** @param at what the controller just called now */
  set(at) {
    const offset = Date.parse(at) - Date.now();
    // what travelling takes is no difference of clocks
    ahead = Math.abs(offset) < 1500 ? 0 : offset;
  },
};
