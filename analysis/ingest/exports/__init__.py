"""Exports of press databases, divided into their articles: one module for each database."""
