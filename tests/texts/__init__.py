"""The texts for patients: complete, speakable, plain and honest."""
