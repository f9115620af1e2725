/**
 * <screening-chat>: the chat of a study's pre-screening, as one custom element.
 *
 *   <script type="module" src="https://study.example/chat/widget.js"></script>
 *   <screening-chat></screening-chat>
 *
 * docs/widget.md has its attributes, properties, events and parts.
 */

import { answerControls } from './answers.js';
import { belongsToOutcome, isOutcome, ledgerCard, outcomeCard, reviewCard, safetyCard } from './cards.js';
import { Client, Gone, Refused } from './client.js';
import { h, icon } from './dom.js';
import { sheet } from './style.js';
import english from './texts.en.js';

export const VERSION = '1.0.0';

const SPEECH = 'M4 4h16a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2h-8l-5 4v-4H4a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2z';
const CROSS = 'M6 6l12 12M18 6L6 18';
const ARROW = 'M12 20V5M5 12l7-7 7 7';
const TYPING_SHOWS_AFTER = 250;

export class ScreeningChat extends HTMLElement {
  static observedAttributes = ['open'];

  #client;
  #parts;
  #turn = null;
  #ledger = '';
  #busy = false;
  #begun = false;

  constructor() {
    super();
    this.attachShadow({ mode: 'open' }).adoptedStyleSheets = [sheet];
    this.texts = english;
  }

