/**
 * The printable page for the patient's doctor. It has nothing of its own: the chat that opened it hands over the secret
 * of the conversation, and everything shown comes from the server.
 */

import { grouped, isOutcome, ledgerTable, outcomeParts } from './cards.js';
import { h } from './dom.js';
import texts from './texts.en.js';

const words = texts.summary;
const place = document.getElementById('summary');
const KEPT = 'screening-summary';
const OPEN_ANSWER = /^reason_(.+)_undetermined$/;

async function show(secret) {
  sessionStorage.setItem(KEPT, secret);
  const address = new URL('../webhooks/web/conversation', import.meta.url);
  const response = await fetch(address, { headers: { Authorization: `Bearer ${secret}` }, cache: 'no-store' });
  const turn = response.ok && (await response.json()).turns.findLast(isOutcome);
  place.replaceChildren(...(turn ? page(turn) : [h('h1', {}, words.title), h('p', {}, words.missing)]));
}

function page(turn) {
  const { lead, reasons, next, decides } = outcomeParts(turn);
  const { answers, medicines } = turn.screen;
  const { disposition, reference } = turn.prompt;
  return [
    h('h1', {}, words.title),
    h('p', { class: 'intro' }, words.intro),
    h('dl', {}, pair(words.study, words.studyName), pair(words.date, new Date().toLocaleDateString('en-US', {
      dateStyle: 'long' })), reference && pair(words.code, grouped(reference), 'code')),
    h('h2', {}, words.result),
    h('p', {}, h('strong', {}, texts.outcome[disposition])),
    paragraphs(lead), list(reasons.map(({ text }) => text)), paragraphs(next), paragraphs(decides),
    h('h2', {}, words.doctor),
    list([...questions(reasons), ...words.general]),
    h('p', {}, h('strong', {}, words.careful)),
    h('h2', {}, words.answers),
    h('dl', { class: 'answers' }, answers.map(({ fact, label, value }) => (
      fact !== 'immunosuppressants' || !medicines.length) && pair(label, value))),
    medicines.length > 0 && [h('h2', {}, words.medicines), ledgerTable(medicines, texts)],
    h('p', { class: 'print' }, h('button', { type: 'button', onclick: () => print() }, words.print)),
  ].flat().filter(Boolean);
}

/** What to ask about the answers that stayed open. */
function questions(reasons) {
  return reasons.map(({ name }) => words.open[OPEN_ANSWER.exec(name)?.[1]]).filter(Boolean);
}

const pair = (label, value, kind) => h('div', {}, h('dt', {}, label), h('dd', { class: kind, dir: 'auto' }, value));
const paragraphs = (says) => says.map(({ text }) => h('p', {}, text));
const list = (lines) => lines.length > 0 && h('ul', {}, lines.map((line) => h('li', {}, line)));

place.replaceChildren(h('h1', {}, words.title), h('p', { role: 'status' }, words.loading));
addEventListener('message', ({ source, data }) => {
  if (source && source === window.opener && typeof data?.secret === 'string') show(data.secret);
});
if (sessionStorage.getItem(KEPT)) show(sessionStorage.getItem(KEPT));
else if (window.opener) window.opener.postMessage('screening-summary is ready', '*');
else place.replaceChildren(h('h1', {}, words.title), h('p', {}, words.missing));
