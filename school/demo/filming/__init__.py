"""Makes the demo's recordings of what stands in content/webinars: voice, slides, video, captions. See `__main__.py`."""
