// Answers CEL questions with a peer's implementation: JSON in on standard input, JSON out.
// In: {variables: {name: type}, parents: {code: code above}, questions: [[expression, {name: values}]]}.
// Out, for each question: true or false, "error: …" where evaluation fails, "refused: …" where the text is not accepted.
import {readFileSync} from 'node:fs'
import {Environment} from '@marcbachmann/cel-js'

const {variables, parents, questions} = JSON.parse(readFileSync(0, 'utf8'))
const environment = new Environment()
for (const [name, type] of Object.entries(variables)) environment.registerVariable(name, type)

// the functions that CEL has not, on dates as days since 1970
const date = day => new Date(Number(day) * 86_400_000)
function later(day, months) {
  const from = date(day)
  const [year, month] = [from.getUTCFullYear(), from.getUTCMonth() + months]
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate()
  return BigInt(Date.UTC(year, month, Math.min(from.getUTCDate(), last)) / 86_400_000)
}
// whole months, one by one; backwards when the end lies before
function months(from, to) {
  let whole = 0
  while (from <= to && later(from, whole + 1) <= to) whole += 1
  while (from > to && later(from, whole - 1) >= to) whole -= 1
  return BigInt(whole)
}
function within(code, other) {
  for (let at = code; at; at = parents[at]) if (at === other) return true
  return false
}
environment.registerFunction('months_between(int, int): int', months)
environment.registerFunction('age_on(int, int): int', (birth, day) => months(birth, day) / 12n)
environment.registerFunction('days_between(int, int): int', (from, to) => to - from)
environment.registerFunction('within(string, string): bool', within)

// every number of a profile is whole here: money in cents, dates in days
function whole(value) {
  if (typeof value === 'number') return BigInt(value)
  if (Array.isArray(value)) return value.map(whole)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, whole(inner)]))
}

const programs = new Map()
function program(expression) {
  if (!programs.has(expression)) {
    try {
      programs.set(expression, environment.parse(expression))
    } catch (error) {
      programs.set(expression, `refused: ${error.message}`)
    }
  }
  return programs.get(expression)
}

function answer([expression, profile]) {
  const found = program(expression)
  if (typeof found === 'string') return found
  try {
    return found(whole(profile))
  } catch (error) {
    return `error: ${error.message}`
  }
}

process.stdout.write(JSON.stringify(questions.map(answer)))
