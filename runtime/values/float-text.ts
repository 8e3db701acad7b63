/**
 * Floats as text (stdlib 6.1, 6.2, 6.4). JavaScript supplies the shortest digits that round-trip; where the point goes
 * is decided here.
 */

/** Display: never an exponent, always a point or a name (6.1). */
export function displayFloat(value: number): string {
  if (Number.isInteger(value)) {
    if (Object.is(value, -0)) return "-0.0";
    return `${Number.isSafeInteger(value) ? value : BigInt(value)}.0`;
  }
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
  const text = String(value);
  return text.includes("e") ? expandExponent(value) : text;
}

/** JSON: positional near 1, else scientific (6.2). `value` is finite. */
export function jsonFloat(value: number): string {
  if (value === 0) return Object.is(value, -0) ? "-0.0" : "0.0";
  const { sign, digits, exponent } = decompose(value);
  if (exponent > 0 && exponent <= 16) {
    return digits.length <= exponent
      ? `${sign}${digits.padEnd(exponent, "0")}.0`
      : `${sign}${digits.slice(0, exponent)}.${digits.slice(exponent)}`;
  }
  if (exponent > -5 && exponent <= 0) return `${sign}0.${"0".repeat(-exponent)}${digits}`;
  const fraction = digits.length > 1 ? `.${digits.slice(1)}` : "";
  return `${sign}${digits[0]}${fraction}e${exponent - 1}`;
}

const FLOAT_TEXT = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const FLOAT_NAME = /^([+-]?)(inf|infinity|nan)$/i;

/** The number that `text` denotes, or the text of the failure (6.4). */
export function parseFloatText(text: string): number | string {
  if (text === "") return "cannot parse float from empty string";
  if (FLOAT_TEXT.test(text)) return Number(text);
  const name = FLOAT_NAME.exec(text);
  if (name === null) return "invalid float literal";
  if (name[2]!.toLowerCase() === "nan") return Number.NaN;
  return name[1] === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}

interface Decimal {
  readonly sign: "" | "-";
  /** Shortest digits that round-trip, without trailing zeros. */
  readonly digits: string;
  /** value = 0.DIGITS × 10^exponent */
  readonly exponent: number;
}

function decompose(value: number): Decimal {
  const [mantissa, exponent] = Math.abs(value).toExponential().split("e") as [string, string];
  return { sign: value < 0 ? "-" : "", digits: mantissa.replace(".", ""), exponent: Number(exponent) + 1 };
}

/** For values below 1e-6, the only non-integral ones that JavaScript writes with an exponent. */
function expandExponent(value: number): string {
  const { sign, digits, exponent } = decompose(value);
  return `${sign}0.${"0".repeat(-exponent)}${digits}`;
}
