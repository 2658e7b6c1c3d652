"""The best one-to-one assignment between two lists."""

from __future__ import annotations

from collections.abc import Mapping

_NEVER = 10**9


def assign(weights: Mapping[tuple[int, int], int]) -> list[tuple[int, int]]:
    """The pairs ``(row, column)`` of the one-to-one assignment with the greatest total weight, ordered by row.

    ``weights`` holds the pairs that may be assigned, each with a positive weight; what it does not hold is never assigned.
    Kuhn's Hungarian method with potentials (Jonker and Volgenant 1987), O(n³) in the number of rows and columns.
    """
    rows = sorted({row for row, _ in weights})
    columns = sorted({column for _, column in weights})
    # each row has a column of its own beside the real ones: to stay unassigned costs nothing and gains nothing
    width = len(columns) + len(rows)
    cost = [
        [-weights.get((row, column), -_NEVER) for column in columns] + [0 if own == row else _NEVER for own in rows]
        for row in rows
    ]
    row_potential, column_potential = [0] * (len(rows) + 1), [0] * (width + 1)
    owner = [0] * (width + 1)  # 1-based row that holds each 1-based column; 0 is nobody
    for row_number in range(1, len(rows) + 1):
        owner[0] = row_number
        least = [2 * _NEVER] * (width + 1)
        before = [0] * (width + 1)
        done = [False] * (width + 1)
        column = 0
        while owner[column]:
            done[column] = True
            row, step, nearest = owner[column], 2 * _NEVER, 0
            for other in range(1, width + 1):
                if done[other]:
                    continue
                reduced = cost[row - 1][other - 1] - row_potential[row] - column_potential[other]
                if reduced < least[other]:
                    least[other], before[other] = reduced, column
                if least[other] < step:
                    step, nearest = least[other], other
            for other in range(width + 1):
                if done[other]:
                    row_potential[owner[other]] += step
                    column_potential[other] -= step
                else:
                    least[other] -= step
            column = nearest
        while column:
            owner[column] = owner[before[column]]
            column = before[column]
    pairs = [(rows[owner[at] - 1], columns[at - 1]) for at in range(1, len(columns) + 1) if owner[at]]
    return sorted(pair for pair in pairs if pair in weights)
