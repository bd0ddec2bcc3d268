// Who is signed in. The token lies in sessionStorage: this tab has it, and it is gone when the tab closes.

const KEY = 'globohub.token';

let who = null;
const listeners = new Set();

export const session = {
  get token() {
    return sessionStorage.getItem(KEY);
  },
  /** The token's own record, or null before it was asked for. */
  get who() {
    return who;
  },
  /** Whether the role allows what `role` allows. */
  may(role) {
    const order = ['viewer', 'operator', 'admin'];
    return who !== null && order.indexOf(who.role) >= order.indexOf(role);
  },
  begin(token, record) {
    sessionStorage.setItem(KEY, token);
    who = record;
    tell();
  },
  knows(record) {
    who = record;
  },
  /** @param why a sentence for the login page, or null when it was asked for */
  end(why) {
    if (this.token !== null || why) {
      sessionStorage.removeItem(KEY);
      who = null;
      tell(why);
    }
  },
  onChange(listener) {
    listeners.add(listener);
  },
};

function tell(why = null) {
  listeners.forEach((listener) => listener(why));
}
