"""Words of files that anyone may have made, read in a process of its own with bounds on time and memory. No macro is ever run: only text is looked at."""
