"""Pictures of values: SVG of our own, drawn to PNG in one worker process."""
