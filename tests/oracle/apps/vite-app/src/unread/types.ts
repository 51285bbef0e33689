export namespace Only {
  export interface Row {
    props: { children: string };
    type: string;
    key: string | null;
  }
}