  connectedCallback() {
    if (this.#parts) return;
    this.#client = new Client(this.server, { trouble: (kind) => this.#tell(kind), changed: () => this.#refresh() });
    if (this.inline || (this.#client.secret && this.#client.store.get('open'))) this.open = true;
    this.#parts = this.#build();
    this.shadowRoot.replaceChildren(this.#parts.frame);
    this.#show(this.open, false);
  }

  disconnectedCallback() {
    this.#client.close();
    this.#parts = null;
    this.#begun = false;
  }

  attributeChangedCallback() {
    if (this.#parts) this.#show(this.open);
  }

  /** Whether the panel is open. */
  get open() {
    return this.hasAttribute('open');
  }

  set open(value) {
    this.toggleAttribute('open', Boolean(value));
  }

  /** Whether the chat stands in the page instead of over it. */
  get inline() {
    return this.hasAttribute('inline');
  }

  /** The address of the assistant's server: the attribute `server`, or the one that served this script. */
  get server() {
    return new URL(this.getAttribute('server') ?? '..', this.hasAttribute('server') ? document.baseURI : import.meta.url);
  }

  /** The last reply: what was said, the question's hints, and what the cards show; null before the first. */
  get turn() {
    return this.#turn;
  }

  /** Say something for the patient, as if it had been typed. */
  async say(words) {
    const message = words.trim();
    if (!message || this.#busy || !this.#begun) return;
    this.#addHeard(message);
    this.#clearInput();
    this.#parts.answers.replaceChildren();
    await this.#working(async () => this.#answered(await this.#client.send(message), message));
  }

  /** Leave this conversation and begin a new one. */
  async restart() {
    this.#client.forget();
    this.#empty();
    await this.#begin();
  }

  #build() {
    const { texts } = this;
    const launcher = h('button', { class: 'launcher', part: 'launcher', type: 'button', 'aria-haspopup': 'dialog',
      onclick: () => { this.open = true; } }, icon(SPEECH), h('span'));
    const log = h('div', { class: 'log', part: 'log', role: 'log', 'aria-label': texts.log });
    const answers = h('div', { class: 'answers', role: 'group', 'aria-label': texts.answers, tabindex: '-1' });
    const input = h('textarea', { id: 'input', part: 'input', rows: '1', dir: 'auto', maxlength: '2000',
      placeholder: texts.placeholder, autocomplete: 'off', enterkeyhint: 'send', oninput: () => this.#keepDraft(),
      onkeydown: (event) => this.#sendOnEnter(event) });
    input.value = this.#client.store.get('draft') ?? '';
    const composer = h('form', { class: 'composer', part: 'composer', onsubmit: (event) => {
      event.preventDefault();
      this.say(input.value);
    } }, h('label', { for: 'input', class: 'unseen' }, texts.input), input,
    h('button', { class: 'send', part: 'send', type: 'submit', 'aria-label': texts.send }, icon(ARROW)));
    const progress = h('div', { class: 'progress', role: 'progressbar', 'aria-label': texts.progress,
      'aria-valuemin': '0', 'aria-valuemax': '100', hidden: true }, h('span', { class: 'bar' }), h('span', { class: 'words' }));
    const trouble = h('div', { class: 'trouble', role: 'status' });
    const typing = h('p', { class: 'typing', 'aria-label': texts.typing, role: 'img', hidden: true },
      h('i'), h('i'), h('i'));
    const scroll = h('div', { class: 'scroll', role: 'group', 'aria-label': texts.scroll, tabindex: '0' }, log, typing, answers);
    const header = h('header', { class: 'header', part: 'header' },
      h('div', {}, h('h2', { id: 'title' }, texts.title), h('p', {}, texts.subtitle)),
      !this.inline && h('button', { class: 'close', type: 'button', 'aria-label': texts.close,
        onclick: () => { this.open = false; } }, icon(CROSS)));
    const panel = h('div', { class: 'panel', part: 'panel', role: this.inline ? 'group' : 'dialog',
      'aria-labelledby': 'title', onkeydown: (event) => this.#closeOnEscape(event) },
    header, progress, scroll, trouble, composer, this.#tools());
    const frame = h('section', { class: 'frame', 'aria-label': texts.title }, launcher, panel);
    return { frame, launcher, panel, scroll, log, answers, input, progress, trouble, typing };
  }

  #tools() {
    const { texts } = this;
    const tool = (name, onclick) => h('li', {}, h('button', { type: 'button', onclick }, texts[name]));
    return h('ul', { class: 'tools', part: 'tools', 'aria-label': texts.tools },
      tool('change', () => this.#review()),
      tool('person', () => this.say(texts.says.person)),
      tool('remove', () => this.#makeSure('remove', () => this.say(texts.says.remove))),
      tool('restart', () => this.#makeSure('restart', () => (
        this.#client.secret ? this.say(texts.says.restart) : this.restart()))));
  }

  /** Show or hide the panel; a page that comes up with an open one keeps the focus where it is. */
  async #show(open, takesFocus = true) {
    const { frame, launcher, panel, input } = this.#parts;
    const wasOpen = !panel.hidden && frame.classList.contains('open');
    frame.classList.toggle('open', open);
    frame.classList.toggle('inline', this.inline);
    panel.hidden = !open;
    launcher.hidden = open || this.inline;
    launcher.setAttribute('aria-expanded', open);
    this.#nameLauncher();
    if (open === wasOpen) return;
    this.#client.store.set('open', open);
    this.#announce(open ? 'open' : 'close');
    if (!open) {
      launcher.focus();
      return;
    }
    if (takesFocus && !this.inline) (matchMedia('(pointer: fine)').matches ? input : panel.querySelector('.close')).focus();
    if (!this.#begun) await this.#begin();
  }

  /** Begin a conversation, or go on with the one that this tab has the secret of. */
  async #begin() {
    this.#begun = true;
    await this.#working(async () => {
      if (this.#client.secret) {
        await this.#client.sendPending();
        this.#redraw(await this.#client.turns());
      } else {
        this.#addTurn(await this.#client.begin());
      }
    });
  }

  /** Another tab went on with the conversation. */
  async #refresh() {
    if (!this.#parts) return;
    this.#nameLauncher();
    if (this.#begun && !this.#busy) await this.#working(async () => this.#redraw(await this.#client.turns()));
  }

  #nameLauncher() {
    const { launcher, launcherResume } = this.texts;
    this.#parts.launcher.lastChild.textContent = this.#client.secret ? launcherResume : launcher;
  }

  async #working(work) {
    const { typing, panel } = this.#parts;
    this.#busy = true;
    panel.setAttribute('aria-busy', 'true');
    const timer = setTimeout(() => { typing.hidden = false; }, TYPING_SHOWS_AFTER);
    try {
      await work();
    } catch (error) {
      if (error instanceof Refused) this.#refused();
      else if (error instanceof Gone) await this.#beginAnew();
      else throw error;
    } finally {
      clearTimeout(timer);
      typing.hidden = true;
      panel.removeAttribute('aria-busy');
      this.#busy = false;
    }
  }

  #refused() {
    this.#tell('refused');
    if (this.#turn) this.#showAnswers(this.#turn);
  }

  async #beginAnew() {
    this.#client.forget();
    this.#empty();
    this.#addTurn(await this.#client.begin());
  }

  #redraw(turns) {
    const { log } = this.#parts;
    log.setAttribute('aria-live', 'off');
    this.#empty();
    for (const turn of turns) {
      if (turn.heard) this.#addHeard(turn.heard);
      this.#addTurn(turn);
    }
    requestAnimationFrame(() => log.removeAttribute('aria-live'));
  }

  #answered(turn, message) {
    if (turn.says[0]?.name === 'apology') {
      this.#parts.log.querySelector('.you:last-of-type')?.append(h('small', {}, this.texts.unsent));
      this.#parts.input.value = message;
      this.#keepDraft();
    }
    this.#addTurn(turn);
    this.#announce('turn', { fact: turn.prompt.fact, done: turn.prompt.done });
    if (!turn.prompt.done) return;
    this.#announce('end', { disposition: turn.prompt.disposition });
    if (turn.prompt.disposition === 'declined') this.#client.forget();
  }

  #addTurn(turn) {
    const { texts } = this;
    const last = turn.says[turn.says.length - 1];
    const ended = isOutcome(turn);
    const outcome = ended && outcomeCard(turn, texts, { print: () => this.#print(), change: () => this.#review() });
    this.#parts.log.querySelector('#question')?.removeAttribute('id');
    for (const said of turn.says) {
      if (said === last) this.#addLedger(turn);
      if (said.name.startsWith('safety_')) this.#add(safetyCard(said, texts));
      else if (ended && belongsToOutcome(said)) this.#addOnce(outcome);
      else this.#addSaid(said, said === last);
      if (said.name.startsWith('short_outcome_')) this.#add(reviewCard(turn.screen, texts, (words) => this.say(words)));
    }
    this.#turn = turn;
    this.#showProgress(turn);
    this.#showAnswers(turn);
    this.#scroll();
  }

  #addSaid({ text }, isQuestion) {
    this.#add(h('p', { class: `message${isQuestion ? ' question' : ''}`, part: 'message' },
      this.#unseen(this.texts.assistant), h('span', { id: isQuestion && 'question', dir: 'auto' }, text)));
  }

  #addHeard(words) {
    this.#parts.log.querySelector('#heard')?.removeAttribute('id');
    this.#add(h('p', { class: 'message you', id: 'heard', part: 'message you' }, this.#unseen(this.texts.you),
      h('span', { dir: 'auto' }, words)));
    this.#scroll();
  }

  /** The table of medicines, moved down and renewed whenever it has changed. */
  #addLedger({ screen }) {
    const medicines = screen.medicines ?? [];
    const ledger = JSON.stringify(medicines);
    if (ledger === this.#ledger) return;
    this.#ledger = ledger;
    this.#parts.log.querySelector('.card.ledger')?.remove();
    if (medicines.length) this.#add(ledgerCard(screen, this.texts));
  }

  #review() {
    const card = reviewCard(this.#turn?.screen ?? {}, this.texts, (words) => this.say(words));
    card.tabIndex = -1;
    this.#add(card);
    card.focus({ preventScroll: true });
    card.scrollIntoView({ block: 'start' });
  }

  #add(node) {
    this.#parts.log.append(node);
  }

  #addOnce(node) {
    if (!node.isConnected) this.#add(node);
  }

