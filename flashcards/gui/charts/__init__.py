"""Charts: painted, readable with the pointer, the keyboard and a screen reader, and exportable.

====================  ===========================================================================
module                what it gives
====================  ===========================================================================
``data``              the charts as plain values, and any of them as a table
``scale``             axes with lines at round numbers
``view``              ``ChartView().set_chart(chart)``: a chart that is pointed at and read
``card``              ``ChartCard(title)``: a card with a chart, its legend and its menu
``table_dialog``      a chart as a table that can be copied
``export``            a chart as PNG, SVG and CSV
``plot``              what draws a chart into a rectangle; one module a kind of chart besides
====================  ===========================================================================
"""
