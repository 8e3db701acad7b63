import { describe, expect, test } from "vitest";
import { errorOf, outlineOf } from "../../kit/syntax.ts";

describe("language 2.1, 4.12: use", () => {
  test.each([
    ["use a::b;", "(Use [a] [(UseItem b -)])"],
    ["use a::b::c as d;", "(Use [a b] [(UseItem c d)])"],
    ["use a::*;", "(Use [a] -)"],
    ["use a::b::*;", "(Use [a b] -)"],
    ["use a::{b, c as d,};", "(Use [a] [(UseItem b -) (UseItem c d)])"],
    ["use a::b::{};", "(Use [a b] [])"],
  ])("%s", (text, outline) => {
    expect(outlineOf(text)).toEqual([outline]);
  });

  test.each([
    ["1; use math;", "ParseError 1:4 use statement requires at least module::name"],
    ["use math as m;", "ParseError 1:1 use statement requires at least module::name"],
    ["use math::* as m;", "ParseError 1:13 expected Semicolon, found As"],
    ["use math::{a} as m;", "ParseError 1:15 expected Semicolon, found As"],
    ["use math::;", "ParseError 1:11 expected identifier, found Semicolon"],
    ["use math::{,};", "ParseError 1:12 expected identifier, found Comma"],
    ["use math::{a b};", 'ParseError 1:14 expected Comma, found Ident("b")'],
    ["use ::a;", "ParseError 1:5 expected identifier, found ColonColon"],
    ["use a::b as if;", "ParseError 1:13 expected identifier, found If"],
    ["use math::sqrt\nlet x = 1;", "ParseError 2:1 expected Semicolon, found Let"],
  ])("error: %s", (text, error) => {
    expect(errorOf(text)).toBe(error);
  });
});
