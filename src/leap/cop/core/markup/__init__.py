"""What people write, as data: an allow-list, and what an allow-list cannot see.

`clean` gives HTML to keep and to show, `plain` its words for titles and teasers. Both
read the same tree: `scan` makes tokens of the HTML, `marks` tells what of it a reader
was never meant to see, `tree` builds what is left, and nh3 has the last word.
"""
