/** The look, as one sheet that every chat on a page shares. Sites set the custom properties of docs/widget.md. */

export const sheet = new CSSStyleSheet();

sheet.replaceSync(`
:host {
  --accent: var(--screening-accent, #5b3f8f);
  --on-accent: var(--screening-on-accent, #fff);
  --header: var(--screening-header, #5b3f8f);
  --on-header: var(--screening-on-header, #fff);
  --surface: var(--screening-surface, #fff);
  --raised: var(--screening-raised, #f5f2f9);
  --ink: var(--screening-ink, #221d2b);
  --soft-ink: var(--screening-soft-ink, #5d566a);
  --line: var(--screening-line, #8a8297);
  --hair: var(--screening-hair, #e3deeb);
  --alarm: var(--screening-alarm, #a3231f);
  --alarm-surface: var(--screening-alarm-surface, #fdf1ef);
  --radius: var(--screening-radius, 18px);
  --font: var(--screening-font, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif);
  color-scheme: light dark;
}
@media (prefers-color-scheme: dark) {
  :host {
    --accent: var(--screening-accent-dark, #c9b4f0);
    --on-accent: var(--screening-on-accent-dark, #231838);
    --header: var(--screening-header-dark, #33264d);
    --on-header: var(--screening-on-header-dark, #f4effc);
    --surface: var(--screening-surface-dark, #1a1720);
    --raised: var(--screening-raised-dark, #28232f);
    --ink: var(--screening-ink-dark, #f1eef5);
    --soft-ink: var(--screening-soft-ink-dark, #b9b2c4);
    --line: var(--screening-line-dark, #857d92);
    --hair: var(--screening-hair-dark, #3a3443);
    --alarm: var(--screening-alarm-dark, #ffb4aa);
    --alarm-surface: var(--screening-alarm-surface-dark, #3a1c1b);
  }
}

*, *::before, *::after { box-sizing: border-box; }
[hidden] { display: none !important; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

.frame { font: 400 1rem/1.5 var(--font); color: var(--ink); text-align: start; }
button, input, select, textarea { font: inherit; color: inherit; }
button { cursor: pointer; }
button:disabled { cursor: default; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.scroll:focus-visible, .answers:focus-visible { outline-offset: -3px; border-radius: 10px; }
h2, h3, h4, p, ul { margin: 0; padding: 0; }
ul { list-style: none; }
svg { width: 1.5rem; height: 1.5rem; flex: none; fill: none; stroke: currentColor; stroke-width: 2; stroke-linecap: round;
  stroke-linejoin: round; }

.launcher { position: fixed; inset-block-end: max(1.25rem, env(safe-area-inset-bottom)); inset-inline-end: 1.25rem;
  z-index: 2147483000; display: flex; gap: .6rem; align-items: center; padding: .8rem 1.3rem .8rem 1.1rem; border: 0;
  border-radius: 99px; background: var(--accent); color: var(--on-accent); font-weight: 600;
  box-shadow: 0 1px 2px #1b133033, 0 8px 24px #1b133040; max-width: calc(100vw - 2.5rem); text-align: start; }
.launcher:hover { filter: brightness(1.1); }

.panel { position: fixed; z-index: 2147483000; inset-block-end: max(1.25rem, env(safe-area-inset-bottom));
  inset-inline-end: 1.25rem; width: min(27rem, calc(100vw - 2.5rem)); height: min(46rem, calc(100dvh - 2.5rem));
  display: flex; flex-direction: column; background: var(--surface); border: 1px solid var(--hair);
  border-radius: var(--radius); overflow: hidden; container-type: inline-size; box-shadow: 0 2px 6px #1b13301f, 0 20px 60px #1b133047; }
.inline .panel { position: static; width: 100%; box-shadow: none; }

.header { display: flex; align-items: center; justify-content: space-between; gap: 1rem; padding: .85rem 1.15rem;
  background: var(--header); color: var(--on-header); }
.header h2 { font-size: 1.0625rem; line-height: 1.3; font-weight: 650; }
.header p { font-size: .8125rem; line-height: 1.35; }
.header :focus-visible { outline-color: var(--on-header); }
.close { display: grid; place-items: center; width: 2.5rem; height: 2.5rem; margin-inline-end: -.5rem; padding: 0; border: 0;
  border-radius: 50%; background: none; color: inherit; }
.close:hover { background: #ffffff26; }

.progress { display: flex; align-items: center; gap: .75rem; padding: .5rem 1.15rem; border-block-end: 1px solid var(--hair);
  font-size: .8125rem; color: var(--soft-ink); }
.progress .bar { flex: 1; height: 6px; border-radius: 3px; background: var(--hair); overflow: hidden; }
.progress .bar::before { content: ""; display: block; height: 100%; border-radius: 3px; background: var(--accent);
  width: calc(var(--share, 0) * 100%); transition: width .4s ease; }

.scroll { position: relative; flex: 1 1 8rem; min-height: 6rem; overflow-y: auto; overscroll-behavior: contain; scrollbar-width: thin; }
.log { display: flex; flex-direction: column; align-items: flex-start; gap: .5rem; padding: 1.15rem 1.15rem .75rem; }
.message { max-width: 88%; padding: .6rem .9rem; border-radius: 4px 16px 16px 16px; background: var(--raised);
  overflow-wrap: anywhere; white-space: pre-line; animation: come .25s ease both; }
.message [dir] { display: block; }
.message.question { font-weight: 550; }
.message.you { align-self: flex-end; margin-block: .4rem; border-radius: 16px 16px 4px 16px; background: var(--accent);
  color: var(--on-accent); }
.message small { display: block; font-size: .8125rem; font-style: italic; }
@keyframes come { from { opacity: 0; translate: 0 6px; } }

.typing { display: flex; gap: .3rem; padding: .25rem 1.4rem .75rem; }
.typing i { width: .45rem; height: .45rem; border-radius: 50%; background: var(--soft-ink); animation: wait 1.2s infinite; }
.typing i:nth-child(2) { animation-delay: .15s; }
.typing i:nth-child(3) { animation-delay: .3s; }
@keyframes wait { 0%, 60%, 100% { opacity: .3; } 30% { opacity: 1; } }

.trouble { display: flex; align-items: center; justify-content: space-between; gap: .75rem; font-size: .875rem; }
.trouble:not(:empty) { padding: .5rem 1.15rem; background: var(--alarm-surface); color: var(--alarm);
  border-block-start: 1px solid currentColor; }
.trouble button { flex: none; min-height: 2rem; padding: .1rem .75rem; border: 1px solid currentColor; border-radius: 99px;
  background: none; color: inherit; }

.answers { display: flex; flex-direction: column; gap: .6rem; padding: .25rem 1.15rem 1rem; }
.row { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; }
.row:empty { display: none; }
.answer, .chip, .primary { min-height: 2.75rem; padding: .4rem 1.1rem; border: 1.5px solid var(--accent); border-radius: 99px;
  background: var(--surface); color: var(--accent); font-weight: 600; text-align: start; }
.answer:hover, .chip:hover { background: var(--raised); }
.primary { background: var(--accent); color: var(--on-accent); }
.chips { gap: .4rem; }
.chips .hint { flex-basis: 100%; }
.chosen { position: sticky; inset-block-end: .6rem; align-self: flex-start; box-shadow: 0 2px 10px #1b133040; }
.chip { min-height: 2.25rem; padding: .15rem .8rem; border-color: var(--line); color: var(--ink); font-weight: 400;
  font-size: .9375rem; }
.chip[aria-pressed=true] { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
.chip[aria-pressed=true]::before { content: "\\2713\\a0"; content: "\\2713\\a0" / ""; }
.aside, .tools button { min-height: 1.75rem; padding: .1rem .25rem; border: 0; border-radius: 6px; background: none;
  color: var(--accent); font-size: .875rem; text-decoration: underline; text-underline-offset: .2em;
  text-decoration-thickness: 1px; }
.aside:hover, .tools button:hover { text-decoration-thickness: 2px; }
.asides { gap: .25rem 1rem; }
.field label { font-size: .9375rem; }
.field input, .field select { min-height: 2.75rem; padding: .4rem .8rem; border: 1px solid var(--line); border-radius: 12px;
  background: var(--surface); max-width: 100%; }
.field input[size="4"] { width: 5rem; }

.composer { display: flex; align-items: flex-end; gap: .5rem; padding: .6rem 1.15rem .35rem; border-block-start: 1px solid var(--hair); }
.composer textarea { flex: 1; min-width: 0; min-height: 2.75rem; max-height: 8rem; padding: .6rem 1rem; border: 1px solid var(--line);
  border-radius: 22px; background: var(--surface); resize: none; line-height: 1.45; field-sizing: content; }
.composer textarea:focus-visible { outline-width: 2px; outline-offset: 0; }
.composer textarea::placeholder { color: var(--soft-ink); opacity: 1; }
.send { display: grid; place-items: center; flex: none; width: 2.75rem; height: 2.75rem; padding: 0; border: 0;
  border-radius: 50%; background: var(--accent); color: var(--on-accent); }
.send svg { width: 1.25rem; height: 1.25rem; stroke-width: 2.5; }
.tools { display: grid; grid-template-columns: repeat(2, max-content); justify-content: center; gap: 0 1.75rem;
  padding: .1rem .75rem .5rem; }
@container (min-width: 33rem) { .tools { grid-template-columns: repeat(4, max-content); } }
.tools button { font-size: .8125rem; white-space: nowrap; color: var(--soft-ink); }

.card { align-self: stretch; margin-block: .4rem; padding: 1rem 1.1rem; border: 1px solid var(--hair); border-radius: 14px;
  background: var(--surface); display: flex; flex-direction: column; gap: .6rem; overflow-wrap: anywhere;
  animation: come .25s ease both; }
.card h3 { font-size: 1.0625rem; line-height: 1.3; }
.card h4 { font-size: .9375rem; margin-block-start: .3rem; }
.hint { font-size: .875rem; color: var(--soft-ink); }
.answers-list { display: flex; flex-direction: column; }
.answers-list li { display: grid; grid-template-columns: 1fr auto; gap: 0 .75rem; align-items: center; padding-block: .45rem;
  border-block-start: 1px solid var(--hair); }
.answers-list .label { grid-column: 1 / -1; font-size: .875rem; color: var(--soft-ink); }
.answers-list .label::first-letter { text-transform: uppercase; }
.answers-list .value { font-weight: 550; }
table { width: 100%; border-collapse: collapse; font-size: .9375rem; overflow-wrap: break-word; }
th, td { padding: .35rem .5rem .35rem 0; text-align: start; vertical-align: top; }
thead th { font-size: .8125rem; font-weight: 400; color: var(--soft-ink); }
tbody tr { border-block-start: 1px solid var(--hair); }
tbody th { font-weight: 550; }

.outcome { border: 2px solid var(--accent); padding: 1.15rem 1.2rem; }
.outcome h3 { font-size: 1.25rem; color: var(--accent); }
.outcome ul { display: flex; flex-direction: column; gap: .4rem; }
.outcome ul li { padding-inline-start: 1.1rem; position: relative; }
.outcome ul li::before { content: ""; position: absolute; inset-inline-start: 0; inset-block-start: .62em; width: .45rem;
  height: .45rem; border-radius: 50%; background: var(--accent); }
.code { display: flex; flex-direction: column; padding: .6rem .9rem; border-radius: 12px; background: var(--raised); }
.code span { font-size: .8125rem; color: var(--soft-ink); }
.code strong { font-size: 1.6rem; line-height: 1.25; letter-spacing: .04em; font-variant-numeric: tabular-nums; }

.safety { border: 2px solid var(--alarm); background: var(--alarm-surface); font-weight: 550; }
.safety a { display: inline-flex; align-items: center; min-height: 2.75rem; padding: .4rem 1.2rem; border-radius: 99px;
  background: var(--alarm); color: var(--alarm-surface); font-weight: 650; text-decoration: none; }
.safety :focus-visible { outline-color: var(--alarm); }

dialog { width: min(22rem, calc(100vw - 2rem)); padding: 1.4rem; border: 1px solid var(--hair); border-radius: var(--radius);
  background: var(--surface); color: var(--ink); font: inherit; box-shadow: 0 20px 60px #1b133066; }
dialog::backdrop { background: #17121f99; }
dialog h3 { margin-block-end: .3rem; font-size: 1.125rem; }
dialog .row { margin-block-start: 1.1rem; justify-content: flex-end; }

@media (max-width: 30rem), (max-height: 34rem) {
  .frame:not(.inline) .panel { inset: 0; width: 100vw; height: 100dvh; border: 0; border-radius: 0; }
  .header { padding-block: .55rem; }
  .log, .answers, .composer { padding-inline: .9rem; }
}
@media (max-height: 24rem) {
  .panel { overflow-y: auto; }
  .scroll { flex: none; max-height: 75dvh; }
}
@media (prefers-reduced-motion: reduce) {
  *, *::before { animation: none !important; transition: none !important; }
}
@media (forced-colors: active) {
  .message, .card, .code, .launcher, .panel, .send { border: 1px solid; }
  .chip[aria-pressed=true] { background: Highlight; color: HighlightText; forced-color-adjust: none; }
  .progress .bar { border: 1px solid; }
  .progress .bar::before, .typing i, .outcome ul li::before { background: CanvasText; forced-color-adjust: none; }
}
@media print { :host { display: none; } }
`);
