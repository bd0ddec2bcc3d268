// Makes the real document what the description says, touching only what differs: so focus, selection and scroll stay.

const SVG = 'http://www.w3.org/2000/svg';
const PROPERTIES = new Set(['value', 'checked', 'disabled', 'selected', 'open', 'indeterminate', 'hidden', 'readOnly']);

/** Gives `parent` exactly these children. Children with a `key` are recognised when their order changes. */
export function patch(parent, children) {
  const svg = parent.namespaceURI === SVG;
  const keyed = new Map();
  for (const node of parent.childNodes) {
    const key = node.$was?.props?.key;
    if (key !== undefined) {
      keyed.set(key, node);
    }
  }
  const kept = new Set();
  let next = parent.firstChild;
  for (const child of children) {
    const old = known(child, keyed, next, kept);
    const node = old ? update(old, child) : create(child, svg);
    kept.add(node);
    if (node === next) {
      next = next.nextSibling;
    } else {
      parent.insertBefore(node, next);
    }
  }
  for (const node of [...parent.childNodes]) {
    if (!kept.has(node)) {
      leave(node);
      node.remove();
    }
  }
}

function known(child, keyed, next, kept) {
  const key = child.props?.key;
  if (key !== undefined) {
    const node = keyed.get(key);
    return node && !kept.has(node) && node.$was.tag === child.tag ? node : null;
  }
  let node = next;
  while (node && (kept.has(node) || node.$was?.props?.key !== undefined)) {
    node = node.nextSibling;
  }
  return node && isSame(node, child) ? node : null;
}

function isSame(node, child) {
  if (typeof child === 'string') {
    return node.nodeType === Node.TEXT_NODE;
  }
  const was = node.$was;
  // what draws or measures by itself begins anew, and never in what was something else
  return was?.tag === child.tag && was.props.owned === child.props.owned && !was.props.hook === !child.props.hook;
}

function create(child, svg) {
  if (typeof child === 'string') {
    return document.createTextNode(child);
  }
  const isSvg = svg || child.tag === 'svg';
  const node = isSvg ? document.createElementNS(SVG, child.tag) : document.createElement(child.tag);
  node.$was = { tag: child.tag, props: {} };
  if (!child.props.owned) {
    patch(node, child.children);
  }
  dress(node, {}, child.props);
  node.$was = child;
  // after the whole tree stands, so that sizes can be measured
  if (child.props.hook?.created) {
    queueMicrotask(() => child.props.hook.created(node));
  }
  return node;
}

function update(node, child) {
  if (typeof child === 'string') {
    if (node.data !== child) {
      node.data = child;
    }
    return node;
  }
  const was = node.$was;
  // a component that draws by itself (`owned`) keeps what is inside
  if (!child.props.owned) {
    patch(node, child.children);
  }
  dress(node, was.props, child.props);
  node.$was = child;
  child.props.hook?.updated?.(node);
  return node;
}

function dress(node, was, now) {
  for (const name of Object.keys(was)) {
    if (!(name in now)) {
      set(node, name, null, was[name]);
    }
  }
  for (const [name, value] of Object.entries(now)) {
    set(node, name, value, was[name]);
  }
}

function set(node, name, value, was) {
  if (name === 'key' || name === 'hook' || name === 'owned') {
    return;
  }
  if (name.startsWith('on')) {
    node[name] = value ?? null;
  } else if (name === 'style') {
    for (const [key, each] of Object.entries(value ?? {})) {
      node.style.setProperty(key, each);
    }
  } else if (PROPERTIES.has(name) && !(node instanceof SVGElement)) {
    const wanted = value ?? (name === 'value' ? '' : false);
    // what somebody is typing is theirs until the description itself changes
    if (node[name] !== wanted && !(name === 'open' && value === was)) {
      node[name] = wanted;
    }
  } else if (value === null || value === undefined || value === false) {
    node.removeAttribute(name);
  } else if (value !== was) {
    node.setAttribute(name, value === true ? '' : value);
  }
}

function leave(node) {
  if (node.nodeType !== Node.ELEMENT_NODE) {
    return;
  }
  for (const child of node.childNodes) {
    leave(child);
  }
  node.$was?.props?.hook?.removed?.(node);
}
