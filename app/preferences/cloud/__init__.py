"""Experts, their names and prices, the web, and what is hidden before anything leaves."""
