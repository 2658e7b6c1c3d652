"""Charts of a summary's own figures, as inline SVG: no script, no style attribute, no number that the source does not hold."""

from .chart import Chart
from .marks import change_mark
from .selection import kpi_charts
from .series import series_chart
from .sheet import stylesheet

__all__ = ["Chart", "change_mark", "kpi_charts", "series_chart", "stylesheet"]
