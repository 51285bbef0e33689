'use client';
import { slug } from './kit';

export const Live = () => <a onClick={(event) => alert(slug(event.type))}>live</a>;