  /** Show the end, with the question and its answers; of a long turn, its beginning. */
  #scroll() {
    const { scroll, log } = this.#parts;
    const heard = log.querySelector('#heard');
    scroll.scrollTop = heard ? heard.offsetTop - 8 : 0;
  }

  #showAnswers(turn) {
    const { answers, scroll, input } = this.#parts;
    const hadFocus = answers.contains(this.shadowRoot.activeElement);
    const asked = this.shadowRoot.querySelector('#question') && 'question';
    setAttribute(answers, 'aria-labelledby', asked);
    setAttribute(input, 'aria-describedby', asked);
    answers.replaceChildren(...(turn.prompt.disposition === 'declined' ? [this.#again()]
      : answerControls(turn, this.texts, (words) => this.#chosen(words))));
    answers.hidden = !answers.childElementCount;
    if (hadFocus) (answers.hidden ? scroll : answers).focus({ preventScroll: true });
  }

  #again() {
    return h('div', { class: 'row' }, h('button', { type: 'button', class: 'answer', onclick: () => this.restart() },
      this.texts.again));
  }

  /** An answer by button: the focus stays where the next answers come. */
  #chosen(words) {
    if (this.#busy) return;
    this.#parts.answers.focus({ preventScroll: true });
    this.say(words);
  }

  #showProgress({ screen, prompt }) {
    const { progress } = this.#parts;
    const { answered = 0, left = 0 } = screen.progress ?? {};
    const share = prompt.done && prompt.disposition ? 1 : answered / Math.max(1, answered + left);
    const [, words] = this.texts.progressWords.findLast(([from]) => share >= from);
    progress.hidden = !answered;
    progress.setAttribute('aria-valuenow', Math.round(share * 100));
    progress.setAttribute('aria-valuetext', words);
    progress.querySelector('.bar').style.setProperty('--share', share);
    progress.querySelector('.words').textContent = words;
  }

  #tell(kind) {
    const { trouble } = this.#parts;
    if (trouble.dataset.kind === String(kind)) return;
    trouble.dataset.kind = kind;
    trouble.replaceChildren(...(kind ? [h('span', {}, this.texts[kind])] : []));
    if (kind === 'offline' || kind === 'busy') {
      trouble.append(h('button', { type: 'button', onclick: this.#client.hurry }, this.texts.retry));
    }
  }

  #makeSure(name, act) {
    const { title, words, yes, no } = this.texts.sure[name];
    const dialog = h('dialog', { 'aria-labelledby': 'sure', onclose: () => {
      dialog.remove();
      if (dialog.returnValue === 'yes') act();
    } }, h('form', { method: 'dialog' }, h('h3', { id: 'sure' }, title), h('p', {}, words), h('div', { class: 'row' },
      h('button', { value: 'no', class: 'answer', autofocus: true }, no),
      h('button', { value: 'yes', class: 'primary' }, yes))));
    this.#parts.frame.append(dialog);
    dialog.showModal();
  }

  /** The printable page asks its opener for the secret, and is told it only if it comes from the assistant's server. */
  #print() {
    const page = new URL('chat/summary.html', this.server);
    const tab = window.open(page);
    const hand = ({ origin, source }) => {
      if (source !== tab || origin !== page.origin) return;
      tab.postMessage({ secret: this.#client.secret }, page.origin);
      removeEventListener('message', hand);
    };
    addEventListener('message', hand);
  }

  #sendOnEnter(event) {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.say(this.#parts.input.value);
  }

  #closeOnEscape(event) {
    if (event.key === 'Escape' && !this.inline) this.open = false;
  }

  #keepDraft() {
    this.#client.store.set('draft', this.#parts.input.value);
  }

  #clearInput() {
    this.#parts.input.value = '';
    this.#keepDraft();
  }

  #empty() {
    const { log, answers } = this.#parts;
    log.replaceChildren();
    answers.replaceChildren();
    this.#ledger = '';
  }

  #announce(name, detail = {}) {
    this.dispatchEvent(new CustomEvent(`screening-${name}`, { bubbles: true, composed: true, detail }));
  }

  #unseen(words) {
    return h('span', { class: 'unseen' }, words, ' ');
  }
}

function setAttribute(element, name, value) {
  if (value) element.setAttribute(name, value);
  else element.removeAttribute(name);
}

customElements.define('screening-chat', ScreeningChat);
