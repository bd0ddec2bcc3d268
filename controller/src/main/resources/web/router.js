// Which view an address means. Every view has one, filters included, so that it can be kept, sent and gone back to.

const routes = [];

/** @param pattern `/hosts/:host`; @param view what `main.js` opens */
export function route(pattern, view) {
  const names = [];
  const regex = new RegExp(`^${pattern.replace(/:(\w+)/g, (_, name) => {
    names.push(name);
    return '([^/]+)';
  })}/?$`);
  routes.push({ regex, names, view });
}

export function match(path) {
  for (const { regex, names, view } of routes) {
    const found = regex.exec(path);
    if (found) {
      return { view, params: Object.fromEntries(names.map((name, i) => [name, decode(found[i + 1])])) };
    }
  }
  return null;
}

const decode = (text) => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

let onMove = () => {};

// who goes back is to be where they were, and only the view knows when it is tall enough for that
window.history.scrollRestoration = 'manual';

export function listen(listener) {
  onMove = listener;
  window.addEventListener('popstate', (event) => onMove(event.state?.scrolled ?? 0));
  document.addEventListener('click', (event) => {
    const link = event.target.closest?.('a[href^="/"]');
    const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (link && plain && !link.target && !link.hasAttribute('download') && match(link.pathname)) {
      event.preventDefault();
      go(link.pathname + link.search);
    }
  });
}

/** @param state what is too long for an address; it is kept with the entry in the browser's history, also over a reload */
export function go(address, { replace = false, state = null } = {}) {
  if (address === location.pathname + location.search) {
    return;
  }
  if (!replace) {
    history.replaceState({ ...history.state, scrolled: scrollY }, '');
  }
  history[replace ? 'replaceState' : 'pushState'](state, '', address);
  onMove(0);
}

/** Changes parameters of the present address; what is null or empty is taken out. A list is repeated. */
export function withParams(changes) {
  const search = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(changes)) {
    search.delete(name);
    for (const each of Array.isArray(value) ? value : [value]) {
      if (each !== null && each !== undefined && each !== '') {
        search.append(name, each);
      }
    }
  }
  const text = search.toString();
  return location.pathname + (text ? `?${text}` : '');
}
