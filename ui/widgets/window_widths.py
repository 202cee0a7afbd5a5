"""The widths of a window at which pages are laid out otherwise, in pixels."""

#: Least width of a window in which the sidebar stands beside the page and not over it: Streamlit's.
LEAST_WINDOW_WITH_SIDEBAR = 769
#: Least width of a window in which sentences open beside what is read and not below it, and in
#: which the legend of an article stands beside its text (judgement: half of a page of 13 inches).
LEAST_WINDOW_BESIDE = 1200
#: Least width of a window in which the page always leaves room for the sentences (judgement: the
#: table of five outlets fits beside them).
WIDE_WINDOW = 1700
