"""The one name among the runners of a race that is no learner's."""

PERSON = "you"
