export enum Numbers {
  None,
  First = 1 << 0,
  Second = 1 << 1,
  Both = First | Second,
}
