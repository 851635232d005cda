"""The parts that screens are made of, drawn to the design tokens.

====================  ===========================================================================
module                what it gives
====================  ===========================================================================
``label``             ``Label(text, role, color)``: plain text at the exact line height
``buttons``           ``Button(text, kind, size, icon, keys)`` with keycaps, ``IconButton``
``rating``            ``RatingButton(rating, title, key)``: a grade with its interval and key
``keycap``            ``Keycap(text)``, ``paint_keycap``, ``keycap_width``
``tag``               ``Tag(text, icon)``: a small filled label such as a card's kind
``field``             ``TextField``, ``TextArea``: input with hover, focus and error borders
``tick``              ``TickCircle`` for what ticks itself; ``paint_tick``
``card``              ``Card``, a bordered surface; ``Sheet``, the one that a review card lies on
``notice``            ``Notice(tone, title, text)``: a message in place, with buttons
``toast``             ``Toaster(window).show_toast(text, action, keys, callback)``
``dialog``            ``Dialog(parent, title)``; ``confirm`` before destroying things, ``tell``
``focus_ring``        ``follow``, ``leave``, ``track``: the keyboard focus, in a whole window
``ring``              ``paint_ring``; ``StageMark``: a stage's number in its small ring
``road``              ``Road``: the stations of a roadmap, each of which takes the focus
``progress_road``     ``ProgressRoad``: a session's thin line across the window
``motion``            ``Glide``: a number that moves at a token's pace, or jumps
``painting``          ``rounded``, ``draw_line``, ``mix``: small steps that painters share
``bars``              ``TargetBar``: a bar with a tick at its target
``day_strip``         ``DayStrip``: minutes a day, hollow dots for missed days
``month``             ``Month``: a calendar to choose a day in
``date_field``        ``DateField``: a day, picked from a month that opens below it
``flow``              ``FlowLayout``: widgets in lines
``rail``              ``Rail``: the places at the left
``scroll_page``       ``ScrollPage``: a page that scrolls under a header that stays
====================  ===========================================================================

Every part takes its colours, fonts and sizes from ``flashcards.gui.theme.theme()`` and follows its
``changed`` signal; none of them knows a rule of studying.
"""
