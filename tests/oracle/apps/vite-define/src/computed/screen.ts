document.addEventListener('click', () => console.log(process.env.MADE_ONE));
