"""The questions that the offline grader's coefficients were fitted on, so that none is measured by them."""

from __future__ import annotations

import hashlib

FITTED_ON = (
    "023603740422052408dd09d70a590a8d0af90b270c370c680d170d9e0f9f10b013c115db18b71a771a861aa11abd1c3b1de1"
    "21a12339240126a528e32a842c212db82fa631823274330f349e34db397e3ad43b6d3ba73d4e3e103e653e833f7442454570"
    "4adf4c564cda4d4d4e294e404fda51a351e753f954c854d855cc566f567f56c958a15a395a6d5ae15bd15f46609760d6627d"
    "639263bd6452645564d06684690369436aae6f076f42707671d772fd75d576dd78a67ab07b497f5a7f93818881d383ea85a0"
    "85d0879c87d3881589228b5c8c968cf58da38e828ecf8f7e8faf9038935f9484948797539a469af89d7b9dca9eb1a190a353"
    "a42fa489a4e5a5a1a620a6b3a769a931a9f2ab0aab8aadd4b081b29db6e2b8cbbe71bee7c49ec808c8c3c948cac5cc5ece47"
    "ce6bd178d28ad46cd78dd7aed8f0d966dad0daf6db07dd04e14ee27ce319e326e572e77ae9e5eb1ceeccef64f040f3d1f569"
    "fa14fa1ffb37fdcbff78ffa1"
)
"""Four hexadecimal digits for each question that the coefficients were fitted on."""


def fingerprint(question_id: str) -> str:
    """Four hexadecimal digits by which a question is known again."""
    return hashlib.sha256(question_id.encode()).hexdigest()[:4]


def is_fitted_on(question_id: str) -> bool:
    """Whether the coefficients were fitted on a question; one of three hundred others is taken for such."""
    return fingerprint(question_id) in {FITTED_ON[at : at + 4] for at in range(0, len(FITTED_ON), 4)}
