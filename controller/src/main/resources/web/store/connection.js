// Whether the controller answers, and from when the newest data are.

let isLost = false;
let at = Date.now();
const listeners = new Set();

export const connection = {
  get isLost() {
    return isLost;
  },
  /** When the last answer came, in milliseconds since 1970 by this machine's clock: it is shown to its reader. */
  get answeredAt() {
    return at;
  },
  answered() {
    at = Date.now();
    change(false);
  },
  lost() {
    change(true);
  },
  onChange(listener) {
    listeners.add(listener);
  },
};

function change(to) {
  if (isLost !== to) {
    isLost = to;
    listeners.forEach((listener) => listener(isLost));
  }
}
