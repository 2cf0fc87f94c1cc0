"""Numbers, days and the few words that answers leave as codes, in the language of an answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

VERDICTS = {
    "eligible": ("éligible", "eligible"),
    "conditional": ("sous condition", "conditional"),
    "undetermined": ("à préciser", "to be settled"),
    "ineligible": ("non éligible", "not eligible"),
}
TRUTHS = {"yes": ("oui", "yes"), "no": ("non", "no"), "unknown": ("à savoir", "open")}
STATES = {
    "none": ("il n'y en a pas", "there is none"),
    "not_applicable": ("sans objet", "not applicable"),
    "declined": ("sans réponse", "not answered"),
    "unknown": ("inconnu", "unknown"),
}
GROUPS = {
    "now": ("possible maintenant", "possible now"),
    "later": ("ouvre plus tard", "opens later"),
    "not": ("pas pour ce projet", "not for this project"),
    "closed": ("fermé", "closed"),
}
MINUS = "\N{MINUS SIGN}"
NO_BREAK, NARROW = "\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}"

FRENCH = {ord(","): NARROW, ord("."): ","}


@dataclass(frozen=True)
class Words:
    """French or English."""

    lang: str

    def pick(self, french: str, english: str) -> str:
        return french if self.lang == "fr" else english

    @property
    def colon(self) -> str:
        return self.pick(f"{NO_BREAK}: ", ": ")

    @property
    def percent(self) -> str:
        return self.pick(f"{NARROW}%", "%")

    def truth(self, code: str) -> str:
        return self.pick(*TRUTHS.get(code, (code, code)))

    def state(self, code: str) -> str:
        return self.pick(*STATES.get(code, (code, code)))

    def verdict(self, code: str) -> str:
        return self.pick(*VERDICTS.get(code, (code, code)))

    def group(self, code: str) -> str:
        return self.pick(*GROUPS.get(code, (code, code)))

    def number(self, value: Decimal | int | str) -> str:
        """`1 234,5` or `1,234.5`: the digits that there are."""
        return self._spaced(f"{Decimal(value).normalize():,f}")

    def euros(self, value: Decimal | int | str) -> str:
        """`11 100 €`, or `9 011,25 €` where there are cents."""
        sum_ = Decimal(value)
        return self._spaced(f"{sum_:,.0f}" if sum_ == sum_.to_integral_value() else f"{sum_:,.2f}") + f"{NO_BREAK}€"

    def _spaced(self, told: str) -> str:
        told = told.replace("-", MINUS)
        return told.translate(FRENCH) if self.lang == "fr" else told

    def share(self, value: Decimal | int) -> str:
        """`73,8 %` or `73.8%`."""
        return self.number(value * 100) + self.percent

    def count(self, told: Mapping[str, int]) -> str:
        """How many, or between which ends where there are too few to say."""
        return self.between(self.number(told["low"]), self.number(told["high"]))

    def rules(self, told: Mapping[str, str]) -> str:
        """Which rules: `rural-fr 2026.11.0, empreinte c49e6b10c66c`."""
        return f"{told['id']} {told['version']}, {self.pick('empreinte', 'fingerprint')} {told['fingerprint'][:12]}"

    def between(self, low: str, high: str) -> str:
        return low if low == high else f"{low} – {high}"

    def day(self, iso: str) -> str:
        """`23/11/2026` or `2026-11-23`; a month alone stays one."""
        if self.lang != "fr":
            return iso
        return "/".join(reversed(iso.split("-")))

    def amount(self, told: Mapping[str, Any] | None) -> str:
        """What a scheme would give; a dash where there is no amount, which is not zero."""
        if told is None or told["low"] is None or told["high"] is None:
            return "–"
        if told["uncapped"]:
            return f"{self.euros(told['low'])} {self.pick('ou plus', 'or more')}"
        return self.between(self.euros(told["low"]), self.euros(told["high"]))

    def window(self, told: Mapping[str, Any]) -> str:
        match told["state"]:
            case "open" if "closes" in told:
                return self.pick("jusqu'au ", "until ") + self.day(told["closes"])
            case "open":
                return self.pick("ouvert", "open")
            case "upcoming" if "opens" in told:
                return self.pick("dès le ", "from ") + self.day(told["opens"])
            case "upcoming":
                return self.pick("à venir", "upcoming")
            case "closed":
                return self.pick("fermé", "closed")
        return self.pick("à demander", "ask")
