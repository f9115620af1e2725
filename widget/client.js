/**
 * The conversation as the server keeps it. The secret that opens it lives in this tab's session storage and in no
 * cookie; other tabs of the same site are told it while this one is open.
 */

const DEADLINE = 15_000;
const WAITS = [1_000, 2_000, 4_000, 8_000, 15_000];

/** The server knows no conversation with this secret: it was deleted, or never was. */
export class Gone extends Error {}

/** The server does not take this message; trying again would not help. */
export class Refused extends Error {}

export class Client {
  #api;
  #tabs;
  #hurry = () => {};

  /**
   * @param {URL} server where /webhooks/web/ is
   * @param {{trouble: function(?string), changed: function()}} listeners `trouble` is told `offline`, `busy` or null;
   *   `changed` that another tab went on with the conversation, or brought it along
   */
  constructor(server, listeners) {
    this.#api = new URL('webhooks/web/', server);
    this.listeners = listeners;
    this.store = new Store(this.#api.href);
    this.#tabs = new BroadcastChannel(this.#api.href);
    this.#tabs.onmessage = ({ data }) => this.#hear(data);
    this.#tabs.postMessage({ wanted: !this.secret });
    addEventListener('online', this.hurry);
  }

  get secret() {
    return this.store.get('secret');
  }

  /** A new conversation; its first turn. */
  async begin() {
    const { secret, ...turn } = await this.#ask('POST', 'conversations', {});
    this.store.set('secret', secret);
    return turn;
  }

  /** All turns so far, each with what was `heard`. */
  async turns() {
    return (await this.#ask('GET', 'conversation')).turns;
  }

  /**
   * Say something. It is kept until it is answered, and sent again under the same id, so it counts once however often
   * the network breaks.
   */
  async send(message) {
    const pending = { message, message_id: newId() };
    this.store.set('pending', pending);
    return this.#deliver(pending);
  }

  /** Send what a reload has interrupted. */
  async sendPending() {
    const pending = this.store.get('pending');
    if (pending) await this.#deliver(pending);
  }

  /** Try again at once what waits for its next try. */
  hurry = () => this.#hurry();

  /** Leave this conversation; the next one is a new one. */
  forget() {
    this.store.clear();
  }

  close() {
    this.#tabs.close();
    removeEventListener('online', this.hurry);
  }

  async #deliver(pending) {
    try {
      return await this.#ask('POST', 'messages', pending);
    } finally {
      this.store.set('pending', null);
      this.#tabs.postMessage({ changed: this.secret });
    }
  }

  async #ask(method, path, body) {
    for (let tries = 0; ; tries += 1) {
      const answer = await this.#try(method, path, body);
      if (answer) {
        this.listeners.trouble(null);
        return answer;
      }
      await this.#wait(WAITS[Math.min(tries, WAITS.length - 1)]);
    }
  }

  /** One try: the answer, or null when a later try may succeed. */
  async #try(method, path, body) {
    const headers = { ...(this.secret && { Authorization: `Bearer ${this.secret}` }),
      ...(body && { 'Content-Type': 'application/json' }) };
    let response;
    try {
      response = await fetch(new URL(path, this.#api), { method, headers, body: body && JSON.stringify(body),
        credentials: 'omit', cache: 'no-store', signal: AbortSignal.timeout(DEADLINE) });
      if (response.ok) return await response.json();
    } catch {
      this.listeners.trouble('offline');
      return null;
    }
    if (response.status === 401) throw new Gone();
    if (response.status === 429 || response.status >= 500) {
      this.listeners.trouble('busy');
      return null;
    }
    throw new Refused(`status ${response.status}`);
  }

  #wait(milliseconds) {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.#hurry = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  #hear({ wanted, secret, changed }) {
    if (wanted && this.secret) this.#tabs.postMessage({ secret: this.secret });
    if (secret && !this.secret) {
      this.store.set('secret', secret);
      this.listeners.changed();
    }
    if (changed && changed === this.secret) this.listeners.changed();
  }
}

/** What this tab remembers over a reload; where storage is switched off, until then. */
class Store {
  #values = {};

  constructor(key) {
    this.key = `screening-chat ${key}`;
    try {
      this.#values = JSON.parse(sessionStorage.getItem(this.key)) ?? {};
    } catch {
      this.#values = {};
    }
  }

  get(name) {
    return this.#values[name] ?? null;
  }

  set(name, value) {
    this.#values = { ...this.#values, [name]: value };
    this.#save();
  }

  clear() {
    this.#values = { open: this.#values.open };
    this.#save();
  }

  #save() {
    try {
      sessionStorage.setItem(this.key, JSON.stringify(this.#values));
    } catch {
      // Storage is switched off: what is remembered lasts as long as the page.
    }
  }
}

function newId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
