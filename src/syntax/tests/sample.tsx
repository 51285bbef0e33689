#!/usr/bin/env node
'use client' // says so
/** Doc. */
import React, { useState, type ReactNode as Node } from 'react'
import type { Config } from './config'
import * as path from "path"
import './side-effect.css'
import legacy = require('./legacy')
export * from './all'
export * as ns from './ns'
export { default as Button, helper } from './button'
export type { Props } from './props'

enum Level { Low = 1, High = Low << 2, 'odd name' }
declare global { interface Window { tracker: string } }
namespace Util { export const twice = (n: number) => n * 2 }

interface State<T extends object = {}> { value: T; load(): Promise<void> }
type Keys = keyof typeof table & `prefix-${string}`

const table = { a: 1, 'b-c': [1, , 2], [`d${1}`]: /x\/[/]y/gi, get e() { return this.a }, async *f() { yield* g() } } as const
let { x = 1, y: [z, ...rest], ...others } = table satisfies unknown as any
var hoisted, again = hoisted ?? (x && z || rest)

abstract class Base<T> extends React.Component<State<T>> implements Config {
  static #count = 0
  declare ambient: string
  static { Base.#count++ }
  constructor(private readonly name: string, public age?: number) { super({}) }
  abstract run(): void
  @memo({ size: 1 }) get size(): number { return #count in this ? 1 : 0 }
}

export default async function Page({ params: { id }, children }: { params: { id: string }; children?: Node }) {
  const [state, setState] = useState<string | null>(null)
  const key = process.env.NEXT_PUBLIC_KEY!
  outer: for (const [k, v] of Object.entries(table)) {
    for (let i = 0, n = 3; i < n; i += 1) { if (i === 2) continue outer; else break }
    for (var p in v as object) delete (v as any)[p]
  }
  do { x-- } while (x > 0)
  while (false) ;
  switch (typeof state) { case 'string': { setState(`n ${state} ${`in ${id}`}`); break } default: throw new Error("é ünï 😀") }
  try { await import(/* webpackChunkName: "l" */ './lazy') } catch (e: unknown) { console.error((e as Error)?.message?.[0]) } finally { void 0 }
  const handler = function named(this: HTMLElement, ...args: any[]): asserts this is HTMLElement { return named.call(this, args), new.target }
  return (
    <>
      {/* comment */}
      <Util.Box data-id={id} xlink:href="#a&amp;b" {...others} render={(v) => <b>{v}</b>} on>
        text &nbsp; more
        {state ? <p className="x">{state}</p> : null}
        {...[children]}
      </Util.Box>
      <input disabled value={key + `${path.sep}` + legacy.x} onChange={async e => await setState(e.target.value)} />
    </>
  )
}
export const { one, two: { three = 3 } } = make<string>(), four = <T,>(t: T): t is T => !!t
export { table as default2, z as 'string name', again }
