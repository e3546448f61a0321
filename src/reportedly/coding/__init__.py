"""Codes: which offences, penalties, targets, directives, institutions and rights the words of a report call for."""
