// Describes elements as plain values. Texts stay texts: nothing here, or anywhere in the page, turns a text into markup.

/** An element to be: `h('a', {href: '/'}, 'Fleet')`. A child that is null, false or true keeps its place, but is empty. */
export function h(tag, props, ...children) {
  return { tag, props: props ?? {}, children: flat(children, []) };
}

function flat(list, into) {
  for (const child of list) {
    if (Array.isArray(child)) {
      flat(child, into);
    } else if (child === null || child === undefined || typeof child === 'boolean') {
      into.push('');
    } else {
      into.push(typeof child === 'object' ? child : String(child));
    }
  }
  return into;
}

/** Joins class names, leaving out what is falsy. */
export const cls = (...names) => names.filter(Boolean).join(' ');
