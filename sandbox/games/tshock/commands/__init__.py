"""The console commands that a caller of the API can give, one file per subject.

A part of what the real server has. How words are split and most texts of today were only read in the
source; an unknown command, `/who` and a kick of nobody were captured.
"""
