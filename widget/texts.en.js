/**
 * The widget's own words in English: names of buttons and cards, and what a button says for the patient. Questions and
 * answers of the assistant stand in data/responses; both are for an ethics board to review.
 *
 * Version 2026-11-24.1, dated 2026-11-24.
 */
export default {
  version: '2026-11-24.1',

  launcher: 'See if this study may fit',
  launcherResume: 'Go on with the questions',
  title: 'Study questions',
  subtitle: 'Automated. Not medical advice.',
  close: 'Close the chat',
  scroll: 'Conversation',
  log: 'Messages',
  you: 'You:',
  assistant: 'Assistant:',
  typing: 'The assistant is writing',

  input: 'Your answer',
  placeholder: 'Or type your answer',
  send: 'Send',
  answers: 'Answers to choose from',
  tools: 'Help and choices',

  why: 'Why do you ask?',
  unsure: 'Not sure',
  skip: 'Skip this',
  haveCode: 'I have a code',
  change: 'Change an answer',
  person: 'Talk to a person',
  remove: 'Delete my data',
  restart: 'Start over',

  progress: 'Progress',
  // From this share of the questions on.
  progressWords: [[0, 'Just started'], [0.2, 'A good start'], [0.4, 'About half-way'], [0.65, 'More than half done'],
    [0.85, 'Nearly there'], [1, 'Health questions done']],

  fields: {
    number: { label: 'Age in years', button: 'Answer' },
    code: { label: 'Your nine-digit code', button: 'Answer' },
    phone: { label: 'Phone number', button: 'Answer' },
    contact_name: { label: 'Name', button: 'Answer' },
    duration: { label: 'How long', unit: 'Weeks, months or years', button: 'Answer',
      units: ['weeks', 'months', 'years'] },
  },
  times: ['Mornings', 'Afternoons', 'Evenings', 'Any time'],
  chosen: 'Answer with these',
  choose: 'Choose one or more, or type other names:',

  review: { title: 'Your answers', hint: 'Is anything wrong? You can change it.', change: 'Change',
    empty: 'There are no answers yet.' },
  ledger: { title: 'Medicines so far', name: 'Medicine', time: 'How long', open: 'not asked yet' },

  outcome: {
    potentially_eligible: 'This study may be a fit',
    needs_review: 'Some points are still open',
    rescreen_by_phone: 'Please come back after the headache',
    not_eligible: 'Not a fit at this time',
    next: 'What happens next',
    code: 'Your code',
    print: 'Print or save my summary',
  },
  call: 'Call',
  text: 'Text',

  offline: 'No connection. Your words are kept, and I try again.',
  busy: 'The assistant does not answer yet. Your words are kept, and I try again.',
  refused: 'This cannot be taken. Please try other words, or come back later.',
  retry: 'Try now',
  unsent: 'Not taken yet',
  again: 'Start a new conversation',

  sure: {
    remove: { title: 'Delete all your answers?', words: 'They cannot be brought back.', yes: 'Delete my data',
      no: 'Keep them' },
    restart: { title: 'Start over?', words: 'All questions are asked again from the beginning.', yes: 'Start over',
      no: 'Go on here' },
  },

  // What a button says for the patient, in words that the assistant understands.
  says: {
    why: 'Why do you ask?',
    unsure: 'Not sure',
    skip: 'Skip',
    haveCode: 'I have a code',
    person: 'I want to talk to a person',
    remove: 'Delete my data',
    restart: 'Start over',
    change: (label) => `I want to change my answer about ${label}`,
    duration: (number, unit) => `${number} ${unit}`,
    list: (names) => names.join(', '),
  },

  summary: {
    title: 'My study questions: a summary',
    intro: 'You answered these questions in an automated chat. This page is for you and your doctor. It is not a medical '
      + 'record and not medical advice.',
    date: 'Date',
    study: 'Study',
    studyName: 'NCT06038474, Descartes-08 for Patients With Systemic Lupus Erythematosus',
    result: 'What it came to',
    code: 'My code',
    answers: 'My answers',
    medicines: 'My medicines, other than steroids, in the last two years',
    doctor: 'What to ask my doctor',
    loading: 'Your summary is being fetched.',
    missing: 'There is no summary to show. Please open it from the chat.',
    print: 'Print, or save as PDF',
    careful: 'Please do not start, stop, or change any treatment because of this study.',
    general: ['Could a research study be right for me now?',
      'How would a study fit with my present treatment?'],
    // For an answer that stayed open.
    open: {
      sle_diagnosis: 'Is my illness systemic lupus (SLE)?',
      active_symptoms: 'Is my lupus active now?',
      glucocorticoids: 'Which steroids have I taken in the last two years, and how?',
      immunosuppressants: 'Which immune-calming medicines have I taken in the last two years, and for how long each?',
      autoantibodies: 'What do my records say about anti-dsDNA, anti-Sm, anti-histone, and anti-chromatin?',
      severe_nephritis: 'How does lupus affect my kidneys now?',
      severe_cns_lupus: 'How does lupus affect my brain and nerves now?',
      seizures: 'Did lupus cause any of my seizures, and when was the last one?',
      psychosis: 'Did lupus ever make me lose touch with what is real, and when?',
      organic_brain_syndrome: 'Did lupus ever cause sudden confusion, and when?',
      headache: 'Do my headaches matter for this study?',
      headache_cause: 'Does my headache come from lupus?',
      chronic_illness: 'Which of my other illnesses matter for a study?',
      chronic_illness_managed: 'Is my other illness well managed?',
      pregnant_or_lactating: 'How can I be clear about pregnancy before any study?',
    },
  },
};
