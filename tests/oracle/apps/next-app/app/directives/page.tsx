import { AfterComments } from './after-comments';
import { AfterStrict } from './after-strict';
import { Bom } from './bom';
import { Double } from './double';
import { Escaped } from './escaped';
import { Indented } from './indented';
import { NoSemicolon } from './no-semicolon';
import { SameLine } from './same-line';
import { InsideFunction } from './not-inside-function';
import { Sequence } from './not-sequence';
import { Spaces } from './not-spaces';
import { Template } from './not-template';
import { UpperCase } from './not-upper-case';
import { Dashed } from './not-dashed';

export default function Page() {
  return (
    <>
      <AfterComments />
      <AfterStrict />
      <Bom />
      <Double />
      <Escaped />
      <Indented />
      <NoSemicolon />
      <SameLine />
      <InsideFunction />
      <Sequence />
      <Spaces />
      <Template />
      <UpperCase />
      <Dashed />
    </>
  );
}
