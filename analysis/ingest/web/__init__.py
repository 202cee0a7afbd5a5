"""Pages and feeds that are loaded by their address, when the user asks for it."""
