/** The ways to answer a question that fit it: buttons, names to choose from, a field. Words can always be typed. */

import { h } from './dom.js';

const NO_NOT_SURE = ['consent', 'confirm', 'contact_permission', 'stopping'];
const SKIPPED = ['age', 'contact_name', 'contact_phone', 'contact_time'];
const FIELDS = {
  number: { inputmode: 'numeric', maxlength: 4, size: 4, autocomplete: 'off' },
  code: { inputmode: 'numeric', maxlength: 11, size: 11, autocomplete: 'off' },
  phone: { type: 'tel', maxlength: 24, size: 16, autocomplete: 'tel' },
  contact_name: { maxlength: 80, size: 18, autocomplete: 'name' },
};

/**
 * @param {{prompt: Object, screen: Object}} turn
 * @param {Object} texts
 * @param {function(string)} say takes what a control says for the patient
 * @returns {Node[]}
 */
export function answerControls({ prompt, screen }, texts, say) {
  if (prompt.done || (prompt.expects === 'none' && !prompt.fact)) return [];
  const words = keyWords(prompt);
  return [
    ...field(prompt, texts, say),
    h('div', { class: 'row' }, words.map((word) => button(sentence(word), () => say(word), 'answer')),
      prompt.fact === 'contact_time' && texts.times.map((time) => button(time, () => say(time), 'answer'))),
    ...choices(screen.choices ?? [], texts, say),
    h('div', { class: 'row asides' }, asides(prompt, words, texts, say)),
  ];
}

/** What the keys 1 to 9 stand for; digits that are only digits are typed. */
function keyWords(prompt) {
  return Object.entries(prompt.dtmf ?? {}).filter(([key, word]) => /^[1-9]$/.test(key) && word !== 'digit')
    .map(([, word]) => word);
}

function asides(prompt, words, texts, say) {
  const aside = (name) => button(texts[name], () => say(texts.says[name]), 'aside');
  const open = prompt.fact && !NO_NOT_SURE.includes(prompt.fact);
  const skipped = SKIPPED.includes(prompt.fact) || prompt.expects === 'code';
  return [
    prompt.fact && aside('why'),
    open && !skipped && !words.includes('not sure') && aside('unsure'),
    skipped && aside('skip'),
    prompt.fact === 'consent' && aside('haveCode'),
  ];
}

/** Names of which several may be chosen. */
function choices(names, texts, say) {
  if (!names.length) return [];
  const chosen = new Set();
  const done = button(texts.chosen, () => say(texts.says.list([...chosen])), 'primary chosen');
  done.hidden = true;
  const toggle = (name, chip) => {
    if (!chosen.delete(name)) chosen.add(name);
    chip.setAttribute('aria-pressed', chosen.has(name));
    done.hidden = chosen.size === 0;
  };
  const chips = names.map(({ say: name, label }) => {
    const chip = button(label, () => toggle(name, chip), 'chip');
    chip.setAttribute('aria-pressed', 'false');
    return chip;
  });
  return [h('div', { class: 'row chips', role: 'group', 'aria-labelledby': 'choose' },
    h('p', { class: 'hint', id: 'choose' }, texts.choose), chips), done];
}

function field(prompt, texts, say) {
  if (prompt.expects === 'duration') return [durationField(texts, say)];
  const kind = prompt.fact === 'contact_name' ? prompt.fact : prompt.expects;
  if (!FIELDS[kind]) return [];
  const { label, button: word } = texts.fields[kind];
  const input = h('input', { id: 'field', type: 'text', dir: 'auto', ...FIELDS[kind] });
  return [form(() => input.value.trim() && say(input.value.trim()), h('label', { for: 'field' }, label), input,
    submit(word))];
}

function durationField(texts, say) {
  const { label, unit, units, button: word } = texts.fields.duration;
  const number = h('input', { id: 'field', type: 'text', inputmode: 'numeric', maxlength: 4, size: 4,
    autocomplete: 'off' });
  const select = h('select', { 'aria-label': unit }, units.map((each) => h('option', {}, each)));
  return form(() => number.value.trim() && say(texts.says.duration(number.value.trim(), select.value)),
    h('label', { for: 'field' }, label), number, select, submit(word));
}

function form(take, ...children) {
  return h('form', { class: 'row field', novalidate: true, onsubmit: (event) => {
    event.preventDefault();
    take();
  } }, children);
}

const submit = (word) => h('button', { type: 'submit', class: 'primary', part: 'answer' }, word);
const button = (word, onclick, kind) => h('button', { type: 'button', class: kind, part: kind, onclick }, word);
const sentence = (word) => (/^anti-/.test(word) ? word : word[0].toUpperCase() + word.slice(1));
