"""The Gantt: data, geometry, painting, mouse and keyboard."""
