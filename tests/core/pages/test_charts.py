"""Small charts: as long as their numbers say, and silent to a screen reader."""

from hypothesis import given
from hypothesis import strategies as st
from leap.cop.core.pages import charts
from lxml import etree

import pytest


numbers = st.integers(min_value=0, max_value=10_000)


def rects(drawing: str) -> list[dict]:
    return [dict(one.attrib) for one in etree.fromstring(drawing).iter("rect")]


@pytest.mark.parametrize(
    "value,most,length",
    [(0, 10, "0"), (5, 10, "50"), (10, 10, "100"), (1, 3, "33.3"), (0, 0, "0")],
)
def test_a_bar_is_as_long_as_its_number(value, most, length):
    ground, full = rects(charts.bar(value, most))
    assert ground["width"] == "100"
    assert full["width"] == length


@given(value=numbers, most=numbers)
def test_no_bar_leaves_its_drawing(value, most):
    _ground, full = rects(charts.bar(value, most))
    assert 0 <= float(full["width"]) <= charts.BAR_WIDTH


def test_columns_leave_a_gap_where_there_is_no_number():
    drawn = rects(charts.columns([20, None, 0, 10], 20))
    assert [one["x"] for one in drawn] == ["0", "28", "42"]
    assert [one["height"] for one in drawn] == ["40", "1", "20.5"]


@given(values=st.lists(st.none() | numbers, max_size=12), most=numbers)
def test_columns_stand_on_the_ground_inside_of_their_drawing(values, most):
    drawing = charts.columns(values, most)
    _x, _y, width, height = map(float, etree.fromstring(drawing).get("viewBox").split())
    drawn = rects(drawing)
    assert len(drawn) == sum(value is not None for value in values)
    for one in drawn:
        assert float(one["y"]) >= 0
        assert float(one["y"]) + float(one["height"]) == pytest.approx(height)
        assert float(one["x"]) + float(one["width"]) <= width


@pytest.mark.parametrize("drawing", [charts.bar(3, 4), charts.columns([1, 2], 2)])
def test_a_chart_is_nothing_that_is_read_aloud_or_stepped_to(drawing):
    svg = etree.fromstring(drawing)
    assert svg.get("aria-hidden") == "true"
    assert svg.get("focusable") == "false"
    assert "".join(svg.itertext()) == ""
