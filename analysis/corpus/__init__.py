"""Articles compared: their stories, entities, utterances, figures, shared text and coverage."""
