"""What words are: tokens, their normal forms and stems, quotations, numbers, scripts.

`tokens` cuts a text. `layers` are the kinds of house style, which fill `conventions`; by these
`house_style` reads a text, with `phrases` and `quantities` for what is more than a word.
`quotations` says where somebody is quoted, `scripts` which characters are which.
"""
