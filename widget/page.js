/** The buttons of the study's page that open the chat. */

const chat = document.querySelector('screening-chat');

for (const button of document.querySelectorAll('[data-opens-chat]')) {
  button.addEventListener('click', () => { chat.open = true; });
}
