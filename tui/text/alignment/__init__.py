"""Two articles aligned: which paragraphs answer to which, and why.

Linking is one algorithm; read it in the order in which it runs:

1. `align` is the way through, from two articles to an `Alignment`.
2. `choices` are the pairs that a reader pinned or forbade, which come before everything.
3. `scores` says how well each paragraph answers to each.
4. `links` chooses by scores, shared words and quotations.
5. `second_pass` looks once more at what has no link.
6. `rows` lays the links out, and counts.

The section of the configuration for all of it is `links.AlignmentSettings`; `why` tells a reader
what a link rests on.
"""
