"""What differs between two linked paragraphs, and which of it matters.

`compare` is the way through: `parts` says what of merged paragraphs corresponds, `changes` what
stands where other words do, and `substance` what each change is about. For that, `weighty` finds
the words that matter, `side` is one of the two paragraphs, and `zones` one side of one change.
"""
