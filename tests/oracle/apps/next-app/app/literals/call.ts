const apiKey = '{{openai in-constant}}';
const unusedKey = '{{openai in-unused-constant}}';
const parts = { key: '{{sendgrid in-property}}', region: 'eu' };

export const call = () => [
  fetch('https://api.openai.com/v1/models', { headers: { authorization: `Bearer ${apiKey}` } }),
  fetch('https://api.sendgrid.com/v3/mail/send', { headers: { authorization: `Bearer ${parts.key}` } }),
  fetch(`https://api.openai.com/v1/models?key={{openai in-template}}&at=${Date.now()}`),
];
