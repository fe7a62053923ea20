// Elements made one by one: no text is ever read as HTML, so nothing that a file is called or a server says can become part of the page.

type Child = Node | string | null | undefined | readonly Child[];
type Attributes = Readonly<Record<string, string | boolean | undefined>>;

export function el<name extends keyof HTMLElementTagNameMap>(name: name, attributes: Attributes, ...children: Child[]): HTMLElementTagNameMap[name] {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(key, "");
    else if (typeof value === "string") element.setAttribute(key, value);
  }
  add(element, children);
  return element;
}

function add(element: Element, children: readonly Child[]): void {
  for (const child of children) {
    if (typeof child === "string" || child instanceof Node) element.append(child);
    else if (child) add(element, child);
  }
}

/** A code, a size or a name: written in its own direction, whatever the language around it. */
export const ltr = (text: string): HTMLElement => el("bdi", { dir: "ltr" }, text);

/** A name that a person gave, in whatever direction it has. */
export const own = (text: string): HTMLElement => el("bdi", {}, text);

export function button(text: string, pressed: () => void, attributes: Attributes = {}): HTMLButtonElement {
  const made = el("button", { type: "button", ...attributes }, text);
  made.addEventListener("click", pressed);
  return made;
}

let made = 0;
export const newId = (): string => `s${++made}`;

/** A label, maybe a hint, and the field they belong to. */
export function field(label: string, hint: string, input: HTMLElement): HTMLElement {
  input.id = newId();
  const hintId = newId();
  if (hint) input.setAttribute("aria-describedby", hintId);
  return el("div", { class: "field" }, el("label", { for: input.id }, label), hint ? el("p", { class: "hint", id: hintId }, hint) : null, input);
}

/** A heading that takes the focus when its screen appears, so that it is read out and the keyboard goes on from there. */
export const heading = (...children: Child[]): HTMLHeadingElement => el("h2", { tabindex: "-1" }, ...children);

export const removed = (element: Element): void => { element.replaceChildren(); };
