"""The only home of SQL: one module of functions for each kind of thing that is stored.

A function takes the connection first and leaves the transaction to its caller, so that several kinds of
thing are stored together or not at all.
"""
