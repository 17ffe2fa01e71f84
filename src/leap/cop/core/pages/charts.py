"""Small charts, as SVG inside a page: pure functions of numbers.

A chart shows again what stands beside it as text, so that a reader who does not see it
misses nothing: it is hidden from screen readers, has no words and needs no colors. Its
shape is drawn here, its colors are those of the style sheet.
"""

from collections.abc import Sequence


#: Units of a drawing; how big it is on the screen, the style sheet says.
BAR_WIDTH = 100
COLUMN_WIDTH = 10
COLUMN_GAP = 4
COLUMNS_HEIGHT = 40


def bar(value: int, most: int) -> str:
    """Give one number as the length of a bar.

    :param most: the number whose bar is as long as there is room.
    """
    length = BAR_WIDTH * _part(value, most)
    return (
        f'<svg class="cop-bar" viewBox="0 0 {BAR_WIDTH} 8" preserveAspectRatio="none"'
        ' aria-hidden="true" focusable="false">'
        f'<rect class="cop-bar-ground" width="{BAR_WIDTH}" height="8"></rect>'
        f'<rect class="cop-bar-full" width="{_number(length)}" height="8"></rect>'
        "</svg>"
    )


def columns(values: Sequence[int | None], most: int) -> str:
    """Give numbers beside each other, each as the height of a column.

    :param values: None where there is no number: a gap; nothing is a line on the
        ground.
    """
    step = COLUMN_WIDTH + COLUMN_GAP
    width = max(len(values) * step - COLUMN_GAP, COLUMN_WIDTH)
    drawn = "".join(
        _column(number * step, value, most) for number, value in enumerate(values)
    )
    return (
        f'<svg class="cop-columns-chart" viewBox="0 0 {width} {COLUMNS_HEIGHT}"'
        f' width="{width * 2}" height="{COLUMNS_HEIGHT}"'
        f' aria-hidden="true" focusable="false">{drawn}</svg>'
    )


def _column(left: int, value: int | None, most: int) -> str:
    if value is None:
        return ""
    height = max((COLUMNS_HEIGHT - 1) * _part(value, most), 0) + 1
    top = COLUMNS_HEIGHT - height
    return (
        f'<rect class="cop-bar-full" x="{left}" y="{_number(top)}"'
        f' width="{COLUMN_WIDTH}" height="{_number(height)}"></rect>'
    )


def _part(value: int, most: int) -> float:
    return min(max(value / most, 0), 1) if most > 0 else 0


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
