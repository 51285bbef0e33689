export const fragment = (
  <>
    <b>bold</b>
  </>
);
