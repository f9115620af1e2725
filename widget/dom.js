/**
 * An element with attributes, listeners and children. What is put in as text stays text: nothing here reads markup.
 *
 * @param {string} tag
 * @param {Object<string, any>} attributes `onclick` and the like are listeners; true is an attribute without a value,
 *   false, null and undefined are none.
 * @param {...(Node | string | null | false | Array)} children
 * @returns {HTMLElement}
 */
export function h(tag, attributes = {}, ...children) {
  return filled(document.createElement(tag), attributes, children);
}

/** An icon: one path in a square of 24, hidden from screen readers. */
export function icon(path) {
  const namespace = 'http://www.w3.org/2000/svg';
  const image = filled(document.createElementNS(namespace, 'svg'), { viewBox: '0 0 24 24', 'aria-hidden': 'true' });
  image.append(filled(document.createElementNS(namespace, 'path'), { d: path }));
  return image;
}

function filled(element, attributes, children = []) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (value !== false && value !== null && value !== undefined) {
      element.setAttribute(name, value === true ? '' : value);
    }
  }
  element.append(...children.flat(2).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}
