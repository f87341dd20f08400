"""Tolerances for comparing floating-point numbers, each with its reason.

The judge of plans (:mod:`stageplanner.domain.checks`) keeps tolerances of its own on purpose: a
mistake here must not hide in the check of the results.
"""

#: Two loads, peaks or amounts are equal if they differ by less, and a number this close to a
#: whole one counts as whole. Loads are sums of thousands of weighted fractions of students, and
#: linear solvers answer within about 1e-7; one student on ten thousand places is 1e-4.
TOLERANCE = 1e-6

#: Rounding error of a subtraction or a division of such sums: fewer students or places than
#: this are none, and a peak that is higher by less is not higher.
ROUNDING = 1e-9

#: Rounding error of the same quotient computed in another order: differences below it are ties.
TIE = 1e-12

#: A utilisation above this is over 100%: the places are full, and one student has none.
FULL = 1 + ROUNDING
