/** Cards in the conversation: the answers to review, the medicines, the outcome, and what is said in an emergency. */

import { h } from './dom.js';

const PARTS_OF_OUTCOME = /^(outcome|reason|ask_again|next|contact_kept|contact_not_kept|reference|rescreen_how|study_team)/;
const EMERGENCY_NUMBERS = /\b(911|988)\b/g;
const TAKES_TEXTS = '988';

/** Whether the end of a screening is told in these texts. */
export const isOutcome = ({ prompt, says }) => Boolean(prompt.disposition) && says.some(
  ({ name }) => name === `outcome_${prompt.disposition}`) && prompt.disposition !== 'declined';

/** Whether a text stands in the card of the outcome and not by itself. */
export const belongsToOutcome = ({ name }) => PARTS_OF_OUTCOME.test(name);

/** The texts of an outcome by what they are: the sentence, the reasons, what comes next, the code, who decides. */
export function outcomeParts({ says }) {
  const starting = (...starts) => says.filter(({ name }) => starts.some((start) => name.startsWith(start)));
  return { lead: starting('outcome'), reasons: starting('reason'), next: starting('ask_again', 'next', 'contact_',
    'rescreen_how'), code: starting('reference'), decides: starting('study_team') };
}

/** The code in groups of three, as it is read. */
export const grouped = (reference) => reference.replace(/\d{3}(?=\d)/g, '$& ');

/**
 * The answers so far, each with a button to change it.
 *
 * @param {Object} screen
 * @param {Object} texts
 * @param {function(string)} say
 */
export function reviewCard({ answers = [], medicines = [] }, texts, say) {
  const { title, hint, change, empty } = texts.review;
  return card('review', title, h('p', { class: 'hint' }, answers.length ? hint : empty),
    h('ul', { class: 'answers-list' }, answers.map(({ fact, label, value }) => h('li', {},
      h('span', { class: 'label' }, label),
      fact === 'immunosuppressants' && medicines.length ? ledgerTable(medicines, texts)
        : h('span', { class: 'value', dir: 'auto' }, value),
      h('button', { type: 'button', class: 'aside', 'aria-label': `${change}: ${label}`,
        onclick: () => say(texts.says.change(label)) }, change)))));
}

/** The medicines so far, with how long each was taken. */
export function ledgerCard({ medicines }, texts) {
  return card('ledger', texts.ledger.title, ledgerTable(medicines, texts));
}

export function ledgerTable(medicines, texts) {
  const { name, time, open } = texts.ledger;
  return h('table', {}, h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, name), h('th', { scope: 'col' }, time))),
    h('tbody', {}, medicines.map((medicine) => h('tr', {}, h('th', { scope: 'row', dir: 'auto' }, medicine.name),
      h('td', { dir: 'auto' }, medicine.time || open)))));
}

/**
 * What the screening came to, the code, and the next step.
 *
 * @param {Object} turn
 * @param {Object} texts
 * @param {{print: function(), change: function()}} act
 */
export function outcomeCard(turn, texts, act) {
  const { lead, reasons, next, code, decides } = outcomeParts(turn);
  const { disposition, reference } = turn.prompt;
  return card(`outcome ${disposition}`, texts.outcome[disposition],
    paragraphs(lead),
    reasons.length > 0 && h('ul', {}, reasons.map(({ text }) => h('li', {}, text))),
    reference && h('div', { class: 'code' }, h('span', {}, texts.outcome.code), h('strong', {}, grouped(reference)),
      paragraphs(code, 'hint')),
    next.length > 0 && h('h4', {}, texts.outcome.next), paragraphs(next),
    paragraphs(decides, 'hint'),
    h('div', { class: 'row' },
      h('button', { type: 'button', class: 'primary', onclick: act.print }, texts.outcome.print),
      h('button', { type: 'button', class: 'aside', onclick: act.change }, texts.change)));
}

/** What is said in an emergency, with a link for each number in it. */
export function safetyCard({ text }, texts) {
  const numbers = [...new Set(text.match(EMERGENCY_NUMBERS) ?? [])];
  const link = (scheme, number, word) => h('a', { href: `${scheme}:${number}` }, `${word} ${number}`);
  return h('div', { class: 'card safety', part: 'safety', role: 'alert' }, h('p', {}, text),
    h('div', { class: 'row' }, numbers.map((number) => [link('tel', number, texts.call),
      number === TAKES_TEXTS && link('sms', number, texts.text)])));
}

const paragraphs = (says, kind) => says.map(({ text }) => h('p', { class: kind, dir: 'auto' }, text));
const card = (kind, title, ...children) => h('section', { class: `card ${kind}`, part: 'card' }, h('h3', {}, title),
  children);
