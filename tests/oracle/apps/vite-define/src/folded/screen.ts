declare const TESTED: string;

const isTested = Boolean(TESTED);

document.addEventListener('click', () => {
  if (TESTED) console.log('tested', typeof TESTED, isTested);
});
