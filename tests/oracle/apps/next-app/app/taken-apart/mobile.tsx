'use client';
import { arrayHref } from './nav-array';
import { recordHref } from './nav-record';
import { arrowHref } from './nav-arrow';
import { aliasHref } from './nav-alias';
import { methodHref } from './nav-method';
import { declaredHref } from './nav-declared';
import { throughHref } from './nav-through';
import { listedHref } from './nav-listed';
import { defaultHref } from './nav-default';
import { renamedHref } from './nav-renamed';
import { plainHref } from './nav-plain';

export const Mobile = () => <a onClick={() => alert([arrayHref, recordHref, arrowHref, aliasHref, methodHref, declaredHref, throughHref, listedHref, defaultHref, renamedHref, plainHref])}>mobile</a>;
