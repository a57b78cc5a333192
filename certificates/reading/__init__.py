"""What a file that anyone may hand in holds, read in a process of its own with bounds on time and memory."""
