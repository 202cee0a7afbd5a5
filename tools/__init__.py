"""Programs that build word lists, weights and screenshots; not needed to run the app."""
