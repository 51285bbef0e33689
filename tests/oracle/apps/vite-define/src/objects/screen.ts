declare const IN_OBJECT: { key: string; other: string };

document.addEventListener('click', () => console.log(IN_OBJECT.key));
