"""Watching without a network: kept by the browser, or carried on a stick."""
