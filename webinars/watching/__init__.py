"""What people really watched."""
