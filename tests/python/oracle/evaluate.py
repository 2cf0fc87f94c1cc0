"""What an expression is on a complete profile. Every fact known or absent; nothing can fail, nothing is guessed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from oracle.expression import Binary, Call, Choice, Entry, Expr, Items, Literal, Macro, Name, Unary
from oracle.rules import Rules
from oracle.values import ABSENT, Code, Duration, Value, age_on, move, months_between, rounded


class World:
    """A complete profile on a day."""

    def __init__(self, rules: Rules, facts: Mapping[str, Value], day: date) -> None:
        self.rules = rules
        self.facts = facts
        self.day = day
        self.derived: dict[str, Value] = {}

    def holds(self, expr: Expr) -> bool:
        """The truth of a condition: a yes/no that does not exist is no yes."""
        return self.value(expr, {}) is True

    def number(self, expr: Expr) -> Fraction | None:
        """A number; None where it does not apply."""
        found = self.value(expr, {})
        return None if found is ABSENT else found

    def value(self, expr: Expr, bound: Mapping[str, Value]) -> Value:
        match expr:
            case Name(path):
                return self.name(path, bound)
            case Literal(value):
                return value
            case Binary("&&", left, right):
                return self.value(left, bound) is True and self.value(right, bound) is True
            case Binary("||", left, right):
                return self.value(left, bound) is True or self.value(right, bound) is True
            case Binary(op, left, right):
                return self.binary(op, self.value(left, bound), self.value(right, bound))
            case Items(parts):
                return tuple(self.value(part, bound) for part in parts)
            case Entry(Name(path), key):
                return self.entry(path, self.value(key, bound), self.day)
            case Unary("!", inner):
                return self.value(inner, bound) is not True
            case Unary(_, inner):
                found = self.value(inner, bound)
                return ABSENT if found is ABSENT else -found
            case Choice(test, yes, no):
                return self.value(yes if self.value(test, bound) is True else no, bound)
            case Call(name, args):
                return self.call(name, args, bound)
            case Macro(target, name, variable, body):
                return self.macro(self.value(target, bound), name, variable, body, bound)
        raise AssertionError(expr)

    def name(self, path: tuple[str, ...], bound: Mapping[str, Value]) -> Value:
        if path[0] in bound:
            return bound[path[0]][path[1]] if len(path) > 1 else bound[path[0]]
        if path == ("application_date",):
            return self.day
        if path[0] == "param":
            return self.parameter(path[1], self.day)
        key = ".".join(path)
        formula = self.rules.facts[key].formula
        if formula is None:
            return self.facts[key]
        if key not in self.derived:
            self.derived[key] = self.value(formula, {})
        return self.derived[key]

    def parameter(self, name: str, day: date) -> Value:
        """The value in force on a day; absent outside its dates."""
        versions = self.rules.parameters[name].versions
        return next((version.value for version in versions if version.start <= day <= version.end), ABSENT)

    def entry(self, path: tuple[str, ...], key: Value, day: date) -> Value:
        table = self.parameter(path[1], day)
        return ABSENT if table is ABSENT or key is ABSENT else table[key]

    def binary(self, op: str, left: Value, right: Value) -> Value:
        if op == "!=":
            return not self.binary("==", left, right)
        if op == "in":
            if isinstance(right, frozenset):
                return left in right
            return right is not ABSENT and any(self.binary("==", left, each) for each in right)
        if left is ABSENT or right is ABSENT:
            return ABSENT if op in "+-*/" else False
        match op:
            case "==":
                # a code is one of those under the code that it is compared with
                return left.within(right) if isinstance(left, Code) else left == right
            case "<":
                return left < right
            case "<=":
                return left <= right
            case ">":
                return left > right
            case ">=":
                return left >= right
            case "*":
                return left * right
            case "/":
                return left / right
        if isinstance(right, Duration):
            return move(left, right, 1 if op == "+" else -1)
        return left + right if op == "+" else left - right

    def call(self, name: str, args: tuple[Expr, ...], bound: Mapping[str, Value]) -> Value:
        if name == "on":
            day = self.value(args[1], bound)
            if day is ABSENT:
                return ABSENT
            match args[0]:
                case Entry(Name(path), key):
                    return self.entry(path, self.value(key, bound), day)
                case Name(path):
                    return self.parameter(path[1], day)
        given = [self.value(arg, bound) for arg in args]
        if name == "has":
            return given[0] is not ABSENT
        if name in {"sum", "count", "min", "max"} and len(given) == 1:
            return self.fold(name, given[0])
        if any(each is ABSENT for each in given):
            return False if name == "within" else ABSENT
        match name:
            case "within":
                return given[0].within(given[1])
            case "date":
                return date.fromisoformat(given[0])
            case "days":
                return Duration(int(given[0]), "days")
            case "months":
                return Duration(int(given[0]), "months")
            case "years":
                return Duration(12 * int(given[0]), "months")
            case "age_on":
                return Fraction(age_on(*given))
            case "months_between":
                return Fraction(months_between(*given))
            case "days_between":
                return Fraction((given[1] - given[0]).days)
            case "min":
                return min(given)
            case "max":
                return max(given)
            case "round":
                return rounded(*given)
            case "step":
                fitting = [value for low, value in given[0] if low <= given[1]]
                return fitting[-1] if fitting else ABSENT
            case "marginal":
                return marginal(*given)
        raise AssertionError(name)

    def fold(self, name: str, items: Value) -> Value:
        if items is ABSENT:
            return ABSENT
        if name == "count":
            return Fraction(len(items))
        if any(item is ABSENT for item in items):
            return ABSENT
        if name == "sum":
            return sum(items, Fraction(0))
        if not items:
            return ABSENT
        return min(items) if name == "min" else max(items)

    def macro(self, items: Value, name: str, variable: str, body: Expr, bound: Mapping[str, Value]) -> Value:
        if items is ABSENT:
            return ABSENT if name in {"filter", "map"} else False
        found = [(item, self.value(body, {**bound, variable: item})) for item in items]
        match name:
            case "exists":
                return any(value is True for _, value in found)
            case "all":
                return all(value is True for _, value in found)
            case "filter":
                return tuple(item for item, value in found if value is True)
        return tuple(value for _, value in found)


def marginal(brackets: list[tuple[Fraction, Fraction]], x: Fraction) -> Fraction:
    """The rate of each slice times what of x lies in it, summed."""
    total = Fraction(0)
    for at, (low, rate) in enumerate(brackets):
        top = min(x, brackets[at + 1][0]) if at + 1 < len(brackets) else x
        total += rate * max(top - low, Fraction(0))
    return total
