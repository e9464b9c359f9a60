"""Simulated game servers, one folder each."""
